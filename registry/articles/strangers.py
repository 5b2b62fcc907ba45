"""Names that the registry does not hold: runs of capitalised words that no mention explains."""

import re
from collections.abc import Iterator, Mapping, Sequence

from registry.articles.definitions import is_acronym
from registry.articles.groups import same_word
from registry.articles.guess import noun_in
from registry.articles.page import STEM, Page
from registry.text.acting import is_verb
from registry.text.cues import is_given_name, noun_type
from registry.text.frequent import is_calendar, is_frequent
from registry.text.lexicon import WordClass, begins_title, phrase_at

__all__ = ["find_strangers"]

_CAPITALS_MEAN_NOTHING = "de"  # every noun has one; `registry.articles.uncased` reads German
_PARTICLES = frozenset(["bin", "ibn", "al", "el", "ul", "ur", "de", "la", "von", "van", "der", "di", "da", "of", "e", "i"])
"""Small words that join the parts of one name."""
_HYPHENS = ("-", "\u2010", "\u2011")
_PARTED = 3  # words: a full name and what stands before it
_LONGEST = 8  # words of a name; more is a heading
_BODIES = ("organization", "group", "military_unit")
_JOINS = frozenset({"for", "on"})
"""Prepositions inside the names of bodies: Committee for National Security, Committee on Finance."""
_MISSIONS = frozenset({"embassy", "consulate"})
"""Bodies named by where they are: the Embassy in Dushanbe."""
_ADJECTIVE = re.compile(r"[^\W\d_]{3,}(?:[ыио]й|[ая]я|[ое]е|[ео]го|[ео]му|[ыи]м|[ую]ю|[ео]м|ей)$")
"""Slavic: only the first word of a body's name has a capital, and the noun follows."""


def find_strangers(page: Page, explained: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Token spans of names that are not `explained` (the spans of accepted mentions), in text order.

    A run may take in an explained name that it goes beyond ("Kabul University"), never one that covers it. Nothing is found in
    headlines whose every word is capitalised. Scripts without case and German are read by `registry.articles.uncased`.
    """
    covered: dict[int, tuple[int, int]] = {}
    for span in reversed(explained):  # outer spans stand before nested ones and win
        covered.update((at, span) for at in range(*span))
    read = 0
    german = any(lang == _CAPITALS_MEAN_NOTHING for _, _, lang in page.by_language)
    for at in page.capitals:
        last = _run(at, page) if at >= read else at
        if last == at or (german and page.lang_at(at) == _CAPITALS_MEAN_NOTHING):
            continue
        spans = list(_trimmed(at, last, page, covered)) or _plain_first(at, last, page)
        for first, end in [part for span in spans for part in _parted(*span, page, covered)]:
            longer = _whole_body(first, end, page) if end == last else end
            end = end if _crosses((first, longer), covered) else longer
            if not _crosses((first, end), covered):
                yield first, end
            last = max(last, end)
        read = last


def _crosses(span: tuple[int, int], covered: Mapping[int, tuple[int, int]]) -> bool:
    """Whether a known name reaches over an end of the span."""
    first, last = covered.get(span[0], span), covered.get(span[1] - 1, span)
    return first[0] < span[0] or last[1] > span[1]


def _run(at: int, page: Page) -> int:
    """The end of the run of name-like words that begins at token `at`."""
    if not _capital(at, page):
        return at
    last = at + 1
    while last < page.count and last - at < _LONGEST and not _closed(last - 1, page):
        joined = page.gap(last) in (" ", "-", "\u2010", "\u2011")
        if joined and _capital(last, page):
            last += 1
        elif (
            joined
            and page.form(last).folded in _PARTICLES
            and last + 1 < page.count
            and _capital(last + 1, page)
            and page.gap(last + 1) in " -"
        ):
            last += 2
        else:
            break
    return last


def _whole_body(first: int, last: int, page: Page) -> int:
    """The end of a body's name that goes on in small letters: State Committee | for National Security, Народная | партия."""
    if last + 1 >= page.count or not page.adjoins(last) or _closed(last - 1, page):
        return last
    word = page.folded[last]
    joins = word in _JOINS or (word == "in" and page.folded[last - 1] in _MISSIONS)
    if (
        joins
        and _noun(page.folded[first:last], page.lang) == "organization"
        and not is_calendar(page.form(last + 1).folded)
        and page.adjoins(last + 1)
        and _capital(last + 1, page)
    ):
        return _run(last + 1, page)
    if (
        page.form(last).written.islower()
        and _ADJECTIVE.match(page.form(last - 1).written.lower())
        and noun_type(word, page.lang) in _BODIES
    ):
        return _run(last + 1, page) if page.adjoins(last + 1) else last + 1
    return last


def _noun(words: Sequence[str], lang: str | None) -> str | None:
    """The type of what the noun of a name's words denotes."""
    return noun_type(words[0], lang) if len(words) == 1 else (noun_in(words, lang) or ("", None))[1]


def _plain_first(at: int, last: int, page: Page) -> list[tuple[int, int]]:
    """A body whose first word alone is no name, but has a capital behind it: Committee for Rivers, Народная партия Таджикистана."""
    end = _whole_body(at, last, page) if last - at == 1 else last
    return [(at, last)] if end > last + 1 else []


def _closed(at: int, page: Page) -> bool:
    """Whether a name goes no further than token `at`: a possessive, a Turkish case, an acronym whose full stop may be the sentence's."""
    return page.form(at).possessive or page.tokens.raws[at].endswith(".") or (page.lang == "tr" and "'" in page.form(at).written)


def _trimmed(first: int, last: int, page: Page, covered: Mapping[int, tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The run without what only stands beside the name: a sentence's first word, titles before, days and verbs behind."""
    if (first in covered and all(at in covered for at in range(first, last))) or _designation(last, page):
        return
    run = first
    opening = page.opens_text(first)
    if opening and last - first == 1 and _doubtful_alone(first, page):
        return  # what most runs are, so it is asked first: the capital of a sentence
    while first < last:
        known = covered[first][1] if first in covered else first
        if first < known < last and (_phrase_width(known, last, page) or (last - known > 1 and is_given_name(page.form(known).folded))):
            first = known  # Chinese | Defense Minister | Wei Fenghe; жительница Куляба | Зульфия Саидова
        width = _phrase_width(first, last, page)
        plain = is_calendar(page.form(first).folded) or (opening and is_frequent(page.form(first).folded, page.lang))
        if not width and not (plain and first not in covered):
            break
        opening = opening and not width
        first += max(1, width)
    if first + 1 < last and page.opens_sentence(first) and first not in covered and first + 1 in covered:
        first += 1  # the capital is the sentence's, and the name that follows is known
    while first < last and (is_calendar(page.form(last - 1).folded) or is_verb(page.form(last - 1).folded)) and last - 1 not in covered:
        last -= 1
    uncovered = [at for at in range(first, last) if at not in covered]
    generic = all(is_frequent(page.form(at).folded, page.lang) or len(page.form(at).written) < 2 for at in uncovered)
    if not uncovered or (generic and len(uncovered) == last - first == 1) or (generic and uncovered[-1] < last - 1):
        return
    if page.in_title_case(run) or (last - first == 1 and page.opens_text(first) and _doubtful_alone(first, page)):
        return
    yield first, last


def _parted(first: int, last: int, page: Page, covered: Mapping[int, tuple[int, int]]) -> list[tuple[int, int]]:
    """A full name apart from what stands before it: what opens the sentence (Пришёл | Юсуф Латипов), a place behind its noun (деҳаи
    Сомгар | …), an acronym, alone (МЗС | Олег …) or with its country (МИД Турции | …).
    """
    if is_acronym(first, page) and not page.in_title_case(first):
        begin = covered[first + 1][1] if first + 1 in covered else first + 1
        named = begin < last and (first + 1 in covered or is_given_name(page.form(begin).folded))
        return [(first, begin), (begin, last)] if named and last - begin > 1 else [(first, last)]
    if last - first < _PARTED or is_given_name(page.form(first).folded) or not is_given_name(page.form(first + 1).folded):
        return [(first, last)]
    if not page.adjoins(first + 1):
        return [(first, last)]
    if page.opens_text(first):
        return [(first + 1, last)]
    noun = page.form(first - 1) if first and page.adjoins(first) else None
    place = noun is not None and noun.written.islower() and noun_type(noun.folded, page.lang) == "place"
    return [(first, first + 1), (first + 1, last)] if place else [(first, last)]


def _designation(last: int, page: Page) -> bool:
    """Whether a number follows on a hyphen, as in the designations of weapons: Ми-8."""
    return last < page.count and page.gap(last) in _HYPHENS and page.tokens.raws[last][:1].isdigit()


def _phrase_width(at: int, last: int, page: Page) -> int:
    if not begins_title(page.tokens.raws[at]):
        return 0
    width, phrases = page.phrase(at)
    if width > last - at:
        width, phrases = phrase_at(page.tokens.raws[at:last], 0)
    return width if any(phrase.word_class in (WordClass.TITLE, WordClass.HONORIFIC) for phrase in phrases) else 0


def _doubtful_alone(at: int, page: Page) -> bool:
    """A single word at the start of a sentence is a name only if it is written with a capital elsewhere inside one, or is an acronym."""
    word = page.form(at).folded
    if page.form(at).written.isupper() and len(word) > 1:
        return False
    if word in page.inner_capitals:
        return False
    if word.isascii():
        return True
    alike = page.inner_capitals_by_stem.get(word[:STEM])
    return not alike or not any(same_word(word, other) for other in alike)


def _capital(at: int, page: Page) -> bool:
    shape = page.form(at)
    return shape.upper and shape.number is None and (len(shape.written) > 1 or (at + 1 < page.count and page.gap(at + 1).startswith(".")))
