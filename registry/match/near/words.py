"""The words of a registry that are near a word: a letter or two off, or the same name in another script.

Of the words with the same consonants (or, `wide`, one consonant more, less or other) those nearest in Latin letters are weighed in bits:
in one script by the letters that agree, in two by the learned costs of sounds (`registry.text.sounds`). Up to `_PAYS_AT` words all are
looked through, which misses none.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA, Levenshtein

from registry.match.near.tables import Tables
from registry.text.romanise import romanise
from registry.text.skeleton import skeletons, sound_classes, widened
from registry.text.sounds import log_odds, script_of

__all__ = ["LETTER", "NearWords"]

_PAYS_AT: Final = 10_000
"""Words up to which all are looked through: up to there it takes less than half of the time of an answer. See `benchmarks/fuzzy.py`."""
_WEIGHED: Final = 40
"""Words weighed of those in reach. Of the right words in other scripts 88 to 98 in 100 are among so many of a registry of 65,000 words."""
LETTER: Final = 3.0
"""Bits of a letter that agrees: one in eight does so by chance, vowels more often."""
_MISTAKE: Final = -8.0
"""Bits of a letter added, lost, changed or swapped: it takes those of its place and its neighbour's, and is rare."""
_LETTERS_FOR_ONE: Final = 4
"""Latin letters that may stand for one: shch for щ."""
_RESPELT: Final = -3.0
"""Bits of one that is changed for another of its class of sound, as spellings of one name differ: Qadhafi, Gaddafi."""
_KEPT: Final = 20_000
"""Pairs of words whose bits are kept."""


class NearWords:
    """Finds words near a folded word, over the tables of one registry."""

    def __init__(self, tables: Tables, symbols: Sequence[str], *, pays_at: int = _PAYS_AT) -> None:
        """symbols: those of the index by number."""
        self._tables, self._symbols = tables, symbols
        self._all = len(symbols) <= pays_at
        self.text = symbols.__getitem__
        self.bits = lru_cache(_KEPT)(self._bits)

    @property
    def looks_at_all(self) -> bool:
        """Whether all words are looked through, so that looking wide finds no more."""
        return self._all

    def near(self, word: str, *, wide: bool = False) -> dict[int, float]:
        """Symbols of the nearest words with their bits, those that speak for it."""
        weighed = {symbol: self.bits(word, symbol) for symbol in self.alike(word, wide=wide)}
        return {symbol: bits for symbol, bits in weighed.items() if bits > 0.0}

    def alike(self, word: str, *, wide: bool = False, limit: int = _WEIGHED) -> list[int]:
        """Symbols of the words that have most letters in common with it, written in Latin ones."""
        sound = romanise(word)
        numbers, sounds = self._reach(sound, _lengths(len(sound), wide=wide), wide=wide)
        found = process.extract(sound, sounds, scorer=Levenshtein.normalized_similarity, limit=limit)
        return list(dict.fromkeys(numbers[at] for _, _, at in found))

    def mistaken(self, word: str, mistakes: int) -> Iterator[tuple[int, int]]:
        """Symbols of words in its script that are at most so many mistakes off, with their number."""
        sound, script = romanise(word), script_of(word)
        slack = mistakes if word.isascii() else _LETTERS_FOR_ONE * mistakes
        lengths = range(max(len(sound) - slack, 1), len(sound) + slack + 1)
        numbers, sounds = self._reach(sound, lengths, wide=True)
        seen = set()
        for _, _, at in process.extract(sound, sounds, scorer=OSA.distance, score_cutoff=slack, limit=_WEIGHED):
            symbol = numbers[at]
            other = self._symbols[symbol]
            if symbol not in seen and script_of(other) == script:
                seen.add(symbol)
                distance = OSA.distance(word, other)
                if distance <= mistakes:
                    yield symbol, distance

    def _reach(self, sound: str, lengths: range, *, wide: bool) -> tuple[Sequence[int], Sequence[str]]:
        if self._all:
            return self._tables.everything
        keys = skeletons(sound)
        if wide:
            keys = tuple(sorted({key for skeleton in keys for key in widened(skeleton)}))
        numbers: list[int] = []
        sounds: list[str] = []
        for key in keys:
            for length in lengths:
                found, texts = self._tables.bucket(f"{key}{length}")
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


def _lengths(letters: int, *, wide: bool) -> range:
    """How long a word may be that is the same in another script: vowels are left out or put in, most of all by Arabic and katakana."""
    return range(max(letters // 2, 1), 2 * letters + (1 if wide else 3))
