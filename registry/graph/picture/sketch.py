"""What a picture of a graph shows, and how large: the nodes and ties that are drawn, which ties are dark, how wide a line and a dot are."""

import math
from collections.abc import Sequence

from registry.graph.formats.flatten import Flat, Row
from registry.graph.picture.styles import CHANGES, Change

ROOMY = 60
"""As many nodes all have their labels, and the picture grows until they have room; of more, those that find room have them."""
DRAWN = 400
"""More nodes than this no picture shows; the most named are drawn."""
STRONG_AT_MOST = 150
"""More dark ties than this the eye does not follow; nor more than there are nodes, with which a tree is all dark and a clique is not."""
SMALLEST, LARGEST, SQUARE = 6.0, 22.0, 8.0
"""Pixels where all have room: the radii of dots, and half the side of an article's square."""
ALIKE = 10.0
"""Pixels: the radius of dots in a graph that counts no articles."""
THIN, THICK, EVEN = 0.5, 4.0, 1.5
"""Points: a line of no weight, of the greatest where all have room, and all lines where they weigh the same."""

Tie = tuple[str, str, float, Change | None]


class Sketch:
    """The part of a graph that is drawn."""

    def __init__(self, flat: Flat) -> None:
        self.attributes, self.all_nodes, self.all_ties = flat.attributes, len(flat.nodes), len(flat.edges)
        rows = ((source, target, abs(number(row, "weight", 1.0)), str(row.get("change"))) for source, target, row in flat.edges)
        ties: list[Tie] = [(source, target, weight, CHANGES.get(change)) for source, target, weight, change in rows]
        strength: dict[str, float] = {ident: 0.0 for ident, _ in flat.nodes}
        for source, target, weight, _ in ties:
            strength[source] += weight
            strength[target] += weight
        ranked = sorted(flat.nodes, key=lambda node: (-number(node[1], "articles"), -strength[node[0]], node[0]))
        self.nodes = ranked[:DRAWN]
        """The most named first: they get their labels first, and are painted last."""
        drawn = {node for node, _ in self.nodes}
        self.ties = sorted((tie for tie in ties if tie[0] != tie[1] and {tie[0], tie[1]} <= drawn), key=lambda tie: tie[2])
        """The strongest last, so that they are painted over the others."""
        self.heaviest = max((weight for _, _, weight, _ in self.ties), default=0.0) or 1.0
        self.strong = least_strong([weight for _, _, weight, _ in self.ties], min(STRONG_AT_MOST, len(self.nodes)))
        """Ties of this weight and more are dark."""
        self.changed = any(change is not None for _, _, _, change in self.ties)
        self.kinds = {str(row.get("type")) for _, row in self.nodes}
        self.most = max((number(row, "articles") for _, row in self.nodes), default=0.0)
        crowd = math.sqrt(min(1.0, ROOMY / max(1, len(self.nodes))))
        self.small, self.large, square = SMALLEST * crowd, LARGEST * math.sqrt(crowd), SQUARE * math.sqrt(crowd)
        self.thick = THICK * math.sqrt(crowd) if self.ties and self.ties[0][2] < self.heaviest else EVEN
        self.radii = {ident: square if row.get("type") == "article" else self.radius(number(row, "articles")) for ident, row in self.nodes}

    def radius(self, articles: float) -> float:
        """Of a dot, in pixels: its area grows with the articles."""
        return self.small + (self.large - self.small) * math.sqrt(max(0.0, articles) / self.most) if self.most > 0 else ALIKE

    def width(self, weight: float) -> float:
        """Of a line, in points."""
        return THIN + (self.thick - THIN) * weight / self.heaviest


def least_strong(weights: Sequence[float], limit: int) -> float:
    """The least weight such that no more than `limit` ties weigh as much; infinity if even the heaviest are more."""
    ranked = sorted(weights, reverse=True)
    beyond = ranked[limit] if len(ranked) > limit else -math.inf
    return min((weight for weight in ranked[:limit] if weight > beyond), default=math.inf)


def number(row: Row, name: str, default: float = 0.0) -> float:
    """An attribute, if it is a number."""
    value = row.get(name, default)
    return float(value) if isinstance(value, int | float) else default
