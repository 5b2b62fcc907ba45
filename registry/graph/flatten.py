"""A graph made fit for a file: text ids, one type to each attribute, every value a scalar.

What happens to a value:
    bool, int, float      kept; an int beyond 64 bits becomes text
    text                  kept; characters that XML cannot hold and lone surrogates are written out: \\x00, \\ud800
    None, NaN             left out
    enum                  its value
    date, time, decimal, fraction, path, UUID      their usual text
    list, tuple, set of such scalars        joined by "; ", a set in sorted order
    dict, and lists in lists                JSON
    anything else, and infinity             refused: an `ExportError` names the node or edge, and the attribute
An attribute that is a number here and text there becomes text throughout; int and float together become float.

Names that are not text become text. A name that readers keep for themselves (`id`; of edges also `source`, `target`, `key`) gets
an underscore: `id_`. Two names or two ids that would become the same are refused.
"""

import json
import math
import re
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from pathlib import PurePath
from typing import Any
from uuid import UUID

import networkx as nx

from registry.errors import ExportError

Scalar = bool | int | float | str
Row = dict[str, Scalar]

UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What is no character in XML 1.0 (production 2, Char)."""
LONG = 1 << 63
"""GraphML's and Java's `long` ends here."""
EXACT = 1 << 53
"""Beyond it a double skips integers."""
OWN_NODE = frozenset({"id", "self", "node_for_adding"})
"""`id` is the node's own in igraph, Gephi and node-link JSON; the others are parameters of `add_node`, on which networkx's readers trip."""
OWN_EDGE = frozenset({"id", "key", "self", "source", "target", "u_for_edge", "v_for_edge"})
"""The same of edges, and `add_edge`."""
READERS = frozenset({"node_default", "edge_default"})
"""What networkx's GraphML and GEXF readers leave in `graph.graph`: nothing of the graph's."""


@dataclass(frozen=True, slots=True)
class Flat:
    """A graph as rows, sorted by id; `*_types` say of each attribute bool, int, float or str."""

    directed: bool
    attributes: Row
    nodes: tuple[tuple[str, Row], ...]
    edges: tuple[tuple[str, str, Row], ...]
    node_types: dict[str, type]
    edge_types: dict[str, type]


def flatten(graph: "nx.Graph[Any]") -> Flat:
    """The graph as rows that every format can hold, `label` and `name` on every node. Time O(nodes + edges) and a sort.

    Raises ExportError on a multigraph and on what the module refuses.
    """
    if graph.is_multigraph():
        raise ExportError("a multigraph: its parallel edges would be lost; sum them up in a networkx.Graph or DiGraph")
    ids = _ids(graph)
    names: dict[str, str] = {}
    nodes = [(ids[node], _labelled(ids[node], _row(data, names, OWN_NODE, ("node", node)))) for node, data in graph.nodes(data=True)]
    nodes.sort(key=lambda node: node[0])
    names = {}
    edges = []
    for left, right, data in graph.edges(data=True):
        source, target = ids[left], ids[right]
        if not graph.is_directed() and target < source:
            source, target = target, source
        edges.append((source, target, _row(data, names, OWN_EDGE, ("edge", left, right))))
    edges.sort(key=lambda edge: edge[:2])
    attributes = _row({key: value for key, value in graph.graph.items() if key not in READERS}, {}, frozenset(), ("graph",))
    return Flat(
        graph.is_directed(),
        attributes,
        tuple(nodes),
        tuple(edges),
        _unify([row for _, row in nodes]),
        _unify([row for _, _, row in edges]),
    )


def _ids(graph: "nx.Graph[Any]") -> dict[Hashable, str]:
    """The id of each node as text."""
    ids: dict[Hashable, str] = {}
    owners: dict[str, Hashable] = {}
    for node in graph:
        plain = _plain(node)
        if not isinstance(plain, Scalar) or (isinstance(plain, float) and not math.isfinite(plain)):
            raise ExportError(f"node {node!r}: an id must be text or a number; relabel it (networkx.relabel_nodes)")
        ident = _text(plain)
        if not ident:
            raise ExportError(f"node {node!r}: an id must not be empty; relabel it (networkx.relabel_nodes)")
        if ident in owners:
            raise ExportError(f"nodes {owners[ident]!r} and {node!r}: both would be written as {ident!r}; relabel one")
        ids[node], owners[ident] = ident, node
    return ids


def _labelled(ident: str, row: Row) -> Row:
    """Give the node a label and a name if it has none; both are text."""
    name, label = row.get("name", ""), row.get("label", "")
    row["label"] = _text(label if label != "" else name if name != "" else ident)
    row["name"] = _text(name if name != "" else row["label"])
    return row


def _row(data: Mapping[Any, Any], names: dict[str, str], own: frozenset[str], owner: tuple[Any, ...]) -> Row:
    """One node's or edge's attributes under the names they will have; `names` remembers those already seen."""
    row: Row = {}
    for key, value in data.items():
        name = names.get(key) if type(key) is str else None
        if name is None:
            name = _name(key, own, owner)
            if type(key) is str:
                names[key] = name
        if name in row:
            raise ExportError(f"{_named(owner)}, attribute {key!r}: two attributes would be written as {name!r}; rename one")
        if _is_plain(value):
            row[name] = value
            continue
        try:
            flat = _flat(value)
        except (TypeError, ValueError, RecursionError) as error:
            reason = "it holds itself or is nested too deeply" if isinstance(error, RecursionError) else error
            raise ExportError(f"{_named(owner)}, attribute {key!r}: {reason}; make it text or a finite number, or leave it out") from None
        if flat is not None:
            row[name] = flat
    return row


def _is_plain(value: object) -> bool:
    """Whether nothing needs doing, as with most values: the short way, for the millions of them in a large graph."""
    if type(value) is str:
        return value.isprintable()
    if type(value) is int or type(value) is float:
        return -EXACT < value < EXACT
    return type(value) is bool


def _name(key: object, own: frozenset[str], owner: tuple[Any, ...]) -> str:
    plain = _plain(key)
    if not isinstance(plain, Scalar) or plain == "":
        raise ExportError(f"{_named(owner)}, attribute {key!r}: a name must be text and not empty; rename it")
    name = _text(plain)
    return f"{name}_" if name in own else name


def _named(owner: tuple[Any, ...]) -> str:
    """Node 'csto'; edge 'csto' - 'nato'; graph."""
    kind, *nodes = owner
    return f"{kind} {' - '.join(repr(node) for node in nodes)}".strip()


def _plain(value: object) -> object:
    """Undo what merely wraps a scalar: enums, numpy's own scalars, the subclasses of str and of numbers."""
    if isinstance(value, Enum):
        value = value.value
    if type(value).__module__ == "numpy" and getattr(value, "ndim", None) == 0:
        value = _unwrapped(value)
    for kind in (bool, int, float):
        if isinstance(value, kind):
            return kind(value)
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal | Fraction | PurePath | UUID):
        return str(value)
    return value


def _unwrapped(array: Any) -> object:
    """Python's own form of numpy's scalars and arrays."""
    plain: object = array.tolist()
    return plain


def _flat(value: object) -> Scalar | None:
    """One scalar, or None if there is nothing to write."""
    if type(value) not in (str, int, float, bool):
        value = _plain(value)
    if isinstance(value, float) and not math.isfinite(value):
        if math.isnan(value):
            return None
        raise ValueError(f"{value!r} is no finite number")
    if value is None or isinstance(value, bool | float):
        return value
    if isinstance(value, int):
        return value if -LONG <= value < LONG else _text(value)
    if isinstance(value, str):
        return _text(value)
    if type(value).__module__ == "numpy" and hasattr(value, "tolist"):
        value = _unwrapped(value)
    if isinstance(value, set | frozenset):
        return "; ".join(sorted(_text(part) for item in value if (part := _flat(item)) is not None))
    if isinstance(value, list | tuple):
        if not any(isinstance(item, list | tuple | set | frozenset | Mapping) for item in value):
            return "; ".join(_text(part) for item in value if (part := _flat(item)) is not None)
    elif not isinstance(value, Mapping):
        raise TypeError(f"a {type(value).__name__} has no text of its own")
    return _text(json.dumps(_tree(value), ensure_ascii=False, sort_keys=True, allow_nan=False))


def _tree(value: object) -> object:
    """A nested value as JSON holds it."""
    if isinstance(value, Mapping):
        tree = {_text(_flat(key) if _flat(key) is not None else "null"): _tree(item) for key, item in value.items()}
        if len(tree) < len(value):
            raise ValueError("two of its keys would be written alike")
        return tree
    if isinstance(value, list | tuple):
        return [_tree(item) for item in value]
    return _flat(value)


def _text(value: object) -> str:
    """The value as text without characters that a file cannot hold."""
    if isinstance(value, bool):
        return "true" if value else "false"
    try:
        text = str(value)
    except ValueError:  # Python writes no int of more than 4,300 digits in decimal
        return f"{value:#x}"
    return UNWRITABLE.sub(_written_out, text)


def _written_out(match: re.Match[str]) -> str:
    code = ord(match.group())
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def _unify(rows: list[Row]) -> dict[str, type]:
    """Give each attribute one type across all rows, in place; the types by name, sorted."""
    seen: set[tuple[str, type]] = set()
    for row in rows:
        seen.update(zip(row, map(type, row.values()), strict=True))
    kinds: dict[str, set[type]] = {}
    for name, kind in seen:
        kinds.setdefault(name, set()).add(kind)
    types: dict[str, type] = {}
    for name in sorted(kinds):
        found = kinds[name]
        types[name] = found.pop() if len(found) == 1 else float if found == {int, float} and _exact(rows, name) else str
        if found:
            convert = float if types[name] is float else _text
            for row in rows:
                if name in row:
                    row[name] = convert(row[name])
    return types


def _exact(rows: list[Row], name: str) -> bool:
    """Whether every int under this name survives as a float."""
    return all(abs(value) <= EXACT for row in rows if type(value := row.get(name)) is int)
