"""Actors named together, as a weighted graph with evidence.

Two actors are tied where one window names both: an article, a paragraph, a sentence, or a stretch of tokens (`Unit`). Counts are of
windows, never of mentions. The same article handed over twice counts once, and so do the copies of one text
(`registry.graph.counting.stories`).
"""

from collections.abc import Iterable, Mapping
from itertools import chain

import networkx as nx

from registry.graph.counting.actors import Casting, node
from registry.graph.counting.edges import edges
from registry.graph.counting.stories import Read, stories
from registry.graph.counting.tally import Tally
from registry.graph.counting.windows import TOKENS
from registry.graph.options import Null, Unit, Weight, member
from registry.graph.periods import Period, Sieve
from registry.graph.ties import catalogue
from registry.records import Entity

__all__ = ["cooccurrence"]


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

    annotations: or what `registry.graph.counting.gist` has made of them with the same options, where the texts need not be kept.
    unit: the window that must name both; `window` is the length of a stretch of tokens (`registry.graph.counting.windows.token_windows`).
    weight: what a window counts. minimum: ties of fewer windows are left out, after all have been tested. places: places and
    facilities are nodes too. demonyms: "Russian" names Russia. since, until: only articles that are dated within, see `Period`.
    null: what `p_value` is measured against. copies_once: of articles that are one text only the earliest dated counts.

    Nodes are all actors named, by entity id, with `label`, `name`, `type`, `country` (an id, or ""), `articles` (that name it) and
    `mentions`. Edges are the pairs that share a window, with
    `articles`, `paragraphs`, `sentences`: how many of each name both, whatever the unit;
    `weight`: windows of the unit that name both, or their sum by Newman; `newman`: that sum, Σ 1/(k-1) over windows of k actors;
    `first_date`, `last_date`: ISO 8601, of the articles that name both and have a date, else ""; where one is of 2021 and one of
    2021-07-06, it is the latter that surely was out first, and last; `months`: the windows of each month, `2021-07: 3; 2021-08: 1`, those
    of articles that name no month left out;
    `article_ids`: of the articles that name both, in the order read; `sources`: the first ten of them with date, title and source;
    `evidence`: up to three of `article-id: text`, the shortest sentence that names both or else the shortest paragraph, or
    else a sentence for each; `registry.graph.ties` takes these apart;
    `npmi`, `log_likelihood`, `p_value` (`registry.graph.chance`) over all windows of the unit that name an actor; of stretches of tokens
    over those that do not overlap, since others tell one thing twice; `q_value`: the p-value corrected for as many tests as there are
    pairs of nodes.
    The graph itself carries what was asked for, `articles` (counted), `copies` (of them, set aside), `left_out` (not in the period),
    `windows` (of the unit that name an actor) and `catalogue` (title, date and source of each article and copy, as JSON).

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
    graph: nx.Graph[str] = nx.Graph()
    graph.graph.update(**asked, null=null.value, **sieve.told(), **counted)
    graph.graph["catalogue"] = catalogue(chain(tally.articles, *tally.copies.values()))
    named = zip(ids, tally.named(Unit.ARTICLE), strict=True)
    graph.add_nodes_from((ident, node(entities[ident], articles, tally.mentions[ident])) for ident, articles in named)
    graph.add_edges_from(edges(tally, ids, unit=unit, weight=weight, minimum=minimum, null=null))
    return graph
