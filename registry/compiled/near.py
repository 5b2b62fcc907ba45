"""`registry.match.near.tables` over a compiled file."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from registry.compiled.arrays import Keys, Lists
from registry.compiled.container import Container
from registry.compiled.names import Entities, read_entries
from registry.match.names import Entry
from registry.match.near.tables import Tables, Words

__all__ = ["MappedTables"]


class MappedTables(Tables):
    """The tables, read where they lie."""

    def __init__(self, file: Container, entities: Entities, symbols: Iterable[str]) -> None:
        self._file, self._entities, self._vocabulary = file, entities, symbols
        self._rows, self._texts = file.section("names.rows"), file.section("buckets.texts")
        self._names = Lists(file, "names", self.names)
        self._named = Lists(file, "named", len(file.section("named.lists")) - 1)
        self._keys = Keys(file, "buckets")
        self._buckets, self._starts = Lists(file, "buckets", len(self._keys)), file.section("buckets.lists")
        self._lengths = file.section("buckets.lengths")
        words = len(self._lengths)
        if not words == self._starts[-1] == len(self._texts) - 1 or self._texts[-1] != len(file.section("buckets.sounds")):
            raise file.damaged("its table 'buckets'")

    @property
    def names(self) -> int:
        """As in `Tables`."""
        return len(self._rows) // 2

    def bucket(self, key: str, shortest: int, longest: int) -> Words:
        """As in `Tables`. O(log n) in the number of words."""
        number = self._keys.find(key.encode())
        if number < 0:
            return (), ()
        start, end = self._starts[number], self._starts[number + 1]
        first = bisect_left(self._lengths, shortest, start, end)
        last = bisect_right(self._lengths, longest, first, end)
        if first == last:
            return (), ()
        texts = self._file.read("buckets.sounds", self._texts[first], self._texts[last])
        sounds = str(texts, "ascii", "replace").split("\n")[:-1]
        if len(sounds) != last - first:
            raise self._file.damaged(f"words of the sound {key!r}")
        return self._buckets[number][first - start : last - start], sounds

    def named(self, symbol: int) -> Sequence[int]:
        """As in `Tables`."""
        return self._named[symbol]

    def words_of(self, name: int) -> Sequence[int]:
        """As in `Tables`."""
        return self._names[name]

    def entry(self, name: int) -> Entry:
        """As in `Tables`. Raises RegistryFileError if its record is damaged."""
        return read_entries(self._entities, self._rows[2 * name : 2 * name + 2])[0]

    def _symbols(self) -> Iterable[str]:
        return self._vocabulary
