"""Graphs read back from files: what we wrote is what comes, and what cannot be read is named."""

from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registry.errors import GraphError
from registry.graph.export import write
from registry.graph.reading.load import read_graph

SUFFIXES = (".graphml", ".json")
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"), min_size=1, max_size=8)
VALUES = TEXT | st.integers(-(2**40), 2**40) | st.booleans() | st.floats(allow_nan=False, allow_infinity=False, width=32)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_five_articles(tmp_path: Path, suffix: str, actors: "nx.Graph[str]") -> None:
    """Nodes, ties, their values and types, and what the graph says of itself come back as they were."""
    write(actors, tmp_path / f"network{suffix}")
    again = read_graph(tmp_path / f"network{suffix}")
    assert nx.utils.graphs_equal(actors, again)
    assert [(type(value), name) for *_, tie in actors.edges(data=True) for name, value in sorted(tie.items())] == [
        (type(value), name) for left, right in actors.edges for name, value in sorted(again.edges[left, right].items())
    ]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.dictionaries(TEXT, VALUES, max_size=4), st.lists(TEXT, min_size=2, max_size=5, unique=True), TEXT)
def test_whatever_it_holds(tmp_path: Path, told: dict[str, Any], ids: list[str], value: str) -> None:
    """Hostile ids, names and texts come back as the file has them, from either format."""
    told = {name: told[name] for name in told if name not in ("node_default", "edge_default")}
    graph: nx.Graph[str] = nx.Graph(unit="article")
    graph.graph.update(told)
    graph.add_nodes_from(ids, label=value, name=value, r=1)
    graph.add_edge(ids[0], ids[1], evidence=value, weight=1)
    for suffix in SUFFIXES:
        write(graph, tmp_path / f"odd{suffix}")
        again = read_graph(tmp_path / f"odd{suffix}")
        assert nx.utils.graphs_equal(graph, again)


def test_ids_are_text(tmp_path: Path) -> None:
    """An id that JSON has as a number is text, as in every other format."""
    (tmp_path / "odd.json").write_text('{"nodes": [{"id": 1}, {"id": "b"}], "edges": [{"source": 1, "target": "b", "weight": 2}]}', "utf-8")
    assert [("1", "b", {"weight": 2})] == list(read_graph(tmp_path / "odd.json").edges(data=True))


def test_foreign_graphml(tmp_path: Path) -> None:
    """A description in words and colours of one's own are another program's business."""
    graph = nx.Graph([("a", "b")])
    graph.add_node("a", type="person", r=1, g=2, b=3)
    path = tmp_path / "odd.graphml"
    nx.write_graphml(graph, path)
    path.write_text(
        path.read_text("utf-8").replace('edgedefault="undirected">', 'edgedefault="undirected"><desc>Two people</desc>'), "utf-8"
    )
    again = read_graph(path)
    assert ({}, {"type": "person", "r": 1, "g": 2, "b": 3}) == (again.graph, again.nodes["a"])


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        pytest.param("a.gexf", "", "a.gexf: '.gexf' is no graph that is read back; write it with `registry graph` to one of", id="suffix"),
        pytest.param("missing.json", None, "missing.json: No such file or directory; name a file", id="no such file"),
        pytest.param("a.json", "{", "a.json:1:2: not JSON (", id="not JSON"),
        pytest.param("a.json", "[" * 100_000, "a.json: not JSON (", id="JSON without end"),
        pytest.param("a.json", "[]", "a.json: not in node-link form", id="a list"),
        pytest.param("a.json", '{"nodes": [], "links": []}', "a.json: not in node-link form", id="links"),
        pytest.param("a.json", '{"nodes": [1], "edges": []}', "a.json: not in node-link form", id="a node that is no object"),
        pytest.param("a.json", '{"nodes": [{}], "edges": []}', "a.json: nodes[0]: 'id' is None, not an id", id="no id"),
        pytest.param(
            "a.json",
            '{"nodes": [{"id": 1}, {"id": "1"}], "edges": []}',
            "a.json: nodes[1]: a second node with the id",
            id="an id twice",
        ),
        pytest.param(
            "a.json",
            '{"nodes": [{"id": "a"}], "edges": [{"source": "a", "target": "b"}]}',
            "a.json: edges[0]: target 'b' is no node",
            id="a tie to nobody",
        ),
        pytest.param("a.json", '{"multigraph": true, "nodes": [], "edges": []}', "a.json: a multigraph", id="a multigraph"),
        pytest.param("a.json", '{"directed": true, "nodes": [], "edges": []}', "a.json: a directed graph", id="a directed graph"),
        pytest.param("a.graphml", "<graphml", "a.graphml:1:1: not XML (unclosed token)", id="not XML"),
        pytest.param("a.graphml", "", "a.graphml:1:1: not XML (", id="an empty file"),
        pytest.param("a.graphml", "<html/>", "a.graphml: not GraphML (", id="not GraphML"),
    ],
)
def test_refused(tmp_path: Path, name: str, text: str | None, words: str) -> None:
    """What cannot be read is named with its place and the remedy, on one line."""
    if text is not None:
        (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(GraphError) as error:
        read_graph(tmp_path / name)
    assert str(error.value).startswith(f"{tmp_path}/{words}")
    assert ";" in str(error.value)
    assert "\n" not in str(error.value)
