"""A file of lines that is written line by line and takes its place when it is whole, and with which a later run can go on.

While FILE is made there are two files beside it: FILE.part, whose lines are final as they are written, so that it is the journal of what
has been done; and FILE.part.json, which says of which work it is. Both stay when the work is interrupted or dies, and go when it is done.
A line that was torn is cut off and made again.
"""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from registry.errors import ExportError

try:
    import fcntl
except ImportError:  # on Windows, where a file that is open cannot be taken away either
    fcntl = None  # type: ignore[assignment]

__all__ = ["Journal", "is_stream"]


def is_stream(path: Path) -> bool:
    """Whether what is written to this path is gone: a terminal, a pipe."""
    return path.exists() and not path.is_file() and not path.is_dir()


class Journal:
    """Lines on their way to a file; a context, whose end without an exception puts the file in its place.

    work: what the lines depend on, in the plural, and the mark of each. resume: go on with what there is; else a part of an earlier run
    is refused rather than lost. Raises ExportError if it is another work's, or if the place cannot be written.
    """

    def __init__(self, path: Path, work: Mapping[str, str], *, resume: bool) -> None:
        self.path = path
        self.lines = 0
        """How many an earlier run has left,"""
        self.last = b""
        """and the last of them."""
        try:
            self._target = os.path.realpath(path)
            if os.path.isdir(self._target):
                raise ExportError(f"{path}: is a folder; name a file in it")
            self._part, self._about = f"{self._target}.part", f"{self._target}.part.json"
            if os.path.exists(self._part):
                self._check(work, resume)
                self._open()
                self._cut()
            else:
                _write(self._about, json.dumps(work, ensure_ascii=False, indent=1) + "\n")
                self._open()
        except (OSError, ValueError) as error:  # ValueError: a NUL in the path
            raise self._unwritable(error) from error

    def _open(self) -> None:
        self._file: IO[bytes] = open(self._part, "ab")  # noqa: SIM115 (closed by __exit__)
        if fcntl is not None:
            try:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                self._file.close()
                raise ExportError(f"{self._part}: another run is writing it; wait for it, or write to another file") from None

    def _unwritable(self, error: OSError | ValueError) -> ExportError:
        reason = error.strerror if isinstance(error, OSError) else error
        return ExportError(f"{self.path}: cannot be written: {reason}; choose another path")

    def _check(self, work: Mapping[str, str], resume: bool) -> None:
        try:
            before = json.loads(Path(self._about).read_text("utf-8"))
        except (OSError, ValueError):
            before = None
        remove = f"remove {self._part} to begin anew"
        if not isinstance(before, dict):
            raise ExportError(f"{self._part}: is in the way, and nothing says of which run it is; {remove}")
        if not resume:
            raise ExportError(f"{self._part}: holds what an interrupted run has done; go on with --resume, or {remove}")
        for name, mark in work.items():
            if before.get(name) != mark:
                was = f"their mark was {before.get(name)} and is {mark}"
                raise ExportError(f"{self._part}: was begun with other {name} ({was}); give those of then, or {remove}")

    def _cut(self) -> None:
        """Count the whole lines and cut off the torn one."""
        with open(self._part, "r+b") as file:
            end = 0
            for line in file:
                if not line.endswith(b"\n"):
                    break
                end += len(line)
                self.lines, self.last = self.lines + 1, line
            file.truncate(end)

    def write(self, line: str) -> None:
        """Add a line."""
        try:
            self._file.write(line.encode("utf-8"))
        except OSError as error:
            raise self._unwritable(error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            try:
                self._file.close()
            except OSError:
                if kind is None:
                    raise  # else the disk is full, as has been said, and what could be written stays
            if kind is None:
                with suppress(FileNotFoundError):
                    os.chmod(self._part, os.stat(self._target).st_mode & 0o777)
                os.replace(self._part, self._target)
            elif os.path.getsize(self._part):
                return
            for path in (self._part, self._about):
                with suppress(FileNotFoundError):
                    os.remove(path)
        except OSError as failure:
            raise self._unwritable(failure) from failure


def _write(path: str, text: str) -> None:
    """Whole or not at all."""
    temporary = f"{path}.new"
    with open(temporary, "w", encoding="utf-8") as file:
        file.write(text)
    os.replace(temporary, path)
