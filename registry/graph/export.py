"""A graph written to a file that other programs open, or an `ExportError` and the old file as it was.

Every writer flattens first (`flatten` says how values are treated), writes to a temporary name in the same folder and then takes
the place of the old file at once (`files`). Nodes, edges and attributes are sorted: the same graph gives the same bytes.
"""

import csv
import gc
import io
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import Any

import networkx as nx

from registry.errors import ExportError
from registry.graph.formats.files import PathLike, replace_files
from registry.graph.formats.flatten import flatten
from registry.graph.formats.gexf import gexf
from registry.graph.formats.graphml import graphml
from registry.graph.formats.scalars import Scalar
from registry.graph.page.write import write_page

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet runs a cell that begins so; an apostrophe before it keeps it text (OWASP, CSV injection)."""


def write(graph: "nx.Graph[Any]", path: PathLike) -> None:
    """Write the graph in the format that the suffix names: .graphml .gexf .json .csv .cyjs .parquet .png .svg.

    Raises ExportError on any other suffix, and on what the writer of the format refuses.
    """
    suffix = Path(path).suffix.lower()
    writer = WRITERS.get(suffix)
    if writer is None:
        raise ExportError(f"{os.fspath(path)}: unknown suffix {suffix!r}; use one of {' '.join(WRITERS)}")
    writer(graph, path)


def write_graphml(graph: "nx.Graph[Any]", path: PathLike) -> None:
    """GraphML 1.0, for Gephi, Cytoscape, yEd, igraph and networkx; each attribute boolean, long, double or string."""
    with _uncollected():
        replace_files({path: _utf8(graphml(flatten(graph)))})


def write_gexf(graph: "nx.Graph[Any]", path: PathLike) -> None:
    """GEXF 1.2, Gephi's own, with colours by type; where there are dates, one that Gephi's timeline plays."""
    replace_files({path: _utf8(gexf(flatten(graph)))})


def write_json(graph: "nx.Graph[Any]", path: PathLike) -> None:
    """Node-link JSON, as d3 and `networkx.node_link_graph(data, edges="edges")` read it."""
    flat = flatten(graph)
    nodes = ({"id": ident, **row} for ident, row in flat.nodes)
    edges = ({"source": source, "target": target, **row} for source, target, row in flat.edges)
    head = {"directed": flat.directed, "multigraph": False, "graph": flat.attributes}
    replace_files({path: _utf8(_json(head, {"nodes": nodes, "edges": edges}))})


def write_cyjs(graph: "nx.Graph[Any]", path: PathLike) -> None:
    """Cytoscape's JSON, for Cytoscape and Cytoscape.js; `networkx.cytoscape_graph` reads it too."""
    flat = flatten(graph)
    nodes = ({"data": {"value": ident, **row, "id": ident}} for ident, row in flat.nodes)
    mark = _free("e", (ident for ident, _ in flat.nodes))
    edges = (
        {"data": {**row, "id": f"{mark}{number}", "source": source, "target": target}}
        for number, (source, target, row) in enumerate(flat.edges)
    )
    head = {
        "format_version": "1.0",
        "target_cytoscapejs_version": "~2.1",
        "directed": flat.directed,
        "multigraph": False,
        "data": flat.attributes,
    }
    replace_files({path: _utf8(_json(head, {"nodes": nodes, "edges": edges}, "elements"))})


def write_csv(graph: "nx.Graph[Any]", path: PathLike) -> None:
    """Two tables under the headings that Gephi knows: the edges in PATH, the nodes beside it in STEM-nodes.csv.

    An attribute whose name a heading has already, in capitals or not, gets an underscore: an edge's `type` becomes `type_`, as Gephi reads
    Type as directed or undirected. Raises ExportError on two ids that would be one, as "=a" and "'=a".
    """
    flat = flatten(graph)
    idents = {_cell(ident): ident for ident, _ in flat.nodes}
    for ident, _ in flat.nodes:
        if idents[_cell(ident)] != ident:
            raise ExportError(f"nodes {ident!r} and {idents[_cell(ident)]!r}: both would be written as {_cell(ident)!r}; relabel one")
    columns = [name for name in flat.node_types if name != "label"]
    direction = "Directed" if flat.directed else "Undirected"
    edges = ([source, target, direction, *(row.get(name, "") for name in flat.edge_types)] for source, target, row in flat.edges)
    nodes = ([ident, row["label"], *(row.get(name, "") for name in columns)] for ident, row in flat.nodes)
    replace_files(
        {
            path: _table(_headings(["Source", "Target", "Type"], flat.edge_types), edges),
            nodes_beside(path): _table(_headings(["Id", "Label"], columns), nodes),
        }
    )


def write_parquet(graph: "nx.Graph[Any]", path: PathLike) -> None:
    """Two Parquet files of typed columns: the edges in PATH, the nodes beside it in STEM-nodes.parquet; what is missing is null.

    Raises ExportError without pyarrow.
    """
    from registry.graph.formats.parquet import parquet  # pyarrow is large, an extra, and only these files need it

    edges, nodes = parquet(flatten(graph), path)
    replace_files({path: edges, nodes_beside(path): nodes})


def nodes_beside(path: PathLike) -> Path:
    """Where the nodes go that belong to a file of edges.

    >>> nodes_beside("network.csv").name
    'network-nodes.csv'
    """
    path = Path(path)
    return path.with_name(f"{path.stem}-nodes{path.suffix}")


def _draw(graph: "nx.Graph[Any]", path: PathLike) -> None:
    from registry.graph.picture.draw import draw  # matplotlib's own start takes a second, and only pictures need it

    draw(graph, path)


WRITERS: Mapping[str, Callable[["nx.Graph[Any]", PathLike], None]] = {
    ".graphml": write_graphml,
    ".gexf": write_gexf,
    ".json": write_json,
    ".csv": write_csv,
    ".cyjs": write_cyjs,
    ".parquet": write_parquet,
    ".png": _draw,
    ".svg": _draw,
    ".html": write_page,
}


@contextmanager
def _uncollected() -> Iterator[None]:
    """The garbage collector off: it would walk a large graph again and again, a fifth of the time, and writing makes no cycles."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _utf8(lines: Iterable[str]) -> Iterator[bytes]:
    return (line.encode("utf-8") for line in lines)


def _json(head: Mapping[str, Any], lists: Mapping[str, Iterable[Any]], inside: str = "") -> Iterator[str]:
    """One object: the head, and the lists, an item a line, in it or in an object of their own; names sorted, but for those."""
    for name in sorted(head):
        yield f"{'{' if name == min(head) else ','}\n {json.dumps(name)}: {_dumped(head[name])}"
    if inside:
        yield f",\n {json.dumps(inside)}: "
    for number, (name, items) in enumerate(sorted(lists.items())):
        yield f"{'{' if inside and not number else ','}\n {json.dumps(name)}: ["
        yield from (f"{',' if place else ''}\n  {_dumped(item)}" for place, item in enumerate(items))
        yield "\n ]"
    yield "\n}}\n" if inside else "\n}\n"


def _free(mark: str, idents: Iterable[str]) -> str:
    """A mark that makes with a number no id of a node: nodes and edges share theirs in Cytoscape."""
    numbered = {ident.rstrip("0123456789") for ident in idents}
    while mark in numbered:
        mark += "e"
    return mark


_dumped = json.JSONEncoder(ensure_ascii=False, sort_keys=True, allow_nan=False).encode


def _headings(own: list[str], names: Iterable[str]) -> list[str]:
    taken = {heading.lower() for heading in own}
    for name in names:
        while name.lower() in taken:
            name += "_"
        taken.add(name.lower())
        own.append(name)
    return own


def _table(headings: list[str], rows: Iterable[list[Scalar]]) -> Iterator[bytes]:
    """RFC 4180, a thousand rows at a time."""
    rows = chain([[*headings]], rows)
    while some := list(islice(rows, 1000)):
        file = io.StringIO(newline="")
        csv.writer(file).writerows([_cell(value) for value in row] for row in some)
        yield file.getvalue().encode("utf-8")


def _cell(value: Scalar) -> Scalar:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


__all__ = ["nodes_beside", "write", "write_csv", "write_cyjs", "write_gexf", "write_graphml", "write_json", "write_parquet"]
