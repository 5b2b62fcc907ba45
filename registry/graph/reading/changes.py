"""What became of each tie and each actor between two graphs, in rows for a table."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import networkx as nx

__all__ = ["ActorChange", "Change", "ChangeRow", "Counted", "actor_changes", "changes"]


class Change(StrEnum):
    """What became of a tie or of an actor."""

    NEW = "new"
    VANISHED = "vanished"
    STRONGER = "stronger"
    """Of an actor: named in a greater share of the articles."""
    WEAKER = "weaker"
    SAME = "same"
    """In both, and no more different than by chance."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A change in numbers; those from `rate_before` on are None where the graphs do not say how many windows they count."""

    change: Change
    before: float
    """The weight of a tie, the articles of an actor; 0 where there was none."""
    after: float
    rate_before: float | None
    """Share of the windows that name both, of the articles that name the actor: 0..1."""
    rate_after: float | None
    log_likelihood: float | None
    p_value: float | None
    q_value: float | None


@dataclass(frozen=True, slots=True)
class ChangeRow(Counted):
    """A tie and what became of it."""

    left: str
    right: str
    evidence: str
    """What is new to say for it, else what was said for it."""


@dataclass(frozen=True, slots=True)
class ActorChange(Counted):
    """An actor and what became of it."""

    id: str
    name: str


def changes(graph: "nx.Graph[Any]") -> list[ChangeRow]:
    """The ties of a difference, most telling first: by G², then by how much the weights differ; ties in rank go by id."""
    rows = []
    for pair in graph.edges:
        left, right = sorted(map(str, pair))
        data = graph.edges[pair]
        evidence = data.get("evidence_new") or data.get("evidence") or ""
        rows.append(ChangeRow(**_counted(data, "weight"), left=left, right=right, evidence=evidence))
    return sorted(rows, key=lambda row: (*_telling(row), row.left, row.right))


def actor_changes(graph: "nx.Graph[Any]") -> list[ActorChange]:
    """The actors of a difference, most telling first: by G², then by how much the articles differ; ties in rank go by id."""
    rows = [ActorChange(**_counted(data, "articles"), id=str(node), name=str(data.get("name", node))) for node, data in graph.nodes.items()]
    return sorted(rows, key=lambda row: (*_telling(row), row.id))


def _counted(data: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {
        "change": Change(data["change"]),
        "before": data[f"{name}_before"],
        "after": data[f"{name}_after"],
        "rate_before": data.get("rate_before"),
        "rate_after": data.get("rate_after"),
        "log_likelihood": data.get("change_log_likelihood"),
        "p_value": data.get("change_p_value"),
        "q_value": data.get("change_q_value"),
    }


def _telling(row: Counted) -> tuple[float, float]:
    return -(row.log_likelihood or 0), -abs(row.after - row.before)
