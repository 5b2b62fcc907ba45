"""Labels set beside their nodes so that none covers another label or a node, none leaves the frame, and few lie on a strong line.

All in pixels. Greedy, the most important first: a label takes the cheapest free place around its node, tried in circles of growing
radius, so it is next to its node where there is room and further out, to be led to by a line, where there is none. Needs numpy.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

DIRECTIONS = (0, 180, 90, 270, 30, 150, 330, 210, 60, 120, 300, 240)
"""Degrees from the x axis, the most readable first: right, left, above, below."""
STEP = 7.0
"""Pixels from one circle of places to the next: half a line of text."""

COST_LINE = 0.4
"""Of a pixel on a line, where a pixel away from the node costs 1."""
LINES_AT_MOST = 22.0
"""However many lines run under it, a label moves only three circles further to get off them: around a hub there is no place without."""

Segment = tuple[tuple[float, float], tuple[float, float]]


class Box(NamedTuple):
    """A rectangle: the lower left and the upper right corner."""

    left: float
    bottom: float
    right: float
    top: float


def place(
    nodes: Sequence[tuple[float, float, float]],
    sizes: Sequence[tuple[float, float]],
    frame: Box,
    lines: Sequence[Segment] = (),
    *,
    reach: float = 420.0,
) -> list[Box | None]:
    """A box for the label of each node, in the order given, the most important first; None where there is no free place.

    nodes: x, y and radius; those after the last of `sizes` get no label but are kept clear. sizes: width and height of the
    labels, margins included. lines: those to keep clear of where it costs little. reach: how far from its node a label may stand.
    Time O(labels x places x (nodes + lines)).

    >>> place([(50, 50, 5), (70, 50, 5)], [(30, 10), (30, 10)], Box(0, 0, 200, 100))
    [Box(left=14.0, bottom=45.0, right=44.0, top=55.0), Box(left=76.0, bottom=45.0, right=106.0, top=55.0)]
    """
    taken = np.empty((len(nodes) + len(sizes), 4))
    taken[: len(nodes)] = [(x - r, y - r, x + r, y + r) for x, y, r in nodes] or np.empty((0, 4))
    count = len(nodes)
    segments = np.array(lines, dtype=float).reshape(-1, 4)
    placed: list[Box | None] = []
    for (x, y, radius), size in zip(nodes, sizes, strict=False):
        boxes, away = _places(x, y, radius, size, reach)
        inside = np.all((boxes[:, :2] >= (frame.left, frame.bottom)) & (boxes[:, 2:] <= (frame.right, frame.top)), axis=1)
        boxes, away = boxes[inside], away[inside]
        low, high = boxes[:, None, :2], boxes[:, None, 2:]
        free = ~np.any(np.all((low < taken[None, :count, 2:]) & (high > taken[None, :count, :2]), axis=2), axis=1)
        boxes, away = boxes[free], away[free]
        if not len(boxes):
            placed.append(None)
            continue
        near = away <= away[0] + LINES_AT_MOST  # a place further out cannot be cheaper than the nearest, whatever runs under that
        cost = away[near] + np.minimum(LINES_AT_MOST, COST_LINE * crossed(boxes[near], segments).sum(axis=1))
        best = boxes[near][int(cost.argmin())]
        taken[count] = best
        count += 1
        placed.append(Box(*map(float, best)))
    return placed


def crossed(boxes: Array, lines: Array) -> Array:
    """How much of each line (x, y, x, y) runs inside each box (left, bottom, right, top): Liang and Barsky's clipping.

    >>> crossed(np.array([[0.0, 0.0, 10.0, 10.0]]), np.array([[-5.0, 5.0, 15.0, 5.0]])).tolist()
    [[10.0]]
    """
    first, last = np.zeros((len(boxes), len(lines))), np.ones((len(boxes), len(lines)))
    for axis in (0, 1):
        start, run = lines[None, :, axis], (lines[:, axis + 2] - lines[:, axis])[None]
        low, high = boxes[:, axis, None] - start, boxes[:, axis + 2, None] - start
        still = run == 0
        one, other = low / np.where(still, 1.0, run), high / np.where(still, 1.0, run)
        outside = still & ((low > 0) | (high < 0))
        first = np.where(still, np.where(outside, 1.0, first), np.maximum(first, np.minimum(one, other)))
        last = np.where(still, np.where(outside, 0.0, last), np.minimum(last, np.maximum(one, other)))
    length = np.hypot(lines[:, 2] - lines[:, 0], lines[:, 3] - lines[:, 1])[None]
    inside: Array = np.maximum(0.0, last - first) * length
    return inside


def _places(x: float, y: float, radius: float, size: tuple[float, float], reach: float) -> tuple[Array, Array]:
    """Boxes that touch circles around the node, nearest first, and how far each is from the node."""
    half = np.array(size) / 2
    away = np.repeat(np.arange(0.0, reach, STEP), len(DIRECTIONS))
    turns = np.radians(DIRECTIONS)
    unit = np.round(np.column_stack((np.cos(turns), np.sin(turns))), 9)
    ways = np.tile(unit, (len(away) // len(DIRECTIONS), 1))
    middle = np.array((x, y)) + ways * (radius + 1 + away)[:, None] + np.sign(ways) * half
    return np.hstack((middle - half, middle + half)), away
