"""Any value made one scalar that every format can hold.

What happens to a value:
    bool, int, float      kept; an int beyond 64 bits becomes text
    text                  kept; characters that XML cannot hold and lone surrogates are written out: \\x00, \\ud800
    None, NaN             left out
    enum                  its value
    date, time, decimal, fraction, path, UUID      their usual text
    list, tuple, set of such scalars        joined by "; ", a set in sorted order
    dict, and lists in lists                JSON
    anything else, and infinity             refused
"""

import json
import math
import re
from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from pathlib import PurePath
from typing import Any
from uuid import UUID

Scalar = bool | int | float | str

UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What is no character in XML 1.0 (production 2, Char)."""
LONG = 1 << 63
"""GraphML's and Java's `long` ends here."""


def scalar(value: object) -> Scalar | None:
    """The value as one scalar, or None if there is nothing to write.

    Raises TypeError, ValueError or RecursionError on what is refused, the reason in its words.

    >>> scalar(["a", None, 1]), scalar({"k": [1]}), scalar(float("nan"))
    ('a; 1', '{"k": [1]}', None)
    """
    if type(value) not in (str, int, float, bool):
        value = plain(value)
    if isinstance(value, float) and not math.isfinite(value):
        if math.isnan(value):
            return None
        raise ValueError(f"{value!r} is no finite number")
    if value is None or isinstance(value, bool | float):
        return value
    if isinstance(value, int):
        return value if -LONG <= value < LONG else text(value)
    if isinstance(value, str):
        return text(value)
    if type(value).__module__ == "numpy" and hasattr(value, "tolist"):
        value = _unwrapped(value)
    if isinstance(value, set | frozenset):
        return "; ".join(sorted(text(part) for item in value if (part := scalar(item)) is not None))
    if isinstance(value, list | tuple):
        if not any(isinstance(item, list | tuple | set | frozenset | Mapping) for item in value):
            return "; ".join(text(part) for item in value if (part := scalar(item)) is not None)
    elif not isinstance(value, Mapping):
        raise TypeError(f"a {type(value).__name__} has no text of its own")
    return text(json.dumps(_tree(value), ensure_ascii=False, sort_keys=True, allow_nan=False))


def plain(value: object) -> object:
    """Undo what merely wraps a scalar: enums, numpy's own scalars, the subclasses of str and of numbers."""
    if isinstance(value, Enum):
        value = value.value
    if type(value).__module__ == "numpy" and getattr(value, "ndim", None) == 0:
        value = _unwrapped(value)
    for kind in (bool, int, float):
        if isinstance(value, kind):
            return kind(value)
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal | Fraction | PurePath | UUID):
        return str(value)
    return value


def text(value: object) -> str:
    """The value as text without characters that a file cannot hold."""
    if isinstance(value, bool):
        return "true" if value else "false"
    try:
        written = str(value)
    except ValueError:  # Python writes no int of more than 4,300 digits in decimal
        return f"{value:#x}"
    return UNWRITABLE.sub(_written_out, written)


def _unwrapped(array: Any) -> object:
    """Python's own form of numpy's scalars and arrays."""
    unwrapped: object = array.tolist()
    return unwrapped


def _tree(value: object) -> object:
    """A nested value as JSON holds it."""
    if isinstance(value, Mapping):
        tree = {text(scalar(key) if scalar(key) is not None else "null"): _tree(item) for key, item in value.items()}
        if len(tree) < len(value):
            raise ValueError("two of its keys would be written alike")
        return tree
    if isinstance(value, list | tuple):
        return [_tree(item) for item in value]
    return scalar(value)


def _written_out(match: re.Match[str]) -> str:
    code = ord(match.group())
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
