"""Files written whole or not at all."""

import os
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from pathlib import Path

from registry.errors import ExportError

PathLike = str | os.PathLike[str]


def replace_files(contents: Mapping[PathLike, bytes]) -> None:
    """Write all files or none: each under a temporary name beside its own, then all renamed.

    A symbolic link stays one and its target is replaced. Raises ExportError if a folder is missing or closed.
    """
    with ExitStack() as cleanup:
        ready: list[tuple[str, str]] = []
        for path, content in contents.items():
            try:
                target = os.path.realpath(path)
                if os.path.exists(target) and not os.path.isfile(target):
                    # A terminal or a pipe: there is nothing to replace. A folder refuses by itself.
                    Path(target).write_bytes(content)
                    continue
                number, temporary = tempfile.mkstemp(dir=os.path.dirname(target), prefix=".", suffix=".part")
                cleanup.callback(_remove, temporary)
                with open(number, "wb") as file:
                    file.write(content)
                os.chmod(temporary, _mode(target))
            except (OSError, ValueError) as error:
                reason = error.strerror if isinstance(error, OSError) else error
                raise ExportError(f"{os.fspath(path)}: cannot be written: {reason}; choose another path") from error
            ready.append((temporary, target))
        for temporary, target in ready:
            try:
                os.replace(temporary, target)
            except OSError as error:
                raise ExportError(f"{target}: cannot be replaced: {error.strerror}; close it elsewhere or choose another path") from error


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
