"""`registry.match.index` over a compiled file."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Final

from registry.compiled.arrays import Keys, Lists, Tree, TreeNode, path_key, path_symbols
from registry.compiled.fingerprint import libraries
from registry.compiled.names import Entities, MappedNames, read_entries
from registry.compiled.near import MappedTables
from registry.match.index import Index
from registry.match.names import Entry
from registry.records import Entity

__all__ = ["MappedIndex"]

_CACHE: Final = 100_000
"""Symbols kept as texts, some 10 MB."""


class MappedIndex(Index):
    """The tries and the vocabulary, read where they lie."""

    def __init__(self, names: MappedNames) -> None:
        super().__init__(names)
        self._file, self._mapped = names.file, names.entities
        if self._file.said["libraries"] != libraries():
            raise self._file.stale(f"it was made with {self._file.said['libraries']} and here is {libraries()}")

    @cached_property
    def vocabulary(self) -> "Vocabulary":
        """Symbol -> number."""
        return Vocabulary(Keys(self._file, "symbols"))

    @cached_property
    def symbols(self) -> Sequence[str]:
        """The symbols by number."""
        return _Symbols(self.vocabulary.keys_)

    @cached_property
    def trie(self) -> TreeNode:
        """Aliases without slots."""
        return Tree(self._file, "trie", self._entries).root

    @cached_property
    def patterns(self) -> TreeNode:
        """Aliases with slots."""
        return Tree(self._file, "patterns", self._entries).root

    def _entries(self, numbers: Sequence[int]) -> list[Entry]:
        return read_entries(self._mapped, numbers)

    @cached_property
    def bags(self) -> "_Bags":
        """The set of symbols of an alias -> entries, for words in another order."""
        keys = Keys(self._file, "bags")
        return _Bags(keys, Lists(self._file, "bags", len(keys), 2), self._mapped)

    @cached_property
    def slots(self) -> "_Slots":
        """Entity id -> slot symbol, for every entity that a pattern mentions."""
        return _Slots(self.vocabulary)

    @cached_property
    def sounds(self) -> "_Sounds":
        """Sound key -> symbols of words."""
        keys = Keys(self._file, "sounds")
        return _Sounds(keys, Lists(self._file, "sounds", len(keys)))

    @cached_property
    def states_by_symbol(self) -> "_States":
        """A one-word name or demonym of a place -> the places so called."""
        symbols = self._file.section("states.symbols")
        return _States(symbols, Lists(self._file, "states", len(symbols)), self._mapped)

    @cached_property
    def capitals(self) -> Mapping[str, Entity]:
        """State -> the place that stands for it."""
        places = map(self._mapped.at, self._file.section("capitals"))
        return {place.stands_for: place for place in places if place.stands_for}

    @cached_property
    def ministries(self) -> Sequence[Entity]:
        """The ministries of states, in the order of the file."""
        return [self._mapped.at(number) for number in self._file.section("ministries")]

    @cached_property
    def tables(self) -> MappedTables:
        """Names by their words, and words by their sound."""
        return MappedTables(self._file, self._mapped, self.vocabulary)


class Vocabulary(Mapping[str, int]):
    """Symbol -> number, in the order of the numbers."""

    def __init__(self, keys: Keys) -> None:
        self.keys_ = keys

    def get(self, symbol: str, default: int | None = None) -> int | None:  # type: ignore[override]  # the plain one's, for numbers
        """The number of a symbol."""
        number = self.keys_.find(symbol.encode("utf-8", "surrogatepass"))
        return default if number < 0 else number

    def __getitem__(self, symbol: str) -> int:
        """The number of a symbol that the vocabulary gave: raises RegistryFileError if it does not find it again; `get` is for others."""
        number = self.keys_.find(symbol.encode("utf-8", "surrogatepass"))
        if number < 0:
            raise self.keys_.damaged()
        return number

    def __contains__(self, symbol: object) -> bool:
        return isinstance(symbol, str) and self.get(symbol) is not None

    def __len__(self) -> int:
        return len(self.keys_)

    def __iter__(self) -> Iterator[str]:
        return self.keys_.texts()


class _Symbols(Sequence[str]):
    """The symbols by number, those met lately kept."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys
        self._text = lru_cache(_CACHE)(keys.text)

    def __len__(self) -> int:
        return len(self._keys)

    def __iter__(self) -> Iterator[str]:
        return self._keys.texts()

    def __getitem__(self, number: int) -> str:  # type: ignore[override]  # nobody asks for a stretch of symbols
        return self._text(number)


class _Slots(Mapping[str, int]):
    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def __getitem__(self, id: str) -> int:
        number = self._vocabulary.get("@" + id)
        if number is None:
            raise KeyError(id)
        return number

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __iter__(self) -> Iterator[str]:
        return (symbol[1:] for symbol in self._vocabulary if symbol[:1] == "@")


class _Sounds(Mapping[str, Sequence[int]]):
    def __init__(self, keys: Keys, lists: Lists) -> None:
        self._keys, self._lists = keys, lists

    def __getitem__(self, sound: str) -> Sequence[int]:
        number = self._keys.find(sound.encode("utf-8", "surrogatepass"))
        if number < 0:
            raise KeyError(sound)
        return self._lists[number]

    def __len__(self) -> int:
        return len(self._keys)

    def __iter__(self) -> Iterator[str]:
        return self._keys.texts()


class _Bags(Mapping[frozenset[int], list[Entry]]):
    def __init__(self, keys: Keys, lists: Lists, entities: Entities) -> None:
        self._keys, self._lists, self._entities = keys, lists, entities

    def __getitem__(self, symbols: frozenset[int]) -> list[Entry]:
        number = self._keys.find(path_key(sorted(symbols)))
        if number < 0:
            raise KeyError(symbols)
        return read_entries(self._entities, self._lists[number])

    def __len__(self) -> int:
        return len(self._keys)

    def __iter__(self) -> Iterator[frozenset[int]]:
        return (path_symbols(self._keys[number]) for number in range(len(self._keys)))


class _States(Mapping[int, frozenset[str]]):
    def __init__(self, symbols: Sequence[int], lists: Lists, entities: Entities) -> None:
        self._symbols, self._lists, self._entities = symbols, lists, entities

    def __getitem__(self, symbol: int) -> frozenset[str]:
        at = bisect_left(self._symbols, symbol)
        if at == len(self._symbols) or self._symbols[at] != symbol:
            raise KeyError(symbol)
        return frozenset(map(self._entities.id, self._lists[at]))

    def __len__(self) -> int:
        return len(self._symbols)

    def __iter__(self) -> Iterator[int]:
        return iter(self._symbols)
