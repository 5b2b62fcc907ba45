"""What stands behind a tie is read back as it was, whatever ids and texts hold."""

import json

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.graph.ties import BETWEEN_IDS, BETWEEN_PARTS, Citation, Snippet, citations, snippets

IDS = st.lists(st.text("ab; |:(", min_size=1, max_size=8).filter(lambda ident: ident == ident.strip()), min_size=1, max_size=3, unique=True)
TEXTS = st.text("ab |:(").map(lambda text: " ".join(text.split()))


@given(ids=IDS, texts=st.lists(TEXTS, min_size=1, max_size=3))
def test_snippets_are_read_back(ids: list[str], texts: list[str]) -> None:
    """The texts, joined, are what was joined; where no text looks like the head of the next, they come back one by one."""
    told = [Snippet(ids[n % len(ids)], text) for n, text in enumerate(texts)]
    graph: nx.Graph[str] = nx.Graph(catalogue=json.dumps({ident: {} for ident in ids}))
    graph.add_edge("x", "y", article_ids=BETWEEN_IDS.join(ids), evidence=BETWEEN_PARTS.join(map(str, told)))
    assert BETWEEN_PARTS.join(map(str, snippets(graph, "x", "y"))) == graph.edges["x", "y"]["evidence"]


@pytest.mark.parametrize("ident", ["a", "a; b", "https://x.y/?a; b=1: c", "a (also b)", "a: b", "a | b"])
def test_odd_ids(ident: str) -> None:
    """An id may hold what joins ids and parts."""
    graph: nx.Graph[str] = nx.Graph(catalogue=json.dumps({ident: {"title": "T", "date": "2021", "source": "S"}, "z": {}}))
    told = (Snippet(ident, "one | two: three", "z"), Snippet("z", "four"))
    graph.add_edge("x", "y", article_ids=BETWEEN_IDS.join([ident, "z"]), evidence=BETWEEN_PARTS.join(map(str, told)))
    assert citations(graph, "x", "y") == (Citation(ident, "T", "2021", "S"), Citation("z"))
    if BETWEEN_PARTS not in ident:
        assert snippets(graph, "x", "y") == told


def test_of_ids_that_begin_alike_the_longest_is_meant() -> None:
    """An id may be the head of another."""
    graph: nx.Graph[str] = nx.Graph(catalogue=json.dumps({"a": {}, "a: b": {}}))
    graph.add_edge("x", "y", article_ids="a; a: b", evidence="a: b: text")
    assert snippets(graph, "x", "y") == (Snippet("a: b", "text"),)


@pytest.mark.parametrize("catalogue", [None, "", "no JSON", "[]", '{"a": 3}', 7])
def test_a_graph_without_a_catalogue(catalogue: object) -> None:
    """Ids are all that is known then."""
    graph: nx.Graph[str] = nx.Graph(catalogue=catalogue)
    graph.add_edge("x", "y", article_ids="a; b")
    assert citations(graph, "x", "y") == (Citation("a"), Citation("b"))
    assert snippets(graph, "x", "y") == ()
