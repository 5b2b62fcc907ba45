"""Backbones: the formulas against the integrals they stand for, and what is kept."""

from math import comb, erfc, sqrt
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.graph.chance.backbone import Backbone, backbone, disparity, noise_corrected

WEIGHTED = [("hub", "a", 40), ("hub", "b", 1), ("hub", "c", 1), ("b", "c", 1), ("x", "y", 9)]
STEPS = 20_000


def weighted(*ties: tuple[str, str, float]) -> "nx.Graph[str]":
    graph: nx.Graph[str] = nx.Graph(unit="article")
    graph.add_weighted_edges_from(ties)
    graph.add_node("alone", label="Alone")
    return graph


@given(st.integers(1, 50), st.integers(0, 50), st.integers(2, 30))
def test_disparity_equals_its_integral(weight: int, others: int, ties: int) -> None:
    """1 less (k - 1) times the integral of (1 - x)^(k - 2) up to the tie's part: the form in which the paper gives it."""
    part, strength = weight / (weight + others), weight + others
    cut = sum((1 - part * (step + 0.5) / STEPS) ** (ties - 2) for step in range(STEPS)) * part / STEPS
    assert 1 - (ties - 1) * cut == pytest.approx(disparity(weight, strength, ties), abs=1e-4)


def test_disparity_by_hand() -> None:
    """Three ties of parts 0.8, 0.1 and 0.1: 0.2² and 0.9²."""
    assert (0.04, 0.81) == (disparity(8, 10, 3), disparity(1, 10, 3))


@pytest.mark.parametrize(("weight", "left", "right", "total"), [(3, 10, 10, 60), (1, 4, 9, 80), (12, 20, 90, 400), (2, 40, 50, 300)])
def test_noise_corrected_equals_its_definition(weight: int, left: int, right: int, total: int) -> None:
    """Step by step: the hypergeometric's moments summed, the posterior mean integrated, the slope by differences."""
    ways = [comb(left, k) * comb(total - left, right - k) / comb(total, right) for k in range(min(left, right) + 1)]
    mean = sum(k * way for k, way in enumerate(ways)) / total
    variance = sum(k * k * way for k, way in enumerate(ways)) / total**2 - mean**2
    size = mean * (1 - mean) / variance - 1
    grid = [(step + 0.5) / STEPS for step in range(STEPS)]
    posterior = [p ** (mean * size + weight - 1) * (1 - p) ** ((1 - mean) * size + total - weight - 1) for p in grid]
    p = sum(value * density for value, density in zip(grid, posterior, strict=True)) / sum(posterior)

    def score(more: float) -> float:  # more weight is more of both strengths and of their sum
        lift = (weight + more) * (total + more) / ((left + more) * (right + more))
        return (lift - 1) / (lift + 1)

    slope = (score(1e-5) - score(-1e-5)) / 2e-5
    z = score(0) / abs(slope) / sqrt(total * p * (1 - p))
    assert erfc(z / sqrt(2)) / 2 == pytest.approx(noise_corrected(weight, left, right, total), rel=2e-3)


@given(st.integers(1, 30), st.integers(0, 30), st.integers(0, 30), st.integers(0, 500))
def test_noise_corrected_is_symmetric_and_a_probability(weight: int, left: int, right: int, rest: int) -> None:
    """It is below a half exactly where the weight is above what the strengths promise."""
    strengths = weight + left, weight + right
    total = sum(strengths) + rest
    p = noise_corrected(weight, *strengths, total)
    assert 0 <= p <= 1
    assert p == noise_corrected(weight, *strengths[::-1], total)
    if weight * total != strengths[0] * strengths[1]:
        assert (p <= 0.5) == (weight * total > strengths[0] * strengths[1])


@pytest.mark.parametrize("method", [Backbone.DISPARITY, "noise-corrected"])
def test_a_copy_with_all_its_nodes(method: str) -> None:
    """The graph handed over stays as it was; the copy says what was done and carries each kept tie's p-value."""
    graph = weighted(*WEIGHTED)
    found = backbone(graph, method, 0.05)
    assert list(found) == list(graph)
    assert found.nodes["alone"] == {"label": "Alone"}
    assert {"unit": "article", "backbone": str(method), "alpha": 0.05, "ties_before": 5} == found.graph
    assert {("hub", "a")} <= set(found.edges) < set(graph.edges)
    assert all(tie[method.replace("-", "_")] <= 0.05 for _, _, tie in found.edges(data=True))
    assert {frozenset(tie) for *_, tie in graph.edges(data=True)} == {frozenset({"weight"})}


def test_disparity_in_a_graph() -> None:
    """By the end that it matters to more; only ties of both ends say nothing, nor does a tie of no weight count as one."""
    graph = weighted(*WEIGHTED, ("hub", "nobody", 0), ("hub", "hub", 7))
    found = backbone(graph, "disparity", 1.0)
    ties = {(one, other): tie["disparity"] for one, other, tie in found.edges(data=True)}
    assert {("hub", "a"): (2 / 42) ** 2, ("hub", "b"): 0.5, ("hub", "c"): 0.5, ("hub", "nobody"): 1, ("b", "c"): 0.5, ("x", "y"): 1} == (
        pytest.approx(ties, rel=1e-3)
    )


def test_noise_corrected_in_a_graph() -> None:
    """Each tie counts from both its ends: the strengths sum to twice the weights."""
    found = backbone(weighted(*WEIGHTED), "noise-corrected", 1.0)
    assert found.edges["hub", "b"]["noise_corrected"] == noise_corrected(1, 42, 2, 104)


def test_significant() -> None:
    """By the q-value that counting wrote."""
    graph = nx.Graph()
    graph.add_edge("a", "b", q_value=0.05)
    graph.add_edge("b", "c", q_value=0.0501)
    assert list(backbone(graph, "significant").edges) == [("a", "b")]
    assert list(backbone(graph, "significant", alpha=0.001)) == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("graph", "asked", "said"),
    [
        (nx.Graph([("a", "b")]), {"method": "salience"}, "none of significant, disparity, noise-corrected"),
        (nx.Graph([("a", "b")]), {"method": "disparity", "alpha": 5}, "alpha 5 is not between 0 and 1"),
        (nx.DiGraph([("a", "b")]), {"method": "disparity"}, "undirected"),
        (nx.Graph([("a", "b")]), {"method": "significant"}, "tie 'a' - 'b' has no q_value"),
        (nx.Graph([("a", "b", {"weight": -1})]), {"method": "disparity"}, "tie 'a' - 'b': weight -1"),
        (nx.Graph([("a", "b", {"weight": "9"})]), {"method": "disparity"}, "weight '9'"),
        (nx.Graph([("a", "b", {"weight": 0.1})]), {"method": "noise-corrected"}, "multiply them"),
    ],
)
def test_refused(graph: "nx.Graph[str]", asked: dict[str, Any], said: str) -> None:
    """Each with what is wrong and, where it helps, what to do."""
    with pytest.raises(ValueError, match=said):
        backbone(graph, **asked)


@pytest.mark.parametrize("method", list(Backbone))
def test_nothing_of_nothing(method: Backbone) -> None:
    """An empty graph, and one whose ties are not weighted."""
    assert not backbone(nx.Graph(), method)
    if method is not Backbone.SIGNIFICANT:
        assert backbone(nx.complete_graph(5), method, 0.01).number_of_edges() == 0
