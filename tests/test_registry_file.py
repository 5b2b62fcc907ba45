"""The registry that ships: without errors, complete, and each of its names found."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from tables import Row, cases, rows

import registry
from registry.errors import Severity
from registry.records import Alias, AliasKind, Entity, Status
from registry.store import Book, read_book

ROOT = Path(__file__).parents[1]
FILE = ROOT / "aliases.yaml"

with open(ROOT / "tests/gold/entities.tsv", encoding="utf-8", newline="") as file:
    GOLD = [pytest.param(row["id"], row["type"], id=row["id"]) for row in csv.DictReader(file, delimiter="\t")]

UNREAD = {(row["entity"], row["alias"]) for _, row in rows("registry_file", "unread")}

OFFICES = (AliasKind.TITLE, AliasKind.DESCRIPTION)


@pytest.fixture(scope="module")
def book() -> Book:
    return read_book(FILE)


def names(entities: registry.Registry) -> Iterator[tuple[Entity, Alias]]:
    """Every name that must link by itself: without slots, not weak."""
    for entity in entities:
        for alias in (Alias(entity.name, AliasKind.PREFERRED), *entity.aliases):
            if not alias.weak and "{" not in alias.text:
                yield entity, alias


def found(shipped: registry.Registry, entity: Entity, alias: Alias, mention: str) -> bool:
    """Whether a mention links to the entity of its alias, or is ambiguous and names it; an office is asked of in its time."""
    answer = shipped.resolve(mention, date=(alias.until or alias.since) if alias.kind in OFFICES else None)
    among = {candidate.entity.id for candidate in answer.candidates[: 1 if answer else None]}
    return answer.status is not Status.NIL and entity.id in among


def test_no_errors(book: Book) -> None:
    """The file passes its own checks."""
    assert [str(problem) for problem in book.problems if problem.severity is Severity.ERROR] == []
    assert len(book.entities) > 200


@pytest.mark.parametrize(("id", "type"), GOLD)
def test_holds_the_gold(shipped: registry.Registry, id: str, type: str) -> None:
    """Every entity of the gold is there, under the same id, with its type and a description."""
    assert id in shipped
    assert type == shipped[id].type.value
    assert shipped[id].description


def test_references(shipped: registry.Registry) -> None:
    """Whatever an entity refers to exists, is not itself, and is of a kind that can be referred to so."""
    for entity in shipped:
        for id in (entity.country, entity.stands_for):
            assert id is None or (id in shipped and shipped[id].type == "place" and id != entity.id), f"{entity.id}: {id}"
        for id in filter(None, (entity.part_of, *entity.located_in)):
            assert id in shipped, f"{entity.id}: {id}"
            assert id != entity.id, f"{entity.id} is part of itself"
        for alias in entity.aliases:
            for slot in alias.text.split("{")[1:]:
                assert slot.split("}")[0] in shipped, f"{entity.id}: {alias.text}"


def test_ids_elsewhere_are_borne_by_one(shipped: registry.Registry) -> None:
    """No two entities claim the same identifier elsewhere."""
    claimed = [pair for entity in shipped for pair in entity.ids.items()]
    assert sorted(set(claimed)) == sorted(claimed)


def test_names_resolve_as_written(shipped: registry.Registry) -> None:
    """Every name resolves, letter by letter, to its own entity, or is ambiguous and names it."""
    asked = list(names(shipped))
    assert len(asked) > 5_000
    assert [(entity.id, alias.text) for entity, alias in asked if not found(shipped, entity, alias, alias.text)] == []


def test_names_are_read(shipped: registry.Registry) -> None:
    """So it does when the mention must be read word by word; the exceptions are listed with their reasons."""
    missed = {(entity.id, alias.text) for entity, alias in names(shipped) if not found(shipped, entity, alias, f" {alias.text}")}
    assert missed == UNREAD


@pytest.mark.parametrize("case", cases("registry_file", needs="entity alias comment"))
def test_exceptions_are_names(case: Row, shipped: registry.Registry) -> None:
    """An exception is a name that the registry has."""
    assert (case["entity"], case["alias"]) in {(entity.id, alias.text) for entity, alias in names(shipped)}


def test_never_rows_hold(shipped: registry.Registry) -> None:
    """What the editors say is never an entity is never linked to it."""
    never = [(entity.id, row.text) for entity in shipped for row in entity.never if "{" not in row.text]
    assert len(never) > 100
    assert [(id, text) for id, text in never if (answer := shipped.resolve(text)) and answer.entity and answer.entity.id == id] == []
