"""Entities a line: JSON Lines, with the fields of an entity in YAML and its `id`; and CSV, with the plainest of them as columns.

Lines become the nodes that YAML would give, so that one schema reads all of them and says the same of what is wrong. In JSON a number is
the text that is written, and null is a field left out. In CSV an empty cell is a field left out, lists are joined by " | ", and identifiers
are written `wikidata:Q863`.
"""

import csv
import json
import re
from collections.abc import Iterator
from typing import Any, Final

import yaml

from registry.errors import Problem, Source
from registry.store.read import MAX_DEPTH, Mapping, Node, Scalar, Sequence
from registry.store.schema import ENTITY_FIELDS, Reader
from registry.store.spelling import did_you_mean

__all__ = ["read_lines"]

_JOINT: Final = re.compile(r"\s*\|\s*")
_LISTS: Final = frozenset(["aliases", "located_in", "namesakes"])
_COLUMNS: Final = ("id", *(name for name in ENTITY_FIELDS if name != "never"))
"""What a table may hold; a `never` row wants a reason, which a cell has no room for."""


class _Mark:
    """Where a line begins."""

    __slots__ = ("column", "index", "line")

    def __init__(self, line: int) -> None:
        self.line = line
        self.column = self.index = 0


def read_lines(text: str, path: str, reader: Reader) -> None:
    """Add the entities of a text; the suffix of its name says which of the two it is. O(n)."""
    reader.path = path
    rows = _csv_rows(text, path, reader) if path.endswith(".csv") else _json_rows(text, path, reader)
    known = len(reader.problems)
    empty = True
    for mark, flat in rows:
        empty = False
        keys = [key.value if type(key) is Scalar else "" for key in flat[::2]]
        if keys.count("id") != 1:
            told = "has no 'id'; add it" if "id" not in keys else "has more than one 'id'; keep one"
            reader.problems.append(Problem(_place(path, mark), "missing-field", f"the entity {told}"))
            continue
        at = 2 * keys.index("id")
        key = flat[at + 1]
        if type(key) is not Scalar:
            reader.problems.append(Problem(_place(path, mark), "wrong-shape", "'id' must be a text, such as emomali-rahmon; correct it"))
            continue
        reader.entity(key, Mapping([*flat[:at], *flat[at + 2 :]], mark, mark))
    if empty and len(reader.problems) == known:
        reader.problems.append(
            Problem(Source(path, 1, 1), "empty-file", "the file holds no entity; write one a line, with id, name and type")
        )


def _place(path: str, mark: _Mark) -> Source:
    return Source(path, mark.line + 1, mark.column + 1)


def _scalar(value: str, mark: _Mark, *, quoted: bool = True) -> Scalar:
    event: Any = yaml.ScalarEvent
    node: Scalar = event(None, None, (True, True), value, mark, mark, '"' if quoted else None)
    return node


class _Pairs(list[tuple[str, Any]]):
    """A JSON object, its repeated keys too."""


class _Number(str):
    """A JSON number as it is written."""

    __slots__ = ()


def _json_rows(text: str, path: str, reader: Reader) -> Iterator[tuple[_Mark, list[Node]]]:
    decoder = json.JSONDecoder(object_pairs_hook=_Pairs, parse_int=_Number, parse_float=_Number, parse_constant=_Number)
    for number, line in enumerate(text.split("\n")):
        line = line.strip(" \t\r")
        mark = _Mark(number)
        if not line:
            continue
        try:
            value = decoder.decode(line)
        except json.JSONDecodeError as error:
            message = f'not JSON: {error.msg}; write an object a line, such as {{"id": …, "name": …, "type": …}}'
            reader.problems.append(Problem(Source(path, number + 1, error.pos + 1), "not-json", message))
            continue
        except RecursionError:
            reader.problems.append(Problem(_place(path, mark), "too-deep", f"nested more than {MAX_DEPTH} deep; remove brackets"))
            continue
        if type(value) is not _Pairs:
            message = 'an entity must be an object and is not; write {"id": …, "name": …, "type": …}'
            reader.problems.append(Problem(_place(path, mark), "wrong-shape", message))
            continue
        try:
            yield mark, _flat(value, mark, 0)
        except RecursionError:
            reader.problems.append(Problem(_place(path, mark), "too-deep", f"nested more than {MAX_DEPTH} deep; remove brackets"))


def _flat(pairs: _Pairs, mark: _Mark, depth: int) -> list[Node]:
    return [node for key, value in pairs if value is not None for node in (_scalar(key, mark), _node(value, mark, depth + 1))]


def _node(value: Any, mark: _Mark, depth: int) -> Node:
    if depth > MAX_DEPTH:
        raise RecursionError
    if type(value) is _Pairs:
        return Mapping(_flat(value, mark, depth), mark, mark)
    if type(value) is list:
        return Sequence([_node(item, mark, depth + 1) for item in value], mark, mark)
    if value is True or value is False or value is None:
        return _scalar({True: "true", False: "false", None: "null"}[value], mark, quoted=False)
    return _scalar(str(value), mark)


def _csv_rows(text: str, path: str, reader: Reader) -> Iterator[tuple[_Mark, list[Node]]]:
    table = csv.reader(_lines(text), strict=True)
    line = 0
    try:
        header = [name.strip() for name in next(table, [])]
        if not _sound_header(header, path, reader):
            return
        line = table.line_num
        for row in table:
            mark = _Mark(line)
            line = table.line_num
            if not any(cell.strip() for cell in row):
                continue
            if len(row) > len(header):
                message = f"{len(row)} cells under {len(header)} columns; put a cell that holds a comma in quotes"
                reader.problems.append(Problem(_place(path, mark), "wrong-shape", message))
                continue
            cells = [(name, cell.strip()) for name, cell in zip(header, row, strict=False) if cell.strip()]
            yield mark, [node for name, cell in cells for node in (_scalar(name, mark), _cell(name, cell, mark))]
    except csv.Error as error:
        message = f"not CSV: {error}; double a quote inside quotes, and close them"
        reader.problems.append(Problem(Source(path, line + 1, 1), "not-csv", message))


def _lines(text: str) -> Iterator[str]:
    """Lines with their ends; unlike `splitlines`, only those that editors show."""
    at = 0
    while at < len(text):
        end = text.find("\n", at) + 1 or len(text)
        yield text[at:end]
        at = end


def _sound_header(header: list[str], path: str, reader: Reader) -> bool:
    def problem(rule: str, message: str) -> None:
        reader.problems.append(Problem(Source(path, 1, 1), rule, message))

    if not header:
        problem("empty-file", f"the file is empty; begin with a line of columns: {', '.join(_COLUMNS)}")
        return False
    sound = True
    for name in dict.fromkeys(header):
        if name not in _COLUMNS:
            problem("unknown-field", f"unknown column {name!r}; {did_you_mean(name, _COLUMNS, 'a table has')}")
            sound = False
        elif header.count(name) > 1:
            problem("duplicate-key", f"the column {name!r} is given twice; keep one")
            sound = False
    return sound


def _cell(name: str, cell: str, mark: _Mark) -> Node:
    if name == "ids":
        pairs = [item.partition(":") for item in _JOINT.split(cell) if item]
        return Mapping([node for scheme, _, value in pairs for node in (_scalar(scheme, mark), _scalar(value.strip(), mark))], mark, mark)
    if name in _LISTS:
        return Sequence([_scalar(item, mark) for item in _JOINT.split(cell) if item], mark, mark)
    return _scalar(cell, mark)
