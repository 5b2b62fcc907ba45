"""The vocabulary of what stands around a story: credits, links, buttons, agencies (`data/chrome.yaml`, which explains its groups)."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from registry.text.data import read_table
from registry.text.normalise import form
from registry.text.tokens import tokenise

__all__ = ["Furniture", "furniture_at", "furniture_between", "furniture_openers", "is_furniture"]


class Furniture(NamedTuple):
    """A phrase found: how many tokens it takes, and whether it counts only with a colon behind it."""

    width: int
    colon: bool


@cache
def _phrases(group: str) -> dict[str, tuple[tuple[tuple[str, ...], bool], ...]]:
    """The phrases of a group by their first word, longest first."""
    found: dict[str, set[tuple[tuple[str, ...], bool]]] = {}
    for rows in read_table("chrome")[group].values():
        for row in rows:
            words = tuple(form(token.raw).folded for token in tokenise(row))
            found.setdefault(words[0], set()).add((words, row.endswith(":")))
    return {first: tuple(sorted(phrases, key=lambda phrase: (-len(phrase[0]), phrase[1]))) for first, phrases in found.items()}


@cache
def furniture_openers() -> frozenset[str]:
    """The first words of the phrases that may open furniture behind other words; a sieve."""
    return frozenset(word for group in ("byline", "dated", "picture", "related", "footer", "everywhere") for word in _phrases(group))


def furniture_at(group: str, words: Sequence[str], at: int) -> Furniture | None:
    """The longest phrase of a group that begins at a place in folded words.

    >>> furniture_at("related", ["see", "also", "in", "kabul"], 0)
    Furniture(width=2, colon=False)
    """
    for phrase, colon in _phrases(group).get(words[at], ()):
        if tuple(words[at : at + len(phrase)]) == phrase:
            return Furniture(len(phrase), colon)
    return None


def furniture_between(group: str, words: Sequence[str], first: int, last: int) -> bool:
    """Whether a phrase of a group begins at one of the places `first` to `last` (exclusive) in folded words.

    >>> furniture_between("related", ["he", "said", "see", "also"], 0, 4)
    True
    """
    openers = _phrases(group)
    return any(words[at] in openers and furniture_at(group, words, at) for at in range(first, last))


def is_furniture(group: str, folded: str) -> bool:
    """Whether a folded word is a phrase of the group by itself.

    >>> is_furniture("agencies", "reuters"), is_furniture("agencies", "associated")
    (True, False)
    """
    return any(len(phrase) == 1 for phrase, _ in _phrases(group).get(folded, ()))
