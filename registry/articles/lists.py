"""What the words beside a place say of its kind: designators ("Kandahar city") and the places that it is listed with."""

from collections import Counter
from collections.abc import Iterator, Mapping

from registry.articles.page import Page
from registry.match.walk import Hit
from registry.records import Feature
from registry.text.lexicon import WordClass, phrase_at
from registry.text.neighbours import begins

__all__ = ["designators", "listed_with"]

_LIST_REACH = 8
"""Tokens that a list of names may go on for, to either side of a name."""
_AND = frozenset("and и und et va ва та".split())


def _behind_the_list(at: int, page: Page) -> int:
    """The token behind the names that a list goes on with: "Kunduz, Balkh and Takhar | provinces"."""
    end = min(page.sentence(at - 1)[1], at + _LIST_REACH)
    position = at
    while position + 1 < end:
        joined = page.form(position).folded in _AND or page.gap(position).strip() == ","
        step = 1 if page.form(position).folded in _AND else 0
        if not joined or not page.form(position + step).upper:
            break
        position += step + 1
    return position


def designators(hit: Hit, page: Page) -> frozenset[str]:
    """What the words beside say of the kind of thing: "Kandahar city", "the districts of …", "Badakhshan and Kandahar provinces"."""
    tags: Counter[str] = Counter()
    behind = _behind_the_list(hit.last, page)
    after = page.tokens.raws[behind] if page.adjoins(behind) else None
    before = page.tokens.raws[hit.first - 1] if hit.first and page.adjoins(hit.first) else None
    if before and page.form(hit.first - 1).folded in ("of", "de", "di") and hit.first > 1:
        before = page.tokens.raws[hit.first - 2]
    for word in filter(None, (before, after)):
        for phrase in phrase_at([word], 0)[1]:
            if phrase.word_class is WordClass.DESIGNATOR:
                tags.update(phrase.tags)
    if page.adjoins(hit.last) and begins("provincial", page.tokens.raws[hit.last : hit.last + 2]):
        tags.update([Feature.PROVINCE.value])
    return frozenset(tags)


def listed_with(hit: Hit, page: Page, features: Mapping[int, Feature]) -> frozenset[Feature]:
    """The kinds of the places in one list with a name; `features` are those of the places of the article, by each of their tokens.

    The states of North America count although no registry may hold them: "Georgia, Arizona and Michigan".
    """
    found = set()
    for at in _members(hit, page):
        feature = features.get(at)
        if feature is not None:
            found.add(feature)
        elif begins("states", page.tokens.raws[at : at + 2]):
            found.add(Feature.PROVINCE)
    return frozenset(found)


def _members(hit: Hit, page: Page) -> Iterator[int]:
    """The capitalised tokens that a list joins to the hit by commas and conjunctions."""
    first = page.sentence(hit.first)[0]
    for at in range(hit.last, _behind_the_list(hit.last, page)):
        if page.form(at).upper:
            yield at
    at = hit.first
    while at - 1 >= max(first, hit.first - _LIST_REACH):
        conjunction = page.form(at - 1).folded in _AND and at - 2 >= first
        if not conjunction and page.gap(at).strip() != ",":
            return
        at -= 2 if conjunction else 1
        if not page.form(at).upper:
            return
        yield at
