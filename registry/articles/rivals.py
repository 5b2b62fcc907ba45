"""What the registry lacks and a phrase may point back to as well: strangers' names, unlisted states, nouns that bring something in."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from registry.articles.page import Page
from registry.articles.phrases import Phrase, rival_heads
from registry.articles.salience import NAMED, PER_PARAGRAPH, PER_SENTENCE, REACH, SUBJECT, Scene
from registry.records import EntityType, Feature, Mention
from registry.text.lexicon import WordClass
from registry.text.name_words import class_at, is_frequent_name
from registry.text.pointing import Kind, heads_at

__all__ = ["Rivals", "offices_before"]

_UNSURE = -1.0
"""Bits off a name's for each reason to doubt that a stranger is of the kind."""
_FADED = -3.0
"""Bits below which a stranger is out of mind."""
_PREPOSITIONS = frozenset(["in", "to", "from", "near", "of", "at", "outside", "в", "из", "под", "около", "дар", "аз", "ба"])
"""Before a stranger's name they make a place of it."""
_SITED = frozenset({EntityType.MILITARY_UNIT.value, EntityType.FACILITY.value})
_ALIKE = ({"group", "movement"}, {"country", "nation"})
"""Kinds of which one may be pointed back to by the other's nouns."""
_TITLE_REACH = 4
"""Words before a name in which its office begins: "Министр иностранных дел России Сергей Лавров"."""
_OFFICE_FIRST = frozenset({"ru", "uk", "tg"})
"""Languages in which a country may stand between office and name."""

Owner = Mapping[int, tuple[int, int, Mention]]


class Rivals:
    """The strangers of an article, by token."""

    def __init__(
        self, page: Page, found: Sequence[tuple[int, int, Mention]], owner: Owner, phrases: Sequence[Phrase], scene: Scene
    ) -> None:
        self._page = page
        self._owner = owner
        self._scene = scene
        self._strangers = sorted((first, last) for first, last, mention in found if mention.entity_id is None)
        self._nouns = sorted([*rival_heads(page, owner, phrases), *self._states()])

    def weigh(self, at: int, kind: Kind) -> list[float]:
        """Bits of each that a phrase of a kind at token `at` may mean, those out of mind left out."""
        return [bits for bits in (*self._named(at, kind), *self._told(at, kind)) if bits > _FADED]

    def _named(self, at: int, kind: Kind) -> Iterator[float]:
        for place in range(bisect_left(self._strangers, (at, 0)) - 1, -1, -1):
            first, last = self._strangers[place]
            if self._far(first, at):
                return
            bits = self._stranger(first, last, kind)
            if bits is not None:
                yield self._faded(bits + SUBJECT * self._scene.is_subject(first, last), first, at)

    def _told(self, at: int, kind: Kind) -> Iterator[float]:
        for place in range(bisect_left(self._nouns, (at, "")) - 1, -1, -1):
            noun, name = self._nouns[place]
            if self._far(noun, at):
                return
            if name == kind.name or name.endswith(f" {kind.name}") or any({name, kind.name} <= alike for alike in _ALIKE):
                yield self._faded(NAMED + SUBJECT * self._page.opens_sentence(noun), noun, at)

    def _far(self, at: int, phrase: int) -> bool:
        return self._scene.place(phrase)[0] - self._scene.place(at)[0] > REACH

    def _faded(self, bits: float, at: int, phrase: int) -> float:
        (sentence, paragraph), (then, there) = self._scene.place(phrase), self._scene.place(at)
        return bits + PER_SENTENCE * (sentence - then) + PER_PARAGRAPH * min(paragraph - there, 2)

    def _states(self) -> Iterator[tuple[int, str]]:
        """Names and nationalities of states that the registry lacks."""
        for at in self._page.capitals:
            held = self._owner.get(at)
            if held is None or held[2].entity_id is None:
                found = class_at(self._page.folded, at)
                if found and found[0] == "countries":
                    yield at, "country"

    def _stranger(self, first: int, last: int, kind: Kind) -> float | None:
        """Bits at which a stranger's name may be of the kind; None if it is not."""
        page = self._page
        words = [page.folded[at] for at in range(first, last)]
        tables = {found[0] for at in range(len(words)) if (found := class_at(words, at))}
        offices = offices_before(first, page, self._owner)
        if EntityType.PERSON.value in kind.types:
            if offices is not None and kind.name in offices:
                return NAMED
            return NAMED + 4 * _UNSURE if not tables and (offices is not None or len(words) > 1) else None
        if offices is not None:
            return None
        nouns = {found.name for at in range(len(words)) for _, found in heads_at(words, at, page.lang or "")}
        beside = self._kinds_beside(first, last)
        if kind.name in nouns or (beside & (kind.types | kind.features) and EntityType.ORGANIZATION.value not in kind.types):
            return NAMED
        if EntityType.PLACE.value in kind.types:
            city = Feature.CITY.value in kind.features and not tables
            placed = first and page.folded[first - 1] in _PREPOSITIONS
            return NAMED + _UNSURE * (1 if placed else 3) if city else None
        if nouns or kind.types <= _SITED:
            return None
        acronym = any(page.form(at).written.isupper() and len(page.form(at).written) > 1 for at in range(first, last))
        if acronym or (tables & {"generic", "fields", "legal_forms"} and kind.name in ("organisation", "alliance")):
            return NAMED + _UNSURE * (2 if acronym else 1)
        other = len(words) == 1 or tables or any(is_frequent_name(word) for word in words)
        return NAMED + 2 * _UNSURE if kind.types == {EntityType.GROUP.value} and not other else None

    def _kinds_beside(self, first: int, last: int) -> set[str]:
        """What the words on both sides say of the kind of thing named."""
        beside = [at for at, edge in ((last, last), (first - 1, first)) if 0 <= at < self._page.count and self._page.adjoins(edge)]
        phrases = [phrase for at in beside for phrase in self._page.phrase(at)[1]]
        return {tag for phrase in phrases if phrase.word_class is WordClass.DESIGNATOR for tag in phrase.tags}


def offices_before(first: int, page: Page, owner: Owner) -> frozenset[str] | None:
    """The kinds of office in the title before the name at token `first`; None without a title."""
    lang = page.lang or ""
    found: set[str] = set()
    titled = False
    for at in range(max(page.sentence(first)[0], first - _TITLE_REACH), first):
        width, phrases = page.phrase(at)
        if not width or at + width > first or not any(phrase.word_class is WordClass.TITLE for phrase in phrases):
            continue
        direct = at + width == first and page.gap(first) in (" ", ". ")
        if direct or (lang in _OFFICE_FIRST and all(i in owner for i in range(at + width, first))):
            titled = True
            words = [page.folded[i] for i in range(at, at + width)]
            kinds = [kind for i in range(width) for _, kind in heads_at(words, i, lang)]
            found.update(kind.name for kind in kinds if EntityType.PERSON.value in kind.types)
    return frozenset(found) if titled else None
