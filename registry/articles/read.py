"""Articles from files: text, folders of text, JSON Lines, or standard input."""

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from registry.errors import ArticleError, RegistryFileError
from registry.records import Article
from registry.store.article_index import NAMES, IndexRow, read_index
from registry.text.dates import days

__all__ = ["read_articles"]

_FIELDS = ("text", "id", "date", "lang", "title", "source")
_LINES = {".jsonl", ".ndjson"}
_TEXT = {".txt", ".text", ".md", ""}
Rows = Mapping[str, IndexRow]
"""What an index tells, by the name of the file."""


def read_articles(paths: Iterable[str | os.PathLike[str]]) -> Iterator[Article]:
    """Articles in the order of the paths; a folder's files in the order of their names.

    paths: text files (one article, its id the file's name without suffix), folders of them, JSON Lines with an object of `text`
    and optional `id`, `title`, `date`, `lang`, `source` a line, or "-" for standard input (JSON Lines if it begins with "{").
    An `index.yaml` beside text files tells their titles, dates, languages and sources (`registry.store.article_index`); it changes no id.
    A file that is read by itself, and not with its folder, goes without if what has that name is no list: it is some other program's.
    Line ends are kept as they are, so that offsets refer to the file. Raises ArticleError with place, what and remedy.
    """
    indexes: dict[Path, Rows] = {}
    for path in paths:
        if str(path) == "-":
            yield from _from_stdin()
        elif Path(path).is_dir():
            yield from _from_folder(Path(path))
        else:
            folder = Path(path).parent
            if folder not in indexes:
                indexes[folder] = _index(folder, whole=False)
            yield from _from_file(Path(path), indexes[folder])


def _index(folder: Path, *, whole: bool) -> Rows:
    """What the index of a folder tells, by file; nothing without one. whole: the folder is read and not some of its files."""
    try:
        names = os.listdir(folder)
        found = [name for name in NAMES if name in names]
        if not found:
            return {}
        if len(found) > 1:
            raise ArticleError(f"{folder / found[1]}: a second index, beside {found[0]}; keep one")
        rows = read_index(str(folder / found[0]), names)
    except OSError:
        return {}  # the folder is not there or closed; its files will say so
    except RegistryFileError as error:
        raise ArticleError(str(error)) from error
    if rows is None and whole:
        raise ArticleError(f"{folder / found[0]}:1:1: no list of articles; write a row for each, '- file: NAME.txt', or rename the file")
    return rows or {}


def _from_folder(folder: Path) -> Iterator[Article]:
    try:
        files = sorted(child for child in folder.iterdir() if child.is_file() and child.suffix.lower() in _LINES | _TEXT - {""})
    except OSError as error:
        raise ArticleError(f"{folder}: {error.strerror or error}; check the folder's permissions") from error
    if not files:
        raise ArticleError(f"{folder}: holds no articles; put .txt or .jsonl files into it")
    rows = _index(folder, whole=True)
    for file in files:
        yield from _from_file(file, rows)


def _from_file(path: Path, rows: Rows) -> Iterator[Article]:
    if path.suffix.lower() not in _LINES | _TEXT:
        known = ", ".join(sorted(_LINES | _TEXT - {""}))
        raise ArticleError(f"{path}: {path.suffix!r} is no form of articles that is read; use {known}, a folder of them, or -")
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        byte = error.object[error.start]
        raise ArticleError(f"{path}:{line}: the byte 0x{byte:02X} is not UTF-8; convert the file to UTF-8") from error
    except OSError as error:
        raise ArticleError(f"{path}: {error.strerror or error}; name a file, a folder or -") from error
    if path.suffix.lower() in _LINES:
        yield from _from_lines(text, str(path))
    else:
        row = rows.get(path.name, IndexRow())
        yield Article(text, id=path.stem, date=row.date, lang=row.lang, title=row.title, source=row.source)


def _from_stdin() -> Iterator[Article]:
    data = sys.stdin.buffer.read()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ArticleError(f"<stdin>: byte {error.start} is not UTF-8; convert the input to UTF-8") from error
    if text.lstrip().startswith("{"):
        yield from _from_lines(text, "<stdin>")
    elif text.strip():
        yield Article(text, id="stdin")


def _from_lines(text: str, name: str) -> Iterator[Article]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield _article(line, f"{name}:{number}", f"{Path(name).stem.strip('<>')}:{number}")


def _article(line: str, place: str, default_id: str) -> Article:
    try:
        row: Any = json.loads(line)
    except ValueError as error:
        raise ArticleError(f"{place}: not JSON ({error}); write one object a line") from error
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise ArticleError(f"{place}: no string under 'text'; write an object with at least {{\"text\": …}}")
    values = {field: row[field] for field in _FIELDS if row.get(field) is not None}
    for field, value in values.items():
        if not isinstance(value, str):
            values[field] = str(value) if isinstance(value, int | float) else None
        if values[field] is None:
            raise ArticleError(f"{place}: {field!r} is {value!r}, not a string")
    date = values.get("date")
    if date is not None and days(date) is None:
        raise ArticleError(f"{place}: the date {date!r} is not ISO 8601; write a year, a month or a day: 2021, 2021-07 or 2021-07-28")
    return Article(**({"id": default_id} | values))
