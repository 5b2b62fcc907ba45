"""Who is central in a network, and who belongs together: networkx's own measures as attributes of the nodes.

All of them read `weight` as how strong a tie is. Directions are not read; ties of an actor with itself, or of no weight, are none. What
is measured is a copy under numbers in the order of the ids, so that neither the order of the articles nor the run changes a figure, and
so that a backend of networkx (`networkx.config.backend_priority`) is handed nothing but numbers.

`strength`      the sum of the weights of the actor's ties: how often it is named beside others, which is how prominent it is. Barrat et
                al., PNAS 101(11), 2004.
`betweenness`   0..1, the share of shortest paths between others that lead through the actor, a tie being the shorter the heavier it is
                (its length is 1 / weight): who connects those that are not named together, a broker or the only common subject.
                Freeman, Sociometry 40(1), 1977; algorithm: Brandes, Journal of Mathematical Sociology 25(2), 2001. Where exactness would
                take more than `WORK`, paths from a sample of actors only, drawn with a fixed seed: Brandes and Pich, International Journal
                of Bifurcation and Chaos 17(7), 2007.
`eigenvector`   0..1, the actor's entry in the leading eigenvector of the weights: who is tied to those who are themselves well tied, the
                core of the largest story; near 0 in every other component. Bonacich, Journal of Mathematical Sociology 2(1), 1972.
`community`     1, 2, … by size, the largest first: groups tied more closely within than chance would have it (modularity); 0 for an
                actor without ties. Blondel et al. (Louvain), Journal of Statistical Mechanics P10008, 2008.

PageRank is not among them: without directions it is nearly the strength over again (a random walk's share of time at a node is its share
of the weights, and only the jumps differ), and networkx's wants scipy.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import networkx as nx

__all__ = ["Community", "communities", "measure", "numbered"]

WORK = 10_000_000
"""Sources of paths times ties: ten to twenty seconds of networkx on a laptop. Exact thus up to 1,000 actors with 10,000 ties."""
FEWEST = 50
"""Sources below which an estimate of betweenness says little; such graphs, of more than 200,000 ties, are left without."""
LARGEST = 1_000_000
"""Ties beyond which only the strength is taken: a minute of networkx, and nobody reads such a graph before thinning it."""
SEED = 20210720
"""Any number does, as long as it stays: the same graph must give the same communities and the same sample."""
LENGTH = 232_792_560
"""The length of a tie of weight 1; it divides by every number up to 20, so that sums of lengths are exact and equal ways stay equal."""
STEPS = 1000
"""Of the power iteration; networks of news take some fifty. Where it has not settled by then, there is no `eigenvector`."""
DIGITS = 6
"""Decimals kept, so that processors that round differently write the same file."""


@dataclass(frozen=True, slots=True)
class Community:
    """A community and its members, the strongest first, by id."""

    number: int
    members: tuple[Any, ...]


def measure(graph: "nx.Graph[Any]") -> None:
    """Set `strength`, `betweenness`, `eigenvector` and `community` on the nodes; the module says what each tells.

    A tie without `weight` weighs 1. Where betweenness is estimated the graph gets `betweenness_sources`, the number of actors whose paths
    were followed; beyond `WORK` / `FEWEST` ties it has no betweenness, beyond `LARGEST` nothing but the strength. What an earlier call set
    is replaced. Time O(nodes x ties) at worst, memory O(nodes + ties).

    >>> graph = nx.Graph([("csto", "russia"), ("russia", "taliban"), ("taliban", "pakistan")])
    >>> measure(graph)
    >>> graph.nodes["russia"]["betweenness"], graph.nodes["pakistan"]["betweenness"]
    (0.666667, 0.0)
    """
    for name in ("strength", "betweenness", "eigenvector", "community"):
        for data in graph.nodes.values():
            data.pop(name, None)
    graph.graph.pop("betweenness_sources", None)
    nodes = sorted(graph, key=_order)
    plain = _plain(graph, nodes)
    _set(graph, nodes, "strength", dict(plain.degree(weight="weight")))
    if plain.number_of_edges() > LARGEST:
        return
    _betweenness(graph, nodes, plain)
    _eigenvector(graph, nodes, plain)
    _set(graph, nodes, "community", _communities(plain))


def numbered(graph: "nx.Graph[Any]") -> dict[Any, int]:
    """The number of each node's community, as `measure` sets it; 0 for a node without ties.

    >>> numbered(nx.Graph([("a", "b"), ("x", "y"), ("y", "z"), ("x", "z")]))
    {'a': 2, 'b': 2, 'x': 1, 'y': 1, 'z': 1}
    """
    nodes = sorted(graph, key=_order)
    return {nodes[place]: number for place, number in sorted(_communities(_plain(graph, nodes)).items())}


def _order(node: Any) -> tuple[str, str]:
    return str(node), type(node).__name__


def _communities(plain: "nx.Graph[int]") -> dict[int, int]:
    """Louvain's, numbered from the largest; 0 where there is no tie."""
    found: Iterable[set[int]] = nx.community.louvain_communities(plain, weight="weight", seed=SEED)
    groups = sorted((sorted(group) for group in found if any(plain.adj[node] for node in group)), key=lambda group: (-len(group), group))
    return dict.fromkeys(plain, 0) | {node: number for number, group in enumerate(groups, 1) for node in group}


def communities(graph: "nx.Graph[Any]") -> tuple[Community, ...]:
    """The communities that the nodes' `community` tells, by number; without those that belong to none (0, or no such attribute).

    >>> graph = nx.Graph([("a", "b"), ("b", "c"), ("a", "c"), ("x", "y")])
    >>> measure(graph)
    >>> [(community.number, community.members) for community in communities(graph)]
    [(1, ('a', 'b', 'c')), (2, ('x', 'y'))]
    """
    found: dict[int, list[Any]] = {}
    for node, data in graph.nodes(data=True):
        if number := data.get("community"):
            found.setdefault(number, []).append(node)

    def rank(node: Any) -> tuple[float, str]:
        return -graph.nodes[node].get("strength", 0), str(node)

    return tuple(Community(number, tuple(sorted(found[number], key=rank))) for number in sorted(found))


def _plain(graph: "nx.Graph[Any]", nodes: list[Any]) -> "nx.Graph[int]":
    """The ties between the numbers of the nodes, each with its weight and its length, in order."""
    number = {node: place for place, node in enumerate(nodes)}
    weights: dict[tuple[int, int], float] = {}
    for left, right, weight in graph.edges(data="weight", default=1):
        one, other = sorted((number[left], number[right]))
        if one != other and weight > 0:
            weights[one, other] = weights.get((one, other), 0) + weight
    plain: nx.Graph[int] = nx.Graph()
    plain.add_nodes_from(range(len(nodes)))
    for (one, other), total in sorted(weights.items()):
        plain.add_edge(one, other, weight=total, length=round(LENGTH / total))
    return plain


def _betweenness(graph: "nx.Graph[Any]", nodes: list[Any], plain: "nx.Graph[int]") -> None:
    sources = min(len(nodes), WORK // max(1, plain.number_of_edges()))
    if sources < min(FEWEST, len(nodes)):
        return
    sample = sources if sources < len(nodes) else None
    if sample:
        graph.graph["betweenness_sources"] = sample
    _set(graph, nodes, "betweenness", nx.betweenness_centrality(plain, k=sample, weight="length", seed=SEED))


def _eigenvector(graph: "nx.Graph[Any]", nodes: list[Any], plain: "nx.Graph[int]") -> None:
    if not plain.number_of_edges():
        _set(graph, nodes, "eigenvector", dict.fromkeys(plain, 0.0))
        return
    try:
        _set(graph, nodes, "eigenvector", nx.eigenvector_centrality(plain, max_iter=STEPS, weight="weight"))
    except nx.PowerIterationFailedConvergence:
        return


def _set(graph: "nx.Graph[Any]", nodes: list[Any], name: str, values: dict[int, Any]) -> None:
    for place, node in enumerate(nodes):
        value = values[place]
        graph.nodes[node][name] = round(value, DIGITS) if isinstance(value, float) else value
