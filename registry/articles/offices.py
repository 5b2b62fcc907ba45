"""Ministries named without their state: "the Defence Ministry" is that of the country last named, as far as it is clear which that is.

The short forms are the registry's own patterns ("{tajikistan} Defence Ministry") with the state left out, where three states or more
share what remains. Such a name never links alone.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from registry.articles.page import Page
from registry.match.index import Index
from registry.match.names import Entry
from registry.match.walk import Hit
from registry.records import Alias, AliasKind, Entity, EntityType, Feature
from registry.text.inflect import undo_inflection
from registry.text.lexicon import is_function_word
from registry.text.name_words import class_at
from registry.text.normalise import form
from registry.text.tokens import tokenise

__all__ = ["Offices", "is_shortened", "states_named", "whose"]

_SHARED = 3
"""States that must share a short form: what one ministry alone is called is a name of its own."""
_SENTENCES = 3
"""Sentences back in which the state is looked for; further off the reader has lost it, unless the article names no other."""
_WINDOW = 200
"""Tokens, and names of states, that are looked back on; a sentence of thousands of words is none."""
_CACHE = 200_000  # distinct tokens kept, as many as the look-up keeps
_SLOT = re.compile(r"\{([^{}]*)\}(?:['\u2019]s\b)?")
_NATIONALITY = re.compile(r"(?:isch|ск|цк)[^\W\d_]{0,3}$")
"""Adjectives of countries in German and the Slavic languages: "ägyptische", "украинское"."""
_OF = frozenset("of von des der de du del della in".split())
_NOTE = "its state left out"

_Words = tuple[frozenset[str], ...]
_Rows = list[tuple[_Words, list[Entry]]]


class _Beginnings(dict[str, _Rows]):
    """Token -> the rows that it may begin, none for most, worked out when it is first met."""

    def __init__(self, by_word: Mapping[str, _Rows]) -> None:
        self._by_word = by_word

    def __missing__(self, raw: str) -> _Rows:
        if len(self) >= _CACHE:
            self.clear()
        rows = [row for word in _forms(form(raw).folded) for row in self._by_word.get(word, ())]
        self[raw] = found = list({id(row): row for row in rows}.values())
        return found


class Offices:
    """The short forms of the ministries of an index."""

    def __init__(self, index: Index) -> None:
        shared: dict[tuple[str, ...], list[tuple[Entity, Alias]]] = defaultdict(list)
        for entity in index.ministries:
            if entity.country:
                for alias in entity.aliases:
                    words = _shortened(alias, entity.country)
                    if words:
                        shared[tuple(form(word).folded for word in words)].append((entity, _short_alias(alias, words)))
        self._by_word: dict[str, _Rows] = defaultdict(list)
        self._rows = _Beginnings(self._by_word)
        for folded, found in shared.items():
            if len({entity.country for entity, _ in found}) >= _SHARED:
                row = (tuple(_forms(word) for word in folded), [Entry(entity, alias) for entity, alias in found])
                for word in row[0][0]:
                    self._by_word[word].append(row)

    def find(self, page: Page, hits: Sequence[Hit]) -> Iterator[Hit]:
        """The short forms in an article that no longer name of `hits` holds and no other state qualifies."""
        if not self._by_word:
            return
        inside = {at for hit in hits if hit.last - hit.first > 1 for at in range(hit.first, hit.last)}
        for at, rows in enumerate(map(self._rows.__getitem__, page.tokens.raws)):
            for words, entries in rows if rows and at not in inside else ():
                last = at + len(words)
                if last <= page.sentence(at)[1] and self._spelt(at, words, page) and not _qualified(at, last, page):
                    yield from (Hit(at, last, entry, len(words)) for entry in entries)

    def _spelt(self, at: int, words: _Words, page: Page) -> bool:
        return all(_forms(page.form(at + i).folded) & words[i] and (not i or page.adjoins(at + i)) for i in range(len(words)))


def _short_alias(alias: Alias, words: Sequence[str]) -> Alias:
    return Alias(" ".join(words), AliasKind.VARIANT, alias.lang, weak=True, note=_NOTE)


def is_shortened(alias: Alias) -> bool:
    """Whether an alias is such a short form."""
    return alias.note == _NOTE


def _shortened(alias: Alias, country: str) -> list[str]:
    """The words of a pattern without its state and what ties it to them; none if the alias is no such pattern."""
    named = alias.kind in (AliasKind.VARIANT, AliasKind.FORMER)
    if not named or [match.group(1) for match in _SLOT.finditer(alias.text)] != [country]:
        return []
    words = [token.raw for token in tokenise(_SLOT.sub(" ", alias.text))]
    while words and (is_function_word(words[-1]) or words[-1].lower() in _OF):
        words.pop()
    return words if words and not words[0][:1].islower() else []


def _forms(folded: str) -> frozenset[str]:
    return frozenset((folded, *(lemma for lemma, _ in undo_inflection(folded))))


def _qualified(first: int, last: int, page: Page) -> bool:
    """Whether a state stands beside it after all: "Egypt's Defence Ministry", "украинское Минобороны", "Минобороны Египта"."""
    if first and page.adjoins(first):
        before = page.form(first - 1)
        capital = before.upper and not page.opens_sentence(first - 1)
        if capital or before.possessive or _NATIONALITY.search(before.folded) or _is_state(first - 1, page):
            return True
    if last < page.count and page.adjoins(last):
        behind = page.form(last)
        article = behind.folded in ("the", "der", "des", "la")
        following = last + 1 if behind.folded in _OF or article else last
        if following > last and behind.folded != "in":
            return True
        return (
            following < page.count
            and following == last
            and (_is_state(last, page) or (behind.capitalised and page.lang in ("ru", "tg", "uk")))
        )
    return False


def _is_state(at: int, page: Page) -> bool:
    found = class_at([page.form(at).folded], 0)
    return found is not None and found[0] == "countries"


def states_named(spans: Iterable[Sequence[Hit]], index: Index) -> list[tuple[int, str]]:
    """(token, state) for every name of an entity that belongs to one state, in text order; media speak of others."""
    found: set[tuple[int, str]] = set()
    for hits in spans:
        owners = {_state(hit.entry.entity, index) for hit in hits if not hit.entry.alias.weak}
        if len(owners) == 1:
            found.update((hits[0].first, state) for state in owners if state)
    return sorted(found)


def _state(entity: Entity, index: Index) -> str | None:
    if entity.type is EntityType.MEDIA:
        return None
    if entity.type is not EntityType.PLACE:
        country = index.entities.get(entity.country or "")
        return entity.country if country is not None and country.feature is Feature.STATE else None
    holders = {entity.id, *index.names.containers(entity)}
    states = [id for id in holders if id in index.entities and index.entities[id].feature is Feature.STATE]
    return states[0] if len(states) == 1 else None


def whose(first: int, last: int, page: Page, states: Sequence[tuple[int, str]]) -> frozenset[str] | None:
    """The states of which the office at these tokens may be: one if it is clear, none if nothing tells; None if the registry lacks it.

    It is the one state named last before it, or directly behind with "in", if no other has been named more often until then.
    """
    now = bisect_left(states, (first, ""))
    until, later = states[max(0, now - _WINDOW) : now], states[now : now + _WINDOW]
    beside = [state for at, state in later[:_SENTENCES] if at == last + 1 and page.form(last).folded in ("in", "в", "дар")]
    if beside:
        return frozenset(beside)
    counts = Counter(state for _, state in until)
    everywhere = {state for _, state in (*until, *later)}
    start = page.sentence(first)[0]
    end = first
    for _ in range(_SENTENCES):
        here = {state for at, state in until if start <= at < end}
        if any(_unknown(at, page, states) for at in range(max(start, end - _WINDOW), end)):
            return None
        if here:
            most = counts.most_common(1)[0]
            return frozenset(here if counts[next(iter(here))] == most[1] or len(here) > 1 else here | {most[0]})
        if not start:
            break
        start, end = page.sentence(start - 1)[0], start
    return frozenset(everywhere) if len(everywhere) == 1 and until else frozenset()


def _unknown(at: int, page: Page, states: Sequence[tuple[int, str]]) -> bool:
    """Whether token `at` names a state that the registry does not hold."""
    position = bisect_left(states, (at, ""))
    known = position < len(states) and states[position][0] == at
    return not known and page.form(at).upper and _is_state(at, page)
