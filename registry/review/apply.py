"""Decisions of a review queue applied to the registry: the edits, and a line of history for each decision.

All decisions of a queue are applied or none. What the history will say is noted on the disk before the registry is replaced and moved into
the history afterwards, under one lock; if a process ends in between, whichever command comes next compares the note with the registry and
completes the history.
"""

import os
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from registry.errors import Problem, RegistryFileError, Severity
from registry.review.check import check
from registry.review.history import (
    Entry,
    append,
    effective,
    forget_pending,
    history_path,
    keep_pending,
    read_history,
    read_pending,
    time_after,
)
from registry.review.hunks import Hunk, hunks_of
from registry.review.items import Queue
from registry.review.judgements import Step, judge
from registry.review.replay import is_made
from registry.store.change import Change
from registry.store.load import load_files
from registry.store.patch import apply_all
from registry.store.write import rewrite

__all__ = ["Applied", "Clock", "apply_queue", "known_entries", "now", "unknown_problems"]

Clock = Callable[[], datetime]
Path = str | os.PathLike[str]


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Applied:
    """What applying a queue did, or would do."""

    steps: tuple[Step, ...]
    """The decisions that are new; those of a queue that was applied before are not."""
    known: int
    """Decisions that the history has already and that hold."""
    changes: tuple[Change, ...]
    problems: tuple[Problem, ...]
    """What `check` says now and did not say before."""
    entries: tuple[Entry, ...]
    """The lines added to the history; none in a dry run."""


def apply_queue(
    path: Path, queue: Queue, *, by: str, clock: Clock = now, overrule: str = "", file: str | None = None, dry_run: bool = False
) -> Applied:
    """Apply the decisions of a queue to a registry file, or a folder of them.

    by: who decided. overrule: why contradictions shall not stand in the way. file: where new entities go, in a folder of files.
    Raises RegistryFileError with every contradiction and with every error that the registry would have and has not, EditError if an edit
    does not fit; nothing is written then. Time: two checks of the whole registry, and one look at its text for each decision.
    """
    work = _Work(path, queue, by, clock, overrule, file)
    changes = rewrite(path, work.made, dry_run=dry_run, journal=None if dry_run else work)
    return Applied(tuple(work.steps), work.known, changes, tuple(work.problems), tuple(work.entries))


class _Work:
    """One application; `rewrite` may begin it anew when the file changes under it."""

    def __init__(self, path: Path, queue: Queue, by: str, clock: Clock, overrule: str, file: str | None) -> None:
        self.path, self.queue, self.by, self.clock, self.overrule, self.file = os.fspath(path), queue, by, clock, overrule, file
        self.history = history_path(path)
        self.steps: list[Step] = []
        self.known = 0
        self.problems: list[Problem] = []
        self.entries: list[Entry] = []
        self._pending: list[Entry] = []

    def made(self, texts: Mapping[str, str]) -> Mapping[str, str]:
        """The texts with the edits of all decisions made."""
        book = load_files(self.path, [(name, text.encode()) for name, text in texts.items()])
        entries, self._pending = known_entries(self.history, texts)
        past = effective(entries)
        decided = judge(self.queue.items, book, past, overrule=self.overrule, file=self.file)
        held = {_identity(entry) for entry in past}
        self.steps = [step for step in decided if step.edits or _identity(self._entry(step, "", 0)) not in held]
        self.known = len(decided) - len(self.steps)
        self._when = time_after(self.clock(), entries)
        edits = [edit for step in self.steps for edit in step.edits]
        if not edits:
            self.problems = []
            return texts
        after = apply_all(texts, edits)
        self.problems = unknown_problems(self.path, texts, after)
        errors = [problem for problem in self.problems if problem.severity is Severity.ERROR and not self._is_overruled(problem)]
        if errors:
            raise RegistryFileError(errors)
        return after

    def _is_overruled(self, problem: Problem) -> bool:
        """A form that two entities now share, as its editor insisted."""
        return problem.rule == "shared-alias" and any(step.overrules for step in self.steps)

    def _entry(self, step: Step, when: str, number: int, hunks: tuple[Hunk, ...] = ()) -> Entry:
        item, decision = step.item, step.decision
        return Entry(
            when,
            self.by,
            decision.verb.value,
            number,
            item.key,
            item.name,
            item.evidence,
            decision.entity,
            tuple(item.forms) or (item.name,),
            decision.because,
            tuple(dict.fromkeys(snippet.article for snippet in item.snippets)),
            step.overrules,
            self.overrule if step.overrules else "",
            step.edits,
            hunks,
        )

    def begin(self, changes: Sequence[Change]) -> None:
        """Note what the history will say, with the lines that each decision changes."""
        texts: Mapping[str, str] = {change.path: change.before for change in changes}
        self.entries = []
        for number, step in enumerate(self.steps):
            after = apply_all(texts, step.edits) if step.edits else texts
            self.entries.append(self._entry(step, self._when, number, hunks_between(texts, after)))
            texts = after
        keep_pending(self.history, [*self._pending, *self.entries])

    def finish(self) -> None:
        """Move the note into the history."""
        append(self.history, [*self._pending, *self.entries])
        forget_pending(self.history)


def known_entries(history: str, texts: Mapping[str, str]) -> tuple[list[Entry], list[Entry]]:
    """The lines of a history, and of an unfinished command those that the registry shows to be made and the history lacks."""
    entries = read_history(history)
    ids = {entry.id for entry in entries}
    pending = [entry for entry in read_pending(history) if entry.id not in ids and is_made(entry, entries, texts)]
    return [*entries, *pending], pending


def hunks_between(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[Hunk, ...]:
    """The lines that differ, file by file."""
    return tuple(hunk for path in before for hunk in hunks_of(before[path], after[path], os.path.basename(path)))


def _identity(entry: Entry) -> tuple[object, ...]:
    """What makes two decisions one, whoever takes them and when."""
    return entry.key, entry.evidence, entry.verb, entry.entity, frozenset(entry.forms), entry.because


def unknown_problems(path: str, before: Mapping[str, str], after: Mapping[str, str]) -> list[Problem]:
    """What `check` says of the texts after and not of those before; a problem whose line alone has moved is not told again."""
    old = Counter(map(_shape, check(path, contents=before).problems))
    found = []
    for problem in check(path, contents=after).problems:
        old[_shape(problem)] -= 1
        if old[_shape(problem)] < 0:
            found.append(problem)
    return found


def _shape(problem: Problem) -> tuple[str, str, str]:
    return problem.source.path, problem.rule, re.sub(r"\d+", "0", problem.message)
