"""The page put together: one file, in which nothing is asked of a network and no text is ever run.

Texts come from articles, and an article may hold anything. They enter the page in two ways only: the heading, escaped, and the data,
as JSON in a script element that is no script, with `<`, `>` and `&` escaped so that no text can end it. The page's own scripts set
texts as texts (`textContent`), never as markup. Over this lies a Content-Security-Policy: no request of any kind, and no script but
those whose hash it names.
"""

import base64
import hashlib
import html
import json
from importlib.resources import files
from string import Template
from typing import Any

import networkx as nx

from registry.graph.formats.files import PathLike, replace_files
from registry.graph.formats.flatten import flatten
from registry.graph.page.chart import chart

SCRIPTS = ("model.js", "plot.js", "labels.js", "panel.js", "search.js", "filters.js", "main.js")
"""One program, in this order."""
ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})
"""What could end the element, open a comment in it, or end a line of JavaScript; inside JSON these stand in texts alone."""


def write_page(graph: "nx.Graph[Any]", path: PathLike) -> None:
    """Write the graph as a page to search, filter and read; the same graph gives the same bytes.

    Raises ExportError without Bokeh, and on what `flatten` refuses.
    """
    bokeh, plot = chart(path)
    from registry.graph.page.content import content  # it needs numpy, which comes with Bokeh

    data = content(flatten(graph))
    program = "(() => {\n" + "\n".join(_own(name) for name in SCRIPTS) + "\n})();\n"
    page = Template(_own("page.html")).substitute(
        policy=_policy(bokeh, program),
        title=html.escape(data["title"]),
        facts=html.escape(data["facts"]),
        style=_own("page.css"),
        data=_json(data),
        plot=_json(plot),
        bokeh=bokeh,
        program=program,
    )
    replace_files({path: page.encode("utf-8")})


def _policy(*scripts: str) -> str:
    """Bokeh sets styles of its own, and its cursors are data; all else is forbidden."""
    hashes = (base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii") for script in scripts)
    allowed = " ".join(f"'sha256-{digest}'" for digest in hashes)
    return f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).translate(ESCAPES)


def _own(name: str) -> str:
    """A file beside this module."""
    return files(__package__).joinpath(name).read_text("utf-8")
