"""What stands around a picture: its title, what the colours, lines and dots mean, and which part of the graph it shows."""

from typing import TYPE_CHECKING

from registry.graph.lettering import legible, wrapped
from registry.graph.palette import ARTICLE, CHANGES, COLOURS, NAMES, OTHER

if TYPE_CHECKING:
    from matplotlib.lines import Line2D

    from registry.graph.draw import _Picture

TITLE = 80
"""Columns in one line of the title: the width of the picture."""
LEFT = 0.012
"""The share of the picture's width left of all words."""
UNITS = {"article": "article", "paragraph": "paragraph", "sentence": "sentence", "tokens": "window"}
"""What a line counts, by the graph's `unit`."""


def write(picture: "_Picture", title: str | None, labelled: int) -> None:
    """Put the words on the figure; `labelled`: how many nodes have a label."""
    figure = picture.figure
    growth = figure.get_figwidth() / 14.0
    head = wrapped(legible(title or _title(picture)), TITLE, 1)
    figure.text(LEFT, 0.972, head, fontsize=17 * growth, weight="bold", va="center", parse_math=False)
    for handles, height in ((_types(picture, growth), 0.936), (_scales(picture, growth) + _changes(picture, growth), 0.055)):
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
    figure.text(LEFT, 0.022, caption(picture, labelled), fontsize=9 * growth, color="#444444", va="center", parse_math=False)


def caption(picture: "_Picture", labelled: int) -> str:
    """In words: what a line is, which ones are dark, and what the picture leaves out."""
    kinds = {str(row.get("type")) for _, row in picture.nodes}
    unit = UNITS.get(str(picture.flat.attributes.get("unit")))
    parts = []
    if "article" in kinds:
        parts.append("A line joins an actor and an article that names it.")
    elif unit:
        parts.append(f"A line joins two actors that one {unit} names together.")
    dark = sum(weight >= picture.strong for _, _, weight, _ in picture.edges)
    if 0 < dark < len(picture.edges):
        parts.append(f"Dark: the {dark:,} strongest of {len(picture.edges):,} ties ({picture.strong:.3g} or more).")
    shown, count = len(picture.nodes), len(picture.flat.nodes)
    if shown < count:
        parts.append(f"Drawn: the {shown:,} named in the most articles, of {count:,}." if picture.most else f"Drawn: {shown:,} of {count:,}.")
    if labelled < shown:
        parts.append(f"Labelled: {labelled:,}, the most named first.")
    return " ".join(parts)


def _title(picture: "_Picture") -> str:
    count = picture.flat.attributes.get("articles")
    of = f" in {count:,} article{'' if count == 1 else 's'}" if isinstance(count, int) and not isinstance(count, bool) else ""
    return f"Actors named together{of}"


def _types(picture: "_Picture", growth: float) -> list["Line2D"]:
    """One mark for each type of node; nothing where no node has one."""
    from matplotlib.lines import Line2D

    kinds = {str(row.get("type")) for _, row in picture.nodes}
    marks = [(NAMES[kind], colour, "o", "white") for kind, colour in COLOURS.items() if kind in kinds]
    if "article" in kinds:
        marks.append(("article", ARTICLE, "s", "#555555"))
    if marks and kinds - COLOURS.keys() - {"article"}:
        marks.append(("other", OTHER, "o", "white"))
    return [
        Line2D([], [], linestyle="", marker=shape, markersize=8.5 * growth, color=colour, markeredgecolor=edge, label=name)
        for name, colour, shape, edge in marks
    ]


def _scales(picture: "_Picture", growth: float) -> list["Line2D"]:
    """The thinnest and the thickest line, the smallest and the largest dot, and what they stand for."""
    from matplotlib.lines import Line2D

    weights = [weight for _, _, weight, _ in picture.edges]
    lines = [
        Line2D([], [], linewidth=picture.width(weight), color="#4a505c", label=_weight(picture, weight))
        for weight in sorted({min(weights), max(weights)} if weights else ())
    ]
    if not picture.most:
        return lines
    actors = [row for _, row in picture.nodes if row.get("type") != "article"]
    counts = [int(articles) for row in actors if isinstance(articles := row.get("articles"), int | float)]
    dots = [
        Line2D(
            *([], []),
            linestyle="",
            marker="o",
            markersize=2 * picture.radius(count) * 72 / picture.figure.dpi,
            color="#8a8f98",
            markeredgecolor="white",
            label=f"named in {count:,} article{'' if count == 1 else 's'}",
        )
        for count in sorted({min(counts), max(counts)} if counts else ())
    ]
    return lines + dots


def _changes(picture: "_Picture", growth: float) -> list["Line2D"]:
    """A line for each change that a tie of the picture has."""
    from matplotlib.lines import Line2D

    here = {change.name for _, _, _, change in picture.edges if change is not None}
    return [
        Line2D([], [], linewidth=2.5 * growth, color=change.colour, linestyle=change.dashes, label=name)
        for name, change in CHANGES.items()
        if name in here
    ]


def _weight(picture: "_Picture", weight: float) -> str:
    """A weight with what it counts, as far as the graph says so."""
    attributes = picture.flat.attributes
    unit = UNITS.get(str(attributes.get("unit")))
    if unit is None or attributes.get("weight", "count") != "count" or weight != int(weight):
        return f"weight {weight:.3g}"
    return f"{weight:,.0f} {unit}{'' if weight == 1 else 's'}"
