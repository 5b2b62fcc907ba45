"""Pairs, counts, evidence."""

from collections.abc import Sequence
from typing import Any

import networkx as nx
import pytest

from registry.graph.cooccurrence import cooccurrence
from registry.graph.options import Unit
from registry.records import Annotation, Article, Entity, EntityType, Mention, MentionKind, Status

LETTERS = {letter: Entity(letter, letter.upper(), EntityType.PERSON) for letter in "abcde"}


def read(text: str, *, id: str = "", date: str | None = None) -> Annotation:
    """Annotate a text in which each lower-case a to e names a person: lines are paragraphs, full stops end sentences."""
    mentions = [Mention(i, i + 1, c, c, Status.LINKED, MentionKind.NAME, 1.0) for i, c in enumerate(text) if c in LETTERS]
    return Annotation(Article(text, id=id, date=date), tuple(mentions), _cut(text, "\n"), _cut(text, ".\n"))


def _cut(text: str, ends: str) -> tuple[tuple[int, int], ...]:
    spans, start = [], 0
    for i, c in enumerate(text, 1):
        if c in ends or i == len(text):
            spans.append((start, i))
            start = i
    return tuple(spans)


def graph(*texts: str, unit: str = "article") -> "nx.Graph[str]":
    return cooccurrence([read(text, id=f"t{n}") for n, text in enumerate(texts)], LETTERS, unit=unit)


def test_pairs_and_counts_equal_the_gold(actors: "nx.Graph[str]", gold: dict[str, Any]) -> None:
    """On the five articles: the same actors, the same pairs, the same counts, the same articles for each pair."""
    assert gold["document_counts"] == {
        ident: actors.nodes[ident]["articles"] for ident in sorted(actors, key=list(gold["document_counts"]).index)
    }
    pairs = {(pair["a"], pair["b"]): (pair["count"], pair["count"], "; ".join(pair["docs"])) for pair in gold["pairs"]}
    found = {(min(a, b), max(a, b)): (tie["articles"], tie["weight"], tie["article_ids"]) for a, b, tie in actors.edges(data=True)}
    assert pairs == found


def test_units_nest(annotations: list[Annotation], entities: dict[str, Entity]) -> None:
    """A pair in one sentence is in its paragraph and its article; the counts do not depend on the unit asked for."""
    by_unit = {unit: cooccurrence(annotations, entities, unit=unit) for unit in Unit}
    for a, b, tie in by_unit[Unit.ARTICLE].edges(data=True):
        assert (tie["paragraphs"] > 0) == by_unit[Unit.PARAGRAPH].has_edge(a, b)
        assert (tie["sentences"] > 0) == by_unit[Unit.SENTENCE].has_edge(a, b)
    for unit, counted in ((Unit.PARAGRAPH, "paragraphs"), (Unit.SENTENCE, "sentences")):
        for a, b, tie in by_unit[unit].edges(data=True):
            whole = by_unit[Unit.ARTICLE].edges[a, b]
            assert tie["weight"] == tie[counted]
            assert [whole[key] for key in ("articles", "paragraphs", "sentences")] == [
                tie[key] for key in ("articles", "paragraphs", "sentences")
            ]


def test_every_tie_has_evidence(actors: "nx.Graph[str]", annotations: list[Annotation]) -> None:
    """Each snippet begins with the id of an article that names both."""
    for _, _, tie in actors.edges(data=True):
        snippets = tie["evidence"].split(" | ")
        assert 1 <= len(snippets) <= 3
        assert {snippet.split(": ")[0] for snippet in snippets} <= set(tie["article_ids"].split("; "))


@pytest.mark.parametrize(
    ("unit", "weights"),
    [
        ("article", {"ab": 2, "ac": 1, "ad": 1, "bc": 1, "bd": 1, "cd": 1}),
        ("paragraph", {"ab": 3, "ac": 1, "bc": 1}),
        ("sentence", {"ab": 3}),
    ],
)
def test_units(unit: str, weights: dict[str, int]) -> None:
    """The unit decides which pairs are edges and what the weight counts; an actor without a tie stays a node."""
    found = graph("a b. c.\na b.\nd.", "a a b.", unit=unit)
    assert weights == {a + b: tie["weight"] for a, b, tie in found.edges(data=True)}
    assert list(found) == ["a", "b", "c", "d"]


def test_node_attributes() -> None:
    """Label and name, type, and in how many articles and how often."""
    assert graph("a a b.", "a.").nodes["a"] == {
        "label": "A",
        "name": "A",
        "type": "person",
        "country": "",
        "articles": 2,
        "mentions": 3,
    }


def test_types_are_plain(actors: "nx.Graph[str]") -> None:
    """No attribute is None, an enum or a list."""
    rows = [data for _, data in actors.nodes(data=True)] + [data for _, _, data in actors.edges(data=True)] + [actors.graph]
    assert {int, float, str} == {type(value) for row in rows for value in row.values()}


def test_evidence_is_the_shortest_sentence_of_each_article() -> None:
    """Sentences before paragraphs, the shortest first, three at most."""
    found = graph("X a X b X. a b.", "a X.  X\tX b.", "a XX b.", "a X b.", "a XXX b.")
    assert found.edges["a", "b"]["evidence"] == "t0: a b. | t3: a X b. | t2: a XX b."


def test_evidence_without_a_sentence() -> None:
    """A paragraph on one line, or else a sentence for each."""
    assert graph("a X.  X\tb.").edges["a", "b"]["evidence"] == "t0: a X. X b."
    assert graph("a X.\nX b.\nXX a.").edges["a", "b"]["evidence"] == "t0: a X. … X b."


def test_dates() -> None:
    """The first and the last of the articles that name both; empty where none is dated."""
    dated = [read("a b.", id=str(n), date=date) for n, date in enumerate(["2021-07-28", None, "2018", "2021-08"])]
    tie = cooccurrence([*dated, read("a c.", id="x")], LETTERS).edges
    assert (tie["a", "b"]["first_date"], tie["a", "b"]["last_date"]) == ("2018", "2021-08")
    assert (tie["a", "c"]["first_date"], tie["a", "c"]["last_date"]) == ("", "")


def test_articles_without_id_get_a_stable_one() -> None:
    """The id comes from the text, not from the place in the list."""
    first = cooccurrence([read("a b."), read("a c.")], LETTERS).edges["a", "c"]["article_ids"]
    assert first.startswith("article-")
    assert first == cooccurrence([read("a c.")], LETTERS).edges["a", "c"]["article_ids"]


def test_the_same_article_counts_once() -> None:
    """An article handed over twice is one; another text under its id is another."""
    found = cooccurrence([read("a b.", id="x"), read("a b.", id="x"), read("a  b.", id="x")], LETTERS)
    assert (found.edges["a", "b"]["articles"], found.edges["a", "b"]["article_ids"]) == (2, "x; x#2")


@pytest.mark.parametrize("nothing", [[], [read("")], [read("X.")]])
def test_no_actors_no_graph(nothing: Sequence[Annotation]) -> None:
    """Nothing in, an empty graph out."""
    found = cooccurrence(nothing, LETTERS)
    assert (found.number_of_nodes(), found.number_of_edges()) == (0, 0)


def test_unknown_unit() -> None:
    """The message names the units there are."""
    with pytest.raises(ValueError, match="unit 'page' is none of article, paragraph, sentence"):
        graph("a b.", unit="page")


def test_chance_is_measured_over_windows_that_name_somebody() -> None:
    """Two who share every article of four are tied as far as can be; windows that name nobody say nothing."""
    found = graph("a b.", "a b.", "c.", "d.", "X.")
    assert found.graph["windows"] == 4
    assert (found.edges["a", "b"]["npmi"], found.edges["a", "b"]["p_value"]) == (1.0, 0.1667)
