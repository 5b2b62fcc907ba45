"""Numbers by key in arrays: a dict of lists takes ten times the memory, and there are as many keys here as words in an archive."""

from array import array

__all__ = ["Holders"]

_FREE = -1
_FULL = 0.6  # of the places: linear probing looks at two on average then (D. Knuth, The Art of Computer Programming 3, 6.4)
_KEY_BITS = 2  # the lowest of a key, which are the same in all that are kept (`registry.text.copies`)


class Holders:
    """Which numbers, from 0 up to 2³¹, were put under a key of 32 bits.

    >>> holders = Holders()
    >>> for number in (3, 5):
    ...     holders.add(40, number)
    >>> holders.of(40), holders.of(44)
    ([3, 5], [])
    """

    def __init__(self) -> None:
        self._count = 0
        self._allot(1 << 10)

    def _allot(self, size: int) -> None:
        self._mask = size - 1
        self._keys = array("I", bytes(4 * size))
        self._numbers = array("i", [_FREE]) * size

    def of(self, key: int) -> list[int]:
        """The numbers under a key, ascending."""
        keys, numbers, mask = self._keys, self._numbers, self._mask
        place = (key >> _KEY_BITS) & mask
        found = []
        while (number := numbers[place]) != _FREE:
            if keys[place] == key:
                found.append(number)
            place = (place + 1) & mask
        found.sort()
        return found

    def add(self, key: int, number: int) -> None:
        """Put one more number under a key."""
        if self._count > _FULL * self._mask:
            self._grow()
        self._put(key, number)
        self._count += 1

    def _put(self, key: int, number: int) -> None:
        numbers, mask = self._numbers, self._mask
        place = (key >> _KEY_BITS) & mask
        while numbers[place] != _FREE:
            place = (place + 1) & mask
        self._keys[place], numbers[place] = key, number

    def _grow(self) -> None:
        keys, numbers = self._keys, self._numbers
        self._allot(2 * len(keys))
        for key, number in zip(keys, numbers, strict=True):
            if number != _FREE:
                self._put(key, number)
