"""The ties of a tally with all that is known of them: counts, chance, time, evidence."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from registry.graph.chance.correction import adjusted
from registry.graph.chance.degrees import DegreeNull
from registry.graph.chance.significance import log_likelihood, npmi, p_value
from registry.graph.counting.pairs import Pairs
from registry.graph.counting.tally import Tally
from registry.graph.options import Null, Unit, Weight
from registry.graph.periods import early, late
from registry.graph.ties import BETWEEN_IDS, BETWEEN_PARTS

__all__ = ["CITED", "Edge", "edges"]

Edge = tuple[str, str, dict[str, Any]]

CITED = 10
"""Articles that a tie describes in words; all are in `article_ids`."""
LEAST = 1e-300
"""The least p-value that is told: igraph refuses a file with a fraction below 2.2e-308, and a logarithm wants more than 0."""
DIGITS = 6
"""Of Newman's sums: more would only be noise of the order in which they were added."""


def edges(tally: Tally, ids: Sequence[str], *, unit: Unit, weight: Weight, minimum: int, null: Null) -> Iterator[Edge]:
    """The pairs that share `minimum` windows of the unit, sorted; all pairs that share one are tested, so that q-values do not hang on it.

    ids: of the actors, as `Tally.close` gave them.
    """
    lefts, rights, counts = tally.pairs(unit)
    shares = [round(share, DIGITS) for share in tally.pairs(unit, damped=True).counts]
    chance = _Chance(tally, unit, null, len(ids))
    tables = [chance.table(left, right, count) for left, right, count in zip(lefts, rights, counts, strict=True)]
    p_values = [max(LEAST, chance.p_value(*table)) for table in tables]
    q_values = adjusted(p_values, len(ids) * (len(ids) - 1) // 2)
    kept = [(left, right) for left, right, count in zip(lefts, rights, counts, strict=True) if count >= minimum]
    together = tally.homes(Unit.ARTICLE, kept)
    homes = together if unit is Unit.ARTICLE else tally.homes(unit, kept)
    paragraphs, sentences = _by_pair(tally.pairs(Unit.PARAGRAPH)), _by_pair(tally.pairs(Unit.SENTENCE))
    sources = _Sources(tally)
    for left, right, count, share, table, p, q in zip(lefts, rights, counts, shares, tables, p_values, q_values, strict=True):
        if count < minimum:
            continue
        pair = left, right
        articles = together[pair]
        first, last = sources.dates(articles)
        found = {
            "weight": count if weight is Weight.COUNT else share,
            "articles": len(articles),
            "paragraphs": paragraphs.get(pair, 0),
            "sentences": sentences.get(pair, 0),
            "newman": share,
            "first_date": first,
            "last_date": last,
            "months": BETWEEN_IDS.join([f"{month}: {number}" for month, number in tally.months(homes[pair]).items()]),
            "article_ids": sources.ids(articles),
            "sources": sources.told(articles),
            "evidence": sources.evidence((ids[left], ids[right]), articles),
            "npmi": npmi(*table, chance.windows),
            "log_likelihood": log_likelihood(*table, chance.windows),
            "p_value": p,
            "q_value": q,
        }
        yield ids[left], ids[right], found


def _by_pair(pairs: Pairs) -> dict[tuple[int, int], int]:
    return dict(zip(zip(pairs.left, pairs.right, strict=True), pairs.counts, strict=True))


class _Chance:
    """What the windows that are tested say of two actors."""

    def __init__(self, tally: Tally, unit: Unit, null: Null, actors: int) -> None:
        tested = tally.tested(unit)
        self.windows = len(tested)
        self._named = tested.named(actors)
        self._together = _by_pair(tested.pairs()) if unit is Unit.TOKENS else None
        self._degrees = DegreeNull(self._named, tested.sizes()) if null is Null.DEGREES else None

    def table(self, left: int, right: int, count: int) -> tuple[int, int, int]:
        """How many of them name both, the one and the other; `count` windows of the unit name both."""
        both = count if self._together is None else self._together.get((left, right), 0)
        return both, self._named[left], self._named[right]

    def p_value(self, both: int, left: int, right: int) -> float:
        """The probability of so many together, of actors in so many each."""
        if both == 0:
            return 1.0
        return self._degrees.p_value(both, left, right) if self._degrees else p_value(both, left, right, self.windows)


class _Sources:
    """What ties say of their articles, which are known by number."""

    def __init__(self, tally: Tally) -> None:
        self._tally = tally
        self._ids = [article.id for article in tally.articles]
        self._told = [str(article) for article in tally.articles]
        self._orders = [(early(article.date), late(article.date)) for article in tally.articles]

    def ids(self, numbers: Iterable[int]) -> str:
        return BETWEEN_IDS.join([self._ids[number] for number in numbers])

    def told(self, numbers: Sequence[int]) -> str:
        """The first ten in words."""
        more = f" and {len(numbers) - CITED} more" if len(numbers) > CITED else ""
        return BETWEEN_PARTS.join([self._told[number] for number in numbers[:CITED]]) + more

    def dates(self, numbers: Iterable[int]) -> tuple[str, str]:
        """By when the first was surely out, and from when on the last was; "" if none is dated. 2021-07-06 goes before 2021 in both."""
        orders = [self._orders[number] for number in numbers]
        return min([first for first, _ in orders])[-1], max([last for _, last in orders])[-1]

    def evidence(self, pair: tuple[str, str], numbers: Iterable[int]) -> str:
        return BETWEEN_PARTS.join(map(str, self._tally.quotes.snippets(pair, numbers, self._ids, self._tally.copies)))
