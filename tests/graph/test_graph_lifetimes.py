"""Dates of any precision as days, and the stretches that they make."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.graph.formats.lifetimes import apart, between, counts, span, spells

DAYS = st.dates(date(2019, 1, 1), date(2021, 12, 31)).map(date.isoformat)
SPANS = st.tuples(DAYS, DAYS).map(lambda days: (min(days), max(days)))


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2021", ("2021-01-01", "2021-12-31")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2023-02", ("2023-02-01", "2023-02-28")),
        ("2021-12", ("2021-12-01", "2021-12-31")),
        ("2021-07-28T16:31:00+05:00", ("2021-07-28", "2021-07-28")),
        ("9999", ("9999-01-01", "9999-12-31")),
        ("0000", None),
        ("2021-13", None),
        ("2023-02-29", None),
        ("28.7.2021", None),
        ("", None),
        (None, None),
        (2021, None),
    ],
)
def test_span(text: object, days: tuple[str, str] | None) -> None:
    """First and last day, by the calendar; None of what is no date."""
    assert days == span(text)


def test_between_is_never_backwards() -> None:
    """Two dates in the wrong order, as a user's graph may have them, are still a life."""
    assert between("2022", "2021-07") == ("2021-07-01", "2022-12-31")
    assert between("2021-07", "2021") == ("2021-01-01", "2021-12-31")


def test_months_that_overlap() -> None:
    """What is known by the year only yields to months; the rest is in order."""
    found = counts("2022: 9; 2021-11: 1; 2022-03: 2")
    assert [days for days, _ in found] == [("2021-11-01", "2021-11-30"), ("2022-01-01", "2022-12-31"), ("2022-03-01", "2022-03-31")]
    assert list(apart(found)) == [(("2021-11-01", "2021-11-30"), 1), (("2022-03-01", "2022-03-31"), 2)]
    assert counts("2021-07: 3; soon: 1") == counts("") == counts(None) == []


@given(SPANS | st.none(), st.lists(SPANS, max_size=6))
def test_spells_hold_the_days_of_the_spans(life: tuple[str, str] | None, spans: list[tuple[str, str]]) -> None:
    """Those days and no others, in order, none touching the next."""
    found = spells(life, spans)
    wanted = {day for one in spans for day in _days(one)} & (_days(life) if life else {day for one in spans for day in _days(one)})
    assert wanted == {day for one in found for day in _days(one)}
    gaps = [date.fromisoformat(second) - date.fromisoformat(first) for (_, first), (second, _) in pairwise(found)]
    assert all(gap > timedelta(1) for gap in gaps)


def _days(one: tuple[str, str]) -> set[date]:
    first, last = map(date.fromisoformat, one)
    return {first + timedelta(day) for day in range((last - first).days + 1)}
