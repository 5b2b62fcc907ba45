"""A graph read back from a file that `registry graph` wrote: GraphML or node-link JSON, the two that lose nothing.

networkx reads both; what it leaves lying is picked up here: the attributes of the graph, which our GraphML keeps as JSON in its
description, and ids that JSON has as numbers. Colours that the writer added go again.
"""

import io
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError, iterparse
from xml.parsers.expat import ErrorString

import networkx as nx

from registry.errors import GraphError
from registry.graph.formats.files import PathLike
from registry.graph.formats.flatten import INTERACTION, NAMES, READERS, TOGETHER
from registry.graph.palette import COLOURS, rgb

__all__ = ["read_graph"]


def read_graph(path: PathLike) -> "nx.Graph[str]":
    """The graph of a .graphml or .json file, its ids text, its own attributes in `graph.graph`.

    Raises GraphError with place, what and remedy: another suffix, no such file, not the format, a multigraph, a directed graph.
    """
    name = os.fspath(path)
    reader = READER.get(Path(name).suffix.lower())
    if reader is None:
        suffix = Path(name).suffix
        raise GraphError(f"{name}: {suffix!r} is no graph that is read back; write it with `registry graph` to one of {' '.join(READER)}")
    try:
        data = Path(name).read_bytes()
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = (error.strerror if isinstance(error, OSError) else None) or error
        raise GraphError(f"{name}: {reason}; name a file that `registry graph` wrote") from error
    graph = reader(data, name)
    if graph.is_multigraph():
        raise GraphError(f"{name}: a multigraph: several ties between two nodes; sum them up to one each")
    if graph.is_directed():
        raise GraphError(f"{name}: a directed graph; the ties of actors have no direction: write it undirected")
    return _without_additions(graph)


def _graphml(data: bytes, name: str) -> "nx.Graph[str]":
    try:
        graph: nx.Graph[str] = nx.read_graphml(io.BytesIO(data))
        told = _description(data)
    except ParseError as error:
        line, column = error.position
        raise GraphError(f"{name}:{line}:{column + 1}: not XML ({ErrorString(error.code)}); write the graph again") from error
    except (nx.NetworkXError, KeyError, ValueError, TypeError) as error:
        raise GraphError(f"{name}: not GraphML ({error}); write the graph again") from error
    for key in READERS:
        graph.graph.pop(key, None)
    for node in graph.nodes.values():
        if rgb(node.get("color")) == tuple(node.get(channel) for channel in "rgb"):
            for channel in "rgb":
                del node[channel]
    graph.graph.update(told)
    return graph


def _without_additions(graph: "nx.Graph[str]") -> "nx.Graph[str]":
    """Take away what the writers add for other programs: the colour of a type, and what kind of tie it is."""
    for node in graph.nodes.values():
        if "color" in node and node["color"] == COLOURS.get(str(node.get("type"))):
            del node["color"]
    for tie in graph.edges.values():
        if tie.get(INTERACTION) in (NAMES, TOGETHER):
            del tie[INTERACTION]
    return graph


def _description(data: bytes) -> dict[str, Any]:
    """What the description of the graph holds, if it is JSON: another program's may be words. It stands before the nodes."""
    for _, element in iterparse(io.BytesIO(data)):
        tag = element.tag.rpartition("}")[2]
        if tag == "node":
            break
        if tag == "desc":
            try:
                told = json.loads(element.text or "")
            except ValueError:
                continue
            if isinstance(told, dict):
                return told
    return {}


def _json(data: bytes, name: str) -> "nx.Graph[str]":
    try:
        tree: Any = json.loads(data.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        raise GraphError(f"{name}:{error.lineno}:{error.colno}: not JSON ({error.msg}); write the graph again") from error
    except (ValueError, RecursionError) as error:
        raise GraphError(f"{name}: not JSON ({error}); write the graph again") from error
    nodes, edges, own = (tree.get(part) if isinstance(tree, dict) else None for part in ("nodes", "edges", "graph"))
    if not (isinstance(nodes, list) and isinstance(edges, list) and all(isinstance(row, dict) for row in (*nodes, *edges))):
        raise GraphError(f"{name}: not in node-link form, an object with the lists 'nodes' and 'edges'; write the graph again")
    known: set[str] = set()
    for at, node in enumerate(nodes):
        ident = node["id"] = _ident(node.get("id"), f"{name}: nodes[{at}]", "id")
        if ident in known:
            raise GraphError(f"{name}: nodes[{at}]: a second node with the id {ident!r}; relabel one")
        known.add(ident)
    for at, edge in enumerate(edges):
        for end in ("source", "target"):
            ident = edge[end] = _ident(edge.get(end), f"{name}: edges[{at}]", end)
            if ident not in known:
                raise GraphError(f"{name}: edges[{at}]: {end} {ident!r} is no node; write the graph again")
    graph: nx.Graph[str] = nx.node_link_graph({**tree, "graph": own if isinstance(own, dict) else {}}, multigraph=False, edges="edges")
    return graph


def _ident(value: object, place: str, key: str) -> str:
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        raise GraphError(f"{place}: {key!r} is {value!r}, not an id; write a text")
    return str(value)


READER: dict[str, Callable[[bytes, str], "nx.Graph[str]"]] = {".graphml": _graphml, ".json": _json}
"""GEXF is not among them: it has no place for the attributes of a graph, so how many articles were counted is lost."""
