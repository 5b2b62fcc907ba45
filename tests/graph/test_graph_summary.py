"""The rows that the command line prints."""

import networkx as nx

from registry.graph.cooccurrence import cooccurrence
from registry.graph.summary import strongest_ties, top_actors


def test_the_five_common_actors(actors: "nx.Graph[str]") -> None:
    """The actors that all five articles name."""
    assert {"201st-military-base", "afghanistan", "russia", "tajikistan", "taliban"} == {row.id for row in top_actors(actors, 5)}
    assert [row.id for row in top_actors(actors, None) if row.articles == 5] == [row.id for row in top_actors(actors, 5)]


def test_actor_rows(actors: "nx.Graph[str]") -> None:
    """Ranked by articles, then strength; strength is the sum of the weights."""
    rows = top_actors(actors, None)
    assert len(rows) == 36
    assert rows == sorted(rows, key=lambda row: (-row.articles, -row.strength, -row.mentions, row.id))
    csto = next(row for row in rows if row.id == "csto")
    assert csto.strength == sum(tie["weight"] for _, _, tie in actors.edges("csto", data=True))
    assert csto.ties == actors.degree("csto")


def test_tie_rows(actors: "nx.Graph[str]") -> None:
    """The strongest first, with the evidence."""
    rows = strongest_ties(actors, 12)
    assert [row.weight for row in rows] == [5] * 10 + [4] * 2
    assert all(row.left < row.right and row.evidence for row in rows)


def test_nothing_in_common_without_articles() -> None:
    """An empty graph has empty tables."""
    empty = cooccurrence([], {})
    assert (top_actors(empty), strongest_ties(empty)) == ([], [])
