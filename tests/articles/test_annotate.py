"""Short texts with their mentions marked inline, read by the shipped registry."""

import pytest
from marked import Marked, parse
from tables import Row, cases, rows

import registry
from registry.records import Article, Mention, Status

ALL = [parse(row["text"]) for _, row in rows("annotate")]


@pytest.mark.parametrize("case", cases("annotate", needs="text", knows="date lang source strangers"))
def test_annotate(case: Row, shipped: registry.Registry) -> None:
    """The links and ambiguities are the marked ones, no fewer and no more; marked strangers are found as nil.

    Nil mentions that nobody marked are let pass unless the row says `strangers: exact`.
    """
    text, expected = parse(case["text"])
    annotation = shipped.annotate(Article(text, date=case.get("date"), lang=case.get("lang"), source=case.get("source")))
    strict = case.get("strangers") == "exact"
    wanted_nil = {(mark.start, mark.end) for mark in expected if mark.entity is None and mark.rivals is None}
    said = [m for m in annotation.mentions if m.status is not Status.NIL or strict or (m.start, m.end) in wanted_nil]
    assert [_of_mark(mark, text) for mark in expected] == [_of_mention(mention) for mention in said]
    for mark, mention in zip(expected, said, strict=True):
        assert mark.kind in (None, mention.kind.value), f"{mention.text!r} is a {mention.kind.value}"
        assert set(mark.rivals or ()) <= set(mention.candidates), f"{mention.text!r}: {mention.candidates}"


def _of_mark(mark: Marked, text: str) -> tuple[object, ...]:
    status = "linked" if mark.entity else "nil" if mark.rivals is None else "ambiguous"
    return mark.start, text[mark.start : mark.end], status, mark.entity, mark.stands_for, mark.nested


def _of_mention(mention: Mention) -> tuple[object, ...]:
    return mention.start, mention.text, mention.status.value, mention.entity_id, mention.stands_for, mention.nested


def test_marks_name_entities(shipped: registry.Registry) -> None:
    """A slip of the pen in a mark is an error of the table, not a failure that somebody expects."""
    named = {id for _, marks in ALL for mark in marks for id in (mark.entity, mark.stands_for, *(mark.rivals or ())) if id}
    assert named <= {entity.id for entity in shipped}
