"""An article laid out for reading: its tokens, what stands between them, and the sentence and paragraph each is in."""

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Container, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import compress

from registry.articles.units import paragraphs, sentences
from registry.records import Article
from registry.text.language import SAMPLE, function_words_besides, language_of, other_language
from registry.text.lexicon import Phrase, begins_phrase, phrase_at
from registry.text.normalise import Form, forms
from registry.text.tokens import INVISIBLE, Tokens, words_of

__all__ = ["STEM", "Page"]

_UNSEEN = re.compile(f"[{INVISIBLE}]")
_BLANKS = re.compile(r"[^\S\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
"""Blanks, and no end of a line."""
_HEADLINE_WORDS = 4  # below, a line is too short to tell a headline in capitals from a name
_HEADLINE_SHARE = 0.6  # of the words with case; articles and prepositions stay small in most house styles
_DASHES = ("-", "--", "\u2013", "\u2014", "\u2015")
_CUT = 8  # tokens before a cut that it may change: a number looks at the three digits behind its comma
_SMALL, _GREAT = 1, 3  # of `Form.case`
_UPPER = re.compile(rb"[\x02\x03]")
_STOPPED = re.compile("[\"'\u201d\u2019\u00bb)]*[.!?\u2026]")
STEM = 4  # letters that all cases of a word share
_DATELINE = 10  # words: city, country, day, agency


class Page:
    """Tokens of an article by number; spans are (first, last) token numbers, `last` exclusive."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.text = article.text
        self.tokens = Tokens(article.text)
        self.count = len(self.tokens.raws)
        """How many tokens there are."""
        self.forms = forms(self.tokens.raws)
        self.form: Callable[[int], Form] = self.forms.__getitem__
        """The form of a token."""
        self.paragraphs = paragraphs(article.text)
        self.sentences = sentences(article.text, self.paragraphs)
        self._titled: dict[int, bool] = {}
        self._phrases: dict[int, tuple[int, tuple[Phrase, ...]]] = {}

    @cached_property
    def lang(self) -> str | None:
        """The article's language as given, else as guessed."""
        return self.article.lang or language_of(self._opening)

    @property
    def _opening(self) -> list[str]:
        """The folded words that the text cut off behind its first characters would have: at the cut some may be others than here."""
        if len(self.text) <= SAMPLE:
            return self.folded
        whole = max(self.token_from(SAMPLE) - _CUT, 0)
        rest = self.text[self.tokens.starts[whole] : SAMPLE] if whole < self.count else ""
        return self.folded[:whole] + [shape.folded for shape in forms(words_of(rest))]

    @cached_property
    def folded(self) -> list[str]:
        """The folded form of every token."""
        return [shape.folded for shape in self.forms]

    def where(self, words: Container[str]) -> list[int]:
        """The tokens whose folded form is one of these words."""
        return list(compress(range(self.count), map(words.__contains__, self.folded)))

    @cached_property
    def by_language(self) -> Sequence[tuple[int, int, str | None]]:
        """Token spans that cover the page, in order, each with its language: that of a paragraph clearly in another, else the page's."""
        spans: list[tuple[int, int, str | None]] = []
        first, lang = 0, self.lang
        foreign = self.where(function_words_besides(self.lang))
        for start, end in self.paragraphs if foreign else ():
            at, last = self.token_from(start), self.token_from(end)
            told = bisect_left(foreign, at) < bisect_left(foreign, last)
            own = other_language(self.folded[at:last], self.lang) if told else self.lang
            if own != lang:
                if at > first:
                    spans.append((first, at, lang))
                first, lang = at, own
        return [*spans, (first, self.count, lang)]

    def lang_at(self, at: int) -> str | None:
        """The language of the paragraph of token `at`."""
        spans = self.by_language
        return spans[bisect_right(spans, at, key=lambda span: span[0]) - 1][2]

    def gap(self, at: int) -> str:
        """What a reader sees before token `at`, after the token before it: blanks of any width are one, what is unseen is left out."""
        gap = self.tokens.gaps[at]
        return gap if gap == " " or not gap else _seen(gap)

    def phrase(self, at: int) -> tuple[int, tuple[Phrase, ...]]:
        """The longest phrase of the lexicon that begins at token `at`, and what it may be; looked up once."""
        found = self._phrases.get(at)
        if found is None:
            if not begins_phrase(self.tokens.raws[at]):
                return 0, ()
            found = self._phrases[at] = phrase_at(self.tokens.raws, at)
        return found

    @cached_property
    def inner_capitals(self) -> frozenset[str]:
        """Folded words that stand with a capital inside a sentence that is no headline."""
        return frozenset(self.forms[at].folded for at in self.capitals if not self.opens_text(at) and not self.in_title_case(at))

    @cached_property
    def inner_capitals_by_stem(self) -> Mapping[str, Sequence[str]]:
        """Those words by the letters that they begin with."""
        found: dict[str, list[str]] = {}
        for word in self.inner_capitals:
            found.setdefault(word[:STEM], []).append(word)
        return found

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Code points of tokens `first` to `last`, a possessive ending of the last one left out."""
        return self.tokens.starts[first], self.tokens.starts[last - 1] + self.forms[last - 1].length

    def sentence(self, at: int) -> tuple[int, int]:
        """The tokens of the sentence that holds token `at`."""
        return self._sentence_tokens[self._sentence_of[at]]

    def sentence_number(self, at: int) -> int:
        """The number of the sentence that holds token `at`."""
        return self._sentence_of[at]

    def paragraph(self, at: int) -> int:
        """The number of the paragraph that holds token `at`."""
        return self._paragraph_of[at]

    def opens_sentence(self, at: int) -> bool:
        """Whether token `at` is the first of its sentence, quotation marks and bullets aside."""
        return at == self.sentence(at)[0]

    def opens_text(self, at: int) -> bool:
        """Whether token `at` opens its sentence, or the text behind a dateline: "DUSHANBE, July 7 (Reuters) - Lawmakers"."""
        start = self.sentence(at)[0]
        if at == start:
            return True
        if at - start > _DATELINE:
            return False
        gap = self.gap(at)
        return gap != " " and gap.strip().strip(")/ ") in _DASHES and (")" in gap or self.forms[start].written.isupper())

    def adjoins(self, at: int) -> bool:
        """Whether token `at` follows the one before it after a blank alone."""
        return 0 < at < self.count and self.gap(at) == " "

    def in_title_case(self, at: int) -> bool:
        """Whether the sentence of token `at` is a headline in capitals, in which a capital tells nothing."""
        first, last = self.sentence(at)
        if first not in self._titled:
            small, great = self.cases.count(_SMALL, first, last), self.cases.count(_GREAT, first, last)
            headline = small + great >= _HEADLINE_WORDS and great / (small + great) >= _HEADLINE_SHARE
            self._titled[first] = headline and not _STOPPED.match(self.text, self.tokens.ends[last - 1])
        return self._titled[first]

    @cached_property
    def cases(self) -> bytes:
        """The case of the first letter of every token, as in `Form.case`."""
        return bytes([shape.case for shape in self.forms])

    @cached_property
    def capitals(self) -> list[int]:
        """The tokens that begin with an upper-case letter."""
        return [match.start() for match in _UPPER.finditer(self.cases)]

    def token_from(self, position: int) -> int:
        """The first token that begins at a code point or behind it; their number if none does."""
        return bisect_left(self.tokens.starts, position)

    @cached_property
    def _sentence_tokens(self) -> list[tuple[int, int]]:
        return [(self.token_from(start), self.token_from(end)) for start, end in self.sentences]

    @cached_property
    def _sentence_of(self) -> "array[int]":
        return _holders([first for first, _ in self._sentence_tokens], self.count)

    @cached_property
    def _paragraph_of(self) -> "array[int]":
        return _holders([self.token_from(start) for start, _ in self.paragraphs], self.count)


@lru_cache(maxsize=10_000)
def _seen(gap: str) -> str:
    seen = gap if gap.isascii() else _UNSEEN.sub("", gap)
    return " " if _BLANKS.fullmatch(seen) else seen


def _holders(firsts: Sequence[int], count: int) -> "array[int]":
    """For each of `count` tokens the number of the last span that begins at it or before, 0 before the first; `firsts` ascend."""
    numbers = array("I")
    for number, following in enumerate([*firsts[1:], count]):
        numbers.extend(array("I", [number]) * (following - len(numbers)))
    return numbers
