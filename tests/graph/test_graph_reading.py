"""Ego networks, and the ways between two actors."""

from itertools import pairwise

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tables import Row, cases

from registry.errors import GraphError
from registry.graph.reading.ways import along, around, paths


def drawn(text: str) -> "nx.Graph[str]":
    """A graph from `a-b 2, b-c`; a tie without a weight weighs 1."""
    graph: nx.Graph[str] = nx.Graph()
    for tie in filter(None, map(str.strip, text.split(","))):
        pair, _, weight = tie.partition(" ")
        graph.add_edge(*pair.split("-"), **({"weight": float(weight)} if weight else {}))
    return graph


@pytest.mark.parametrize("case", cases("graph_paths", needs="ties between", knows="ways"))
def test_paths(case: Row) -> None:
    """The ways of the table, the best first."""
    one, other = case["between"].split("-")
    assert case.get("ways", []) == ["-".join(path.actors) for path in paths(drawn(case["ties"]), one, other)]


@pytest.mark.parametrize("case", cases("graph_around", needs="ties around hops keeps"))
def test_around(case: Row) -> None:
    """The ties of the table are what is left."""
    part = around(drawn(case["ties"]), case["around"].split(), hops=int(case["hops"]))
    assert set(case["keeps"].split()) == {"-".join(sorted(tie)) for tie in part.edges} | {node for node in part if not part.degree(node)}


graphs = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7), st.integers(1, 3)), max_size=20)


@given(graphs)
def test_paths_are_the_best_of_all(ties: list[tuple[int, int, int]]) -> None:
    """However the ties lie, the ways are those that sorting all shortest ones gives."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from("07")
    graph.add_weighted_edges_from((str(left), str(right), weight) for left, right, weight in ties if left != right)

    def rank(way: list[str]) -> tuple[float, float, list[str]]:
        weights = [graph.edges[pair]["weight"] for pair in pairwise(way)]
        return -min(weights), -sum(weights), way

    every = sorted(nx.all_shortest_paths(graph, "0", "7"), key=rank) if nx.has_path(graph, "0", "7") else []
    if graph.has_edge("0", "7"):
        every += sorted((["0", node, "7"] for node in nx.common_neighbors(graph, "0", "7")), key=rank)
    for limit in (1, 3, 100):
        assert every[:limit] == [list(path.actors) for path in paths(graph, "0", "7", limit=limit)]


@given(graphs, st.integers(0, 4))
def test_around_is_the_ego_network(ties: list[tuple[int, int, int]], hops: int) -> None:
    """networkx's own for one actor; for two, the actors near either."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from("07")
    graph.add_weighted_edges_from((str(left), str(right), weight) for left, right, weight in ties if left != right)
    one, other = (nx.ego_graph(graph, node, hops) for node in "07")
    assert nx.utils.graphs_equal(around(graph, "0", hops=hops), one)
    assert set(around(graph, ["0", "7"], hops=hops)) == {*one, *other}


def test_steps_carry_their_articles(actors: "nx.Graph[str]") -> None:
    """Each step leads to the articles that name both and to a passage."""
    (path,) = paths(actors, "csto", "hamas")[:1] if "hamas" in actors else paths(actors, "csto", "russia")[:1]
    for step in path.steps:
        assert [citation.id for citation in step.citations] == actors.edges[step.left, step.right]["article_ids"].split("; ")
        assert step.snippets
        assert {snippet.article_id for snippet in step.snippets} <= {citation.id for citation in step.citations}


def test_parts_are_copies(actors: "nx.Graph[str]") -> None:
    """What is changed in a part stays as it was in the whole; the part keeps what the graph says of itself."""
    part = around(actors, "csto")
    part.nodes["csto"]["name"] = "changed"
    part.edges["csto", "russia"]["weight"] = 99
    assert (actors.nodes["csto"]["name"], actors.edges["csto", "russia"]["weight"]) != ("changed", 99)
    assert part.graph == actors.graph
    assert list(part) == [node for node in actors if node in part]


def test_along_is_the_graph_of_the_ways() -> None:
    """Nothing but what the ways lead over: a tie that cuts one short is left out."""
    graph = drawn("a-b, b-c, a-d, d-c, b-d, c-e")
    assert sorted(map(sorted, along(graph, paths(graph, "a", "c")).edges)) == [["a", "b"], ["a", "d"], ["b", "c"], ["c", "d"]]
    assert not along(graph, ())


def test_unknown_ids_are_refused_by_name() -> None:
    """The error names what is like it, by id or by name."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_node("emomali-rahmon", name="Emomali Rahmon")
    graph.add_node("csto", name="Collective Security Treaty Organization")
    graph.add_node(1)
    for asked, meant in (("rahmon", "'emomali-rahmon'"), ("Collective Security", "'csto'"), ("CSTO", "'csto'")):
        with pytest.raises(GraphError, match=f"no actor '{asked}'; did you mean {meant}"):
            around(graph, asked)
    with pytest.raises(GraphError, match="no actor 'xyzzy'; the nodes of the graph"):
        paths(graph, "csto", "xyzzy")
    with pytest.raises(ValueError, match="hops is -1"):
        around(graph, "csto", hops=-1)
    with pytest.raises(ValueError, match="both are 'csto'"):
        paths(graph, "csto", "csto")
