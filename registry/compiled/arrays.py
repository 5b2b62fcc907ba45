"""Tables in sections, read where they lie: keys by their hash, lists end to end, a trie level by level.

A key is looked up by bisection in the sorted CRC-32 of all keys, and compared before it is believed. Two keys share a hash with a chance of
one in four thousand million. A trie's nodes are numbered level by level: node `n + 1` is where edge `n` leads, and the edges of `n` are
`children[n]` to `children[n + 1]`, sorted by label. So no edge leads back.
"""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from struct import pack, unpack
from typing import Any, Final
from zlib import crc32

from registry.compiled.container import Container, Writer
from registry.errors import RegistryFileError

__all__ = [
    "Keys",
    "Lists",
    "Tree",
    "TreeNode",
    "entry_key",
    "entry_of",
    "path_key",
    "path_symbols",
    "write_keys",
    "write_lists",
    "write_tree",
]

_END: Final = -1
"""`registry.match.index.END`."""
_SYMBOL: Final = 4
"""Bytes of a symbol in a path."""
_AT_ONCE: Final = 10_000
"""Keys read at once."""
_LONGEST_RUN: Final = 64
"""Distinct keys of one hash; among a million, not even four are to be expected. A longer run is no table of keys."""


class Keys:
    """Distinct keys, numbered."""

    def __init__(self, file: Container, name: str) -> None:
        self._name, self._file = name, file
        self._starts, text = file.section(f"{name}.starts"), file.section(f"{name}.bytes")
        self._hashes, self._numbers = file.section(f"{name}.hashes"), file.section(f"{name}.numbers")
        if not len(self._starts) - 1 == len(self._hashes) == len(self._numbers) or not _ending(self._starts, len(text)):
            raise self.damaged()

    def __len__(self) -> int:
        return len(self._hashes)

    def __getitem__(self, number: int) -> bytes:
        if not 0 <= number < len(self):
            raise self.damaged()
        return self._file.read(f"{self._name}.bytes", self._starts[number], self._starts[number + 1])

    def text(self, number: int) -> str:
        """A key that is a text."""
        try:
            return str(self[number], "utf-8", "surrogatepass")
        except ValueError:
            raise self.damaged() from None

    def texts(self) -> Iterator[str]:
        """All keys, which are texts, in the order of their numbers; read past the map, so that its pages do not stay."""
        for first in range(0, len(self), _AT_ONCE):
            last = min(first + _AT_ONCE, len(self))
            starts = self._starts[first : last + 1].tolist()
            data = self._file.read(f"{self._name}.bytes", starts[0], starts[-1])
            try:
                yield from [str(data[start - starts[0] : end - starts[0]], "utf-8", "surrogatepass") for start, end in pairwise(starts)]
            except ValueError:
                raise self.damaged() from None

    def find(self, key: bytes) -> int:
        """The number of a key, -1 if there is none. O(log n)."""
        hashes, wanted = self._hashes, crc32(key)
        first = bisect_left(hashes, wanted)
        for at in range(first, min(first + _LONGEST_RUN, len(hashes))):
            if hashes[at] != wanted:
                return -1
            number: int = self._numbers[at]
            if self[number] == key:
                return number
        return -1

    def damaged(self) -> RegistryFileError:
        """What to raise where keys contradict each other."""
        return self._file.damaged(f"its table {self._name!r}")


class Lists:
    """Lists of numbers, by number."""

    def __init__(self, file: Container, name: str, count: int, width: int = 1) -> None:
        """count: how many lists; width: how many numbers an item has."""
        self._name, self._file = name, file
        self._values = file.section(f"{name}.values")
        self._starts, self._width = file.section(f"{name}.lists"), width
        if len(self._starts) != count + 1 or not _ending(self._starts, len(self._values) // width):
            raise file.damaged(f"its table {name!r}")

    def __getitem__(self, number: int) -> Sequence[int]:
        if not 0 <= number < len(self._starts) - 1:
            raise self._file.damaged(f"its table {self._name!r}")
        return self._values[self._starts[number] * self._width : self._starts[number + 1] * self._width]


class Tree:
    """A trie; at its nodes end entries, two numbers each, which `read` makes what they stand for."""

    def __init__(self, file: Container, name: str, read: Callable[[Sequence[int]], list[Any]]) -> None:
        self.children, self.labels = file.section(f"{name}.children"), file.section(f"{name}.labels")
        self.ends, self.entries = file.section(f"{name}.ends"), file.section(f"{name}.entries")
        self.read = read
        nodes = len(self.labels) + 1
        sound = len(self.children) == len(self.ends) == nodes + 1
        if not (sound and _ending(self.children, nodes - 1) and _ending(self.ends, len(self.entries) // 2)):
            raise file.damaged(f"its table {name!r}")

    @property
    def root(self) -> "TreeNode":
        """Where every path begins."""
        return TreeNode(self, 0)


class TreeNode(Mapping[int, Any]):
    """A node as the walk wants it: label -> node, and under END the entries that end here."""

    __slots__ = ("_number", "_tree")

    def __init__(self, tree: Tree, number: int) -> None:
        self._tree = tree
        self._number = number

    def _find(self, label: int) -> int:
        tree, number = self._tree, self._number
        last = tree.children[number + 1]
        at = bisect_left(tree.labels, label, tree.children[number], last)
        return at if at < last and tree.labels[at] == label else -1

    def _ending(self) -> bool:
        ends = self._tree.ends
        return bool(ends[self._number] != ends[self._number + 1])

    def get(self, label: int, default: Any = None) -> Any:
        """The node that a label leads to, or the entries."""
        tree = self._tree
        if label == _END:
            first, last = tree.ends[self._number], tree.ends[self._number + 1]
            return tree.read(tree.entries[2 * first : 2 * last]) if first != last else default
        at = self._find(label)
        return default if at < 0 else TreeNode(tree, at + 1)

    def __getitem__(self, label: int) -> Any:
        found = self.get(label)
        if found is None:
            raise KeyError(label)
        return found

    def __contains__(self, label: object) -> bool:
        return self._ending() if label == _END else isinstance(label, int) and self._find(label) >= 0

    def __len__(self) -> int:
        children = self._tree.children
        return int(children[self._number + 1] - children[self._number] + self._ending())

    def __iter__(self) -> Iterator[int]:
        tree = self._tree
        yield from tree.labels[tree.children[self._number] : tree.children[self._number + 1]]
        if self._ending():
            yield _END


def _ending(starts: Sequence[int], end: int) -> bool:
    """Whether numbers that rise from 0 (`container.RISING`) end with `end`: then all stretches between them are inside."""
    return len(starts) > 0 and starts[-1] == end


def path_key(symbols: Sequence[int]) -> bytes:
    """A sequence of symbols as bytes that sort as the sequences do, a shorter one before those that it begins."""
    return pack(f">{len(symbols) + 1}I", *(symbol + 1 for symbol in symbols), 0)


def entry_key(symbols: Sequence[int], order: int, entity: int, code: int) -> bytes:
    """A path with an entry behind it, and where that comes among all; `entry_of` gives the two numbers back."""
    return path_key(symbols) + pack(">3I", order, entity, code)


def entry_of(key: bytes) -> tuple[int, int]:
    """The two numbers of the entry behind a path."""
    return int.from_bytes(key[-8:-4], "big"), int.from_bytes(key[-4:], "big")


def path_symbols(path: bytes) -> frozenset[int]:
    """The symbols of a path."""
    return frozenset(symbol - 1 for symbol in unpack(f">{len(path) // _SYMBOL}I", path)[:-1])


def write_keys(writer: Writer, name: str, keys: Iterable[bytes]) -> None:
    """Write keys in the order of their numbers, from 0."""
    starts, text, hashes = array("I", [0]), bytearray(), array("I")
    for key in keys:
        text += key
        starts.append(len(text))
        hashes.append(crc32(key))
    numbers = sorted(range(len(hashes)), key=hashes.__getitem__)
    writer.section(f"{name}.starts", starts)
    writer.section(f"{name}.bytes", text)
    writer.section(f"{name}.hashes", array("I", (hashes[number] for number in numbers)))
    writer.section(f"{name}.numbers", array("I", numbers))


def write_lists(writer: Writer, name: str, lists: Iterable[Sequence[int]], width: int = 1) -> None:
    """Write lists of items, `width` numbers each, in the order of their numbers."""
    starts, values = array("I", [0]), array("I")
    for items in lists:
        values.extend(items)
        starts.append(len(values) // width)
    writer.section(f"{name}.lists", starts)
    writer.section(f"{name}.values", values)


def write_tree(writer: Writer, name: str, paths: list[bytes]) -> None:
    """Write a trie from its paths, each an `entry_key`.

    Sorts `paths`. O(n log n) in their number; the trie is never built of objects.
    """
    paths.sort()
    children, labels, ends, entries = array("I"), array("I"), array("I"), array("I")
    level = [(0, len(paths))]
    at = 0
    while level:
        following: list[tuple[int, int]] = []
        for first, last in level:
            children.append(len(labels))
            ends.append(len(entries) // 2)
            while first < last:
                symbol = paths[first][at : at + _SYMBOL]
                behind = _behind(paths, first, last, at, symbol)
                if symbol == bytes(_SYMBOL):
                    for path in paths[first:behind]:
                        entries.extend(entry_of(path))
                else:
                    labels.append(int.from_bytes(symbol, "big") - 1)
                    following.append((first, behind))
                first = behind
        level = following
        at += _SYMBOL
    children.append(len(labels))
    ends.append(len(entries) // 2)
    for part, values in (("children", children), ("labels", labels), ("ends", ends), ("entries", entries)):
        writer.section(f"{name}.{part}", values)


def _behind(paths: Sequence[bytes], first: int, last: int, at: int, symbol: bytes) -> int:
    """Behind the last of the sorted paths that have a symbol at `at`, as the first has."""
    behind = first + 1
    while behind < last and paths[behind][at : at + _SYMBOL] == symbol:
        behind += 1
    return behind
