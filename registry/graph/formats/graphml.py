"""GraphML 1.0, as text (Brandes, Eiglsperger, Herman, Himsolt and Marshall, Graph Drawing 2001; the format's own specification).

Written by hand and not by networkx: its writer declares an attribute once for each type it meets, which igraph reads as two, and takes
several times as long (`benchmarks/graph_export.py`). One line an attribute, for whoever compares two files; not indented, as blanks would
be a tenth of a large one.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice, repeat
from typing import Any

from registry.graph.formats.flatten import BATCH, INTERACTION, Flat, Row, alike
from registry.graph.formats.markup import ATTRIBUTE, CONTENT, DECLARATION, TYPE_NAMES, attribute, content, escaped
from registry.graph.palette import rgb

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
GAP = "\0"
"""Where a value goes in a form."""


def graphml(flat: Flat) -> Iterator[str]:
    """Lines of GraphML. Nodes with a colour carry `r`, `g`, `b` too, as Gephi reads them, unless they have their own.

    Attributes of the graph go into its description, as JSON: keys for a graph are an error to Gephi.
    """
    coloured = not {"r", "g", "b"} & flat.node_types.keys() and any(rgb(row.get("color")) for _, row in flat.nodes)
    node_types = dict(sorted({**flat.node_types, **(dict.fromkeys("rgb", int) if coloured else {})}.items()))
    yield f'{DECLARATION}<graphml xmlns="{NAMESPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    yield f' xsi:schemaLocation="{NAMESPACE} {NAMESPACE}/1.0/graphml.xsd">\n'
    keys: dict[str, dict[str, str]] = {}
    for domain, types in (("node", node_types), ("edge", flat.edge_types)):
        keys[domain] = {}
        for number, (name, kind) in enumerate(types.items()):
            keys[domain][name] = key = f"{domain[0]}{number}"
            yield f'  <key id="{key}" for="{domain}" attr.name="{attribute(name)}" attr.type="{TYPE_NAMES[kind]}"/>\n'
    yield f'  <graph edgedefault="{"directed" if flat.directed else "undirected"}">\n'
    if flat.attributes:
        yield f"    <desc>{content(json.dumps(flat.attributes, ensure_ascii=False, sort_keys=True))}</desc>\n"
    yield from _nodes(flat, node_types, keys["node"], coloured)
    yield from _edges(flat, keys["edge"])
    yield "  </graph>\n</graphml>\n"


def _nodes(flat: Flat, types: Mapping[str, type], keys: Mapping[str, str], coloured: bool) -> Iterator[str]:
    nodes = ((ident, _coloured(row) if coloured else row) for ident, row in flat.nodes)
    while batch := list(islice(nodes, BATCH)):
        for names, run in alike(batch, 1):
            idents, rows = zip(*run, strict=True)
            lines, values = _data(_columns(names, rows), types, keys)
            yield _filled(f'<node id="{GAP}">\n{lines}</node>\n', [escaped(idents, ATTRIBUTE), *values])


def _edges(flat: Flat, keys: Mapping[str, str]) -> Iterator[str]:
    walk = flat.edges.walk()
    while batch := list(islice(walk, BATCH)):
        for names, run in alike(batch, 2):
            sources, targets, rows, kinds = zip(*run, strict=True)
            columns = _columns(names, rows)
            columns.setdefault(INTERACTION, kinds)
            lines, values = _data(columns, flat.edge_types, keys)
            ends = [escaped(column, ATTRIBUTE) for column in (sources, targets)]
            yield _filled(f'<edge source="{GAP}" target="{GAP}">\n{lines}</edge>\n', [*ends, *values])


def _filled(form: str, columns: Sequence[Iterable[str]]) -> str:
    """The form once for each row, its gaps filled with the row's values."""
    first, *rest = form.split(GAP)
    parts: list[Iterable[str]] = [repeat(first)]
    for column, part in zip(columns, rest, strict=True):
        parts += [column, repeat(part)]
    return "".join(chain.from_iterable(zip(*parts, strict=False)))  # a repeated part has no end of its own


def _coloured(row: Row) -> Row:
    colour = rgb(row.get("color"))
    return {**row, "r": colour[0], "g": colour[1], "b": colour[2]} if colour else row


def _columns(names: tuple[str, ...], rows: Sequence[Row]) -> dict[str, Iterable[Any]]:
    """The values of rows that all have these names, by name."""
    return dict(zip(names, zip(*map(dict.values, rows), strict=True), strict=True))


def _data(columns: Mapping[str, Iterable[Any]], types: Mapping[str, type], keys: Mapping[str, str]) -> tuple[str, list[Iterable[str]]]:
    """The lines that hold the values of a node or edge, a gap for each value; and the values that go there, a column at a time, which is
    several times as fast as one by one.
    """
    ordered = [name for name in keys if name in columns]
    lines = "".join([f'<data key="{keys[name]}">{GAP}</data>\n' for name in ordered])
    return lines, [_written(columns[name], types[name]) for name in ordered]


def _written(column: Iterable[Any], kind: type) -> Iterable[str]:
    """Values of one type as they stand between tags."""
    return escaped(column, CONTENT) if kind is str else map(content if kind is bool else repr, column)
