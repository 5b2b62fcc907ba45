"""Who is central and who belongs together."""

import subprocess
import sys
from itertools import combinations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.graph.reading import measures
from registry.graph.reading.measures import communities, measure

NAMES = ("strength", "betweenness", "eigenvector", "community")


def blocks(bridge: bool = True) -> "nx.Graph[str]":
    """Two tight groups, a of five and b of four, a broker between them, and one on its own."""
    graph: nx.Graph[str] = nx.Graph()
    for letter, size in (("b", 4), ("a", 5)):
        graph.add_weighted_edges_from((f"{letter}{one}", f"{letter}{other}", 3) for one, other in combinations(range(size), 2))
    if bridge:
        graph.add_weighted_edges_from([("a0", "broker", 1), ("broker", "b0", 1)])
    graph.add_node("alone")
    return graph


def test_communities_are_the_groups_planted() -> None:
    """The larger is number 1; who has no ties is in none."""
    graph = blocks(bridge=False)
    measure(graph)
    assert [(1, {f"a{n}" for n in range(5)}), (2, {f"b{n}" for n in range(4)})] == [(c.number, set(c.members)) for c in communities(graph)]
    assert graph.nodes["alone"]["community"] == 0


def test_members_come_strongest_first() -> None:
    """Its most central members name a community."""
    graph = blocks()
    graph.edges["a3", "a4"]["weight"] = 9
    graph.edges["a2", "a4"]["weight"] = 5
    measure(graph)
    assert communities(graph)[0].members[:3] == ("a4", "a3", "a2")


def test_the_broker_has_the_betweenness_and_no_strength() -> None:
    """All ways from one group to the other lead through it: 5 · 4 of the 36 pairs of nine others."""
    graph = blocks()
    measure(graph)
    assert graph.nodes["broker"]["betweenness"] == round(5 * 4 / 45, 6) == max(data["betweenness"] for data in graph.nodes.values())
    assert graph.nodes["broker"]["strength"] == 2
    assert graph.nodes["a1"]["strength"] == 12


def test_betweenness_takes_the_heavier_way() -> None:
    """Two strong ties are shorter than a weak one, and 1/3 + 1/6 is as long as 1/2."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_weighted_edges_from([("a", "b", 1), ("a", "c", 3), ("c", "b", 3)])
    measure(graph)
    assert graph.nodes["c"]["betweenness"] == 1.0
    graph.clear()
    graph.add_weighted_edges_from([("a", "b", 2), ("a", "c", 3), ("c", "b", 6)])
    measure(graph)
    assert graph.nodes["c"]["betweenness"] == 0.5


def test_eigenvector_is_the_core() -> None:
    """A neighbour of the core is before one of the rim, at the same strength."""
    graph = nx.Graph([("hub", f"n{n}") for n in range(6)])
    graph.add_edges_from([("n0", "rim"), ("n1", "n2")])
    measure(graph)
    assert graph.nodes["hub"]["eigenvector"] == max(data["eigenvector"] for data in graph.nodes.values())
    assert graph.nodes["n3"]["eigenvector"] > graph.nodes["rim"]["eigenvector"] > 0


graphs = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 3)), max_size=25)


@given(graphs, st.randoms())
def test_the_order_of_nodes_and_ties_changes_nothing(ties: list[tuple[int, int, int]], random) -> None:
    """The same graph, however it was put together, gives the same figures; every node has all of them."""
    shuffled = random.sample(ties, len(ties))
    there, back = nx.Graph(), nx.Graph()
    last = {frozenset((left, right)): weight for left, right, weight in ties}
    for graph, order in ((there, ties), (back, shuffled)):
        for left, right, _ in order:
            graph.add_edge(str(left), str(right), weight=last[frozenset((left, right))])
        measure(graph)
    assert dict(there.nodes(data=True)) == dict(back.nodes(data=True))
    assert all(set(NAMES) == set(data) for data in there.nodes.values())


def test_where_many_divisions_are_as_good_one_is_kept_to() -> None:
    """A ring falls into arcs anywhere; the order in which its ties came is not what decides."""
    ties = [(f"n{number:02}", f"n{(number + 1) % 24:02}") for number in range(24)]
    found = set()
    for turn in range(24):
        graph = nx.Graph([*ties[turn:], *ties[:turn]])
        measure(graph)
        found.add(tuple(sorted((node, data["community"]) for node, data in graph.nodes(data=True))))
    assert len(found) == 1


def test_the_hash_seed_changes_nothing() -> None:
    """Sets of texts have another order in every process; the figures have not."""
    program = (
        "import networkx as nx; from registry.graph.reading.measures import measure;"
        "g = nx.relabel_nodes(nx.les_miserables_graph(), str); measure(g); print(sorted(g.nodes(data=True)))"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", program], env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1
    assert b"community" in runs.pop()


def test_large_graphs_are_sampled_and_the_largest_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sample comes near, says so, and is the same again; beyond, what costs too much is left out rather than guessed."""
    exact, sampled, again = (nx.relabel_nodes(nx.les_miserables_graph(), str) for _ in range(3))
    measure(exact)
    assert "betweenness_sources" not in exact.graph
    monkeypatch.setattr(measures, "WORK", 60 * exact.number_of_edges())
    measure(sampled)
    measure(again)
    assert sampled.graph["betweenness_sources"] == 60
    assert dict(sampled.nodes(data=True)) == dict(again.nodes(data=True))
    assert all(abs(exact.nodes[node]["betweenness"] - sampled.nodes[node]["betweenness"]) < 0.1 for node in exact)
    monkeypatch.setattr(measures, "WORK", 49 * exact.number_of_edges())
    measure(again)
    assert "betweenness_sources" not in again.graph
    assert all(set(data) == set(NAMES) - {"betweenness"} for data in again.nodes.values())
    monkeypatch.setattr(measures, "LARGEST", exact.number_of_edges() - 1)
    measure(again)
    assert all(set(data) == {"strength"} for data in again.nodes.values())


def test_graphs_of_others() -> None:
    """No tie, no weight, a tie with itself, no weight left, ids that are no text: all are measured."""
    for graph in (nx.Graph(), nx.empty_graph(3), nx.Graph([(1, 1)]), nx.Graph([(1, "1"), ("1", 2)]), nx.DiGraph([(1, 2), (2, 1)])):
        measure(graph)
        assert all(set(NAMES) == set(data) for data in graph.nodes.values())
    weightless = nx.Graph()
    weightless.add_edge("a", "b", weight=0)
    measure(weightless)
    assert communities(weightless) == ()
    assert communities(nx.path_graph(2)) == ()
