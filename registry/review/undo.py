"""Decisions taken back: the lines of the registry as they were before, and a line of history that says so."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from registry.errors import EditError
from registry.review.apply import Clock, Path, hunks_between, known_entries, now
from registry.review.history import UNDO, Entry, append, effective, forget_pending, history_path, keep_pending, time_after
from registry.review.replay import undone
from registry.store.change import Change
from registry.store.load import load_files
from registry.store.write import rewrite

__all__ = ["Undone", "undo"]


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undoing did, or would do."""

    decisions: tuple[Entry, ...]
    """Those taken back, the latest first."""
    changes: tuple[Change, ...]


def undo(
    path: Path, id: str | None = None, *, last: int = 1, by: str, clock: Clock = now, because: str = "", dry_run: bool = False
) -> Undone:
    """Take back what the last applications of a queue did, or one decision by the beginning of its id.

    Lines are restored byte for byte. Raises EditError, and writes nothing, if they have changed since, or if there is nothing to undo;
    RegistryFileError if the registry would no longer load.
    """
    work = _Undoing(path, id, last, by, clock, because)
    changes = rewrite(path, work.made, dry_run=dry_run, journal=None if dry_run else work)
    return Undone(tuple(work.decisions), changes)


class _Undoing:
    def __init__(self, path: Path, id: str | None, last: int, by: str, clock: Clock, because: str) -> None:
        self.path, self.id, self.last, self.by, self.clock, self.because = os.fspath(path), id, last, by, clock, because
        self.history = history_path(path)
        self.decisions: list[Entry] = []
        self.entries: list[Entry] = []
        self._pending: list[Entry] = []

    def made(self, texts: Mapping[str, str]) -> Mapping[str, str]:
        """The texts without what the decisions changed."""
        entries, self._pending = known_entries(self.history, texts)
        self.decisions = self._chosen(effective(entries))
        when = time_after(self.clock(), entries)
        self.entries = []
        before: Mapping[str, str] = texts
        for number, entry in enumerate(self.decisions):
            after = undone(entry, before)
            line = Entry(when, self.by, UNDO, number, entry.key, entry.name, entry.evidence, undoes=entry.id, because=self.because)
            self.entries.append(replace(line, hunks=hunks_between(before, after)))
            before = after
        if before != texts:
            load_files(self.path, [(name, text.encode()) for name, text in before.items()])
        return before

    def _chosen(self, decisions: Sequence[Entry]) -> list[Entry]:
        if self.id is not None:
            found = [entry for entry in decisions if entry.id.startswith(self.id)]
            if len(found) != 1:
                what = f"{len(found)} decisions begin with" if found else "no decision that holds has"
                raise EditError(f"{self.history}: {what} the id {self.id!r}; the last are {_told(found or decisions)}")
            return found
        if not decisions:
            raise EditError(f"{self.history}: there is nothing to undo; no decision holds that was applied here")
        times = sorted({(entry.when, entry.by) for entry in decisions})[-self.last :]
        return [entry for entry in reversed(decisions) if (entry.when, entry.by) in times]

    def begin(self, changes: Sequence[Change]) -> None:
        """Note what the history will say."""
        keep_pending(self.history, [*self._pending, *self.entries])

    def finish(self) -> None:
        """Say it."""
        append(self.history, [*self._pending, *self.entries])
        forget_pending(self.history)


def _told(entries: Sequence[Entry]) -> str:
    return ", ".join(f"{entry.id} {entry}" for entry in entries[-3:]) or "none"
