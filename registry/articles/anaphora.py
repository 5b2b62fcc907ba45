"""Phrases that point back: "the country", "the militant group", "The President", «министр», «кишвар».

A phrase is linked to the entity that a reader has in mind: of the kind that its noun asks for, with the nationality that its
adjectives ask for, named lately or often, best as a subject (`registry.articles.salience`). The subject of a clause is not what an object of the
same clause points back to ("Russia closed the country's embassy"). Two that fit about equally well, or a stranger's name that may be meant as
well, and nothing is linked.
"""

import math
from collections.abc import Iterator, Mapping, Sequence

from registry.articles.page import Page
from registry.articles.phrases import Phrase, find_phrases, rival_heads
from registry.articles.salience import NAMED, PER_PARAGRAPH, PER_SENTENCE, SUBJECT, Scene, is_leaving
from registry.match import weights
from registry.match.index import Index
from registry.match.names import Names
from registry.records import Entity, EntityType, Evidence, Feature, Mention, MentionKind, Rule, Status
from registry.text.lexicon import WordClass
from registry.text.name_words import class_at, is_frequent_name
from registry.text.pointing import Kind, heads_at, is_pointing_word, kind_named, post_soviet

__all__ = ["back_references"]

_MOST = 0.95
"""No phrase is as sure as a full name, which has 0.99."""
_ONLY = 2.0
"""Bits for the only entity of its kind that was named so far."""
_NOTHING = {"country": 0.03, "nation": 0.03}
"""Odds, by kind, that what is meant was never named; 1 for most. "The country" hardly ever is that."""
_PREFERRED = 1.5
"""Bits for an entity whose own description has the noun: the Taliban are a movement."""
_POSSESSES = 4.0
"""Bits for the state in which the thing possessed lies: the country's province of Khatlon."""
_LEAVER = 4.0
"""Bits for the state of those who flee or leave: "President Ghani left the country"."""
_HEADLINE = 3.0
"""Bits for a phrase in a headline, if only one entity of the kind is in the article."""
_STRANGER = -1.0
"""Bits off NAMED for a stranger of unknown kind that the phrase may mean."""
_POSSESSED_REACH = 4
"""Words after a possessive in which the thing possessed is looked for."""
_FADED = -3.0
"""Bits below which a stranger is out of mind."""
_PERSON_REACH = 3
"""Sentences in which a title points back: further away, news writes the name again."""
_CITY_PREPOSITIONS = frozenset(["in", "to", "from", "near", "of", "at", "outside", "в", "из", "под", "около", "дар", "аз", "ба"])


def back_references(page: Page, found: Sequence[tuple[int, int, Mention]], index: Index) -> Iterator[tuple[int, int, Mention]]:
    """The phrases that point back to one of the mentions `found`, each with its first and last (exclusive) token, in text order.

    Time linear in the article for a bounded number of entities.
    """
    owner: dict[int, tuple[int, int, Mention]] = {}
    for first, last, mention in sorted(found, key=lambda item: item[1] - item[0]):
        if mention.status is not Status.NIL or last - first > 1:
            owner.update((at, (first, last, mention)) for at in range(first, last))
    phrases = list(find_phrases(page, owner))
    if phrases:
        reader = _Reader(page, found, owner, index, phrases)
        yield from (item for phrase in phrases if (item := reader.read(phrase)))


class _Reader:
    """Reads the phrases of one article in text order; what it links can be pointed back to in turn."""

    def __init__(
        self,
        page: Page,
        found: Sequence[tuple[int, int, Mention]],
        owner: Mapping[int, tuple[int, int, Mention]],
        index: Index,
        phrases: Sequence[Phrase],
    ) -> None:
        self._page = page
        self._owner = owner
        self._names: Names = index.names
        self._scene = Scene(page, found, index.entities)
        self._strangers = [item for item in found if item[2].entity_id is None]
        self._rivals = [*rival_heads(page, owner, phrases), *self._states(owner)]
        self._offices = self._offices_beside(found)

    def read(self, phrase: Phrase) -> tuple[int, int, Mention] | None:
        """The mention that the phrase is, or None in doubt."""
        page = self._page
        if page.in_title_case(phrase.first):
            return None
        person = EntityType.PERSON.value in phrase.kind.types
        if (person or phrase.pointing) and self._quoted(phrase.first):
            return None
        unknown = list(self._unknown(phrase))
        alone = max(unknown, default=_FADED) <= _FADED
        weighed = self._weigh_capital(phrase, alone) if phrase.kind.capital else self._weigh(phrase, alone)
        if not weighed:
            return None
        weighed.sort(key=lambda item: (-item[0], item[1].id))
        total = math.fsum([_NOTHING.get(phrase.kind.name, 1.0), *(2.0**bits for bits, _, _ in weighed), *(2.0**bits for bits in unknown)])
        bits, entity, evidence = weighed[0]
        score = min(2.0**bits / total, _MOST)
        if score < weights.LINK_AT:
            return None
        start, end = page.span(phrase.first, phrase.last)
        kind = MentionKind.PRONOMINAL_TITLE if person else MentionKind.DESCRIPTION
        ids = tuple(other.id for other_bits, other, _ in weighed if 2.0**other_bits / total > 0.01)
        text = page.text[start:end]
        mention = Mention(start, end, text, entity.id, Status.LINKED, kind, score, candidates=ids, evidence=tuple(evidence))
        self._scene.add(phrase.first, phrase.last, mention)
        return phrase.first, phrase.last, mention

    def _weigh(self, phrase: Phrase, alone: bool) -> list[tuple[float, Entity, list[Evidence]]]:
        """Each entity of the kind that was named before: bits, and the evidence that they are the sum of; `alone` if no stranger may be meant."""
        fitting = [id for id in self._scene.by_entity if self._fits(id, phrase)]
        before = [id for id in fitting if any(n.last <= phrase.first and n.how != "implied" for n in self._scene.by_entity[id])]
        only = alone and len(before or fitting) == 1
        excluded = self._excluded(phrase)
        leaver = self._leaver(phrase)
        result = []
        for id in fitting:
            entity = self._names.entities[id]
            if id in excluded and id != leaver:
                continue
            if phrase.place and len(fitting) == 1:
                evidence = [self._evidence(Rule.COUNTRY, phrase, self._names.entities[phrase.place].name, NAMED)]
            else:
                evidence = self._antecedent(id, phrase, only and id in (before or fitting))
            if not evidence:
                continue
            text = f"{entity.name} {entity.description or ''}"
            if phrase.kind.preferred(text):
                evidence.append(self._evidence(Rule.KIND, phrase, entity.description or entity.name, _PREFERRED))
            possessed = self._possessed(phrase)
            if possessed and possessed in self._names.entities:
                inside = id in self._names.containers(self._names.entities[possessed])
                if inside:
                    evidence.append(self._evidence(Rule.POSSESSES, phrase, self._names.entities[possessed].name, _POSSESSES))
            if id == leaver:
                evidence.append(self._evidence(Rule.CONTEXT, phrase, "those who leave belong to it", _LEAVER))
            result.append((math.fsum(item.bits for item in evidence), entity, evidence))
        return result

    def _antecedent(self, id: str, phrase: Phrase, only: bool) -> list[Evidence]:
        """The evidence of what was named before; none if it is too far away."""
        scene, entity = self._scene, self._names.entities[id]
        best = scene.best(scene.by_entity[id], phrase.first, alone=only)
        if best is None:
            return self._headline(id, phrase) if only else []
        bits, named = best
        sentence = scene.place(phrase.first)[0]
        distance = sentence - named.sentence
        if entity.type is EntityType.PERSON and distance > _PERSON_REACH:
            return []
        far = {0: "in the same sentence", 1: "one sentence before"}.get(distance, f"{distance} sentences before")
        role = ", the subject" if named.subject else ""
        found = [self._evidence(Rule.POINTS_BACK, phrase, f"{named.mention.text} ({entity.type.value}, {named.how}{role}, {far})", bits)]
        if only:
            found.append(self._evidence(Rule.ONLY, phrase, entity.name, _ONLY))
        return found

    def _headline(self, id: str, phrase: Phrase) -> list[Evidence]:
        """A headline may point to what only the text names."""
        scene, entity = self._scene, self._names.entities[id]
        paragraphs = self._page.paragraphs
        headline = len(paragraphs) > 1 and not self._page.text[: paragraphs[0][1]].endswith((".", "!", "?", ":"))
        if not headline or scene.place(phrase.first)[1] or entity.type is EntityType.PERSON:
            return []
        return [self._evidence(Rule.ONLY, phrase, entity.name, _HEADLINE)]

    def _weigh_capital(self, phrase: Phrase, alone: bool) -> list[tuple[float, Entity, list[Evidence]]]:
        """The capital of the state spoken of; a province that was named last has one of its own."""
        provinces = [id for id in self._scene.by_entity if self._names.entities[id].feature is Feature.PROVINCE]
        here = self._scene.place(phrase.first)[0]
        if any(n.last <= phrase.first and here - n.sentence < 2 for id in provinces for n in self._scene.by_entity[id] if n.how == "named"):
            return []
        state = Phrase(phrase.first, phrase.last, _STATE, phrase.nationality, phrase.led_by, phrase.other, phrase.soviet)
        capitals = {e.stands_for: e for e in self._names.entities.values() if e.type is EntityType.PLACE and e.stands_for}
        return [(bits, capitals[entity.id], evidence) for bits, entity, evidence in self._weigh(state, alone) if entity.id in capitals]

    def _fits(self, id: str, phrase: Phrase) -> bool:
        """Whether an entity is of the kind, and of the nationality and region that the adjectives ask for."""
        entity, kind = self._names.entities[id], phrase.kind
        text = f"{entity.name}. {(entity.description or '').partition(';')[0]}"  # behind it stands what else is known: a seat, a neighbour
        offices = self._offices.get(id, frozenset())
        if entity.type.value not in kind.types or not (kind.described(text) or kind.name in offices):
            return False
        if entity.type is EntityType.PLACE and kind.features and (entity.feature is None or entity.feature.value not in kind.features):
            return False
        if kind.shared and (entity.part_of or (entity.country and entity.type is not EntityType.GROUP)):
            return False
        if phrase.soviet and not post_soviet(entity.name):
            return False
        if phrase.led_by and self._state_name(phrase.led_by) not in (entity.description or ""):
            return False
        if phrase.place and not self._in_place(entity, phrase.place):
            return False
        wanted = phrase.nationality
        return wanted is None or wanted in (entity.country, entity.part_of) or (id != wanted and wanted in self._larger(entity))

    def _larger(self, entity: Entity) -> set[str]:
        """Where a place lies; what is no place belongs to its country alone."""
        return self._names.containers(entity) if entity.type is EntityType.PLACE else set()

    def _in_place(self, entity: Entity, place: str) -> bool:
        return place in self._names.containers(entity)

    def _state_name(self, id: str) -> str:
        entity = self._names.entities[id]
        return entity.name

    def _excluded(self, phrase: Phrase) -> set[str]:
        """Entities that a reader rules out: the subject or possessor of the same clause, and with "neighbouring" or "rival" all of the sentence's subjects."""
        page, scene = self._page, self._scene
        start = scene.clause(phrase.first)
        begins = {start, start + 1} if page.form(start).folded in ("the", "a") else {start}
        out: set[str] = set()
        if phrase.other:
            sentence = page.sentence(phrase.first)[0]
            opening = [(f, m) for f, last, m in scene.spans if sentence <= f and last <= phrase.first]
            if phrase.kind.features:
                out.update(id for f, m in opening[:1] for id in (m.entity_id, m.stands_for) if id)
            else:
                out.update(id for _, m in opening for id in (m.entity_id, m.stands_for) if id)
        if phrase.first in begins or scene.is_predicate(phrase.last):
            return out
        for first, last, mention in scene.spans:
            if not start <= first or last > phrase.first or mention.kind is MentionKind.DEMONYM:
                continue
            possessor = page.form(last - 1).possessive and all(page.gap(i).isspace() for i in range(last, phrase.first + 1))
            joined = page.adjoins(last) and page.form(last).folded in _AND and page.form(phrase.last - 1).possessive
            if (first in begins and not joined) or possessor:
                out.update(id for id in (mention.entity_id, mention.stands_for) if id)
        return out

    def _leaver(self, phrase: Phrase) -> str | None:
        """The state of those who flee or leave it, named last before the verb; soldiers who leave a country are mostly not its own."""
        at = phrase.first - 1
        if _COUNTRY not in phrase.kind.features or at < 0 or not is_leaving(self._page, at):
            return None
        sentence = self._page.sentence(at)[0]
        held = [item for item in self._scene.spans if sentence <= item[0] and item[1] <= at]
        for first, last, mention in reversed(held):
            between = [self._page.form(i).folded for i in range(first, at)]
            flees = self._page.form(at).folded.startswith("fle")
            if not flees and any(is_pointing_word("soldiers", word, "en") for word in between):
                return None
            entity = self._names.entities.get(mention.entity_id or "")
            if entity and mention.kind is MentionKind.DEMONYM and entity.feature is Feature.STATE:
                return entity.id
            if entity and entity.type is EntityType.PERSON:
                return entity.country
        return None

    def _possessed(self, phrase: Phrase) -> str | None:
        """The place or facility that the phrase possesses."""
        if not self._page.form(phrase.last - 1).possessive:
            return None
        for at in range(phrase.last, min(phrase.last + _POSSESSED_REACH, self._page.sentence(phrase.first)[1])):
            held = self._owner.get(at)
            if held:
                entity = self._names.entities.get(held[2].entity_id or "")
                return entity.id if entity and entity.type in (EntityType.PLACE, EntityType.FACILITY) else None
        return None

    def _quoted(self, at: int) -> bool:
        """Whether token `at` stands in quotation marks that opened in its paragraph."""
        page = self._page
        _, paragraph = self._scene.place(at)
        before = page.text[page.paragraphs[paragraph][0] : page.tokens[at].start]
        opened = before.count("\u201c") + before.count("\u00ab") - before.count("\u201d") - before.count("\u00bb")
        return opened > 0 or before.count('"') % 2 == 1

    def _unknown(self, phrase: Phrase) -> Iterator[float]:
        """Bits of what the registry lacks and the phrase may mean: strangers' names, and what an indefinite article brought in."""
        sentence, paragraph = self._scene.place(phrase.first)
        for first, last, _ in self._strangers:
            weight = self._stranger(first, last, phrase.kind) if last <= phrase.first else None
            if weight is not None:
                yield self._faded(weight + SUBJECT * self._scene.is_subject(first, last), first, sentence, paragraph)
        for at, name in self._rivals:
            if at < phrase.first and (name == phrase.kind.name or _same(kind_named(name), phrase.kind)):
                yield self._faded(NAMED + SUBJECT * self._page.opens_sentence(at), at, sentence, paragraph)

    def _states(self, owner: Mapping[int, tuple[int, int, Mention]]) -> Iterator[tuple[int, str]]:
        """Names and nationalities of states that the registry lacks."""
        page = self._page
        words = [page.form(at).folded for at in range(len(page.tokens))]
        for at in range(len(words)):
            held = owner.get(at)
            if page.form(at).written[:1].isupper() and (held is None or held[2].entity_id is None):
                found = class_at(words, at)
                if found and found[0] == "countries":
                    yield at, "country"

    def _faded(self, bits: float, at: int, sentence: int, paragraph: int) -> float:
        then, there = self._scene.place(at)
        return bits + PER_SENTENCE * (sentence - then) + PER_PARAGRAPH * min(paragraph - there, 2)

    def _stranger(self, first: int, last: int, kind: Kind) -> float | None:
        """Bits at which a stranger's name may be of the kind; None if it is not."""
        page = self._page
        words = [page.form(at).folded for at in range(first, last)]
        tables = {found[0] for at in range(len(words)) if (found := class_at(words, at))}
        title = self._title(first)
        if EntityType.PERSON.value in kind.types:
            if title and kind.name in title:
                return NAMED
            return NAMED - 4 if not tables and (title or last - first > 1) else None
        if title:
            return None
        beside = {p for at in (last, first - 1) if at >= 0 and (page.adjoins(at) or at < first) for p in self._designators(at)}
        nouns = {found.name for at in range(len(words)) for _, found in heads_at(words, at, page.lang or "")}
        if kind.name in nouns or (beside & (kind.types | kind.features) and EntityType.ORGANIZATION.value not in kind.types):
            return NAMED
        if EntityType.PLACE.value in kind.types:
            if Feature.STATE.value in kind.features:
                return None  # counted with the states
            placed = first and page.form(first - 1).folded in _CITY_PREPOSITIONS
            return NAMED + _STRANGER * (1 if placed else 3) if Feature.CITY.value in kind.features and not tables else None
        if nouns or kind.types <= _SITED:
            return None
        acronym = any(w.isupper() and len(w) > 1 for w in self._written(first, last))
        body = tables & {"generic", "fields", "legal_forms"} and kind.name in ("organisation", "alliance")
        if acronym or body:
            return NAMED + _STRANGER * (2 if acronym else 1)
        person = len(words) == 1 or any(is_frequent_name(word) for word in words)
        return NAMED + 2 * _STRANGER if kind.types == {EntityType.GROUP.value} and not person else None

    def _designators(self, at: int) -> frozenset[str]:
        """What the word at a token says of the kind of thing beside it."""
        if at >= len(self._page.tokens):
            return frozenset()
        return frozenset(tag for p in self._page.phrase(at)[1] if p.word_class is WordClass.DESIGNATOR for tag in p.tags)

    def _written(self, first: int, last: int) -> list[str]:
        return [self._page.form(at).written for at in range(first, last)]

    def _title(self, first: int) -> frozenset[str]:
        """The kinds of office that stand directly before token `first`."""
        page, lang = self._page, self._page.lang or ""
        found: set[str] = set()
        for at in range(max(page.sentence(first)[0], first - 4), first):
            width, phrases = page.phrase(at)
            if width and any(p.word_class is WordClass.TITLE for p in phrases) and at + width <= first:
                behind = [page.form(i).folded for i in range(at, at + width)]
                direct = at + width == first and page.gap(first) in (" ", "\u00a0", ". ")
                through = all(i in self._owner for i in range(at + width, first)) and lang in ("ru", "uk", "tg")
                if direct or through:
                    found.add("title")
                    for i in range(len(behind)):
                        found.update(kind.name for _, kind in heads_at(behind, i, lang) if EntityType.PERSON.value in kind.types)
        return frozenset(found)

    def _offices_beside(self, found: Sequence[tuple[int, int, Mention]]) -> dict[str, frozenset[str]]:
        """The kinds of office that the article gives a person before the name."""
        offices: dict[str, frozenset[str]] = {}
        for first, _, mention in found:
            entity = self._names.entities.get(mention.entity_id or "")
            if entity and entity.type is EntityType.PERSON:
                offices[entity.id] = offices.get(entity.id, frozenset()) | self._title(first)
        return offices

    def _evidence(self, rule: Rule, phrase: Phrase, what: str, bits: float) -> Evidence:
        start, end = self._page.span(phrase.first, phrase.last)
        return Evidence(rule, self._page.text[start:end], what, bits)


_AND = frozenset("and и ва und et y".split())
_COUNTRY = Feature.STATE.value
_STATE = Kind("country", frozenset({EntityType.PLACE.value}), frozenset({_COUNTRY}), None, None, None, shared=False, capital=False, bare=True)
_SITED = frozenset({EntityType.MILITARY_UNIT.value, EntityType.FACILITY.value})


def _same(kind: Kind, other: Kind) -> bool:
    """Whether two kinds are of the same things: a base and a garrison are, a ministry and an alliance are not."""
    generic = {"group", "movement"} | {"country", "nation"}
    return kind.name in generic and other.name in generic and (kind.types, kind.features) == (other.types, other.features)
