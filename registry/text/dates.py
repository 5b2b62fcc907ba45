"""Dates as texts give them: ISO 8601 to the precision known, 2021, 2021-07, 2021-07-28, or a day with a time behind it.

A date of less than a day means all the days that it may be: 2021 is a whole year.
"""

import re
from calendar import monthrange
from datetime import date

__all__ = ["days", "shared"]

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ].*)?)?)?", re.ASCII | re.DOTALL)


def days(text: str | None) -> tuple[date, date] | None:
    """The first and the last day that a date may mean; None if it is no date of the calendar.

    >>> [day.isoformat() for day in days("2024-02")]
    ['2024-02-01', '2024-02-29']
    >>> days("2021-02-30"), days("last week"), days(None)
    (None, None, None)
    """
    found = _DATE.fullmatch(text or "")
    if found is None:
        return None
    year, month, day = found.groups()
    try:
        first = date(int(year), int(month or 1), int(day or 1))
        last = first.replace(month=int(month or 12))
        return first, last.replace(day=int(day or monthrange(last.year, last.month)[1]))
    except ValueError:
        return None


def shared(first: str, last: str) -> str | None:
    """The year, month or day that two dates have in common: what is known of a day between them. None if not even the year.

    >>> shared("2021-07-20", "2021-07-30"), shared("2021-07", "2021-08-02"), shared("2020-12-31", "2021-01-01")
    ('2021-07', '2021', None)
    """
    for length in (len("2021-07-28"), len("2021-07"), len("2021")):
        if min(len(first), len(last)) >= length and first[:length] == last[:length]:
            return first[:length]
    return None
