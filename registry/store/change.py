"""What edits do to one file, to be shown before it is done."""

import re
from dataclasses import dataclass, field
from typing import Final

__all__ = ["Change"]

_CONTEXT: Final = 3
"""Lines around a change, as diff has it."""
_HUNK: Final = re.compile(r"^@@ -(\d+)((?:,\d+)?) \+(\d+)")


@dataclass(frozen=True, slots=True)
class Change:
    """What an edit does to one file; equal texts, nothing."""

    path: str
    before: str = field(repr=False)
    after: str = field(repr=False)

    def __str__(self) -> str:
        return self.diff()

    def diff(self) -> str:
        """The change as a unified diff, with the paths that `git apply` and `patch -p1` take; empty if there is none."""
        from difflib import unified_diff  # for who wants to see it

        old, new = _lines(self.before), _lines(self.after)
        same = next((number for number, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), min(len(old), len(new)))
        first = max(0, same - _CONTEXT)  # finding the difference takes the square of what is compared
        rest = min(len(old), len(new)) - first
        below = next((number for number in range(rest) if old[-1 - number] != new[-1 - number]), rest)
        cut = max(0, below - _CONTEXT)
        name = self.path.lstrip("/")
        lines = unified_diff(old[first : len(old) - cut], new[first : len(new) - cut], f"a/{name}", f"b/{name}", n=_CONTEXT)
        shifted = (_HUNK.sub(lambda match: _moved(match, first), line) for line in lines)
        return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in shifted)


def _moved(hunk: "re.Match[str]", lines: int) -> str:
    return f"@@ -{int(hunk.group(1)) + lines}{hunk.group(2)} +{int(hunk.group(3)) + lines}"


def _lines(text: str) -> list[str]:
    """Lines as `diff` counts them, by line feeds alone."""
    parts = text.split("\n")
    return [line + "\n" for line in parts[:-1]] + [line for line in parts[-1:] if line]
