"""The stretches of an article in which two actors must be named to be tied."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from registry.text.tokens import tokenise

__all__ = ["TOKENS", "Naming", "Window", "token_windows", "windows"]

Naming = tuple[int, int, tuple[str, ...]]
"""Start and end of a mention, and the ids of the actors it names."""

TOKENS = 30
"""A sentence of news and a half: agency style keeps a sentence at some twenty words."""


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of an article and the actors named in it, ids sorted."""

    start: int
    end: int
    actors: tuple[str, ...]
    text: str = field(default="", repr=False)
    """On one line, if it may be quoted (`registry.graph.counting.quotable`)."""


def windows(spans: Iterable[tuple[int, int]], named: Iterable[Naming]) -> tuple[Window, ...]:
    """Sort the actors into the spans that hold where they are named; spans are in order and disjoint, and those without are left out.

    >>> windows([(0, 10), (10, 20)], [(2, 4, ("csto",)), (8, 12, ("russia",))])
    (Window(start=0, end=10, actors=('csto', 'russia')),)
    """
    spans = list(spans)
    starts = [start for start, _ in spans]
    found: dict[int, set[str]] = {}
    for position, _, ids in named:
        number = bisect_right(starts, position) - 1
        if number >= 0 and position < spans[number][1]:
            found.setdefault(number, set()).update(ids)
    return tuple(Window(*spans[number], tuple(sorted(ids))) for number, ids in sorted(found.items()))


def token_windows(text: str, named: Sequence[Naming], length: int) -> tuple[Window, ...]:
    """Stretches of `length` tokens, each opened by a mention; one that ends with the same mention as the stretch before adds nothing.

    So two mentions share a window if and only if fewer than `length` tokens lie between the first token of the one and of the other,
    and a crowd is one window, not one for each of its members. Windows may overlap, unlike sentences. `named` is in text order.

    >>> text = "Russia and the CSTO met. Later the UN spoke."
    >>> [w.actors for w in token_windows(text, [(0, 6, ("russia",)), (15, 19, ("csto",)), (35, 37, ("un",))], 5)]
    [('csto', 'russia'), ('csto', 'un')]
    """
    starts = [token.start for token in tokenise(text)]
    places = [bisect_right(starts, start) for start, _, _ in named]
    found, last, end = [], -1, 0
    for first, place in enumerate(places):
        while end < len(named) and places[end] < place + length:
            end += 1
        if end - 1 > last:
            last = end - 1
            ids = {ident for _, _, actors in named[first:end] for ident in actors}
            found.append(Window(named[first][0], max(stop for _, stop, _ in named[first:end]), tuple(sorted(ids))))
    return tuple(found)
