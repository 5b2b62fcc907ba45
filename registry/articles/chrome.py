"""Tell what stands around a story (credits, datelines, links, buttons, footers) from the story itself.

Mentions in it stay in the annotation and are marked. A page is read line by line. A line of running text is long and stops; what comes
before the first such line, its title aside, is the head, what comes after the last the foot. There less is asked of a line than between
paragraphs: "By Jane Doe", "Reuters in Dushanbe" or "Follow us" are furniture at the head or the foot, and may be anything elsewhere.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from registry.articles.dateline import dateline_end, is_date_word
from registry.articles.page import Page
from registry.chrome import Chrome, ChromeKind
from registry.records import Mention, MentionKind
from registry.text.acting import is_verb
from registry.text.page_words import furniture_at, furniture_between, furniture_openers, is_furniture

__all__ = ["find_chrome", "mark_chrome"]

_RUNNING = 14  # words of a line that stops, from which it is taken for a sentence of the story; credits are shorter or do not stop
_CREDIT = 30  # words of a credit: five reporters with their cities
_LINK = 25  # words of a linked headline
_SHORT = 12  # words of a line that a date, a caption's credit or a byline may stand in
_STUB = 5  # words of a caption that only labels its picture: "Tajikistan Flag Photo credit"
_BUTTON = 8  # words of an invitation between paragraphs: "Follow our channel on Telegram"
_LABEL = 6  # words of a foot line that names an agency and says nothing
_TRAIL = 10  # words of a trail of sections
_DATELINES = 8  # lines from the top among which a dateline may stand: behind title, summary, byline, date, picture, caption and its credit
_UNCASED = 8  # words of a credit in a script without capitals, in which any word might be a name

_LINE = re.compile(r"[^\n\r\u2028\u2029\u0085]+")
_STOPS = (".", "!", "?", "\u2026", "\u061f", "\u06d4", "\u3002")
_CLOSING = "\"'\u201d\u2019\u00bb)] \u00a0\t"
_OPENING = re.compile(r"(?:^|[(\[|/\u2014\u2013\u2022*\u00b7;]|[.!?\u2026]['\"\u201d\u2019\u00bb)\]]*\s)\s*$")
_BRACKETS = {"(": ")", "[": "]", "/": "/"}
_TRAIL_GAP = re.compile(r"[/|>\u203a\u00bb\u2022\u00b7]")
_ADDRESS = re.compile(r"\S+@\S+\.\w+|https?://\S+|www\.\S+", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that holds words: its span without blanks, its tokens, whether it stops, and whether it lies at the head or the foot."""

    start: int
    end: int
    first: int
    last: int
    stops: bool
    head: bool = False
    foot: bool = False

    @property
    def words(self) -> int:
        return self.last - self.first


def find_chrome(page: Page) -> tuple[Chrome, ...]:
    """The stretches of a page that are no part of its story, in order, disjoint, each within a line; time linear in its length."""
    return tuple(_Reader(page).run())


def mark_chrome(mentions: Sequence[Mention], chrome: Sequence[Chrome]) -> Iterator[Mention]:
    """The mentions, those in chrome marked; outside linked headlines, no place acts for its state there: "MOSCOW, July 5 (Reuters)"."""
    starts = [span.start for span in chrome]
    for mention in mentions:
        at = bisect_right(starts, mention.start) - 1
        if at < 0 or mention.end > chrome[at].end:
            yield mention
        elif mention.kind is MentionKind.METONYM and chrome[at].kind is not ChromeKind.RELATED:
            yield replace(mention, kind=MentionKind.NAME, stands_for=None, chrome=True)
        else:
            yield replace(mention, chrome=True)


class _Reader:
    def __init__(self, page: Page) -> None:
        self._page = page
        self._text = page.text
        self._words = page.folded
        self._openers = sorted({at for sign in _BRACKETS for at in page.tokens.behind(sign)}.union(page.where(furniture_openers())))
        self._lines = _zoned(list(self._cut()), page)
        self._authors: set[tuple[str, ...]] = set()

    def run(self) -> Iterator[Chrome]:
        linked = False
        for number, line in enumerate(self._lines):
            found = list(self._line(line, number))
            if linked and not found and not line.stops and line.words <= _LINK:
                found = [Chrome(line.start, line.end, ChromeKind.RELATED)]
            linked = bool(found) and found[0].kind is ChromeKind.RELATED and self._text[line.end - 1] == ":"
            reach = line.start
            for span in sorted(found):
                if span.start >= reach:
                    reach = span.end
                    yield span

    def _cut(self) -> Iterator[_Line]:
        last = 0
        for match in _LINE.finditer(self._text):
            text = match.group()
            first, last = last, self._page.token_from(match.end())
            if first == last:
                continue
            start = match.start() + len(text) - len(text.lstrip())
            stripped = text.rstrip()
            yield _Line(start, match.start() + len(stripped), first, last, stripped.rstrip(_CLOSING).endswith(_STOPS))

    def _line(self, line: _Line, number: int) -> Iterator[Chrome]:
        kind = self._whole(line)
        if kind:
            if kind is ChromeKind.BYLINE and line.head:
                self._note_author(line)
            yield Chrome(line.start, line.end, kind)
            return
        if number < _DATELINES:
            end = dateline_end(self._page, line.first, line.last)
            if end is not None:
                yield Chrome(line.start, end, ChromeKind.DATELINE)
        yield from self._within(line)

    def _whole(self, line: _Line) -> ChromeKind | None:
        """What a line is from end to end, if it is no story."""
        edge = line.head or line.foot
        if line.words <= _TRAIL and not line.stops and self._is_trail(line):
            return ChromeKind.NAVIGATION
        phrase = self._phrase("related", line.first, line)
        if phrase and line.words <= _LINK and (phrase[1] or not line.stops):
            return ChromeKind.RELATED
        if self._text[line.start] == "\u00a9" and line.words <= _LINK:
            rights = any(self._page.form(at).number for at in range(line.first, line.last)) or line.foot
            return ChromeKind.FOOTER if rights else ChromeKind.PICTURE
        if edge and line.words <= _CREDIT and furniture_between("everywhere", self._words, line.first, line.last):
            return ChromeKind.FOOTER
        if self._phrase("footer", line.first, line) and (line.foot or (not line.stops and line.words <= _BUTTON)) and line.words <= _LINK:
            return ChromeKind.FOOTER
        if edge and (self._is_dated(line) or self._is_signature(line)):
            return ChromeKind.BYLINE
        if line.foot and self._is_label(line):
            return ChromeKind.FOOTER
        if line.words <= _SHORT and edge and _ADDRESS.search(self._text, line.start, line.end):
            return ChromeKind.FOOTER
        return None

    def _is_trail(self, line: _Line) -> bool:
        section = self._phrase("sections", line.first, line)
        if section and section[0] < line.words and _TRAIL_GAP.search(self._page.gap(line.first + section[0])):
            return True
        button = self._phrase("buttons", line.first, line)
        if button and button[0] == line.words:
            return True
        return line.words <= _STUB and furniture_at("buttons", self._words, line.last - 2 if line.words > 1 else line.first) is not None

    def _is_dated(self, line: _Line) -> bool:
        """A short line that is a date, or says when the page was updated."""
        tokens = range(line.first, line.last)
        if line.words > _SHORT or not any(self._page.form(at).number for at in tokens):
            return False
        said = not line.stops and furniture_between("dated", self._words, line.first, line.last)
        return said or all(is_date_word(self._page, at) for at in tokens)

    def _is_signature(self, line: _Line) -> bool:
        """Names behind "By", agencies and staff alone with dates and places, or names behind the dash that closes a report."""
        if line.stops or line.words > _SHORT:
            return False
        by = self._phrase("by", line.first, line)
        if by and not is_date_word(self._page, line.first + 1) and self._are_names(line.first + 1, line.last):
            return True
        if line.foot and self._text[line.start] in "\u2014\u2013-" and line.words > 1 and self._are_names(line.first, line.last):
            return True
        at, credited = line.first, False
        while at < line.last:
            agency = furniture_at("agencies", self._words, at)
            placed = at > line.first and self._page.form(at).capitalised and self._after_in(at, line.first)
            if agency:
                credited = True
            elif is_furniture("staff", self._words[at]):
                credited = credited or at == line.first
            elif not (is_date_word(self._page, at) or is_furniture("joiners", self._words[at]) or placed):
                return False
            at += agency.width if agency else 1
        return credited

    def _after_in(self, at: int, first: int) -> bool:
        """Whether a place is named behind a small word: "in New Delhi"."""
        while at > first and self._page.form(at).capitalised:
            at -= 1
        return is_furniture("joiners", self._words[at])

    def _is_label(self, line: _Line) -> bool:
        """A foot line that names an agency and says nothing, or tells who the author is."""
        if not line.stops and line.words <= _LABEL and furniture_at("agencies", self._words, line.first):
            return all(self._page.form(at).capitalised for at in range(line.first, line.last))
        return any(tuple(self._words[line.first : line.first + len(author)]) == author for author in self._authors)

    def _note_author(self, line: _Line) -> None:
        """Remember who is named behind "By": two words and more, so that a surname in the story is no signature."""
        if self._phrase("by", line.first, line) and line.words > 2:
            self._authors.add(tuple(self._words[line.first + 1 : line.last]))

    def _phrase(self, group: str, at: int, line: _Line) -> tuple[int, bool] | None:
        """A phrase of a group at a token: its width and whether a colon follows; None if it wants one and has none, or goes too far."""
        found = furniture_at(group, self._words, at)
        if found is None or at + found.width > line.last:
            return None
        end = self._page.tokens.ends[at + found.width - 1]
        colon = self._text[end : end + 2].lstrip()[:1] in (":", "\uff1a")
        return None if found.colon and not colon else (found.width, colon)

    def _are_names(self, first: int, last: int) -> bool:
        """Whether tokens are names with what joins them, and no sentence."""
        if first >= last or last - first > _CREDIT:
            return False
        named = uncased = 0
        for at in range(first, last):
            shape = self._page.form(at)
            if is_furniture("joiners", self._words[at]) or is_furniture("staff", self._words[at]) or shape.number:
                continue
            if not shape.capitalised or (is_verb(shape.folded) and not shape.written.isupper()):
                return False
            named += 1
            uncased += shape.written[0].lower() == shape.written[0].upper()
        return uncased <= _UNCASED and (named > 0 or is_furniture("joiners", self._words[last - 1]))

    def _within(self, line: _Line) -> Iterator[Chrome]:
        """Credits in a line: behind its beginning, a bracket or a sentence's end."""
        openers = self._openers
        for at in openers[bisect_left(openers, line.first) : bisect_left(openers, line.last)]:
            bracket = self._bracket(at, line)
            if bracket:
                start, end, last = bracket
                if last == line.last and self._closes(start, line) and self._are_agencies(at, last):
                    yield Chrome(start, end, ChromeKind.BYLINE)
                elif self._are_credits(at, last, line):
                    yield Chrome(start, end, self._credit_kind(at, line))
            if bracket or self._words[at] not in furniture_openers():
                continue
            start = line.start if at == line.first else self._page.tokens.starts[at]
            opens = at == line.first or _OPENING.search(self._text, max(line.start, start - 4), start) is not None
            picture = self._phrase("picture", at, line)
            if picture and not line.stops and line.words <= 2 * _SHORT and (opens or picture[0] > 1 or picture[1]):
                stub = line.start if at - line.first <= _STUB and line.words <= _SHORT else start
                yield Chrome(stub, line.end, ChromeKind.PICTURE)
            elif opens and self._is_credit(at, line.last, line):
                yield Chrome(start, line.end, ChromeKind.BYLINE)
            else:
                continue
            return

    def _is_credit(self, at: int, last: int, line: _Line) -> bool:
        phrase = self._phrase("byline", at, line)
        if not phrase or last - at > _CREDIT:
            return False
        return self._are_names(at + phrase[0], last) or (phrase[1] and last - at <= _SHORT) or at + phrase[0] == last

    def _are_credits(self, at: int, last: int, line: _Line) -> bool:
        return self._is_credit(at, last, line) or (self._phrase("picture", at, line) is not None and last - at <= _SHORT)

    def _credit_kind(self, at: int, line: _Line) -> ChromeKind:
        return ChromeKind.PICTURE if self._phrase("picture", at, line) else ChromeKind.BYLINE

    def _are_agencies(self, at: int, last: int) -> bool:
        while at < last:
            agency = furniture_at("agencies", self._words, at)
            if not agency and not is_furniture("joiners", self._words[at]):
                return False
            at += agency.width if agency else 1
        return True

    def _bracket(self, at: int, line: _Line) -> tuple[int, int, int] | None:
        """The bracket that token `at` is the first of: its span, and the token behind it; brackets of a credit's length alone."""
        start = self._page.tokens.starts[at]
        before = self._text[max(line.start, start - 2) : start].rstrip()[-1:]
        if before not in _BRACKETS:
            return None
        closing = _BRACKETS[before]
        limit = min(at + _CREDIT, line.last)
        end = self._text.find(closing, start, min(line.end, self._page.tokens.ends[limit - 1] + 4))
        if end < 0:
            return None
        last = at
        while last < limit and self._page.tokens.starts[last] < end:
            last += 1
        return self._text.rfind(before, line.start, start), end + 1, last

    def _closes(self, start: int, line: _Line) -> bool:
        """Whether what stands before a place of the line is a finished sentence, or nothing."""
        before = self._text[line.start : start].rstrip().rstrip(_CLOSING)
        return not before or before.endswith(_STOPS)


def _zoned(lines: list[_Line], page: Page) -> list[_Line]:
    """The lines, those before the first and after the last running one marked as head and foot, the title as neither."""
    running = [number for number, line in enumerate(lines) if line.stops and line.words >= _RUNNING]
    if not running:
        return lines
    title = next((n for n, line in enumerate(lines) if not _is_section_line(line, page)), 0)
    story = lines[running[0] : running[-1] + 1]
    head = [line if number == title else _at_edge(line, head=True) for number, line in enumerate(lines[: running[0]])]
    return [*head, *story, *(_at_edge(line, head=False) for line in lines[running[-1] + 1 :])]


def _at_edge(line: _Line, *, head: bool) -> _Line:
    return _Line(line.start, line.end, line.first, line.last, line.stops, head, not head)


def _is_section_line(line: _Line, page: Page) -> bool:
    """Whether a line above the title is a trail or a button: a few words with no headline in them."""
    words = [page.form(at).folded for at in range(line.first, min(line.last, line.first + _TRAIL))]
    return line.words <= _TRAIL and any(furniture_at(group, words, 0) for group in ("sections", "buttons"))
