"""Chance that knows how often each actor is named and how many each window names.

The hypergeometric null of `significance` deals windows out as if all were of one size. They are not: a round-up that names forty actors
makes 780 pairs, and none of them says much. Here a crowded window is likely to hold any two actors, and so counts for little.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from registry.graph.chance.entropy import probabilities
from registry.graph.chance.tails import upper_tail

__all__ = ["DegreeNull"]


class DegreeNull:
    """The degree-preserving null of the number of windows that name two actors.

    actor_degrees: of each actor, the number of windows that name it (a mapping's values, or the numbers); window_sizes: of each window,
    the number of actors named. Both are of all windows of the unit, those that name one actor alone included, since these too say how
    often an actor is named. Zeros are passed over.

    Under the null actor i is in window w with a probability that depends on both degrees (`entropy`), and each cell is drawn by itself; so
    two actors share w with the product of the two probabilities, and the number that they share has the Poisson-binomial distribution.
    Degrees are kept on average, not in each draw, which makes p-values a little greater than those of a fixed number of windows.

    Raises ValueError where no windows could have these degrees.

    Source: Saracco, Straka, Di Clemente, Gabrielli, Caldarelli and Squartini, New Journal of Physics 19, 053022, 2017.

    >>> null = DegreeNull([2, 2, 2, 2], [2, 2, 2, 2])
    >>> null.p_value(2, 2, 2)
    0.2617
    >>> DegreeNull([2, 2, 2, 2], [4, 2, 1, 1]).p_value(2, 2, 2)
    0.3408
    """

    def __init__(self, actor_degrees: Mapping[Any, int] | Iterable[int], window_sizes: Iterable[int]) -> None:
        named = actor_degrees.values() if isinstance(actor_degrees, Mapping) else actor_degrees
        degrees, sizes = Counter(filter(None, named)), Counter(filter(None, window_sizes))
        cells = probabilities(degrees, sizes)
        self._windows = [sizes[size] for size in sorted(sizes)]
        self._cells = {degree: [cells[degree, size] for size in sorted(sizes)] for degree in degrees}
        self._known: dict[tuple[int, int, int], float] = {}

    def p_value(self, both: int, left: int, right: int) -> float:
        """The probability of `both` or more joint windows of two actors that are in `left` and `right` windows, to four digits.

        Symmetric in left and right. Kept for each pair of degrees, of which there are few. Raises ValueError on a number of windows that no
        actor has.
        """
        for degree in (left, right):
            if degree not in self._cells:
                raise ValueError(f"no actor is in {degree} windows: ask for the degrees that the null was made from")
        if both <= 0:
            return 1.0
        key = both, min(left, right), max(left, right)
        if key not in self._known:
            certain, groups = self._groups(left, right)
            self._known[key] = float(f"{upper_tail(groups, both - certain):.4g}")
        return self._known[key]

    def _groups(self, left: int, right: int) -> tuple[int, list[tuple[int, float]]]:
        """How many windows hold both for certain, and the others that may: how many, and with what probability."""
        products = [one * other for one, other in zip(self._cells[left], self._cells[right], strict=True)]
        certain = sum(trials for trials, p in zip(self._windows, products, strict=True) if p == 1.0)
        return certain, [(trials, p) for trials, p in zip(self._windows, products, strict=True) if 0.0 < p < 1.0]
