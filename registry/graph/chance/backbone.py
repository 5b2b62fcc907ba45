"""The ties that matter: a copy of a graph without those that chance explains.

Each method asks what a tie's weight would be by chance, by a null of its own, and keeps the tie where its p-value is at most alpha.
`significant` knows the windows behind the ties; the other two know the weights alone, and so serve for any weighted graph.
"""

from collections.abc import Callable
from enum import StrEnum
from math import erfc, isfinite, sqrt
from typing import Any

import networkx as nx

from registry.graph.options import member

__all__ = ["Backbone", "backbone", "disparity", "noise_corrected"]


class Backbone(StrEnum):
    """How a tie is judged."""

    SIGNIFICANT = "significant"
    """By the windows that name both: its `q_value`, corrected for the number of pairs."""
    DISPARITY = "disparity"
    """By its part of each actor's ties: `disparity`."""
    NOISE_CORRECTED = "noise-corrected"
    """By what both actors' weights promise: `noise_corrected`."""


def backbone(graph: "nx.Graph[Any]", method: Backbone | str, alpha: float = 0.05) -> "nx.Graph[Any]":
    """A copy of the graph with all its nodes and the ties that chance does not explain.

    alpha: the greatest p-value (of `significant`, q-value) that is kept. The other two methods write theirs on the ties as `disparity` or
    `noise_corrected`, uncorrected for the number of ties, as their authors use them. The graph's attributes `backbone`, `alpha` and
    `ties_before` say what was done. A tie without `weight` weighs 1, one of an actor to itself is none.

    Raises ValueError on an unknown method, an alpha outside 0..1, a directed graph or multigraph, a tie without `q_value` (`significant`
    alone) and a weight that is no number >= 0. O(ties).

    >>> graph = nx.Graph()
    >>> graph.add_weighted_edges_from([("hub", "a", 40), ("hub", "b", 1), ("hub", "c", 1), ("b", "c", 1)])
    >>> kept = backbone(graph, "disparity")
    >>> list(kept.edges), kept.edges["hub", "a"]["disparity"]
    ([('hub', 'a')], 0.002268)
    """
    method = member(Backbone, "method", method)
    if not 0 <= alpha <= 1:
        raise ValueError(f"alpha {alpha!r} is not between 0 and 1")
    if graph.is_directed() or graph.is_multigraph():
        raise ValueError("a backbone is of an undirected graph with one tie a pair: hand over nx.Graph(graph)")
    found = graph.copy()
    found.graph |= {"backbone": method.value, "alpha": alpha, "ties_before": graph.number_of_edges()}
    found.remove_edges_from(list(nx.selfloop_edges(found)))
    if method is Backbone.SIGNIFICANT:
        chance = {(one, other): _q_value(one, other, data) for one, other, data in found.edges(data=True)}
    else:
        judge, name = _JUDGES[method]
        chance = _judged(found, judge)
        nx.set_edge_attributes(found, chance, name)
    found.remove_edges_from([pair for pair, p in chance.items() if p > alpha])
    return found


def disparity(weight: float, strength: float, ties: int) -> float:
    """The probability that one of an actor's ties has this part of its strength or more, where that is cut at random; 0..1.

    (1 - weight / strength)^(ties - 1): of an actor's strength (the sum of its weights), cut into `ties` parts at points drawn evenly. An
    only tie has all of it always, which says nothing: 1. A tie is judged from both its ends and kept for the one that it matters to, so
    that an actor's only tie stands or falls with the other end; of two actors that have each other alone it falls.

    Source: Serrano, Boguñá and Vespignani, PNAS 106(16), 2009.

    >>> disparity(6, 10, 3), disparity(6, 6, 1)
    (0.16, 1.0)
    """
    return _rounded(max(0.0, 1 - weight / strength) ** (ties - 1)) if ties > 1 else 1.0


def noise_corrected(weight: float, left: float, right: float, total: float) -> float:
    """The probability of a lift of 1 or less, the tie being no stronger than both actors' strengths promise; 0..1.

    left, right: the actors' strengths; total: the sum of all strengths, twice that of the weights, since a tie counts from both its ends.
    The lift, weight · total / (left · right), is brought between -1 and 1 as (lift - 1) / (lift + 1). Its variance follows by the delta
    method from that of the weight, total · P (1 - P), where P is the mean after the fact of a Beta prior with the mean and variance of the
    hypergeometric distribution; so a weight of 1 between two rare actors is not certain. P-values are the normal distribution's.

    The prior's second parameter is that of these moments, mean (1 - mean)² / variance - (1 - mean). Weights are counts: the sum of
    strengths must be above 1, or there is no variance (ValueError). As published: the delta method's slope, and p with it, goes through 0
    where the weight is somewhat above half of both strengths.

    Source: Coscia and Neffke, IEEE ICDE 2017.

    >>> noise_corrected(3, 10, 10, 60), noise_corrected(1, 10, 10, 100)
    (0.002328, 0.5)
    """
    if total <= 1:
        raise ValueError(f"the strengths sum to {total:g}: noise-corrected wants weights that count something; multiply them")
    if not weight:
        return 1.0
    lift_of_one = total / (left * right)
    score = (lift_of_one * weight - 1) / (lift_of_one * weight + 1)
    mean = left * right / total**2
    variance = mean * (total - left) * (total - right) / (total**2 * (total - 1))
    prior = mean * (1 - mean) / variance - 1
    p = (mean * prior + weight) / (prior + total)
    fall = total * (left + right) / (left * right) ** 2 - 1 / (left * right)  # more weight is more strength
    slope = 2 * (lift_of_one - weight * fall) / (lift_of_one * weight + 1) ** 2
    spread = abs(slope) * sqrt(total * p * (1 - p))
    if not spread:
        return 0.0 if score > 0 else 1.0
    return _rounded(erfc(score / spread / sqrt(2)) / 2)


_Ends = tuple[float, float, int, float, int, float]
"""Of a tie: its weight, then strength and number of ties of the one and the other actor, and the sum of all strengths."""


def _of_either(ends: _Ends) -> float:
    weight, left, left_ties, right, right_ties, _ = ends
    return min(disparity(weight, left, left_ties), disparity(weight, right, right_ties))


def _of_both(ends: _Ends) -> float:
    weight, left, _, right, _, total = ends
    return noise_corrected(weight, left, right, total)


_JUDGES: dict[Backbone, tuple[Callable[[_Ends], float], str]] = {
    Backbone.DISPARITY: (_of_either, "disparity"),
    Backbone.NOISE_CORRECTED: (_of_both, "noise_corrected"),
}
"""The p-value of a tie, and the attribute that it becomes."""


def _judged(graph: "nx.Graph[Any]", judge: Callable[[_Ends], float]) -> dict[tuple[Any, Any], float]:
    """The p-value of each tie."""
    weights = {(one, other): _weight(one, other, data) for one, other, data in graph.edges(data=True)}
    strengths: dict[Any, float] = dict.fromkeys(graph, 0.0)
    ties: dict[Any, int] = dict.fromkeys(graph, 0)
    for pair, weight in weights.items():
        for end in pair:
            strengths[end] += weight
            ties[end] += weight > 0
    total = sum(strengths.values())
    return {
        (one, other): judge((weight, strengths[one], ties[one], strengths[other], ties[other], total)) if weight else 1.0
        for (one, other), weight in weights.items()
    }


def _weight(one: Any, other: Any, data: dict[str, Any]) -> float:
    weight = data.get("weight", 1)
    if isinstance(weight, bool) or not isinstance(weight, int | float) or not isfinite(weight) or weight < 0:
        raise ValueError(f"tie {one!r} - {other!r}: weight {weight!r} is no number from 0 up")
    return weight


def _q_value(one: Any, other: Any, data: dict[str, Any]) -> float:
    try:
        return float(data["q_value"])
    except KeyError:
        raise ValueError(f"tie {one!r} - {other!r} has no q_value: count with cooccurrence, or take another method") from None


def _rounded(p: float) -> float:
    return float(f"{p:.4g}")
