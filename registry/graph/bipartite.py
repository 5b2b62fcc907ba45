"""Actors and the articles that name them, as one graph of two kinds of nodes.

Nothing is lost in it that co-occurrence folds away: who is named with whom, in which article, how often. An article is a node of type
`article`, under the id `article:ID`, so that it never meets an entity's.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

import networkx as nx

from registry.graph.counting.actors import Casting, node
from registry.graph.counting.quotes import alone
from registry.graph.counting.stories import Read, Story, stories
from registry.graph.periods import Period, Sieve
from registry.records import Entity

__all__ = ["bipartite"]

ARTICLE = "article"
"""The type of an article's node, and the head of its id."""


def bipartite(
    annotations: Iterable[Read],
    entities: Mapping[str, Entity],
    *,
    places: bool = False,
    demonyms: bool = False,
    since: str | None = None,
    until: str | None = None,
    copies_once: bool = True,
) -> "nx.Graph[str]":
    """Tie each actor to the articles that name it; the options are those of `cooccurrence`.

    Nodes are the actors, as there, and the articles counted, with `label`, `name` (the title, or the id), `type`, `date`, `source` and
    `actors` (how many it names). Edges have `weight`, how often the article names the actor, and `evidence`, the shortest sentence that
    does. networkx's own projections fold it (`networkx.bipartite.collaboration_weighted_projected_graph` by Newman's weights).
    """
    sieve = Sieve(Period(since, until))
    articles: list[Story] = []
    named: Counter[str] = Counter()
    mentions: Counter[str] = Counter()
    graph: nx.Graph[str] = nx.Graph()
    for story in stories(annotations, Casting(entities, places=places, demonyms=demonyms), sieve=sieve, copies_once=copies_once):
        articles.append(story)
        named.update(story.cast.actors)
        mentions.update(story.cast.mentions)
    graph.add_nodes_from((ident, node(entities[ident], named[ident], mentions[ident])) for ident in sorted(named))
    for story in articles:
        article = story.citation
        own = f"{ARTICLE}:{article.id}"
        name = article.title or article.id
        graph.add_node(own, label=name, name=name, type=ARTICLE, date=article.date, source=article.source, actors=len(story.cast.actors))
        quotes = alone(story.cast)
        for actor in story.cast.actors:
            graph.add_edge(actor, own, weight=story.cast.mentions[actor], evidence=quotes.get(actor, ""))
    copies = sum(len(story.copies) for story in articles)
    graph.graph.update(unit=ARTICLE, **sieve.told(), articles=len(articles), copies=copies)
    return graph
