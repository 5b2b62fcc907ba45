"""Actors named together, as a weighted graph with evidence.

Two actors are tied where one window names both: an article, a paragraph, a sentence, or a stretch of tokens (`Unit`). Counts are of
windows, never of mentions. The same article handed over twice counts once, and so do the copies of one text
(`registry.graph.stories`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import networkx as nx

from registry.graph.actors import Casting, node
from registry.graph.correction import adjusted
from registry.graph.degrees import DegreeNull
from registry.graph.options import Null, Unit, Weight, member
from registry.graph.periods import Period, Sieve
from registry.graph.quotes import Pair
from registry.graph.significance import log_likelihood, npmi, p_value
from registry.graph.stories import Read, stories
from registry.graph.tally import Tally
from registry.graph.ties import BETWEEN_IDS, BETWEEN_PARTS, catalogue
from registry.graph.windows import TOKENS
from registry.records import Entity

__all__ = ["CITED", "cooccurrence"]

CITED = 10
"""Articles that a tie describes in words; all are in `article_ids`."""
LEAST = 1e-300
"""The least p-value that is told: igraph refuses a file with a fraction below 2.2e-308, and a logarithm wants more than 0."""
DIGITS = 6
"""Of fractions: more would only be noise of the order in which they were added."""


def cooccurrence(
    annotations: Iterable[Read],
    entities: Mapping[str, Entity],
    *,
    unit: Unit | str = Unit.ARTICLE,
    window: int = TOKENS,
    weight: Weight | str = Weight.COUNT,
    minimum: int = 1,
    places: bool = False,
    demonyms: bool = False,
    since: str | None = None,
    until: str | None = None,
    null: Null | str = Null.HYPERGEOMETRIC,
    copies_once: bool = True,
) -> "nx.Graph[str]":
    """Tie the actors that are named together.

    annotations: or what `registry.graph.gist` has made of them with the same options, where the texts need not be kept.
    unit: the window that must name both; `window` is the length of a stretch of tokens (`registry.graph.windows.token_windows`).
    weight: what a window counts. minimum: ties of fewer windows are left out, after all have been tested. places: places and
    facilities are nodes too. demonyms: "Russian" names Russia. since, until: only articles that are dated within, see `Period`.
    null: what `p_value` is measured against. copies_once: of articles that are one text only the earliest dated counts.

    Nodes are all actors named, by entity id, with `label`, `name`, `type`, `country` (an id, or ""), `articles` (that name it) and
    `mentions`. Edges are the pairs that share a window, with
    `articles`, `paragraphs`, `sentences`: how many of each name both, whatever the unit;
    `weight`: windows of the unit that name both, or their sum by Newman; `newman`: that sum, Σ 1/(k-1) over windows of k actors;
    `first_date`, `last_date`: ISO 8601, of the articles that name both and have a date, else ""; `months`: the windows of each month,
    `2021-07: 3; 2021-08: 1`, those of articles that name no month left out;
    `article_ids`: of the articles that name both, in the order read; `sources`: the first ten of them with date, title and source;
    `evidence`: up to three of `article-id: text`, the shortest sentence that names both or else the shortest paragraph, or
    else a sentence for each; `registry.graph.ties` takes these apart;
    `npmi`, `log_likelihood`, `p_value` (`significance`, `degrees`) over all windows of the unit that name an actor; `q_value`: the p-value
    corrected for as many tests as there are pairs of nodes (`correction`).
    The graph itself carries what was asked for, `articles` (counted), `copies` (of them, set aside), `left_out` (not in the period),
    `windows` (of the unit that name an actor) and `catalogue` (title, date and source of each article, as JSON).

    An article without an id is given one made from its text; another text under an id already seen gets `id#2`.
    Raises ValueError on an unknown unit, weight or null, a `window` below 2, a `minimum` below 1, and dates that are none. Time O(sum over
    windows of their actors squared), memory O(edges x articles of each).
    """
    unit, weight, null = member(Unit, "unit", unit), member(Weight, "weight", weight), member(Null, "null", null)
    if window < 2:
        raise ValueError(f"window {window} holds no two names; give 2 tokens or more")
    if minimum < 1:
        raise ValueError(f"minimum {minimum}: a tie has at least one window; give 1 or more")
    casting = Casting(entities, places=places, demonyms=demonyms, tokens=window if unit is Unit.TOKENS else None)
    sieve = Sieve(Period(since, until))
    tally = Tally()
    for story in stories(annotations, casting, sieve=sieve, copies_once=copies_once):
        tally.add(story)
    ids = tally.close()
    asked = {"unit": unit.value, **({"window": window} if unit is Unit.TOKENS else {}), "weight": weight.value, "minimum": minimum}
    counted = {"articles": len(tally.articles), "copies": sum(map(len, tally.copies.values())), "windows": tally.windows(unit)}
    graph: nx.Graph[str] = nx.Graph(**asked, null=null.value, **sieve.told(), **counted, catalogue=catalogue(tally.articles))
    named = zip(ids, tally.named(Unit.ARTICLE), strict=True)
    graph.add_nodes_from((ident, node(entities[ident], articles, tally.mentions[ident])) for ident, articles in named)
    graph.add_edges_from(_edges(tally, ids, unit, weight, minimum, null))
    return graph


_Edge = tuple[str, str, dict[str, Any]]


def _edges(tally: Tally, ids: list[str], unit: Unit, weight: Weight, minimum: int, null: Null) -> Iterator[_Edge]:
    """The pairs that share `minimum` windows of the unit, in order, with what is known of them."""
    lefts, rights, counts = tally.pairs(unit)
    damped = [round(share, DIGITS) for share in tally.pairs(unit, damped=True).counts]
    named, windows = tally.named(unit), tally.windows(unit)
    chances = _chances(null, tally, unit)
    chance = [chances(count, named[left], named[right]) for left, right, count in zip(lefts, rights, counts, strict=True)]
    corrected = adjusted(chance, len(ids) * (len(ids) - 1) // 2)
    kept = [(left, right) for left, right, count in zip(lefts, rights, counts, strict=True) if count >= minimum]
    together = tally.homes(Unit.ARTICLE, kept)
    homes = together if unit is Unit.ARTICLE else tally.homes(unit, kept)
    others = {other: _counted(tally, other) for other in (Unit.PARAGRAPH, Unit.SENTENCE)}
    names = [article.id for article in tally.articles]
    told = [str(article) for article in tally.articles]
    for left, right, count, share, p, q in zip(lefts, rights, counts, damped, chance, corrected, strict=True):
        if count < minimum:
            continue
        pair: Pair = ids[left], ids[right]
        numbers = together[left, right]
        dates = [date for number in numbers if (date := tally.articles[number].date)]
        more = len(numbers) - CITED
        yield (
            *pair,
            {
                "weight": count if weight is Weight.COUNT else share,
                "articles": len(numbers),
                "paragraphs": others[Unit.PARAGRAPH].get((left, right), 0),
                "sentences": others[Unit.SENTENCE].get((left, right), 0),
                "newman": share,
                "first_date": min(dates, default=""),
                "last_date": max(dates, default=""),
                "months": BETWEEN_IDS.join(f"{month}: {found}" for month, found in tally.months(homes[left, right]).items()),
                "article_ids": BETWEEN_IDS.join([names[number] for number in numbers]),
                "sources": BETWEEN_PARTS.join([told[number] for number in numbers[:CITED]]) + (f" and {more} more" if more > 0 else ""),
                "evidence": BETWEEN_PARTS.join(map(str, tally.quotes.snippets(pair, numbers, names, tally.copies))),
                "npmi": npmi(count, named[left], named[right], windows),
                "log_likelihood": log_likelihood(count, named[left], named[right], windows),
                "p_value": p,
                "q_value": q,
            },
        )


def _counted(tally: Tally, unit: Unit) -> dict[tuple[int, int], float]:
    pairs = tally.pairs(unit)
    return dict(zip(zip(pairs.left, pairs.right, strict=True), pairs.counts, strict=True))


def _chances(null: Null, tally: Tally, unit: Unit) -> Callable[[int, int, int], float]:
    """The p-value of so many windows together, of actors in so many each."""
    if null is Null.DEGREES:
        chance = DegreeNull(tally.named(unit), tally.sizes(unit)).p_value
        return lambda both, left, right: max(LEAST, chance(both, left, right))
    windows = tally.windows(unit)
    return lambda both, left, right: max(LEAST, p_value(both, left, right, windows))
