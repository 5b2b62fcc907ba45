"""`index.yaml` beside text files: what is known of each that the text does not say.

A list with a row for each file, of which `file` alone is required:

    - file: 002-drills.txt
      title: Tajikistan, Russia begin joint drills
      publisher: Press TV           # or source
      language: en                  # or lang
      date: null                    # ISO 8601: a year, a month, a day, or a day with a time behind it
      date_inferred: "2018"         # counts where `date` is null or missing; may be two dates, FIRST/LAST

null is as good as no field, other fields are the editor's own, and a file without a row is read all the same. Of an inferred FIRST/LAST
the year or month that both share is the date: a text of 2021-07-20/2021-07-30 is of 2021-07. A date of less than a day is the whole month
or year to whoever asks, inferred or not: an alias that was in use in any part of it fits.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from registry.errors import Problem, RegistryFileError, Source
from registry.store.fields import FieldReader
from registry.store.load import read_bytes
from registry.store.read import Mapping, Node, Scalar, Sequence, decode, is_null, parse
from registry.store.spelling import did_you_mean
from registry.text.dates import days, shared

__all__ = ["NAMES", "IndexRow", "read_index"]

NAMES: Final = ("index.yaml", "index.yml")
"""What the index of a folder may be called."""

FIELDS: Final = {
    "file": "file",
    "title": "title",
    "publisher": "source",
    "source": "source",
    "language": "lang",
    "lang": "lang",
    "date": "date",
    "date_inferred": "date_inferred",
}
"""What is read, by what it is called in the file."""


@dataclass(frozen=True, slots=True)
class IndexRow:
    """What an index says of one file; the fields are those of `Article`."""

    title: str | None = None
    source: str | None = None
    lang: str | None = None
    date: str | None = None


def read_index(path: str, files: Iterable[str]) -> dict[str, IndexRow] | None:
    """The rows of an index by the names of their files; None if the file holds something else than a list.

    files: what lies in the folder. Raises RegistryFileError with every problem, in the order of the file.
    """
    try:
        tree = parse(decode(read_bytes(path), path), path)
    except RegistryFileError as error:
        if [problem.rule for problem in error.problems] != ["empty-file"]:
            raise
        message = "the index is empty; write a row for each article, '- file: NAME.txt', or remove the file"
        raise RegistryFileError([Problem(Source(path, 1, 1), "empty-file", message)]) from None
    if type(tree) is not Sequence:
        return None
    reader = _Reader(path, frozenset(files))
    for node in tree.items:
        reader.row(node)
    if reader.problems:
        raise RegistryFileError(reader.problems)
    return reader.rows_by_file


class _Reader(FieldReader):
    def __init__(self, path: str, files: frozenset[str]) -> None:
        super().__init__()
        self.path = path
        self.rows_by_file: dict[str, IndexRow] = {}
        self._files = files
        self._lines: dict[str, int] = {}

    def row(self, node: Node) -> None:
        """Add one row."""
        fields = self._known(node)
        if type(node) is not Mapping:
            return
        file = self._file(fields.get("file"), node)
        row = IndexRow(
            self.text(fields.get("title"), "title", lines=True),
            self.text(fields.get("source"), "publisher"),
            self.language(fields.get("lang"), "language"),
            self._date(fields.get("date")) or self._inferred(fields.get("date_inferred")),
        )
        if file is not None:
            self.rows_by_file[file] = row

    def _known(self, node: Node) -> dict[str, Node]:
        """The fields that are read and are not null."""
        fields: dict[str, Node] = {}
        names: dict[str, str] = {}
        for key, value in self.pairs(node, "a row of the index"):
            field = FIELDS.get(key.value)
            if field is None:
                continue
            if field in names:
                same = "is given twice" if names[field] == key.value else f"says what {names[field]!r} says"
                self.problem(key.start_mark, "duplicate-key", f"{key.value!r} {same}; keep one")
                continue
            names[field] = key.value
            if not (type(value) is Scalar and is_null(value)):
                fields[field] = value
        return fields

    def _file(self, node: Node | None, row: Node) -> str | None:
        if node is None:
            self.problem(row.start_mark, "missing-field", "a row of the index has no 'file'; add 'file: NAME.txt', or remove the row")
            return None
        file = self.text(node, "file")
        if file is None:
            return None
        if file not in self._files:
            remedy = did_you_mean(file, sorted(self._files), "the folder has") if self._files else "put it beside the index"
            self.problem(node.start_mark, "unknown-reference", f"no file {file!r} beside the index; {remedy}")
            return None
        if file in self._lines:
            self.problem(node.start_mark, "duplicate-id", f"{file!r} has a row already, in line {self._lines[file]}; keep one")
            return None
        self._lines[file] = node.start_mark.line + 1
        return file

    def _date(self, node: Node | None) -> str | None:
        text = self.text(node, "date")
        if node is None or text is None or days(text) is not None:
            return text
        self.problem(node.start_mark, "bad-date", f"the date {text!r} is not ISO 8601; write a year, a month or a day, such as 2021-07-28")
        return None

    def _inferred(self, node: Node | None) -> str | None:
        text = self.text(node, "date_inferred")
        if node is None or text is None:
            return None
        first, _, last = text.partition("/")
        begin, end = days(first), days(last or first)
        if begin is None or end is None or text.endswith("/"):
            message = f"the inferred date {text!r} is not ISO 8601; write a date such as 2021-07, or two: 2021-07-20/2021-07-30"
        elif begin[0] > end[1]:
            message = f"the inferred date {text!r} ends before it begins; exchange the two"
        else:
            return shared(first, last or first)
        self.problem(node.start_mark, "bad-date", message)
        return None
