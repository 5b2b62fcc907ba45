"""The dateline that opens a report: the place, the day, the agency, and a dash, colon or slash behind them.

"DUSHANBE, July 6 (Reuters) –", "Кабул, 5 июля – ТАСС.", "МОСКВА, 5 июля 2021. /ТАСС/.", "New Delhi [India], Aug 15 (ANI):".
"""

import re

from registry.articles.page import Page
from registry.text.frequent import is_calendar
from registry.text.page_words import furniture_at, is_furniture

__all__ = ["dateline_end", "is_date_word"]

_LONGEST = 14  # tokens: a city, its country, day, month, year, two agencies
_LETTERS = 5  # of a place in capitals with no date and no agency behind it; shorter ones are acronyms: "NATO — the alliance"
_PLACE = 4  # words of a place: "MAZAR-E SHARIF, Afghanistan"
_SHARES = 3  # a dateline opens a paragraph at least this many times as long as a bare one: not "Dushanbe — Kabul"
_DASH = re.compile(r"\s(?:[-\u2010-\u2015]{1,2})\s|\u2014|\s--\s|^[\])]?[-\u2013\u2014]\s")
_SLASH = re.compile(r"/\s*[.:]?\s")
_COLON = re.compile(r"[)\]]\s*:\s")


def is_date_word(page: Page, at: int) -> bool:
    """Whether token `at` may stand in a date: a day, a month, a number, a time zone."""
    shape = page.form(at)
    return bool(shape.number) or shape.folded[:1].isdigit() or is_calendar(shape.folded) or is_furniture("months", shape.folded)


def dateline_end(page: Page, first: int, last: int) -> int | None:
    """Where the dateline that a line of tokens opens with ends, its separator included; None without one."""
    shape = page.form(first)
    if not shape.capitalised or is_date_word(page, first) or len(shape.folded) < 2:
        return None
    words = page.folded[first : min(last, first + _LONGEST + 4)]
    date = agency = False
    places, at = 0, first
    while at < min(last, first + _LONGEST):
        if at > first and _separated(page, at, agency):
            break
        found = furniture_at("agencies", words, at - first) if at > first else None
        if found:
            agency = True
            at += found.width
            continue
        if at > first and is_date_word(page, at):
            date = True
        elif page.form(at).capitalised or (at > first and page.gap(at).startswith("-")):
            places += 1
        else:
            return None
        at += 1
    else:
        return None
    bracketed = ")" in page.gap(at) or agency
    if places > 2 * _PLACE or last - at < _SHARES:
        return None
    if not date and not bracketed and not _plain(page, first, at):
        return None
    behind = furniture_at("agencies", words, at - first)
    if behind and not agency and at + behind.width < last and re.match(r"[\u00bb\"]?\s*[.\-\u2013\u2014]", page.gap(at + behind.width)):
        at += behind.width
    return page.tokens.starts[at] - len(page.gap(at)) + len(page.gap(at).rstrip("\"'\u201c\u00ab\u201e([ \u00a0"))


def _separated(page: Page, at: int, agency: bool) -> bool:
    gap = page.gap(at)
    return gap != " " and bool(_DASH.search(gap) or _COLON.search(gap) or (agency and _SLASH.search(gap)))


def _plain(page: Page, first: int, at: int) -> bool:
    """A place in capitals and a dash, without date or agency: "KABUL — The", "KYIV, Ukraine — The"; the story begins with a capital."""
    place = page.form(first).written
    return place.isupper() and len(place) >= _LETTERS and at - first <= _PLACE and page.form(at).capitalised
