"""Copies of one text are one story."""

import json

from registry.chrome import Chrome, ChromeKind
from registry.graph.cooccurrence import cooccurrence
from registry.graph.counting.actors import Casting
from registry.graph.counting.stories import stories
from registry.records import Annotation, Article, Entity, EntityType, Mention, MentionKind, Status

LETTERS = {letter: Entity(letter, letter.upper(), EntityType.PERSON) for letter in "abcd"}


def read(text: str, *, id: str, date: str | None = None) -> Annotation:
    """Annotate a text in which each word of one letter, a to d, names a person; it is one paragraph and one sentence."""
    named = [
        (at, c) for at, c in enumerate(text) if c in LETTERS and not text[at + 1 : at + 2].isalpha() and not text[at - 1 : at].isalpha()
    ]
    mentions = tuple(Mention(at, at + 1, c, c, Status.LINKED, MentionKind.NAME, 1.0) for at, c in named)
    return Annotation(Article(text, id=id, date=date), mentions, ((0, len(text)),), ((0, len(text)),))


REPORT = "a met b. " + " ".join(f"WORD{n}" for n in range(60)) + ". c"
OTHER = "a met b. " + " ".join(f"OTHER{n}" for n in range(60)) + ". c"
READ = [
    read(REPORT, id="late", date="2021-07-09"),
    read(OTHER, id="other"),
    read("d X.\n" + REPORT, id="first", date="2021-07-08"),
    read(REPORT + " MORE.", id="undated"),
]


def test_the_earliest_stands_for_all() -> None:
    """With its date and its actors; the copies are remembered in the order in which they gave way."""
    found = list(stories(READ, Casting(LETTERS), copies_once=True))
    assert [(story.id, story.date, sorted(copy.id for copy in story.copies)) for story in found] == [
        ("first", "2021-07-08", ["late", "undated"]),
        ("other", "", []),
    ]
    assert "d" in found[0].cast.actors


def test_counted_once() -> None:
    """And the graph says so, and where else the evidence stands."""
    found = cooccurrence(READ, LETTERS)
    assert (found.graph["articles"], found.graph["copies"]) == (2, 2)
    assert found.edges["a", "b"]["articles"] == 2
    assert found.edges["a", "b"]["article_ids"] == "first; other"
    assert found.edges["a", "b"]["evidence"].startswith("first (also late, undated): ")


def test_of_copies_the_one_that_was_surely_first_stands() -> None:
    """A day goes before the month and the year that hold it; and what is known of the others is in the catalogue."""
    read_in = [read(REPORT, id=date, date=date) for date in ("2021", "2021-07-06", "2021-07", "2021-07-07")]
    found = cooccurrence(read_in, LETTERS)
    assert found.edges["a", "b"]["article_ids"] == "2021-07-06"
    assert json.loads(found.graph["catalogue"])["2021-07"] == {"date": "2021-07"}


def test_counted_severally() -> None:
    """On request each article counts."""
    found = cooccurrence(READ, LETTERS, copies_once=False)
    assert (found.graph["articles"], found.graph["copies"], found.edges["a", "b"]["articles"]) == (4, 0, 4)


def test_many_carriers_are_counted() -> None:
    """Three are named."""
    found = cooccurrence([read(REPORT, id=str(n)) for n in range(9)], LETTERS)
    assert found.edges["a", "b"]["evidence"].startswith("0 (also 1, 2, 3 and 5 more): ")


def test_chrome_makes_no_copies() -> None:
    """Two reports with the same long footer are two."""
    footer = " ".join(f"RIGHTS{n}" for n in range(200))
    one, other = (_with_footer(text, footer) for text in (REPORT, OTHER))
    assert cooccurrence([one, other], LETTERS).graph["articles"] == 2


def _with_footer(text: str, footer: str) -> Annotation:
    plain = read(f"{text}\n{footer}", id=text[9:12])
    return Annotation(plain.article, plain.mentions, chrome=(Chrome(len(text) + 1, len(plain.article.text), ChromeKind.FOOTER),))
