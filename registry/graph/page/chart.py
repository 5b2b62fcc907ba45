"""The chart of a page: Bokeh's JavaScript, and an empty plot for the page to fill.

Needs Bokeh (the extra `page`), which is imported only here and only when a page is asked for. Its script ships inside its wheel and is
written into the page, which then asks no network for anything.
"""

import os
from typing import Any

from registry.errors import ExportError
from registry.graph.formats.files import PathLike
from registry.graph.picture.labels import Box

FRAME = Box(0.0, 0.0, 790.0, 720.0)
"""Pixels that a screen of 1366 x 768 leaves beside the two columns. The page stretches it to the room it has."""
LINES = 6000
"""More lines than this are thinned while the view moves, to keep it smooth."""
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif"
"""What the reader's own system writes in; the page brings no font."""


def chart(path: PathLike) -> tuple[str, dict[str, Any]]:
    """Bokeh's script, and the plot as `Bokeh.embed.embed_item` takes it: the sources `edges`, `nodes` and `labels` are empty.

    The same each time: Bokeh numbers its models through the life of a process, here they are numbered from one.
    Raises ExportError without Bokeh; `path` is what could not be written.
    """
    try:
        from bokeh.core.properties import value
        from bokeh.embed import json_item
        from bokeh.models import ColumnDataSource, PanTool, Plot, Range1d, Scatter, Segment, Text, WheelZoomTool
        from bokeh.resources import Resources
    except ImportError:
        raise ExportError(f'{os.fspath(path)}: a page needs Bokeh; pip install "alias-registry[page]"') from None

    def span(end: float) -> Range1d:
        return Range1d(start=0, end=end, min_interval=end / 60, max_interval=end * 4)

    pan, wheel = PanTool(), WheelZoomTool()
    plot = Plot(
        name="plot", x_range=span(FRAME.right), y_range=span(FRAME.top), sizing_mode="stretch_both", min_border=0, toolbar_location=None,
        outline_line_color=None, background_fill_color=None, border_fill_color=None, lod_threshold=LINES,
    )  # fmt: skip
    plot.add_tools(pan, wheel)
    plot.toolbar.active_drag, plot.toolbar.active_scroll = pan, wheel
    for name, columns, glyph in (
        (
            "edges",
            ("x0", "y0", "x1", "y1", "width", "colour", "alpha"),
            Segment(x0="x0", y0="y0", x1="x1", y1="y1", line_width="width", line_color="colour", line_alpha="alpha", line_cap="round"),
        ),
        (
            "nodes",
            ("x", "y", "size", "colour", "rim", "width"),
            Scatter(x="x", y="y", size="size", fill_color="colour", line_color="rim", line_width="width"),
        ),
        (
            "labels",
            ("x", "y", "dx", "dy", "text", "font", "align"),
            Text(
                x="x", y="y", x_offset="dx", y_offset="dy", text="text", text_font_size="font", text_align="align", text_baseline="middle",
                text_font=value(FONT), text_color="#1c2430", background_fill_color="#ffffff", background_fill_alpha=0.72,
            ),
        ),
    ):  # fmt: skip
        plot.add_glyph(ColumnDataSource({column: [] for column in columns}, name=name), glyph)
    script = "\n".join(Resources(mode="inline", components=["bokeh"], log_level="warn").js_raw)
    numbers: dict[str, str] = {}
    item: dict[str, Any] = _renumbered(json_item(plot), numbers)
    return script, item


def _renumbered(tree: Any, numbers: dict[str, str]) -> Any:
    """The same tree, with every id replaced by its number in the order of appearance."""
    if isinstance(tree, dict):
        return {
            key: numbers.setdefault(item, f"m{len(numbers) + 1}")
            if key in ("id", "root_id", "docid") and isinstance(item, str)
            else _renumbered(item, numbers)
            for key, item in tree.items()
        }
    return [_renumbered(item, numbers) for item in tree] if isinstance(tree, list | tuple) else tree
