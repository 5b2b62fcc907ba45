"""The graph in rows, for a table on a screen. What a graph does not say is 0, empty or None."""

from collections.abc import Iterable
from dataclasses import dataclass
from heapq import nsmallest
from typing import Any, TypeAlias

import networkx as nx

from registry.graph.bipartite import ARTICLE

Network: TypeAlias = "nx.Graph[Any]"
"""A graph, for who may not know networkx."""


@dataclass(frozen=True, slots=True)
class ActorRow:
    """An actor and how it is tied."""

    id: str
    name: str
    type: str
    articles: int
    mentions: int
    ties: int
    """Others it is tied to."""
    strength: float
    """The sum of the weights of its ties (weighted degree); this and what follows as `measures.measure` has set it, if it has."""
    betweenness: float | None = None
    community: int | None = None


@dataclass(frozen=True, slots=True)
class TieRow:
    """A tie, its counts, and why it is there."""

    left: str
    right: str
    left_name: str
    right_name: str
    weight: float
    articles: int
    paragraphs: int
    sentences: int
    npmi: float | None
    p_value: float | None
    q_value: float | None
    evidence: str
    """As the edge has it; `ties.snippets` takes it apart."""


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article of a bipartite graph and how many actors it names."""

    id: str
    name: str
    date: str
    source: str
    actors: int


def top_actors(graph: "nx.Graph[Any]", limit: int | None = 10) -> list[ActorRow]:
    """Actors by articles, then strength, then mentions; ties in rank go by id. All of them if `limit` is None."""
    rows = [_actor(graph, ident) for ident in _actors(graph)]
    return _first(rows, limit, lambda row: (-row.articles, -row.strength, -row.mentions, str(row.id)))


def in_all_articles(graph: "nx.Graph[Any]") -> list[ActorRow]:
    """The actors that every article counted names, by name; none where that is fewer than two articles."""
    counted = graph.graph.get("articles", 0)
    named = [ident for ident in _actors(graph) if counted > 1 and graph.nodes[ident].get("articles", 0) >= counted]
    return sorted((_actor(graph, ident) for ident in named), key=lambda row: (row.name, str(row.id)))


def strongest_ties(graph: "nx.Graph[Any]", limit: int | None = 10) -> list[TieRow]:
    """Ties by weight, then sentences, paragraphs and articles; ties in rank go by id. All of them if `limit` is None."""

    def rank(tie: tuple[Any, Any, dict[str, Any]]) -> tuple[Any, ...]:
        left, right, data = tie
        counts = [-data.get(name, 0) for name in ("sentences", "paragraphs", "articles")]
        return -data.get("weight", 1), *counts, *sorted((str(left), str(right)))

    return [_tie(graph, *sorted((left, right), key=str)) for left, right, _ in _first(graph.edges(data=True), limit, rank)]


def fullest_articles(graph: "nx.Graph[Any]", limit: int | None = 10) -> list[ArticleRow]:
    """The articles of a bipartite graph by how many actors they name, then by id."""
    rows = [_article(graph, node) for node, data in graph.nodes(data=True) if data.get("type") == ARTICLE]
    return _first(rows, limit, lambda row: (-row.actors, row.id))


def name_of(graph: "nx.Graph[Any]", ident: Any) -> str:
    """The name of a node, else its id."""
    return str(graph.nodes[ident].get("name") or ident)


def _first(rows: Iterable[Any], limit: int | None, key: Any) -> list[Any]:
    """The first in order, without sorting what is not asked for."""
    return sorted(rows, key=key) if limit is None else nsmallest(limit, rows, key=key)


def _actors(graph: "nx.Graph[Any]") -> list[Any]:
    return [node for node, data in graph.nodes(data=True) if data.get("type") != ARTICLE]


def _actor(graph: "nx.Graph[Any]", ident: Any) -> ActorRow:
    data = graph.nodes[ident]
    return ActorRow(
        ident,
        name_of(graph, ident),
        data.get("type", ""),
        data.get("articles", 0),
        data.get("mentions", 0),
        len(graph.adj[ident]),
        data["strength"] if "strength" in data else sum(tie.get("weight", 1) for tie in graph.adj[ident].values()),
        data.get("betweenness"),
        data.get("community"),
    )


def _tie(graph: "nx.Graph[Any]", left: Any, right: Any) -> TieRow:
    data = graph.edges[left, right]
    return TieRow(
        left,
        right,
        name_of(graph, left),
        name_of(graph, right),
        data.get("weight", 1),
        data.get("articles", 0),
        data.get("paragraphs", 0),
        data.get("sentences", 0),
        data.get("npmi"),
        data.get("p_value"),
        data.get("q_value"),
        data.get("evidence") or "",
    )


def _article(graph: "nx.Graph[Any]", node: Any) -> ArticleRow:
    data = graph.nodes[node]
    ident = str(node).removeprefix(f"{ARTICLE}:")
    return ArticleRow(ident, name_of(graph, node), data.get("date") or "", data.get("source") or "", len(graph.adj[node]))
