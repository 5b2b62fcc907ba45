"""A file written whole: the old one or the new one, whenever the power goes."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO

from registry.errors import Problem, RegistryFileError, Source

__all__ = ["replace_bytes", "replacing"]


@contextmanager
def replacing(path: str) -> Iterator[BinaryIO]:
    """A file to write under a temporary name in the same folder; at the end it takes the place of `path`, whose permissions and link stay.

    A new file gets the permissions that new files get here. Raises RegistryFileError if the place cannot be written; what was there stays,
    as it does where the block raises.
    """
    target = os.path.realpath(path)
    temporary = None
    try:
        handle, temporary = tempfile.mkstemp(dir=os.path.dirname(target), prefix=".", suffix=".part")
        with open(handle, "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, _mode(target))
        os.replace(temporary, target)
        temporary = None
    except OSError as error:
        message = f"cannot be written: {error.strerror or error}; check the path and its permissions"
        raise RegistryFileError([Problem(Source(path, 1, 1), "unwritable-file", message)]) from None
    finally:
        if temporary is not None:
            with suppress(OSError):
                os.remove(temporary)


def replace_bytes(path: str, data: bytes) -> None:
    """Write a file whole, as `replacing` does."""
    with replacing(path) as file:
        file.write(data)


def _mode(path: str) -> int:
    """The permissions of the file to replace; a temporary file's own are for secrets."""
    with suppress(FileNotFoundError):
        return os.stat(path).st_mode & 0o7777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
