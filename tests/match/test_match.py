"""Mentions and pairs of names, one by one, out of context: the tables of the match room."""

import pytest
from tables import Row, cases

import registry
from registry.records import Status

ASKED = "lang type date context"


def answer(shipped: registry.Registry, case: Row) -> registry.Resolution:
    """What the shipped registry says of a row's mention; `context` names entities near by."""
    context = case["context"].split() if "context" in case else None
    return shipped.resolve(case["mention"], type=case.get("type"), lang=case.get("lang"), date=case.get("date"), context=context)


@pytest.mark.parametrize("case", cases("resolve", needs="mention entity", knows=ASKED))
def test_resolve(case: Row, shipped: registry.Registry) -> None:
    """Every mention links to the entity that the table names."""
    found = answer(shipped, case)
    assert (Status.LINKED, case["entity"]) == (found.status, found.entity.id if found.entity else None), found.explain()
    assert 0.85 <= found.score <= 1.0


@pytest.mark.parametrize("case", cases("refuse", needs="mention status", knows=f"{ASKED} not among"))
def test_refuse(case: Row, shipped: registry.Registry) -> None:
    """What must not be linked is not, and the table says whether it is ambiguous, nil, or merely not this entity."""
    found = answer(shipped, case)
    if case["status"] == "not":
        assert "not" in case, "a row whose status is 'not' names the entity"
    else:
        assert set(case["status"].split()) >= {found.status.value}, found.explain()
    assert case.get("not") != (found.entity.id if found.entity else ""), found.explain()
    assert set(case.get("among", "").split()) <= {candidate.entity.id for candidate in found.candidates}, found.explain()


@pytest.mark.parametrize("case", cases("compare", needs="left right same", knows="type"))
def test_compare(case: Row) -> None:
    """Two names of one bearer score above a half, of two below, whichever stands first."""
    there = registry.compare(case["left"], case["right"], type=case.get("type"))
    back = registry.compare(case["right"], case["left"], type=case.get("type"))
    assert there.score == pytest.approx(back.score)
    assert {"yes": True, "no": False}[case["same"]] == (there.score > 0.5), there.explain()


@pytest.mark.parametrize(
    ("mention", "entity"),
    [
        ("XIV Army Corps", "corps"),
        ("14th Army Corps", "corps"),
        ("XV Army Corps", None),
        ("Elizabeth 2", "queen"),
        ("Elizabeth III", None),
        ("Elizabeth", None),
    ],
)
def test_roman_numerals_are_numbers(mention: str, entity: str | None) -> None:
    """A number is a hard key in either figures, whichever the registry writes."""
    corps = registry.Entity("corps", "14th Army Corps", registry.EntityType.MILITARY_UNIT)
    queen = registry.Entity("queen", "Elizabeth II", registry.EntityType.PERSON)
    found = registry.Registry([corps, queen]).resolve(mention)
    assert (found.entity.id if found.entity else None) == entity, found.explain()
