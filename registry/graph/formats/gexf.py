"""GEXF 1.2, Gephi's own, as text; with dates, a dynamic one, which Gephi's timeline plays.

1.2 and not 1.3: Gephi reads both alike, going by the names of elements alone, and networkx up to 3.4 knows no 1.3; what 1.3 adds (single
days instead of spans, several kinds of edges) is not needed. Written by hand and not by networkx: its writer puts today's date into the
file and loses an edge attribute named `type`.

In a dynamic file an edge lives from `first_date` to `last_date`, in the months in which it was seen (`months`) where it says so; a
node from the first to the last day of its edges, or of its own `date`. What has no date is always there. An edge's weight is that of the
whole time; `by_month` is its count in each month, a value that changes as the timeline moves.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from registry.graph.formats.flatten import Flat, Row
from registry.graph.formats.lifetimes import Span, apart, between, counts, span, spells
from registry.graph.formats.markup import DECLARATION, TYPE_NAMES, attribute
from registry.graph.palette import rgb

NAMESPACE = "http://www.gexf.net/1.2draft"

BY_MONTH = "by_month"
LIFE = frozenset({"start", "end"})
"""GEXF's own names for what networkx's reader hands on under them."""


def gexf(flat: Flat) -> Iterator[str]:
    """Lines of GEXF. Attributes of the graph have no place in it and are left out; colours go by type, as in the picture, unless Gephi
    gave the node its own, which is all that is kept of `viz`, networkx's word for what a node looks like.

    A graph that networkx read from such a file gives the same file.
    """
    lives = _Lives(flat)
    dynamic = lives.dynamic
    left_out = LIFE if dynamic else frozenset()
    weighted = flat.edge_types.get("weight") in (int, float)
    numbered = _numbered(flat)
    node_types = _columns(flat.node_types, {"label", "color", "viz", *left_out})
    remade = {BY_MONTH, "spells"} if dynamic and flat.edge_types.get("months") is str else set()
    edge_types = _columns(flat.edge_types, {"label", *left_out, *remade, *(["weight"] if weighted else []), *(["id_"] if numbered else [])})
    yield f'{DECLARATION}<gexf xmlns="{NAMESPACE}" xmlns:viz="{NAMESPACE}/viz" version="1.2">\n'
    yield f'  <graph defaultedgetype="{"directed" if flat.directed else "undirected"}" mode="{"dynamic" if dynamic else "static"}"'
    yield (' timeformat="date"' if dynamic else "") + ">\n"
    yield from _declared("node", "static", node_types)
    yield from _declared("edge", "static", edge_types)
    by_month = len(edge_types)
    if remade:
        yield f'    <attributes class="edge" mode="dynamic">\n      <attribute id="{by_month}" title="{BY_MONTH}" type="long"/>\n'
        yield "    </attributes>\n"
    yield "    <nodes>\n"
    for ident, row in flat.nodes:
        yield f'      <node id="{attribute(ident)}" label="{attribute(row["label"])}"{_life(lives.nodes.get(ident))}>\n'
        yield from _values(row, node_types)
        if colour := _colour(row):
            yield '        <viz:color r="{}" g="{}" b="{}"/>\n'.format(*colour)
        yield "      </node>\n"
    yield "    </nodes>\n    <edges>\n"
    for number, (source, target, row) in enumerate(flat.edges):
        ident = attribute(row["id_"]) if numbered else str(number)
        weight = f' weight="{float(row["weight"])!r}"' if weighted and "weight" in row else ""
        label = f' label="{attribute(row["label"])}"' if "label" in row else ""
        life = lives.edge(row)
        ends = f'source="{attribute(source)}" target="{attribute(target)}"'
        yield f'      <edge id="{ident}" {ends}{weight}{label}{_life(life)}>\n'
        seen = counts(row.get("months")) if remade else []
        yield from _values(row, edge_types, "".join(_month(by_month, days, count) for days, count in apart(seen)))
        stretches = spells(life, (days for days, _ in seen))
        if len(stretches) > 1:
            yield "        <spells>\n"
            yield from (f"          <spell{_life(stretch)}/>\n" for stretch in stretches)
            yield "        </spells>\n"
        yield "      </edge>\n"
    yield "    </edges>\n  </graph>\n</gexf>\n"


class _Lives:
    """From which day to which nodes and edges are there."""

    def __init__(self, flat: Flat) -> None:
        self.nodes: dict[str, Span] = {}
        self.dynamic = False
        dated = any({"first_date", "last_date", "months", *LIFE} & types.keys() for types in (flat.edge_types, flat.node_types))
        if not dated and "date" not in flat.node_types:
            return
        for source, target, row in flat.edges:
            if life := self.edge(row):
                self._extend(source, life)
                self._extend(target, life)
        for ident, row in flat.nodes:
            if own := between(row.get("start"), row.get("end")):
                self.nodes[ident] = own
            elif day := span(row.get("date")):
                self._extend(ident, day)
        self.dynamic = bool(self.nodes)

    def edge(self, row: Row) -> Span | None:
        """Its own, as networkx reads it from GEXF, or that of its articles."""
        life = between(row.get("start"), row.get("end")) or between(row.get("first_date"), row.get("last_date"))
        if life is None and (seen := counts(row.get("months"))):
            return min(first for (first, _), _ in seen), max(last for (_, last), _ in seen)
        return life

    def _extend(self, ident: str, life: Span) -> None:
        first, last = self.nodes.get(ident, life)
        self.nodes[ident] = min(first, life[0]), max(last, life[1])


def _columns(types: Mapping[str, type], left_out: set[str]) -> dict[str, type]:
    return {name: kind for name, kind in types.items() if name not in left_out}


def _numbered(flat: Flat) -> bool:
    """Whether the edges have ids already, as those have that networkx read from GEXF: all, and each its own."""
    if flat.edge_types.get("id_") is not str:
        return False
    found = [row.get("id_") for _, _, row in flat.edges]
    return None not in found and len({*found}) == len(found)


def _declared(domain: str, mode: str, types: Mapping[str, type]) -> Iterator[str]:
    if types:
        yield f'    <attributes class="{domain}" mode="{mode}">\n'
        for number, (name, kind) in enumerate(types.items()):
            yield f'      <attribute id="{number}" title="{attribute(name)}" type="{TYPE_NAMES[kind]}"/>\n'
        yield "    </attributes>\n"


def _values(row: Row, types: Mapping[str, type], more: str = "") -> Iterator[str]:
    values = [(number, row[name]) for number, name in enumerate(types) if name in row]
    if values or more:
        yield "        <attvalues>\n"
        for number, value in values:
            yield f'          <attvalue for="{number}" value="{attribute(value)}"/>\n'
        yield f"{more}        </attvalues>\n"


def _month(number: int, days: Span, count: int) -> str:
    return f'          <attvalue for="{number}" value="{count}"{_life(days)}/>\n'


def _life(days: Span | None) -> str:
    return ' start="{}" end="{}"'.format(*days) if days else ""


def _colour(row: Row) -> tuple[int, int, int] | None:
    """The colour that Gephi gave the node, as networkx reads it, or the one it has by type."""
    try:
        own: Any = json.loads(str(row.get("viz", "null")))
        red, green, blue = (own["color"][part] for part in "rgb")
    except (ValueError, TypeError, KeyError):
        return rgb(row.get("color"))
    parts = (red, green, blue)
    return parts if all(type(part) is int and 0 <= part < 256 for part in parts) else rgb(row.get("color"))
