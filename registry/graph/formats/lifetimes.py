"""When nodes and edges were there, in whole days, as a timeline shows them.

A date of reduced precision (ISO 8601) stands for all its days: "2021-07" is 2021-07-01 to 2021-07-31, "2021" the whole year.
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

Span = tuple[str, str]
"""The first and the last day, both included."""

DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ].*)?)?)?")
COUNT = re.compile(r"(\d{4}(?:-\d\d){0,2}): (\d+)")
"""One part of the edge attribute `months`: "2021-07: 3; 2021-08: 1"."""


def span(text: object) -> Span | None:
    """The days that a date stands for, or None if it is none.

    >>> span("2024-02"), span("2021"), span("2021-07-28T16:31:00"), span("soon")
    (('2024-02-01', '2024-02-29'), ('2021-01-01', '2021-12-31'), ('2021-07-28', '2021-07-28'), None)
    """
    match = DATE.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        return None
    year, month, day = (int(part) if part else 0 for part in match.groups())
    try:
        first = date(year, month or 1, day or 1)
        last = date(year, month or 12, day or monthrange(year, month or 12)[1])
    except ValueError:  # the 31st of February
        return None
    return first.isoformat(), last.isoformat()


def between(first: object, last: object) -> Span | None:
    """From the first day of the one to the last of the other; where one is no date, the other is both.

    >>> between("2021-07-28", "2022"), between("2021-07", ""), between("", "")
    (('2021-07-28', '2022-12-31'), ('2021-07-01', '2021-07-31'), None)
    """
    start, end = span(first), span(last)
    if start is None or end is None:
        return start or end
    return min(start[0], end[0]), max(start[1], end[1])


def counts(months: object) -> list[tuple[Span, int]]:
    """The counts by month as the edge attribute `months` has them, in order; empty if it holds anything else.

    >>> counts("2021-07: 3; 2021-08: 1")
    [(('2021-07-01', '2021-07-31'), 3), (('2021-08-01', '2021-08-31'), 1)]
    """
    found = []
    for part in months.split("; ") if isinstance(months, str) and months else ():
        match = COUNT.fullmatch(part)
        days = span(match[1]) if match else None
        if match is None or days is None:
            return []
        found.append((days, int(match[2])))
    return sorted(found)


def apart(found: Iterable[tuple[Span, int]]) -> Iterator[tuple[Span, int]]:
    """Those that do not overlap one before: Gephi takes one value a day, so what is known by the year only yields to months."""
    end = ""
    for days, count in sorted(found, key=lambda one: (one[0][1], one[0][0])):
        if days[0] > end:
            yield days, count
            end = days[1]


def spells(life: Span | None, spans: Iterable[Span]) -> list[Span]:
    """The stretches without a gap of a day that the spans make, cut to the life if it is given.

    >>> spells(("2021-07-28", "2021-10-02"), [("2021-07-01", "2021-07-31"), ("2021-08-01", "2021-08-31"), ("2021-10-01", "2021-10-31")])
    [('2021-07-28', '2021-08-31'), ('2021-10-01', '2021-10-02')]
    """
    found: list[Span] = []
    for first, last in sorted(spans):
        if life:
            first, last = max(first, life[0]), min(last, life[1])
        if first > last:
            continue
        if found and first <= _next(found[-1][1]):
            found[-1] = found[-1][0], max(found[-1][1], last)
        else:
            found.append((first, last))
    return found


def _next(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(1)).isoformat() if day < date.max.isoformat() else day
