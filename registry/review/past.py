"""What was said to earlier items: of a history, the lines that hold."""

import json
from dataclasses import dataclass

from registry.errors import EditError
from registry.store.load import read_bytes
from registry.store.read import decode

__all__ = ["Past", "read_past"]


@dataclass(frozen=True, slots=True)
class Past:
    """What was once said to an item, and what the item rested on then; `verb` is a `Verb`."""

    key: str
    evidence: str
    verb: str


def read_past(path: str) -> tuple[Past, ...]:
    """The decisions of a history in JSON Lines that nobody has undone. Raises EditError on a line that is none."""
    lines = decode(read_bytes(path), path).split("\n")
    rows = [_row(line, f"{path}:{number}:1") for number, line in enumerate(lines, 1) if line.strip()]
    undone = {row.get("undoes") for row in rows} - {None}
    return tuple(
        Past(str(row["key"]), str(row.get("evidence", "")), str(row["verb"]))
        for row in rows
        if row.get("key") and row.get("verb") and row.get("id") not in undone
    )


def _row(line: str, place: str) -> dict[str, object]:
    try:
        row = json.loads(line)
    except ValueError:
        row = None
    if not isinstance(row, dict):
        raise EditError(f"{place}: this line is no decision; restore it from git, lines of a history are never edited")
    return row
