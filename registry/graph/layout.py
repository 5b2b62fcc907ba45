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
CORE = 350
"""Nodes that the spring layout places; from 500 on networkx wants scipy for it, and the time grows with the square."""
APART = 25
"""Rounds of pushing dots off each other; few overlap after them, and none by much."""
OUTLYING = 0.03
"""The share of the nodes on each side that may be outliers: a spring layout throws a few far off, and the rest would be a knot."""
EVENED = 0.5
"""How far nodes are moved towards even rows: at 0 the middle is crowded and the corners are empty, at 1 no cluster is seen."""
GOLDEN = math.pi * (3 - math.sqrt(5))
"""The angle between one seed of a sunflower and the next: points turned by it never fall in line."""
PARTED = 120
"""More nodes than this `arrange` does not part: the time of it grows with their square."""


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


def arrange_all(
    ids: Sequence[str], edges: Sequence[tuple[str, str, float]], radii: Mapping[str, float], frame: Box
) -> dict[str, tuple[float, float]]:
    """Places for any number of nodes, the most important first: `CORE` of them as `arrange` says, each other beside those it is tied to.

    Time: a second or two for the core, then O(nodes + edges).
    """
    core = ids[:CORE]
    inside = set(core)
    ties = [edge for edge in edges if edge[0] in inside and edge[1] in inside]
    tied = {ident for source, target, _ in ties for ident in (source, target)}
    joined = [ident for ident in core if ident in tied]
    places = arrange(joined, ties, radii, frame, parted=len(joined) <= PARTED) if joined else {}
    near: dict[str, list[tuple[str, float]]] = {ident: [] for ident in ids}
    for source, target, weight in edges:
        near[source].append((target, weight))
        near[target].append((source, weight))
    for number, ident in enumerate(ident for ident in ids if ident not in places):
        known = [(places[other], max(weight, 1e-9)) for other, weight in near[ident] if other in places]
        places[ident] = _beside(known, number, frame)
    if len(ids) > PARTED:
        places = _evened(places, frame)
    return places if len(joined) == len(ids) <= PARTED else _off(places, radii, frame)


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
            found[ident].append(size * (EDGE + (1 - 2 * EDGE) * ((1 - EVENED) * share + EVENED * even)))
    return {ident: (x, y) for ident, (x, y) in found.items()}


def _beside(known: Sequence[tuple[tuple[float, float], float]], number: int, frame: Box) -> tuple[float, float]:
    """The weighted middle of what a node is tied to, and some way off it; without ties, on the rim."""
    turn = number * GOLDEN
    if not known:
        return frame.right * (0.5 + 0.48 * math.cos(turn)), frame.top * (0.5 + 0.48 * math.sin(turn))
    total = sum(weight for _, weight in known)
    x, y = (sum(place[axis] * weight for place, weight in known) / total for axis in (0, 1))
    away = 0.02 + 0.05 * math.sqrt(number % 97 / 97)
    return x + away * frame.right * math.cos(turn), y + away * frame.right * math.sin(turn)


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
