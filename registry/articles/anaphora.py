"""Phrases that point back: "the country", "the militant group", "The President", «министр», «кишвар».

A phrase is linked to the entity that a reader has in mind (`registry.articles.salience`): of the kind that its noun asks for, with the
nationality that its adjectives ask for, named lately or often, best as a subject. The subject of a clause is not what an object
of the same clause points back to ("Russia closed the country's embassy"). Where two fit about equally well, or something may be meant
that the registry lacks (`registry.articles.rivals`), nothing is linked.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from registry.articles.page import Page
from registry.articles.phrases import Phrase, find_phrases
from registry.articles.rivals import Rivals, offices_before
from registry.articles.salience import NAMED, Scene, is_leaving
from registry.evidence import Evidence, Rule
from registry.match import weights
from registry.match.index import Index
from registry.match.names import Names
from registry.records import Entity, EntityType, Feature, Mention, MentionKind, Status
from registry.text.pointing import is_pointing_word, kind_named, post_soviet

__all__ = ["back_references"]

_MOST = 0.95
"""No phrase is as sure as a full name, which has 0.99."""
_ONLY = 2.0
"""Bits for the only entity of its kind that was named so far."""
_NOTHING = 0.03
"""Odds that "the country" is none of the states named by their names; 1 for everything else."""
_PREFERRED = 1.5
"""Bits for an entity whose own description has the noun: the Taliban are a movement."""
_POSSESSES = 4.0
"""Bits for the state in which the thing possessed lies: the country's province of Khatlon."""
_LEAVER = 4.0
"""Bits for the state of those who flee or leave: "President Ghani left the country"."""
_HEADLINE = 3.0
"""Bits for a phrase in a headline, if only one entity of the kind is in the article."""
_POSSESSED_REACH = 4
"""Words after a possessive in which the thing possessed is looked for."""
_PERSON_REACH = 3
"""Sentences in which a title points back: further away, news writes the name again."""


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


_Wanted = tuple[str, str | None, str | None, bool, str | None]
"""What `_Reader._fits` asks of a phrase: its kind, nationality, leader, whether Soviet, place."""


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
        self._rivals = Rivals(page, found, owner, phrases, self._scene)
        self._offices = self._offices_beside(found)
        self._capitals = index.capitals
        self._asked: dict[_Wanted, tuple[int, list[str]]] = {}

    def read(self, phrase: Phrase) -> tuple[int, int, Mention] | None:
        """The mention that the phrase is, or None in doubt."""
        page = self._page
        if page.in_title_case(phrase.first):
            return None
        person = EntityType.PERSON.value in phrase.kind.types
        if (person or phrase.pointing) and self._scene.quoted(phrase.first):
            return None
        unknown = self._rivals.weigh(phrase.first, kind_named("country") if phrase.kind.capital else phrase.kind)
        weighed = self._weigh_capital(phrase, not unknown) if phrase.kind.capital else self._weigh(phrase, not unknown)
        if not weighed:
            return None
        weighed.sort(key=lambda item: (-item[0], item[1].id))
        total = math.fsum(
            [self._nothing(phrase, weighed[0][1].id), *(2.0**bits for bits, _, _ in weighed), *(2.0**bits for bits in unknown)]
        )
        bits, entity, evidence = weighed[0]
        score = min(2.0**bits / total, _MOST)
        if score < weights.LINK_AT:
            return None
        start, end = page.span(phrase.first, phrase.last)
        kind = MentionKind.PRONOMINAL_TITLE if person else MentionKind.DESCRIPTION
        ids = tuple(other.id for other_bits, other, _ in weighed if 2.0**other_bits / total > 0.01)
        text = page.text[start:end]
        mention = Mention(
            start, end, text, entity.id, Status.LINKED, kind, score, candidates=ids, evidence=tuple(evidence), type=entity.type
        )
        self._scene.add(phrase.first, phrase.last, mention)
        return phrase.first, phrase.last, mention

    def _nothing(self, phrase: Phrase, best: str) -> float:
        """Odds that what is meant was never named."""
        sure = _COUNTRY in phrase.kind.features and any(
            n.form > NAMED - 1 and n.last <= phrase.first for n in self._scene.by_entity.get(best, ())
        )
        return _NOTHING if sure else 1.0

    def _weigh(self, phrase: Phrase, alone: bool) -> list[tuple[float, Entity, list[Evidence]]]:
        """Each entity of the kind named before: bits, and the evidence that they are the sum of; `alone` if no stranger may be meant."""
        fitting = self._fitting(phrase)
        before = [id for id in fitting if self._scene.first_named(id) < phrase.first]
        only = alone and len(before or fitting) == 1
        excluded = self._excluded(phrase)
        leaver, soldiers = self._leaver(phrase)
        if leaver and soldiers:
            excluded.add(leaver)
            leaver = None
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
                around = self._names.containers(self._names.entities[possessed])
                if id not in around and around & set(fitting):
                    continue
                if id in around:
                    evidence.append(self._evidence(Rule.POSSESSES, phrase, self._names.entities[possessed].name, _POSSESSES))
            if id == leaver:
                evidence.append(self._evidence(Rule.CONTEXT, phrase, "those who leave belong to it", _LEAVER))
            result.append((math.fsum(item.bits for item in evidence), entity, evidence))
        return result

    def _fitting(self, phrase: Phrase) -> list[str]:
        """The entities named so far that fit; of those asked for by a phrase like this before, only the new ones are tried."""
        key = (phrase.kind.name, phrase.nationality, phrase.led_by, phrase.soviet, phrase.place)
        tried, fitting = self._asked.get(key, (0, []))
        named = self._scene.named
        fitting += [id for id in named[tried:] if self._fits(id, phrase)]
        self._asked[key] = len(named), fitting
        return fitting

    def _antecedent(self, id: str, phrase: Phrase, only: bool) -> list[Evidence]:
        """The evidence of what was named before; none if it is too far away."""
        scene, entity = self._scene, self._names.entities[id]
        best = scene.best(scene.by_entity[id], phrase.first, self._page.folded[phrase.last - 1], alone=only)
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
        here = self._scene.place(phrase.first)[0]
        near = [self._names.entities.get(m.entity_id or "") for _, _, m in self._scene.between(here - 1, phrase.first)]
        if any(entity and entity.feature is Feature.PROVINCE for entity in near):
            return []
        state = replace(phrase, kind=kind_named("country"))
        return [(bits, self._capitals[e.id], evidence) for bits, e, evidence in self._weigh(state, alone) if e.id in self._capitals]

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
        if phrase.led_by and self._names.entities[phrase.led_by].name not in (entity.description or ""):
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

    def _excluded(self, phrase: Phrase) -> set[str]:
        """Entities that a reader rules out: subject and possessor of the same clause; what else is named, if "another" is asked for."""
        page, scene = self._page, self._scene
        start = scene.clause(phrase.first)
        begins = {start, start + 1} if page.folded[start] in ("the", "a") else {start}
        sentence = scene.between(scene.place(phrase.first)[0], phrase.first)
        out: set[str] = set()
        if phrase.other:
            out.update(id for _, _, m in (sentence[:1] if phrase.kind.features else sentence) for id in (m.entity_id, m.stands_for) if id)
        if phrase.first in begins or scene.is_predicate(phrase.last):
            return out
        for first, last, mention in sentence:
            if first < start or mention.kind is MentionKind.DEMONYM:
                continue
            possessor = page.form(last - 1).possessive and all(page.gap(i).isspace() for i in range(last, phrase.first + 1))
            joined = page.adjoins(last) and page.folded[last] in _AND and page.form(phrase.last - 1).possessive
            if (first in begins and not joined) or possessor:
                out.update(id for id in (mention.entity_id, mention.stands_for) if id)
        return out

    def _leaver(self, phrase: Phrase) -> tuple[str | None, bool]:
        """The state of those who flee or leave it, and whether they are soldiers who leave, for whom it is mostly another's.

        They are whoever is named last before the verb.
        """
        at = phrase.first - 1
        if _COUNTRY not in phrase.kind.features or at < 0 or not is_leaving(self._page, at):
            return None, False
        flees = self._page.folded[at].startswith("fle")
        for first, _, mention in reversed(self._scene.between(self._scene.place(at)[0], at)):
            soldiers = not flees and any(is_pointing_word("soldiers", word, "en") for word in self._page.folded[first:at])
            entity = self._names.entities.get(mention.entity_id or "")
            if entity and mention.kind is MentionKind.DEMONYM and entity.feature is Feature.STATE:
                return entity.id, soldiers
            if entity and (entity.type is EntityType.PERSON or soldiers):
                return entity.country, soldiers
        return None, False

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

    def _offices_beside(self, found: Sequence[tuple[int, int, Mention]]) -> dict[str, frozenset[str]]:
        """The kinds of office that the article gives a person before the name."""
        offices: dict[str, frozenset[str]] = {}
        for first, _, mention in found:
            entity = self._names.entities.get(mention.entity_id or "")
            if entity and entity.type is EntityType.PERSON:
                offices[entity.id] = offices.get(entity.id, frozenset()) | (offices_before(first, self._page, self._owner) or frozenset())
        return offices

    def _evidence(self, rule: Rule, phrase: Phrase, what: str, bits: float) -> Evidence:
        start, end = self._page.span(phrase.first, phrase.last)
        return Evidence(rule, self._page.text[start:end], what, bits)


_AND = frozenset("and и ва und et y".split())
_COUNTRY = Feature.STATE.value
