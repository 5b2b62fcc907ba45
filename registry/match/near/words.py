"""The words of a registry that are near a word: a letter or two off, or the same name in another script.

Of the words in reach, those with the same consonants at first, the nearest in Latin letters are weighed in bits:
in one script by the letters that agree, in two by the learned costs of sounds (`registry.text.sounds`). Up to `_PAYS_AT` words all are
looked through, which misses none.
"""

from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from functools import lru_cache
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA, Levenshtein

from registry.match.near.tables import Tables, Words
from registry.text.romanise import romanise
from registry.text.skeleton import skeletons, sound_classes, widened
from registry.text.sounds import log_odds, script_of

__all__ = ["LETTER", "NearWords", "Reach", "letters_in_common"]

_PAYS_AT: Final = 10_000
"""Words up to which all are looked through, in half a millisecond; from there on it is the most of the time. See `benchmarks/fuzzy.py`."""
_WEIGHED: Final = 40
"""Words weighed of those in reach. Of the right words in other scripts 88 to 98 in 100 are among so many of a registry of 65,000 words."""
LETTER: Final = 3.0
"""Bits of a letter that agrees: one in eight does so by chance, vowels more often."""
_MISTAKE: Final = -8.0
"""Bits of a letter added, lost, changed or swapped: it takes those of its place and its neighbour's, and is rare."""
_LETTERS_FOR_ONE: Final = 2
"""Latin letters that most letters of other alphabets are written with at most."""
_LETTERS_OFF: Final = 2
"""Letters that a word with two mistakes may be longer or shorter."""
_RESPELT: Final = -3.0
"""Bits of one that is changed for another of its class of sound, as spellings of one name differ: Qadhafi, Gaddafi."""
_KEPT: Final = 20_000
"""Pairs of words whose bits are kept."""


class Reach(IntEnum):
    """Which words are looked at, fewest first."""

    SKELETON = 0
    """Those with the same consonants."""
    WIDE = 1
    """Those with one consonant more, less or other."""
    LETTER = 2
    """Those with the same first letter, and about as many."""


class NearWords:
    """Finds words near a folded word, over the tables of one registry."""

    def __init__(self, tables: Tables, symbols: Sequence[str], *, pays_at: int = _PAYS_AT) -> None:
        """symbols: those of the index by number."""
        self._tables, self._symbols = tables, symbols
        self.looks_at_all = len(symbols) <= pays_at
        """Whether all words are looked through, so that a farther reach finds no more."""
        self.text = symbols.__getitem__
        self.bits = lru_cache(_KEPT)(self._bits)

    def near(self, word: str, reach: Reach = Reach.SKELETON) -> dict[int, float]:
        """Symbols of the nearest words with their bits, those that speak for it."""
        weighed = {symbol: self.bits(word, symbol) for symbol in self.alike(word, reach)}
        return {symbol: bits for symbol, bits in weighed.items() if bits > 0.0}

    def alike(self, word: str, reach: Reach = Reach.SKELETON, *, limit: int = _WEIGHED) -> list[int]:
        """Symbols of the words that have most letters in common with it, written in Latin ones."""
        sound = romanise(word)
        numbers, sounds = self._reach(sound, reach, *_lengths(len(sound), reach))
        found = process.extract(sound, sounds, scorer=Levenshtein.normalized_similarity, limit=limit)
        return list(dict.fromkeys(numbers[at] for _, _, at in found))

    def mistaken(self, word: str, mistakes: int) -> Iterator[tuple[int, int]]:
        """Symbols of words in its script that are at most so many mistakes off, with their number."""
        sound, script = romanise(word), script_of(word)
        slack = mistakes if word.isascii() else _LETTERS_FOR_ONE * mistakes
        numbers, sounds = self._reach(sound, Reach.WIDE, len(sound) - slack, len(sound) + slack)
        seen = set()
        for _, _, at in process.extract(sound, sounds, scorer=OSA.distance, score_cutoff=slack, limit=_WEIGHED):
            symbol = numbers[at]
            other = self._symbols[symbol]
            if symbol not in seen and script_of(other) == script:
                seen.add(symbol)
                distance = OSA.distance(word, other)
                if distance <= mistakes:
                    yield symbol, distance

    def _reach(self, sound: str, reach: Reach, shortest: int, longest: int) -> Words:
        if self.looks_at_all:
            return self._tables.everything
        keys: Iterable[str] = sound[:1] if reach is Reach.LETTER else skeletons(sound)
        if reach is Reach.WIDE:
            keys = sorted({key for skeleton in keys for key in widened(skeleton)})
        numbers: list[int] = []
        sounds: list[str] = []
        for key in keys:
            found, texts = self._tables.bucket(key, shortest, longest)
            numbers += found
            sounds += texts
        return numbers, sounds

    def _bits(self, word: str, symbol: int) -> float:
        other = self._symbols[symbol]
        script = script_of(other)
        if script != script_of(word):
            return log_odds(other, word) if script == "latin" else log_odds(word, other)
        mistakes = OSA.distance(word, other)
        heard = min(OSA.distance(sound_classes(romanise(word)), sound_classes(romanise(other))), mistakes)
        return LETTER * max(len(word), len(other)) + _MISTAKE * heard + _RESPELT * (mistakes - heard)


def letters_in_common(one: str, other: str) -> float:
    """Bits of two texts in one script by their letters: those that agree speak for it, mistakes against it.

    >>> letters_in_common("ne ahrtford", "new hartford"), letters_in_common("kabul", "dushanbe")
    (20.0, -32.0)
    """
    return LETTER * max(len(one), len(other)) + _MISTAKE * OSA.distance(one, other)


def _lengths(letters: int, reach: Reach) -> tuple[int, int]:
    """How short and how long a word may be: in another script vowels are left out or put in, most of all by Arabic and katakana."""
    if reach is Reach.LETTER:
        return letters - _LETTERS_OFF, letters + _LETTERS_OFF
    return letters // 2, 2 * letters + 2
