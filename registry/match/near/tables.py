"""What near names are looked up in: words by how they sound, names by their words.

A name is a row of an entity that names it, with its words as symbols of the index; titles, descriptions and demonyms are none. A word
is listed under its skeletons (`registry.text.skeleton`) and under its first letter, the shortest words of a bucket first.
"""

from abc import ABC, abstractmethod
from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final

from registry.match.arrange import is_word
from registry.match.names import Entry, has_slot
from registry.records import AliasKind
from registry.text.romanise import romanise
from registry.text.skeleton import skeletons
from registry.text.sounds import script_of

__all__ = ["BuiltTables", "Tables", "Words", "bucket_keys", "buckets_of", "is_name", "sound_of"]

_NOT_NAMES: Final = (AliasKind.TITLE, AliasKind.DESCRIPTION, AliasKind.DEMONYM)
_LETTERS: Final = range(2, 41)
"""Of a romanised word that is looked up by its sound; one letter is near everything, and no name's word is longer."""

Words = tuple[Sequence[int], Sequence[str]]
"""Symbols of words, and the words in Latin letters."""


def is_name(entry: Entry) -> bool:
    """Whether a row names its entity, in the order of its words."""
    plain = not (entry.rearranged or entry.glued or entry.never or has_slot(entry.alias.text))
    return plain and entry.alias.kind not in _NOT_NAMES


def sound_of(word: str) -> str:
    """A symbol in the Latin letters by which it is looked up; "" if it is no word, or Han, whose characters are read in too many ways.

    >>> sound_of("рахмон"), sound_of("=CSTO"), sound_of("普京")
    ('rakhmon', '', '')
    """
    sound = romanise(word) if is_word(word) and script_of(word) != "han" else ""
    return sound if len(sound) in _LETTERS else ""


def bucket_keys(sound: str) -> Iterator[str]:
    """Where a word is listed.

    >>> list(bucket_keys("rakhmon"))
    ['LKMN', 'r']
    """
    yield from skeletons(sound)
    yield sound[0]


def buckets_of(words: Iterable[tuple[int, str]]) -> Mapping[str, Words]:
    """Symbols with their words, sorted into buckets, the shortest words of each first."""
    buckets: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for symbol, word in words:
        if sound := sound_of(word):
            for key in bucket_keys(sound):
                buckets[key].append((symbol, sound))
    found: dict[str, Words] = {}
    for key, rows in buckets.items():
        rows.sort(key=lambda row: len(row[1]))
        found[key] = array("I", [symbol for symbol, _ in rows]), [sound for _, sound in rows]
        rows.clear()
    return found


class Tables(ABC):
    """The tables of one registry; names and words are numbered from 0."""

    @property
    @abstractmethod
    def names(self) -> int:
        """How many names there are."""

    @abstractmethod
    def bucket(self, key: str, shortest: int, longest: int) -> Words:
        """The words under one of the `bucket_keys` that have so many letters."""

    @abstractmethod
    def named(self, symbol: int) -> Sequence[int]:
        """The names that have a word, in rising order."""

    @abstractmethod
    def words_of(self, name: int) -> Sequence[int]:
        """The symbols of a name, in its order."""

    @abstractmethod
    def entry(self, name: int) -> Entry:
        """Whose name it is."""

    @abstractmethod
    def _symbols(self) -> Iterable[str]:
        """All symbols in the order of their numbers."""

    @cached_property
    def everything(self) -> Words:
        """The words of all buckets."""
        words = [(number, sound_of(symbol)) for number, symbol in enumerate(self._symbols()) if len(self.named(number))]
        return array("I", [number for number, sound in words if sound]), [sound for _, sound in words if sound]


class BuiltTables(Tables):
    """Tables in memory: names are added, and looked up once all are in."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self._vocabulary = vocabulary
        self._entries: list[Entry] = []
        self._words, self._starts = array("I"), array("I", [0])

    def add(self, entry: Entry, symbols: Sequence[int]) -> None:
        """Add a name."""
        self._entries.append(entry)
        self._words.extend(symbols)
        self._starts.append(len(self._words))

    @property
    def names(self) -> int:
        """As in `Tables`."""
        return len(self._entries)

    @cached_property
    def _named(self) -> Mapping[int, "array[int]"]:
        named: defaultdict[int, array[int]] = defaultdict(lambda: array("I"))
        for name in range(self.names):
            for symbol in dict.fromkeys(self.words_of(name)):
                named[symbol].append(name)
        return dict(named)

    @cached_property
    def _buckets(self) -> Mapping[str, Words]:
        return buckets_of((number, word) for word, number in self._vocabulary.items() if number in self._named)

    def bucket(self, key: str, shortest: int, longest: int) -> Words:
        """As in `Tables`."""
        symbols, sounds = self._buckets.get(key, ((), ()))
        first, last = bisect_left(sounds, shortest, key=len), bisect_right(sounds, longest, key=len)
        return symbols[first:last], sounds[first:last]

    def named(self, symbol: int) -> Sequence[int]:
        """As in `Tables`."""
        return self._named.get(symbol, ())

    def words_of(self, name: int) -> Sequence[int]:
        """As in `Tables`."""
        return self._words[self._starts[name] : self._starts[name + 1]]

    def entry(self, name: int) -> Entry:
        """As in `Tables`."""
        return self._entries[name]

    def _symbols(self) -> Iterable[str]:
        return self._vocabulary
