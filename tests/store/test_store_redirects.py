"""Ids that were merged go on meaning something."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import registry
from registry.records import Alias, Entity, EntityType, Never
from registry.store.redirects import ends, followed

FILE = """\
version: 1
entities:
  tajikistan: {name: Tajikistan, type: place, feature: state}
  dushanbe: {name: Dushanbe, type: place, part_of: tadzhikistan, stands_for: tajikiston}
  rahmon:
    name: Emomali Rahmon
    type: person
    country: tajikiston
    aliases: [{text: "President of {tadzhikistan}", kind: title}]
redirects: {tajikiston: tadzhikistan, tadzhikistan: tajikistan, rakhmon: rahmon}
"""


@pytest.fixture
def merged(tmp_path: Path) -> registry.Registry:
    path = tmp_path / "a.yaml"
    path.write_text(FILE, "utf-8")
    return registry.load(path)


def test_an_old_id_is_the_new_one(merged: registry.Registry) -> None:
    """It is looked up, by way of others too; the entities are listed once, under their own ids."""
    assert "tajikistan" == merged["tajikiston"].id
    assert "rakhmon" in merged
    assert "lost" not in merged
    assert ["tajikistan", "dushanbe", "rahmon"] == list(merged.entities)
    with pytest.raises(KeyError):
        merged["lost"]


def test_references_and_patterns_follow(merged: registry.Registry) -> None:
    """What names an old id works as if it named the new one."""
    assert ("tajikistan", "tajikistan") == (merged["dushanbe"].part_of, merged["dushanbe"].stands_for)
    assert "rahmon" == getattr(merged.resolve("President of Tajikistan").entity, "id", None)
    assert merged.resolve("Dushanbe", context=["tajikiston"]).candidates == merged.resolve("Dushanbe", context=["tajikistan"]).candidates


def test_an_entity_in_use_is_itself() -> None:
    """A redirect does not hide an entity that goes by the old id."""
    place = Entity("a", "Aaaa", EntityType.PLACE)
    reg = registry.Registry([place, Entity("b", "Bbbb", EntityType.PLACE)], redirects={"a": "b", "c": "b"})
    assert (place, "b") == (reg["a"], reg["c"].id)
    assert 1 not in reg


def test_every_reference_is_followed() -> None:
    """In every field that holds ids, and in slots of aliases and `never` rows; the rest of the texts stays."""
    old = Entity(
        *("x", "Xxxx {o}", EntityType.PLACE, (Alias("{o} o {p"), Alias("o")), (Never("{o}{n}", "o"),)),
        stands_for="o",
        country="o",
        part_of="o",
        located_in=("n", "o"),
        namesakes=("o",),
    )
    (new,) = followed([old], {"o": "n"})
    assert ("n", "n", "n", ("n", "n"), ("n",)) == (new.stands_for, new.country, new.part_of, new.located_in, new.namesakes)
    assert (["{n} o {p", "o"], ["{n}{n}"]) == ([row.text for row in new.aliases], [row.text for row in new.never])
    assert [old] == list(followed([old], {}))


IDS = st.sampled_from("abcdef")


@given(st.dictionaries(IDS, IDS))
def test_ends(redirects: dict[str, str]) -> None:
    """Walking the table by hand gives the same ends, and circles none."""
    for old in redirects:
        id, steps = old, 0
        while id in redirects and steps <= len(redirects):
            id, steps = redirects[id], steps + 1
        assert ends(redirects).get(old) == (None if id in redirects else id)
