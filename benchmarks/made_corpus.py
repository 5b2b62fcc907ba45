"""A registry of made-up names in several scripts, and news-like text that holds some of them: the same for the same seed.

Words are drawn by rank as Zipf found (the chance of the n-th is 1/n), two in five being function words of a real language so that
languages are told apart; names are words that no text has else. Nothing of it is real, and no name means anything.
"""

import random
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from registry.records import Alias, Entity, EntityType
from registry.text.data import read_table

__all__ = ["Corpus", "articles", "entities"]

_WORDS = 20_000  # distinct words of a language, as a year of a newspaper has
_FUNCTION = 0.4  # of running words, as in the seeds
_NAMED = 1 / 30  # of running words begin a name of the registry: a third as dense as the seeds, which are all about their registry
_SENTENCE = (6, 26)  # words
_PARAGRAPH = (1, 4)  # sentences
_ARTICLE = 3_000  # bytes, the median of the seeds
_SYLLABLES = {
    "en": ("b c d f g l m n p r s t v".split(), "a e i o u".split()),
    "ru": ("б в г д ж з к л м н п р с т".split(), "а е и о у ы".split()),
    "tg": ("б г ғ д қ л м н р с ҳ ҷ х ш".split(), "а и о у ӯ ӣ".split()),
    "fa": ("ب پ ت ج د ر س ش ف ق ک گ ل م ن".split(), "ا ی و".split()),
    "tr": ("b ç d g k l m n ş t y z".split(), "a e ı i ö u ü".split()),
}
"""Language -> its consonants and vowels."""
_TYPES = (EntityType.PERSON, EntityType.ORGANIZATION, EntityType.PLACE)


@dataclass(frozen=True)
class Corpus:
    """Articles, and the aliases of the registry they were made with."""

    articles: Sequence[str]
    aliases: Sequence[str]

    @property
    def megabytes(self) -> float:
        """Millions of bytes in UTF-8."""
        return sum(len(article.encode()) for article in self.articles) / 1e6


def entities(aliases: int, seed: int = 7) -> list[Entity]:
    """Entities with that many aliases, their names included: one to three words, an entity's all in one script."""
    drawn = random.Random(seed)
    made: list[Entity] = []
    taken: set[str] = set()
    while len(taken) < aliases:
        lang = drawn.choice(list(_SYLLABLES))
        names = []
        for _ in range(drawn.randint(1, 4)):
            name = " ".join(_word(lang, drawn, 3, 5).capitalize() for _ in range(drawn.choice((1, 2, 2, 3))))
            if name not in taken and len(taken) < aliases:
                taken.add(name)
                names.append(name)
        if names:
            made.append(Entity(f"e{len(made)}", names[0], drawn.choice(_TYPES), tuple(Alias(name) for name in names[1:])))
    return made


def articles(size: float, names: Sequence[str], seed: int = 8) -> Iterator[str]:
    """Articles of `size` million bytes together, each in one language, a name in one of thirty words."""
    drawn = random.Random(seed)
    by_lang = {lang: _Language(lang, drawn, names) for lang in _SYLLABLES}
    left = size * 1e6
    while left > 0:
        article = by_lang[drawn.choice(list(by_lang))].article()
        left -= len(article.encode())
        yield article


class _Language:
    def __init__(self, lang: str, drawn: random.Random, names: Sequence[str]) -> None:
        self._drawn = drawn
        self._function = [word for word in read_table("function_words")[lang] if " " not in word]
        self._words = [_word(lang, drawn, 1, 4) for _ in range(_WORDS)]
        self._chances = list(accumulate(1 / rank for rank in range(1, _WORDS + 1)))
        self._names = [name for name in names if set(name) & set("".join(_SYLLABLES[lang][0]))] or list(names)

    def article(self) -> str:
        paragraphs: list[str] = []
        while sum(len(paragraph.encode()) for paragraph in paragraphs) < _ARTICLE:
            paragraphs.append(" ".join(self._sentence() for _ in range(self._drawn.randint(*_PARAGRAPH))))
        return "\n\n".join(paragraphs)

    def _sentence(self) -> str:
        words = [self._next() for _ in range(self._drawn.randint(*_SENTENCE))]
        first = words[0]
        stop = self._drawn.choice((".", ".", ".", "?"))
        if len(words) > 12:
            words[len(words) // 2] += ","
        return " ".join([first[:1].upper() + first[1:], *words[1:]]) + stop

    def _next(self) -> str:
        chance = self._drawn.random()
        if chance < _NAMED:
            return self._drawn.choice(self._names)
        if chance < _NAMED + _FUNCTION:
            return self._drawn.choice(self._function)
        return self._words[bisect_left(self._chances, self._drawn.random() * self._chances[-1])]


def _word(lang: str, drawn: random.Random, least: int, most: int) -> str:
    consonants, vowels = _SYLLABLES[lang]
    return "".join(drawn.choice(consonants) + drawn.choice(vowels) for _ in range(drawn.randint(least, most)))
