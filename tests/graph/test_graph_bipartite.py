"""Actors and articles."""

import networkx as nx
from letters import LETTERS, read
from networkx.algorithms import bipartite as algorithms

from registry.graph.bipartite import bipartite
from registry.graph.cooccurrence import cooccurrence
from registry.records import Annotation, Entity

READ = [read("a X b. a.", id="x", date="2021-07"), read("a c.", id="y"), read("X.", id="z")]


def test_nodes_and_edges() -> None:
    """An article names its actors so often; one that names nobody is a node too."""
    graph = bipartite(READ, LETTERS)
    assert list(graph) == ["a", "b", "c", "article:x", "article:y", "article:z"]
    assert graph.nodes["article:x"] == {"label": "x", "name": "x", "type": "article", "date": "2021-07", "source": "", "actors": 2}
    assert graph.edges["a", "article:x"] == {"weight": 2, "evidence": "a."}
    assert (graph.nodes["a"]["articles"], graph.nodes["a"]["mentions"]) == (2, 3)


def test_folds_to_the_co_occurrence(annotations: list[Annotation], entities: dict[str, Entity]) -> None:
    """networkx's projections of the five articles have the weights that `cooccurrence` counts."""
    graph, folded = bipartite(annotations, entities), cooccurrence(annotations, entities)
    assert nx.is_bipartite(graph)
    for project, column in ((algorithms.weighted_projected_graph, "weight"), (algorithms.collaboration_weighted_projected_graph, "newman")):
        projected = project(graph, [node for node in graph if graph.nodes[node]["type"] != "article"])
        assert {frozenset(pair): round(weight, 6) for *pair, weight in projected.edges(data="weight")} == {
            frozenset(pair): round(weight, 6) for *pair, weight in folded.edges(data=column)
        }
