"""What editors have decided: a file of JSON Lines beside the registry, to which lines are only ever added.

A decision is a line; so is its undoing. The order of the lines means nothing: they are sorted by time, and a line that stands twice is one.
So git may merge two histories by keeping the lines of both (`merge=union`). Each line holds who decided what, when, why and from which
articles, the edits that followed, and the lines of the registry that they changed.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from registry.edits import Edit
from registry.errors import EditError
from registry.review.edit_data import edit_from, edit_to
from registry.review.hunks import Hunk

__all__ = [
    "UNDO",
    "Entry",
    "append",
    "effective",
    "forget_pending",
    "history_path",
    "keep_pending",
    "read_history",
    "read_pending",
    "time_after",
]

UNDO: Final = "undo"
"""The verb of a line that takes another one back."""
_ID: Final = 12
"""Hexadecimal digits of an id: two of a million decisions share one with a chance of one in 500."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One decision, or the undoing of one."""

    when: str
    """ISO 8601, UTC, to the millisecond; all decisions applied together share it."""
    by: str
    verb: str
    """A `Verb`, or `UNDO`."""
    step: int = 0
    """Its position among those applied together."""
    key: str = ""
    """The item of the queue."""
    name: str = ""
    evidence: str = ""
    entity: str | None = None
    forms: tuple[str, ...] = ()
    because: str = ""
    articles: tuple[str, ...] = ()
    overrules: tuple[str, ...] = ()
    """What spoke against it, as the editor was told."""
    overruled_because: str = ""
    edits: tuple[Edit, ...] = ()
    hunks: tuple[Hunk, ...] = ()
    undoes: str | None = None
    """Of an undoing: the id of the decision."""

    @property
    def id(self) -> str:
        """A hash of all that it says."""
        return hashlib.sha256(_json(self).encode()).hexdigest()[:_ID]

    @property
    def order(self) -> tuple[str, int, str]:
        """What lines are sorted by."""
        return self.when, self.step, self.id

    def __str__(self) -> str:
        return " ".join(filter(None, (self.verb, self.entity, f"({self.name})" if self.name else "")))


def history_path(registry: str | os.PathLike[str]) -> str:
    """Where the history of a registry is: aliases.history.jsonl beside aliases.yaml, history.jsonl inside a folder.

    >>> history_path("desk/aliases.yaml").replace(os.sep, "/").endswith("desk/aliases.history.jsonl")
    True
    """
    name = os.path.realpath(registry)
    return os.path.join(name, "history.jsonl") if os.path.isdir(name) else os.path.splitext(name)[0] + ".history.jsonl"


def time_after(now: datetime, entries: Iterable[Entry]) -> str:
    """The time of a new line: now, or a millisecond behind the last line if a clock was ahead; the order of times is that of events.

    >>> time_after(datetime(2021, 7, 20, 12, tzinfo=UTC), [])
    '2021-07-20T12:00:00.000Z'
    """
    last = max((entry.when for entry in entries), default="")
    when = _written(now)
    if when > last:
        return when
    return _written(datetime.fromisoformat(last) + timedelta(milliseconds=1))


def _written(time: datetime) -> str:
    return time.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def effective(entries: Iterable[Entry]) -> list[Entry]:
    """The decisions that hold: those not undone, in order."""
    found = sorted(entries, key=lambda entry: entry.order)
    undone = {entry.undoes for entry in found}
    return [entry for entry in found if entry.verb != UNDO and entry.id not in undone]


def read_history(path: str) -> list[Entry]:
    """The lines of a history in their order, each once; none if there is no file. Raises EditError on a line that is none of it.

    A last line without its end is one that was being written when a process ended; it is not read.
    """
    try:
        with open(path, "rb") as file:
            data = file.read()
    except FileNotFoundError:
        return []
    except OSError as error:
        raise EditError(f"{path}: cannot be read: {error.strerror}; check its permissions") from error
    found: dict[str, Entry] = {}
    *lines, rest = data.split(b"\n")
    for number, line in enumerate(lines, 1):
        if line.strip():
            entry = _entry(line, path, number)
            found.setdefault(entry.id, entry)
    if rest.strip():
        with suppress(EditError):
            entry = _entry(rest, path, len(lines) + 1)
            found.setdefault(entry.id, entry)
    return sorted(found.values(), key=lambda entry: entry.order)


def _entry(line: bytes, path: str, number: int) -> Entry:
    try:
        return _from_data(json.loads(line))
    except (ValueError, TypeError, KeyError, AttributeError):
        pass
    if line.startswith((b"<<<<<<<", b"=======", b">>>>>>>", b"|||||||")):
        raise EditError(
            f"{path}:{number}:1: git left a conflict here; delete the lines of marks, keep all others, and let git do so itself with "
            f"'*history.jsonl merge=union' in .gitattributes"
        )
    raise EditError(f"{path}:{number}:1: this line is no decision; restore it from git, lines of a history are never edited")


def _from_data(data: dict[str, Any]) -> Entry:
    data.pop("id", None)
    for name in ("forms", "articles", "overrules"):
        data[name] = tuple(data.get(name, ()))
    data["edits"] = tuple(map(edit_from, data.get("edits", ())))
    data["hunks"] = tuple(map(_hunk, data.get("hunks", ())))
    return Entry(**data)


def _hunk(data: dict[str, Any]) -> Hunk:
    return Hunk(data["file"], int(data["line"]), *(tuple(data[name]) for name in ("above", "old", "new", "below")))


def _json(entry: Entry) -> str:
    data: dict[str, Any] = {}
    for name in Entry.__slots__:
        value = getattr(entry, name)
        if name == "edits":
            value = [edit_to(edit) for edit in value]
        elif name == "hunks":
            value = [{part: getattr(hunk, part) for part in Hunk.__slots__} for hunk in value]
        if value or name in ("when", "by", "verb"):
            data[name] = value
    return json.dumps(data, ensure_ascii=False)


def line_of(entry: Entry) -> bytes:
    """A line of the file."""
    text = f'{{"id": "{entry.id}", {_json(entry)[1:]}\n'
    return text.encode("utf-8", "backslashreplace")  # of half a character, which no UTF-8 holds, the escape that JSON has for it


def append(path: str, entries: Sequence[Entry]) -> None:
    """Add lines and see them onto the disk. The caller holds the lock on the folder. Raises EditError if the file cannot be written."""
    if not entries:
        return
    try:
        with open(path, "a+b") as file:
            file.seek(0)
            data = file.read()
            if data and not data.endswith(b"\n"):
                whole = data.rfind(b"\n") + 1
                try:
                    _from_data(json.loads(data[whole:]))
                    file.write(b"\n")
                except (ValueError, TypeError, KeyError, AttributeError):
                    file.truncate(whole)  # half a line, of a process that ended while it wrote
            file.write(b"".join(map(line_of, entries)))
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise EditError(f"{path}: cannot be written: {error.strerror}; check its permissions, then run the command again") from error


def _pending_path(path: str) -> str:
    folder, name = os.path.split(path)
    return os.path.join(folder, f".{name}.pending")


def keep_pending(path: str, entries: Sequence[Entry]) -> None:
    """Note on the disk what the history will say, before the registry is changed: after a crash the next command completes it."""
    forget_pending(path)
    append(_pending_path(path), entries)


def read_pending(path: str) -> list[Entry]:
    """The lines of a command that did not come to its end."""
    return read_history(_pending_path(path))


def forget_pending(path: str) -> None:
    """The command has come to its end."""
    with suppress(FileNotFoundError):
        os.remove(_pending_path(path))
