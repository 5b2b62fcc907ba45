"""A network read around an actor, or from one actor to another.

`around` cuts out who is near some actors; `paths` tells over whom two actors are connected, and what was written at each step.
"""

import heapq
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import networkx as nx
from rapidfuzz import fuzz, process

from registry.errors import GraphError
from registry.graph.ties import Citation, Snippet, citations, snippets

__all__ = ["Step", "Way", "along", "around", "paths", "step"]

NEAR = 3
"""Ids offered in the place of one that the graph lacks."""
ALIKE = 60
"""Of rapidfuzz's 0 to 100, how alike they are at least; lower, anything is offered for anything."""


@dataclass(frozen=True, slots=True)
class Step:
    """One tie of a way: its weight, the articles that name both, in the order read, and their best passages, the shortest first."""

    left: str
    right: str
    weight: float
    citations: tuple[Citation, ...] = ()
    snippets: tuple[Snippet, ...] = ()


@dataclass(frozen=True, slots=True)
class Way:
    """A chain of ties from one actor to another."""

    steps: tuple[Step, ...]

    @property
    def actors(self) -> tuple[str, ...]:
        """The ids on the way, both ends included."""
        return (self.steps[0].left, *(step.right for step in self.steps))

    @property
    def weakest(self) -> float:
        """The least weight on the way: the chain holds no more."""
        return min(step.weight for step in self.steps)


def around(graph: "nx.Graph[Any]", ids: str | Iterable[str], *, hops: int = 1) -> "nx.Graph[Any]":
    """The ego network: the actors at most `hops` ties from any of `ids`, and all ties among them; a copy.

    Raises GraphError on an id that the graph lacks, and names those that are like it; ValueError if `hops` is below 0.
    Time O(nodes + ties).

    >>> graph = nx.Graph([("csto", "russia"), ("russia", "taliban"), ("csto", "tajikistan"), ("tajikistan", "russia")])
    >>> sorted(around(graph, "csto"))
    ['csto', 'russia', 'tajikistan']
    >>> around(graph, "cstо")  # the last letter is Cyrillic
    Traceback (most recent call last):
    registry.errors.GraphError: the network has no actor 'cstо'; did you mean 'csto'?
    """
    if hops < 0:
        raise ValueError(f"hops is {hops}; give 0 or more")
    near: set[Any] = set()
    for ident in [ids] if isinstance(ids, str) else ids:
        _must_hold(graph, ident)
        near.update(nx.single_source_shortest_path_length(graph, ident, cutoff=hops))
    return _part(graph, near, graph.edges)


def paths(graph: "nx.Graph[Any]", one: str, other: str, *, limit: int = 3) -> tuple[Way, ...]:
    """The best ways from one actor to the other: those of the fewest ties; of these first the one whose weakest tie is the strongest, then
    the one of the most weight in all, then by id. Two that are tied themselves have that way, and those over one other actor behind it.
    At most `limit`, and none if nothing connects them.

    A tie without `weight` weighs 1. Raises GraphError on an id that the graph lacks, ValueError if both are the same.
    Time O(ties) and a little for each way found.

    >>> graph = nx.Graph()
    >>> graph.add_weighted_edges_from([("csto", "russia", 5), ("csto", "taliban", 1), ("russia", "hamas", 2), ("taliban", "hamas", 4)])
    >>> [(path.actors, path.weakest) for path in paths(graph, "csto", "hamas")]
    [(('csto', 'russia', 'hamas'), 2), (('csto', 'taliban', 'hamas'), 1)]
    """
    _must_hold(graph, one)
    _must_hold(graph, other)
    if one == other:
        raise ValueError(f"a way leads from one actor to another; both are {one!r}")
    ways = _ways(graph, one, other, limit)
    if graph.has_edge(one, other):
        ways += _over_one(graph, one, other, limit - 1)
    return tuple(Way(tuple(step(graph, *pair) for pair in pairwise(way))) for way in ways)


def along(graph: "nx.Graph[Any]", ways: Iterable[Way]) -> "nx.Graph[Any]":
    """The graph of the actors and ties that some ways in it lead over; a copy."""
    ties = [(step.left, step.right) for way in ways for step in way.steps]
    return _part(graph, {node for tie in ties for node in tie}, dict.fromkeys(ties))


def _ways(graph: "nx.Graph[Any]", one: str, other: str, limit: int) -> list[tuple[str, ...]]:
    """The best ways, found best first: of each beginning it is known how strong the rest can be at best."""
    rest = _rest(graph, one, other)
    if one not in rest:
        return []
    found: list[tuple[str, ...]] = []
    # The rank of a beginning, negated for the heap: the best that its weakest tie and its weight in all can still come to.
    weakest, total = rest[one][1:]
    heap: list[tuple[float, float, tuple[str, ...], float, float]] = [(-weakest, -total, (one,), float("inf"), 0.0)]
    while heap and len(found) < limit:
        _, _, way, least, weight = heapq.heappop(heap)
        if way[-1] == other:
            found.append(way)
            continue
        away = rest[way[-1]][0]
        for node in graph.adj[way[-1]]:
            if node in rest and rest[node][0] == away - 1:
                tie = _weight(graph, way[-1], node)
                _, weakest, total = rest[node]
                least_yet, weight_yet = min(least, tie), weight + tie
                heapq.heappush(heap, (-min(least_yet, weakest), -(weight_yet + total), (*way, node), least_yet, weight_yet))
    return found


def _over_one(graph: "nx.Graph[Any]", one: str, other: str, limit: int) -> list[tuple[str, ...]]:
    """The best ways over one actor that both are tied to."""

    def rank(node: str) -> tuple[float, float, str]:
        weights = [_weight(graph, one, node), _weight(graph, node, other)]
        return -min(weights), -sum(weights), node

    over = [node for node in graph.adj[one] if node not in (one, other) and node in graph.adj[other]]
    return [(one, node, other) for node in heapq.nsmallest(limit, over, key=rank)]


def _rest(graph: "nx.Graph[Any]", one: str, other: str) -> dict[str, tuple[int, float, float]]:
    """By actor no further from `other` than `one` is: the ties to it, the strongest weakest tie on the way, the most weight in all."""
    rest: dict[str, tuple[int, float, float]] = {other: (0, float("inf"), 0.0)}
    ring: list[str] = [other]
    away = 0
    while ring and one not in rest:
        away += 1
        best: dict[str, tuple[float, float]] = {}
        for node in ring:
            _, weakest, total = rest[node]
            for neighbour in graph.adj[node]:
                if neighbour not in rest:
                    tie = _weight(graph, node, neighbour)
                    least, most = best.get(neighbour, (float("-inf"), float("-inf")))
                    best[neighbour] = max(least, min(tie, weakest)), max(most, tie + total)
        rest.update((node, (away, *values)) for node, values in best.items())
        ring = list(best)
    return rest


def step(graph: "nx.Graph[Any]", left: str, right: str) -> Step:
    """The tie of two actors with what stands behind it. Raises KeyError without such a tie."""
    return Step(left, right, _weight(graph, left, right), citations(graph, left, right), snippets(graph, left, right))


def _weight(graph: "nx.Graph[Any]", left: str, right: str) -> float:
    weight: float = graph.edges[left, right].get("weight", 1)
    return weight


def _part(graph: "nx.Graph[Any]", nodes: Collection[Any], ties: Iterable[tuple[Any, Any]]) -> "nx.Graph[Any]":
    """The graph of some nodes and of those of the ties that lie among them, in the order of the whole."""
    part = graph.__class__(**graph.graph)
    part.add_nodes_from((node, dict(data)) for node, data in graph.nodes(data=True) if node in nodes)
    part.add_edges_from((left, right, dict(graph.edges[left, right])) for left, right in ties if left in nodes and right in nodes)
    return part


def _must_hold(graph: "nx.Graph[Any]", ident: str) -> None:
    if ident in graph:
        return
    known = {str(node): f"{node} {data.get('name', '')}" for node, data in graph.nodes(data=True)}
    near = [key for _, _, key in process.extract(ident, known, scorer=fuzz.WRatio, processor=str.casefold, score_cutoff=ALIKE, limit=NEAR)]
    remedy = f"did you mean {' or '.join(map(repr, near))}?" if near else "the nodes of the graph are what it has"
    raise GraphError(f"the network has no actor {ident!r}; {remedy}")
