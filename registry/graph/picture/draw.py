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
from registry.graph.formats.files import PathLike, replace_files
from registry.graph.formats.flatten import Row, flatten
from registry.graph.palette import COLOURS
from registry.graph.picture.sketch import ROOMY, Sketch
from registry.graph.picture.styles import ARTICLE, ARTICLE_EDGE, OTHER, Change

if TYPE_CHECKING:
    import networkx as nx
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Text

    from registry.graph.picture.labels import Box

WIDTH, HEIGHT, DPI = 14.0, 10.0, 150
"""Inches and dots: 2,100 x 1,500 pixels, sharp on a screen and on A4; shown 1,400 pixels wide, the smallest label is 10 pixels high."""
GROWTH, GROWTHS = 1.15, 20
"""A step of growing, and how many: names of three full lines at each of 60 nodes need five; in a picture 16 times as wide anything fits."""
LABELLED = 120
"""More labels than this nobody reads; the most named get them."""
REACH, REACH_ALL = 90.0, 420.0
"""Pixels that a label may be away from its node where not all must have one, and where they must: further out it says nothing."""
LEAD = 12
"""Pixels between a node and its label from which a line must lead from one to the other."""
LETTERS, LETTERS_MORE = 7.5, 3.5
"""Points: the size of the smallest label, and by how much the largest is larger."""
BESIDE = 0.75
"""The share of a label's width that a node keeps free beside itself; a label stands on one side of it only."""
INK = 40_000.0
"""Pixels of full colour that all pale lines share alike, so that they hide nothing dark however many they are: the longer a line, the
paler, and short ones show who keeps to whom."""
PALEST, FULLEST = 0.04, 0.4
"""The share of colour below which a line on white is not seen, and above which it is no longer pale."""


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
    from registry.graph.picture.lettering import families

    file = io.BytesIO()
    with matplotlib.rc_context({"font.family": list(families()), "svg.hashsalt": "registry"}), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph")  # of a mark that the fonts lack in a word that they can write
        figure = _Picture(Sketch(flatten(graph))).painted(title)
        metadata = {"Software": None} if suffix == ".png" else {"Date": None, "Creator": None}
        figure.savefig(file, format=suffix[1:], metadata=metadata)
    replace_files({path: file.getvalue()})


class _Picture:
    """One graph on one figure; all coordinates are pixels of the axes."""

    def __init__(self, sketch: Sketch) -> None:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        self.sketch = sketch
        self.figure: Figure = Figure(figsize=(WIDTH, HEIGHT), dpi=DPI, facecolor="white")
        FigureCanvasAgg(self.figure)
        self.axes: Axes = self.figure.add_axes((0.01, 0.085, 0.98, 0.83))
        self.axes.set_axis_off()

    def painted(self, title: str | None) -> "Figure":
        """The figure, as large as the labels want."""
        from registry.graph.picture.legend import write

        texts = [self._text(ident, row) for ident, row in self.sketch.nodes[:LABELLED]]
        boxes = self._settled(texts)
        self._lines()
        self._dots()
        self._label(texts, boxes)
        write(self.figure, self.sketch, title, sum(box is not None for box in boxes), self.figure.get_figwidth() / WIDTH)
        return self.figure

    def _text(self, ident: str, row: Row) -> "Text":
        from matplotlib.patheffects import withStroke

        from registry.graph.picture.lettering import legible, wrapped

        share = (
            0 if row.get("type") == "article" else (self.sketch.radii[ident] - self.sketch.small) / (self.sketch.large - self.sketch.small)
        )
        return self.axes.text(
            *(0, 0, wrapped(legible(str(row["label"])) or legible(ident) or "?")),
            fontsize=LETTERS + LETTERS_MORE * share,
            color=ARTICLE_EDGE if row.get("type") == "article" else "black",
            va="center",
            linespacing=1.05,
            zorder=5,
            parse_math=False,
            path_effects=[withStroke(linewidth=2.5, foreground="white")],
        )

    def _settled(self, texts: Sequence["Text"]) -> list["Box | None"]:
        """Places for nodes and labels, in a figure that grows while a label that must be there has none."""
        from registry.graph.picture.labels import Box, place
        from registry.graph.picture.layout import arrange

        extents = [text.get_window_extent() for text in texts]
        sizes = [(extent.width + 4, extent.height + 2) for extent in extents]
        rooms = {ident: (2.0, 2.0) for ident, _ in self.sketch.nodes}
        rooms.update({ident: (BESIDE * width, height) for (ident, _), (width, height) in zip(self.sketch.nodes, sizes, strict=False)})
        ties = [(source, target, weight) for source, target, weight, _ in self.sketch.ties]
        strong = [(source, target) for source, target, weight, _ in self.sketch.ties if weight >= self.sketch.strong]
        all_named = len(self.sketch.nodes) <= ROOMY
        boxes: list[Box | None] = []
        for step in range(GROWTHS + 1):
            self.figure.set_size_inches(WIDTH * GROWTH**step, HEIGHT * GROWTH**step)
            area = self.axes.get_window_extent()
            frame = Box(0, 0, area.width, area.height)
            self.axes.set(xlim=(0, area.width), ylim=(0, area.height))
            self.places = arrange([ident for ident, _ in self.sketch.nodes], ties, self.sketch.radii, frame, rooms=rooms)
            dots = [(*self.places[ident], self.sketch.radii[ident]) for ident, _ in self.sketch.nodes]
            lines = [(self.places[source], self.places[target]) for source, target in strong]
            boxes = place(dots, sizes, frame, lines, reach=REACH_ALL if all_named else REACH)
            if not all_named or None not in boxes:
                break
        return boxes

    def _lines(self) -> None:
        from matplotlib.collections import LineCollection

        for dark in (False, True):
            ties = [tie for tie in self.sketch.ties if (tie[2] >= self.sketch.strong) is dark]
            segments = [(self.places[source], self.places[target]) for source, target, _, _ in ties]
            pale = INK / max(1, len(ties))
            lines = LineCollection(
                segments,
                colors=[
                    self._colour(change, dark, weight / self.sketch.heaviest, pale / max(1.0, math.dist(*ends)))
                    for (_, _, weight, change), ends in zip(ties, segments, strict=True)
                ],
                linewidths=[self.sketch.width(weight) for _, _, weight, _ in ties],
                linestyles=["solid" if change is None else change.dashes for _, _, _, change in ties],
                zorder=2 if dark else 1,
            )
            self.axes.add_collection(lines)

    def _colour(self, change: Change | None, dark: bool, share: float, pale: float) -> tuple[float, float, float, float]:
        if change is not None:
            return (*change.rgb, (0.9 if dark else 0.6) if change.striking else 0.35)
        return (0.15, 0.2, 0.3, 0.5 + 0.35 * share) if dark else (0.35, 0.4, 0.45, min(FULLEST, max(PALEST, pale)))

    def _dots(self) -> None:
        points = 72 / self.figure.dpi
        for square in (True, False):
            shown = [(ident, row) for ident, row in self.sketch.nodes[::-1] if (row.get("type") == "article") is square]
            self.axes.scatter(
                [self.places[ident][0] for ident, _ in shown],
                [self.places[ident][1] for ident, _ in shown],
                s=[(2 * self.sketch.radii[ident] * points) ** 2 for ident, _ in shown],
                c=[ARTICLE if square else COLOURS.get(str(row.get("type")), OTHER) for _, row in shown],
                marker="s" if square else "o",
                edgecolors=ARTICLE_EDGE if square else "white",
                linewidths=1.0,
                zorder=3,
            )

    def _label(self, texts: Sequence["Text"], boxes: Sequence["Box | None"]) -> None:
        for (ident, _), text, box in zip(self.sketch.nodes, texts, boxes, strict=False):
            if box is None:
                text.remove()
                continue
            x, y = self.places[ident]
            side = "left" if box.left > x else "right" if box.right < x else "center"
            across = {"left": box.left + 2, "right": box.right - 2, "center": (box.left + box.right) / 2}[side]
            text.set(position=(across, (box.bottom + box.top) / 2), horizontalalignment=side, multialignment=side)
            near = min(max(x, box.left), box.right), min(max(y, box.bottom), box.top)
            if math.dist((x, y), near) > self.sketch.radii[ident] + LEAD:
                self.axes.plot([x, near[0]], [y, near[1]], color="#333333", linewidth=0.8, linestyle=":", zorder=4)
