"""Read an article: find every stretch that an alias spells, weigh it where it stands, settle overlaps, name the strangers.

The order: tokens → hits (each distinct word form looked up once) → plausible hits → readings by span → anchors (entities named
without doubt) → decision for each reading with the article's own evidence → longest first, nested names kept → strangers.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from registry.articles.bearers import Bearers, introduced_as_another, named_in_full, surname_of_one
from registry.articles.chrome import find_chrome, mark_chrome
from registry.articles.definitions import Definition, by_definition, definitions, without_redefined
from registry.articles.descriptions import with_descriptions
from registry.articles.metonyms import acts_for_state
from registry.articles.nesting import may_nest
from registry.articles.offices import Offices
from registry.articles.page import Page
from registry.articles.plausible import bearer_is_another, is_elsewhere, is_somebodys_name, may_be_noun, plausible
from registry.articles.quoted import quoted_names, without_namesakes
from registry.articles.support import Anchors, support
from registry.articles.unregistered import Finder, name_unregistered
from registry.evidence import Evidence, Rule
from registry.match import weights
from registry.match.decide import decide
from registry.match.index import Index
from registry.match.lookup import Lookup
from registry.match.walk import Hit, find_hits
from registry.records import (
    Alias,
    AliasKind,
    Annotation,
    Article,
    Candidate,
    Entity,
    EntityType,
    Feature,
    Mention,
    MentionKind,
    Resolution,
    Status,
)

__all__ = ["Annotator"]

_KINDS: Mapping[AliasKind, MentionKind] = {
    AliasKind.ACRONYM: MentionKind.ACRONYM,
    AliasKind.SURNAME: MentionKind.SURNAME,
    AliasKind.DEMONYM: MentionKind.DEMONYM,
    AliasKind.DESCRIPTION: MentionKind.DESCRIPTION,
    AliasKind.TITLE: MentionKind.TITLE,
}

_PHRASES = (AliasKind.DESCRIPTION, AliasKind.TITLE)
"""Aliases made of common nouns, whose lower-case words are their own."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A span with what it may be, and the decision."""

    first: int
    last: int
    hits: tuple[Hit, ...]
    resolution: Resolution
    best: Hit
    """The hit that the decision rests on."""


class Annotator:
    """Article -> Annotation, over one index; look-ups are kept between articles."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._lookups: dict[str | None, Lookup] = {}
        self._offices = Offices(index)

    def annotate(self, article: Article, finder: Finder | None = None) -> Annotation:
        """The mentions of one article in text order, outer before nested."""
        page = Page(article)
        defined = definitions(page)
        readings = self._decided(page, defined)
        settled = _settle(readings, page)
        found = [(reading.first, reading.last, self._mention(reading, page, nested)) for reading, nested in settled]
        explained = [(first, last) for first, last, _ in found]
        strangers = list(by_definition(found, name_unregistered(page, explained, defined, finder), page, defined))
        explained += [(first, last) for first, last, _ in strangers]
        covered = {at for span in explained for at in range(*span)}
        introduced = [reading for reading in readings if reading.first not in covered and _introduced(reading)]
        found += strangers + [(reading.first, reading.last, self._mention(reading, page, nested=False)) for reading in introduced]
        mentions = [mention for _, _, mention in with_descriptions(page, found, self._index)]
        chrome = find_chrome(page)
        marked = tuple(mark_chrome(tuple(_flag_nested(mentions)), chrome))
        return Annotation(article, marked, tuple(page.paragraphs), tuple(page.sentences), chrome)

    def _decided(self, page: Page, defined: Sequence[Definition]) -> list[Reading]:
        hits = [hit for first, last, lang in page.by_language for hit in self._hits(first, last, lang, page)]
        hits = without_redefined(hits + list(self._offices.find(page, hits)), page, defined)
        hits = without_namesakes(hits, page, list(quoted_names(page)))
        nationalities = {hit.last - 1 for hit in hits if hit.entry.alias.kind is AliasKind.DEMONYM}
        by_span: dict[tuple[int, int], list[Hit]] = defaultdict(list)
        for hit in hits:
            if plausible(hit, page, nationalities):
                by_span[hit.first, hit.last].append(hit)
        namesakes = [
            hit
            for hit in hits
            if hit.entry.never and hit.entry.entity.type is EntityType.PERSON and not _listed(by_span.get((hit.first, hit.last), ()))
        ]
        by_span = _without_refused(by_span)
        persons = {span for span, found in by_span.items() if _any_person(found)}
        others = {at for span in by_span if span not in persons for at in range(*span)}
        others |= {first for (first, last), found in by_span.items() if last - first == 1 and surname_of_one(found)}
        every = {at for first, last in by_span for at in range(first, last)}
        longest: dict[int, int] = {}  # by token, the tokens of the longest name of a person that holds it
        for first, last in persons:
            if last - first > 1:
                longest.update((at, max(longest.get(at, 0), last - first)) for at in range(first, last))
        named = named_in_full(by_span.values())
        borrowed = {
            id(hit)
            for (first, last), found in by_span.items()
            if not any(longest.get(at, 0) > last - first for at in range(first, last))
            for hit in found
            if bearer_is_another(hit, page, others)
            or is_somebodys_name(hit, page, every)
            or introduced_as_another(hit, page, named)
            or is_elsewhere(hit, page)
        }
        anchors = Anchors.of(by_span.values(), page, borrowed, Bearers.of(by_span.values(), page, borrowed, namesakes), self._index)
        return [self._decide(first, last, found, page, anchors, borrowed) for (first, last), found in by_span.items()]

    def _hits(self, first: int, last: int, lang: str | None, page: Page) -> list[Hit]:
        """The hits in a stretch of the page whose words are of one language."""
        lookup = self._lookups.get(lang)
        if lookup is None:
            lookup = self._lookups[lang] = Lookup(self._index, lang, loose=False)
        return find_hits(page.tokens, self._index, lookup, first, last)

    def _decide(self, first: int, last: int, hits: Sequence[Hit], page: Page, anchors: Anchors, borrowed: Set[int]) -> Reading:
        start, end = page.span(first, last)
        text = page.text[start:end]
        found = []
        for hit in hits:
            evidence = [hit.spelt(text), *hit.evidence, *support(hit, page, anchors, self._index)]
            if id(hit) in borrowed:
                evidence.append(Evidence(Rule.HEAD, text, hit.entry.alias.text, weights.UNEXPLAINED))
            found.append((math.fsum([item.bits for item in evidence]), Candidate(hit.entry.entity, 0.0, hit.entry.alias, tuple(evidence))))
        resolution = decide(text, found)
        wanted = resolution.candidates[0].alias if resolution.candidates else None
        return Reading(first, last, tuple(hits), resolution, next((hit for hit in hits if hit.entry.alias is wanted), hits[0]))

    def _mention(self, reading: Reading, page: Page, nested: bool) -> Mention:
        start, end = page.span(reading.first, reading.last)
        resolution, alias = reading.resolution, reading.best.entry.alias
        entity = resolution.entity
        kind = _kind(reading, alias, entity, page)
        evidence = resolution.evidence
        stands_for = None
        if entity is not None and entity.stands_for and kind in (MentionKind.NAME, MentionKind.ACRONYM):
            cue = acts_for_state(reading.first, reading.last, entity, page)
            if cue:
                kind, stands_for, evidence = MentionKind.METONYM, entity.stands_for, (*evidence, cue)
        return Mention(
            start,
            end,
            page.text[start:end],
            entity.id if entity else None,
            resolution.status,
            kind,
            resolution.score,
            stands_for,
            nested,
            tuple(candidate.entity.id for candidate in resolution.candidates),
            evidence,
            _type(resolution),
        )


def _introduced(reading: Reading) -> bool:
    """Whether a surname alone is another's, as the words beside it say."""
    person = reading.last - reading.first == 1 and _any_person(reading.hits) and reading.resolution.status is Status.NIL
    return person and any(item.rule is Rule.HEAD for item in reading.resolution.evidence)


def _type(resolution: Resolution) -> EntityType | None:
    """That of the entity, or that all candidates share."""
    types = {candidate.entity.type for candidate in resolution.candidates[: 1 if resolution else None]}
    return types.pop() if len(types) == 1 else None


def _listed(hits: Sequence[Hit]) -> bool:
    """Whether a span that is never somebody is, by the registry, somebody else."""
    return any(not hit.entry.never for hit in hits)


def _any_person(hits: Sequence[Hit]) -> bool:
    return any(hit.entry.entity.type is EntityType.PERSON for hit in hits)


def _kind(reading: Reading, alias: Alias, entity: Entity | None, page: Page) -> MentionKind:
    kind = _KINDS.get(alias.kind, MentionKind.NAME)
    state = entity is not None and entity.feature is Feature.STATE
    if state and kind is MentionKind.ACRONYM and _attributive(reading.last, page):
        return MentionKind.DEMONYM
    return kind


def _attributive(last: int, page: Page) -> bool:
    """Whether a noun follows that the acronym qualifies: "US troops", "U.S. President", "US-led", but not "the US said"."""
    if last >= page.count or page.gap(last) not in (" ", "-", "\u2011"):
        return False
    return may_be_noun(last, page)


def _settle(readings: Iterable[Reading], page: Page) -> list[tuple[Reading, bool]]:
    """Longest first; a shorter reading stays if it nests where a name in a name is one of its own; crossing ones go, weak ones first."""
    accepted: list[tuple[Reading, bool]] = []
    by_token: dict[int, list[Reading]] = defaultdict(list)
    live = _without_designators([reading for reading in readings if reading.resolution.status is not Status.NIL], page)
    if any(reading.best.entry.alias.weak for reading in live):
        live = _without_crossing(live)
    for reading in sorted(live, key=lambda r: (r.first - r.last, r.first)):
        outer = {id(other): other for at in range(reading.first, reading.last) for other in by_token[at]}.values()
        if all(o.first <= reading.first and reading.last <= o.last and may_nest(reading.best, o.best, page) for o in outer):
            accepted.append((reading, bool(outer)))
            for at in range(reading.first, reading.last):
                by_token[at].append(reading)
    return sorted(accepted, key=lambda pair: (pair[0].first, -pair[0].last))


def _without_crossing(readings: Sequence[Reading]) -> list[Reading]:
    """Drop the readings by a weak alias that cross one by another."""
    firm: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for reading in readings:
        if not reading.best.entry.alias.weak:
            for at in range(reading.first, reading.last):
                firm[at].append((reading.first, reading.last))
    return [r for r in readings if not (r.best.entry.alias.weak and _crosses((r.first, r.last), firm))]


def _without_refused(by_span: dict[tuple[int, int], list[Hit]]) -> dict[tuple[int, int], list[Hit]]:
    """Drop the hits of an entity that lie inside what its editors say is never it: Washington in "Washington Post"."""
    refused = {(at, hit.entry.entity.id) for (f, g), hits in by_span.items() for hit in hits if hit.entry.never for at in range(f, g)}
    if not refused:
        return by_span
    kept: dict[tuple[int, int], list[Hit]] = {}
    for (first, last), hits in by_span.items():
        left = [hit for hit in hits if not hit.entry.never and not all((at, hit.entry.entity.id) in refused for at in range(first, last))]
        if left:
            kept[first, last] = left
    return kept


def _without_designators(readings: list[Reading], page: Page) -> list[Reading]:
    """Drop a reading that a shorter one of its entity makes without its small outer words: "Harb-Maidon | training ground"."""
    named = {(r.first, r.last): r.best.entry.entity.id for r in readings if r.best.entry.alias.kind not in _PHRASES}
    if len(set(named.values())) == len(named):  # no entity has two readings
        return readings
    proper = {(r.first, r.last) for r in readings if any(c.isupper() for c in r.best.entry.alias.text)}

    def small(first: int, last: int) -> bool:
        return all(page.form(at).written.islower() for at in range(first, last))

    def replaceable(reading: Reading) -> bool:
        entity = named.get((reading.first, reading.last))
        return entity is not None and any(
            named.get((first, last)) == entity and small(reading.first, first) and small(last, reading.last)
            for first in range(reading.first, reading.last)
            for last in range(first + 1, reading.last + 1)
            if last - first < reading.last - reading.first and (first, last) in proper
        )

    return [reading for reading in readings if not replaceable(reading)]


def _crosses(span: tuple[int, int], others: Mapping[int, Sequence[tuple[int, int]]]) -> bool:
    """Whether a span overlaps one of the others, listed by token, and neither holds the other."""
    ends = (span[0], span[1] - 1)
    return any(f < span[0] < g < span[1] or span[0] < f < span[1] < g for at in ends for f, g in others.get(at, ()))


def _flag_nested(mentions: list[Mention]) -> Iterator[Mention]:
    reach = -1
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        nested = mention.end <= reach
        reach = max(reach, mention.end)
        yield mention if nested == mention.nested else _with_nested(mention, nested)


def _with_nested(mention: Mention, nested: bool) -> Mention:
    values = {name: getattr(mention, name) for name in Mention.__slots__}
    return Mention(**(values | {"nested": nested}))
