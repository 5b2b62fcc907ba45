"""What stands beside an alias inside a mention, and whether it leaves the entity the head of the whole.

"President Emomali Rahmon" is Emomali Rahmon: the words before are a title. "CSTO anniversary summit" is not the CSTO: the words
after are none that an organisation's name may carry. A part is a title, an honorific, a designator, a function word, the name of
another entity, or unexplained.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from registry.evidence import Evidence, Rule
from registry.match import weights
from registry.match.index import Index
from registry.match.names import full_names
from registry.match.walk import Hit
from registry.records import AliasKind, Entity, EntityType
from registry.text.lexicon import Phrase, WordClass, is_article_word, is_skipped, is_small, phrase_at
from registry.text.normalise import form
from registry.text.romanise import romanise, sound_key
from registry.text.tokens import Token

__all__ = ["Beside", "Part", "weigh_beside"]

_WOMANS = frozenset(
    "mrs ms miss madam madame lady queen princess empress duchess госпожа миссис мадам королева frau senora signora".split()
) | {"first lady"}
_SHE = re.compile(
    r"\b(?:she|her|wife|widow|daughter|mother|sister|woman|lady|queen|princess|actress|chairwoman|spokeswoman)\b", re.IGNORECASE
)
_PATRONYMIC = re.compile(r"(?:[oe]vich|[oe]vych|[oe]vna|ович|евич|овна|евна|йович|ївна|івна)$", re.IGNORECASE)
"""How East Slavic patronymics end, also those that Central Asian officials bore."""


@dataclass(frozen=True, slots=True)
class Part:
    """Tokens `first` to `last` beside an alias, explained by the lexicon, by the registry, or not at all."""

    first: int
    last: int
    text: str
    phrases: tuple[Phrase, ...] = ()
    hits: tuple[Hit, ...] = ()

    def is_(self, word_class: WordClass) -> bool:
        """Whether the lexicon knows it so."""
        return any(phrase.word_class is word_class for phrase in self.phrases)

    @property
    def entities(self) -> tuple[Entity, ...]:
        """The entities of the registry that it may name."""
        return tuple({hit.entry.entity.id: hit.entry.entity for hit in self.hits}.values())

    @property
    def unexplained(self) -> bool:
        """Whether neither the lexicon nor the registry knows it."""
        return not self.phrases and not self.hits


@dataclass(frozen=True, slots=True)
class Beside:
    """A mention cut into tokens, its brackets apart, and the hits in it."""

    text: str
    tokens: Sequence[Token]
    hits: Sequence[Hit]
    brackets: Sequence[tuple[int, int]]
    """Token ranges inside brackets or after a dash."""

    def parts(self, first: int, last: int) -> Iterator[Part]:
        """Tokens `first` to `last` cut greedily into the longest stretch that the registry or the lexicon explains."""
        words = [token.raw for token in self.tokens]
        at = first
        while at < last:
            if is_skipped(form(words[at]).folded, words[at - 1] if at else "", words[at + 1] if at + 1 < len(words) else ""):
                at += 1
                continue
            width, phrases = phrase_at(words[:last], at)
            if width == 1 and not is_small(words[at]):
                phrases = tuple(phrase for phrase in phrases if phrase.word_class is not WordClass.FUNCTION)
                width = len(phrases[:1])
            reach = max((hit.last for hit in self.hits if hit.first == at and hit.last <= last), default=at)
            hits = tuple(hit for hit in self.hits if hit.first == at and hit.last == reach)
            end = max(at + 1, reach, at + width)
            yield Part(
                at,
                end,
                self.text[self.tokens[at].start : self.tokens[end - 1].end],
                phrases if width and at + width == end else (),
                hits if reach == end else (),
            )
            at = end


def weigh_beside(hit: Hit, beside: Beside, index: Index) -> list[Evidence]:
    """The evidence of everything in the mention that the alias does not cover; empty if it covers all."""
    inside = {at for first, last in beside.brackets for at in range(first, last)}
    if hit.first in inside:
        return [Evidence(Rule.HEAD, beside.text, "", weights.UNEXPLAINED)] if len(inside) < len(beside.tokens) else []
    outer = [at for at in range(len(beside.tokens)) if at not in inside]
    before = [part for part in beside.parts(outer[0], hit.first) if part.first not in inside]
    after = [part for part in beside.parts(hit.last, len(beside.tokens)) if part.first not in inside]
    if after and form(beside.tokens[hit.last - 1].raw).possessive:
        return [Evidence(Rule.HEAD, after[-1].text, "", weights.UNEXPLAINED)]
    evidence = list(_brackets(hit, beside))
    if hit.entry.entity.type is EntityType.PERSON:
        return evidence + list(_beside_person(hit, before, after, beside, index))
    return evidence + list(_beside_thing(hit, before, after, beside, index))


def _brackets(hit: Hit, beside: Beside) -> Iterator[Evidence]:
    """What the brackets say: the entity's own acronym speaks for it, another entity's against it."""
    for first, last in beside.brackets:
        named = {
            other.entry.entity.id for other in beside.hits if (other.first, other.last) == (first, last) and not other.entry.alias.weak
        }
        content = beside.text[beside.tokens[first].start : beside.tokens[last - 1].end]
        if hit.entry.entity.id in named:
            yield Evidence(Rule.ACRONYM_BESIDE, content, hit.entry.entity.id, weights.BRACKET_AGREES)
        elif named and last - first == 1:
            yield Evidence(Rule.HEAD, content, "", weights.UNEXPLAINED)


def _beside_person(hit: Hit, before: Sequence[Part], after: Sequence[Part], beside: Beside, index: Index) -> Iterator[Evidence]:
    person = hit.entry.entity
    parts = [*before, *after]
    titles = [part for part in parts if part.is_(WordClass.TITLE) or _own_title(part, person)]
    comma = bool(after) and "," in beside.text[beside.tokens[hit.last - 1].end : beside.tokens[after[0].first].start]
    for part in parts:
        name_side = part in before[-1:] or (part in after and not (comma and titles))
        known = _own_patronymic(part, person) or _own_initial(part, person)
        lone_letter = len(part.text) == 1 and part.text.isupper()
        stranger = (part.unexplained or lone_letter) and not known and (name_side or not titles or hit.words < 2)
        rival = any(e.type is EntityType.PERSON and e.id != person.id for e in part.entities) and person not in part.entities
        tail = part in after and not comma and bool(part.entities) and not titles and not _links_back(part, person, index)
        if stranger or rival or tail or _another_womans(part, person, hit):
            yield Evidence(Rule.HEAD, part.text, hit.entry.alias.text, weights.UNEXPLAINED)
            return
    if before and _of_it(before, hit, beside):
        yield Evidence(Rule.HEAD, before[0].text, hit.entry.alias.text, weights.UNEXPLAINED)
        return
    if titles:
        told = any(index.names.title_licence(person, part.text) == weights.WEAK_LICENCE for part in titles)
        yield Evidence(Rule.TITLE, titles[0].text, "", weights.TITLE if told else 0.0)
        if hit.entry.alias.weak and hit.entry.alias.kind is AliasKind.SURNAME:
            licence = max(index.names.title_licence(person, part.text) for part in titles)
            yield Evidence(Rule.TITLE, titles[0].text, hit.entry.alias.text, licence)
    yield from _countries(person, parts, index, foreign=weights.OTHER_COUNTRY if titles else weights.UNEXPLAINED)


def _of_it(before: Sequence[Part], hit: Hit, beside: Beside) -> bool:
    """Whether the name only belongs to the head: "spokesman of Putin", "pro-Taliban"; an article before the name does not count."""
    last = before[-1]
    if not last.is_(WordClass.FUNCTION) or is_article_word(last.text):
        return False
    gap = beside.text[beside.tokens[hit.first - 1].end : beside.tokens[hit.first].start]
    person = hit.entry.entity.type is EntityType.PERSON
    return gap.strip() in ("-", "\u2010", "\u2011") or (person and len(before) > 1)


def _another_womans(part: Part, person: Entity, hit: Hit) -> bool:
    """Whether a woman's title stands beside a surname alone of somebody of whom the registry does not say that she is one."""
    if hit.words > 1 or form(part.text).folded not in _WOMANS:
        return False
    return not _SHE.search(person.description or "")


def _own_initial(part: Part, person: Entity) -> bool:
    """Whether the part is the initial of a given name of the person: V. Putin, Э. Рахмон."""
    letter = romanise(form(part.text).folded)[:1]
    return len(part.text) == 1 and any(romanise(form(name.split()[0]).folded)[:1] == letter for name in full_names(person))


def _own_patronymic(part: Part, person: Entity) -> bool:
    """Whether the part is a patronymic that the registry does not contradict: it gives the same one, or none."""
    if not _PATRONYMIC.search(part.text):
        return False
    known = [word for alias in person.aliases for word in alias.text.split() if _PATRONYMIC.search(word)]
    return not known or any(sound_key(form(word).folded) == sound_key(form(part.text).folded) for word in known)


def _own_title(part: Part, person: Entity) -> bool:
    return any(h.entry.alias.kind is AliasKind.TITLE and h.entry.entity.id == person.id for h in part.hits)


def _links_back(part: Part, person: Entity, index: Index) -> bool:
    return any(entity.id == person.country for entity in part.entities)


def _beside_thing(hit: Hit, before: Sequence[Part], after: Sequence[Part], beside: Beside, index: Index) -> Iterator[Evidence]:
    """Around anything but a person: designators that agree, its own country, place or body, function words, and nothing else."""
    entity = hit.entry.entity
    if before and _of_it(before, hit, beside):
        yield Evidence(Rule.HEAD, before[-1].text, hit.entry.alias.text, weights.UNEXPLAINED)
        return
    agreeing = index.designators(entity)
    own = index.names.containers(entity)
    of_places = {tag for part in (*before, *after) for place in part.entities for tag in index.designators(place)}
    for part in (*before, *after):
        if any(entity.id in index.names.containers(inner) for inner in part.entities):
            yield Evidence(Rule.HEAD, part.text, hit.entry.alias.text, weights.UNEXPLAINED)
            return
        if _is_place_part(part) or any(body.id in own for body in part.entities):
            continue
        tags = {tag for phrase in part.phrases if phrase.word_class is WordClass.DESIGNATOR for tag in phrase.tags}
        if tags & agreeing:
            yield Evidence(Rule.DESIGNATOR, part.text, entity.id, weights.DESIGNATOR)
        elif not tags & of_places and entity.id not in {e.id for e in part.entities} and not part.is_(WordClass.FUNCTION):
            yield Evidence(Rule.HEAD, part.text, hit.entry.alias.text, weights.UNEXPLAINED)
            return
    yield from _countries(entity, [*before, *after], index, foreign=weights.UNEXPLAINED)


def _is_place_part(part: Part) -> bool:
    return any(entity.type is EntityType.PLACE for entity in part.entities)


def _countries(entity: Entity, parts: Sequence[Part], index: Index, *, foreign: float) -> Iterator[Evidence]:
    """One piece of evidence from the places named beside: the entity's own outweigh others, only others contradict."""
    named = [part for part in parts if _is_place_part(part)]
    own = index.names.containers(entity)
    for part in named:
        ids = {e.id for e in part.entities} | {e.stands_for for e in part.entities}
        if ids & (own | {entity.id}):
            yield Evidence(Rule.COUNTRY, part.text, entity.name, weights.COUNTRY)
            return
    if named:
        yield Evidence(Rule.OTHER_COUNTRY, named[0].text, entity.name, foreign)
