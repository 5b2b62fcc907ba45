"""Counting pairs: with scipy and without it the same numbers."""

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.graph.counting.pairs import Pairs, Rows

ROWS = st.lists(st.sets(st.integers(0, 9), max_size=6).map(sorted), max_size=20)


def table(pairs: Pairs) -> dict[tuple[int, int], float]:
    return {(int(left), int(right)): pytest.approx(float(count)) for left, right, count in zip(*pairs, strict=True)}


@pytest.mark.parametrize("damped", [False, True])
@given(rows=ROWS)
def test_both_ways_of_counting_agree_with_counting_by_hand(rows: list[list[int]], damped: bool) -> None:
    """The same pairs, in the same order, with the same counts."""
    wanted: Counter[tuple[int, int]] = Counter()
    for row in rows:
        for pair in combinations(row, 2):
            wanted[pair] += 1 / (len(row) - 1) if damped else 1  # type: ignore[assignment]
    counted, product = Rows(rows)._counted(damped), Rows(rows).pairs(damped=damped)
    assert (list(wanted) and table(counted) == dict(wanted)) or not wanted
    assert table(counted) == table(product)
    assert [list(map(int, column)) for column in counted[:2]] == [list(map(int, column)) for column in product[:2]]
    assert sorted(wanted) == [(int(left), int(right)) for left, right in zip(*product[:2], strict=True)]


@given(rows=ROWS)
def test_rows_are_kept(rows: list[list[int]]) -> None:
    """As they were added, with their sizes and how often each actor is named."""
    kept = Rows(rows)
    assert rows == [list(row) for row in kept]
    assert kept.sizes() == [len(row) for row in rows]
    assert kept.named(10) == [sum(actor in row for row in rows) for actor in range(10)]
    assert [[9 - actor for actor in reversed(row)] for row in rows] == [list(row) for row in kept.renumbered(range(9, -1, -1))]
