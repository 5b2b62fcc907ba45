"""One editor at a time in a folder.

What is locked is the folder: a file that is replaced would carry its lock away with it. The system lets go of the lock when its process
ends, however it ends, so no stale lock can be left behind.
"""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from registry.errors import EditError

__all__ = ["locked"]

_PATIENCE: Final = 30.0
"""Seconds to wait for another editor: the edit of a large registry takes less than one."""
_PAUSE: Final = 0.01
"""Seconds between two looks at the lock."""
_LOCK_FILE: Final = ".registry.lock"
"""Locked instead where a folder cannot be: on Windows, and on some file systems of networks. It stays there, empty."""


@contextmanager
def locked(folder: str, *, patience: float = _PATIENCE) -> Iterator[None]:
    """Be the only one to edit in a folder. Raises EditError if somebody else is for longer than `patience` seconds."""
    try:
        handle = _handle(folder or ".")
    except OSError as error:
        raise EditError(f"{folder}: cannot be locked: {error.strerror}; check the path and its permissions") from error
    try:
        last = time.monotonic() + patience
        while not _lock(handle):
            if time.monotonic() > last:
                raise EditError(f"{folder}: another program has been editing here for {patience:.0f} seconds; try again when it is done")
            time.sleep(_PAUSE)
        yield
    finally:
        os.close(handle)


def _in_file(folder: str) -> int:
    return os.open(os.path.join(folder, _LOCK_FILE), os.O_RDWR | os.O_CREAT)


if sys.platform == "win32":
    import msvcrt

    def _handle(folder: str) -> int:
        return _in_file(folder)

    def _lock(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _handle(folder: str) -> int:
        handle = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
            fcntl.flock(handle, fcntl.LOCK_UN)
        except BlockingIOError:
            pass
        except OSError:  # NFS locks only what is open for writing
            os.close(handle)
            return _in_file(folder)
        return handle

    def _lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
