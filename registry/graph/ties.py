"""What stands behind a tie: its articles and its best snippets, read back from the columns that every export carries.

A graph holds scalars only, so that any program opens it; here they are taken apart again, whatever ids and texts hold.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import networkx as nx

__all__ = ["BETWEEN_IDS", "BETWEEN_PARTS", "Citation", "Snippet", "catalogue", "citations", "snippets"]

BETWEEN_IDS = "; "
"""What joins the ids of `article_ids`,"""
BETWEEN_PARTS = " | "
"""and the parts of `evidence` and `sources`."""
_FIELDS = ("title", "date", "source")
_ALSO = r"(?: \(also (.*?)\))?"
_CUT = 8
"""Parts that an id may fall into; an id with more separators in it is taken for several."""


@dataclass(frozen=True, slots=True)
class Citation:
    """An article that names both; what is not known of it is empty. `date` is ISO 8601."""

    id: str
    title: str = ""
    date: str = ""
    source: str = ""

    def __str__(self) -> str:
        """`id (date; title; source)`, what is unknown left out."""
        known = BETWEEN_IDS.join(part for part in (self.date, self.title, self.source) if part)
        return f"{self.id} ({known})" if known else self.id


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage that names both, the id of its article, and the copies that carry it too, in words ("x, y and 3 more")."""

    article_id: str
    text: str
    also: str = ""

    def __str__(self) -> str:
        """`article-id: text`, or `article-id (also …): text`."""
        return f"{self.article_id}{f' (also {self.also})' if self.also else ''}: {self.text}"


def catalogue(articles: Iterable[Citation]) -> str:
    """What is known of each article, by id, as the graph carries it: JSON.

    >>> catalogue([Citation("a", "Drills begin", "2021-07"), Citation("b")])
    '{"a": {"title": "Drills begin", "date": "2021-07"}, "b": {}}'
    """
    told = {article.id: {name: value for name in _FIELDS if (value := getattr(article, name))} for article in articles}
    return json.dumps(told, ensure_ascii=False)


def citations(graph: "nx.Graph[Any]", left: str, right: str) -> tuple[Citation, ...]:
    """The articles that name both, in the order read; empty where the graph does not say. Raises KeyError without such a tie.

    >>> graph = nx.Graph(catalogue='{"a": {"title": "Drills begin", "date": "2021-07"}}')
    >>> graph.add_edge("csto", "russia", article_ids="a; b")
    >>> [str(citation) for citation in citations(graph, "csto", "russia")]
    ['a (2021-07; Drills begin)', 'b']
    """
    known = _catalogue(graph)
    return tuple(_citation(ident, known.get(ident)) for ident in _ids(graph.edges[left, right], known))


def snippets(graph: "nx.Graph[Any]", left: str, right: str) -> tuple[Snippet, ...]:
    """The best passages that name both, the shortest first; empty where the graph has none. Raises KeyError without such a tie.

    >>> graph = nx.Graph()
    >>> graph.add_edge("csto", "russia", article_ids="a; b", evidence="a (also c): Russia | the CSTO. | b: Both met.")
    >>> [snippet.text for snippet in snippets(graph, "csto", "russia")]
    ['Russia | the CSTO.', 'Both met.']
    """
    tie = graph.edges[left, right]
    told = str(tie.get("evidence") or "")
    ids = "|".join(map(re.escape, sorted(_ids(tie, _catalogue(graph)), key=len, reverse=True)))
    heads = list(re.finditer(rf"(?:^|{re.escape(BETWEEN_PARTS)})({ids}){_ALSO}: ", told)) if ids else []
    ends = [*(head.start() for head in heads[1:]), len(told)]
    return tuple(Snippet(head[1], told[head.end() : end], head[2] or "") for head, end in zip(heads, ends, strict=bool(heads)))


def _citation(ident: str, known: Any) -> Citation:
    fields = known if isinstance(known, Mapping) else {}
    return Citation(ident, *(str(fields.get(name) or "") for name in _FIELDS))


def _catalogue(graph: "nx.Graph[Any]") -> Mapping[str, Any]:
    """What the graph says of each article, by id."""
    try:
        found = json.loads(graph.graph.get("catalogue") or "{}")
    except (TypeError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _ids(tie: Mapping[str, Any], known: Mapping[str, Any]) -> list[str]:
    """The ids of `article_ids`; one that holds the separator itself is known by the catalogue."""
    told = str(tie.get("article_ids") or "")
    parts = told.split(BETWEEN_IDS) if told else []
    ids: list[str] = []
    at = 0
    while at < len(parts):
        ends = range(at + 1, min(len(parts), at + _CUT) + 1)
        end = next((end for end in ends if BETWEEN_IDS.join(parts[at:end]) in known), at + 1)
        ids.append(BETWEEN_IDS.join(parts[at:end]))
        at = end
    return ids
