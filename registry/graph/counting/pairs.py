"""How many windows name both of two actors, for all pairs at once.

Windows are rows of actor numbers. With scipy (the extra `network`) the counts are the product of the actor-by-window matrix with its own
transpose; without it they are counted actor by actor, with the same result, some eight times as slowly.
"""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, repeat
from typing import Any, NamedTuple

__all__ = ["Pairs", "Rows"]


class Pairs(NamedTuple):
    """Pairs of actor numbers, left < right, in order, and the count of each: three arrays of one length."""

    left: "array[int]"
    right: "array[int]"
    counts: "array[Any]"


class Rows:
    """Windows, each the set of the actors that it names.

    >>> rows = Rows([[0, 1], [0, 1, 2], [3]])
    >>> [list(column) for column in rows.pairs()]
    [[0, 0, 1], [1, 2, 2], [2, 1, 1]]
    >>> [list(column) for column in rows.pairs(damped=True)]
    [[0, 0, 1], [1, 2, 2], [1.5, 0.5, 0.5]]
    """

    def __init__(self, rows: Iterable[Iterable[int]] = ()) -> None:
        self._members = array("i")
        self._ends = array("q", [0])
        for row in rows:
            self.add(row)

    def add(self, actors: Iterable[int]) -> None:
        """Add a window; each actor at most once, numbers from 0."""
        self._members.extend(actors)
        self._ends.append(len(self._members))

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __iter__(self) -> Iterator[Sequence[int]]:
        start = 0
        for end in self._ends[1:]:
            yield self._members[start:end]
            start = end

    def sizes(self) -> list[int]:
        """How many actors each window names."""
        return [end - start for start, end in zip(self._ends, self._ends[1:], strict=False)]

    def named(self, actors: int) -> list[int]:
        """How many windows name each of so many actors."""
        counts = [0] * actors
        for member in self._members:
            counts[member] += 1
        return counts

    def renumbered(self, numbers: Sequence[int]) -> "Rows":
        """The same windows with `numbers[actor]` for each actor, in order within each window."""
        return Rows(sorted(map(numbers.__getitem__, row)) for row in self)

    def pairs(self, *, damped: bool = False) -> Pairs:
        """Count the windows that name both, for each pair that any names.

        damped: a window of k actors adds 1/(k-1) instead of 1, so that each of its actors hands out 1 in all and a long list ties
        nobody closely (M. E. J. Newman, "Scientific collaboration networks II", Physical Review E 64, 016132, 2001). Time and memory
        O(sum over windows of their actors squared) at most.
        """
        try:
            import numpy
            import scipy.sparse  # type: ignore[import-untyped]
        except ImportError:
            return self._counted(damped)
        return self._product(numpy, scipy.sparse, damped)

    def _product(self, numpy: Any, sparse: Any, damped: bool) -> Pairs:
        """The upper triangle of B·W·Bᵀ, where B says which actor is named in which window, and W what a window adds."""
        members, ends = numpy.frombuffer(self._members, numpy.int32), numpy.frombuffer(self._ends, numpy.int64)
        shape = len(self), int(members.max()) + 1 if len(members) else 0
        windows = sparse.csr_array((numpy.ones(len(members), numpy.int32), members, ends), shape=shape)
        weighted = windows
        if damped:
            sizes = numpy.diff(ends)
            weighted = windows.astype(float)
            weighted.data = numpy.repeat(1 / numpy.maximum(sizes - 1, 1), sizes)
        product = windows.T.tocsr() @ weighted
        actors = numpy.arange(product.shape[0], dtype=product.indices.dtype)
        rows = numpy.repeat(actors, numpy.diff(product.indptr))
        upper = product.indices > rows
        left = rows[upper]
        starts = numpy.concatenate([[0], numpy.cumsum(numpy.bincount(left, minlength=len(actors)))])
        triangle = sparse.csr_array((product.data[upper], product.indices[upper], starts), shape=product.shape)
        triangle.sort_indices()
        columns = ((left, "i"), (triangle.indices, "i"), (triangle.data, "d" if damped else "q"))
        return Pairs(*(array(code, column.astype(code).tobytes()) for column, code in columns))

    def _counted(self, damped: bool) -> Pairs:
        together: dict[int, Counter[int]] = {}
        for row in self:
            ordered = sorted(row)
            share = 1 / (len(row) - 1) if damped and len(row) > 1 else 1
            for at, actor in enumerate(ordered[:-1], 1):
                others = together.setdefault(actor, Counter())
                if damped:
                    for other in ordered[at:]:
                        others[other] += share  # type: ignore[assignment]
                else:
                    others.update(ordered[at:])
        left = array("i", chain.from_iterable(repeat(actor, len(together[actor])) for actor in sorted(together)))
        right = array("i", chain.from_iterable(sorted(together[actor]) for actor in sorted(together)))
        counts = (together[one][other] for one, other in zip(left, right, strict=True))
        return Pairs(left, right, array("d" if damped else "q", counts))
