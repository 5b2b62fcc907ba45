"""Who bears a name in an article: those it introduces in full, and strangers whom it introduces otherwise."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import lru_cache

from registry.articles.page import Page
from registry.match.walk import Hit
from registry.records import AliasKind, Entity, EntityType
from registry.text.lexicon import WordClass, phrase_at
from registry.text.neighbours import ends
from registry.text.normalise import fold

__all__ = ["Bearer", "Bearers", "full_named", "introduced_as_another", "named_in_full", "surname_of_one"]

_REACH = 8
"""Words of an apposition in which a trade is looked for: "Rahmon, 43, a taxi driver from the old town,"."""
_BEFORE = 4
"""Words before a name in which it may be introduced: "identified only as", "по имени"."""
_INDEFINITE = frozenset("a an ein eine un une".split())
_ENOUGH = 8
"""Bearers of one name that are kept apart; a ninth decides nothing more."""
_OLDEST = 120
"""Years; a larger number behind a name is no age."""
_PART_NAMES = (AliasKind.SURNAME, AliasKind.TITLE, AliasKind.DESCRIPTION, AliasKind.DEMONYM)


@dataclass(frozen=True, slots=True, order=True)
class Bearer:
    """Somebody named in full, from token `first`; `entity` is "" for a stranger."""

    first: int
    entity: str
    name: str


@dataclass(frozen=True, slots=True)
class Bearers:
    """The bearers of each name, a folded single word: of each the first place in the article, and the first in each paragraph."""

    everywhere: Mapping[str, Sequence[Bearer]] = field(default_factory=dict)
    by_paragraph: Mapping[tuple[str, int], Sequence[Bearer]] = field(default_factory=dict)

    @classmethod
    def of(cls, spans: Collection[Sequence[Hit]], page: Page, borrowed: Set[int], namesakes: Iterable[Hit]) -> "Bearers":
        """Collect them from the plausible hits, a sequence a span; `borrowed` are the ids of hits that are somebody else's name.

        namesakes: the hits of names that editors say are never the entity.
        """
        found: list[tuple[Bearer, Iterable[str]]] = []
        for hits in spans:
            lent = [hit for hit in hits if id(hit) in borrowed and hit.entry.entity.type is EntityType.PERSON]
            for hit in lent:
                bearer = Bearer(hit.first, "", _with_given_name(hit, page))
                found.append((bearer, {_folded(hit.entry.alias.text), page.form(hit.last - 1).folded}))
            for hit in full_named(hits) if not lent else ():
                start, end = page.span(hit.first, hit.last)
                bearer = Bearer(hit.first, hit.entry.entity.id, page.text[start:end])
                found.append((bearer, single_names(hit.entry.entity)))
        for hit in namesakes:
            start, end = page.span(hit.first, hit.last)
            found.append((Bearer(hit.first, "", page.text[start:end]), {page.form(hit.last - 1).folded}))
        if not found:
            return cls()
        everywhere: dict[str, dict[str, Bearer]] = defaultdict(dict)
        by_paragraph: dict[tuple[str, int], dict[str, Bearer]] = defaultdict(dict)
        alone = {name for hits in spans for hit in hits if hit.words == 1 for name in _names(hit, page)}
        introduced = set()
        for bearer, names in sorted(found, key=lambda pair: pair[0].first):
            who, paragraph = bearer.entity or bearer.name, page.paragraph(bearer.first)
            if (who, paragraph) in introduced:
                continue
            introduced.add((who, paragraph))
            for known in (known for name in alone.intersection(names) for known in (everywhere[name], by_paragraph[name, paragraph])):
                if len(known) < _ENOUGH:
                    known.setdefault(who, bearer)
        return cls(
            {name: list(known.values()) for name, known in everywhere.items()},
            {place: list(known.values()) for place, known in by_paragraph.items()},
        )

    def at(self, hit: Hit, page: Page) -> list[Bearer]:
        """Those who bear the name that a hit of one word is, in the order in which they are introduced."""
        return sorted({bearer for name in _names(hit, page) for bearer in self.everywhere.get(name, ())}) if self.everywhere else []

    def here(self, hit: Hit, page: Page) -> list[Bearer]:
        """Those of them whom the paragraph has introduced when it comes to the hit."""
        paragraph = page.paragraph(hit.first)
        found = {bearer for name in _names(hit, page) for bearer in self.by_paragraph.get((name, paragraph), ())}
        return sorted(bearer for bearer in found if bearer.first < hit.first)


def _names(hit: Hit, page: Page) -> tuple[str, str]:
    return _folded(hit.entry.alias.text), page.form(hit.first).folded


@lru_cache(maxsize=20_000)
def _folded(text: str) -> str:
    return fold(text)


@lru_cache(maxsize=20_000)
def single_names(person: Entity) -> frozenset[str]:
    """The folded single words that a person goes by: surnames, and given names that the registry lists."""
    kinds = (AliasKind.SURNAME, AliasKind.VARIANT)
    return frozenset(fold(alias.text) for alias in person.aliases if alias.kind in kinds and " " not in alias.text)


def full_named(hits: Sequence[Hit]) -> list[Hit]:
    """The hits of a span that name one person, and no other, in full."""
    if hits[0].last - hits[0].first == 1 or (len(hits) == 1 and hits[0].entry.entity.type is not EntityType.PERSON):
        return []
    strong = [hit for hit in hits if not hit.entry.alias.weak]
    if len({hit.entry.entity.id for hit in strong}) != 1:
        return []
    return [
        h for h in strong[:1] if h.entry.entity.type is EntityType.PERSON and h.last - h.first > 1 and h.entry.alias.kind not in _PART_NAMES
    ]


def surname_of_one(hits: Sequence[Hit]) -> bool:
    """Whether a word is the surname of somebody whom it names alone, so no given name of the next: "Путин Раҳмонро пешвоз гирифт"."""
    return any(hit.entry.alias.kind is AliasKind.SURNAME and not hit.entry.alias.weak for hit in hits)


def named_in_full(spans: Iterable[Sequence[Hit]]) -> frozenset[str]:
    """The ids of the persons whose full name stands in the article."""
    return frozenset(hit.entry.entity.id for hits in spans for hit in full_named(hits))


def _with_given_name(hit: Hit, page: Page) -> str:
    """The name of the stranger as far as it is written with capitals on either side."""
    first, last = hit.first, hit.last
    while hit.first - first < _BEFORE and page.adjoins(first) and page.form(first - 1).capitalised:
        first -= 1
    while last - hit.last < _BEFORE and page.adjoins(last) and page.form(last).capitalised:
        last += 1
    start, end = page.span(first, last)
    return page.text[start:end]


def introduced_as_another(hit: Hit, page: Page, named: Set[str]) -> bool:
    """Whether a surname is introduced as that of somebody whom nobody knows: "the footballer Putin", "Rahmon, a trader".

    A trade beside the name tells, unless the person's description has it (the actor Nicholson); so does "named" before it. An age or
    another indefinite apposition does where the article nowhere gives the full name (`named`: ids of those whose it gives): known
    people are introduced by it.
    """
    person = hit.entry.entity
    if person.type is not EntityType.PERSON or hit.words > 1 or hit.entry.alias.kind in (AliasKind.TITLE, AliasKind.DESCRIPTION):
        return False
    start, end = page.sentence(hit.first)
    before = page.tokens.raws[max(start, hit.first - _BEFORE) : hit.first]
    if page.adjoins(hit.first):
        width = ends("trades", before)
        if (width and not _known_as(before[-width:], hit)) or ends("introductions", before):
            return True
    if hit.last >= end or page.gap(hit.last).strip() not in (",", "،") or page.form(hit.last - 1).possessive:
        return False
    at = hit.last
    number = page.form(at).number
    aged = number is not None and number.isdigit() and int(number) < _OLDEST and at + 1 < end and page.gap(at + 1).strip() == ","
    at += aged
    indefinite = at < end and page.form(at).folded in _INDEFINITE
    words = page.tokens.raws[at : min(end, at + _REACH)]
    clause = next((i for i in range(1, len(words)) if "," in page.gap(at + i)), len(words))
    trades = [i for i in range(clause) if ends("trades", words[: i + 1], inflected=False) and not _known_as(words[i : i + 1], hit)]
    if trades and (indefinite or trades[0] <= 1):
        return True
    return (aged or (indefinite and _somebody(words[:clause]))) and person.id not in named


def _somebody(words: Sequence[str]) -> bool:
    """Whether an apposition says what somebody is: "a former diplomat", not "a day after the vote"."""
    if any(ends("people", words[: i + 1]) for i in range(len(words))):
        return True
    return any(phrase.word_class is WordClass.TITLE for i in range(len(words)) for phrase in phrase_at(words, i)[1])


def _known_as(words: Sequence[str], hit: Hit) -> bool:
    """Whether the description of the person has the word."""
    return words[-1].casefold() in (hit.entry.entity.description or "").casefold()
