"""The rows that the command line prints."""

import networkx as nx

from registry.graph.bipartite import bipartite
from registry.graph.cooccurrence import cooccurrence
from registry.graph.reading.measures import measure
from registry.graph.reading.summary import fullest_articles, in_all_articles, strongest_ties, top_actors
from registry.records import Annotation, Entity


def test_the_five_common_actors(actors: "nx.Graph[str]") -> None:
    """The actors that all five articles name."""
    assert {"201st-military-base", "afghanistan", "russia", "tajikistan", "taliban"} == {row.id for row in top_actors(actors, 5)}
    assert [row.id for row in top_actors(actors, None) if row.articles == 5] == [row.id for row in top_actors(actors, 5)]


def test_in_all_articles(actors: "nx.Graph[str]") -> None:
    """The same five, by name; a graph of one article, or one that does not count them, has none."""
    names = [row.name for row in in_all_articles(actors)]
    assert names == sorted(names)
    assert {row.id for row in in_all_articles(actors)} == {row.id for row in top_actors(actors, 5)}
    assert in_all_articles(nx.Graph(articles=1)) == in_all_articles(nx.path_graph(3)) == []


def test_measures_are_in_the_rows(actors: "nx.Graph[str]") -> None:
    """Where they have been taken."""
    measured = actors.copy()
    measure(measured)
    assert top_actors(measured, 1)[0].community == measured.nodes[top_actors(measured, 1)[0].id]["community"]
    assert top_actors(measured, 1)[0].betweenness is not None
    assert all(row.strength == measured.nodes[row.id]["strength"] for row in top_actors(measured, None))


def test_articles_are_no_actors(annotations: list[Annotation], entities: dict[str, Entity]) -> None:
    """Of a bipartite graph the actors and the articles are ranked apart."""
    graph = bipartite(annotations, entities)
    assert len(top_actors(graph, None)) == 36
    assert [(row.id, row.actors) for row in fullest_articles(graph)] == [("003", 19), ("002", 14), ("004", 14), ("000", 13), ("001", 12)]
    assert {row.id for row in in_all_articles(graph)} == {row.id for row in top_actors(graph, 5)}


def test_a_graph_that_says_little() -> None:
    """Somebody else's: what it lacks is nought or empty, and an id is a name."""
    graph = nx.Graph([(2, 1), (2, "b")])
    assert [(row.id, row.name, row.articles, row.ties, row.strength, row.community) for row in top_actors(graph, 1)] == [
        (2, "2", 0, 2, 2, None)
    ]
    assert [(row.left, row.right, row.weight, row.q_value, row.evidence) for row in strongest_ties(graph)] == [
        (1, 2, 1, None, ""),
        (2, "b", 1, None, ""),
    ]


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
