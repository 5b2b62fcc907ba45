"""Where articles lie: text, folders of text, JSON Lines, packed or not, Parquet, or standard input, read one entry after another.

What can be known before the first article is read is looked at first: whether each path is there, is of a form that is read, and
whether an index beside it is right. What is wrong with a single entry is for whoever asks it for its article (`registry.articles.entry`).
Memory is that of one entry, and of the names in a folder.
"""

import gzip
import os
import sys
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from registry.articles.entry import Entry
from registry.errors import ArticleError, RegistryFileError
from registry.records import Article
from registry.store.article_index import NAMES, IndexRow, read_index

__all__ = ["Corpus"]

_LINES = {".jsonl", ".ndjson"}
_PACKED = ".gz"
_TEXT = {".txt", ".text", ".md", ""}
_PARQUET = ".parquet"
_READ = (*sorted(_LINES), *(name + _PACKED for name in sorted(_LINES)), _PARQUET, *sorted(_TEXT - {""}))
_BOM = b"\xef\xbb\xbf"
Rows = Mapping[str, IndexRow]
"""What an index tells, by the name of the file."""


@dataclass(frozen=True, slots=True)
class _Part:
    """Files of one folder, by name, and what its index tells of them; the folder is "" and there is no file for standard input."""

    folder: str
    files: tuple[str, ...] = ()
    rows: Rows = field(default_factory=dict)


class Corpus:
    """The entries of the paths in order, a folder's files in the order of their names; may be read again, unlike standard input.

    paths: as `registry.articles.read.read_articles` has them. Raises ArticleError with place, what and remedy.
    """

    def __init__(self, paths: Iterable[str | os.PathLike[str]]) -> None:
        self._parts: list[_Part] = []
        indexes: dict[str, Rows] = {}
        for given in paths:
            path = os.fspath(given)
            if path == "-":
                self._parts.append(_Part(""))
            elif os.path.isdir(path):
                names = _names(path)
                self._parts.append(_Part(path, names, _index(path, whole=True)))
            else:
                _stat(path, known_form=True)
                folder = os.path.dirname(path)
                if folder not in indexes:
                    indexes[folder] = _index(folder, whole=False)
                self._parts.append(_Part(folder, (path,), indexes[folder]))
        if any(_suffix(name) == _PARQUET for part in self._parts for name in part.files):
            from registry.articles.parquet import check_installed

            check_installed()

    @property
    def repeatable(self) -> bool:
        """Whether all can be read again: standard input and pipes cannot."""
        return all(len(part.files) > 1 or (part.files and os.path.isfile(_path(part, part.files[0]))) for part in self._parts)

    def holds(self, path: str | os.PathLike[str]) -> bool:
        """Whether this file is one of those that are read."""
        target = os.path.realpath(path)
        name, folder = os.path.basename(target), os.path.dirname(target)
        return any(
            (len(part.files) > 1 and name in part.files and os.path.realpath(part.folder or ".") == folder)
            or (len(part.files) == 1 and os.path.realpath(_path(part, part.files[0])) == target)
            for part in self._parts
        )

    def measure(self) -> tuple[int, str]:
        """The bytes of all files, 0 for standard input; and a fingerprint of what is read: names, sizes and times of change, in order."""
        total, digest = 0, sha256()
        for path in self._files():
            about = _stat(path)
            total += about.st_size
            digest.update(f"{path}\0{about.st_size}\0{about.st_mtime_ns}\n".encode("utf-8", "surrogatepass"))
        return total, digest.hexdigest()[:16]

    def _files(self) -> Iterator[str]:
        for part in self._parts:
            yield from (_path(part, name) for name in part.files)

    def __iter__(self) -> Iterator[Entry]:
        before = 0
        for part in self._parts:
            if not part.files:
                yield from _from_stdin(before)
            for name in part.files:
                path, size = _path(part, name), 0
                try:
                    size = os.stat(path).st_size
                    yield from _from_file(path, part.rows, before, size)
                except ArticleError as error:
                    yield Entry(path, "", error, before)
                except (OSError, EOFError, zlib.error) as error:
                    reason = getattr(error, "strerror", None) or error
                    yield Entry(path, "", ArticleError(f"{path}: {reason}; the articles before that place are read"), before)
                before += size


def _path(part: _Part, name: str) -> str:
    """A file that is named by itself carries its folder already."""
    return name if os.path.dirname(name) or not part.folder else str(Path(part.folder) / name)


def _suffix(path: str) -> str:
    """The suffix in small letters, that of the packed file before it."""
    stem, suffix = os.path.splitext(path.lower())
    return os.path.splitext(stem)[1] + suffix if suffix == _PACKED else suffix


def _stat(path: str, *, known_form: bool = False) -> os.stat_result:
    if known_form and _suffix(path) not in {*_READ, ""}:
        raise ArticleError(f"{path}: {_suffix(path)!r} is no form of articles that is read; use {', '.join(_READ)}, a folder of them, or -")
    try:
        return os.stat(path)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise ArticleError(f"{path}: {getattr(error, 'strerror', None) or error}; name a file, a folder or -") from error


def _names(folder: str) -> tuple[str, ...]:
    try:
        with os.scandir(folder) as found:
            files = tuple(sorted(child.name for child in found if _suffix(child.name) in _READ and child.is_file()))
    except OSError as error:
        raise ArticleError(f"{folder}: {error.strerror or error}; check the folder's permissions") from error
    if not files:
        raise ArticleError(f"{folder}: holds no articles; put .txt, .jsonl or .parquet files into it")
    return files


def _index(folder: str, *, whole: bool) -> Rows:
    """What the index of a folder tells, by file; nothing without one. whole: the folder is read and not some of its files."""
    try:
        names = os.listdir(folder or ".")
        found = [name for name in NAMES if name in names]
        if not found:
            return {}
        first = str(Path(folder) / found[0])
        if len(found) > 1:
            raise ArticleError(f"{Path(folder) / found[1]}: a second index, beside {found[0]}; keep one")
        rows = read_index(first, names)
    except OSError:
        return {}  # the folder is not there or closed; its files will say so
    except RegistryFileError as error:
        raise ArticleError(str(error)) from error
    if rows is None and whole:
        raise ArticleError(f"{first}:1:1: no list of articles; write a row for each, '- file: NAME.txt', or rename the file")
    return rows or {}


def _from_file(path: str, rows: Rows, before: int, size: int) -> Iterator[Entry]:
    """The entries of a file; `before` are the bytes of the files before it."""
    suffix = _suffix(path)
    if suffix == _PARQUET:
        from registry.articles.parquet import rows_of

        for number, total, row in rows_of(path):
            yield Entry(f"{path}:{number}", f"{Path(path).stem}:{number}", row, before + size * number // max(total, 1))
        return
    with open(path, "rb") as raw:
        if suffix.endswith(_PACKED):
            with gzip.GzipFile(fileobj=raw) as unpacked:
                for entry in _from_lines(unpacked, path, Path(Path(path).stem).stem, before):
                    yield Entry(entry.place, entry.ident, entry.told, before + raw.tell())
        elif suffix in _LINES:
            yield from _from_lines(raw, path, Path(path).stem, before)
        else:
            name = os.path.basename(path)
            yield _from_text(raw.read(), path, os.path.splitext(name)[0], rows.get(name, IndexRow()), before + size)


def _from_text(data: bytes, place: str, ident: str, row: IndexRow, read: int) -> Entry:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"{place}:{line}: the byte 0x{error.object[error.start]:02X} is not UTF-8; convert the file to UTF-8"
        return Entry(place, ident, ArticleError(message), read)
    return Entry(place, ident, Article(text, id=ident, date=row.date, lang=row.lang, title=row.title, source=row.source), read)


def _from_lines(lines: Iterable[bytes], name: str, stem: str, before: int) -> Iterator[Entry]:
    for number, line in enumerate(lines, 1):
        before += len(line)
        told = line.removeprefix(_BOM) if number == 1 else line
        if told.strip():
            yield Entry(f"{name}:{number}", f"{stem}:{number}", told, before)


def _from_stdin(before: int) -> Iterator[Entry]:
    """JSON Lines if it begins with "{", else one text."""
    stream: BinaryIO = sys.stdin.buffer
    head: list[bytes] = []
    for line in stream:
        head.append(line)
        if line.removeprefix(_BOM).strip():
            break
    if head and head[-1].removeprefix(_BOM).lstrip().startswith(b"{"):
        yield from _from_lines(chain(head, stream), "<stdin>", "stdin", before)
    elif head and head[-1].removeprefix(_BOM).strip():
        data = b"".join(head) + stream.read()
        yield _from_text(data, "<stdin>", "stdin", IndexRow(), before + len(data))
