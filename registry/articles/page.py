"""An article laid out for reading: its tokens, what stands between them, and the sentence and paragraph each is in."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property

from registry.articles.units import paragraphs, sentences
from registry.records import Article
from registry.text.language import guess_language, other_language
from registry.text.lexicon import Phrase, phrase_at
from registry.text.normalise import Form, form
from registry.text.tokens import INVISIBLE, Token, tokenise

__all__ = ["Page"]

_UNSEEN = re.compile(f"[{INVISIBLE}]")
_BLANKS = re.compile(r"[^\S\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
"""Blanks, and no end of a line."""
_HEADLINE_WORDS = 4  # below, a line is too short to tell a headline in capitals from a name
_HEADLINE_SHARE = 0.6  # of the words with case; articles and prepositions stay small in most house styles
_DASHES = ("-", "--", "\u2013", "\u2014", "\u2015")
_DATELINE = 10  # words: city, country, day, agency


class Page:
    """Tokens of an article by number; spans are (first, last) token numbers, `last` exclusive."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.text = article.text
        self.tokens: Sequence[Token] = tokenise(article.text)
        self.paragraphs = paragraphs(article.text)
        self.sentences = sentences(article.text, self.paragraphs)
        self._sentence_starts = [start for start, _ in self.sentences]
        self._paragraph_starts = [start for start, _ in self.paragraphs]
        self._titled: dict[int, bool] = {}
        self._raws = [token.raw for token in self.tokens]
        self._phrases: dict[int, tuple[int, tuple[Phrase, ...]]] = {}

    @cached_property
    def lang(self) -> str | None:
        """The article's language as given, else as guessed."""
        return self.article.lang or guess_language(self.text)

    @cached_property
    def folded(self) -> list[str]:
        """The folded form of every token."""
        return [form(token.raw).folded for token in self.tokens]

    @cached_property
    def by_language(self) -> Sequence[tuple[int, int, str | None]]:
        """Token spans that cover the page, in order, each with its language: that of a paragraph clearly in another, else the page's."""
        spans: list[tuple[int, int, str | None]] = []
        first, lang = 0, self.lang
        for start, end in self.paragraphs:
            at, last = self._token_from(start), self._token_from(end)
            own = other_language(self.folded[at:last], self.lang)
            if own != lang:
                if at > first:
                    spans.append((first, at, lang))
                first, lang = at, own
        return [*spans, (first, len(self.tokens), lang)]

    def lang_at(self, at: int) -> str | None:
        """The language of the paragraph of token `at`."""
        spans = self.by_language
        return spans[bisect_right(spans, at, key=lambda span: span[0]) - 1][2]

    def gap(self, at: int) -> str:
        """What a reader sees before token `at`, after the token before it: blanks of any width are one, what is unseen is left out."""
        gap = self.text[self.tokens[at - 1].end if at else 0 : self.tokens[at].start]
        if gap == " " or not gap:
            return gap
        seen = gap if gap.isascii() else _UNSEEN.sub("", gap)
        return " " if _BLANKS.fullmatch(seen) else seen

    def phrase(self, at: int) -> tuple[int, tuple[Phrase, ...]]:
        """The longest phrase of the lexicon that begins at token `at`, and what it may be; looked up once."""
        found = self._phrases.get(at)
        if found is None:
            found = self._phrases[at] = phrase_at(self._raws, at)
        return found

    @cached_property
    def inner_capitals(self) -> frozenset[str]:
        """Folded words that stand with a capital inside a sentence that is no headline."""
        shapes = ((at, self.form(at)) for at in range(len(self.tokens)))
        return frozenset(
            shape.folded for at, shape in shapes if shape.written[:1].isupper() and not self.opens_text(at) and not self.in_title_case(at)
        )

    def form(self, at: int) -> Form:
        """The form of token `at`."""
        return form(self.tokens[at].raw)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Code points of tokens `first` to `last`, a possessive ending of the last one left out."""
        return self.tokens[first].start, self.tokens[last - 1].start + self.form(last - 1).length

    def sentence(self, at: int) -> tuple[int, int]:
        """The tokens of the sentence that holds token `at`."""
        number = bisect_right(self._sentence_starts, self.tokens[at].start) - 1
        start, end = self.sentences[max(number, 0)]
        return self._token_from(start), self._token_from(end)

    def paragraph(self, at: int) -> int:
        """The number of the paragraph that holds token `at`."""
        return max(bisect_right(self._paragraph_starts, self.tokens[at].start) - 1, 0)

    def opens_sentence(self, at: int) -> bool:
        """Whether token `at` is the first of its sentence, quotation marks and bullets aside."""
        return at == self.sentence(at)[0]

    def opens_text(self, at: int) -> bool:
        """Whether token `at` opens its sentence, or the text behind a dateline: "DUSHANBE, July 7 (Reuters) - Lawmakers"."""
        gap = self.gap(at).strip()
        if gap.strip(")/ ") not in _DASHES:
            return self.opens_sentence(at)
        start = self.sentence(at)[0]
        return at == start or (at - start <= _DATELINE and (")" in gap or self.form(start).written.isupper()))

    def adjoins(self, at: int) -> bool:
        """Whether token `at` follows the one before it after a blank alone."""
        return 0 < at < len(self.tokens) and self.gap(at) == " "

    def in_title_case(self, at: int) -> bool:
        """Whether the sentence of token `at` is a headline in capitals, in which a capital tells nothing."""
        first, last = self.sentence(at)
        if first not in self._titled:
            cased = [self.form(i) for i in range(first, last) if self.form(i).written[:1].lower() != self.form(i).written[:1].upper()]
            share = sum(shape.capitalised for shape in cased) / len(cased) if cased else 0.0
            stopped = self.text[self.tokens[last - 1].end :].lstrip("\"'\u201d\u2019\u00bb)")[:1] in (".", "!", "?", "\u2026")
            self._titled[first] = len(cased) >= _HEADLINE_WORDS and share >= _HEADLINE_SHARE and not stopped
        return self._titled[first]

    def _token_from(self, position: int) -> int:
        return bisect_left(self._token_starts, position)

    @cached_property
    def _token_starts(self) -> list[int]:
        return [token.start for token in self.tokens]
