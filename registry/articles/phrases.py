"""Find the definite phrases of a text: determiner, adjectives, head noun, and nothing behind that names something else.

"The country", "the militant group's", "this Central Asian nation", "эта организация", "кишвар". Not "the country of origin", "the
group leader", "the President of France", "a country", "the two countries", "каждой страны".
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from registry.articles.page import Page
from registry.records import EntityType, Mention, MentionKind
from registry.text.acting import is_verb
from registry.text.frequent import is_calendar
from registry.text.lexicon import is_function_word
from registry.text.name_words import class_at
from registry.text.pointing import Kind, determiners, heads_and_plurals, heads_at, is_pointing_word, longest_head, phrase_openers

__all__ = ["Phrase", "find_phrases", "rival_heads"]

_HYPHENS = ("-", "\u2010", "\u2011")
_ADJECTIVES = 4
"""Tokens between determiner and noun: "the former Soviet Central Asian republic" has four."""
_GENITIVE = ("а", "я", "ы", "и", "ов", "ев", "ей", "го", "ой", "ых", "их", "ок", "ек", "ств", "ций", "ний", "тий")
"""Ends of Slavic words that may be the complement of the noun before: "организация экспортёров"."""
_ADJECTIVAL = (
    "ый",
    "ий",
    "ой",
    "ая",
    "яя",
    "ое",
    "ее",
    "го",
    "му",
    "ым",
    "им",
    "ую",
    "юю",
    "ей",
    "ые",
    "ие",
    "ых",
    "их",
    "ыми",
    "ими",
    "ом",
    "ем",
)
_SLAVIC = frozenset({"ru", "uk"})
_OBJECT = frozenset(
    "a an the its his her their no some any more about two three four five six seven eight nine ten dozens hundreds thousands".split()
)
_LED = frozenset(["led", "dominated"])


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens `first` to `last` (exclusive) and what they may denote."""

    first: int
    last: int
    kind: Kind
    nationality: str | None = None
    """The id of the place whose adjective stands in it: the *Russian* consulate."""
    led_by: str | None = None
    """The *Moscow*-led bloc."""
    other: bool = False
    """Asks for another than the one just spoken of: the neighbouring country, the rival group."""
    soviet: bool = False
    adjectives: bool = False
    place: str | None = None
    """The id of the place that a complement names: the base in *Tajikistan*."""
    pointing: bool = False
    """This, эта: points by itself."""


def find_phrases(page: Page, owner: Mapping[int, tuple[int, int, Mention]]) -> Iterator[Phrase]:
    """The phrases in text order; `owner` gives for a token the outermost mention that holds it, with its tokens.

    Time linear in the tokens.
    """
    lang = page.lang or ""
    if not longest_head(lang):
        return
    words = page.folded
    read = 0
    for at in page.where(phrase_openers(lang)):
        phrase = _phrase_at(at, words, page, owner, lang) if at >= read else None
        if phrase:
            yield phrase
            read = phrase.last


def _phrase_at(at: int, words: list[str], page: Page, owner: Mapping[int, tuple[int, int, Mention]], lang: str) -> Phrase | None:
    determiner = determiners(lang).get(words[at])
    if determiner is None and not heads_at(words, at, lang):
        return None
    begin = at + (determiner is not None)
    read = _adjectives(begin, words, page, owner, lang) if determiner else _Read(begin)
    if read is None or read.head >= len(words) or read.head in owner:
        return None
    if determiner and not page.adjoins(begin) and words[at] != "l":
        return None
    for width, kind in heads_at(words, read.head, lang):
        last = read.head + width
        if any(i in owner or not page.adjoins(i) for i in range(read.head + 1, last)):
            continue
        adjectives = read.head > begin
        if not kind.bare and not adjectives:
            continue
        if determiner is None and not _bare_is_definite(at, read.head, last, words, page, lang):
            return None
        last, read_behind = _adjectives_behind(last, words, page, lang)
        place = _complement(last, page, owner, kind)
        if place is None and not _closed(last, words, page, owner, lang, kind):
            return None
        first = begin if determiner == "joined" else at
        end, place_id = place or (last, None)
        return Phrase(
            first,
            end,
            kind,
            read.nationality,
            read.led_by,
            read.other or read_behind,
            read.soviet,
            adjectives,
            place_id,
            determiner == "pointing",
        )
    return None


@dataclass(slots=True)
class _Read:
    """What the words before the head noun, which is token `head`, ask for."""

    head: int
    nationality: str | None = None
    led_by: str | None = None
    other: bool = False
    soviet: bool = False


def _adjectives(at: int, words: list[str], page: Page, owner: Mapping[int, tuple[int, int, Mention]], lang: str) -> _Read | None:
    """Read the adjectives from token `at` to the head; None if a word is not known to be one that says nothing else."""
    read = _Read(at)
    former = False
    while read.head < len(words) and read.head - at <= _ADJECTIVES:
        here = read.head
        if here > at and page.gap(here) not in (" ", *_HYPHENS):
            return None
        held = owner.get(here)
        if held is None and heads_at(words, here, lang):
            read.soviet = read.soviet and former
            return read if not former or read.soviet else None
        if held:
            first, last, mention = held
            if first != here or mention.entity_id is None or page.form(last - 1).possessive:
                return None
            if last < len(words) and words[last] in _LED and page.gap(last) in _HYPHENS:
                read.led_by = mention.stands_for or mention.entity_id
                read.head = last + 1
            elif mention.kind in (MentionKind.DEMONYM, MentionKind.NAME, MentionKind.ACRONYM):
                read.soviet = read.soviet or words[here] == "soviet"
                read.nationality = read.nationality if read.soviet else mention.entity_id
                read.head = last
            else:
                return None
            continue
        if is_pointing_word("adjectives/soviet", words[here], lang):
            former = True
        elif is_pointing_word("adjectives/other", words[here], lang):
            read.other = True
        elif not is_pointing_word("adjectives/plain", words[here], lang):
            return None
        read.head += 1
    return None


def _adjectives_behind(last: int, words: list[str], page: Page, lang: str) -> tuple[int, bool]:
    """The end of the adjectives that follow the noun in Romance languages, and whether one asks for another entity."""
    other = False
    while lang in ("fr", "es") and last < len(words) and page.adjoins(last):
        if is_pointing_word("adjectives/other", words[last], lang):
            other = True
        elif not is_pointing_word("adjectives/plain", words[last], lang):
            break
        last += 1
    return last, other


def _complement(last: int, page: Page, owner: Mapping[int, tuple[int, int, Mention]], kind: Kind) -> tuple[int, str] | None:
    """The end of "in Tajikistan" behind the noun for what stands in a place, and the place."""
    sited = kind.types & {EntityType.MILITARY_UNIT.value, EntityType.FACILITY.value} or kind.name in ("mission", "consulate", "embassy")
    if not sited or page.lang not in ("en", "ru") or last + 1 >= page.count or not page.adjoins(last):
        return None
    held = owner.get(last + 1)
    if page.folded[last] not in ("in", "в") or held is None or held[0] != last + 1 or held[2].entity_id is None:
        return None
    if page.form(held[1] - 1).possessive or held[2].kind is not MentionKind.NAME or held[2].stands_for:
        return None
    return held[1], held[2].entity_id


def _bare_is_definite(at: int, head: int, last: int, words: list[str], page: Page, lang: str) -> bool:
    """Whether a noun without determiner may be meant as definite: nothing before it counts, chooses or describes it."""
    opens = page.opens_sentence(at) or not page.adjoins(at)
    doubtful = head + 1 == last and is_pointing_word("doubtful", words[head], lang)
    if opens:
        return not doubtful
    before = words[at - 1]
    if is_pointing_word("quantifiers", before, lang) or page.form(at - 1).number is not None:
        return False
    if page.form(head).upper:
        return False
    function = is_function_word(page.tokens.raws[at - 1])
    if lang in _SLAVIC and not function and len(before) > 3 and before.endswith(_ADJECTIVAL):
        return False
    return not (doubtful and (is_verb(before, lang) or before in ("и", "а", "но", "что", "або", "та", "й", "але", "що")))


def _closed(last: int, words: list[str], page: Page, owner: Mapping[int, tuple[int, int, Mention]], lang: str, kind: Kind) -> bool:
    """Whether the phrase ends before token `last`, so that nothing behind it makes it another thing."""
    if last >= len(words) or page.form(last - 1).possessive:
        return True
    gap = page.gap(last)
    if gap in _HYPHENS:
        return False
    if gap not in (" ", "\u00a0"):
        return gap not in (' "', " \u201c", " \u00ab", " \u201e") or not page.form(last).upper
    word = words[last]
    person = EntityType.PERSON.value in kind.types
    goes_on = is_pointing_word("continues", word, lang) and not (lang in _SLAVIC and EntityType.PLACE.value in kind.types)
    if goes_on or (person and word in ("in", "for", "to", "at", "по", "в", "при", "на")):
        return False
    if last in owner or page.form(last).upper:
        return is_calendar(word) or (last in owner and not person and lang in ("en", *_SLAVIC) and is_function_word(page.tokens.raws[last]))
    if is_pointing_word("follows", word, lang) or is_verb(word, lang):
        return True
    if is_function_word(page.tokens.raws[last]):
        return True
    if lang == "en":
        verb = word.endswith("s") and last + 1 < len(words) and page.adjoins(last + 1) and _begins_object(last + 1, words, page)
        return verb or word.endswith(("ed", "ly", "ing")) or not word[:1].isalpha()
    if lang in _SLAVIC:
        return not word.endswith(_GENITIVE)
    if lang in ("fr", "es"):
        return not word.endswith(("ais", "aise", "ain", "aine", "ien", "ienne", "ano", "ana", "iste", "ista"))
    return True


def _begins_object(at: int, words: list[str], page: Page) -> bool:
    """Whether token `at` is an article, a possessive, a number or a name, as behind a verb: "the bloc groups six states"."""
    return words[at] in _OBJECT or page.form(at).number is not None or page.form(at).upper


def rival_heads(page: Page, owner: Mapping[int, tuple[int, int, Mention]], phrases: Sequence[Phrase]) -> Iterator[tuple[int, str]]:
    """Nouns of the table, by token and kind, that bring in something which no mention explains, and which a phrase may point back to.

    "A group of armed men", "Norway's foreign ministry", "Министр обороны Узбекистана"; of countries only indefinite ones and plurals.
    """
    lang = page.lang or ""
    words = page.folded
    read = {at for phrase in phrases for at in range(phrase.first, phrase.last)}
    for at in page.where(heads_and_plurals(lang)):
        if at in owner or at in read:
            continue
        word = words[at]
        if is_pointing_word("plurals", word, lang):
            yield at, "country"
        for width, kind in heads_at(words, at, lang)[:1]:
            named = any(_is_name(i, words, page, owner) for i in range(at + width, _phrase_end(at + width, page)))
            person = EntityType.PERSON.value in kind.types
            compound = not _closed(at + width, words, page, owner, lang, kind) and not _continued(at + width, words, page, lang)
            if (person and named) or (compound and lang not in _SLAVIC):
                continue
            if EntityType.PLACE.value not in kind.types or _indefinite(at, words, page, lang):
                yield at, kind.name


def _is_name(at: int, words: list[str], page: Page, owner: Mapping[int, tuple[int, int, Mention]]) -> bool:
    """Whether token `at` is of a name that is no state's."""
    found = class_at(words, at)
    return (at in owner or page.form(at).upper) and (found is None or found[0] != "countries")


def _phrase_end(at: int, page: Page) -> int:
    """The token before which a phrase that goes on at token `at` surely ends."""
    end = at
    while end < min(at + _ADJECTIVES + 1, page.count) and page.adjoins(end):
        end += 1
    return end


def _continued(last: int, words: list[str], page: Page, lang: str) -> bool:
    return last < len(words) and page.adjoins(last) and is_pointing_word("continues", words[last], lang)


def _indefinite(head: int, words: list[str], page: Page, lang: str) -> bool:
    """Whether an indefinite article stands before the noun, adjectives aside."""
    for at in range(head - 1, max(head - 2 - _ADJECTIVES, -1), -1):
        if not page.adjoins(at + 1) and page.gap(at + 1) not in _HYPHENS:
            return False
        if is_pointing_word("indefinite", words[at], lang):
            return True
        if is_function_word(page.tokens.raws[at]):
            return False
    return False
