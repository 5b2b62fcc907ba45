"""What the look-up tables of a compiled registry depend on besides its entities: how words are cut, folded and romanised."""

import os
import unicodedata
from functools import cache
from typing import Final
from zlib import crc32

__all__ = ["RULES", "fingerprint", "libraries"]

RULES: Final = ("text", "text/data", "match/arrange.py", "match/index.py", "match/names.py", "match/near/tables.py", "compiled/compile.py")
"""Files and folders of the package; more than is needed, as a file too old that passes answers wrongly and one refused costs a minute."""


@cache
def fingerprint() -> str:
    """A checksum over those files and the version of Unicode; a millisecond's work."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    checksum = crc32(unicodedata.unidata_version.encode())
    for rule in RULES:
        path = os.path.join(package, rule)
        names = [os.path.join(path, name) for name in sorted(os.listdir(path))] if os.path.isdir(path) else [path]
        for name in names:
            if name.endswith((".py", ".yaml")):
                with open(name, "rb") as file:
                    checksum = crc32(file.read(), crc32(os.path.basename(name).encode(), checksum))
    return f"{checksum:08x}"


@cache
def libraries() -> str:
    """The version of the library that romanises; asked for only where sounds are, as finding it out takes twenty milliseconds."""
    from importlib.metadata import version

    return f"Unidecode {version('Unidecode')}"
