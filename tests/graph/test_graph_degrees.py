"""The degree-preserving null against what it promises, and its tail against the plain sum."""

from collections import Counter
from itertools import combinations, pairwise
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.graph.chance.degrees import DegreeNull
from registry.graph.chance.entropy import TOLERANCE, probabilities
from registry.graph.chance.significance import p_value
from registry.graph.chance.tails import upper_tail

GROUPS = st.lists(st.tuples(st.integers(1, 9), st.floats(1e-6, 1 - 1e-6)), min_size=1, max_size=6)


@st.composite
def tables(draw: st.DrawFn) -> list[set[int]]:
    """Windows, each with the actors that it names; from lone actors to all of them, every kind of tie of degrees among them."""
    actors = draw(st.integers(1, 9))
    return draw(st.lists(st.sets(st.integers(1, actors), min_size=1), min_size=1, max_size=14))


def degrees(windows: list[set[int]]) -> tuple[list[int], list[int]]:
    return list(Counter(actor for window in windows for actor in window).values()), [len(window) for window in windows]


def plain_tails(groups: list[tuple[int, float]]) -> list[float]:
    """Trial by trial: P(at least k) for all k."""
    found = [1.0]
    for trials, p in groups:
        for _ in range(trials):
            found = [one * (1 - p) + less * p for one, less in zip([*found, 0.0], [0.0, *found], strict=True)]
    return [sum(found[k:]) for k in range(len(found))]


@given(GROUPS)
def test_tail_equals_the_plain_sum(groups: list[tuple[int, float]]) -> None:
    """At every count, for tails of any size."""
    for least, tail in enumerate(plain_tails(groups)):
        assert tail == pytest.approx(upper_tail(groups, least), rel=1e-7, abs=1e-290)


@pytest.mark.parametrize("least", [1, 400, 499, 500, 501, 560, 700, 999, 1000])
def test_tail_equals_the_binomial(least: int) -> None:
    """Whole numbers give the tail of a thousand tosses, down to 2^-1000."""
    exact = sum(comb(1000, k) for k in range(least, 1001)) / 2**1000
    assert exact == pytest.approx(upper_tail([(400, 0.5), (600, 0.5)], least), rel=1e-7)


@given(tables())
@settings(max_examples=300)
def test_degrees_are_expected(windows: list[set[int]]) -> None:
    """Of every actor and every window, whatever is in every window or holds everybody."""
    named, sizes = (Counter(side) for side in degrees(windows))
    cells = probabilities(named, sizes)
    assert all(0 <= p <= 1 for p in cells.values())
    for degree in named:
        assert degree == pytest.approx(sum(count * cells[degree, size] for size, count in sizes.items()), rel=10 * TOLERANCE)
    for size in sizes:
        assert size == pytest.approx(sum(count * cells[degree, size] for degree, count in named.items()), rel=10 * TOLERANCE)


@given(tables())
def test_entropy_is_greatest(windows: list[set[int]]) -> None:
    """Odds are a product of the actor's and the window's: in any two rows and columns with a choice the odds ratio is 1."""
    named, sizes = (Counter(side) for side in degrees(windows))
    odds = {cell: p / (1 - p) for cell, p in probabilities(named, sizes).items() if 0 < p < 1}
    for one, other in combinations(named, 2):
        for first, second in combinations(sizes, 2):
            corners = [(one, first), (other, second), (one, second), (other, first)]
            if odds.keys() >= set(corners):
                a, b, c, d = (odds[corner] for corner in corners)
                assert a * b == pytest.approx(c * d, rel=1e-6)


def test_no_choice_is_no_chance() -> None:
    """Windows abc, abd, a, b: a and b must be in both big ones, c and d in neither small one, the rest is even."""
    assert {(3, 3): 1.0, (3, 1): 0.5, (1, 3): 0.5, (1, 1): 0.0} == pytest.approx(probabilities({3: 2, 1: 2}, {3: 2, 1: 2}))


@given(tables())
def test_p_value_falls_and_is_symmetric(windows: list[set[int]]) -> None:
    """From 1 for no joint window downwards, the same for either order, never 0 for what can be seen."""
    named, sizes = degrees(windows)
    null = DegreeNull(named, sizes)
    for left, right in combinations(sorted(set(named)) * 2, 2):
        values = [null.p_value(both, left, right) for both in range(min(left, right) + 1)]
        assert values[0] == 1.0
        assert all(0 <= after <= before for before, after in pairwise(values))
        assert values == [null.p_value(both, right, left) for both in range(min(left, right) + 1)]
    for left, right in combinations(sorted(set().union(*windows)), 2):
        together = [{left, right} <= window for window in windows]
        seen = [sum(actor in window for window in windows) for actor in (left, right)]
        assert null.p_value(sum(together), *seen) > 0


def test_p_value_equals_the_product_of_the_cells() -> None:
    """Window by window, without groups: two actors of 3 and 4 windows, of sizes 1 to 5."""
    named, sizes = [3, 4, 2, 2, 1, 3], [1, 2, 2, 5, 5]
    cells = probabilities(Counter(named), Counter(sizes))
    tails = plain_tails([(1, cells[3, size] * cells[4, size]) for size in sizes])
    assert tails[:4] == pytest.approx([DegreeNull(named, sizes).p_value(both, 3, 4) for both in range(4)], rel=1e-3)


def test_a_crowd_makes_nobodys_tie() -> None:
    """Two joint windows: of two they say much, of a crowd little; the hypergeometric does not tell them apart."""
    actors = [2] * 20 + [1] * 10
    intimate = DegreeNull(actors, [2] * 25)
    crowded = DegreeNull(actors, [15, 15, *[1] * 20])
    assert intimate.p_value(2, 2, 2) < 0.02 < 0.1 < crowded.p_value(2, 2, 2)
    assert p_value(2, 2, 2, 25) == pytest.approx(p_value(2, 2, 2, 22), rel=0.5)


def test_those_named_everywhere() -> None:
    """An actor in every window meets another as often as that one is named, and this says nothing."""
    null = DegreeNull([6, 2, 2, 1], [2, 2, 2, 2, 2, 1])
    assert null.p_value(2, 6, 2) > 0.5
    assert DegreeNull([6, 6, 2], [2, 2, 2, 2, 3, 3]).p_value(6, 6, 6) == 1.0


def test_zeros_are_passed_over() -> None:
    """An actor named in no window and a window that names none change nothing."""
    assert DegreeNull([0, 2, 1, 1], [0, 2, 2]).p_value(1, 2, 1) == DegreeNull({"a": 2, "b": 1, "c": 1}, [2, 2]).p_value(1, 2, 1)


def test_large_counts() -> None:
    """A hub of half a million windows among a million, quickly and without overflow."""
    null = DegreeNull([500_000, 400_000, *[50] * 22_000], [2] * 1_000_000)
    assert 0 <= null.p_value(250_000, 500_000, 400_000) <= null.p_value(150_000, 500_000, 400_000) <= 1


@pytest.mark.parametrize(
    ("actors", "windows", "said"),
    [
        ([2, 1], [2], "named 3 times but windows name 2"),
        ([3, 1], [2, 2], "a window names an actor once"),
        ([-1, 3], [1, 1], "leave them out"),
    ],
)
def test_no_such_windows(actors: list[int], windows: list[int], said: str) -> None:
    """Counts that do not fit each other are refused, with what is wrong."""
    with pytest.raises(ValueError, match=said):
        DegreeNull(actors, windows)


def test_an_actor_that_was_not_counted() -> None:
    with pytest.raises(ValueError, match="no actor is in 7 windows"):
        DegreeNull([1, 1], [2]).p_value(1, 1, 7)


def test_nothing() -> None:
    """No windows, no error."""
    DegreeNull([], [])
