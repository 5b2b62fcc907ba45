"""What stands behind the ties of a page: articles and snippets, each text kept once and named by its number.

The same sentence is evidence for every pair in it, and the same article for many more: written out for each tie a page of 20,000 ties
would be several times as large.
"""

import re
from typing import Any

import networkx as nx

from registry.graph.ties import citations, snippets

_UNSHOWN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Controls, and what overrides the direction of text, by which one name can be made to look like another."""


def shown(text: object) -> str:
    r"""The text with escapes for what could deceive a reader; joiners and marks of direction, with which Persian is written, stay.

    >>> shown("Kabul \u202egnorw")
    'Kabul \\u202egnorw'
    """
    return _UNSHOWN.sub(lambda match: match.group().encode("unicode_escape").decode("ascii"), str(text))


class Numbers:
    """Gives each row a number, the same row the same number, in the order they come."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, ...], int] = {}

    def number(self, *row: str) -> int:
        return self._numbers.setdefault(row, len(self._numbers))

    def rows(self) -> list[list[str]]:
        """All rows in the order of their numbers."""
        return [list(row) for row in self._numbers]


class Shelf:
    """The articles and the snippets of a graph."""

    def __init__(self, graph: "nx.Graph[str]") -> None:
        self._graph = graph
        self.articles = Numbers()
        self.texts = Numbers()

    def behind(self, left: str, right: str) -> tuple[list[int], list[list[Any]]]:
        """Numbers of the articles of a tie; and its snippets, best first: number of the text, id of the article, ids of its copies."""
        cited = [(one.id, one.title, one.date, one.source) for one in citations(self._graph, left, right)]
        articles = [self.articles.number(*map(shown, fields)) for fields in cited]
        passages = [
            [self.texts.number(shown(snippet.text)), shown(snippet.article_id), shown(snippet.also)]
            for snippet in snippets(self._graph, left, right)
        ]
        evidence = str(self._graph.edges[left, right].get("evidence") or "")
        if evidence and not passages:  # a graph with articles as nodes, or somebody's own: what is said is shown, without an article
            passages = [[self.texts.number(shown(evidence)), "", ""]]
        return articles, passages
