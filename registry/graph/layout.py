"""Where the nodes of a graph stand, in the picture and on the page."""

import math
from collections.abc import Iterable, Mapping, Sequence

import networkx as nx

from registry.graph.labels import Box

ROOT = 0.75
"""The power of the distance from the middle: 1 leaves the knot that a spring layout makes of a core, 0.5 makes a ring of it."""
EDGE = 0.05
"""The share of the picture kept free on each side, for labels."""
ROOM = (150.0, 46.0)
"""Pixels that a node wants for itself: half a label of two lines."""
PUSHES = 80
"""Rounds of pushing apart; the picture no longer changes after some 50."""


def arrange(
    ids: Sequence[str], edges: Iterable[tuple[str, str, float]], radii: Mapping[str, float], frame: Box, *, parted: bool = True
) -> dict[str, tuple[float, float]]:
    """Places for the nodes: a spring layout by weight (Fruchterman and Reingold, 1991), spread over the frame.

    edges: source, target, weight. radii: of the dots, in the units of the frame. parted: no two dots on each other, and room
    for a label beside each where the frame has it; the time of it grows with the square of the nodes.
    The same nodes and edges get the same places, in whatever order they come.
    """
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted(ids))
    graph.add_weighted_edges_from(edges)
    raw = nx.spring_layout(graph, k=3 / math.sqrt(max(1, len(ids))), iterations=300, seed=7)
    places = _spread({ident: (float(x), float(y)) for ident, (x, y) in raw.items()}, frame)
    return _part(places, radii, frame) if parted else places


def _spread(raw: dict[str, tuple[float, float]], frame: Box) -> dict[str, tuple[float, float]]:
    """Fill the frame, and move the crowded middle outwards: a node keeps its direction, its distance becomes its root."""
    count = max(1, len(raw))
    middle = sum(x for x, _ in raw.values()) / count, sum(y for _, y in raw.values()) / count
    bent = {}
    for ident, (x, y) in raw.items():
        dx, dy = x - middle[0], y - middle[1]
        stretch = math.hypot(dx, dy) ** (ROOT - 1) if dx or dy else 0.0
        bent[ident] = dx * stretch, dy * stretch
    left, right = _ends([x for x, _ in bent.values()])
    low, high = _ends([y for _, y in bent.values()])
    inner = 1 - 2 * EDGE
    return {
        ident: (frame.right * (EDGE + inner * (x - left) / (right - left)), frame.top * (EDGE + inner * (y - low) / (high - low)))
        for ident, (x, y) in bent.items()
    }


def _ends(values: list[float]) -> tuple[float, float]:
    """The least and the greatest; around the middle if there is no room between them."""
    low, high = min(values, default=0.0), max(values, default=0.0)
    return (low, high) if high - low > 1e-9 else (low - 1, low + 1)


def _part(places: dict[str, tuple[float, float]], radii: Mapping[str, float], frame: Box) -> dict[str, tuple[float, float]]:
    """Push nodes apart until each has room for a label beside it, as far as the frame allows."""
    ids = sorted(places)
    spots = [list(places[ident]) for ident in ids]
    crowding = min(1.0, math.sqrt(0.45 * frame.right * frame.top / (ROOM[0] * ROOM[1] * max(1, len(ids)))))
    for _ in range(PUSHES):
        for i, here in enumerate(spots):
            for j in range(i):
                there = spots[j]
                spare = radii[ids[i]] + radii[ids[j]]
                gap_x = crowding * ROOM[0] + spare - abs(here[0] - there[0])
                gap_y = crowding * ROOM[1] + spare - abs(here[1] - there[1])
                if gap_x > 0 and gap_y > 0:
                    axis, gap = (0, gap_x) if gap_x / ROOM[0] < gap_y / ROOM[1] else (1, gap_y)
                    push = math.copysign(gap / 4, here[axis] - there[axis] or i - j)
                    here[axis] += push
                    there[axis] -= push
        for spot in spots:
            spot[0] = min(max(spot[0], EDGE * frame.right), (1 - EDGE) * frame.right)
            spot[1] = min(max(spot[1], EDGE * frame.top), (1 - EDGE) * frame.top)
    return {ident: (x, y) for ident, (x, y) in zip(ids, spots, strict=True)}
