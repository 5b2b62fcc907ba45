"""Values kept small while they wait in memory: many small objects take five times what their pickle takes when it is compressed.

Nothing packed is ever read from a file or from another program.
"""

import pickle
import zlib
from typing import Any

__all__ = ["packed", "unpacked"]

_FAST = 1  # the level of compression; higher ones save a tenth and take twice the time


def packed(value: object) -> bytes:
    """The value as bytes.

    >>> unpacked(packed({"csto": "The CSTO met."}))
    {'csto': 'The CSTO met.'}
    """
    return zlib.compress(pickle.dumps(value, pickle.HIGHEST_PROTOCOL), _FAST)


def unpacked(data: bytes) -> Any:
    """The value again."""
    return pickle.loads(zlib.decompress(data))
