"""What a reader has in mind at a point of an article: who was named how lately, in which form and place of the sentence."""

import math
import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from registry.articles.page import Page
from registry.records import Entity, EntityType, Feature, Mention, MentionKind, Status
from registry.text.acting import is_acting, is_verb
from registry.text.lexicon import WordClass, is_function_word
from registry.text.pointing import is_pointing_word

__all__ = ["Named", "Scene"]

NAMED = 5.0
"""Bits of a name in the same sentence: the next definite phrase of its kind means it in some 30 of 31 cases."""
PEOPLE = -0.5
"""The people bring their state to mind nearly as its name does: *Afghans* have fled."""
ADJECTIVE = -2.5
"""A nationality adjective brings it to mind less: *Chinese* soldiers."""
OFFICE = -3.5
"""Less still before an office or a person's name: *US* President Joe Biden."""
IMPLIED = -4.0
"""A person, body or city brings its state to mind without naming it."""
PER_SENTENCE = -2.4
"""Readers look back one sentence in most cases, two in some, hardly further."""
PER_PARAGRAPH = -1.0
"""A new paragraph begins with what it is about; two of them at most are counted, as they are often one sentence long."""
ALONE = 0.4
"""How fast, beside the rest, what is alone of its kind in the article fades: nothing comes between."""
SUBJECT = 2.5
"""The subject of a sentence is what the next one most often goes on with (Grosz, Joshi and Weinstein, Comput. Linguist. 21, 1995)."""
OBLIQUE = -2.0
"""A border with Afghanistan is not about Afghanistan."""
REACH = 12
"""Sentences back beyond which nothing is in mind unless it alone is of the kind."""
_LED = frozenset(["led", "backed", "brokered", "funded", "made", "based", "trained", "controlled"])
_BORDER = frozenset(
    ["border", "frontier", "borders", "границе", "граница", "границы", "границей", "границу", "марз", "сарҳад", "сарҳади", "grenze"]
)
_OPENING, _CLOSING = "\u201c\u00ab\u201e", "\u201d\u00bb"
_QUOTE = re.compile(f'["{_OPENING}{_CLOSING}]')
_LONGEST_CLAUSE = 60
"""Tokens back to which the start of a clause is looked for."""
_PAUSES = (";", ":", "\u2014", "\u2013", "(", '"', "\u201c", "\u00ab")
_AND = frozenset("and but so or yet и а но ва вале und aber et mais y pero".split())
_AUXILIARIES = frozenset("is was are were has had have will would can could may might must should does did do".split())
_OPENERS = frozenset(
    (
        "that which who where when while as because since until after before although though if whether что который которая которое "
        "которые "
        "где когда пока если поскольку хотя чтобы ки вақте dass weil wenn obwohl que qui quand si cuando aunque"
    ).split()
)


_BEFORE_SUBJECT = _OPENERS | _AND


@dataclass(frozen=True, slots=True)
class Named:
    """A mention as an antecedent: its tokens, and the entity that it brings to mind."""

    first: int
    last: int
    mention: Mention
    entity: str
    form: float
    """Bits of the form it stands in."""
    how: str
    """In words."""
    sentence: int
    paragraph: int
    subject: bool


class Scene:
    """The mentions of an article by the entity that they bring to mind."""

    def __init__(self, page: Page, mentions: Iterable[tuple[int, int, Mention]], entities: Mapping[str, Entity]) -> None:
        self._page = page
        self._entities = entities
        self.by_entity: dict[str, list[Named]] = {}
        self.named: list[str] = []
        """The entities, in the order in which they come in."""
        self._clauses: set[int] = set()
        self._first_named: dict[str, int] = {}
        self._spans = sorted(mentions, key=lambda item: (item[0], -item[1]))
        for first, last, mention in self._spans:
            self.add(first, last, mention)

    def add(self, first: int, last: int, mention: Mention) -> None:
        """A mention that was found; those of an entity come in text order."""
        if mention.status is not Status.LINKED or mention.entity_id is None:
            return
        where = self.place(first)
        subject = self.is_subject(first, last)
        if subject and first not in self._clauses and mention.kind is not MentionKind.DEMONYM:
            self._clauses.add(first)
        for id, bits, how in self._brings(first, last, mention):
            named = Named(first, last, mention, id, NAMED + bits, how, *where, subject and bits > ADJECTIVE)
            if id not in self.by_entity:
                self.by_entity[id] = []
                self.named.append(id)
            insort(self.by_entity[id], named, key=_first)
            if how != "implied":
                self._first_named[id] = min(first, self._first_named.get(id, first))

    def first_named(self, id: str) -> float:
        """The token where an entity is first named, not only implied; infinite if it never is."""
        return self._first_named.get(id, math.inf)

    def between(self, sentence: int, at: int) -> list[tuple[int, int, Mention]]:
        """The mentions from the start of a sentence (by number) to token `at`, in text order."""
        start = self._page.sentences[max(sentence, 0)][0]
        found: list[tuple[int, int, Mention]] = []
        for place in range(bisect_left(self._spans, at, key=lambda span: span[0]) - 1, -1, -1):
            item = self._spans[place]
            if self._page.tokens[item[0]].start < start:
                break
            if item[1] <= at:
                found.append(item)
        return found[::-1]

    def quoted(self, at: int) -> bool:
        """Whether token `at` stands in quotation marks that opened in its paragraph."""
        first, opened = self._quotes
        mark = bisect_right(first, at) - 1
        return mark >= 0 and opened[mark] and self._page.paragraph(first[mark]) == self._page.paragraph(at)

    @cached_property
    def _quotes(self) -> tuple[list[int], list[bool]]:
        """The token behind each quotation mark, and whether what was opened in its paragraph is open there."""
        page = self._page
        behind: list[int] = []
        states: list[bool] = []
        opened, paragraph = False, -1
        for match in _QUOTE.finditer(page.text):
            at, sign = page.token_from(match.end()), match.group()
            if at == page.count:
                break
            if page.paragraph(at) != paragraph:
                opened, paragraph = False, page.paragraph(at)
            opened = sign in _OPENING or (opened and sign not in _CLOSING) if sign != '"' else not opened
            behind.append(at)
            states.append(opened)
        return behind, states

    def place(self, at: int) -> tuple[int, int]:
        """The numbers of the sentence and the paragraph of token `at`."""
        return self._page.sentence_number(at), self._page.paragraph(at)

    def best(self, named: Sequence[Named], at: int, noun: str, *, alone: bool) -> tuple[float, Named] | None:
        """What the mentions of an entity up to token `at` weigh together, and the one that weighs most; None without one.

        Mentions add up as odds do, so that what is named again and again counts for more. What is `alone` of its kind fades more
        slowly. Another description in the same sentence, one that does not end in `noun`, does not count: "the movement denied that the
        group fled" speaks of two.
        """
        place = self.place(at)
        seen: list[tuple[float, Named]] = []
        for number in range(bisect_left(named, at, key=_first) - 1, -1, -1):
            n = named[number]
            if place[0] - n.sentence > REACH:
                break
            another = n.mention.kind is MentionKind.DESCRIPTION and n.sentence == place[0] and self._page.folded[n.last - 1] != noun
            if n.last <= at and not another:
                seen.append((self._bits(n, *place, alone), n))
        if not seen:
            return None
        return math.log2(math.fsum(2.0**bits for bits, _ in seen)), max(seen, key=lambda pair: (pair[0], pair[1].first))[1]

    def clause(self, at: int) -> int:
        """The first token of the clause of token `at`: after a conjunction or a full pause; a comma alone is no boundary."""
        page = self._page
        start = page.sentence(at)[0]
        for i in range(at, max(start, at - _LONGEST_CLAUSE), -1):
            if page.folded[i - 1] in _OPENERS or page.gap(i).strip() in _PAUSES or (i < at and i in self._clauses):
                return i
            if page.folded[i - 1] in _AND and "," in page.gap(i - 1) and not self._is_verb(i):
                return i
        return start

    def _is_verb(self, at: int) -> bool:
        word = self._page.folded[at]
        return word in _AUXILIARIES or is_verb(word, self._page.lang) or (self._page.lang == "en" and word.endswith("ed"))

    def is_predicate(self, at: int) -> bool:
        """Whether token `at` is a verb, as far as a word by itself tells."""
        if at >= self._page.count or not self._page.adjoins(at):
            return False
        return self._is_verb(at)

    @staticmethod
    def _bits(named: Named, sentence: int, paragraph: int, alone: bool) -> float:
        distance = PER_SENTENCE * (sentence - named.sentence) + PER_PARAGRAPH * min(paragraph - named.paragraph, 2)
        return named.form + distance * (ALONE if alone else 1.0) + SUBJECT * named.subject

    def _brings(self, first: int, last: int, mention: Mention) -> Iterable[tuple[str, float, str]]:
        """The entities that a mention brings to mind, the bits of the form, and the form in words."""
        page = self._page
        entity = self._entities.get(mention.entity_id or "")
        if entity is None:
            return
        led = last < page.count and page.gap(last) in ("-", "\u2010", "\u2011") and page.folded[last] in _LED
        oblique = OBLIQUE if self._after_border(first) else 0.0
        if mention.kind is MentionKind.DEMONYM:
            yield entity.id, self._nationality(last) + (ADJECTIVE if led else 0.0) + oblique, "the nationality"
        else:
            yield entity.id, oblique + (ADJECTIVE if led else 0.0), "named"
        if mention.stands_for:
            yield mention.stands_for, 0.0, "its capital, which stands for it"
        else:
            state = self._state_of(entity)
            if state:
                yield state, IMPLIED, "implied"

    def _nationality(self, last: int) -> float:
        """Bits of a nationality word whose last token is before `last`: the people, an office's or a thing's."""
        page = self._page
        if not page.adjoins(last) or is_function_word(page.tokens.raws[last]) or self._is_verb(last):
            return PEOPLE
        office = any(phrase.word_class is WordClass.TITLE for phrase in page.phrase(last)[1]) or page.form(last).upper
        return OFFICE if office else ADJECTIVE

    def _state_of(self, entity: Entity) -> str | None:
        """The state that a person, a body or a place belongs to."""
        if entity.type in (EntityType.MEDIA, EntityType.GROUP):
            return None
        seen = entity
        for _ in range(4):
            if seen.feature is Feature.STATE:
                return seen.id if seen is not entity else None
            above = self._entities.get(seen.country or seen.part_of or "")
            if above is None:
                return None
            seen = above
        return None

    def _after_border(self, first: int) -> bool:
        """Whether it is only what something borders on: "the border with Afghanistan", "на границе с Афганистаном"."""
        page = self._page
        return (
            any(page.folded[i] in _BORDER for i in range(max(page.sentence(first)[0], first - 3), first))
            and not page.form(first).possessive
        )

    def is_subject(self, first: int, last: int) -> bool:
        """Whether a verb follows and a clause begins before, titles, adjectives and an article aside."""
        page = self._page
        start = page.sentence(first)[0]
        at = first
        while (
            at > start
            and page.adjoins(at)
            and not is_function_word(page.tokens.raws[at - 1])
            and first - at < 4
            and not self._is_verb(at - 1)
        ):
            at -= 1
        if at > start and page.folded[at - 1] == "the":
            at -= 1
        told = at > start and is_verb(page.folded[at - 1], page.lang)
        opens = at == start or told or page.gap(at).strip() in (",", ";", ":", "\u2014") or page.folded[at - 1] in _BEFORE_SUBJECT
        if not opens or page.form(last - 1).possessive:
            return False
        if at == start:
            return True
        following = last < page.count and page.adjoins(last)
        word = page.folded[last] if following else ""
        return word in _AUXILIARIES or (following and (is_verb(word, page.lang) or is_acting("acting_adverbs", word, page.lang)))


def _first(named: Named) -> int:
    return named.first


def is_leaving(page: Page, at: int) -> bool:
    """Whether token `at` is a verb of leaving: fled, left."""
    return is_pointing_word("leaving", page.folded[at], page.lang or "")
