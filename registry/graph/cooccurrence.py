"""Actors named together, as a weighted graph with evidence.

Two actors are tied where one article, paragraph or sentence names both (`Unit`). Counts are of windows, never of mentions.
An article is known by its id or, lacking one, by its text: the same article handed over twice counts once.
"""

from bisect import insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from itertools import combinations
from textwrap import shorten

import networkx as nx

from registry.graph.actors import Cast, Casting, Window
from registry.graph.distinct import Distinct
from registry.graph.significance import log_likelihood, npmi, p_value
from registry.records import Annotation, Article, Entity

Pair = tuple[str, str]
Snippet = tuple[int, int, int, str]
"""How far apart the names are (a sentence, a paragraph), length, number of the article, text: the least is the best."""

SNIPPETS = 3
"""Enough to judge a tie by; more is what `article_ids` is for."""
LONGEST = 500
"""Characters of a snippet: a long news paragraph; beyond it the two names may be a page apart."""


class Unit(StrEnum):
    """The window in which two actors must be named to be tied."""

    ARTICLE = "article"
    PARAGRAPH = "paragraph"
    SENTENCE = "sentence"


def cooccurrence(annotations: Iterable[Annotation], entities: Mapping[str, Entity], *, unit: Unit | str = Unit.ARTICLE) -> "nx.Graph[str]":
    """Tie the actors that are named together.

    Nodes are all actors named, by entity id, with `label`, `name`, `type`, `articles` (that name it) and `mentions`.
    Edges are the pairs that share a `unit`, with
    `articles`, `paragraphs`, `sentences`: how many of each name both, whatever the unit; `weight`: that of the unit;
    `first_date`, `last_date`: ISO 8601, of the articles that name both and have a date, else "";
    `article_ids`: of the articles that name both, in the order read, joined by "; ";
    `evidence`: up to three of `article-id: text`, the shortest sentence that names both or else the shortest paragraph, or
    else a sentence for each, joined by " | ";
    `npmi`, `log_likelihood`, `p_value`: see `significance`; over all windows of the unit that name an actor.
    The graph itself carries `unit`, `articles` (read) and `windows` (of the unit that name an actor).

    An article without an id is given one made from its text; another text under an id already seen gets `id#2`.
    Raises ValueError on an unknown unit. One pass; time O(sum over windows of their actors squared), memory O(edges x
    articles of each): the text of an article is not kept.
    """
    unit = _unit(unit)
    casting = Casting(entities)
    tally = _Tally()
    for number, (ident, annotation) in enumerate(_distinct(annotations)):
        tally.add(number, ident, casting.cast(annotation))
    return tally.graph(entities, unit)


def _unit(unit: Unit | str) -> Unit:
    try:
        return Unit(unit)
    except ValueError:
        raise ValueError(f"unit {unit!r} is none of {', '.join(Unit)}") from None


def _distinct(annotations: Iterable[Annotation]) -> Iterator[tuple[str, Annotation]]:
    """Each article once, under an id of its own."""
    distinct = Distinct()
    for annotation in annotations:
        ident = distinct.ident(annotation.article)
        if ident is not None:
            yield ident, annotation


class _Tally:
    """What has been counted so far."""

    def __init__(self) -> None:
        self.articles: list[tuple[str, str]] = []
        """Id and date."""
        self.quotes: list[dict[str, str]] = []
        """By article: its shortest sentence for each actor."""
        self.mentions: Counter[str] = Counter()
        self.windows: dict[Unit, int] = dict.fromkeys(Unit, 0)
        self.named: dict[Unit, Counter[str]] = {unit: Counter() for unit in Unit}
        self.together: defaultdict[Pair, list[int]] = defaultdict(list)
        """Numbers of the articles that name both."""
        self.pairs: dict[Unit, Counter[Pair]] = {Unit.PARAGRAPH: Counter(), Unit.SENTENCE: Counter()}
        self.snippets: defaultdict[Pair, list[Snippet]] = defaultdict(list)

    def add(self, number: int, ident: str, cast: Cast) -> None:
        self.articles.append((ident, cast.article.date or ""))
        self.mentions.update(cast.mentions)
        if cast.actors:
            self.windows[Unit.ARTICLE] += 1
            self.named[Unit.ARTICLE].update(cast.actors)
        for pair in combinations(cast.actors, 2):
            self.together[pair].append(number)
        for unit, windows in ((Unit.PARAGRAPH, cast.paragraphs), (Unit.SENTENCE, cast.sentences)):
            self.windows[unit] += len(windows)
            for window in windows:
                self.named[unit].update(window.actors)
                self.pairs[unit].update(combinations(window.actors, 2))
        self._quote(number, cast)

    def _quote(self, number: int, cast: Cast) -> None:
        """Keep the article's best snippet for each pair, if it is among the pair's best of all."""
        best: dict[Pair, Snippet] = {}
        quotes: dict[str, str] = {}
        sentences = [(window, _cut(_line(cast.article, window))) for window in cast.sentences]
        paragraphs = [(window, text) for window in cast.paragraphs if len(text := _line(cast.article, window)) <= LONGEST]
        for far, windows in enumerate((sentences, paragraphs)):
            for window, text in windows:
                snippet = (far, len(text), number, text)
                for pair in combinations(window.actors, 2):
                    if pair not in best or snippet < best[pair]:
                        best[pair] = snippet
        for window, text in sentences:
            for actor in window.actors:
                if actor not in quotes or len(text) < len(quotes[actor]):
                    quotes[actor] = text
        for pair, snippet in best.items():
            insort(self.snippets[pair], snippet)
            del self.snippets[pair][SNIPPETS:]
        self.quotes.append(quotes)

    def graph(self, entities: Mapping[str, Entity], unit: Unit) -> "nx.Graph[str]":
        graph: nx.Graph[str] = nx.Graph(unit=unit.value, articles=len(self.articles), windows=self.windows[unit])
        for ident in sorted(self.mentions):
            entity = entities[ident]
            graph.add_node(
                ident,
                label=entity.name,
                name=entity.name,
                type=entity.type.value,
                articles=self.named[Unit.ARTICLE][ident],
                mentions=self.mentions[ident],
            )
        for pair in sorted(self.together if unit is Unit.ARTICLE else self.pairs[unit]):
            one, other = pair
            graph.add_edge(one, other)
            graph.edges[one, other].update(self._edge(pair, unit))
        return graph

    def _edge(self, pair: Pair, unit: Unit) -> dict[str, int | float | str]:
        numbers = self.together[pair]
        counts = {
            Unit.ARTICLE: len(numbers),
            Unit.PARAGRAPH: self.pairs[Unit.PARAGRAPH][pair],
            Unit.SENTENCE: self.pairs[Unit.SENTENCE][pair],
        }
        dates = sorted(date for number in numbers if (date := self.articles[number][1]))
        left, right = (self.named[unit][ident] for ident in pair)
        table = (counts[unit], left, right, self.windows[unit])
        return {
            "articles": counts[Unit.ARTICLE],
            "paragraphs": counts[Unit.PARAGRAPH],
            "sentences": counts[Unit.SENTENCE],
            "weight": counts[unit],
            "first_date": dates[0] if dates else "",
            "last_date": dates[-1] if dates else "",
            "article_ids": "; ".join(self.articles[number][0] for number in numbers),
            "evidence": self._evidence(pair),
            "npmi": npmi(*table),
            "log_likelihood": log_likelihood(*table),
            "p_value": p_value(*table),
        }

    def _evidence(self, pair: Pair) -> str:
        found = [(number, text) for _, _, number, text in self.snippets.get(pair, ())]
        if not found:
            left, right = pair
            numbers = [number for number in self.together[pair] if {left, right} <= self.quotes[number].keys()]
            found = [(number, f"{self.quotes[number][left]} … {self.quotes[number][right]}") for number in numbers[:SNIPPETS]]
        return " | ".join(f"{self.articles[number][0]}: {text}" for number, text in found)


def _line(article: Article, window: Window) -> str:
    """The text of a window on one line."""
    return " ".join(article.text[window.start : window.end].split())


def _cut(text: str) -> str:
    """A sentence that goes on without end is cut between words."""
    return text if len(text) <= LONGEST else shorten(text, LONGEST, placeholder=" …")
