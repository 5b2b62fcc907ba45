"""A graph written to a file that other programs open, or an `ExportError` and the old file as it was.

Every writer flattens first (`flatten` says how values are treated), writes to a temporary name in the same folder and then takes
the place of the old file at once (`files`). Nodes, edges and attributes are sorted: the same graph gives the same bytes.
"""

import csv
import io
import json
import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import networkx as nx

from registry.errors import ExportError
from registry.graph.files import PathLike, replace_files
from registry.graph.flatten import Scalar, flatten
from registry.graph.markup import gexf, graphml
from registry.graph.page.write import write_page

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet runs a cell that begins so; an apostrophe before it keeps it text (OWASP, CSV injection)."""


def write(graph: "nx.Graph[Any]", path: PathLike) -> None:
    """Write the graph in the format that the suffix names: .graphml .gexf .json .csv .cyjs .png .svg.

    Raises ExportError on any other suffix, and on what the writer of the format refuses.
    """
    suffix = Path(path).suffix.lower()
    writer = WRITERS.get(suffix)
    if writer is None:
        raise ExportError(f"{os.fspath(path)}: unknown suffix {suffix!r}; use one of {' '.join(WRITERS)}")
    writer(graph, path)


def write_graphml(graph: "nx.Graph[Any]", path: PathLike) -> None:
    """GraphML 1.0, for Gephi, Cytoscape, yEd, igraph and networkx; each attribute boolean, long, double or string."""
    replace_files({path: _utf8(graphml(flatten(graph)))})


def write_gexf(graph: "nx.Graph[Any]", path: PathLike) -> None:
    """GEXF 1.2, Gephi's own, with colours by type."""
    replace_files({path: _utf8(gexf(flatten(graph)))})


def write_json(graph: "nx.Graph[Any]", path: PathLike) -> None:
    """Node-link JSON, as d3 and `networkx.node_link_graph(data, edges="edges")` read it."""
    flat = flatten(graph)
    data = {
        "directed": flat.directed,
        "multigraph": False,
        "graph": flat.attributes,
        "nodes": [{"id": ident, **row} for ident, row in flat.nodes],
        "edges": [{"source": source, "target": target, **row} for source, target, row in flat.edges],
    }
    replace_files({path: _json(data)})


def write_cyjs(graph: "nx.Graph[Any]", path: PathLike) -> None:
    """Cytoscape's JSON, for Cytoscape and Cytoscape.js; `networkx.cytoscape_graph` reads it too."""
    flat = flatten(graph)
    nodes = [{"data": {"value": ident, **row, "id": ident}} for ident, row in flat.nodes]
    edges = [
        {"data": {"interaction": "co-occurs with", **row, "id": f"e{number}", "source": source, "target": target}}
        for number, (source, target, row) in enumerate(flat.edges)
    ]
    data = {
        "format_version": "1.0",
        "target_cytoscapejs_version": "~2.1",
        "directed": flat.directed,
        "multigraph": False,
        "data": flat.attributes,
        "elements": {"nodes": nodes, "edges": edges},
    }
    replace_files({path: _json(data)})


def write_csv(graph: "nx.Graph[Any]", path: PathLike) -> None:
    """Two tables under the headings that Gephi knows: the edges in PATH, the nodes beside it in STEM-nodes.csv.

    An edge attribute named `type` becomes `type_`, as Gephi reads Type as directed or undirected.
    """
    flat = flatten(graph)
    headings = [f"{name}_" if name.lower() == "type" else name for name in flat.edge_types]
    edges: list[list[Scalar]] = [["Source", "Target", "Type", *headings]]
    direction = "Directed" if flat.directed else "Undirected"
    for source, target, row in flat.edges:
        edges.append([source, target, direction, *(row.get(name, "") for name in flat.edge_types)])
    columns = [name for name in flat.node_types if name != "label"]
    nodes: list[list[Scalar]] = [["Id", "Label", *columns]]
    for ident, row in flat.nodes:
        nodes.append([ident, row["label"], *(row.get(name, "") for name in columns)])
    path = Path(path)
    replace_files({path: _table(edges), path.with_name(f"{path.stem}-nodes{path.suffix}"): _table(nodes)})


def _draw(graph: "nx.Graph[Any]", path: PathLike) -> None:
    from registry.graph.draw import draw  # matplotlib's own start takes a second, and only pictures need it

    draw(graph, path)


WRITERS: Mapping[str, Callable[["nx.Graph[Any]", PathLike], None]] = {
    ".graphml": write_graphml,
    ".gexf": write_gexf,
    ".json": write_json,
    ".csv": write_csv,
    ".cyjs": write_cyjs,
    ".png": _draw,
    ".svg": _draw,
    ".html": write_page,
}


def _utf8(lines: Iterable[str]) -> bytes:
    return "".join(lines).encode("utf-8")


def _json(data: object) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False) + "\n").encode("utf-8")


def _table(rows: Iterable[Iterable[Scalar]]) -> bytes:
    """RFC 4180."""
    file = io.StringIO(newline="")
    csv.writer(file).writerows([_cell(value) for value in row] for row in rows)
    return file.getvalue().encode("utf-8")


def _cell(value: Scalar) -> Scalar:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


__all__ = ["write", "write_csv", "write_cyjs", "write_gexf", "write_graphml", "write_json"]
