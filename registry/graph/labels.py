"""Labels set beside their nodes so that none covers another label or a node, and few lie on a strong line.

All in pixels. Greedy, the most important first: a label takes the cheapest place around its node, tried in circles of growing
radius, so it is next to its node where there is room and further out, to be led to by a line, where there is none.
"""

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

DIRECTIONS = (0, 180, 90, 270, 30, 150, 330, 210, 60, 120, 300, 240)
"""Degrees from the x axis, the most readable first: right, left, above, below."""
STEP = 7.0
"""Pixels from one circle of places to the next: half a line of text."""
CIRCLES = 60
"""420 pixels: beyond it a label says nothing about its node, and the one least in the way is taken."""

COST_AWAY, COST_LINE, COST_COVER = 1.0, 0.4, 500.0
"""A pixel away from the node or on a line, and any overlap, to which its square pixels are added: more than the furthest place is away, so
that a label covers another, or leaves the frame, only where nothing is free."""
LINES_AT_MOST = 22.0
"""However many lines run under it, a label moves only three circles further to get off them: around a hub there is no place without."""

Segment = tuple[tuple[float, float], tuple[float, float]]


class Box(NamedTuple):
    """A rectangle: the lower left and the upper right corner."""

    left: float
    bottom: float
    right: float
    top: float

    def overlap(self, other: "Box") -> float:
        """The area that both cover."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.top, other.top) - max(self.bottom, other.bottom)
        return width * height if width > 0 and height > 0 else 0.0

    def outside(self, frame: "Box") -> float:
        """How far it sticks out of a frame."""
        sides = (frame.left - self.left, frame.bottom - self.bottom, self.right - frame.right, self.top - frame.top)
        return sum(side for side in sides if side > 0)

    def crossed(self, line: Segment) -> float:
        """How much of a line runs inside (Liang and Barsky's clipping)."""
        (x, y), (end_x, end_y) = line
        dx, dy = end_x - x, end_y - y
        first, last = 0.0, 1.0
        for step, room in ((-dx, x - self.left), (dx, self.right - x), (-dy, y - self.bottom), (dy, self.top - y)):
            if step == 0:
                if room < 0:
                    return 0.0
            elif step < 0:
                first = max(first, room / step)
            else:
                last = min(last, room / step)
        return max(0.0, last - first) * math.hypot(dx, dy)


def place(
    nodes: Sequence[tuple[float, float, float]], sizes: Sequence[tuple[float, float]], frame: Box, lines: Sequence[Segment] = ()
) -> list[Box]:
    """A box for the label of each node, in the order given, the most important first.

    nodes: x, y and radius; those after the last of `sizes` get no label but are kept clear. sizes: width and height of the
    labels, margins included. lines: those to keep clear of where it costs little. Time O(labels x places x (nodes + lines)).
    """
    dots = [Box(x - r, y - r, x + r, y + r) for x, y, r in nodes]
    placed: list[Box] = []
    for (x, y, radius), size in zip(nodes, sizes, strict=False):
        best: tuple[float, Box] | None = None
        for away, box in _places(x, y, radius, size):
            if best is not None and best[0] <= COST_AWAY * away:
                break
            covered = box.outside(frame) + sum(map(box.overlap, placed)) + sum(map(box.overlap, dots))
            cost = COST_AWAY * away + (COST_COVER + covered if covered else 0.0)
            if best is None or cost < best[0]:
                cost += min(LINES_AT_MOST, COST_LINE * sum(map(box.crossed, lines)))
                if best is None or cost < best[0]:
                    best = cost, box
        assert best is not None
        placed.append(best[1])
    return placed


def _places(x: float, y: float, radius: float, size: tuple[float, float]) -> Iterator[tuple[float, Box]]:
    """Boxes that touch circles around the node, nearest first, each with its distance from the node."""
    width, height = size
    for circle in range(CIRCLES):
        away = circle * STEP
        for degrees in DIRECTIONS:
            dx, dy = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
            middle_x = x + dx * (radius + 1 + away) + _sign(dx) * width / 2
            middle_y = y + dy * (radius + 1 + away) + _sign(dy) * height / 2
            yield away, Box(middle_x - width / 2, middle_y - height / 2, middle_x + width / 2, middle_y + height / 2)


def _sign(value: float) -> float:
    return 0.0 if abs(value) < 1e-9 else math.copysign(1.0, value)
