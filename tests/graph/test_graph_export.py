"""Files that other programs read back as they were meant, whatever the graph holds; or a refusal, and the old file untouched."""

import csv
import decimal
import enum
import fractions
import json
import math
import os
import pathlib
import re
import stat
import sys
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import igraph  # type: ignore[import-untyped]
import networkx as nx
import numpy as np
import pyarrow.parquet as pq
import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from registry.errors import ExportError
from registry.graph.export import (
    WRITERS,
    nodes_beside,
    write,
    write_csv,
    write_cyjs,
    write_gexf,
    write_graphml,
    write_json,
    write_parquet,
)

TEXT_WRITERS = {suffix: writer for suffix, writer in WRITERS.items() if suffix not in (".png", ".svg", ".html")}
CASES = Path(__file__).parents[1] / "cases" / "graph" / "hostile.yaml"


def rows() -> list[Any]:
    table = yaml.safe_load(CASES.read_text("utf-8"))
    sides = [(case, side) for case in table for side in ([case["only"]] if "only" in case else ["node", "edge"])]
    return [pytest.param(case, side, id=f"{case['label']} on {side}") for case, side in sides]


def holding(side: str, attribute: Any, value: Any) -> "nx.Graph[Any]":
    """Two tied nodes, one attribute on the first or on the tie."""
    graph: nx.Graph[Any] = nx.Graph([("a", "b")])
    (graph.nodes["a"] if side == "node" else graph.edges["a", "b"])[attribute] = value
    return graph


def read_back(graph: "nx.Graph[Any]", path: Path) -> "nx.Graph[Any]":
    write_graphml(graph, path)
    found: nx.Graph[Any] = nx.read_graphml(path)
    return found


@pytest.mark.parametrize(("case", "side"), rows())
def test_hostile_values(case: dict[str, Any], side: str, tmp_path: Path) -> None:
    """Every value in the table is written as the table says, or refused with node or edge and attribute named."""
    path = tmp_path / "g.graphml"
    graph = holding(side, case["attribute"], case["value"])
    if "refused" in case:
        owner = "node 'a'" if side == "node" else "edge 'a' - 'b'"
        with pytest.raises(ExportError, match=f"^{owner}, attribute {re.escape(repr(case['attribute']))}: .*{re.escape(case['refused'])}"):
            write_graphml(graph, path)
        assert list(tmp_path.iterdir()) == []
        return
    found = read_back(graph, path)
    data = found.nodes["a"] if side == "node" else found.edges["a", "b"]
    names = {"label": "a", "name": "a"} if side == "node" else {"interaction": "co-occurs with"}
    expected = names | case["written"]
    assert expected == data
    assert {name: type(value) for name, value in expected.items()} == {name: type(value) for name, value in data.items()}


class Colour(enum.Enum):
    RED = "red"


CYCLE: list[Any] = []
CYCLE.append(CYCLE)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Colour.RED, "red"),
        (np.int64(3), 3),
        (np.float32(0.5), 0.5),
        (np.bool_(True), True),
        (np.str_("x"), "x"),
        (np.array([1, 2]), "1; 2"),
        (decimal.Decimal("0.10"), "0.10"),
        (fractions.Fraction(1, 3), "1/3"),
        (pathlib.PurePosixPath("a/b"), "a/b"),
        (uuid.UUID(int=0), "00000000-0000-0000-0000-000000000000"),
        ({"b", "a"}, "a; b"),
        (("a", {"k": [1, None]}), '["a", {"k": [1, null]}]'),
    ],
    ids=repr,
)
def test_values_that_yaml_cannot_say(value: Any, written: Any, tmp_path: Path) -> None:
    """Enums, numpy's scalars, sets and the like."""
    assert written == read_back(holding("node", "x", value), tmp_path / "g.graphml").nodes["a"]["x"]


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (object(), "a object has no text"),
        (b"bytes", "a bytes has no text"),
        (CYCLE, "holds itself"),
        (1 + 2j, "complex"),
        (math.sin, "text"),
    ],
    ids=["object", "bytes", "cycle", "complex", "function"],
)
@pytest.mark.parametrize("writer", TEXT_WRITERS.values())
def test_refused_by_every_writer(value: Any, reason: str, writer: Callable[..., None], tmp_path: Path) -> None:
    """An error names place and attribute, and the old file stays."""
    path = tmp_path / "g"
    path.write_text("old", "utf-8")
    with pytest.raises(ExportError, match=f"edge 'a' - 'b', attribute 'x': .*{reason}"):
        writer(holding("edge", "x", value), path)
    assert os.listdir(tmp_path) == ["g"]
    assert path.read_text("utf-8") == "old"


@pytest.mark.parametrize(
    ("nodes", "reason"),
    [
        ([1, "1"], "nodes 1 and '1': both would be written as '1'"),
        (["\x01", "\\x01"], "both would be written"),
        ([""], "node '': an id must not be empty"),
        ([("a", 1)], r"node \('a', 1\): an id must be text or a number"),
        ([math.nan], "node nan"),
        ([frozenset()], "node frozenset"),
    ],
    ids=repr,
)
def test_ids_that_no_file_can_hold(nodes: list[Any], reason: str, tmp_path: Path) -> None:
    """Two nodes never become one, and none loses its name."""
    graph: nx.Graph[Any] = nx.Graph()
    graph.add_nodes_from(nodes)
    for writer in TEXT_WRITERS.values():
        with pytest.raises(ExportError, match=reason):
            writer(graph, tmp_path / "g")


def test_ids_are_written_as_text(tmp_path: Path) -> None:
    """Numbers, blanks and markup in an id come back as text."""
    graph: nx.Graph[Any] = nx.Graph([(1, "a b"), ("a b", '<"&>'), ('<"&>', "é\n")])
    assert {"1", "a b", '<"&>', "é\n"} == set(read_back(graph, tmp_path / "g.graphml"))


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((1, 0.5), (1.0, 0.5)),
        ((1, "x"), ("1", "x")),
        ((True, 2), ("true", "2")),
        ((2**53 + 1, 0.5), ("9007199254740993", "0.5")),
        ((2**63, 1), ("9223372036854775808", "1")),
    ],
    ids=repr,
)
def test_an_attribute_has_one_type(values: tuple[Any, Any], expected: tuple[Any, Any], tmp_path: Path) -> None:
    """Int and float meet as float, all else as text; no number changes on the way."""
    graph: nx.Graph[Any] = nx.Graph()
    graph.add_nodes_from((ident, {"x": value}) for ident, value in zip("ab", values, strict=True))
    path = tmp_path / "g.graphml"
    found = read_back(graph, path)
    assert expected == tuple(found.nodes[ident]["x"] for ident in "ab")
    keys = [key.get("attr.name") for key in ElementTree.parse(path).iter("{http://graphml.graphdrawing.org/xmlns}key")]
    assert keys == ["label", "name", "x"]


def test_two_names_that_would_be_one(tmp_path: Path) -> None:
    """An attribute is never written over another."""
    for attributes in ({1: "a", "1": "b"}, {"id": 1, "id_": 2}):
        graph: nx.Graph[Any] = nx.Graph()
        graph.add_node("a")
        graph.nodes["a"].update(attributes)
        with pytest.raises(ExportError, match=r"node 'a', attribute .*: two attributes would be written as"):
            write_graphml(graph, tmp_path / "g.graphml")


def test_multigraphs_are_refused(tmp_path: Path) -> None:
    """Parallel edges are not merged in silence."""
    with pytest.raises(ExportError, match="multigraph"):
        write_graphml(nx.MultiGraph([("a", "b"), ("a", "b")]), tmp_path / "g.graphml")


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()) | st.binary() | st.dates() | st.complex_numbers(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.integers(), inner) | st.tuples(inner) | st.frozensets(st.text()),
    max_leaves=6,
)
NAMES = (
    st.text(st.characters()) | st.sampled_from(["id", "type", "label", "name", "weight", "key", "self", "source", "viz"]) | st.integers()
)
ROWS = st.dictionaries(NAMES, ANY, max_size=4)
IDS = st.text(st.characters(), max_size=3) | st.integers() | st.floats()


@settings(max_examples=200, deadline=None)
@example({"a": {}, "b": {}}, {"x": "1\r2"}, {}, False)
@given(st.dictionaries(IDS, ROWS, min_size=2, max_size=5), ROWS, ROWS, st.booleans())
def test_any_values(
    tmp_path_factory: pytest.TempPathFactory, nodes: dict[Any, Any], tie: dict[Any, Any], own: dict[Any, Any], directed: bool
) -> None:
    """Whatever the attributes: files that read back with the same nodes and ties, or an ExportError and the old file."""
    graph: nx.Graph[Any] = nx.DiGraph() if directed else nx.Graph()
    graph.graph.update(own)
    for ident, row in nodes.items():
        graph.add_node(ident)
        graph.nodes[ident].update(row)
    first, second = list(nodes)[:2]
    graph.add_edge(first, second)
    graph.edges[first, second].update(tie)
    folder = tmp_path_factory.mktemp("any")
    for suffix, writer in TEXT_WRITERS.items():
        path = folder / f"g{suffix}"
        path.write_text("old", "utf-8")
        try:
            writer(graph, path)
        except ExportError:
            assert path.read_text("utf-8") == "old"
            continue
        found = READERS[suffix](path)
        assert (len(nodes), 1, directed) == (found.number_of_nodes(), found.number_of_edges(), found.is_directed())
    assert not list(folder.glob(".*"))


def _read_csv(path: Path) -> "nx.Graph[Any]":
    with open(path, encoding="utf-8", newline="") as file:
        ties = list(csv.DictReader(file))
    with open(path.with_name(f"{path.stem}-nodes.csv"), encoding="utf-8", newline="") as file:
        nodes = list(csv.DictReader(file))
    graph: nx.Graph[Any] = nx.DiGraph() if ties and ties[0]["Type"] == "Directed" else nx.Graph()
    graph.add_nodes_from((row["Id"], {"label": row["Label"]}) for row in nodes)
    graph.add_edges_from((row["Source"], row["Target"]) for row in ties)
    return graph


def _read_cyjs(path: Path) -> "nx.Graph[Any]":
    data = json.loads(path.read_text("utf-8"))
    graph: nx.Graph[Any] = nx.DiGraph() if data["directed"] else nx.Graph()
    graph.add_nodes_from((node["data"]["id"], node["data"]) for node in data["elements"]["nodes"])
    graph.add_edges_from((tie["data"]["source"], tie["data"]["target"], tie["data"]) for tie in data["elements"]["edges"])
    return graph


def _read_json(path: Path) -> "nx.Graph[Any]":
    graph: nx.Graph[Any] = nx.node_link_graph(json.loads(path.read_text("utf-8")), edges="edges")
    return graph


def _read_parquet(path: Path) -> "nx.Graph[Any]":
    ties, nodes = pq.read_table(path), pq.read_table(path.with_name(f"{path.stem}-nodes.parquet"))
    about = json.loads(ties.schema.metadata[b"graph"])
    graph: nx.Graph[Any] = nx.DiGraph() if about.pop("directed") else nx.Graph()
    graph.graph.update(about)
    graph.add_nodes_from((row["id"], {"label": row["label"]}) for row in nodes.to_pylist())
    graph.add_edges_from((row["source"], row["target"]) for row in ties.to_pylist())
    return graph


READERS: dict[str, Callable[[Path], "nx.Graph[Any]"]] = {
    ".graphml": nx.read_graphml,
    ".gexf": nx.read_gexf,
    ".json": _read_json,
    ".csv": _read_csv,
    ".cyjs": _read_cyjs,
    ".parquet": _read_parquet,
}


def _ties(graph: "nx.Graph[Any]") -> set[tuple[str, str]]:
    return {(min(pair), max(pair)) for pair in graph.edges}


@pytest.mark.parametrize("suffix", TEXT_WRITERS)
def test_the_actors_in_every_format(suffix: str, actors: "nx.Graph[str]", tmp_path: Path) -> None:
    """Same nodes, same ties, labels as they are, and the same bytes whatever the order in which the graph was built."""
    path = tmp_path / f"actors{suffix}"
    write(actors, path)
    found = READERS[suffix](path)
    assert (set(actors), _ties(actors)) == (set(found), _ties(found))
    assert {ident: actors.nodes[ident]["label"] for ident in actors} == {ident: found.nodes[ident]["label"] for ident in actors}
    first = path.read_bytes()
    other: nx.Graph[str] = nx.Graph(**actors.graph)
    other.add_nodes_from(reversed([(ident, dict(reversed(data.items()))) for ident, data in actors.nodes(data=True)]))
    other.add_edges_from(reversed([(b, a, data) for a, b, data in actors.edges(data=True)]))
    write(other, path)
    assert first == path.read_bytes()


def test_networkx_reads_the_actors(actors: "nx.Graph[str]", tmp_path: Path) -> None:
    """GraphML: every attribute of nodes and ties with value and type."""
    found = read_back(actors, tmp_path / "actors.graphml")
    for ident, data in actors.nodes(data=True):
        assert data == {name: value for name, value in found.nodes[ident].items() if name not in {*"rgb", "color"}}
    for a, b, tie in actors.edges(data=True):
        assert tie | {"interaction": "co-occurs with"} == found.edges[a, b]
        assert [type(value) for value in tie.values()] == [type(found.edges[a, b][name]) for name in tie]


def test_igraph_reads_the_actors(actors: "nx.Graph[str]", tmp_path: Path) -> None:
    """GraphML: the same nodes, ties, texts and numbers."""
    path = tmp_path / "actors.graphml"
    write_graphml(actors, path)
    found = igraph.Graph.Read_GraphML(str(path))
    assert not found.is_directed()
    ids = found.vs["id"]
    assert list(actors) == ids
    for name in ("label", "name", "type", "articles", "mentions"):
        assert [actors.nodes[ident][name] for ident in ids] == found.vs[name]
    for edge in found.es:
        data = edge.attributes()
        assert actors.edges[ids[edge.source], ids[edge.target]] | {"interaction": "co-occurs with"} == data
        assert isinstance(data["evidence"], str)
        assert isinstance(data["weight"], float | int)


HOSTILE_GRAPHS: dict[str, Callable[[], "nx.Graph[Any]"]] = {
    "empty": nx.Graph,
    "without edges": lambda: nx.empty_graph(3),
    "with a self-loop": lambda: nx.Graph([("a", "a"), ("a", "b")]),
    "directed, both ways": lambda: nx.DiGraph([("b", "a"), ("a", "b"), ("a", "a")]),
    "with a type here and another there": lambda: _graph({"x": 1, "weight": 2}, {"x": 0.5}, {"x": "y", "weight": 0.5}, {"yes": True}),
    "with rows of several shapes": lambda: _graph(*({f"a{number % 7}": number, "b": "\r" * (number % 3)} for number in range(450))),
    "with ids that are markup": lambda: nx.Graph([('<"&>', "é"), (")]]>", "a b"), (1, "=1+1")]),
    "with dates": lambda: _graph(
        {"weight": 3, "first_date": "2021-07-28", "last_date": "2022", "months": "2021-07: 3; 2021-08: 1; 2021-11: 1; 2022: 1"},
        {"weight": 1, "first_date": "", "last_date": "", "months": ""},
        {"weight": 1, "first_date": "2020", "last_date": "2020-02", "months": "2020-02: 1"},
        {"weight": 1, "first_date": "2021-02-30", "last_date": "soon", "months": "nonsense"},
        {"weight": 1, "months": "2019-12: 4; 2020-01: 1"},
    ),
    "with lives of its own": lambda: _graph({"start": "2021-07", "end": "2021-09"}, {"start": 5}),
}


def _graph(*ties: dict[str, Any]) -> "nx.Graph[Any]":
    """A star, its ties with these attributes."""
    graph: nx.Graph[Any] = nx.Graph()
    graph.add_node("hub", type="place")
    for number, tie in enumerate(ties):
        graph.add_edge("hub", f"n{number:03}", **tie)
    return graph


@pytest.mark.parametrize("name", HOSTILE_GRAPHS)
@pytest.mark.parametrize(("suffix", "read"), [(".graphml", nx.read_graphml), (".gexf", nx.read_gexf)])
def test_a_round_trip_is_a_fixed_point(name: str, suffix: str, read: Callable[[Path], Any], tmp_path: Path) -> None:
    """What networkx read from our file is written as that file, byte for byte."""
    first, second = tmp_path / f"1{suffix}", tmp_path / f"2{suffix}"
    write(HOSTILE_GRAPHS[name](), first)
    write(read(first), second)
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("name", HOSTILE_GRAPHS)
@pytest.mark.parametrize("suffix", TEXT_WRITERS)
def test_hostile_graphs(name: str, suffix: str, tmp_path: Path) -> None:
    """Every format holds all nodes and ties of each, loops and both directions too."""
    graph, path = HOSTILE_GRAPHS[name](), tmp_path / f"g{suffix}"
    write(graph, path)
    found = READERS[suffix](path)
    assert (len(graph), graph.number_of_edges()) == (len(found), found.number_of_edges())


def test_igraph_reads_hostile_values_too(tmp_path: Path) -> None:
    """A second reader, of libxml2's make."""
    graph = _graph({"note": 'a < b ]]> & \r\n\t "c" \u202e', "x": 0.1, "n": 3}, {"note": "", "x": 2.3e-308, "n": -4})
    write_graphml(graph, tmp_path / "g.graphml")
    found = igraph.Graph.Read_GraphML(str(tmp_path / "g.graphml"))
    assert [graph.edges["hub", f"n{number:03}"] | {"interaction": "co-occurs with"} for number in range(2)] == [
        edge.attributes() for edge in found.es
    ]


def test_a_file_read_back_is_written_the_same(actors: "nx.Graph[str]", tmp_path: Path) -> None:
    """Writing what networkx read gives the same bytes, but for the description, which it does not read."""
    first, second = tmp_path / "1.graphml", tmp_path / "2.graphml"
    found = read_back(actors, first)
    found.graph.update(actors.graph)
    write_graphml(found, second)
    assert first.read_bytes() == second.read_bytes()


def test_attribute_types_are_declared_once(actors: "nx.Graph[str]", tmp_path: Path) -> None:
    """Sorted within nodes and ties, under the names that Gephi reads; colours as Gephi reads them."""
    path = tmp_path / "actors.graphml"
    write_graphml(actors, path)
    keys = [key.attrib for key in ElementTree.parse(path).iter("{http://graphml.graphdrawing.org/xmlns}key")]
    edge = {key["attr.name"]: key["attr.type"] for key in keys if key["for"] == "edge"}
    node = {key["attr.name"]: key["attr.type"] for key in keys if key["for"] == "node"}
    counts = dict.fromkeys(("articles", "paragraphs", "sentences", "weight"), "long")
    texts = dict.fromkeys(("article_ids", "evidence", "first_date", "interaction", "last_date", "months", "sources"), "string")
    assert counts | texts | dict.fromkeys(("npmi", "log_likelihood", "newman", "p_value", "q_value"), "double") == edge
    numbers, words = ("articles", "b", "g", "mentions", "r"), ("color", "country", "label", "name", "type")
    assert dict.fromkeys(numbers, "long") | dict.fromkeys(words, "string") == node
    assert (sorted(edge), sorted(node)) == (list(edge), list(node))


def test_attributes_of_the_graph_are_its_description(actors: "nx.Graph[str]", tmp_path: Path) -> None:
    """As JSON, since Gephi reports keys for a graph as an error."""
    path = tmp_path / "actors.graphml"
    write_graphml(actors, path)
    tree = ElementTree.parse(path)
    assert {"node", "edge"} == {key.get("for") for key in tree.iter("{http://graphml.graphdrawing.org/xmlns}key")}
    (description,) = tree.iter("{http://graphml.graphdrawing.org/xmlns}desc")
    assert actors.graph == json.loads(description.text or "")


def test_gexf_keeps_type_and_colour(actors: "nx.Graph[str]", tmp_path: Path) -> None:
    """An edge attribute named type, which networkx's own writer would lose, and the colour of a state."""
    graph = actors.copy()
    graph.edges["csto", "russia"]["type"] = "ally"
    write_gexf(graph, tmp_path / "g.gexf")
    found = nx.read_gexf(tmp_path / "g.gexf")
    assert found.edges["csto", "russia"]["type"] == "ally"
    assert found.nodes["russia"]["viz"]["color"] == {"r": 230, "g": 184, "b": 0, "a": 1.0}
    assert actors.edges["csto", "russia"]["weight"] == found.edges["csto", "russia"]["weight"]


def test_gexf_with_dates(tmp_path: Path) -> None:
    """Lives of nodes and ties by the day, the gaps between months as spells, the count of each month; and the weight of all."""
    graph = HOSTILE_GRAPHS["with dates"]()
    graph.add_node("article:1", type="article", date="2023-05")
    write_gexf(graph, tmp_path / "g.gexf")
    found = nx.read_gexf(tmp_path / "g.gexf")
    assert found.graph["mode"] == "dynamic"
    tie = found.edges["hub", "n000"]
    assert (tie["start"], tie["end"], tie["weight"]) == ("2021-07-28", "2022-12-31", 3.0)
    assert tie["spells"] == [("2021-07-28", "2021-08-31"), ("2021-11-01", "2021-11-30"), ("2022-01-01", "2022-12-31")]
    assert tie["by_month"][:2] == [(3, "2021-07-01", "2021-07-31"), (1, "2021-08-01", "2021-08-31")]
    assert {"start", "end", "spells", "by_month"}.isdisjoint(found.edges["hub", "n001"])
    assert (found.edges["hub", "n004"]["start"], found.edges["hub", "n004"]["end"]) == ("2019-12-01", "2020-01-31")
    assert (found.nodes["hub"]["start"], found.nodes["hub"]["end"]) == ("2019-12-01", "2022-12-31")
    assert (found.nodes["article:1"]["start"], found.nodes["article:1"]["end"]) == ("2023-05-01", "2023-05-31")
    assert "start" not in found.nodes["n001"]


def test_gexf_without_dates_is_static(tmp_path: Path) -> None:
    """Also where the attributes are there and empty."""
    write_gexf(_graph({"first_date": "", "last_date": "", "months": ""}), tmp_path / "g.gexf")
    text = (tmp_path / "g.gexf").read_text("utf-8")
    assert 'mode="static"' in text
    assert "dynamic" not in text
    assert "start=" not in text


def test_gexf_keeps_the_colour_that_gephi_gave(tmp_path: Path) -> None:
    """networkx reads it as `viz`."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_node("a", type="place", viz={"color": {"r": 1, "g": 2, "b": 3, "a": 1.0}, "size": 4.0})
    write_gexf(graph, tmp_path / "g.gexf")
    assert nx.read_gexf(tmp_path / "g.gexf").nodes["a"]["viz"]["color"] == {"r": 1, "g": 2, "b": 3, "a": 1.0}


def bipartite() -> "nx.Graph[str]":
    graph: nx.Graph[str] = nx.Graph()
    graph.add_node("csto", type="organization", name="CSTO")
    graph.add_node("article:1", type="article", name="Drills begin")
    graph.add_edge("csto", "article:1", mentions=2)
    graph.add_edge("csto", "rahmon", weight=1)
    return graph


@pytest.mark.parametrize("suffix", [".graphml", ".gexf", ".json", ".cyjs", ".csv", ".parquet"])
def test_what_programs_look_for_is_in_every_format(suffix: str, tmp_path: Path) -> None:
    """Label and name of nodes, their colour, and the interaction of ties: the same values under the same names."""
    path = tmp_path / f"g{suffix}"
    write(bipartite(), path)
    if suffix in (".csv", ".parquet"):
        nodes, ties = _tables(path)
        labels = {row.get("label", row.get("Label")): (row["name"], row["color"] or None) for row in nodes}
        kinds = {row["interaction"] for row in ties}
    else:
        found = READERS[suffix](path)
        labels = {row["label"]: (row["name"], row.get("color") or _hex(row.get("viz"))) for _, row in found.nodes(data=True)}
        kinds = {row["interaction"] for _, _, row in found.edges(data=True)}
    assert labels == {"CSTO": ("CSTO", "#0072b2"), "Drills begin": ("Drills begin", "#2b2b2b"), "rahmon": ("rahmon", None)}
    assert kinds == {"co-occurs with", "names"}


def _tables(path: Path) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    found = []
    for part in (nodes_beside(path), path):
        if path.suffix == ".parquet":
            found.append(pq.read_table(part).to_pylist())
        else:
            with open(part, encoding="utf-8", newline="") as file:
                found.append(list(csv.DictReader(file)))
    return found[0], found[1]


def _hex(viz: Any) -> str | None:
    return "#" + "".join(f"{viz['color'][part]:02x}" for part in "rgb") if viz else None


def test_cytoscape_ids_are_unique_and_values_of_one_type(tmp_path: Path) -> None:
    """Nodes and edges share their ids in Cytoscape; null it does not read, nor a column that is text here and a number there."""
    graph = nx.Graph([("e0", "e1"), ("e1", "ee0")], unit=None)
    graph.edges["e0", "e1"].update(x=1, y=None)
    graph.edges["e1", "ee0"].update(x="one", y=2.0)
    write_cyjs(graph, tmp_path / "g.cyjs")
    text = (tmp_path / "g.cyjs").read_text("utf-8")
    elements = json.loads(text)["elements"]
    ids = [element["data"]["id"] for part in elements.values() for element in part]
    assert len(ids) == len(set(ids)) == 5
    assert [edge["data"]["x"] for edge in elements["edges"]] == ["1", "one"]
    assert "null" not in text


def test_parquet_columns_are_typed(tmp_path: Path) -> None:
    """What is missing is null, never a number made float; the nodes lie beside; the same graph gives the same bytes."""
    graph = _graph({"articles": 3, "npmi": 0.5, "core": True, "note": "a\nb"}, {"articles": 2**53 + 1})
    path = tmp_path / "g.parquet"
    write_parquet(graph, path)
    schema = {field.name: str(field.type) for field in pq.read_schema(path)}
    expected = {"source": "string", "target": "string", "articles": "int64", "core": "bool", "interaction": "string", "note": "string"}
    assert expected | {"npmi": "double"} == schema
    first, second = pq.read_table(path).to_pylist()
    assert (first["articles"], first["core"], first["note"], first["npmi"]) == (3, True, "a\nb", 0.5)
    assert (second["articles"], second["core"], second["note"], second["npmi"]) == (2**53 + 1, None, None, None)
    assert [row["id"] for row in pq.read_table(tmp_path / "g-nodes.parquet").to_pylist()] == ["hub", "n000", "n001"]
    before = path.read_bytes()
    write_parquet(graph, path)
    assert before == path.read_bytes()


def test_parquet_of_more_than_one_piece(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Row groups are written one after the other, and read as one table."""
    monkeypatch.setattr("registry.graph.formats.parquet.GROUP", 100)
    write_parquet(_graph(*({"n": number} for number in range(250))), tmp_path / "g.parquet")
    assert pq.ParquetFile(tmp_path / "g.parquet").num_row_groups == 3
    assert pq.read_table(tmp_path / "g.parquet")["n"].to_pylist() == list(range(250))


def test_parquet_without_pyarrow(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The message names the extra, and no file is left."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ExportError, match=r"g\.parquet: Parquet needs pyarrow; pip install \"alias-registry\[parquet\]\""):
        write_parquet(nx.Graph(), tmp_path / "g.parquet")
    assert list(tmp_path.iterdir()) == []


def test_csv_headings_are_never_doubled(tmp_path: Path) -> None:
    """Neither by a heading of ours, in capitals or not, nor by each other."""
    write_csv(_graph({"Source_": 1, "Type": 2, "type": 3, "Weight": 4, "weight": 5}), tmp_path / "g.csv")
    heading = (tmp_path / "g.csv").read_text("utf-8").splitlines()[0]
    assert heading == "Source,Target,Type,Source_,Type_,Weight,interaction,type__,weight_"


def test_csv_ids_stay_apart(tmp_path: Path) -> None:
    """An apostrophe before a formula must not make two ids one."""
    with pytest.raises(ExportError, match='both would be written as "\'=a"; relabel one'):
        write_csv(nx.Graph([("=a", "'=a")]), tmp_path / "g.csv")
    assert list(tmp_path.iterdir()) == []


def test_cytoscape_data_reads_back(actors: "nx.Graph[str]", tmp_path: Path) -> None:
    """By networkx too."""
    write_cyjs(actors, tmp_path / "g.cyjs")
    found = nx.cytoscape_graph(json.loads((tmp_path / "g.cyjs").read_text("utf-8")))
    assert set(actors) == set(found)
    assert found.nodes["russia"]["name"] == "Russia"


def test_csv_headings_and_formulas(tmp_path: Path) -> None:
    """The headings that Gephi knows, and no cell that a spreadsheet would run."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edge("a", "b", type="ally", evidence='=HYPERLINK("x")', npmi=-0.5, note="two\nlines")
    write_csv(graph, tmp_path / "g.csv")
    row = 'a,b,Undirected,"\'=HYPERLINK(""x"")",co-occurs with,"two\nlines",-0.5,ally'
    expected = f"Source,Target,Type,evidence,interaction,note,npmi,type_\r\n{row}\r\n"
    assert expected == (tmp_path / "g.csv").read_bytes().decode()
    assert (tmp_path / "g-nodes.csv").read_bytes() == b"Id,Label,name\r\na,a,a\r\nb,b,b\r\n"


def test_empty_graphs(tmp_path: Path) -> None:
    """Every format, pictures too, holds an empty graph."""
    for suffix in WRITERS:
        write(nx.Graph(), tmp_path / f"g{suffix}")
        assert (tmp_path / f"g{suffix}").stat().st_size > 0
    for suffix in TEXT_WRITERS:
        assert READERS[suffix](tmp_path / f"g{suffix}").number_of_nodes() == 0


def test_unknown_suffix(tmp_path: Path) -> None:
    """The message lists the known ones."""
    with pytest.raises(
        ExportError, match=r"g\.xlsx: unknown suffix '\.xlsx'; use one of \.graphml \.gexf \.json \.csv \.cyjs \.parquet \.png \.svg"
    ):
        write(nx.Graph(), tmp_path / "g.xlsx")
    with pytest.raises(ExportError, match="unknown suffix ''"):
        write(nx.Graph(), tmp_path / "graphml")


def test_the_suffix_may_be_in_capitals(tmp_path: Path) -> None:
    """As files from Windows have it."""
    write(nx.Graph(), tmp_path / "G.GraphML")
    assert os.listdir(tmp_path) == ["G.GraphML"]


def test_places_that_cannot_be_written(tmp_path: Path) -> None:
    """A missing folder and a folder of that name: place, what, remedy."""
    for path in (tmp_path / "missing" / "g.json", tmp_path):
        with pytest.raises(ExportError, match=f"^{re.escape(str(path))}: cannot be written: .*; choose another path"):
            write_json(nx.Graph(), path)
    with pytest.raises(ExportError, match="null byte"):
        write_json(nx.Graph(), "\0")


def test_permissions_and_links_stay(tmp_path: Path) -> None:
    """A new file gets the usual permissions, an old one keeps its own, and a link stays a link."""
    target, link = tmp_path / "g.json", tmp_path / "link.json"
    write_json(nx.Graph(), target)
    plain = tmp_path / "plain"
    plain.touch()
    assert stat.S_IMODE(plain.stat().st_mode) == stat.S_IMODE(target.stat().st_mode)
    target.chmod(0o640)
    link.symlink_to(target)
    write_json(nx.Graph([("a", "b")]), link)
    assert link.is_symlink()
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert '"source": "a"' in target.read_text("utf-8")


def test_a_terminal_or_a_pipe_is_written_to() -> None:
    """What is no file is not replaced by one."""
    write_json(nx.Graph(), os.devnull)
    assert stat.S_ISCHR(os.stat(os.devnull).st_mode)
