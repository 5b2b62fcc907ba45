"""Which passages of an article may ever be quoted: the text of all others need not be kept.

A pair is shown by the shortest sentence that names both, else by the shortest paragraph, else by the shortest sentence of each
(`registry.graph.counting.quotes`); so an article keeps at most a passage for each actor and each pair, whatever its length.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import combinations
from textwrap import shorten

from registry.graph.counting.windows import Window

__all__ = ["LONGEST", "quotable"]

LONGEST = 500
"""Characters of a passage: a long news paragraph; beyond it the two names may be a page apart."""

Pair = tuple[str, str]


def quotable(text: str, sentences: Sequence[Window], paragraphs: Sequence[Window]) -> tuple[tuple[Window, ...], tuple[Window, ...]]:
    """The windows of a text, those with their text on one line that are the best for somebody.

    A sentence is cut between words after `LONGEST` characters, a paragraph longer than that is not quoted.

    >>> met, spoke = Window(0, 14, ("csto", "nato")), Window(15, 30, ("csto",))
    >>> [window.text for window in quotable("CSTO met NATO. The CSTO spoke.", [met, spoke], [])[0]]
    ['CSTO met NATO.', '']
    """
    lines = [_cut(_line(text, window)) for window in sentences]
    wanted = _shortest_alone(sentences, lines)
    shown = _best(sentences, lines)
    longer = [_line(text, window) for window in paragraphs]
    long = {at for at, line in enumerate(longer) if len(line) > LONGEST}
    needed = _best(paragraphs, longer, without=shown, but=long)
    return _told(sentences, lines, wanted | set(shown.values())), _told(paragraphs, longer, needed.values())


def _best(windows: Sequence[Window], lines: Sequence[str], *, without: Iterable[Pair] = (), but: Iterable[int] = ()) -> dict[Pair, int]:
    """The number of the window that shows each pair best, but for those shown otherwise."""
    best: dict[Pair, int] = {}
    done, left_out = frozenset(without), frozenset(but)
    for at, window in enumerate(windows):
        if at in left_out:
            continue
        for pair in combinations(window.actors, 2):
            if pair not in done and (pair not in best or _rank(lines[at]) < _rank(lines[best[pair]])):
                best[pair] = at
    return best


def _shortest_alone(windows: Sequence[Window], lines: Sequence[str]) -> set[int]:
    shortest: dict[str, int] = {}
    for at, window in enumerate(windows):
        for actor in window.actors:
            if actor not in shortest or len(lines[at]) < len(lines[shortest[actor]]):
                shortest[actor] = at
    return set(shortest.values())


def _rank(line: str) -> tuple[int, str]:
    return len(line), line


def _told(windows: Sequence[Window], lines: Sequence[str], wanted: Iterable[int]) -> tuple[Window, ...]:
    kept = frozenset(wanted)
    return tuple(replace(window, text=lines[at]) if at in kept else window for at, window in enumerate(windows))


def _line(text: str, window: Window) -> str:
    """The text of a window on one line."""
    return " ".join(text[window.start : window.end].split())


def _cut(text: str) -> str:
    """A sentence that goes on without end is cut between words."""
    return text if len(text) <= LONGEST else shorten(text, LONGEST, placeholder=" …")
