"""A graph made fit for a file: text ids, one type to each attribute, every value a scalar (`scalars` says how).

An attribute that is a number here and text there becomes text throughout; int and float together become float.

Names that are not text become text. A name that readers keep for themselves (`id`; of edges also `source`, `target`, `key`) gets
an underscore: `id_`. Two names or two ids that would become the same are refused.

Every format gets the same columns that programs look for, each only where the graph has none of its own:
    label, name     of nodes: either stands in for the other, and the id for both
    color           of nodes: by type, "#d55e00" (`palette`); the name is the one that Cytoscape, igraph and d3 use
    interaction     of edges, Cytoscape's word for what kind of tie it is: "names" where an article names an actor, else "co-occurs with"
"""

import math
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

import networkx as nx

from registry.errors import ExportError
from registry.graph.formats.scalars import Scalar, plain, scalar, text
from registry.graph.palette import ARTICLE, COLOURS

Row = dict[str, Scalar]
Edge = tuple[str, str, Row]

EXACT = 1 << 53
"""Beyond it a double skips integers."""
BATCH = 200
"""Rows looked at together: what is done once a batch then costs little beside what is done once a row, and a processor's cache holds it
all; 1,000 are a fifth slower."""
OWN_NODE = frozenset({"id", "self", "node_for_adding"})
"""`id` is the node's own in igraph, Gephi and node-link JSON; the others are parameters of `add_node`, on which networkx's readers trip."""
OWN_EDGE = frozenset({"id", "key", "self", "source", "target", "u_for_edge", "v_for_edge"})
"""The same of edges, and `add_edge`."""
READERS = frozenset({"node_default", "edge_default"})
"""What networkx's GraphML and GEXF readers leave in `graph.graph`: nothing of the graph's."""

INTERACTION = "interaction"
TOGETHER, NAMES = "co-occurs with", "names"
"""The kinds of tie that `cooccurrence` and `bipartite` make."""


@dataclass(frozen=True, slots=True)
class Flat:
    """A graph as rows, sorted by id; `*_types` say of each attribute bool, int, float or str, by name, sorted."""

    directed: bool
    attributes: Row
    nodes: tuple[tuple[str, Row], ...]
    edges: "Edges"
    node_types: dict[str, type]
    edge_types: dict[str, type]


def flatten(graph: "nx.Graph[Any]") -> Flat:
    """The graph as rows that every format can hold. Time O(nodes + edges) and a sort; memory O(nodes), as edges stay where they are.

    Raises ExportError on a multigraph and on what the module refuses.
    """
    if graph.is_multigraph():
        raise ExportError("a multigraph: its parallel edges would be lost; sum them up in a networkx.Graph or DiGraph")
    ids = _ids(graph)
    names: dict[str, str] = {}
    nodes = [(ids[node], _dressed(ids[node], _row(data, names, OWN_NODE, ("node", node)))) for node, data in graph.nodes(data=True)]
    nodes.sort(key=itemgetter(0))
    kinds = _Kinds()
    for _, row in nodes:
        kinds.add(row)
    node_types, convert = kinds.unified()
    for _, row in nodes:
        row.update({name: convert[name](row[name]) for name in convert if name in row})
    edges = Edges(graph, ids, frozenset(ident for ident, row in nodes if row.get("type") == ARTICLE))
    attributes = _row({key: value for key, value in graph.graph.items() if key not in READERS}, {}, frozenset(), ("graph",))
    return Flat(graph.is_directed(), attributes, tuple(nodes), edges, node_types, edges.types)


class Edges:
    """The edges as (source, target, row), in order of both; read from the graph anew each time, which must not change meanwhile.

    A row may be the graph's own: not to be written to.
    """

    types: dict[str, type]

    def __init__(self, graph: "nx.Graph[Any]", ids: dict[Hashable, str], articles: frozenset[str]) -> None:
        self._graph, self._ids, self._articles = graph, ids, articles
        self._names: dict[str, str] = {}
        self._odd: set[int] = set()
        """Of the rows that need work, which are few: by identity, as the graph holds them all the while."""
        self.types, self._convert = self._scan().unified()

    def __len__(self) -> int:
        return int(self._graph.number_of_edges())

    def __iter__(self) -> Iterator[Edge]:
        for source, target, row, kind in self.walk():
            yield source, target, {**row, INTERACTION: kind} if kind else row

    def walk(self) -> Iterator[tuple[str, str, Row, str]]:
        """The same, with the `interaction` that a row lacks beside it, or "": to copy a row for it costs a fifth of writing it."""
        ids, odd, articles, convert = self._ids, self._odd, self._articles, self._convert
        directed = self._graph.is_directed()
        neighbours = dict(self._graph.adjacency())
        for node in sorted(neighbours, key=ids.__getitem__):
            source = ids[node]
            ties = [(target, other, data) for other, data in neighbours[node].items() if (target := ids[other]) >= source or directed]
            ties.sort(key=itemgetter(0))
            for target, other, data in ties:
                row = _row(data, self._names, OWN_EDGE, ("edge", node, other)) if odd and id(data) in odd else data
                if convert:
                    row = {name: convert[name](value) if name in convert else value for name, value in row.items()}
                kind = "" if INTERACTION in row else NAMES if articles and (source in articles) != (target in articles) else TOGETHER
                yield source, target, row, kind

    def _scan(self) -> "_Kinds":
        """Look at every value once: which rows need work, and what types there are. Many rows at a time, a column at a time."""
        kinds = _Kinds()
        edges = iter(self._graph.edges(data=True))
        while batch := list(islice(edges, BATCH)):
            for names, some in alike(batch, 2):
                if INTERACTION not in names:
                    kinds.add({INTERACTION: TOGETHER})
                types = _harmless(names, [data for _, _, data in some])
                if types is not None:
                    kinds.add_column_types(names, types)
                    continue
                for left, right, data in some:
                    types = _harmless(names, [data])
                    if types is not None:
                        kinds.add_column_types(names, types)
                        continue
                    self._odd.add(id(data))
                    row = _row(data, self._names, OWN_EDGE, ("edge", left, right))
                    kinds.add(row if INTERACTION in row else {**row, INTERACTION: TOGETHER})
        return kinds


def alike(edges: list[Any], place: int) -> Iterator[tuple[tuple[Any, ...], list[Any]]]:
    """The edges in runs whose rows have the same names in the same order, as mostly all have, with these names; the row is at `place`."""
    names = tuple(edges[0][place])
    if all(map(names.__eq__, map(tuple, map(itemgetter(place), edges)))):
        yield names, edges
        return
    for names, run in groupby(edges, key=lambda edge: tuple(edge[place])):
        yield names, list(run)


def _harmless(names: tuple[Any, ...], rows: list[Row]) -> list[set[type]] | None:
    """The types in each column of these rows, which all have these names, if nothing needs doing in any; else None.

    Nothing does where all texts are printable and the sum of the numbers' magnitudes is small: not NaN, not infinite.
    """
    if not all(type(name) is str and name and name.isprintable() and name not in OWN_EDGE for name in names):
        return None
    types = []
    for column in zip(*map(dict.values, rows), strict=True):
        found = set(map(type, column))
        if found == {str}:
            if not "".join(column).isprintable():
                return None
        elif found <= {int, float}:
            try:
                if not sum(map(abs, column)) < EXACT:
                    return None
            except OverflowError:  # an int beyond all floats
                return None
        elif found != {bool}:
            return None
        types.append(found)
    return types


class _Kinds:
    """The types that each attribute has."""

    def __init__(self) -> None:
        self._seen: dict[str, set[type]] = {}
        self._huge: set[str] = set()
        """Names under which an int does not survive as a float."""

    def add(self, row: Row) -> None:
        for name, value in row.items():
            self._seen.setdefault(name, set()).add(type(value))
            if type(value) is int and abs(value) > EXACT:
                self._huge.add(name)

    def add_column_types(self, names: tuple[str, ...], types: list[set[type]]) -> None:
        """The same of many rows at once, of small numbers."""
        for name, found in zip(names, types, strict=True):
            self._seen.setdefault(name, set()).update(found)

    def unified(self) -> tuple[dict[str, type], dict[str, Any]]:
        """One type to each attribute, by name, sorted; and what makes values of the others into it."""
        types: dict[str, type] = {}
        convert: dict[str, Any] = {}
        for name in sorted(self._seen):
            found = self._seen[name]
            if len(found) == 1:
                (types[name],) = found
            else:
                types[name] = float if found == {int, float} and name not in self._huge else str
                convert[name] = float if types[name] is float else text
        return types, convert


def _ids(graph: "nx.Graph[Any]") -> dict[Hashable, str]:
    """The id of each node as text."""
    ids: dict[Hashable, str] = {}
    owners: dict[str, Hashable] = {}
    for node in graph:
        bare = plain(node)
        if not isinstance(bare, Scalar) or (isinstance(bare, float) and not math.isfinite(bare)):
            raise ExportError(f"node {node!r}: an id must be text or a number; relabel it (networkx.relabel_nodes)")
        ident = text(bare)
        if not ident:
            raise ExportError(f"node {node!r}: an id must not be empty; relabel it (networkx.relabel_nodes)")
        if ident in owners:
            raise ExportError(f"nodes {owners[ident]!r} and {node!r}: both would be written as {ident!r}; relabel one")
        ids[node], owners[ident] = ident, node
    return ids


def _dressed(ident: str, row: Row) -> Row:
    """Give the node what programs look for and it has not: a label and a name, both text, and a colour."""
    name, label = row.get("name", ""), row.get("label", "")
    row["label"] = text(label if label != "" else name if name != "" else ident)
    row["name"] = text(name if name != "" else row["label"])
    colour = COLOURS.get(str(row.get("type")))
    if colour is not None:
        row.setdefault("color", colour)
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
            flat = scalar(value)
        except (TypeError, ValueError, RecursionError) as error:
            reason = "it holds itself or is nested too deeply" if isinstance(error, RecursionError) else error
            raise ExportError(f"{_named(owner)}, attribute {key!r}: {reason}; make it text or a finite number, or leave it out") from None
        if flat is not None:
            row[name] = flat
    return row


def _is_plain(value: object) -> bool:
    """Whether nothing needs doing, as with most values."""
    if type(value) is str:
        return value.isprintable()
    if type(value) is int or type(value) is float:
        return -EXACT < value < EXACT
    return type(value) is bool


def _name(key: object, own: frozenset[str], owner: tuple[Any, ...]) -> str:
    bare = plain(key)
    if not isinstance(bare, Scalar) or bare == "":
        raise ExportError(f"{_named(owner)}, attribute {key!r}: a name must be text and not empty; rename it")
    name = text(bare)
    return f"{name}_" if name in own else name


def _named(owner: tuple[Any, ...]) -> str:
    """Node 'csto'; edge 'csto' - 'nato'; graph."""
    kind, *nodes = owner
    return f"{kind} {' - '.join(repr(node) for node in nodes)}".strip()
