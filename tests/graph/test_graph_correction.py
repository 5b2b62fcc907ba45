"""The correction against its definition."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.graph.chance.correction import adjusted

P_VALUES = st.lists(st.floats(0, 1), max_size=30)
UNSEEN = st.integers(0, 50)


@given(P_VALUES, UNSEEN)
def test_each_is_the_least_share_that_keeps_it(p_values: list[float], unseen: int) -> None:
    """A q-value is the least over all thresholds at its p or above of what chance would put there by what is there."""
    tests = len(p_values) + unseen
    for p, q in zip(p_values, adjusted(p_values, tests), strict=True):
        by_definition = min([1.0, *(t * tests / sum(other <= t for other in p_values) for t in p_values if t >= p)])
        assert by_definition == pytest.approx(q, rel=1e-3)


@given(P_VALUES, UNSEEN)
def test_order_and_range(p_values: list[float], unseen: int) -> None:
    """No q is below its p or above 1; a greater p has no lesser q; equal ones have the same."""
    pairs = sorted(zip(p_values, adjusted(p_values, len(p_values) + unseen), strict=True))
    assert all(p <= q <= 1 for p, q in pairs)
    assert all(q <= next_q for (_, q), (_, next_q) in pairwise(pairs))
    assert len(set(pairs)) == len({p for p, _ in pairs})


@given(P_VALUES, UNSEEN)
def test_pairs_never_seen_need_not_be_handed_over(p_values: list[float], unseen: int) -> None:
    """Their p of 1 changes nothing but the number of tests."""
    tests = len(p_values) + unseen
    assert adjusted(p_values, tests) == adjusted(p_values + [1.0] * unseen, tests)[: len(p_values)]


def test_more_pairs_than_tests() -> None:
    """Who forgets to count the pairs is told."""
    with pytest.raises(ValueError, match="1 tests for 2 p-values"):
        adjusted([0.1, 0.2], 1)


@pytest.mark.parametrize("p", [-0.1, 1.1, float("nan")])
def test_no_probability(p: float) -> None:
    with pytest.raises(ValueError, match="not between 0 and 1"):
        adjusted([0.5, p], 2)
