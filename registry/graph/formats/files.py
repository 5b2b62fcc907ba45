"""Files written whole or not at all."""

import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import ExitStack, suppress

from registry.errors import ExportError

PathLike = str | os.PathLike[str]


def replace_files(contents: Mapping[PathLike, bytes | Iterable[bytes]]) -> None:
    """Write all files or none: each under a temporary name beside its own, then all renamed.

    A content is its bytes, or pieces of them in order, of which one is held at a time; an error raised by whoever makes the pieces leaves
    every file as it was. A symbolic link stays one and its target is replaced. Raises ExportError if a folder is missing or closed.
    """
    with ExitStack() as cleanup:
        ready: list[tuple[str, str]] = []
        for path, content in contents.items():
            pieces = (content,) if isinstance(content, bytes) else content
            try:
                target = _target(path)
                if os.path.exists(target) and not os.path.isfile(target):
                    # A terminal or a pipe: there is nothing to replace. A folder refuses by itself.
                    with open(target, "wb") as file:
                        file.writelines(pieces)
                    continue
                number, temporary = tempfile.mkstemp(dir=os.path.dirname(target), prefix=".", suffix=".part")
                cleanup.callback(_remove, temporary)
                with open(number, "wb") as file:
                    file.writelines(pieces)
                os.chmod(temporary, _mode(target))
            except OSError as error:
                raise ExportError(f"{os.fspath(path)}: cannot be written: {error.strerror}; choose another path") from error
            ready.append((temporary, target))
        _rename(ready, cleanup)


def _rename(ready: Iterable[tuple[str, str]], cleanup: ExitStack) -> None:
    """Let each file take the place of its target; should one fail, those before it get their old files back."""
    with ExitStack() as undo:
        for temporary, target in ready:
            try:
                if os.path.exists(target):
                    undo.callback(os.replace, _kept(target, cleanup), target)
                else:
                    undo.callback(_remove, target)
                os.replace(temporary, target)
            except OSError as error:
                raise ExportError(f"{target}: cannot be replaced: {error.strerror}; close it elsewhere or choose another path") from error
        undo.pop_all()


def _kept(path: str, cleanup: ExitStack) -> str:
    """A second name of a file, or a copy where the file system has no second names."""
    number, kept = tempfile.mkstemp(dir=os.path.dirname(path), prefix=".", suffix=".old")
    cleanup.callback(_remove, kept)
    os.close(number)
    os.remove(kept)
    try:
        os.link(path, kept)
    except OSError:
        shutil.copy2(path, kept)
    return kept


def _target(path: PathLike) -> str:
    try:
        return os.path.realpath(path)
    except ValueError as error:  # a null character
        raise ExportError(f"{os.fspath(path)!r}: cannot be written: {error}; choose another path") from error


def _remove(path: str) -> None:
    with suppress(FileNotFoundError):
        os.remove(path)


def _mode(path: str) -> int:
    """The permissions of the file to replace, or those that a new file gets here; mkstemp's own are for secrets."""
    with suppress(FileNotFoundError):
        return os.stat(path).st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
