"""The names of a registry that are near the words of a mention, whatever their order, with words left over on either side.

Each word has its near words (`registry.match.near.words`); the names that have most of them are laid against the mention word by word.
A word counts for less the more names have it. Where only a part of a name is found so, its other words are compared as well.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from math import fsum, log2
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from registry.match.arrange import is_word
from registry.match.near.tables import Tables
from registry.match.near.words import LETTER, NearWords, Reach, letters_in_common
from registry.text.romanise import romanise

__all__ = ["NearName", "NearNames", "is_near"]

_FOUND: Final = 10
"""Names given, as many as a decision keeps."""
_SEEDS: Final = 2_000
"""Names taken from the near words of one word, the nearest words first; a word of 65,000 has some 30 of a million names."""
_COMMON: Final = 20_000
"""Names of a word that are too many to walk through: of, bank, Muhammad. It is weighed where the other words have found a name."""
_TELLING: Final = 8.0
"""Bits of rarity from which a word counts in full: one name in 256 has it."""
_WORD_LEFT: Final = -8.0
"""A word of the name that the mention lacks: patronymics and second surnames are left out."""
_OWN_WORD_LEFT: Final = -12.0
"""A word of the mention that the name lacks: it then is another name more often."""
_ENOUGH: Final = 2.0
"""Bits a letter of a name that needs no further search: full agreement is `LETTER` in one script, and as much at best in two."""
_FARTHER: Final = {Reach.WIDE: 1.25, Reach.LETTER: 0.75}
"""Bits a letter below which it pays to look at words farther off: the right name is hardly among those seen."""
_PARTIAL: Final = 200
"""Names found by a part of the mention whose other words are compared."""
_COMPARED: Final = 15
"""Of these, the ones laid against it, for each word that is missing."""


@dataclass(frozen=True, slots=True)
class NearName:
    """A name by its number, and how it agrees."""

    name: int
    bits: float
    """log2 of the odds that the two are one name, against chance: above the log2 of the number of names it is more than a coincidence."""
    pairs: tuple[tuple[int, int, float], ...] = ()
    """Word of the mention by number, symbol of the name, bits; none if it is the whole that agrees, letter by letter."""
    left: tuple[tuple[int, float], ...] = ()
    """Symbols of the name that nothing stands for, bits."""
    lacking: tuple[tuple[int, float], ...] = ()
    """Words of the mention that the name lacks, bits."""


class NearNames:
    """Finds names near some words, over the tables of one registry."""

    def __init__(self, tables: Tables, words: NearWords, vocabulary: Mapping[str, int]) -> None:
        self._tables, self._words, self._vocabulary = tables, words, vocabulary
        self.names = tables.names
        """How many names there are."""

    def find(self, words: Sequence[str], *, farther: bool = True) -> list[NearName]:
        """The nearest names, the nearest first, to the symbols of a mention; if none is near, `farther` looks at words less like them."""
        near = [self._near(word) for word in words]
        found = self._find(words, near)
        if self._words.looks_at_all or not farther:
            return found
        for reach, least in _FARTHER.items():
            weak = [at for at, word in enumerate(words) if max(near[at].values(), default=0.0) < _ENOUGH * len(word)]
            if weak and not is_near(found, words, least):
                for at in weak:
                    near[at] |= self._near(words[at], reach)
                found = _best({name.name: name for name in (*found, *self._find(words, near))}.values())
        return found

    def _find(self, words: Sequence[str], near: Sequence[Mapping[int, float]]) -> list[NearName]:
        named = [self._named(row) for row in near]
        seeds: set[int] = set()
        for row in named:
            room = _SEEDS
            for names, _ in row:
                seeds.update(names[:room])
                room -= len(names)
                if room <= 0:
                    break
        bits = [self._hits(row, seeds) for row in named]
        sums: dict[int, float] = {}
        for hits in bits:
            for name, own in hits.items():
                sums[name] = sums.get(name, 0.0) + own
        whole = set(sums).intersection(*(hits for hits, row in zip(bits, near, strict=True) if hits or not row))

        def rough(name: int) -> float:
            return sums[name] + _WORD_LEFT * max(len(self._tables.words_of(name)) - len(words), 0)

        found = _best(self._aligned(words, name) for name in nlargest(_COMPARED, whole, key=rough))
        if not is_near(found, words, _ENOUGH):
            partial = nlargest(_PARTIAL, sums.keys() - whole, key=sums.__getitem__)
            found = _best([*found, *(self._aligned(words, name) for name in self._in_part(words, near, bits, partial))])
        return found

    def _near(self, word: str, reach: Reach = Reach.SKELETON) -> dict[int, float]:
        """Symbols near a word, with bits; the word itself among them, if a name has it."""
        near = self._words.near(word, reach) if is_word(word) else {}
        own = self._vocabulary.get(word)
        if own is not None:
            near[own] = LETTER * len(word)
        return {symbol: bits * self._telling(symbol) for symbol, bits in near.items()}

    def _telling(self, symbol: int | None) -> float:
        """How far a word tells its names from others, 0 to 1; in a small registry a word is not common for being in all its names."""
        if symbol is None:
            return 1.0
        return min(log2((self.names + 2.0**_TELLING) / max(len(self._tables.named(symbol)), 1)) / _TELLING, 1.0)

    def _named(self, near: Mapping[int, float]) -> list[tuple[Sequence[int], float]]:
        """The names of each near word, the nearest first, without the most common ones."""
        rows = [(self._tables.named(symbol), near[symbol]) for symbol in sorted(near, key=near.__getitem__, reverse=True)]
        return [(names, bits) for names, bits in rows if 0 < len(names) <= _COMMON]

    @staticmethod
    def _hits(row: Sequence[tuple[Sequence[int], float]], seeds: set[int]) -> dict[int, float]:
        hits: dict[int, float] = {}
        for names, bits in row:
            for name in seeds.intersection(names):
                hits.setdefault(name, bits)
        return hits

    def _in_part(
        self, words: Sequence[str], near: Sequence[Mapping[int, float]], bits: Sequence[Mapping[int, float]], names: Sequence[int]
    ) -> Iterator[int]:
        """Those names whose words, unlike as they are, have most letters in common with the words of the mention that they lack."""
        chosen = dict.fromkeys(names[:_COMPARED])
        for at, word in enumerate(words):
            taken = set().union(*(row for place, row in enumerate(near) if place != at))
            lacking = [name for name in names if name not in bits[at]]
            others = [(name, symbol) for name in lacking for symbol in self._tables.words_of(name) if symbol not in taken]
            sounds = [romanise(self._words.text(symbol)) for _, symbol in others]
            best = process.extract(romanise(word), sounds, scorer=Levenshtein.normalized_similarity, limit=_COMPARED)
            chosen.update((others[place][0], None) for _, _, place in best)
        yield from chosen

    def _aligned(self, words: Sequence[str], name: int) -> NearName:
        """The best pairs first, each word in one, so that in another order a name is as near; or as a whole, a blank being a letter."""
        symbols = self._tables.words_of(name)
        pairs = [
            (bits * self._telling(symbol) if bits > 0.0 else bits, at, place)
            for at, word in enumerate(words)
            for place, symbol in enumerate(symbols)
            if (bits := self._agreement(word, symbol)) > _OWN_WORD_LEFT
        ]
        free, used = set(range(len(words))), set(range(len(symbols)))
        taken = []
        for bits, at, place in sorted(pairs, reverse=True):
            if at in free and place in used:
                free.discard(at)
                used.discard(place)
                taken.append((at, symbols[place], bits))
        left = tuple((symbols[place], _WORD_LEFT * self._telling(symbols[place])) for place in sorted(used))
        lacking = tuple((at, _OWN_WORD_LEFT * self._telling(self._vocabulary.get(words[at]))) for at in sorted(free))
        total = fsum([*(bits for _, _, bits in taken), *(bits for _, bits in left), *(bits for _, bits in lacking)])
        if free or used or len(words) > 1:
            whole = letters_in_common(" ".join(words), " ".join(map(self._words.text, symbols)))
            if whole > total:
                return NearName(name, whole)
        return NearName(name, total, tuple(sorted(taken)), left, lacking)

    def _agreement(self, word: str, symbol: int) -> float:
        other = self._words.text(symbol)
        if word == other:
            return LETTER * len(word)
        return self._words.bits(word, symbol) if is_word(word) and is_word(other) else _OWN_WORD_LEFT


def is_near(found: Sequence[NearName], words: Sequence[str], least: float) -> bool:
    """Whether the nearest name has so many bits a letter of the words of a mention."""
    return bool(found) and found[0].bits >= least * sum(map(len, words))


def _best(found: Iterable[NearName]) -> list[NearName]:
    return nlargest(_FOUND, found, key=lambda near: (near.bits, -near.name))
