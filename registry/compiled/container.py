"""The file: a header, sections of numbers or bytes, and a directory at the end that says where each lies and what its checksum is.

    header      8 bytes of magic, format, byte order, length of the file, where the directory is, its length and checksum; their checksum
    sections    each at a multiple of eight bytes
    directory   JSON: {"made": …, "sections": {name: [offset, length, checksum]}}, and what the writer adds

Opening reads the header and the directory. A section is read through once, for its checksum, when it is first asked for. Only numbers are
read in the map; checksums, keys and records past it, so that their pages are not counted as the process's own. `SEALED` sections hold
records that carry a checksum each, and are not read through. Checksums are CRC-32: they find damage, and are no defence against a forger,
who can only make a file that answers something else. Numbers are in the byte order of the machine that compiled.
"""

import json
import mmap
import os
import struct
import sys
from array import array
from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from operator import le
from typing import Any, BinaryIO, Final
from zlib import crc32

from registry.compiled.fingerprint import fingerprint
from registry.errors import Problem, RegistryFileError, Source
from registry.store.read import COMPILED

__all__ = ["FORMAT", "Container", "Writer"]

FORMAT: Final = 2
"""Goes up with every change of what the sections hold."""


_HEADER: Final = struct.Struct("<8sIIQQII")
_CHECK: Final = struct.Struct("<I")
_ORDER: Final = {"little": 1, "big": 2}[sys.byteorder]
_ALIGNED: Final = 8
"""Bytes, of the widest number."""
_BLOCK: Final = 1 << 20
"""Bytes read at once for a checksum; a multiple of the widest number."""
_SIZES: Final = {"I": 4, "Q": 8, "B": 1}

_KEYS: Final = ("ids", "symbols", "sounds", "bags", "buckets")
_LISTS: Final = ("sounds", "bags", "states", "buckets", "named", "names")
SECTIONS: Final[Mapping[str, Any]] = {
    **{f"{table}.{part}": code for table in _KEYS for part, code in (("starts", "I"), ("bytes", "B"))},
    **{f"{table}.{part}": "I" for table in _KEYS for part in ("hashes", "numbers")},
    **{f"{tree}.{part}": "I" for tree in ("trie", "patterns") for part in ("children", "labels", "ends", "entries")},
    **{f"{lists}.{part}": "I" for lists in _LISTS for part in ("lists", "values")},
    **dict.fromkeys(("spelt.hashes", "spelt.rows", "states.symbols", "capitals", "ministries", "names.rows", "buckets.texts"), "I"),
    "buckets.lengths": "B",
    "buckets.sounds": "B",
    "records.starts": "Q",
    "records.bytes": "B",
}
"""Every section, and what it is an array of: 4-byte numbers, 8-byte numbers, bytes."""

SEALED: Final = frozenset(["records.bytes"])
RISING: Final = frozenset(name for name in SECTIONS if name.endswith((".starts", ".lists", ".children", ".ends", ".texts")))


class Container:
    """A compiled file, open for reading."""

    def __init__(self, path: str) -> None:
        """Raises RegistryFileError unless it is whole, of this format, and made with the word lists and rules at hand."""
        self.path = path
        self._sound: dict[str, memoryview] = {}
        try:
            with open(path, "rb") as file:
                self._file = os.dup(file.fileno())
                self._size = os.fstat(self._file).st_size
                head = file.read(_HEADER.size + _CHECK.size)
                self._check_header(head)
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            why = (error.strerror if isinstance(error, OSError) else None) or error
            raise self._refused("unreadable-file", f"cannot be read: {why}; check the path and its permissions") from None
        _, _, _, _, at, length, checksum = _HEADER.unpack_from(head)
        directory = self._map[at : at + length]
        if at + length != self._size or crc32(directory) != checksum:
            raise self.damaged("its directory")
        self._read_directory(directory)

    def __del__(self, close: Callable[[int], None] = os.close) -> None:  # one that lives as long as its process outlives `os`
        if hasattr(self, "_file"):
            close(self._file)

    def _check_header(self, head: bytes) -> None:
        if len(head) < _HEADER.size + _CHECK.size:
            raise self.damaged("its header")
        magic, number, order, size, _, _, _ = _HEADER.unpack_from(head)
        if magic != COMPILED:
            raise self._refused("not-compiled", "this is no compiled registry; name one that `registry compile` wrote")
        if crc32(head[: _HEADER.size]) != _CHECK.unpack_from(head, _HEADER.size)[0]:
            if number > FORMAT:
                raise self.stale(f"it has format {number} and this version reads {FORMAT}, unless it is damaged")
            raise self.damaged("its header")
        if number != FORMAT:
            raise self.stale(f"it has format {number} and this version reads {FORMAT}")
        if order != _ORDER:
            raise self.stale("it was made on a machine of another byte order")
        if size != self._size:
            raise self.damaged(f"{self._size:,} bytes of {size:,}")

    def _read_directory(self, directory: bytes) -> None:
        try:
            said = json.loads(directory)
            self.said: Mapping[str, Any] = said["said"]
            self._sections: dict[str, tuple[int, int, int]] = {name: tuple(said["sections"][name]) for name in SECTIONS}
            whole = said["sections"].keys() == SECTIONS.keys() and _is_sound(self.said)
            for name, (at, length, checksum) in self._sections.items():
                whole &= {type(at), type(length), type(checksum)} == {int} and min(at, length, checksum) >= 0
                whole &= at + length <= self._size and at % _ALIGNED == 0 and length % _SIZES[SECTIONS[name]] == 0
            made = said["made"]
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            whole, made = False, ""
        if not whole:
            raise self.damaged("its directory")
        if made != fingerprint():
            raise self.stale("it was made with other word lists or rules than this version has, or by another Python")

    def section(self, name: str) -> memoryview:
        """A section as numbers or bytes. Raises RegistryFileError if it is not as it was written.

        Of one in `RISING` the numbers begin with 0 and never fall: the stretches between them are apart.
        """
        found = self._sound.get(name)
        if found is None:
            at, length, checksum = self._sections[name]
            if name not in SEALED and self._checksum(name) != checksum:
                raise self.damaged(f"its section {name!r}")
            found = self._sound[name] = memoryview(self._map)[at : at + length].cast(SECTIONS[name])
        return found

    def read(self, name: str, start: int, end: int) -> bytes:
        """A stretch of a section, in bytes, read past the map, of which the system keeps sixteen pages for each one touched."""
        at, length, _ = self._sections[name]
        first, last = at + min(start, length), at + min(end, length)
        if not hasattr(os, "pread"):  # Windows
            return self._map[first:last]
        data = b""
        while len(data) < last - first and (block := os.pread(self._file, last - first - len(data), first + len(data))):
            data += block
        return data

    def _checksum(self, name: str) -> int:
        """The checksum of a section, -1 if its numbers fall though they should rise."""
        length, checksum, last = self._sections[name][1], 0, 0
        rising = name in RISING
        for start in range(0, length, _BLOCK):
            block = self.read(name, start, start + _BLOCK)
            checksum = crc32(block, checksum)
            if rising:
                numbers = array(SECTIONS[name], block)
                if numbers[0] < last or (not start and numbers[0]) or not all(map(le, numbers, islice(numbers, 1, None))):
                    return -1
                last = numbers[-1]
        return checksum

    def damaged(self, what: str) -> RegistryFileError:
        """What to raise where a part of the file is not what it must be."""
        return self._refused("damaged-file", f"the file is damaged ({what}); copy it again or compile it again")

    def stale(self, why: str) -> RegistryFileError:
        """What to raise where a sound file does not fit this version."""
        return self._refused("stale-file", f"{why}; compile it again")

    def _refused(self, rule: str, message: str) -> RegistryFileError:
        return RegistryFileError([Problem(Source(self.path, 1, 1), rule, message)])


def _is_sound(said: Any) -> bool:
    """Whether a directory says what the tables do not: where redirects end, the files compiled, the libraries used."""
    texts = [*said["ends"].values(), *said["files"], said["libraries"]]
    return isinstance(said["files"], list) and all(isinstance(text, str) for text in texts)


class Writer:
    """Writes sections to a file as they come, then the directory and the header."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._sections: dict[str, tuple[int, int, int]] = {}
        file.write(bytes(_HEADER.size + _CHECK.size))

    def section(self, name: str, parts: "Iterable[bytes] | array[int] | bytearray") -> None:
        """Add a section, whole or from parts in their order."""
        self._file.write(bytes(-self._file.tell() % _ALIGNED))
        at, checksum = self._file.tell(), 0
        for part in (parts,) if isinstance(parts, (array, bytearray)) else parts:
            checksum = crc32(part, checksum)
            self._file.write(part)
        self._sections[name] = at, self._file.tell() - at, 0 if name in SEALED else checksum

    def close(self, said: Mapping[str, Any]) -> None:
        """Write what is left, with what the directory says besides."""
        assert self._sections.keys() == SECTIONS.keys(), sorted(SECTIONS.keys() ^ self._sections.keys())
        at = self._file.tell()
        directory = json.dumps({"made": fingerprint(), "said": said, "sections": self._sections}, ensure_ascii=True).encode()
        self._file.write(directory)
        header = _HEADER.pack(COMPILED, FORMAT, _ORDER, self._file.tell(), at, len(directory), crc32(directory))
        self._file.seek(0)
        self._file.write(header + _CHECK.pack(crc32(header)))
