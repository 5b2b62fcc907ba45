"""JSON Lines and CSV of entities: read as the same registry from YAML would be, and what is wrong is told by its line."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tables import Row, cases

from registry import Alias, AliasKind, Entity, EntityType, Feature, Never, RegistryFileError
from registry.store import load_entities
from registry.store.load import load_sources, read_text

SHIPPED = Path(__file__).parents[2] / "aliases.yaml"


def as_json(entity: Entity) -> dict[str, object]:
    """An entity as a line would have it."""
    row: dict[str, object] = {"id": entity.id, "name": entity.name, "type": entity.type.value}
    for name in ("description", "feature", "stands_for", "country", "part_of", "note"):
        row[name] = getattr(entity, name)
    row |= {"ids": dict(entity.ids), "located_in": list(entity.located_in), "namesakes": list(entity.namesakes)}
    row["aliases"] = [
        {
            "text": alias.text,
            "kind": alias.kind.value,
            "lang": alias.lang,
            "since": alias.since,
            "until": alias.until,
            "weak": alias.weak,
            "case": "exact" if alias.exact_case else None,
            "note": alias.note,
            "source": alias.source,
        }
        for alias in entity.aliases
    ]
    row["never"] = [{"text": never.text, "because": never.because} for never in entity.never]
    return row


def test_the_registry_that_ships_reads_the_same_as_json_lines(tmp_path: Path) -> None:
    book = load_entities(SHIPPED)
    path = tmp_path / "all.jsonl"
    path.write_text("".join(json.dumps(as_json(entity), ensure_ascii=False) + "\n" for entity in book.entities), "utf-8")
    read = load_entities(path).entities
    assert read == book.entities
    assert [(entity.note, [(alias.note, alias.source) for alias in entity.aliases]) for entity in read] == [
        (entity.note, [(alias.note, alias.source) for alias in entity.aliases]) for entity in book.entities
    ]
    assert [str(entity.place) for entity in read[:2]] == [f"{path}:1:1", f"{path}:2:1"]


def test_a_table_has_the_plain_fields(tmp_path: Path) -> None:
    """A cell may hold commas, quotes and lines; a byte order mark, which Excel writes, is no letter."""
    path = tmp_path / "all.csv"
    path.write_text(
        "\ufeffid,name,type,aliases,ids,feature,located_in,country,note\r\n"
        'mod,"Defence, Ministry of",organization,MoD | Минобороны,wikidata:Q1 | geonames: 7,,moscow | russia,russia,"two\nlines"\r\n'
        "\r\n"
        "russia,Russia,place,,,state\r\n"
        "moscow,Moscow,place,NO,,city,,,\r\n",
        "utf-8",
        newline="",
    )
    mod, russia, moscow = load_entities(path).entities
    assert mod == Entity(
        "mod",
        "Defence, Ministry of",
        EntityType.ORGANIZATION,
        (Alias("MoD"), Alias("Минобороны")),
        ids={"wikidata": "Q1", "geonames": "7"},
        located_in=("moscow", "russia"),
        country="russia",
    )
    assert mod.note == "two\nlines"
    assert russia == Entity("russia", "Russia", EntityType.PLACE, feature=Feature.STATE)
    assert moscow.aliases == (Alias("NO"),)
    assert [entity.place.line for entity in (mod, russia, moscow) if entity.place] == [2, 5, 6]


def test_files_of_all_kinds_are_one_registry(tmp_path: Path) -> None:
    """References lead from one to another; a file named twice is read once."""
    (tmp_path / "a.yaml").write_text("version: 1\nentities:\n  one: {name: One, type: place}\nredirects: {old: two}\n", "utf-8")
    (tmp_path / "b.jsonl").write_text('{"id": "two", "name": "Two", "type": "place", "part_of": "one"}\n', "utf-8")
    (tmp_path / "c.csv").write_text("id,name,type,part_of\nthree,Three,place,two\n", "utf-8")
    book = load_sources([tmp_path / "a.yaml", tmp_path / "b.jsonl", tmp_path / "c.csv", tmp_path])
    assert [(entity.id, entity.part_of) for entity in book.entities] == [("one", None), ("two", "one"), ("three", "two")]
    assert book.redirects == {"old": "two"}


def test_all_fields_of_json(tmp_path: Path) -> None:
    """null is a field left out, a number the text that is written."""
    path = tmp_path / "one.jsonl"
    line = {
        "id": "one",
        "name": "One",
        "type": "person",
        "country": None,
        "aliases": ["007", {"text": "On", "kind": "former", "until": 2007, "weak": True, "case": "exact"}, None],
        "never": [{"text": "Two", "because": "another"}],
    }
    path.write_text(json.dumps({**line, "aliases": line["aliases"][:2]}), "utf-8")
    (entity,) = load_entities(path).entities
    assert entity.aliases == (Alias("007"), Alias("On", AliasKind.FORMER, until="2007", weak=True, exact_case=True))
    assert entity.never == (Never("Two", "another"),)


@pytest.mark.parametrize("row", cases("lines", needs="suffix text problems"))
def test_problems_are_told_by_line(row: Row) -> None:
    book = read_text(row["text"], f"x{row['suffix']}")
    assert [str(problem).removeprefix(f"x{row['suffix']}:") for problem in book.problems] == row["problems"]


@given(st.text(), st.sampled_from(["x.jsonl", "x.csv"]))
def test_any_text_is_read_or_refused(text: str, name: str) -> None:
    assert read_text(text, name).path == name


@given(st.binary(), st.sampled_from(["x.jsonl", "x.csv"]))
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    assert read_text(data, name).path == name


def test_no_text_at_all(tmp_path: Path) -> None:
    with pytest.raises(RegistryFileError, match="no such file"):
        load_entities(tmp_path / "none.jsonl")
