"""The picture of a graph, for a person to read: who is tied to whom, and how strongly.

Needs matplotlib (the extra `draw`), which is imported only here and in the modules beside it that only this one asks (`legend`,
`lettering`), and only when a picture is asked for.
"""

import io
import math
import os
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from registry.errors import ExportError
from registry.graph.files import PathLike, replace_files
from registry.graph.flatten import Flat, Row, flatten
from registry.graph.palette import ARTICLE, CHANGES, COLOURS, OTHER, Change

if TYPE_CHECKING:
    import networkx as nx
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Text

    from registry.graph.labels import Box

WIDTH, HEIGHT, DPI = 14.0, 10.0, 150
"""Inches and dots: 2,100 x 1,500 pixels, sharp on a screen and on A4; shown 1,400 pixels wide, the smallest label is 10 pixels high."""
ROOMY = 60
"""As many nodes all have their labels, and the picture grows until they have room; of more, those that find room have them."""
GROWTH, GROWTHS = 1.15, 20
"""A step of growing, and how many: names of three full lines at each of 60 nodes need five; in a picture 16 times as wide anything fits."""
DRAWN = 400
"""More nodes than this no picture shows; the most named are drawn."""
LABELLED = 120
"""More labels than this nobody reads; the most named get them."""
REACH, REACH_ALL = 70.0, 420.0
"""Pixels that a label may be away from its node where not all must have one, and where they must: further out it says nothing."""
STRONG, STRONG_AT_MOST = 1.5, 150
"""Strong ties that the eye can still follow: for each node, on average, and in a picture."""
LEAD = 12
"""Pixels between a node and its label from which a line must lead from one to the other."""
SMALLEST, LARGEST = 6.0, 22.0
"""Pixels, the radii of dots where all have room."""
LETTERS, LETTERS_MORE = 7.5, 3.5
"""Points: the size of the smallest label, and by how much the largest is larger."""
BESIDE = 0.75
"""The share of a label's width that a node keeps free beside itself; a label stands on one side of it only."""
THIN, THICK = 0.5, 4.0
"""Points: a line of no weight, and of the greatest."""
INK = 60.0
"""Of all pale lines together: the more there are, the paler is each, or they would hide what is dark."""


def draw(graph: "nx.Graph[Any]", path: PathLike, *, title: str | None = None) -> None:
    """Draw the graph to a .png or .svg file; the same graph gives the same picture, with the same fonts.

    Dots are actors: colour by type, size by `articles`; articles are squares. Lines are ties: width by `weight`; the strongest
    are dark, all others pale. In the difference of two graphs (ties with `change`) the colour of a line says what changed.
    Without these attributes all dots or lines are alike. No label lies on another; up to 60 nodes each has one.

    Raises ExportError without matplotlib, on another suffix, and on what `flatten` refuses.
    """
    suffix = Path(path).suffix.lower()
    if suffix not in (".png", ".svg"):
        raise ExportError(f"{os.fspath(path)}: no picture has the suffix {suffix!r}; use .png or .svg")
    try:
        import matplotlib
    except ImportError:
        raise ExportError(f'{os.fspath(path)}: a picture needs matplotlib; pip install "alias-registry[draw]"') from None
    from registry.graph.lettering import families

    flat = flatten(graph)
    file = io.BytesIO()
    with matplotlib.rc_context({"font.family": list(families()), "svg.hashsalt": "registry"}), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph")  # of a mark that the fonts lack in a word that they can write
        figure = _Picture(flat).painted(title)
        metadata = {"Software": None} if suffix == ".png" else {"Date": None, "Creator": None}
        figure.savefig(file, format=suffix[1:], metadata=metadata)
    replace_files({path: file.getvalue()})


class _Picture:
    """One graph on one figure; all coordinates are pixels of the axes."""

    def __init__(self, flat: Flat) -> None:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        self.flat = flat
        ties = [(source, target, abs(_number(row, "weight", 1.0)), CHANGES.get(str(row.get("change")))) for source, target, row in flat.edges]
        strength: dict[str, float] = {ident: 0.0 for ident, _ in flat.nodes}
        for source, target, weight, _ in ties:
            strength[source] += weight
            strength[target] += weight
        ranked = sorted(flat.nodes, key=lambda node: (-_number(node[1], "articles"), -strength[node[0]], node[0]))
        self.nodes = ranked[:DRAWN]
        """The most named first: they get their labels first, and are painted last."""
        drawn = {node for node, _ in self.nodes}
        self.edges = sorted(
            ((source, target, weight, change) for source, target, weight, change in ties if source != target and {source, target} <= drawn),
            key=lambda tie: tie[2],
        )
        """The strongest last, so that they are painted over the others."""
        self.heaviest = max((weight for _, _, weight, _ in self.edges), default=0.0) or 1.0
        self.strong = _strong([weight for _, _, weight, _ in self.edges], min(STRONG_AT_MOST, round(STRONG * len(self.nodes))))
        crowd = math.sqrt(min(1.0, ROOMY / max(1, len(self.nodes))))
        self.small, self.large = SMALLEST * crowd, LARGEST * math.sqrt(crowd)
        self.most = max((_number(row, "articles") for _, row in self.nodes), default=0.0)
        self.radii = {ident: self.radius(_number(row, "articles")) for ident, row in self.nodes}
        self.figure: Figure = Figure(figsize=(WIDTH, HEIGHT), dpi=DPI, facecolor="white")
        FigureCanvasAgg(self.figure)
        self.axes: Axes = self.figure.add_axes((0.01, 0.085, 0.98, 0.83))
        self.axes.set_axis_off()

    def radius(self, articles: float) -> float:
        """Of a dot, in pixels: its area grows with the articles."""
        return self.small + (self.large - self.small) * math.sqrt(max(0.0, articles) / self.most) if self.most > 0 else 10.0

    def width(self, weight: float) -> float:
        """Of a line, in points."""
        return THIN + (THICK - THIN) * weight / self.heaviest

    def painted(self, title: str | None) -> "Figure":
        """The figure, as large as the labels want."""
        from registry.graph.legend import write

        texts = [self._text(ident, row) for ident, row in self.nodes[:LABELLED]]
        boxes = self._settled(texts)
        self._lines()
        self._dots()
        self._label(texts, boxes)
        write(self, title, sum(box is not None for box in boxes))
        return self.figure

    def _text(self, ident: str, row: Row) -> "Text":
        from matplotlib.patheffects import withStroke

        from registry.graph.lettering import legible, wrapped

        share = (self.radii[ident] - self.small) / (self.large - self.small)
        return self.axes.text(
            *(0, 0, wrapped(legible(str(row["label"])) or legible(ident) or "?")),
            fontsize=LETTERS + LETTERS_MORE * share,
            color="#555555" if row.get("type") == "article" else "black",
            va="center",
            linespacing=1.05,
            zorder=5,
            parse_math=False,
            path_effects=[withStroke(linewidth=2.5, foreground="white")],
        )

    def _settled(self, texts: Sequence["Text"]) -> list["Box | None"]:
        """Places for nodes and labels, in a figure that grows while a label that must be there has none."""
        from registry.graph.labels import Box, place
        from registry.graph.layout import arrange

        extents = [text.get_window_extent() for text in texts]
        sizes = [(extent.width + 4, extent.height + 2) for extent in extents]
        rooms = {ident: (2.0, 2.0) for ident, _ in self.nodes}
        rooms.update({ident: (BESIDE * width, height) for (ident, _), (width, height) in zip(self.nodes, sizes, strict=False)})
        least = self.heaviest / 100  # a tie without weight is a tie, and holds together
        ties = [(source, target, max(weight, least)) for source, target, weight, _ in self.edges]
        strong = [(source, target) for source, target, weight, _ in self.edges if weight >= self.strong]
        all_named = len(self.nodes) <= ROOMY
        boxes: list[Box | None] = []
        for step in range(GROWTHS + 1):
            self.figure.set_size_inches(WIDTH * GROWTH**step, HEIGHT * GROWTH**step)
            area = self.axes.get_window_extent()
            frame = Box(0, 0, area.width, area.height)
            self.axes.set(xlim=(0, area.width), ylim=(0, area.height))
            self.places = arrange([ident for ident, _ in self.nodes], ties, self.radii, frame, rooms=rooms)
            dots = [(*self.places[ident], self.radii[ident]) for ident, _ in self.nodes]
            lines = [(self.places[source], self.places[target]) for source, target in strong]
            boxes = place(dots, sizes, frame, lines, reach=REACH_ALL if all_named else REACH)
            if not all_named or None not in boxes:
                break
        return boxes

    def _lines(self) -> None:
        from matplotlib.collections import LineCollection

        pale = min(0.35, max(0.06, INK / max(1, len(self.edges))))
        for dark in (False, True):
            ties = [tie for tie in self.edges if (tie[2] >= self.strong) is dark]
            shares = [weight / self.heaviest for _, _, weight, _ in ties]
            lines = LineCollection(
                [(self.places[source], self.places[target]) for source, target, _, _ in ties],
                colors=[self._colour(change, dark, share, pale) for (_, _, _, change), share in zip(ties, shares, strict=True)],
                linewidths=[self.width(weight) for _, _, weight, _ in ties],
                linestyles=["solid" if change is None else change.dashes for _, _, _, change in ties],
                zorder=2 if dark else 1,
            )
            self.axes.add_collection(lines)

    def _colour(self, change: Change | None, dark: bool, share: float, pale: float) -> tuple[float, float, float, float]:
        if change is not None:
            return (*change.rgb, (0.9 if dark else 0.6) if change.striking else 0.35)
        return (0.15, 0.2, 0.3, 0.5 + 0.35 * share) if dark else (0.35, 0.4, 0.45, pale)

    def _dots(self) -> None:
        points = 72 / self.figure.dpi
        for square in (True, False):
            shown = [(ident, row) for ident, row in self.nodes[::-1] if (row.get("type") == "article") is square]
            self.axes.scatter(
                [self.places[ident][0] for ident, _ in shown],
                [self.places[ident][1] for ident, _ in shown],
                s=[(2 * self.radii[ident] * points) ** 2 for ident, _ in shown],
                c=[ARTICLE if square else COLOURS.get(str(row.get("type")), OTHER) for _, row in shown],
                marker="s" if square else "o",
                edgecolors="#555555" if square else "white",
                linewidths=1.0,
                zorder=3,
            )

    def _label(self, texts: Sequence["Text"], boxes: Sequence["Box | None"]) -> None:
        for (ident, _), text, box in zip(self.nodes, texts, boxes, strict=False):
            if box is None:
                text.remove()
                continue
            x, y = self.places[ident]
            side = "left" if box.left > x else "right" if box.right < x else "center"
            across = {"left": box.left + 2, "right": box.right - 2, "center": (box.left + box.right) / 2}[side]
            text.set(position=(across, (box.bottom + box.top) / 2), horizontalalignment=side, multialignment=side)
            near = min(max(x, box.left), box.right), min(max(y, box.bottom), box.top)
            if math.dist((x, y), near) > self.radii[ident] + LEAD:
                self.axes.plot([x, near[0]], [y, near[1]], color="#555555", linewidth=0.5, linestyle=":", zorder=4)


def _strong(weights: Sequence[float], limit: int) -> float:
    """The least weight such that no more than `limit` ties weigh as much; infinity if even the heaviest are more."""
    ranked = sorted(weights, reverse=True)
    beyond = ranked[limit] if len(ranked) > limit else -math.inf
    return min((weight for weight in ranked[:limit] if weight > beyond), default=math.inf)


def _number(row: Row, name: str, default: float = 0.0) -> float:
    value = row.get(name, default)
    return float(value) if isinstance(value, int | float) else default
