"""Periods: which dates lie in them, and what is no period."""

from calendar import monthrange
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from registry.graph.periods import Period, Sieve, month

CASES = Path(__file__).parents[1] / "cases" / "graph" / "periods.yaml"
DAYS = st.dates(date(1990, 1, 1), date(2030, 12, 31))
DATES = st.builds(lambda day, length: day.isoformat()[:length], DAYS, st.sampled_from([4, 7, 10]))


@pytest.mark.parametrize("case", [pytest.param(row, id=row["label"]) for row in yaml.load(CASES.read_text("utf-8"), yaml.BaseLoader)])
def test_period(case: dict[str, str]) -> None:
    """Each date of the table lies in its period or is kept back for the reason given."""
    sieve = Sieve(Period(case.get("since"), case.get("until")))
    passed = sieve.passes(case.get("date"))
    kept = {"outside": sieve.outside, "vague": sieve.vague, "undated": sieve.undated}
    assert ("inside" if passed else next(name for name, count in kept.items() if count)) == case["expect"]
    assert sum(kept.values()) == (not passed)


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        pytest.param("July 2021", None, "since 'July 2021' is no date; write a year", id="words"),
        pytest.param(None, "2021-13", "until '2021-13' is no date", id="a thirteenth month"),
        pytest.param("2021-02-30", None, "since '2021-02-30' is no date", id="no day of the calendar"),
        pytest.param("2021-07-28T10:00", None, "since '2021-07-28T10:00' is no date", id="a time of day"),
        pytest.param("", None, "since '' is no date", id="nothing"),
        pytest.param("2022", "2021-12", "since '2022' is after until '2021-12'; exchange", id="reversed"),
    ],
)
def test_no_period(since: str | None, until: str | None, words: str) -> None:
    """What is no period is named with its value and the remedy."""
    with pytest.raises(ValueError, match=r"correct|write") as error:
        Period(since, until)
    assert words in str(error.value)


@given(DATES, DATES, DATES)
def test_contains_is_all_days(one: str, other: str, tried: str) -> None:
    """A date lies in a period exactly if each of its days does, and touches it exactly if any does."""
    since, until = sorted((one, other), key=lambda text: f"{text}-01-01"[:10])
    if _days(since)[0] > _days(until)[1]:
        return
    period = Period(since, until)
    first, last = _days(tried)
    days = [(first + timedelta(days=number)).isoformat() for number in range((last - first).days + 1)]
    assert period.contains(tried) == all(map(period.contains, days))
    assert period.touches(tried) == any(map(period.contains, days))


@given(DATES)
def test_month_holds_its_date(tried: str) -> None:
    """A date lies in the month that it names; a year names none."""
    found = month(tried)
    assert (found is None) == (len(tried) == 4)
    assert found is None or Period(found, found).contains(tried)


def _days(text: str) -> tuple[date, date]:
    """First and last day, the long way."""
    year, number, day = (*map(int, text.split("-")), 0, 0)[:3]
    return date(year, number or 1, day or 1), date(year, number or 12, day or monthrange(year, number or 12)[1])
