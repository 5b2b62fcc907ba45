"""Periods of time, and which dates lie in them.

A date may be of any precision (`registry.text.dates`). What is only known to be of 2021 is not known to be of July: a date lies in a
period only if all its days do.
"""

import datetime
from dataclasses import dataclass

from registry.text.dates import days

__all__ = ["Order", "Period", "Sieve", "early", "late", "month"]


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
            if date is not None and (len(date) > len("2021-07-28") or days(date) is None):
                raise ValueError(f"{name} {date!r} is no date; write a year, a month or a day: 2021, 2021-07 or 2021-07-28")
        if not self._begins() <= self._ends():
            raise ValueError(f"since {self.since!r} is after until {self.until!r}; exchange or correct them")

    def contains(self, date: str | None) -> bool:
        """Whether all days that `date` may mean lie in the period; what is no date (None, "", "last week") lies in none."""
        meant = days(date)
        return meant is not None and self._begins() <= meant[0] and meant[1] <= self._ends()

    def touches(self, date: str | None) -> bool:
        """Whether any day that `date` may mean lies in the period."""
        meant = days(date)
        return meant is not None and self._begins() <= meant[1] and meant[0] <= self._ends()

    def _begins(self) -> datetime.date:
        meant = days(self.since)
        return meant[0] if meant else datetime.date.min

    def _ends(self) -> datetime.date:
        meant = days(self.until)
        return meant[1] if meant else datetime.date.max


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
        if days(date) is None:
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


Order = tuple[str, int, str]


def early(date: str | None) -> Order:
    """The key by which the least of some dates is the one that was surely there first: 2021-07-06 goes before 2021, and no date is last.

    >>> min(["2021", "2021-07-06", "2021-08", ""], key=early), max(["2020", "2021", "2021-07-06"], key=late)
    ('2021-07-06', '2021-07-06')
    """
    found = days(date)
    return (found[1].isoformat(), -len(date or ""), date or "") if found else ("\uffff", 0, "")


def late(date: str | None) -> Order:
    """The key by which the greatest of some dates is the one that was surely there last; no date is least."""
    found = days(date)
    return (found[0].isoformat(), len(date or ""), date or "") if found else ("", 0, "")


def month(date: str | None) -> str | None:
    """The month of a date; None if it names none.

    >>> month("2021-07-28"), month("2021-07"), month("2021"), month(None)
    ('2021-07', '2021-07', None, None)
    """
    return date[:7] if date is not None and len(date) >= len("2021-07") and days(date) is not None else None
