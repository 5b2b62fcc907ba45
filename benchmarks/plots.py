"""The plots of cost against size, drawn from the points that the benchmarks keep; nothing is measured.

usage: plots.py [FOLDER]
FOLDER  the results (benchmarks/results)

Draws `cost-by-aliases.svg`, `cost-by-articles.svg` and `memory.svg` of what is there. Needs matplotlib, the extra `draw`.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import matplotlib as mpl
import points
from points import Point

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

RESULTS = Path(__file__).with_name("results")
OURS, SECOND, PEER, GUIDE, INK = "#0072b2", "#d55e00", "#6b6b6b", "#d9d9d9", "#222222"
"""Blue and vermilion of Okabe and Ito's set, which readers with any colour blindness tell apart, and grey for what is not ours; each line
has its name at its end and a marker of its own, so that no colour is needed."""
MARKERS = {OURS: "o", SECOND: "s", PEER: "^"}
PANEL, GAP = (3.9, 3.1), 0.1
"""Inches: a panel, and what is free around it."""
MARGIN, LEAST = 1.6, 100
"""Factors: what an axis leaves free beyond the points, and what it spans at least, so that noise does not look like growth."""
BESIDE = 0.2
"""Of an axis, what a label of two lines takes."""
STYLE = {
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": PEER,
    "xtick.color": INK,
    "ytick.color": INK,
    "svg.hashsalt": "registry",  # the same points give the same file
}


@dataclass(frozen=True, slots=True)
class Line:
    """A measure in a panel, under the name that stands beside it."""

    measure: str
    name: str
    colour: str = OURS


@dataclass(frozen=True, slots=True)
class Panel:
    """A small plot; times are multiples of the first line's at the smallest size."""

    title: str
    lines: tuple[Line, ...]


ALIASES = (
    Panel(
        "Compiling, time",
        (Line("compiling JSON Lines", "registry"), Line("PyYAML's CSafeLoader", "CSafeLoader\nreads the YAML", PEER)),
    ),
    Panel("Opening the compiled file, time", (Line("opening", "registry"),)),
    Panel(
        "A name as written, time",
        (Line("a name as written", "registry"), Line("unidecode and a dictionary", "unidecode,\ndictionary", PEER)),
    ),
    Panel(
        "A name with a mistake, time",
        (Line("a name with a mistake", "registry"), Line("rapidfuzz extractOne", "rapidfuzz\nextractOne", PEER)),
    ),
    Panel(
        "A megabyte annotated, time",
        (Line("a megabyte annotated, index in memory", "in memory"), Line("a megabyte annotated, compiled", "compiled", SECOND)),
    ),
    Panel(
        "Memory and disk, MiB",
        (
            Line("index in memory, entities apart", "index in\nmemory"),
            Line("resident after 1,000 questions", "compiled,\n1,000 asked", SECOND),
            Line("registry compiled, on the disk", "compiled\nfile", PEER),
        ),
    ),
)
ARTICLES = (
    Panel("Time", (Line("annotating", "annotating"), Line("graph from mentions", "graph from\nmentions", SECOND))),
    Panel(
        "Peak of memory, MiB",
        (
            Line("annotating: peak of memory", "annotating"),
            Line("graph from mentions: peak of memory", "graph from\nmentions", SECOND),
        ),
    ),
)


def draw(panels: Sequence[Panel], found: Sequence[Point], what: str) -> "Figure | None":
    """Small multiples, log-log, of the panels whose measures were taken at two sizes or more; None if there are none."""
    from matplotlib.figure import Figure

    measured = {name: costs for name, costs in points.by_measure(found).items() if points.growth(costs) is not None}
    shown = [panel for panel in panels if any(line.measure in measured for line in panel.lines)]
    if not shown:
        return None
    columns = min(3, len(shown))
    rows = -(-len(shown) // columns)
    figure = Figure(figsize=(PANEL[0] * columns, PANEL[1] * rows), layout="constrained")
    figure.get_layout_engine().set(w_pad=GAP, h_pad=GAP)  # type: ignore[union-attr]
    axes = list(figure.subplots(rows, columns, squeeze=False).flat)
    for panel, axis in zip(shown, axes, strict=False):
        _panel(axis, panel, measured, what)
    for axis in axes[len(shown) :]:
        axis.set_visible(False)
    return figure


def _panel(axis: "Axes", panel: Panel, measured: dict[str, list[Point]], what: str) -> None:
    lines = [line for line in panel.lines if line.measure in measured]
    first = measured[lines[0].measure][0]
    unit = first.value if first.unit == "s" else 1.0
    sizes = sorted({point.size for line in lines for point in measured[line.measure]})
    values = [point.value / unit for line in lines for point in measured[line.measure]]
    low, high = min(values) / MARGIN, max(max(values) * MARGIN, min(values) * LEAST)
    axis.set(xscale="log", yscale="log", ylim=(low, high), xlim=(sizes[0] / MARGIN, sizes[-1] * MARGIN))
    _guide(axis, sizes, values[0], high)
    ends = []
    for line in lines:
        costs = measured[line.measure]
        heights = [point.value / unit for point in costs]
        axis.plot([point.size for point in costs], heights, color=line.colour, marker=MARKERS[line.colour], markersize=5, linewidth=1.8)
        ends.append((heights[-1], costs[-1].size, line, points.growth(costs) or 0.0))
    ends.sort(key=lambda end: end[0])
    for (_, size, line, grown), height in zip(ends, _apart([end[0] for end in ends], low, high), strict=True):
        said = f"{line.name} $n^{{{round(grown, 2) + 0.0:.2f}}}$"
        place = {"textcoords": "offset points", "va": "center", "annotation_clip": False}
        axis.annotate(said, (size, height), (8, 0), color=line.colour, fontsize=8.5, linespacing=1.1, **place)
    axis.set_title(panel.title, loc="left", fontsize=10, color=INK, weight="bold")
    axis.set_xlabel(what, color=INK)
    axis.set_xticks(sizes, [_short(size) for size in sizes])
    axis.yaxis.set_major_formatter(lambda value, _: f"{value:,g}")
    axis.minorticks_off()
    if first.unit == "s":
        axis.set_ylabel(f"1 = {lines[0].name} at {_short(first.size)}", color=INK)


def _guide(axis: "Axes", sizes: Sequence[int], start: float, high: float) -> None:
    """A line of what grows as the size does, from the first point to the end or to the top."""
    end = min(sizes[-1], sizes[0] * high / start)
    axis.plot([sizes[0], end], [start, start * end / sizes[0]], color=GUIDE, linewidth=1, zorder=0)
    middle = (sizes[0] * end) ** 0.5
    axis.annotate(
        "$n$", (middle, start * middle / sizes[0]), (-5, 5), textcoords="offset points", color=PEER, ha="right", fontsize=8.5, zorder=0
    )


def _apart(heights: Sequence[float], low: float, high: float) -> list[float]:
    """Heights for labels on a logarithmic axis, from the lowest: each above the one before by the room of a label, none above the axis."""
    step = (high / low) ** BESIDE
    placed: list[float] = []
    for height in heights:
        placed.append(max(height, placed[-1] * step) if placed else height)
    above = high / (high / low) ** (BESIDE / 4)
    for at in reversed(range(len(placed))):
        placed[at] = min(placed[at], above)
        above = placed[at] / step
    return placed


def _short(size: int) -> str:
    """1 k, 10 k, 1 M."""
    if size >= 1_000_000:
        return f"{size / 1e6:g} M"
    return f"{size / 1e3:g} k" if size >= 1_000 else f"{size}"


def memory(found: Sequence[Point]) -> "Figure | None":
    """What annotating held along the way."""
    from matplotlib.figure import Figure

    way = points.by_measure(found).get("resident", [])
    if len(way) < 2:
        return None
    figure = Figure(figsize=(PANEL[0] * 2, PANEL[1]), layout="constrained")
    axis = figure.subplots()
    axis.plot([point.size for point in way], [point.value for point in way], color=OURS, linewidth=1.8)
    count, highest = max(point.size for point in found), max(point.value for point in way)
    axis.set(xlim=(0, count * 1.02), ylim=(0, highest * 1.35))
    axis.axhline(highest, color=GUIDE, linewidth=1, zorder=0)
    axis.annotate(f"at most {highest:.1f} MiB", (count, highest), (0, 5), textcoords="offset points", ha="right", color=OURS)
    axis.set_title(f"Resident memory while {count:,} articles are annotated, MiB", loc="left", fontsize=10, color=INK, weight="bold")
    axis.set_xlabel("articles annotated", color=INK)
    axis.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    return figure


def plots(folder: Path) -> Iterator[tuple[str, "Figure"]]:
    """The plots that can be drawn, by the name of the file without its suffix."""
    kept = {name: points.saved(folder / "data" / f"{name}-points.csv") for name in ("compiled", "alias-sizes", "article-sizes")}
    with mpl.rc_context(STYLE):
        drawn = {
            "cost-by-aliases": draw(ALIASES, kept["compiled"] + kept["alias-sizes"], "aliases"),
            "cost-by-articles": draw(ARTICLES, kept["article-sizes"], "articles"),
            "memory": memory(kept["article-sizes"]),
        }
        for name, figure in drawn.items():
            if figure:
                yield name, figure


def write(folder: Path, suffix: str = ".svg") -> list[Path]:
    """Draw all plots into the folder."""
    written = []
    for name, figure in plots(folder):
        path = folder / f"{name}{suffix}"
        figure.savefig(path, dpi=150, metadata={"Date": None} if suffix == ".svg" else None)
        written.append(path)
    return written


def main() -> None:
    """Draw and name the files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=RESULTS)
    parser.add_argument("--png", action="store_true", help="draw PNG instead")
    asked = parser.parse_args()
    for path in write(asked.folder, ".png" if asked.png else ".svg"):
        print(path)


if __name__ == "__main__":
    main()
