"""Lines that an edit took out and put in, kept with their neighbours, so that the edit can be taken back by later readers of a history.

A hunk is found again by its lines and not by their number: what others have changed elsewhere in the file does not matter.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from registry.errors import EditError

__all__ = ["Hunk", "hunks_of", "taken_back"]

_NEIGHBOURS: Final = 3
"""Lines kept above and below, as diff keeps them: a list row is seldom unique alone, nearly always between its neighbours."""


@dataclass(frozen=True, slots=True)
class Hunk:
    """One change of one file. Lines keep their ends."""

    file: str
    """The name of the file, in the folder of the registry."""
    line: int
    """Where it stands after the change, from 1."""
    above: tuple[str, ...]
    old: tuple[str, ...]
    new: tuple[str, ...]
    below: tuple[str, ...]


def hunks_of(before: str, after: str, file: str) -> tuple[Hunk, ...]:
    r"""What leads from one text to the other.

    >>> hunks_of("a\nb\n", "a\nx\nb\n", "aliases.yaml")
    (Hunk(file='aliases.yaml', line=2, above=('a\n',), old=(), new=('x\n',), below=('b\n',)),)
    """
    old, new = _lines(before), _lines(after)
    shorter = min(len(old), len(new))
    top = next((number for number in range(shorter) if old[number] != new[number]), shorter)
    bottom = next((number for number in range(shorter - top) if old[-1 - number] != new[-1 - number]), shorter - top)
    middle = SequenceMatcher(None, old[top : len(old) - bottom], new[top : len(new) - bottom], autojunk=False)
    found = []
    for tag, a, b, c, d in middle.get_opcodes():
        if tag != "equal":
            a, b, c, d = a + top, b + top, c + top, d + top
            above, below = new[max(0, c - _NEIGHBOURS) : c], new[d : d + _NEIGHBOURS]
            found.append(Hunk(file, c + 1, tuple(above), tuple(old[a:b]), tuple(new[c:d]), tuple(below)))
    return tuple(found)


def taken_back(text: str, hunks: Sequence[Hunk], path: str, what: str) -> str:
    r"""The text with the hunks of one edit undone. Raises EditError, naming the place and `what`, if its lines are no longer there.

    >>> taken_back("a\nx\nb\n# more\n", hunks_of("a\nb\n# more\n", "a\nx\nb\n# more\n", ""), "aliases.yaml", "it")
    'a\nb\n# more\n'
    """
    lines = _lines(text)
    # All places are looked up before the first change: one hunk's lines may be the other's neighbours.
    splices = [(_start(lines, hunk, path, what), hunk) for hunk in hunks]
    for start, hunk in sorted(splices, key=lambda splice: splice[0], reverse=True):
        lines[start : start + len(hunk.new)] = hunk.old
    return "".join(lines)


def _start(lines: Sequence[str], hunk: Hunk, path: str, what: str) -> int:
    block = [*hunk.above, *hunk.new, *hunk.below]
    last = len(lines) - len(block)
    starts = (
        start
        for start in range(last + 1)
        if (not block or lines[start] == block[0])
        and (start == 0 or len(hunk.above) == _NEIGHBOURS)  # fewer lines above or below: it stood at the top or the end of the file
        and (start == last or len(hunk.below) == _NEIGHBOURS)
    )
    found = [start + len(hunk.above) for start in starts if list(lines[start : start + len(block)]) == block]
    if hunk.line - 1 in found:
        return hunk.line - 1
    if len(found) == 1:
        return found[0]
    if found:
        places = ", ".join(str(start + 1) for start in found)
        raise EditError(f"{path}:{found[0] + 1}:1: the lines of {what} stand more than once, in lines {places}; edit them by hand")
    nearest = min((n for n, line in enumerate(lines) if line in hunk.new), key=lambda n: abs(n + 1 - hunk.line), default=hunk.line - 1)
    place = f"{path}:{min(nearest, len(lines) - 1) + 1}:1"
    raise EditError(f"{place}: the lines of {what}, or those beside them, have changed since; undo what came later first, or edit by hand")


def _lines(text: str) -> list[str]:
    parts = text.split("\n")
    return [line + "\n" for line in parts[:-1]] + [line for line in parts[-1:] if line]
