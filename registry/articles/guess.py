"""Guess what an unknown name names, by cues beside it and in it; each cue is evidence, and without one there is no guess.

The cues of a type add up over all mentions of a name in the article; the type that leads is the guess, unless another is close.
"""

import math
from collections.abc import Iterable, Iterator, Sequence

from registry.articles.definitions import is_acronym
from registry.articles.page import Page
from registry.articles.quoted import is_quoted
from registry.evidence import Evidence, Rule
from registry.records import EntityType
from registry.text.acting import is_verb
from registry.text.cues import closer_type, ending_of, is_cue, is_given_name, is_person_noun, noun_type, precedes_place
from registry.text.lexicon import WordClass, is_function_word
from registry.text.name_words import class_at, is_article, is_short_form
from registry.text.sounds import script_of

__all__ = ["Cue", "best_guess", "cues", "noun_in", "title_before"]

Cue = tuple[EntityType, Evidence]
"""A type and what speaks for it."""

_TELLS = 6.0
"""A title, a noun in the name, a legal form: it says what the thing is; exceptions are names of names."""
_SAYS = 4.0
"""A noun right beside the name, a given name before another: one in sixteen belongs to something else that stands there."""
_SUGGESTS = 3.0
"""A given name, an ending, capitals alone: some eight in nine names with it are of the type, by the editors' judgement."""
_HINTS = 2.0
"""A preposition, a spokesman: other types stand there too."""
_MAY = 1.2
"""A preposition that persons have as well."""
_LEAD = 1.0
"""Bits by which the first type must lead the second, odds of two to one; else the cues contradict each other."""
_TITLE_REACH = 6
"""Words before a name in which its title is looked for."""
_OF = frozenset(["of", "de", "di", "von"])
_BEHIND = frozenset({"based"})
_COMMAS = (",", ", ", "\u060c ")
_QUOTES = "\"'\u201c\u201d\u201e\u00ab\u00bb\u2018\u2019\u300a\u300b\u300c\u300d"
_LONG_ENDING = 4  # letters of the ending of a first word that may be a surname: Sharifzoda Karim
_OLDEST, _YOUNGEST = 99, 10


def best_guess(found: Iterable[Cue]) -> EntityType | None:
    """The type for which the cues say most, if it leads.

    >>> best_guess([(EntityType.PLACE, Evidence(Rule.FORMED, "Faizabad", "abad", 3.0))]).value
    'place'
    """
    sums: dict[EntityType, list[float]] = {}
    for type, evidence in found:
        sums.setdefault(type, []).append(evidence.bits)
    ranked = sorted(((math.fsum(bits), type) for type, bits in sums.items()), reverse=True)
    if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _LEAD):
        return None
    return ranked[0][1]


def cues(first: int, last: int, page: Page) -> Iterator[Cue]:
    """What speaks for a type of the name of tokens `first` to `last`."""
    start, end = page.span(first, last)
    name = page.text[start:end]
    quoted = is_quoted(first, last, page)
    inside = [] if quoted else list(_inside(first, last, name, page))
    yield from inside
    title = title_before(first, page)
    behind = None if title else _title_behind(last, page)
    if title or behind:
        yield EntityType.PERSON, Evidence(Rule.TITLE, title or behind or "", name, _TELLS if title else _SUGGESTS)
    yield from _beside(first, last, name, page)
    if quoted:
        return  # what is called so has a name of another thing
    if not title and not inside and first and page.adjoins(first):
        word = page.form(first - 1).folded
        if precedes_place(word, page.lang):
            yield EntityType.PLACE, Evidence(Rule.BESIDE, page.tokens.raws[first - 1], name, _HINTS)
        elif last - first == 1 and precedes_place(word, page.lang, perhaps=True) and not _according(first - 2, page):
            yield EntityType.PLACE, Evidence(Rule.BESIDE, page.tokens.raws[first - 1], name, _MAY)


def _according(at: int, page: Page) -> bool:
    """ "according to", "said to", "a call from": persons follow."""
    return at >= 0 and (is_cue("to_persons", page.form(at).folded) or is_verb(page.form(at).folded, page.lang))


def _inside(first: int, last: int, name: str, page: Page) -> Iterator[Cue]:
    """Nouns, legal forms, given names, endings and capitals."""
    words = [page.form(at).folded for at in range(first, last)]
    noun = noun_in(words, page.lang)
    if noun:
        yield EntityType(noun[1]), Evidence(Rule.DESIGNATOR, noun[0], name, _TELLS)
        return
    closer = closer_type(words[-1]) if len(words) > 1 else None
    if closer:
        yield EntityType(closer), Evidence(Rule.DESIGNATOR, words[-1], name, _SAYS)
        return
    ends = [at for at in {0, len(words) - 1} if len(words) > 1 and (class_at(words, at) or ("",))[0] == "legal_forms"]
    if ends:
        yield EntityType.ORGANIZATION, Evidence(Rule.DESIGNATOR, words[ends[0]], name, _TELLS)
    elif len(words) == 1 and is_acronym(first, page) and not page.in_title_case(first) and not _shouted(first, page):
        yield EntityType.ORGANIZATION, Evidence(Rule.FORMED, name, "", _SUGGESTS)
    if is_given_name(words[0]) or (len(words) > 1 and is_short_form(words[0]) and not is_article(words[0])):
        yield EntityType.PERSON, Evidence(Rule.FORMED, page.tokens.raws[first], name, _SAYS if len(words) > 1 else _HINTS)
    ending = ending_of(words[-1], page.lang) or (ending_of(words[0]) if len(words) == 2 else None)
    if ending and (len(ending[0]) >= _LONG_ENDING or words[-1].endswith(ending[0])):
        yield EntityType(ending[1]), Evidence(Rule.FORMED, name, ending[0], _SUGGESTS)


def _shouted(at: int, page: Page) -> bool:
    """Whether the neighbours are in capitals too, as in a headline or a byline."""
    beside = [other for other in (at - 1, at + 1) if 0 <= other < page.count]
    return bool(beside) and all(is_acronym(other, page) for other in beside)


def noun_in(words: Sequence[str], lang: str | None) -> tuple[str, str] | None:
    """The noun that says what a name of several words names, with its type: that before "of", or the last, else the first or second."""
    if len(words) < 2:
        return None
    small = next((at for at in range(1, len(words)) if is_function_word(words[at])), len(words))
    for at in dict.fromkeys((small - 1, 0, *([] if words[0].isascii() else [1]))):
        type = noun_type(words[at], lang)
        if type:
            return words[at], type
    return None


def title_before(first: int, page: Page) -> str | None:
    """The title or form of address that stands directly before token `first`."""
    start = max(page.sentence(first)[0], first - _TITLE_REACH)
    for at in range(start, first):
        width, phrases = page.phrase(at)
        if width and at + width == first and any(phrase.word_class in (WordClass.TITLE, WordClass.HONORIFIC) for phrase in phrases):
            # a spaceless script has nothing between, a rank may be abbreviated
            return page.text[page.tokens.starts[at] : page.tokens.ends[first - 1]] if page.gap(first) in ("", " ", ". ") else None
    return None


def _title_behind(last: int, page: Page) -> str | None:
    """The title or age after a comma: "…, the governor of", ", 34,"."""
    if last >= page.count:
        return None
    if script_of(page.tokens.raws[last - 1]) == "hangul" and page.adjoins(last):
        width, phrases = page.phrase(last)
        return page.tokens.raws[last] if any(phrase.word_class is WordClass.TITLE for phrase in phrases) else None
    if page.gap(last) not in _COMMAS:
        return None
    number = page.form(last).number
    if number is not None and number.isdigit() and _YOUNGEST <= int(number) <= _OLDEST:
        return page.tokens.raws[last] if page.text[page.tokens.ends[last] :][:1] == "," else None
    at = last + 1 if is_function_word(page.tokens.raws[last]) and last + 1 < page.count else last
    width, phrases = page.phrase(at)
    if any(phrase.word_class is WordClass.TITLE for phrase in phrases):
        return page.text[page.tokens.starts[at] : page.tokens.ends[at + width - 1]]
    return None


def _beside(first: int, last: int, name: str, page: Page) -> Iterator[Cue]:
    """The noun before the name or behind it, quotation marks aside; a spokesman."""
    before, gap = first - 1, page.gap(first)
    if before >= 0 and gap.strip(_QUOTES).isspace() and "\n" not in gap:
        word, of = page.form(before).folded, False
        if word in _OF and before and page.adjoins(before):
            before, of = before - 1, True
            word = page.form(before).folded
            if is_cue("spoken_for", word):
                yield EntityType.ORGANIZATION, Evidence(Rule.BESIDE, page.tokens.raws[before], name, _HINTS)
        type = noun_type(word, page.lang) or ("organization" if (class_at([word], 0) or ("",))[0] == "legal_forms" else None)
        small = (
            page.form(before).written.islower()
            or page.lang == "de"
            or _uncased(before, page)
            or page.opens_sentence(before)
            or is_acronym(before, page)
        )
        if type and small and (type == "place" or not of):  # the port of Tianjin is a port, Tianjin a place
            yield EntityType(type), Evidence(Rule.DESIGNATOR, page.tokens.raws[before], name, _SAYS)
        elif is_person_noun(word) and not of:
            yield EntityType.PERSON, Evidence(Rule.DESIGNATOR, page.tokens.raws[before], name, _SUGGESTS)
    if last < page.count and page.gap(last).strip(_QUOTES + "\u00a0") in (" ", "-"):
        word = page.form(last).folded
        type = noun_type(word, page.lang)
        if is_cue("spoken_for", word):
            yield EntityType.ORGANIZATION, Evidence(Rule.BESIDE, page.tokens.raws[last], name, _HINTS)
        elif page.gap(last) == "-" and word in _BEHIND:
            yield EntityType.PLACE, Evidence(Rule.BESIDE, page.tokens.raws[last], name, _SUGGESTS)
        elif type and page.form(last).written.islower() and page.lang not in ("ru", "uk", "tg", "fa", "ar"):  # theirs stand before
            yield EntityType(type), Evidence(Rule.DESIGNATOR, page.tokens.raws[last], name, _SAYS)


def _uncased(at: int, page: Page) -> bool:
    written = page.form(at).written
    return written.lower() == written.upper()
