"""Unknown names where a capital tells nothing: in German, and in scripts without case.

German writes every noun with a capital; a name is seen by the title, the given name or the kind of thing before it. In scripts
without case, a person's name follows a title if it begins with a known given name or family, or follows a form of address; what is
not so marked is left alone.
"""

from collections.abc import Callable, Iterator, Sequence, Set
from functools import lru_cache

from registry.articles.guess import title_before
from registry.articles.page import Page
from registry.text.acting import is_verb
from registry.text.cues import ending_of, ends_name, is_given_name, is_person_noun, noun_type, words_of_cue
from registry.text.east_asian import is_family
from registry.text.frequent import is_calendar, is_frequent
from registry.text.lexicon import WordClass, begins_title, is_function_word
from registry.text.name_words import class_at
from registry.text.sounds import script_of

__all__ = ["german_names", "names_by_title", "repeated"]

Span = tuple[int, int]

_BLANKS = (" ", "\u00a0", "-", "\u200c")
_MOST = 3  # words of a person's name in running text; with four, the fourth is as often the next word
_VON = frozenset({"von", "van"})
_BEHIND_VON = frozenset(["der", "den", "dem", "zu"])
_TIES = _VON | {"al", "el", "bin", "ibn", "ben", "zu", "de"}
"""Small words inside German and foreign names."""
_FIRST_UNCASED = "\u0590"
"""Where Hebrew begins; the scripts before it have case."""
_SPACED = frozenset({"arabic", "devanagari", "hebrew"})
_HAN_NAME = (2, 3)
"""Characters of a Chinese name: the family and one or two more."""
_SHORTEST = 3  # letters beyond which a surname is unlikely to be another word too
_FOREIGN = 8
"""Characters of each part of a foreign name in Han, which the middle dot parts."""
_PARTICLES = "의에는를을와과한적된가로도"
"""Syllables that end a Korean word which is no name."""
_DOT = "\u00b7\u30fb\u2022"


def repeated(spans: Sequence[Span], page: Page, covered: Set[int]) -> Iterator[Span]:
    """Where the names of `spans` stand again, whole or by their last word, which a title or the like need not mark twice."""
    known: dict[str, list[tuple[str, ...]]] = {}
    for first, last in spans:
        words = tuple(page.form(at).folded for at in range(first, last))
        known.setdefault(words[0], []).append(words)
        if last - first > 1 and not page.phrase(last - 1)[0] and len(words[-1]) > _SHORTEST and not is_frequent(words[-1], page.lang):
            known.setdefault(words[-1], []).append(words[-1:])
    for at in page.where(known) if known else ():
        for words in sorted(known[page.folded[at]], key=len, reverse=True):
            last = at + len(words)
            if last <= page.count and covered.isdisjoint(range(at, last)) and _spells(at, words, page):
                yield at, last
                break


def _spells(at: int, words: Sequence[str], page: Page) -> bool:
    shapes = [page.form(at + number) for number in range(len(words))]
    cased = shapes[0].written[:1].lower() != shapes[0].written[:1].upper()
    return [shape.folded for shape in shapes] == list(words) and (shapes[0].written[:1].isupper() or not cased)


def german_names(page: Page, covered: Set[int]) -> Iterator[Span]:
    """Runs of capitalised words behind a title, with a given name, a surname's ending, or behind the noun that says what they name."""
    at = 0
    while at < page.count:
        if at in covered or not _capital(at, page) or page.phrase(at)[0]:
            at += max(1, page.phrase(at)[0]) if at not in covered else 1
            continue
        last = at + 1
        while last < page.count and last not in covered and _goes_on(last, page):
            last += 1
        yield from _german(at, last, page)
        at = last


def _goes_on(at: int, page: Page) -> bool:
    if page.gap(at) not in _BLANKS or page.form(at - 1).possessive:
        return False
    folded = page.form(at).folded
    if page.form(at).written.islower() and (folded in _TIES or (folded in _BEHIND_VON and page.form(at - 1).folded in _VON)):
        return at + 1 < page.count and (_capital(at + 1, page) or _goes_on(at + 1, page))
    return _capital(at, page) and (not page.phrase(at)[0] or is_given_name(page.form(at - 1).folded))


def _german(first: int, last: int, page: Page) -> Iterator[Span]:
    if first == last:
        return
    if last - first > 1 and is_person_noun(page.form(first).folded):
        yield first + 1, last
        return
    tie = next((at for at in range(first, last) if page.form(at).folded in _VON), None)
    if tie is not None and not title_before(first, page) and not is_given_name(page.form(first).folded):
        yield from _german(first, tie, page)  # Angaben | von | Nasarow
        yield from _german(tie + 1, last, page)
        return
    words = [page.form(at).folded for at in range(first, last)]
    given = next((at for at in range(first, last) if is_given_name(page.form(at).folded)), None)
    if title_before(first, page) and not is_calendar(words[0]):
        yield first, min(last, first + _MOST + 1)
    elif given is not None and given + 1 < last:
        yield given, min(last, given + _MOST + 1)
    elif (len(words) == 1 and page.form(first).written.isupper() and len(words[0]) > 1 and not page.in_title_case(first)) or (
        (ending_of(words[-1], "de") or ("", ""))[1] == "person" and not is_frequent(words[-1], "de") and len(words) > 1
    ):
        yield first, last
    elif first and page.adjoins(first) and page.form(first - 1).capitalised and noun_type(page.form(first - 1).folded, "de"):
        if not noun_type(words[-1], "de"):
            yield first, last
    elif len(words) > 1 and noun_type(words[0], "de") and not noun_type(words[-1], "de") and not is_frequent(words[1], "de"):
        yield (first + 1, last) if noun_type(words[0], "de") == "place" else (first, last)


def names_by_title(page: Page, covered: Set[int]) -> Iterator[Span]:
    """Names of persons in scripts without case, behind a title or a form of address; in Hangul before a title."""
    read, addresses, folded = 0, words_of_cue("address"), page.folded
    for at, raw in enumerate(page.tokens.raws):
        if raw < _FIRST_UNCASED or at < read:
            continue
        address = folded[at] in addresses
        if not (address or begins_title(raw)) or _script(raw[0]) not in _READERS:
            continue
        width, phrases = page.phrase(at)
        titled = any(phrase.word_class in (WordClass.TITLE, WordClass.HONORIFIC) for phrase in phrases)
        if not titled and not address:
            continue
        yield from _READERS[_script(raw[0])](at, at + max(width, 1), address and width < 2, page, covered)
        read = at + max(width, 1)


@lru_cache(maxsize=5_000)
def _script(letter: str) -> str:
    return script_of(letter)


def _behind_title(_: int, first: int, address: bool, page: Page, covered: Set[int]) -> Iterator[Span]:
    """Words with blanks between them: up to what ends a name."""
    last = first
    while last < page.count and last - first < _MOST and page.gap(last) in _BLANKS and not _stops(last, page, covered):
        last += 1
    if last == first or (last < page.count and last in covered and page.gap(last) in _BLANKS):
        return
    known = is_given_name(page.form(first).folded)
    if known and last - first == _MOST and not (last == page.count or page.gap(last) not in _BLANKS or _stops(last, page, covered)):
        last = first + 2  # nothing says where it ends: a given name and a surname
    if (known and last - first > 1) or ((known or address) and _ends_here(last, page, alone=last - first == 1)):
        yield first, last


def _ends_here(last: int, page: Page, *, alone: bool) -> bool:
    """Whether a word follows that ends names; a full stop does so behind one word, of several the last may be a verb."""
    if last == page.count or page.gap(last) not in _BLANKS:
        return alone
    return ends_name([page.form(last).folded]) or is_verb(page.form(last).folded)


def _stops(at: int, page: Page, covered: Set[int]) -> bool:
    shape = page.form(at)
    return (
        at in covered
        or shape.number is not None
        or ends_name([shape.folded])
        or is_function_word(shape.written)
        or is_verb(shape.folded, page.lang)
        or bool(page.phrase(at)[0])
        or class_at([shape.folded], 0) is not None
        or is_person_noun(shape.folded)
        or noun_type(shape.folded, page.lang) is not None
    )


def _behind_han(_: int, first: int, address: bool, page: Page, covered: Set[int]) -> Iterator[Span]:
    """A family and one or two characters, or a foreign name with its dot, up to what ends a name."""
    if first >= page.count or page.gap(first) or first in covered:
        return
    foreign = _han_foreign(first, page, covered)
    if foreign:
        yield first, foreign
    elif is_family(page.tokens.raws[first]):
        for width in _HAN_NAME:
            last = first + width
            if last <= page.count and not any(page.gap(at) or at in covered for at in range(first + 1, last)) and _han_end(last, page):
                yield first, last
                return


def _han_foreign(first: int, page: Page, covered: Set[int]) -> int | None:
    dotted = False
    for last in range(first + 1, min(first + 2 * _FOREIGN, page.count) + 1):
        if last == page.count or page.gap(last) not in ("", *_DOT) or last in covered or (dotted and _han_end(last, page)):
            return last if dotted and last < first + 2 * _FOREIGN else None
        dotted = dotted or page.gap(last) in tuple(_DOT)
    return None


def _han_end(last: int, page: Page) -> bool:
    if last == page.count or page.gap(last):
        return True
    return ends_name([page.form(at).folded for at in range(last, min(last + 2, page.count))])


def _before_title(title: int, _: int, address: bool, page: Page, covered: Set[int]) -> Iterator[Span]:
    """Hangul: three syllables, the first a family's, directly before the title."""
    at = title - 1
    if at < 0 or at in covered or not page.adjoins(title) or page.phrase(at)[0]:
        return
    word = page.tokens.raws[at]
    if len(word) == 3 and is_family(word[0]) and word[-1] not in _PARTICLES and class_at([page.form(at).folded], 0) is None:
        yield at, title


_READERS: dict[str, Callable[[int, int, bool, Page, Set[int]], Iterator[Span]]] = {
    **dict.fromkeys(_SPACED, _behind_title),
    "han": _behind_han,
    "hangul": _before_title,
}


def _capital(at: int, page: Page) -> bool:
    shape = page.form(at)
    return shape.upper and shape.number is None and len(shape.written) > 1 and not _is_plain(at, page)


def _is_plain(at: int, page: Page) -> bool:
    """Whether the capital is a sentence's or a day's."""
    return is_calendar(page.form(at).folded) or (page.opens_sentence(at) and is_frequent(page.form(at).folded, "de"))
