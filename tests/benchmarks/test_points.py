"""The fit of cost against size, and what is kept of the points."""

import math
from pathlib import Path

import points
import pytest
from hypothesis import given
from hypothesis import strategies as st
from points import Point

SIZES = [1_000, 10_000, 100_000, 1_000_000]


@given(st.floats(-2, 3), st.floats(1e-6, 1e6))
def test_the_exponent_of_a_power_law_is_found(power: float, unit: float) -> None:
    """Whatever the unit."""
    assert points.exponent(SIZES, [unit * size**power for size in SIZES]) == pytest.approx(power, abs=1e-6)


def test_what_is_linear_may_have_the_exponent_of_n_log_n() -> None:
    """From a thousand to a million."""
    assert points.exponent(SIZES, [size * math.log(size) for size in SIZES]) == pytest.approx(points.LINEAR, abs=0.005)


def test_noise_at_one_size_does_not_decide() -> None:
    """The fit is of all points, not of the first and the last."""
    costs = [size / 1e3 for size in SIZES]
    costs[1] *= 1.3
    assert points.exponent(SIZES, costs) == pytest.approx(1, abs=0.05)


def test_one_size_or_no_cost_has_no_growth() -> None:
    """Neither a line through one point nor the logarithm of nothing."""
    assert points.growth([Point("a", 10, 1.0, "s")]) is None
    assert points.growth([Point("a", 10, 0.0, "s"), Point("a", 100, 1.0, "s")]) is None


def test_points_come_back_from_their_file(tmp_path: Path) -> None:
    """With six digits; no file is no points."""
    kept = [Point("a cost, with a comma", 1_000, 0.123456, "s"), Point("Раҳмон", 10, 2.0, "MiB")]
    points.save(tmp_path / "data" / "x.csv", kept)
    assert points.saved(tmp_path / "data" / "x.csv") == kept
    assert points.saved(tmp_path / "none.csv") == []


def test_the_table() -> None:
    """Times are multiples of the first, memory is as it is, and a share has no exponent."""
    made = [Point("time", n, n / 500, "s") for n in (10, 100)] + [Point("held", n, 50.0, "MiB") for n in (10, 100)]
    made += [Point("found", n, 0.5, "share") for n in (10, 100)]
    *_, time, held, found = points.table("things", made)
    assert time == "| time | 1.00 | 10.00 | 1.00 |"
    assert held == "| held, MiB | 50 | 50 | 0.00 |"
    assert found == "| found | 0.5 | 0.5 |  |"
