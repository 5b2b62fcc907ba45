"""Pairs, counts, evidence."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import networkx as nx
import pytest
from letters import LETTERS, read

from registry.graph.chance.correction import adjusted
from registry.graph.chance.degrees import DegreeNull
from registry.graph.chance.significance import p_value
from registry.graph.cooccurrence import cooccurrence
from registry.graph.options import Unit
from registry.graph.ties import Citation, citations, snippets
from registry.records import Annotation, Article, Entity


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
    assert graph("b X.\nX a.\nXX b.").edges["a", "b"]["evidence"] == "t0: b X. … X a."


def test_dates() -> None:
    """The first and the last of the articles that name both; empty where none is dated."""
    dated = [read("a b.", id=str(n), date=date) for n, date in enumerate(["2021-07-28", None, "2018", "2021-08"])]
    tie = cooccurrence([*dated, read("a c.", id="x")], LETTERS).edges
    assert (tie["a", "b"]["first_date"], tie["a", "b"]["last_date"]) == ("2018", "2021-08")
    assert (tie["a", "c"]["first_date"], tie["a", "c"]["last_date"]) == ("", "")


@pytest.mark.parametrize(
    ("dates", "first", "last"),
    [
        (("2021", "2021-07-06"), "2021-07-06", "2021-07-06"),
        (("2021-12-31", "2021", "2021-01-01"), "2021-01-01", "2021-12-31"),
        (("2021", "2021-12-31"), "2021-12-31", "2021-12-31"),
        (("2020", "2021-07", "2021"), "2020", "2021-07"),
        (("last week", "2021"), "2021", "2021"),
    ],
)
def test_dates_of_unlike_precision(dates: Sequence[str], first: str, last: str) -> None:
    """By when the pair had surely been seen first, and from when on last."""
    tie = cooccurrence([read("a b.", id=str(n), date=date) for n, date in enumerate(dates)], LETTERS).edges["a", "b"]
    assert (tie["first_date"], tie["last_date"]) == (first, last)


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


def test_newman_damps_long_lists() -> None:
    """A list of four hands out a third to each pair, a pair one; the plain count stays beside it."""
    tie = cooccurrence([read("a b c d.", id="list"), read("a b.", id="pair")], LETTERS, weight="newman").edges["a", "b"]
    assert (tie["weight"], tie["newman"], tie["articles"]) == (1.333333, 1.333333, 2)
    assert graph("a b c d.", "a b.").edges["a", "b"]["weight"] == 2


def test_minimum_leaves_ties_out_and_keeps_actors() -> None:
    """What is left is what it was: also the chance of it, as all pairs were tested."""
    articles = [read(text, id=str(n)) for n, text in enumerate(["a b.", "a b.", "a c.", "d."])]
    whole, least = cooccurrence(articles, LETTERS), cooccurrence(articles, LETTERS, minimum=2)
    assert list(least.edges) == [("a", "b")]
    assert least.edges["a", "b"] == whole.edges["a", "b"]
    assert list(least) == ["a", "b", "c", "d"]


def test_stretches_of_tokens() -> None:
    """The length decides."""
    assert sorted(cooccurrence([read("a b. X X c.")], LETTERS, unit="tokens", window=2).edges) == [("a", "b")]
    found = cooccurrence([read("a b. X X c.")], LETTERS, unit="tokens", window=5)
    assert (sorted(found.edges), found.graph["window"]) == ([("a", "b"), ("a", "c"), ("b", "c")], 5)


def test_months() -> None:
    """Windows of the unit by month; articles that name no month are counted in the weight alone."""
    articles = [("a b.\na b.", "2021-08-30"), ("a b.", "2021-07-28"), ("a b.", "2021"), ("a b.", None), ("a b.", "2021-07")]
    dated = [read(text, id=str(n), date=date) for n, (text, date) in enumerate(articles)]
    tie = cooccurrence(dated, LETTERS, unit="paragraph").edges["a", "b"]
    assert (tie["weight"], tie["months"]) == (6, "2021-07: 2; 2021-08: 2")


def test_a_period() -> None:
    """Only articles dated within; the graph says how many were not."""
    dated = [read("a b.", id=str(n), date=date) for n, date in enumerate(["2021-07-28", "2021-08", "2021", None])]
    found = cooccurrence(dated, LETTERS, since="2021-07", until="2021-07-31")
    assert (found.edges["a", "b"]["article_ids"], found.graph["since"], found.graph["left_out"]) == ("0", "2021-07", 3)
    assert "left_out" not in cooccurrence(dated, LETTERS).graph


def test_periods_add_up() -> None:
    """The weights of two halves of the time are those of the whole."""
    dated = [read("a b c."[: 4 + n % 3], id=str(n), date=f"2021-{n:02}-01") for n in range(1, 13)]
    halves = [cooccurrence(dated, LETTERS, until="2021-06"), cooccurrence(dated, LETTERS, since="2021-07")]
    for a, b, tie in cooccurrence(dated, LETTERS).edges(data=True):
        assert tie["weight"] == sum(half.edges[a, b]["weight"] for half in halves if half.has_edge(a, b))


def test_articles_are_described() -> None:
    """In the tie and in the graph, with what is known of them; ten at most in words."""
    articles = [
        replace(read("a b.", id=str(n), date="2021"), article=Article("a b." + " " * n, str(n), "2021", None, "T")) for n in range(12)
    ]
    found = cooccurrence(articles, LETTERS)
    assert citations(found, "a", "b") == tuple(Citation(str(n), "T", "2021") for n in range(12))
    sources = found.edges["a", "b"]["sources"]
    assert sources.startswith("0 (2021; T) | 1 (2021; T) | ")
    assert sources.endswith(" | 9 (2021; T) and 2 more")


def test_every_tie_leads_to_its_articles(actors: "nx.Graph[str]") -> None:
    """What `ties` reads back is what the columns hold."""
    for a, b, tie in actors.edges(data=True):
        assert [citation.id for citation in citations(actors, a, b)] == tie["article_ids"].split("; ")
        assert " | ".join(map(str, snippets(actors, a, b))) == tie["evidence"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"weight": "sum"}, "weight 'sum' is none of count, newman"),
        ({"null": "none"}, "null 'none' is none of hypergeometric, degrees"),
        ({"unit": "tokens", "window": 1}, "window 1 holds no two names"),
        ({"minimum": 0}, "minimum 0: a tie has at least one window"),
        ({"since": "July"}, "since 'July' is no date"),
    ],
)
def test_bad_options(options: dict[str, Any], message: str) -> None:
    """Each is named, with what to give instead."""
    with pytest.raises(ValueError, match=message):
        cooccurrence([read("a b.")], LETTERS, **options)


@pytest.mark.parametrize("null", ["hypergeometric", "degrees"])
def test_chance_is_that_of_the_null_and_corrected_for_all_pairs(null: str) -> None:
    """Of four actors there are six pairs, of which three are seen; windows are of one, two and three actors."""
    articles = [read(text, id=str(n)) for n, text in enumerate(["a b.", "a b.", "a b.", "a c b.", "c.", "d.", "d."])]
    found = cooccurrence(articles, LETTERS, null=null)
    named, together = {"a": 4, "b": 4, "c": 2, "d": 2}, {("a", "b"): 4, ("a", "c"): 1, ("b", "c"): 1}
    degrees = DegreeNull(named, [2, 2, 2, 3, 1, 1, 1])
    for (a, b), both in together.items():
        counts = both, named[a], named[b]
        wanted = degrees.p_value(*counts) if null == "degrees" else p_value(*counts, 7)
        assert found.edges[a, b]["p_value"] == wanted
    p_values = [found.edges[pair]["p_value"] for pair in together]
    assert [found.edges[pair]["q_value"] for pair in together] == adjusted(p_values, 6)


def test_overlapping_stretches_prove_a_tie_once() -> None:
    """One passage that counts in two stretches is one proof; the weight has both."""
    texts = ["a X b X X X a.", "c X X X X.", "d X X X X.", "e X X X X."]
    found = cooccurrence([read(text, id=str(n)) for n, text in enumerate(texts)], LETTERS, unit="tokens", window=5)
    tie = found.edges["a", "b"]
    assert (found.graph["windows"], tie["weight"]) == (5, 2)
    assert tie["p_value"] == p_value(1, 1, 1, 4)
