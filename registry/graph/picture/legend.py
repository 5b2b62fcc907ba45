"""What stands around a picture: its title, what the colours, lines and dots mean, and which part of the graph it shows."""

from typing import TYPE_CHECKING

from registry.graph.palette import COLOURS, NAMES
from registry.graph.picture.lettering import legible, wrapped
from registry.graph.picture.sketch import Sketch
from registry.graph.picture.styles import ARTICLE, ARTICLE_EDGE, CHANGES, OTHER
from registry.records import EntityType

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from matplotlib.lines import Line2D


TITLE = 80
"""Columns in one line of the title: the width of the sketch."""
LEFT = 0.012
"""The share of the picture's width left of all words."""
UNITS = {"article": "article", "paragraph": "paragraph", "sentence": "sentence", "tokens": "window"}
"""What a line counts, by the graph's `unit`."""


def write(figure: "Figure", sketch: Sketch, title: str | None, labelled: int, growth: float) -> None:
    """Put the words on the figure, so many times as large as usual; `labelled`: how many nodes have a label."""
    head = wrapped(legible(title or _title(sketch)), TITLE, 1)
    figure.text(LEFT, 0.972, head, fontsize=17 * growth, weight="bold", va="center", parse_math=False)
    for handles, height in ((_types(sketch, growth), 0.936), (_scales(sketch, figure.dpi) + _changes(sketch, growth), 0.055)):
        if handles:
            figure.legend(
                handles=handles,
                loc="center left",
                bbox_to_anchor=(LEFT - 0.002, height),
                ncols=len(handles),
                frameon=False,
                fontsize=9.5 * growth,
                borderpad=0,
                columnspacing=1.6,
                handletextpad=0.6,
            )
    words = caption(sketch, labelled)
    if words:
        figure.text(LEFT, 0.022, words, fontsize=9 * growth, color="#444444", va="center", parse_math=False)


def caption(sketch: Sketch, labelled: int) -> str:
    """In words: what a line is, which ones are dark, and what the picture leaves out."""
    unit = UNITS.get(str(sketch.attributes.get("unit")))
    parts = []
    if "article" in sketch.kinds:
        parts.append("A line joins an actor and an article that names it.")
    elif unit:
        parts.append(f"A line joins two actors that one {unit} names together.")
    if sketch.changed:
        parts.append("The width of a line goes by its larger weight, before or after.")
    dark = sum(weight >= sketch.strong for _, _, weight, _ in sketch.ties)
    if 0 < dark < len(sketch.ties):
        parts.append(f"Dark: the {dark:,} strongest of {len(sketch.ties):,} ties ({sketch.strong:.3g} or more).")
    shown, count = len(sketch.nodes), sketch.all_nodes
    if shown < count:
        which = "named in the most articles" if sketch.most else "with the strongest ties"
        parts.append(f"Drawn: the {shown:,} {which}, of {count:,}.")
    if labelled < shown:
        parts.append(f"Labelled: {labelled:,} of them.")
    return " ".join(parts)


def _title(sketch: Sketch) -> str:
    attributes, ties = sketch.attributes, sketch.all_ties
    if sketch.changed:
        return "Changes in who is named together"
    if "unit" not in attributes:
        return f"{_counted(sketch.all_nodes, 'node')}, {_counted(ties, 'tie')}"
    what = "Actors and the articles that name them" if "article" in sketch.kinds else "Actors named together"
    count = attributes.get("articles")
    if type(count) is int and "article" not in sketch.kinds:
        what = f"{what} in {_counted(count, 'article')}"
    ends = [f"{word} {attributes[word]}" for word in ("since", "until") if attributes.get(word)]
    return f"{what}, {' '.join(ends)}" if ends else what


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _types(sketch: Sketch, growth: float) -> list["Line2D"]:
    """One mark for each type of node; nothing where no node has one."""
    from matplotlib.lines import Line2D

    marks = [
        (NAMES[kind], colour, "o", "white")
        for kind, colour in COLOURS.items()
        if kind in sketch.kinds - {"article", EntityType.PLACE.value}
    ]
    if EntityType.PLACE in sketch.kinds:
        marks.append((_places(sketch), COLOURS[EntityType.PLACE], "o", "white"))
    if "article" in sketch.kinds:
        marks.append(("article", ARTICLE, "s", ARTICLE_EDGE))
    if marks and sketch.kinds - COLOURS.keys() - {"article"}:
        marks.append(("other", OTHER, "o", "white"))
    return [
        Line2D([], [], linestyle="", marker=shape, markersize=8.5 * growth, color=colour, markeredgecolor=edge, label=name)
        for name, colour, shape, edge in marks
    ]


def _places(sketch: Sketch) -> str:
    """States alone are actors; where all places are nodes, on request, so are facilities, and what lies in a state."""
    within = (row.get("country") not in (None, "", ident) for ident, row in sketch.nodes if row.get("type") == EntityType.PLACE)
    return "state or place" if EntityType.FACILITY in sketch.kinds or any(within) else NAMES[EntityType.PLACE]


def _scales(sketch: Sketch, dpi: float) -> list["Line2D"]:
    """The thinnest and the thickest line, the smallest and the largest dot, and what they stand for."""
    from matplotlib.lines import Line2D

    weights = [weight for _, _, weight, _ in sketch.ties]
    lines = [
        Line2D([], [], linewidth=sketch.width(weight), color="#4a505c", label=_weight(sketch, weight))
        for weight in sorted({min(weights), max(weights)} if weights else ())
    ]
    if not sketch.most:
        return lines
    actors = [row for _, row in sketch.nodes if row.get("type") != "article"]
    counts = [int(articles) for row in actors if isinstance(articles := row.get("articles"), int | float)]
    dots = [
        Line2D(
            *([], []),
            linestyle="",
            marker="o",
            markersize=2 * sketch.radius(count) * 72 / dpi,
            color="#8a8f98",
            markeredgecolor="white",
            label=f"named in {_counted(count, 'article')}",
        )
        for count in sorted({min(counts), max(counts)} if counts else ())
    ]
    return lines + dots


def _changes(sketch: Sketch, growth: float) -> list["Line2D"]:
    """A line for each change that a tie of the picture has."""
    from matplotlib.lines import Line2D

    here = {change.name for _, _, _, change in sketch.ties if change is not None}
    return [
        Line2D([], [], linewidth=2.5 * growth, color=change.colour, linestyle=change.dashes, label=name)
        for name, change in CHANGES.items()
        if name in here
    ]


def _weight(sketch: Sketch, weight: float) -> str:
    """A weight with what it counts, as far as the graph says so."""
    attributes = sketch.attributes
    unit = "mention" if "article" in sketch.kinds else UNITS.get(str(attributes.get("unit")))
    if unit is None or attributes.get("weight", "count") != "count" or weight != int(weight):
        return f"weight {weight:.3g}"
    return _counted(int(weight), unit)
