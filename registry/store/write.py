"""Edits written to disk: one process at a time, from the file as it is then, and whole or not at all.

The lock is on the folder, since a file that is replaced carries its lock away with it. Editors of text do not know it: before a file is
replaced it is read once more, and if it is no longer the one that was edited, the edits are made again on what it is now.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, suppress
from typing import Final, Protocol

from registry.edits import Edit
from registry.errors import EditError
from registry.store.change import Change
from registry.store.load import files_of, read_bytes
from registry.store.lock import locked
from registry.store.patch import apply_all
from registry.store.read import decode

__all__ = ["Journal", "edit", "rewrite"]

_TRIES: Final = 5
"""How often a file may change under the edit before the edit gives up."""


def edit(path: str | os.PathLike[str], *edits: Edit, dry_run: bool = False) -> tuple[Change, ...]:
    """Make edits in a registry file, or a folder of them, and write what changed; the changes, one a file.

    Lines that are not concerned stay byte for byte. All edits are made or none. Each file is replaced whole, so a crash leaves the old
    or the new one; of several files, each for itself. With `dry_run` nothing is written.
    Raises EditError if an edit does not fit or the file cannot be written, RegistryFileError if it cannot be read.
    """
    return rewrite(path, lambda texts: apply_all(texts, edits), dry_run=dry_run)


class Journal(Protocol):
    """Who keeps a record of what is written, under the same lock."""

    def begin(self, changes: Sequence[Change]) -> None:
        """What is about to be written; nothing is yet."""

    def finish(self) -> None:
        """It is written."""


def rewrite(
    path: str | os.PathLike[str],
    make: Callable[[Mapping[str, str]], Mapping[str, str]],
    *,
    dry_run: bool = False,
    journal: Journal | None = None,
) -> tuple[Change, ...]:
    """As `edit`, with any function from the texts of the files, by path, to their new texts. It may be called again: see above."""
    name = os.fspath(path)
    if dry_run or not os.path.exists(name):
        return _changes(_read(name), make)
    folder = name if os.path.isdir(name) else os.path.dirname(os.path.realpath(name))
    for _ in range(_TRIES):
        with locked(folder):
            texts = _read(name)
            changes = _changes(texts, make)
            if journal:
                journal.begin(changes)
            if _replaced(name, texts, changes):
                if journal:
                    journal.finish()
                return changes
    raise EditError(f"{name}: somebody else keeps changing the file; nothing was written, try again")


def _changes(texts: Mapping[str, str], make: Callable[[Mapping[str, str]], Mapping[str, str]]) -> tuple[Change, ...]:
    after = make(texts)
    return tuple(Change(path, text, after[path]) for path, text in texts.items() if after[path] != text)


def _read(path: str) -> dict[str, str]:
    """The texts of the files of a registry, with the byte order mark that they may have."""
    texts = {}
    for name in files_of(path):
        data = read_bytes(name)
        mark = "\ufeff" if data.startswith(b"\xef\xbb\xbf") else ""
        texts[name] = mark + decode(data, name)
    return texts


def _replaced(path: str, texts: Mapping[str, str], changes: Sequence[Change]) -> bool:
    """Write the changes; False if a file is no longer what was edited."""
    with ExitStack() as cleanup:
        ready: list[tuple[str, str]] = []
        for change in changes:
            try:
                target = os.path.realpath(change.path)
                # Under the lock nobody else uses this name, so what a killed process leaves behind is overwritten by the next.
                temporary = os.path.join(os.path.dirname(target), f".{os.path.basename(target)}.part")
                cleanup.callback(_forget, temporary)
                with open(temporary, "wb") as file:
                    file.write(change.after.encode())
                    file.flush()
                    os.fsync(file.fileno())
                os.chmod(temporary, os.stat(target).st_mode & 0o7777)
            except OSError as error:
                raise EditError(f"{change.path}: cannot be written: {error.strerror}; check its permissions") from error
            ready.append((temporary, target))
        if _read(path) != texts:
            return False
        for temporary, target in ready:
            try:
                os.replace(temporary, target)
            except OSError as error:
                raise EditError(f"{target}: cannot be replaced: {error.strerror}; close it elsewhere and try again") from error
        for folder in {os.path.dirname(target) for _, target in ready}:
            _flush_folder(folder)
    return True


def _forget(path: str) -> None:
    with suppress(FileNotFoundError):
        os.remove(path)


def _flush_folder(folder: str) -> None:
    """Make the new name itself last through a power cut, where folders can be opened."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
