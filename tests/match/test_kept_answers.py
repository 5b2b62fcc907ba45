"""A mention that an alias spells is answered by a short way and kept: it says what the long way says, the first time and ever after."""

import pickle
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import registry
from registry import Alias, AliasKind, Entity, EntityType, Registry, Resolution
from registry.compiled.compile import compile_files
from registry.match import resolver
from registry.match.names import Names
from registry.match.resolver import Resolver

ROOT = Path(__file__).parents[2]
WORDS = ("Rahmon", "Рахмон", "CSTO", "President of {one}", "military base", "Kulob", "{two", "")
IDS = ("one", "two", "three")

aliases = st.builds(
    Alias,
    st.sampled_from(WORDS),
    st.sampled_from([kind for kind in AliasKind if kind is not AliasKind.PREFERRED]),
    st.sampled_from([None, "ru"]),
    st.sampled_from([None, "1994"]),
    st.sampled_from([None, "2007-03"]),
    st.booleans(),
    st.booleans(),
)
entities = st.tuples(
    *(st.builds(Entity, st.just(id), st.sampled_from(WORDS), st.sampled_from(EntityType), st.lists(aliases).map(tuple)) for id in IDS)
)


def long_way(entities: list[Entity], mention: str) -> Resolution:
    return Resolver(Names(entities)).resolve(mention)


@settings(deadline=None)
@given(entities, st.lists(st.sampled_from(["one", *WORDS]), min_size=1, max_size=6))
def test_answers_are_those_of_the_long_way(made: tuple[Entity, ...], asked: list[str]) -> None:
    """Whatever the rows say: weak, dated, shared, patterns."""
    entities = list(made)
    answers = Registry(entities)
    for mention in [*asked, *asked]:
        assert answers.resolve(mention) == long_way(entities, mention)


@pytest.mark.parametrize(
    "row",
    [
        Alias("Special Envoy", AliasKind.TITLE, until="2007"),
        Alias("Special Envoy", AliasKind.FORMER, until="2007"),
        Alias("Special Envoy", weak=True),
        Alias("Special Envoy", lang="ru", since="2007"),
    ],
)
def test_a_row_that_says_more_is_weighed(row: Alias) -> None:
    """An office that has ended, a weak row, dates."""
    entities = [Entity("one", "Kulob", EntityType.PERSON, (row,))]
    assert Registry(entities).resolve("Special Envoy") == long_way(entities, "Special Envoy")


@pytest.mark.parametrize("form", ["yaml", "compiled"])
def test_every_alias_that_ships_is_answered_as_by_the_long_way(form: str, shipped: Registry, tmp_path: Path) -> None:
    """By candidates, scores and evidence."""
    if form == "compiled":
        compile_files([ROOT / "aliases.yaml"], tmp_path / "registry.idx")
        shipped = registry.load(tmp_path / "registry.idx")
    for entity in shipped:
        for text in (entity.name, *(alias.text for alias in entity.aliases)):
            assert shipped.resolve(text) == shipped.resolve(text) == shipped._resolver.resolve(text)


def test_answers_kept_have_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    """And what no alias spells is not kept."""
    monkeypatch.setattr(resolver, "_KEPT", 3)
    names = [f"Kulob {number}" for number in range(10)]
    answers = Registry([Entity(f"e{number}", name, EntityType.PLACE) for number, name in enumerate(names)])
    for name in [*names, "Kulob", "kulob 3", *names]:
        assert answers.resolve(name).mention == name
        assert len(answers._resolver.plain) <= 3
    assert set(answers._resolver.plain) <= set(names)


def test_a_mention_of_another_class_is_answered_in_its_own() -> None:
    """A subclass of str is not handed to who asks with a plain one."""

    class Marked(str):
        __slots__ = ()

    answers = Registry([Entity("kulob", "Kulob", EntityType.PLACE)])
    assert type(answers.resolve(Marked("Kulob")).mention) is Marked
    assert type(answers.resolve("Kulob").mention) is str


@pytest.mark.parametrize("mention", [None, 1, b"Kulob", ["Kulob"]])
def test_what_is_no_str_is_refused(mention: object) -> None:
    """With a message, and not as a key that cannot be looked up."""
    with pytest.raises(TypeError, match="give a str"):
        Registry([]).resolve(mention)  # type: ignore[arg-type]


def test_a_copy_of_a_registry_answers_with_its_own_entities() -> None:
    """As one that is sent to another process; what the first has kept names those of the copy."""
    answers = Registry([Entity("kulob", "Kulob", EntityType.PLACE, (Alias("Kulyab"),))])
    answers.resolve("Kulob")
    copied = pickle.loads(pickle.dumps(answers))
    for mention in ("Kulob", "Kulyab", "kulob"):
        assert copied.resolve(mention) == answers.resolve(mention)
        assert copied.resolve(mention).entity is copied["kulob"]
