"""The graph in rows, for a table on a screen."""

from dataclasses import dataclass
from typing import Any

import networkx as nx


@dataclass(frozen=True, slots=True)
class ActorRow:
    """An actor and how it is tied."""

    id: str
    name: str
    type: str
    articles: int
    mentions: int
    ties: int
    """Other actors it is tied to."""
    strength: float
    """The sum of the weights of its ties (weighted degree)."""


@dataclass(frozen=True, slots=True)
class TieRow:
    """A tie, its counts, and why it is there."""

    left: str
    right: str
    weight: float
    articles: int
    paragraphs: int
    sentences: int
    npmi: float
    p_value: float
    evidence: str


def top_actors(graph: "nx.Graph[Any]", limit: int | None = 10) -> list[ActorRow]:
    """Actors by articles, then strength, then mentions; ties in rank go by id. All of them if `limit` is None."""
    rows = [_actor(graph, ident) for ident in graph]
    return sorted(rows, key=lambda row: (-row.articles, -row.strength, -row.mentions, row.id))[:limit]


def strongest_ties(graph: "nx.Graph[Any]", limit: int | None = 10) -> list[TieRow]:
    """Ties by weight, then sentences, paragraphs and articles; ties in rank go by id. All of them if `limit` is None."""
    rows = [_tie(graph, min(pair), max(pair)) for pair in graph.edges]
    return sorted(rows, key=lambda row: (-row.weight, -row.sentences, -row.paragraphs, -row.articles, row.left, row.right))[:limit]


def _actor(graph: "nx.Graph[Any]", ident: str) -> ActorRow:
    data = graph.nodes[ident]
    strength = sum(tie["weight"] for tie in graph.adj[ident].values())
    return ActorRow(ident, data["name"], data["type"], data["articles"], data["mentions"], len(graph.adj[ident]), strength)


def _tie(graph: "nx.Graph[Any]", left: str, right: str) -> TieRow:
    data = graph.edges[left, right]
    counts = data["weight"], data["articles"], data["paragraphs"], data["sentences"]
    return TieRow(left, right, *counts, data["npmi"], data["p_value"], data["evidence"])
