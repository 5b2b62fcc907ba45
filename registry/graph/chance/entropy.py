"""How probable each actor is in each window, when only how often each is named and how many each window names is given.

The bipartite configuration model: of all distributions over who is in which window that have these degrees as expectations, the one of
greatest entropy. Every cell is a trial of its own, with odds x(actor) · y(window). Actors of one degree share their x and windows of one
size their y, so the model is fitted on distinct degrees alone.

Sources: Squartini and Garlaschelli, New Journal of Physics 13, 083001, 2011 (maximum likelihood of maximum-entropy graphs); Saracco, Di
Clemente, Gabrielli and Squartini, Scientific Reports 5, 10595, 2015 (bipartite).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import exp, log, log1p
from operator import mul

__all__ = ["TOLERANCE", "probabilities"]

TOLERANCE = 1e-9
"""How far an expected degree may be from the degree, as a part of it; sums of a million terms round at some 1e-11."""
STEPS = 200
"""Of Newton's method; some ten are usual, each from far off goes at least a fixed way."""


@dataclass(frozen=True, slots=True)
class _Class:
    """Actors of one degree or windows of one size."""

    key: int
    """The degree or size asked about."""
    degree: int
    """What of it is left in this block."""
    count: int


def probabilities(degrees: Mapping[int, int], sizes: Mapping[int, int]) -> dict[tuple[int, int], float]:
    """By degree and size, the probability that an actor of that degree is in a window of that size.

    degrees, sizes: how many actors and windows there are of each, all above 0. Where degrees leave no choice (an actor in every window, a
    window with every actor, and what follows from them) the probability is 0 or 1 exactly, and the odds, which would be infinite, are not
    sought: by the theorem of Gale and Ryser the block then falls into two that are fitted apart. Raises ValueError where no windows could
    have these degrees. Time O(steps x degrees x sizes).

    Sources: Gale, Pacific Journal of Mathematics 7(2), 1957; Ryser, Canadian Journal of Mathematics 9, 1957.

    >>> {cell: round(p, 9) for cell, p in probabilities({3: 1, 1: 3}, {2: 3}).items()}
    {(3, 2): 1.0, (1, 2): 0.333333333}
    """
    found: dict[tuple[int, int], float] = {(degree, size): 0.0 for degree in degrees for size in sizes}
    blocks = [([_Class(d, d, n) for d, n in degrees.items()], [_Class(s, s, n) for s, n in sizes.items()])]
    _check(*blocks[0])
    while blocks:
        actors, windows = blocks.pop()
        actors = sorted((each for each in actors if each.degree), key=lambda each: -each.degree)
        windows = [each for each in windows if each.degree]
        if not actors:
            continue
        place = next((place for place, slack in enumerate(_slack(actors, windows), 1) if slack == 0), len(actors))
        head, tail = actors[:place], actors[place:]
        first = sum(each.count for each in head)
        full = [each for each in windows if each.degree >= first]
        if not tail and not full:
            found |= _fitted(actors, windows)
            continue
        found |= {(actor.key, window.key): 1.0 for actor in head for window in full}
        taken = sum(each.count for each in full)
        blocks.append(([_Class(each.key, each.degree - taken, each.count) for each in head], [w for w in windows if w.degree < first]))
        blocks.append((tail, [_Class(each.key, each.degree - first, each.count) for each in full]))
    return found


def _slack(actors: Sequence[_Class], windows: Sequence[_Class]) -> list[int]:
    """For the most named actors, down to each class: how many more places windows have for them than they take."""
    firsts = accumulate(each.count for each in actors)
    taken = accumulate(each.count * each.degree for each in actors)
    return [sum(each.count * min(first, each.degree) for each in windows) - took for first, took in zip(firsts, taken, strict=True)]


def _check(actors: list[_Class], windows: list[_Class]) -> None:
    named, places = (sum(each.count * each.degree for each in side) for side in (actors, windows))
    if named != places:
        raise ValueError(f"actors are named {named} times but windows name {places}: count both over the same windows")
    if any(each.degree < 1 or each.count < 1 for each in (*actors, *windows)):
        raise ValueError("an actor is in no window or a window names none: leave them out")
    if min(_slack(sorted(actors, key=lambda each: -each.degree), windows), default=0) < 0:
        raise ValueError("no windows of these sizes can hold actors this often: a window names an actor once")


def _fitted(actors: Sequence[_Class], windows: Sequence[_Class]) -> dict[tuple[int, int], float]:
    """Newton's method on the logs of x and y. The log-likelihood is concave, and finite at its top since the block leaves choice.

    A step is shortened to ln(1 + s) of its length s, the greatest change of a cell's log odds: so it converges from anywhere (Sun and
    Tran-Dinh, Mathematical Programming 178, 2019).
    """
    scale = log(sum(each.count * each.degree for each in actors)) / 2
    left, right = ([log(each.degree) - scale for each in side] for side in (actors, windows))  # exact where all is sparse
    mine, theirs = ([each.count for each in side] for side in (actors, windows))
    for _ in range(STEPS):
        cells = [[_logistic(one + other) for other in right] for one in left]
        over = [each.degree - sum(map(mul, theirs, row)) for each, row in zip(actors, cells, strict=True)]
        under = [each.degree - sum(map(mul, mine, column)) for each, column in zip(windows, zip(*cells, strict=True), strict=True)]
        off = (abs(miss) / each.degree for each, miss in zip((*actors, *windows), (*over, *under), strict=True))
        if max(off) <= TOLERANCE:
            return {(a.key, w.key): p for a, row in zip(actors, cells, strict=True) for w, p in zip(windows, row, strict=True)}
        curves = [[n * m * p * (1 - p) for m, p in zip(theirs, row, strict=True)] for n, row in zip(mine, cells, strict=True)]
        one, other = _newton(curves, list(map(mul, mine, over)), list(map(mul, theirs, under)))
        size = max(max(one) + max(other), -min(one) - min(other))
        short = log1p(size) / size if size else 1.0
        left = [value + short * change for value, change in zip(left, one, strict=True)]
        right = [value + short * change for value, change in zip(right, other, strict=True)]
    raise ArithmeticError(f"the degree-preserving null did not settle in {STEPS} steps")


def _newton(curves: list[list[float]], over: list[float], under: list[float]) -> tuple[list[float], list[float]]:
    """Solve the Newton equations: the actors' side is diagonal and eliminated, the windows' side solved by conjugate gradients.

    Adding a constant to one side and taking it from the other changes nothing, so the last window stays where it is.
    """
    mine = [sum(row) for row in curves]
    columns = list(zip(*curves, strict=True))[:-1]
    theirs = [sum(column) for column in columns]

    def applied(change: list[float]) -> list[float]:
        passed = [_dot(row, change) / own for row, own in zip(curves, mine, strict=True)]
        return [own * value - _dot(column, passed) for own, value, column in zip(theirs, change, columns, strict=True)]

    passed = [value / own for value, own in zip(over, mine, strict=True)]
    rest = [value - _dot(column, passed) for value, column in zip(under, columns, strict=False)]
    other = [0.0] * len(columns)
    near = [value / own for value, own in zip(rest, theirs, strict=True)]
    towards, size = near, _dot(rest, near)
    enough = size * 1e-20
    for _ in range(2 * len(columns)):  # as many as there are unknowns, twice for rounding
        pushed = applied(towards)
        curve = _dot(towards, pushed)
        if size <= enough or curve <= 0:
            break
        length = size / curve
        other = [value + length * step for value, step in zip(other, towards, strict=True)]
        rest = [value - length * step for value, step in zip(rest, pushed, strict=True)]
        near = [value / own for value, own in zip(rest, theirs, strict=True)]
        size, before = _dot(rest, near), size
        towards = [value + size / before * step for value, step in zip(near, towards, strict=True)]
    other.append(0.0)
    one = [(value - _dot(row, other)) / own for value, row, own in zip(over, curves, mine, strict=True)]
    return one, other


def _dot(one: Sequence[float], other: Sequence[float]) -> float:
    return float(sum(map(mul, one, other)))


def _logistic(value: float) -> float:
    return 1 / (1 + exp(-value)) if value > 0 else 1 - 1 / (1 + exp(value))
