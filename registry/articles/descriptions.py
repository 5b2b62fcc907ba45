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
    linked = [(first, last) for first, last, mention in found if mention.status is Status.LINKED]
    kept: Found = []
    for first, last, mention in added:
        if not any(_crosses((first, last), span) for span in linked):
            kept.append((first, last, mention))
            linked.append((first, last))
    spans = [(first, last) for first, last, _ in kept]
    left = [item for item in found if item[2].status is Status.LINKED or not any(_covers_nearly(span, item) for span in spans)]
    return left + kept


def _crosses(span: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether they overlap and the first does not hold the other as a smaller part."""
    overlap = span[0] < other[1] and other[0] < span[1]
    return overlap and not (span[0] <= other[0] and other[1] <= span[1] and span[1] - span[0] > other[1] - other[0] + 1)


def _covers_nearly(span: tuple[int, int], item: tuple[int, int, Mention]) -> bool:
    """Whether they are the same words, an article aside, or cross."""
    overlap = span[0] < item[1] and item[0] < span[1]
    inside = span[0] <= item[0] and item[1] <= span[1]
    return overlap and (not inside or (span[1] - span[0]) - (item[1] - item[0]) < 2)
