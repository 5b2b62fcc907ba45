"""The formulas against their definitions."""

from math import comb, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.graph.chance.significance import log_likelihood, npmi, p_value


@st.composite
def tables(draw: st.DrawFn) -> tuple[int, int, int, int]:
    """Counts that fit each other: both, left, right, windows."""
    windows = draw(st.integers(1, 60))
    left, right = draw(st.integers(1, windows)), draw(st.integers(1, windows))
    return draw(st.integers(max(0, left + right - windows), min(left, right))), left, right, windows


@given(tables())
def test_p_value_equals_the_exact_sum(table: tuple[int, int, int, int]) -> None:
    """The tail by lgamma and recurrence is that of whole binomials."""
    both, left, right, windows = table
    exact = sum(comb(left, i) * comb(windows - left, right - i) for i in range(both, min(left, right) + 1)) / comb(windows, right)
    assert exact == pytest.approx(p_value(*table), rel=1e-3)


@given(tables())
def test_symmetry_and_range(table: tuple[int, int, int, int]) -> None:
    """Left and right may be exchanged; each measure stays in its range."""
    both, left, right, windows = table
    for measure, low, high in ((npmi, -1, 1), (log_likelihood, 0, 2 * windows * log(max(2, windows))), (p_value, 0, 1)):
        assert measure(both, left, right, windows) == pytest.approx(measure(both, right, left, windows), rel=1e-3)
        assert low <= measure(*table) <= high + 1e-5


def test_more_together_than_chance() -> None:
    """Npmi is above 0 exactly where more windows are joint than the margins promise."""
    assert npmi(3, 5, 5, 10) > 0 > npmi(2, 5, 5, 10)
    assert npmi(5, 5, 5, 5) == 0


def test_large_counts() -> None:
    """Millions of windows neither overflow nor take long."""
    assert 0 <= p_value(900, 200_000, 3_000, 1_000_000) <= 1
    assert p_value(0, 200_000, 300_000, 1_000_000) == 1
