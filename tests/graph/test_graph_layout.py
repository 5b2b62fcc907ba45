"""Where nodes stand: communities apart, components side by side, dots and labels off each other."""

from itertools import combinations
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.graph.picture import layout
from registry.graph.picture.labels import Box, crossed, place
from registry.graph.picture.layout import _cut, arrange

FRAME = Box(0, 0, 2000, 1400)


def placed(graph: "nx.Graph[int]", **options: Any) -> dict[int, tuple[float, float]]:
    ties = [(str(a), str(b), float(data.get("weight", 1))) for a, b, data in graph.edges(data=True)]
    return {int(ident): spot for ident, spot in arrange([str(node) for node in graph], ties, {}, FRAME, **options).items()}


def apart(places: dict[int, tuple[float, float]], pairs: Any) -> float:
    return float(np.mean([np.hypot(places[a][0] - places[b][0], places[a][1] - places[b][1]) for a, b in pairs]))


@pytest.mark.parametrize(("parted", "most"), [(True, 0.4), (False, 0.2)])
def test_communities_stand_apart(parted: bool, most: float) -> None:
    """Though a hub is tied to all, two of a block of ten are near each other, by the way from one block to another."""
    graph: nx.Graph[int] = nx.planted_partition_graph(5, 10, 0.6, 0.02, seed=4)
    graph.add_edges_from((50, node) for node in range(50))
    places = placed(graph, parted=parted)
    pairs = list(combinations(range(50), 2))
    within = apart(places, [(a, b) for a, b in pairs if a // 10 == b // 10])
    assert within < most * apart(places, [(a, b) for a, b in pairs if a // 10 != b // 10])


def test_strong_ties_are_short() -> None:
    """Of a ring whose every third tie is heavy, those are the shorter."""
    graph: nx.Graph[int] = nx.cycle_graph(30)
    nx.set_edge_attributes(graph, {(a, b): 20 if min(a, b) % 3 == 0 else 1 for a, b in graph.edges}, "weight")
    places = placed(graph, parted=False)
    heavy = [(a, b) for a, b, weight in graph.edges(data="weight") if weight == 20]
    assert apart(places, heavy) < 0.7 * apart(places, set(graph.edges) - set(heavy))


def test_a_loner_does_not_push_the_rest_into_a_corner() -> None:
    """What is tied to nobody takes a node's share of the frame."""
    graph: nx.Graph[int] = nx.gnp_random_graph(30, 0.2, seed=1)
    graph.add_node(30)
    places = placed(graph)
    xs, ys = zip(*(places[node] for node in range(30)), strict=True)
    assert (max(xs) - min(xs)) * (max(ys) - min(ys)) > 0.6 * FRAME.right * FRAME.top


def test_components_do_not_cross() -> None:
    """Each in a rectangle of its own."""
    parts = [nx.cycle_graph(9), nx.star_graph(5), nx.path_graph(3), nx.path_graph(2), nx.empty_graph(4)]
    graph: nx.Graph[int] = nx.disjoint_union_all(parts)
    places = placed(graph, parted=False)
    boxes, start = [], 0
    for part in parts:
        spots = np.array([places[node] for node in range(start, start + len(part))])
        boxes.append(Box(*map(float, (*spots.min(axis=0), *spots.max(axis=0)))))
        start += len(part)
    for one, other in combinations(boxes, 2):
        assert one.right < other.left or other.right < one.left or one.top < other.bottom or other.top < one.bottom


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12), st.floats(-1e9, 1e9)), max_size=40), st.randoms(use_true_random=False))
def test_any_graph_in_any_order(ties: list[tuple[int, int, float]], chance: Any) -> None:
    """All nodes inside the frame, no two at one place, and the same places whatever the order."""
    ids = [str(number) for number in range(13)]
    edges = list({(min(a, b), max(a, b)): (str(a), str(b), weight) for a, b, weight in ties}.values())
    places = arrange(ids, edges, {}, FRAME)
    assert all(0 <= x <= FRAME.right and 0 <= y <= FRAME.top for x, y in places.values())
    assert len(set(places.values())) == 13
    chance.shuffle(edges)
    assert places == arrange(chance.sample(ids, 13), [(b, a, weight) for a, b, weight in edges], {}, FRAME)


def test_each_has_the_room_it_asks_for() -> None:
    """Where the frame has it."""
    rooms = {str(node): (120.0, 60.0) for node in range(60)}
    places = placed(nx.gnp_random_graph(60, 0.1, seed=3), rooms=rooms)
    close = [(a, b) for a, b in combinations(places.values(), 2) if abs(a[0] - b[0]) < 110 and abs(a[1] - b[1]) < 55]
    assert close == []


def test_large_graphs_are_laid_out_in_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """In as much memory as there is, with the same result."""
    graph = nx.gnp_random_graph(80, 0.1, seed=1)
    places = placed(graph)
    monkeypatch.setattr(layout, "CHUNK", 300)
    assert placed(graph) == places


@given(st.lists(st.integers(1, 50), min_size=1, max_size=20))
def test_cut(sizes: list[int]) -> None:
    """Rectangles inside, none on another, of areas as the sizes."""
    sizes = sorted(sizes, reverse=True)
    boxes = _cut([float(size) for size in sizes], FRAME, 0.0)
    areas = [(box.right - box.left) * (box.top - box.bottom) for box in boxes]
    assert areas == pytest.approx([size / sum(sizes) * FRAME.right * FRAME.top for size in sizes])
    for one, other in combinations(boxes, 2):
        across = min(one.right, other.right) - max(one.left, other.left)
        along = min(one.top, other.top) - max(one.bottom, other.bottom)
        assert across < 1e-6 or along < 1e-6


@given(st.lists(st.tuples(st.floats(0, 300), st.floats(0, 200), st.floats(1, 20)), max_size=25), st.floats(5, 90), st.floats(5, 30))
def test_labels_cover_nothing(nodes: list[tuple[float, float, float]], width: float, height: float) -> None:
    """Placed, they lie inside and on nothing; and one that is not placed had no room."""
    frame = Box(0, 0, 300, 200)
    boxes = place(nodes, [(width, height)] * len(nodes), frame)
    assert len(boxes) == len(nodes)
    found = [box for box in boxes if box is not None]
    taken = [*found, *(Box(x - r, y - r, x + r, y + r) for x, y, r in nodes)]
    for box in found:
        assert box.left >= 0
        assert box.bottom >= 0
        assert box.right <= 300
        assert box.top <= 200
        assert not any(box.left < o.right and o.left < box.right and box.bottom < o.top and o.bottom < box.top for o in taken if o != box)
    assert len(set(found)) == len(found)


def test_labels_keep_off_lines() -> None:
    """A label that would stand right of its dot, on a line, stands left; where lines run all around it stays near."""
    node = [(100.0, 100.0, 5.0)]
    (free,) = place(node, [(40, 10)], Box(0, 0, 200, 200), [((100, 100), (200, 100))])
    assert free is not None
    assert free.right < 100
    rays = [((100.0, 100.0), (100 + 90 * np.cos(turn), 100 + 90 * np.sin(turn))) for turn in np.linspace(0, 6.2, 60)]
    (near,) = place(node, [(40, 10)], Box(-300, -300, 500, 500), rays)
    assert near is not None
    assert np.hypot((near.left + near.right) / 2 - 100, (near.bottom + near.top) / 2 - 100) < 60


@pytest.mark.parametrize(
    ("line", "length"),
    [
        ((-5, 5, 15, 5), 10),
        ((2, 5, 8, 5), 6),
        ((0, 0, 10, 10), 200**0.5),
        ((-5, 11, 15, 11), 0),
        ((5, 5, 5, 5), 0),
        ((11, 0, 20, 0), 0),
        ((5, -5, 5, 15), 10),
    ],
)
def test_crossed(line: tuple[float, ...], length: float) -> None:
    """How much of a line runs inside a box."""
    assert crossed(np.array([[0.0, 0, 10, 10]]), np.array([line], dtype=float))[0, 0] == pytest.approx(length)
