"""The two XML formats, as text: GraphML 1.0 and GEXF 1.2.

Written by hand and not by networkx: its GraphML writer declares an attribute once for each type it meets, which igraph reads as
two; its GEXF writer puts today's date into the file and loses an edge attribute named `type`.
"""

import json
import re
from collections.abc import Iterator

from registry.graph.flatten import Flat, Row, Scalar
from registry.graph.palette import rgb

TYPE_NAMES: dict[type, str] = {bool: "boolean", int: "long", float: "double", str: "string"}
"""The names are the same in both formats, and in Java, which Gephi, Cytoscape and yEd are written in."""

GRAPHML = "http://graphml.graphdrawing.org/xmlns"
GEXF = "http://www.gexf.net/1.2draft"
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'

ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"})
"""Line ends and tabs too: a parser turns them to blanks inside an XML attribute, and a carriage return everywhere."""
ESCAPED = re.compile('[&<>"\t\n\r]')
"""Whether there is any to escape: a search is several times as fast as a translation, and most values hold none."""


def graphml(flat: Flat) -> Iterator[str]:
    """Lines of GraphML. Nodes with a known type carry `r`, `g`, `b` as Gephi reads them, unless they have their own.

    Attributes of the graph go into its description, as JSON: keys for a graph are an error to Gephi.
    """
    coloured = not {"r", "g", "b"} & flat.node_types.keys() and any(rgb(row) for _, row in flat.nodes)
    node_types = dict(sorted({**flat.node_types, **(dict.fromkeys("rgb", int) if coloured else {})}.items()))
    yield f'{DECLARATION}<graphml xmlns="{GRAPHML}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    yield f' xsi:schemaLocation="{GRAPHML} {GRAPHML}/1.0/graphml.xsd">\n'
    keys: dict[str, dict[str, str]] = {}
    for domain, types in (("node", node_types), ("edge", flat.edge_types)):
        keys[domain] = {}
        for number, (name, kind) in enumerate(types.items()):
            keys[domain][name] = key = f"{domain[0]}{number}"
            yield f'  <key id="{key}" for="{domain}" attr.name="{_escape(name)}" attr.type="{TYPE_NAMES[kind]}"/>\n'
    yield f'  <graph edgedefault="{_direction(flat)}">\n'
    if flat.attributes:
        yield f"    <desc>{_escape(json.dumps(flat.attributes, ensure_ascii=False, sort_keys=True))}</desc>\n"
    for ident, row in flat.nodes:
        colour = rgb(row) if coloured else None
        yield f'    <node id="{_escape(ident)}">\n'
        yield _data({**row, **dict(zip("rgb", colour, strict=True))} if colour else row, keys["node"], "      ")
        yield "    </node>\n"
    for source, target, row in flat.edges:
        yield f'    <edge source="{_escape(source)}" target="{_escape(target)}">\n'
        yield _data(row, keys["edge"], "      ")
        yield "    </edge>\n"
    yield "  </graph>\n</graphml>\n"


def _data(row: Row, keys: dict[str, str], indent: str) -> str:
    return "".join([f'{indent}<data key="{key}">{_escape(row[name])}</data>\n' for name, key in keys.items() if name in row])


def gexf(flat: Flat) -> Iterator[str]:
    """Lines of GEXF. Attributes of the graph have no place in it and are left out; colours go by type, as in the picture."""
    yield f'{DECLARATION}<gexf xmlns="{GEXF}" xmlns:viz="{GEXF}/viz" version="1.2">\n'
    yield f'  <graph mode="static" defaultedgetype="{_direction(flat)}">\n'
    node_types = {name: kind for name, kind in flat.node_types.items() if name != "label"}
    weighted = flat.edge_types.get("weight") in (int, float)
    edge_types = {name: kind for name, kind in flat.edge_types.items() if name != "label" and not (weighted and name == "weight")}
    for domain, types in (("node", node_types), ("edge", edge_types)):
        if types:
            yield f'    <attributes class="{domain}" mode="static">\n'
            for number, (name, kind) in enumerate(types.items()):
                yield f'      <attribute id="{number}" title="{_escape(name)}" type="{TYPE_NAMES[kind]}"/>\n'
            yield "    </attributes>\n"
    yield "    <nodes>\n"
    for ident, row in flat.nodes:
        yield f'      <node id="{_escape(ident)}" label="{_escape(row["label"])}">\n'
        yield from _attvalues(row, node_types)
        if colour := rgb(row):
            yield '        <viz:color r="{}" g="{}" b="{}"/>\n'.format(*colour)
        yield "      </node>\n"
    yield "    </nodes>\n    <edges>\n"
    for number, (source, target, row) in enumerate(flat.edges):
        weight = f' weight="{row["weight"]}"' if weighted and "weight" in row else ""
        label = f' label="{_escape(row["label"])}"' if "label" in row else ""
        yield f'      <edge id="{number}" source="{_escape(source)}" target="{_escape(target)}"{weight}{label}>\n'
        yield from _attvalues(row, edge_types)
        yield "      </edge>\n"
    yield "    </edges>\n  </graph>\n</gexf>\n"


def _attvalues(row: Row, types: dict[str, type]) -> Iterator[str]:
    values = [(number, row[name]) for number, name in enumerate(types) if name in row]
    if values:
        yield "        <attvalues>\n"
        for number, value in values:
            yield f'          <attvalue for="{number}" value="{_escape(value)}"/>\n'
        yield "        </attvalues>\n"


def _direction(flat: Flat) -> str:
    return "directed" if flat.directed else "undirected"


def _escape(value: Scalar) -> str:
    if type(value) is str:
        return value.translate(ESCAPES) if ESCAPED.search(value) else value
    return "true" if value is True else "false" if value is False else repr(value)
