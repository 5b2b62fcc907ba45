"""Phrases of common nouns that denote what is named beside them or before: appositions, back-references, predicates, in that order.

Appositions explain words that would else point back to something; what points back may have something said of it in turn.
"""

from collections.abc import Iterable

from registry.articles.anaphora import back_references
from registry.articles.appositions import appositions, predicates
from registry.articles.page import Page
from registry.match.index import Index
from registry.records import Mention, Status

__all__ = ["with_descriptions"]

Found = list[tuple[int, int, Mention]]


def with_descriptions(page: Page, found: Found, index: Index) -> Found:
    """The mentions `found`, each with its first and last (exclusive) token, and the descriptions that they explain.

    A stranger or an ambiguous mention of just the words that a description explains goes.
    """
    for step in (appositions, back_references, predicates):
        found = _merged(found, step(page, found, index))
    return found


def _merged(found: Found, added: Iterable[tuple[int, int, Mention]]) -> Found:
    """Both, without what is added but crosses something linked or says it again, and without what is unlinked under something added."""
    new = list(added)
    if not new:
        return found
    by_token: dict[int, list[tuple[int, int, Mention]]] = {}
    for item in found:
        _place(item, by_token)
    kept: Found = []
    gone: set[int] = set()
    for item in new:
        beside = {id(other): other for at in range(item[0], item[1]) for other in by_token.get(at, ())}
        linked = [other for other in beside.values() if other[2].status is Status.LINKED]
        if not any(_crosses(item, other) for other in linked):
            kept.append(item)
            _place(item, by_token)
            gone.update(key for key, other in beside.items() if other[2].status is not Status.LINKED and _covers_nearly(item, other))
    return [item for item in found if id(item) not in gone] + kept


def _place(item: tuple[int, int, Mention], by_token: dict[int, list[tuple[int, int, Mention]]]) -> None:
    for at in range(item[0], item[1]):
        by_token.setdefault(at, []).append(item)


def _crosses(span: tuple[int, int, Mention], other: tuple[int, int, Mention]) -> bool:
    """Whether the first of two that overlap does not hold the other as a smaller part."""
    return not (span[0] <= other[0] and other[1] <= span[1] and span[1] - span[0] > other[1] - other[0] + 1)


def _covers_nearly(span: tuple[int, int, Mention], item: tuple[int, int, Mention]) -> bool:
    """Whether two that overlap are the same words, an article aside, or cross."""
    inside = span[0] <= item[0] and item[1] <= span[1]
    return not inside or (span[1] - span[0]) - (item[1] - item[0]) < 2
