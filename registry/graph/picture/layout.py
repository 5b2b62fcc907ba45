"""Where the nodes of a graph stand, in the picture and on the page: communities apart, components side by side, dots off each other.

Each component is laid out alone, turned and stretched into a rectangle of its own, as large as it has nodes, so that a pair tied to
nobody else does not push the rest into a corner. Nodes without ties stand in rows. Needs numpy.
"""

import math
from collections.abc import Iterable, Mapping, Sequence

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from registry.graph.picture.labels import Box

Array = NDArray[np.float64]

EDGE = 0.05
"""The share of the picture kept free on each side, for labels."""
GAP = 0.02
"""The share of the picture's width between two components."""
ROOM = (150.0, 46.0)
"""Pixels that a node wants for itself where nothing is known of its label: half a label of two lines."""
FILLED, WIDENED = 0.55, 1.8
"""The share of the frame that all rooms take together, scaled down or up to it (boxes at random places pack no closer), and the most that
they are scaled up by in both directions: further, and a community would fall apart."""
LEAST = 0.001
"""A tie that weighs less, of the heaviest, is taken to weigh so: it holds together what nothing else does."""
PUSHES = 120
"""Rounds of pushing apart; the picture no longer changes after some 100."""
PIVOTS = 50
"""Brandes and Pich find no better start with more."""
ROUNDS, ROUNDS_AT_LEAST = 300, 20
"""Rounds of the forces, of a graph that is small enough,"""
PAIRS = 300_000_000
"""and pairs of nodes looked at in all of them together: some five seconds."""
CHUNK = 1_000_000
"""Pairs of nodes in memory at once: some 40 MB."""
ATTRACTION = 0.4
"""The power of the distance that a tie pulls with: at 1 (Fruchterman and Reingold's is 2) communities run into each other, at 0
(LinLog) they are knots without room for names."""
SPAN = 0.25
"""The share of the picture's width that two nodes may be apart; more nodes spread over its root: few need not fill the frame."""
BEND = 0.8
"""The power of the distance from the middle: 1 leaves the knot that forces make of a core, 0.5 makes a ring of it."""


def arrange(
    ids: Sequence[str],
    edges: Iterable[tuple[str, str, float]],
    radii: Mapping[str, float],
    frame: Box,
    *,
    rooms: Mapping[str, tuple[float, float]] | None = None,
    parted: bool = True,
) -> dict[str, tuple[float, float]]:
    """Places for the nodes, in the units of the frame.

    edges: source, target, weight. radii: of the dots. rooms: width and height that a node wants for its label, `ROOM` if not given.
    parted: push the nodes apart until each has its room, as far as the frame allows.
    The same nodes and edges get the same places, in whatever order they come. Time O(rounds x nodes²), the rounds fewer in large graphs.

    >>> places = arrange(["a", "b", "c"], [("a", "b", 2.0)], {}, Box(0, 0, 1000, 800))
    >>> max(places["a"][0], places["b"][0]) < places["c"][0]
    True
    """
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted(ids))
    graph.add_weighted_edges_from(sorted((min(a, b), max(a, b), weight) for a, b, weight in edges if a != b))
    if not graph:
        return {}
    components = sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda part: (-len(part), part))
    parts = [part for part in components if len(part) > 1]
    alone = [part[0] for part in components if len(part) == 1]
    if alone:
        parts.append(alone)
    inner = Box(EDGE * frame.right, EDGE * frame.top, (1 - EDGE) * frame.right, (1 - EDGE) * frame.top)
    places: dict[str, tuple[float, float]] = {}
    for part, whole in zip(parts, _cut([float(len(part)) for part in parts], inner, GAP * frame.right), strict=True):
        box = _within(whole, SPAN * frame.right * math.sqrt(len(part) - 1))
        raw = _rows(len(part), box) if part is alone else _filling(_forces(part, graph.subgraph(part)), box)
        places.update({ident: (float(x), float(y)) for ident, (x, y) in zip(part, raw, strict=True)})
    if not parted:
        return places
    names = sorted(places)
    wanted = np.array([rooms.get(ident, (0.0, 0.0)) if rooms is not None else ROOM for ident in names])
    wanted += 2 * np.array([[radii.get(ident, 0.0)] for ident in names])
    apart = _part(np.array([places[ident] for ident in names]), wanted, inner)
    return {ident: (float(x), float(y)) for ident, (x, y) in zip(names, apart, strict=True)}


def _cut(sizes: list[float], box: Box, gap: float) -> list[Box]:
    """The box cut into as many, with areas as the sizes, the larger first: halved again and again across its longer side."""
    if len(sizes) == 1:
        return [box]
    total, first, half = sum(sizes), sizes[0], 1
    while half < len(sizes) - 1 and first + sizes[half] / 2 < total / 2:
        first, half = first + sizes[half], half + 1
    share = first / total
    if box.right - box.left >= box.top - box.bottom:
        at = box.left + share * (box.right - box.left)
        one, other = box._replace(right=max(box.left, at - gap)), box._replace(left=min(box.right, at + gap))
    else:
        at = box.top - share * (box.top - box.bottom)
        one, other = box._replace(bottom=min(box.top, at + gap)), box._replace(top=max(box.bottom, at - gap))
    return _cut(sizes[:half], one, gap) + _cut(sizes[half:], other, gap)


def _within(box: Box, side: float) -> Box:
    """The middle of the box, no wider and no higher than the side."""
    dx, dy = max(0.0, box.right - box.left - side) / 2, max(0.0, box.top - box.bottom - side) / 2
    return Box(box.left + dx, box.bottom + dy, box.right - dx, box.top - dy)


def _rows(count: int, box: Box) -> Array:
    """Places in rows that fill the box, from its upper left corner."""
    width, height = box.right - box.left, box.top - box.bottom
    columns = min(count, max(1, round(math.sqrt(count * width * ROOM[1] * 2 / (max(height, 1.0) * ROOM[0] * 1.5)))))
    rows = -(-count // columns)
    order = np.arange(count)
    across, down = (order % columns + 0.5) / columns, (order // columns + 0.5) / rows
    return np.column_stack((box.left + width * across, box.top - height * down))


def _forces(ids: list[str], graph: "nx.Graph[str]") -> Array:
    """A connected graph by forces: ties pull by the root of their weight, all nodes repel each other by their ties.

    After Noack, Physical Review E 79, 026102, 2009, whose layouts of least energy are partitions of greatest modularity.
    """
    number = {ident: position for position, ident in enumerate(ids)}
    weighted = [(number[a], number[b], float(data["weight"])) for a, b, data in graph.edges(data=True)]
    heaviest = max((weight for _, _, weight in weighted), default=0.0) or 1.0
    ties = sorted((min(a, b), max(a, b), math.sqrt(max(LEAST, weight / heaviest))) for a, b, weight in weighted)
    tails, heads = np.array([tie[0] for tie in ties]), np.array([tie[1] for tie in ties])
    pulls = np.array([tie[2] for tie in ties])
    count = len(ids)
    strength = np.bincount(tails, pulls, count) + np.bincount(heads, pulls, count)
    mass = strength + strength.mean()  # else what hangs on a hub by one weak tie would lie on it
    repulsion = mass / mass.sum()
    spots = _by_distance(ids, graph)
    rounds = max(ROUNDS_AT_LEAST, min(ROUNDS, PAIRS // count**2))
    height = max(1, CHUNK // count)
    for turn in range(rounds):
        left = 1 - turn / rounds
        power = ATTRACTION + (1 - ATTRACTION) * max(0.0, 2 * left - 1)  # begun with a smooth pull, or it would stop at a poor place
        moves = np.empty_like(spots)
        for start in range(0, count, height):
            rows = slice(start, start + height)
            dx = spots[rows, 0, None] - spots[None, :, 0]
            dy = spots[rows, 1, None] - spots[None, :, 1]
            push = repulsion[None, :] / (dx * dx + dy * dy + 1e-6)
            moves[rows, 0] = (push * dx).sum(axis=1)
            moves[rows, 1] = (push * dy).sum(axis=1)
        moves *= mass[:, None]
        along = spots[tails] - spots[heads]
        pull = pulls * (np.hypot(along[:, 0], along[:, 1]) + 1e-6) ** (power - 1)
        for axis in (0, 1):
            drawn = pull * along[:, axis]
            moves[:, axis] += np.bincount(heads, drawn, count) - np.bincount(tails, drawn, count)
        moves /= mass[:, None]
        length = np.hypot(moves[:, 0], moves[:, 1]) + 1e-12
        spots += moves * (np.minimum(length, 0.2 * left) / length)[:, None]
        spots -= spots.mean(axis=0)
    return spots


def _by_distance(ids: list[str], graph: "nx.Graph[str]") -> Array:
    """A start that shows how many ties apart any two are, so that trees and rings need not be untangled.

    Pivot MDS: Brandes and Pich, Graph Drawing 2006, LNCS 4372.
    """
    count = len(ids)
    pivot, nearest, columns = max(ids, key=lambda ident: (len(graph.adj[ident]), ident)), np.full(count, np.inf), []
    for _ in range(min(PIVOTS, count)):
        hops = nx.single_source_shortest_path_length(graph, pivot)
        column = np.array([float(hops[ident]) for ident in ids])
        columns.append(column)
        nearest = np.minimum(nearest, column)
        pivot = ids[int(nearest.argmax())]
    squares = np.column_stack(columns) ** 2
    centred = -0.5 * (squares - squares.mean(axis=0) - squares.mean(axis=1)[:, None] + squares.mean())
    _, vectors = np.linalg.eigh(centred.T @ centred)
    spots: Array = centred @ vectors[:, [-1, -2]] if vectors.shape[1] > 1 else np.zeros((count, 2))
    spots /= np.abs(spots).max() + 1e-12
    jitter: Array = np.random.default_rng(7).normal(scale=0.1, size=(count, 2))  # twins, at the same distances from all, must part
    return spots + jitter


def _filling(spots: Array, box: Box) -> Array:
    """Turned so that the longer side lies along the box's, the crowded middle moved outwards, and stretched over the box."""
    spots = spots - spots.mean(axis=0)
    _, turn = np.linalg.eigh(spots.T @ spots)
    if np.linalg.det(turn) < 0:
        turn[:, 0] *= -1
    wide = box.right - box.left >= box.top - box.bottom
    spots = spots @ (turn[:, ::-1] if wide else turn)
    spots *= (np.hypot(spots[:, 0], spots[:, 1]) + 1e-9)[:, None] ** (BEND - 1)
    low, high = spots.min(axis=0), spots.max(axis=0)
    span = high - low
    flat = span < 1e-6 * span.max(initial=1e-9)
    shares = np.where(flat, 0.5, (spots - low) / np.where(flat, 1.0, span))
    stretched: Array = np.array((box.left, box.bottom)) + shares * np.array((box.right - box.left, box.top - box.bottom))
    return stretched


def _part(spots: Array, wanted: Array, frame: Box) -> Array:
    """Push nodes apart until each has the room it wants, in width and height, as far as the frame allows."""
    area = (frame.right - frame.left) * (frame.top - frame.bottom)
    wanted = wanted * min(WIDENED, math.sqrt(FILLED * area / max(1.0, float(wanted.prod(axis=1).sum()))))
    reach = np.maximum((wanted[:, None] + wanted[None]) / 2, 1e-9)
    earlier = np.sign(np.arange(len(spots))[:, None] - np.arange(len(spots))[None])
    low, high = np.array((frame.left, frame.bottom)), np.array((frame.right, frame.top))
    for _ in range(PUSHES):
        away = spots[:, None] - spots[None]
        gap = reach - np.abs(away)
        close = np.all(gap > 0, axis=2) & (earlier != 0)
        if not close.any():
            break
        across = gap[:, :, 0] / reach[:, :, 0] < gap[:, :, 1] / reach[:, :, 1]
        for axis, chosen in ((0, close & across), (1, close & ~across)):
            side = np.where(away[:, :, axis] == 0, earlier, np.sign(away[:, :, axis]))
            spots[:, axis] += np.where(chosen, side * gap[:, :, axis] / 4, 0.0).sum(axis=1)
        spots = np.clip(spots, low, high)
    return spots
