"""A file written whole: the old one or the new one, whenever the power goes."""

import os
import tempfile
from contextlib import suppress

from registry.errors import Problem, RegistryFileError, Source

__all__ = ["replace_bytes"]


def replace_bytes(path: str, data: bytes) -> None:
    """Write under a temporary name in the same folder and let it take the place of `path`; permissions and a symbolic link stay.

    A new file gets the permissions that new files get here. Raises RegistryFileError if the place cannot be written; what was there stays.
    """
    target = os.path.realpath(path)
    temporary = None
    try:
        handle, temporary = tempfile.mkstemp(dir=os.path.dirname(target), prefix=".", suffix=".part")
        with open(handle, "wb") as file:
            file.write(data)
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


def _mode(path: str) -> int:
    """The permissions of the file to replace; a temporary file's own are for secrets."""
    with suppress(FileNotFoundError):
        return os.stat(path).st_mode & 0o7777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
