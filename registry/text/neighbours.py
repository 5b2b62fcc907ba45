"""Words beside a name that say who or what it is not: trades, introductions, the states behind a town (`data/neighbours.yaml`)."""

from collections.abc import Sequence
from functools import cache, lru_cache

from registry.text.data import read_table
from registry.text.inflect import undo_inflection
from registry.text.normalise import form
from registry.text.tokens import tokenise

__all__ = ["begins", "ends"]


@cache
def _phrases(group: str) -> tuple[frozenset[tuple[str, ...]], int]:
    """The folded rows of a group, and the length of the longest."""
    rows = (row for rows in read_table("neighbours")[group].values() for row in rows)
    phrases = frozenset(tuple(form(token.raw).folded for token in tokenise(row)) for row in rows)
    return phrases, max(map(len, phrases))


@lru_cache(maxsize=20_000)
def _lemmas(raw: str) -> tuple[str, ...]:
    folded = form(raw).folded
    return (folded, *(lemma for lemma, _ in undo_inflection(folded)))


def ends(group: str, words: Sequence[str], *, inflected: bool = True) -> int:
    """How many of the last of `words` are a row of the group, 0 if none; the last word may be `inflected`.

    >>> ends("trades", ["the", "taxi", "driver"]), ends("trades", ["the", "president"])
    (2, 0)
    """
    phrases, longest = _phrases(group)
    for width in range(min(longest, len(words)), 0, -1):
        head = tuple(form(raw).folded for raw in words[-width:-1])
        if any((*head, last) in phrases for last in _lemmas(words[-1])[: None if inflected else 1]):
            return width
    return 0


def begins(group: str, words: Sequence[str]) -> int:
    """How many of the first of `words` are a row of the group, 0 if none.

    >>> begins("states", ["New", "Jersey", "police"])
    2
    """
    longest = _phrases(group)[1]
    return next((width for width in range(min(longest, len(words)), 0, -1) if ends(group, words[:width]) == width), 0)
