"""The picture of a graph, for a person to read: who is tied to whom, and how strongly.

Needs matplotlib (the extra `draw`), which is imported only here and only when a picture is asked for.
"""

import io
import math
import os
import warnings
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import networkx as nx

from registry.errors import ExportError
from registry.graph.files import PathLike, replace_files
from registry.graph.flatten import Flat, flatten
from registry.graph.labels import Box, place
from registry.graph.layout import arrange
from registry.graph.palette import COLOURS, NAMES

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH, HEIGHT, DPI = 14.0, 10.0, 150
"""Inches and dots: 2,100 x 1,500 pixels, sharp on a screen and on A4."""
ROOMY = 60
"""As many nodes as have room in that size; the picture grows with more, as their square root."""
DRAWN = 400
"""More nodes than this no picture shows; the most named are drawn. From 500 on networkx's layout wants scipy."""
LABELLED = 120
"""More labels than this nobody reads; the most named actors get them."""
OTHER = "#999999"
"""The colour of nodes whose type is no entity's."""
STRONG = 2
"""Strong ties a node, on average, that the eye can still follow,"""
STRONG_AT_MOST = 150
"""and in a picture."""
LEAD = 12
"""Pixels between a node and its label from which a line must lead from one to the other."""


def draw(graph: "nx.Graph[Any]", path: PathLike, *, title: str | None = None) -> None:
    """Draw the graph to a .png or .svg file; the same graph gives the same picture.

    Dots are actors: colour by type, size by `articles`. Lines are ties: width by `weight`; the strongest are dark, all
    others pale. Without these attributes all dots or lines are alike.

    Raises ExportError without matplotlib, on another suffix, and on what `flatten` refuses.
    """
    suffix = Path(path).suffix.lower()
    if suffix not in (".png", ".svg"):
        raise ExportError(f"{os.fspath(path)}: no picture has the suffix {suffix!r}; use .png or .svg")
    try:
        import matplotlib
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ImportError:
        raise ExportError(f'{os.fspath(path)}: a picture needs matplotlib; pip install "alias-registry[draw]"') from None

    flat = flatten(graph)
    growth = math.sqrt(max(1.0, min(len(flat.nodes), DRAWN) / ROOMY))
    file = io.BytesIO()
    with matplotlib.rc_context({"font.family": "DejaVu Sans", "svg.hashsalt": "registry"}), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph")  # a sign that the font lacks is drawn as a box, and all else as it should be
        figure = Figure(figsize=(WIDTH * growth, HEIGHT * growth), dpi=DPI, facecolor="white")
        FigureCanvasAgg(figure)
        _Picture(figure, flat).paint(title or _title(flat))
        metadata = {"Software": None} if suffix == ".png" else {"Date": None, "Creator": None}
        figure.savefig(file, format=suffix[1:], metadata=metadata)
    replace_files({path: file.getvalue()})


class _Picture:
    """One graph on one figure; all coordinates are pixels of the axes."""

    def __init__(self, figure: "Figure", flat: Flat) -> None:
        self.figure = figure
        ranked = sorted(flat.nodes, key=lambda node: (-_number(node[1], "articles"), -_number(node[1], "mentions"), node[0]))
        self.nodes, self.left_out = ranked[:DRAWN], len(ranked[DRAWN:])
        """The most named first: they get their labels first, and are painted last."""
        drawn = {node for node, _ in self.nodes}
        ties = [(source, target, _number(row, "weight", 1.0)) for source, target, row in flat.edges]
        self.edges = [(source, target, weight) for source, target, weight in ties if source != target and {source, target} <= drawn]
        self.unit = str(flat.attributes.get("unit", "article"))
        self.axes: Axes = figure.add_axes((0.01, 0.07, 0.98, 0.87))
        self.axes.set_axis_off()
        box = self.axes.get_window_extent()
        self.frame = Box(0, 0, box.width, box.height)
        self.axes.set(xlim=(0, box.width), ylim=(0, box.height))
        most = max((_number(row, "articles") for _, row in self.nodes), default=0.0)
        self.radii = {ident: 6 + 16 * math.sqrt(_number(row, "articles") / most) if most else 10.0 for ident, row in self.nodes}
        ids = [ident for ident, _ in self.nodes]
        self.places = arrange(ids, self.edges, self.radii, self.frame, parted=len(ids) <= LABELLED)

    def paint(self, title: str) -> None:
        strong = _strong([weight for _, _, weight in self.edges], min(STRONG_AT_MOST, STRONG * len(self.nodes)))
        self._lines(strong)
        self._dots()
        self._labels(strong)
        self._words(title, strong)

    def _lines(self, strong: float) -> None:
        from matplotlib.collections import LineCollection

        heaviest = max((weight for _, _, weight in self.edges), default=1.0)
        for dark in (False, True):
            ties = sorted((tie for tie in self.edges if (tie[2] >= strong) is dark), key=lambda tie: tie[2])
            shares = [weight / heaviest for _, _, weight in ties]
            colours = [(0.15, 0.2, 0.3, 0.25 + 0.5 * share) if dark else (0.4, 0.45, 0.5, 0.06 + 0.4 * share) for share in shares]
            widths = [0.6 + 2.6 * share if dark else 0.5 + 0.8 * share for share in shares]
            segments = [(self.places[source], self.places[target]) for source, target, _ in ties]
            self.axes.add_collection(LineCollection(segments, colors=colours, linewidths=widths, zorder=2 if dark else 1))

    def _dots(self) -> None:
        shown = self.nodes[::-1]
        points = 72 / self.figure.dpi
        self.axes.scatter(
            [self.places[ident][0] for ident, _ in shown],
            [self.places[ident][1] for ident, _ in shown],
            s=[(2 * self.radii[ident] * points) ** 2 for ident, _ in shown],
            c=[COLOURS.get(str(row.get("type")), OTHER) for _, row in shown],
            edgecolors="white",
            linewidths=1.0,
            zorder=3,
        )

    def _labels(self, strong: float) -> None:
        from matplotlib.patheffects import withStroke

        halo = [withStroke(linewidth=2.5, foreground="white")]
        texts, sizes = [], []
        for ident, row in self.nodes[:LABELLED]:
            size = 8 + 3.5 * (self.radii[ident] - 6) / 16
            words = "\n".join(wrap(str(row["label"]), 24, max_lines=3, placeholder=" …"))
            text = self.axes.text(0, 0, words, fontsize=size, va="center", linespacing=1.05, zorder=5, parse_math=False, path_effects=halo)
            extent = text.get_window_extent()
            texts.append(text)
            sizes.append((extent.width + 4, extent.height + 2))
        dots = [(*self.places[ident], self.radii[ident]) for ident, _ in self.nodes]
        lines = [(self.places[source], self.places[target]) for source, target, weight in self.edges if weight >= strong]
        for text, dot, box in zip(texts, dots, place(dots, sizes, self.frame, lines), strict=False):
            x, y, radius = dot
            side = "left" if box.left > x else "right" if box.right < x else "center"
            across = {"left": box.left + 2, "right": box.right - 2, "center": (box.left + box.right) / 2}[side]
            text.set(position=(across, (box.bottom + box.top) / 2), horizontalalignment=side, multialignment=side)
            near = min(max(x, box.left), box.right), min(max(y, box.bottom), box.top)
            if math.dist((x, y), near) > radius + LEAD:
                self.axes.plot([x, near[0]], [y, near[1]], color="#555555", linewidth=0.5, linestyle=":", zorder=4)

    def _words(self, title: str, strong: float) -> None:
        from matplotlib.lines import Line2D

        growth = self.figure.get_figwidth() / WIDTH
        self.figure.text(0.015, 0.965, title, fontsize=17 * growth, weight="bold", va="center", parse_math=False)
        self.figure.text(0.015, 0.03, self._caption(strong), fontsize=9 * growth, color="#444444", va="center", parse_math=False)
        kinds = {str(row.get("type")) for _, row in self.nodes}
        shown = [kind for kind in COLOURS if kind in kinds]
        handles = [
            Line2D([], [], linestyle="", marker="o", markersize=8 * growth, color=COLOURS[kind], label=NAMES[kind]) for kind in shown
        ]
        if handles:
            corner, size = (0.99, 0.965), 9.5 * growth
            self.figure.legend(handles=handles, loc="center right", bbox_to_anchor=corner, ncols=len(handles), frameon=False, fontsize=size)

    def _caption(self, strong: float) -> str:
        unit = self.unit
        dark = sum(weight >= strong for _, _, weight in self.edges)
        parts = [f"A line joins two actors that one {unit} names together; the thicker, the more {unit}s."]
        if 0 < dark < len(self.edges):
            parts.append(f"Dark: the {dark} strongest of {len(self.edges)} ties ({strong:g} {unit}s or more).")
        parts.append("Large dots are named in more articles.")
        if len(self.nodes) > LABELLED:
            left_out = f"; {self.left_out} named in the fewest articles are left out" if self.left_out else ""
            parts.append(f"\nLabelled: the {LABELLED} named in the most articles, of {len(self.nodes)}{left_out}.")
        return " ".join(parts)


def _strong(weights: list[float], limit: int) -> float:
    """The least weight such that no more than `limit` ties weigh as much; infinity if even the heaviest are more."""
    strong = math.inf
    for weight in sorted(set(weights), reverse=True):
        if sum(other >= weight for other in weights) > limit:
            break
        strong = weight
    return strong


def _number(row: dict[str, Any], name: str, default: float = 0.0) -> float:
    value = row.get(name, default)
    return float(value) if isinstance(value, int | float) else default


def _title(flat: Flat) -> str:
    count = flat.attributes.get("articles")
    of = f" in {count} article{'' if count == 1 else 's'}" if isinstance(count, int) else ""
    return f"Actors named together{of}"
