"""The review queue as a file: what is written is read back, what editors mistype is told at its place, an answer changes its lines only."""

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.errors import EditError, RegistryFileError
from registry.records import EntityType
from registry.review.answer import answer, answered
from registry.review.items import Decision, Item, ItemKind, Option, Queue, Snippet, Verb
from registry.review.queue import parse_queue, queue_text, read_queue, write_queue
from registry.review.rerun import merged

TEXT = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    st.sampled_from(
        ["", " ", "null", "~", "NO", "007", "a: b", "- x", "# no", "3 × 4", "{x}", "'", '"', "\n", "\u2028", "\x00", "x" * 2000]
    ),
)
ID = st.from_regex(r"[a-z0-9]{1,5}(-[a-z0-9]{1,5}){0,2}", fullmatch=True)
REASON = TEXT.map(lambda text: " ".join("".join(c for c in text if c.isprintable()).split()))
COUNT = st.integers(0, 10**6)
DECISION = st.one_of(
    st.builds(Decision, st.sampled_from([Verb.SAME, Verb.NEW, Verb.WEAK]), ID, REASON),
    st.builds(Decision, st.just(Verb.DIFFERENT), ID, REASON.filter(bool)),
    st.builds(Decision, st.just(Verb.UNSURE), st.none(), REASON),
)
ITEM = st.builds(
    Item,
    TEXT,
    st.sampled_from(ItemKind),
    TEXT,
    st.none() | st.sampled_from(EntityType),
    st.dictionaries(TEXT, COUNT, max_size=3),
    COUNT,
    COUNT,
    st.lists(st.builds(Snippet, TEXT, TEXT, st.none() | TEXT, st.none() | TEXT), max_size=3).map(tuple),
    st.lists(st.builds(Option, TEXT, TEXT, st.floats(0, 1), st.lists(TEXT, max_size=2).map(tuple)), max_size=2).map(tuple),
    TEXT,
    st.none() | DECISION,
)
ITEMS = st.lists(ITEM, max_size=4, unique_by=lambda item: item.key).map(tuple)
QUEUE = st.builds(Queue, TEXT, ITEMS)

FILE = """\
registry: aliases.yaml
items:
  - key: one
    kind: unregistered
    name: One
    decision: {one}
    because: {why}
  - key: two
    kind: new spelling
    name: Two
    decision: {two}
"""


def filled(*, one: str = "", why: str = "", two: str = "") -> str:
    """A queue of two items with these decisions."""
    return FILE.format(one=one, why=why, two=two)


def problems(text: str) -> list[str]:
    """What is wrong with a queue, a line a problem."""
    with pytest.raises(RegistryFileError) as caught:
        parse_queue(text, "q.yaml", known={"csto", "emomali-rahmon"})
    return [str(problem) for problem in caught.value.problems]


@given(QUEUE)
def test_what_is_written_is_read(queue: Queue) -> None:
    """Whatever stands in names and articles, the file says the same and is written the same again."""
    text = queue_text(queue)
    read = parse_queue(text, "queue.yaml")
    assert queue == read
    assert text == queue_text(read)


@pytest.mark.parametrize(
    ("written", "decision"),
    [
        ("", None),
        ("~", None),
        ('""', None),
        ("same csto", Decision(Verb.SAME, "csto")),
        ("  Same   CSTO  ", Decision(Verb.SAME, "csto")),
        ("'SAME: csto'", Decision(Verb.SAME, "csto")),
        ("new bank-eskhata", Decision(Verb.NEW, "bank-eskhata")),
        ("weak emomali-rahmon # he is weak", Decision(Verb.WEAK, "emomali-rahmon")),
        ("Unsure", Decision(Verb.UNSURE)),
    ],
)
def test_decisions_are_read_as_people_type_them(written: str, decision: Decision | None) -> None:
    """Case, spaces, quotes and comments mean nothing."""
    queue = parse_queue(filled(one=written), "q.yaml", known={"csto", "emomali-rahmon"})
    assert decision == queue.items[0].decision


@pytest.mark.parametrize(
    ("slips", "told"),
    [
        ({"one": "smae csto"}, "q.yaml:6:15: 'smae csto' is no decision; did you mean 'same'?"),
        ({"one": "yes"}, "q.yaml:6:15: 'yes' is no decision; it is one of same, new, different, weak, unsure"),
        ({"one": "same"}, "q.yaml:6:15: 'same' names nothing; write 'same' and the entity's id"),
        ({"one": "new"}, "q.yaml:6:15: 'new' names nothing; write 'new' and an id"),
        ({"one": "same csto or isis"}, "q.yaml:6:15: 'same csto or isis' names 3 things"),
        ({"one": "new Эсхата"}, "q.yaml:6:15: 'Эсхата' is no id; write small letters, digits and hyphens"),
        ({"one": "unsure csto"}, "q.yaml:6:15: 'unsure csto' says more than 'unsure'; leave 'csto' out"),
        ({"one": "different csto"}, "q.yaml:6:15: 'different csto' wants a reason; write it under the decision"),
        ({"one": "same cstoo"}, "q.yaml:6:15: 'cstoo' is no entity of aliases.yaml; did you mean 'csto'?"),
        ({"why": "his father"}, "q.yaml:7:14: a reason without a decision"),
        ({"one": "[same, csto]"}, "q.yaml:6:15: 'decision' must be a text and is a list"),
    ],
)
def test_a_slip_is_told_with_its_place_and_a_remedy(slips: dict[str, str], told: str) -> None:
    """Line and column of the value, what it is, what to write."""
    (line,) = problems(filled(**slips))
    assert line.startswith(told)


def test_all_slips_are_told_at_once() -> None:
    """Unknown fields, unknown verbs, unknown entities, keys given twice, counts that are none."""
    text = (
        filled(one="same csto-2", two="sam csto")
        .replace("key: two", "key: one")
        .replace("    name: Two", "    nmae: Two\n    articles: many")
    )
    told = "\n".join(problems(text))
    for rule in ("unknown-entity", "bad-decision", "duplicate-item", "unknown-field", "missing-field", "bad-value"):
        assert f"({rule})" in told


def test_a_decision_may_name_what_another_makes() -> None:
    """Two names of one new entity: the first says new, the second same."""
    queue = parse_queue(filled(one="new bank-eskhata", two="same bank-eskhata"), "q.yaml", known={"csto"})
    assert [item.decision and item.decision.entity for item in queue.items] == ["bank-eskhata"] * 2


def test_the_file_is_replaced_whole(tmp_path: Path) -> None:
    """A queue keeps its permissions; a new one gets those of new files; nothing is left beside it."""
    path = tmp_path / "queue.yaml"
    queue = Queue("aliases.yaml", (Item("k", ItemKind.AMBIGUOUS, "Xi"),))
    write_queue(queue, str(path))
    assert read_queue(str(path)) == queue
    path.chmod(0o640)
    write_queue(queue, str(path))
    assert path.stat().st_mode & 0o777 == 0o640 or os.name == "nt"
    assert [file.name for file in tmp_path.iterdir()] == ["queue.yaml"]


# answers in place


@given(QUEUE.filter(lambda queue: queue.items), st.none() | DECISION, st.data())
def test_an_answer_changes_its_lines_only(queue: Queue, decision: Decision | None, data: st.DataObject) -> None:
    """The queue reads as it did but for the decision; every other line is the same, and the answer taken back is as if never given."""
    item = data.draw(st.sampled_from(queue.items))
    text = queue_text(queue)
    after = answered(text, "q.yaml", item.key, decision, instead_of=item.decision)
    expected = replace(queue, items=tuple(replace(one, decision=decision) if one is item else one for one in queue.items))
    assert expected == parse_queue(after, "q.yaml")
    changed = [line for line, other in zip(text.split("\n"), after.split("\n"), strict=True) if line != other]
    assert all(re.match(r"    (decision|because):", line) for line in changed)
    assert text == answered(after, "q.yaml", item.key, item.decision, instead_of=decision)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "decision:   # ask Anna\n    because:",
            "decision: different csto   # ask Anna\n    because: 'x'",
        ),
        ("decision: same csto\n    because: >-\n      in two\n      lines", "decision: different csto\n    because: 'x'"),
        ("because:\n    decision:", "because: 'x'\n    decision: different csto"),
        ("decision:", "decision: different csto\n    because: 'x'"),
        ("articles: 1", "decision: different csto\n    because: 'x'\n    articles: 1"),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_an_answer_fits_what_editors_made_of_the_file(before: str, after: str, newline: str) -> None:
    """Comments, folded reasons, another order, fields that are gone."""
    head = "# mine\nregistry: a.yaml\nitems:\n  - key: k\n"
    tail = "    kind: ambiguous\n    name: Xi # him\n"
    text = (head + f"    {before}\n" + tail).replace("\n", newline)
    said = Decision(Verb.SAME, "csto", "in two lines" if "lines" in before else "") if "same" in before else None
    got = answered(text, "q.yaml", "k", Decision(Verb.DIFFERENT, "csto", "x: y"), instead_of=said)
    assert (head + f"    {after}\n".replace("'x'", '"x: y"') + tail).replace("\n", newline) == got


def test_what_cannot_be_answered_in_place_is_left(tmp_path: Path) -> None:
    """An item in braces without the fields, an item that has gone: an error with a remedy, and the file as it was."""
    path = tmp_path / "q.yaml"
    path.write_text("registry: a\nitems:\n- {key: k, kind: ambiguous, name: Xi}\n")
    before = path.read_bytes()
    with pytest.raises(EditError, match=r"q\.yaml:3:3: .*write a field a line"):
        answer(str(path), "k", Decision(Verb.UNSURE))
    with pytest.raises(EditError, match="there is no item 'other' any more"):
        answer(str(path), "other", Decision(Verb.UNSURE))
    assert before == path.read_bytes()


def test_an_answer_of_somebody_else_is_not_written_over(tmp_path: Path) -> None:
    """Who decides an item says what they saw; if it is something else by now, they are told and the file stays."""
    path = tmp_path / "q.yaml"
    path.write_text(filled(one="same csto"))
    with pytest.raises(EditError, match=r"q\.yaml:3:1: decided meanwhile: same csto; look at it again"):
        answer(str(path), "one", Decision(Verb.UNSURE))
    assert path.read_text() == filled(one="same csto")
    answer(str(path), "one", Decision(Verb.UNSURE), instead_of=Decision(Verb.SAME, "csto"))
    assert path.read_text() == filled(one="unsure")


# made again


def test_what_is_decided_survives_a_new_run() -> None:
    """Decisions move to the new item of their key; decided items that nobody asks for stay, undecided ones go."""
    said = Decision(Verb.SAME, "csto")
    old = Queue(
        "a",
        (
            Item("x", ItemKind.SPELLING, "X", decision=said),
            Item("y", ItemKind.SPELLING, "Y", decision=said),
            Item("z", ItemKind.SPELLING, "Z"),
        ),
    )
    new = [Item("w", ItemKind.SPELLING, "W"), Item("v", ItemKind.SPELLING, "V"), Item("x", ItemKind.SPELLING, "X", articles=2)]
    queue = merged(old, "b", new, limit=1)
    assert [(item.key, item.decision, item.articles) for item in queue.items] == [("w", None, 0), ("x", said, 2), ("y", said, 0)]
    assert queue.registry == "b"
