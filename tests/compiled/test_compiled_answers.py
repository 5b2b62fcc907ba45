"""A compiled registry answers as the one it was made from: made-up registries, and the one that ships with all its cases."""

import json
import pickle
import string
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tables import rows

import registry
from registry import Alias, AliasKind, Entity, EntityType, Feature, Never, Registry
from registry.articles.read import read_articles
from registry.compiled.compile import compile_files, compile_registry
from registry.match.index import Index
from registry.match.near.tables import bucket_keys, sound_of
from registry.store import load_entities

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "aliases.yaml"

WORDS = (
    "Rahmon Rehmon Karim Karimov Emomali Zarif Dushanbe Kulob Khatlon Tajikistan Tajik Russian Ministry Defence Institute of the 201 102nd "
    "XIV military base brigade CSTO NATO Lech Chodor Mazar-e Sharif Рахмон Раҳмон Каримов Душанбе Хатлон таджикский ОДКБ база رحمان دوشنبه "
    "کولاب 국방부 두샨베 塔吉克 杜尚别 タジク ראחמון Ռահմոն რახმონი ताजिक İstanbul Oş xi Ürümqi"
).split()
"""Words in many scripts, with numbers, acronyms, inflections, a particle, a hyphen, one too short for most rules."""
IDS = ("one", "two", "three", "four", "five", "six")
OLD = ("old", "older")
DATES = st.sampled_from([None, "1994", "2007-03", "2011-10-01"])

phrases = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
patterns = st.builds("{} {{{}}} {}".format, st.sampled_from(["Ministry of", "the", "база", "201"]), st.sampled_from([*IDS, "old"]), phrases)
aliases = st.builds(
    Alias,
    st.one_of(phrases, phrases, patterns),
    st.sampled_from([kind for kind in AliasKind if kind is not AliasKind.PREFERRED]),
    st.sampled_from([None, "de", "ru", "tg", "en"]),
    DATES,
    DATES,
    st.booleans(),
    st.booleans(),
    st.sampled_from([None, "seen"]),
    st.sampled_from([None, "a paper, 2020"]),
)


@st.composite
def registries(draw: st.DrawFn) -> tuple[list[Entity], dict[str, str]]:
    """Entities that share words, refer to one another, refuse forms; and redirects into them, also in a circle."""
    redirects = draw(st.sampled_from([{}, {"old": "one"}, {"older": "old", "old": "one"}, {"older": "one", "x": "y", "y": "x"}]))
    used = IDS[: draw(st.integers(1, len(IDS)))]
    references = st.sampled_from([None, *used, *(old for old in OLD if old in redirects)])
    listed = st.lists(references.filter(bool), max_size=2).map(tuple)
    found = []
    for id in used:
        type = draw(st.sampled_from(list(EntityType)))
        found.append(
            Entity(
                id,
                draw(phrases),
                type,
                tuple(draw(st.lists(aliases, max_size=4))),
                tuple(draw(st.lists(st.builds(Never, st.one_of(phrases, patterns), st.just("another")), max_size=2))),
                draw(st.sampled_from([None, "president of Tajikistan"])),
                draw(st.sampled_from([{}, {"wikidata": "Q1"}])),
                draw(st.sampled_from(list(Feature))) if type is EntityType.PLACE else None,
                draw(references),
                draw(references),
                draw(references),
                draw(listed),
                draw(listed),
                draw(st.sampled_from([None, "a note"])),
            )
        )
    return found, redirects


@st.composite
def mentions(draw: st.DrawFn, entities: list[Entity]) -> str:
    """An alias, or words of one, with a letter dropped, doubled or exchanged, in another case or order, or with something beside it."""
    text = draw(st.sampled_from([row.text for entity in entities for row in (Alias(entity.name), *entity.aliases, *entity.never)]))
    text = text.replace("{", "").replace("}", "")
    for _ in range(draw(st.integers(0, 2))):
        at = draw(st.integers(0, len(text)))
        letter = draw(st.sampled_from(string.ascii_lowercase + "аоу ,'"))
        text = draw(
            st.sampled_from([text, text[:at] + text[at + 1 :], text[:at] + letter + text[at:], text[:at] + letter + text[at + 1 :]])
        )
    text = draw(st.sampled_from([text, text, text.lower(), text.upper(), " ".join(reversed(text.split()))]))
    return draw(st.sampled_from(["{}", "{}", "the {}", "{}'s", "President {}", "Russian {}", "{} province"])).format(text)


def compiled(entities: list[Entity], redirects: dict[str, str], folder: str) -> Registry:
    path = Path(folder) / "registry.idx"
    compile_registry(entities, path, redirects=redirects)
    return registry.load(path)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.data(), registries())
def test_answers_are_those_of_the_entities_compiled(data: st.DataObject, made: tuple[list[Entity], dict[str, str]]) -> None:
    """Resolutions with all candidates and evidence, annotations, entities, redirects."""
    entities, redirects = made
    plain = Registry(entities, redirects=redirects)
    with TemporaryDirectory() as folder:
        opened = compiled(entities, redirects, folder)
        assert list(opened.entities.items()) == list(plain.entities.items())
        assert [id in opened for id in (*IDS, *OLD, "nowhere")] == [id in plain for id in (*IDS, *OLD, "nowhere")]
        assert [told(entity) for entity in opened] == [told(entity) for entity in plain]
        asked = data.draw(st.lists(mentions(entities), min_size=1, max_size=5))
        options = data.draw(
            st.fixed_dictionaries(
                {},
                optional={
                    "type": st.sampled_from(list(EntityType)),
                    "lang": st.sampled_from(["ru", "de", "tg"]),
                    "date": st.just("2000-01-01"),
                    "context": st.lists(st.sampled_from([*IDS, *OLD]), max_size=2),
                },
            )
        )
        for mention in asked:
            assert opened.resolve(mention, **options) == plain.resolve(mention, **options)
        text = " met ".join(asked) + ". The ministry said so.\n\n" + ", ".join(reversed(asked))
        ours, theirs = opened.annotate(text), plain.annotate(text)
        assert ours == theirs
        assert [mention.evidence for mention in ours.mentions] == [mention.evidence for mention in theirs.mentions]


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(registries())
def test_every_table_is_that_of_the_plain_index(made: tuple[list[Entity], dict[str, str]]) -> None:
    """Whatever a later look-up may ask of the index, it finds the same."""
    entities, redirects = made
    plain = Registry(entities, redirects=redirects)._resolver.index
    with TemporaryDirectory() as folder:
        opened = compiled(entities, redirects, folder)._resolver.index
        assert list(opened.vocabulary.items()) == list(plain.vocabulary.items())
        assert list(opened.symbols) == list(plain.symbols)
        assert (opened.trie, opened.patterns) == (plain.trie, plain.patterns)
        assert dict(opened.bags) == plain.bags
        assert {key: list(row) for key, row in opened.sounds.items()} == plain.sounds
        assert dict(opened.slots) == plain.slots
        assert dict(opened.states_by_symbol) == plain.states_by_symbol
        assert (opened.capitals, opened.ministries) == (plain.capitals, plain.ministries)
        assert near_tables(opened) == near_tables(plain)


def near_tables(index: Index) -> list[object]:
    """All that near names are looked up in."""
    tables, symbols = index.tables, range(len(index.symbols))
    keys = sorted({key for symbol in index.symbols for key in bucket_keys(sound_of(symbol) or "-")})
    spans = ((0, 99), (4, 6), (7, 7))
    buckets = [(key, list(found), list(sounds)) for key in keys for span in spans for found, sounds in [tables.bucket(key, *span)]]
    names = [(list(tables.words_of(name)), tables.entry(name)) for name in range(tables.names)]
    return [names, [list(tables.named(symbol)) for symbol in symbols], buckets, tuple(map(list, tables.everything))]


def told(entity: Entity) -> tuple[object, ...]:
    """All that an entity says, what does not count for equality too."""
    aliases = [(alias.text, alias.kind, alias.note, alias.source, alias.place) for alias in entity.aliases]
    return entity, entity.note, entity.place, dict(entity.ids), aliases, [(row.text, row.because, row.place) for row in entity.never]


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> tuple[Registry, Registry]:
    """The registry that ships, from YAML and compiled."""
    path = tmp_path_factory.mktemp("compiled") / "registry.idx"
    compile_files([SHIPPED], path)
    return registry.load(SHIPPED), registry.load(path)


@cache
def gold() -> tuple[str, ...]:
    """The mentions of the gold standard and of the cases of `resolve` and `refuse`."""
    lines = (ROOT / "tests/gold/mentions.jsonl").read_text("utf-8").splitlines()
    texts = [json.loads(line)["surface"] for line in lines]
    texts += [row["mention"] for stage in ("resolve", "refuse") for _, row in rows(stage)]
    return tuple(dict.fromkeys(texts))


def test_what_ships_is_kept_whole(shipped: tuple[Registry, Registry]) -> None:
    """Entities in their order, notes, sources and places."""
    plain, opened = shipped
    assert [told(entity) for entity in opened] == [told(entity) for entity in plain]
    assert len(opened) == len(plain) > 100
    assert all(id in opened and opened[id] == plain[id] for id in plain.entities)
    redirects = load_entities(SHIPPED).redirects
    assert all(opened[old] == plain[old] for old in redirects if old in plain)


def test_gold_and_cases_are_answered_alike(shipped: tuple[Registry, Registry]) -> None:
    """Every mention that the project knows the answer to, with its rivals and evidence."""
    plain, opened = shipped
    different = [text for text in gold() if opened.resolve(text) != plain.resolve(text)]
    assert len(gold()) > 500
    assert not different


def test_every_alias_that_ships_is_answered_alike(shipped: tuple[Registry, Registry]) -> None:
    plain, opened = shipped
    texts = {alias.text for entity in plain for alias in entity.aliases}
    assert not [text for text in texts if opened.resolve(text) != plain.resolve(text)]


def test_articles_are_read_alike(shipped: tuple[Registry, Registry]) -> None:
    plain, opened = shipped
    articles = list(read_articles([ROOT / "seeds"]))
    assert articles
    for article in articles:
        ours, theirs = opened.annotate(article), plain.annotate(article)
        assert ours == theirs
        assert [mention.evidence for mention in ours.mentions] == [mention.evidence for mention in theirs.mentions]


def test_an_entity_is_one_object_while_somebody_holds_it(shipped: tuple[Registry, Registry], monkeypatch: pytest.MonkeyPatch) -> None:
    """The matcher asks whether two hits are of the same entity, also when the cache has been emptied in between."""
    monkeypatch.setattr("registry.compiled.names._CACHE", 1)
    opened = pickle.loads(pickle.dumps(shipped[1]))  # of which nothing has been read
    held = opened["tajikistan"]
    assert [other.id for other in opened][-1] != "tajikistan"
    assert opened["tajikistan"] is held
    first, second = (opened._names.spelt("Tajikistan")[0] for _ in range(2))
    assert first.entity is held
    assert first.alias is second.alias


def test_another_process_opens_the_file_again(shipped: tuple[Registry, Registry]) -> None:
    copy = pickle.loads(pickle.dumps(shipped[1]))
    assert copy.resolve("Rehmon") == shipped[0].resolve("Rehmon")
