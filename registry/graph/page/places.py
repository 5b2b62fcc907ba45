"""Where the actors stand on a page: as in the picture, but of any number, and spread evenly, since a reader zooms. Needs numpy."""

import math
from collections.abc import Mapping, Sequence

from registry.graph.picture.labels import Box
from registry.graph.picture.layout import arrange

PARTED = 120
"""As many nodes get room for a label; with more the dots alone are pushed off each other."""
APART = 25
"""Rounds of pushing dots off each other; few overlap after them, and none by much."""
MARGIN = 0.05
"""The share of the frame kept free on each side, for labels."""
OUTLYING = 0.02
"""The share of the nodes on each side that may be outliers: forces throw a few far off, and the rest would be a knot."""
EVENED = 0.4
"""How far nodes are moved towards even rows: at 0 the middle is crowded and the corners are empty, at 1 no cluster is seen."""


def places(
    ids: Sequence[str], edges: Sequence[tuple[str, str, float]], radii: Mapping[str, float], frame: Box
) -> dict[str, tuple[float, float]]:
    """A place for every node, inside the frame and in its units. Edges: source, target, weight.

    Time: as `arrange`; seconds for 3,000 nodes.
    """
    found = arrange(ids, edges, radii, frame, parted=len(ids) <= PARTED)
    return found if len(ids) <= PARTED else _off(_evened(found, frame), radii, frame)


def _evened(places: Mapping[str, tuple[float, float]], frame: Box) -> dict[str, tuple[float, float]]:
    """Fill the frame: halfway between where a node is and where it would be if all had the same room along each axis."""
    found: dict[str, list[float]] = {ident: [] for ident in places}
    for axis, size in ((0, frame.right), (1, frame.top)):
        ordered = sorted(places, key=lambda ident: (places[ident][axis], ident))
        values = [places[ident][axis] for ident in ordered]
        low, high = _ends(values[int(OUTLYING * len(values)) : math.ceil((1 - OUTLYING) * len(values))])
        for rank, (ident, value) in enumerate(zip(ordered, values, strict=True)):
            share = min(1.0, max(0.0, (value - low) / (high - low)))
            even = rank / max(1, len(ordered) - 1)
            found[ident].append(size * (MARGIN + (1 - 2 * MARGIN) * ((1 - EVENED) * share + EVENED * even)))
    return {ident: (x, y) for ident, (x, y) in found.items()}


def _ends(values: Sequence[float]) -> tuple[float, float]:
    """The least and the greatest; around the middle if there is no room between them."""
    low, high = min(values, default=0.0), max(values, default=0.0)
    return (low, high) if high - low > 1e-9 else (low - 1, low + 1)


def _off(places: Mapping[str, tuple[float, float]], radii: Mapping[str, float], frame: Box) -> dict[str, tuple[float, float]]:
    """Push dots that lie on each other apart, as far as the frame allows; only near dots are compared."""
    ids = sorted(places)
    spots = [list(places[ident]) for ident in ids]
    sizes = [radii[ident] + 3 for ident in ids]
    shrink = min(1.0, math.sqrt(0.5 * frame.right * frame.top / (4 * sum(size * size for size in sizes) or 1.0)))
    sizes = [size * shrink for size in sizes]
    cell = 2 * max(sizes, default=1.0)
    for _ in range(APART):
        grid: dict[tuple[int, int], list[int]] = {}
        for i, (x, y) in enumerate(spots):
            grid.setdefault((int(x // cell), int(y // cell)), []).append(i)
        moved = False
        for i, here in enumerate(spots):
            column, row = int(here[0] // cell), int(here[1] // cell)
            for j in (j for dx in (-1, 0, 1) for dy in (-1, 0, 1) for j in grid.get((column + dx, row + dy), ()) if j < i):
                there = spots[j]
                dx, dy = here[0] - there[0], here[1] - there[1]
                apart = math.hypot(dx, dy)
                if apart >= sizes[i] + sizes[j]:
                    continue
                moved = True
                if apart < 1e-6:
                    dx, dy, apart = math.cos(i), math.sin(i), 1.0
                    push = (sizes[i] + sizes[j]) / 2
                else:
                    push = (sizes[i] + sizes[j] - apart) / 2
                for axis, step in ((0, dx / apart * push), (1, dy / apart * push)):
                    here[axis] += step
                    there[axis] -= step
        for spot in spots:
            spot[0] = min(max(spot[0], 0.02 * frame.right), 0.98 * frame.right)
            spot[1] = min(max(spot[1], 0.02 * frame.top), 0.98 * frame.top)
        if not moved:
            break
    return {ident: (x, y) for ident, (x, y) in zip(ids, spots, strict=True)}
