"""Periods of time, and which dates lie in them.

A date is ISO 8601 to the precision known: 2021, 2021-07, 2021-07-28, or a day with a time behind it. A year is all its days, so one
that is only known to be of 2021 is not known to lie in July: it lies in a period only if all its days do.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date as Day  # noqa: N812 - `date` is what a parameter is called here

__all__ = ["Period", "Sieve", "month"]

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ].*)?)?)?", re.ASCII | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day of `since` to the last day of `until`, both included; None leaves the end open.

    Raises ValueError if either is no date, or if the period ends before it begins.

    >>> july = Period("2021-07", "2021-07")
    >>> [july.contains(date) for date in ("2021-07-31T18:00", "2021-07", "2021", None)]
    [True, True, False, False]
    """

    since: str | None = None
    until: str | None = None

    def __post_init__(self) -> None:
        for name, date in (("since", self.since), ("until", self.until)):
            if date is not None and (len(date) > len("2021-07-28") or _days(date) is None):
                raise ValueError(f"{name} {date!r} is no date; write a year, a month or a day: 2021, 2021-07 or 2021-07-28")
        if not self._begins() <= self._ends():
            raise ValueError(f"since {self.since!r} is after until {self.until!r}; exchange or correct them")

    def contains(self, date: str | None) -> bool:
        """Whether all days that `date` may mean lie in the period; what is no date (None, "", "last week") lies in none."""
        days = _days(date)
        return days is not None and self._begins() <= days[0] and days[1] <= self._ends()

    def touches(self, date: str | None) -> bool:
        """Whether any day that `date` may mean lies in the period."""
        days = _days(date)
        return days is not None and self._begins() <= days[1] and days[0] <= self._ends()

    def _begins(self) -> Day:
        days = _days(self.since)
        return days[0] if days else Day.min

    def _ends(self) -> Day:
        days = _days(self.until)
        return days[1] if days else Day.max


@dataclass(slots=True)
class Sieve:
    """Lets the dates of a period through and counts those that it keeps back, by reason.

    >>> sieve = Sieve(Period("2021-07", "2021-08"))
    >>> [sieve.passes(date) for date in ("2021-07-06", "2021", "2018", None)]
    [True, False, False, False]
    >>> sieve.undated, sieve.vague, sieve.outside
    (1, 1, 1)
    """

    period: Period
    undated: int = 0
    vague: int = 0
    """Dates that may lie in the period or not: the year, where the period is a month of it."""
    outside: int = 0

    def passes(self, date: str | None) -> bool:
        """Whether the date lies in the period."""
        if self.period.contains(date):
            return True
        if _days(date) is None:
            self.undated += 1
        elif self.period.touches(date):
            self.vague += 1
        else:
            self.outside += 1
        return False

    def told(self) -> dict[str, str | int]:
        """What a graph says of its period: `since`, `until`, as far as they are set, and how many articles were `left_out`."""
        ends = {"since": self.period.since, "until": self.period.until}
        told: dict[str, str | int] = {name: date for name, date in ends.items() if date is not None}
        return {**told, "left_out": self.undated + self.vague + self.outside} if told else {}


def month(date: str | None) -> str | None:
    """The month of a date; None if it names none.

    >>> month("2021-07-28"), month("2021-07"), month("2021"), month(None)
    ('2021-07', '2021-07', None, None)
    """
    return date[:7] if date is not None and len(date) >= len("2021-07") and _days(date) is not None else None


def _days(date: str | None) -> tuple[Day, Day] | None:
    """The first and the last day that a date may mean; None if it is none of the calendar."""
    found = _DATE.fullmatch(date or "")
    if found is None:
        return None
    year, month, day = (int(part) if part else 0 for part in found.groups())
    try:
        return Day(year, month or 1, day or 1), Day(year, month or 12, day or monthrange(year, month or 12)[1])
    except ValueError:
        return None
