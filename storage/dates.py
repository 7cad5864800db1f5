"""Dates as sources give them (EDTF) and as people ask for them, both as ranges of day numbers."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

FIRST_DAY: Final = 1
LAST_DAY: Final = dt.date.max.toordinal()
NO_DATE: Final = (1, 0)
"""The last day before the first: overlaps nothing, and is the oldest of all."""
MARKS: Final = "?~%"

_POINT = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_BACK = re.compile(r"(\d{1,7})([dwmy])", re.ASCII)


def bounds(edtf: str | None) -> tuple[int, int]:
    """The first and the last day that a date may mean; NO_DATE where it is none.

    Marks of doubt do not widen it. `..` at an end of a range is open.
    """
    if edtf is None:
        return NO_DATE
    start, slash, end = edtf.partition("/")
    return (_range(start, end) if slash else _point(edtf)) or NO_DATE


def is_date(edtf: str) -> bool:
    """Whether it is a date, of whatever precision."""
    return bounds(edtf) != NO_DATE


def asked(value: str, today: dt.date) -> tuple[int, int] | None:
    """The days that a query's date means: `2025-05`, `2025-03..`, `30d` back from today.

    None where it is no date.
    """
    back = _BACK.fullmatch(value)
    if back:
        return _days_back(int(back[1]), back[2], today), today.toordinal()
    start, dots, end = value.partition("..")
    return _range(start or "..", end or "..") if dots else _point(value)


def since(value: str, today: dt.date) -> tuple[int, int] | None:
    """From the first of those days on."""
    days = asked(value, today)
    return (days[0], LAST_DAY) if days else None


def until(value: str, today: dt.date) -> tuple[int, int] | None:
    """Up to the last of those days; `until:30d` is up to the day 30 days ago."""
    days = asked(value, today)
    if days is None:
        return None
    return FIRST_DAY, days[0] if _BACK.fullmatch(value) else days[1]


def _range(start: str, end: str) -> tuple[int, int] | None:
    first = (FIRST_DAY, LAST_DAY) if start == ".." else _point(start)
    last = (FIRST_DAY, LAST_DAY) if end == ".." else _point(end)
    if first is None or last is None or start == end == ".." or first[0] > last[1]:
        return None
    return first[0], last[1]


def _point(text: str) -> tuple[int, int] | None:
    found = _POINT.fullmatch(text.rstrip(MARKS))
    if found is None:
        return None
    year, month, day = (int(part) if part else 0 for part in found.groups())
    try:
        first = dt.date(year, month or 1, day or 1)
    except ValueError:
        return None
    if found[3]:
        return first.toordinal(), first.toordinal()
    return first.toordinal(), _last_of(year, month if found[2] else 12).toordinal()


def _days_back(count: int, unit: str, today: dt.date) -> int:
    """The day so long before today; the last of its month where that month is shorter."""
    if unit in "dw":
        return max(FIRST_DAY, today.toordinal() - count * (7 if unit == "w" else 1))
    months = today.year * 12 + today.month - 1 - count * (12 if unit == "y" else 1)
    year, month = divmod(months, 12)
    if year < dt.MINYEAR:
        return FIRST_DAY
    last = _last_of(year, month + 1)
    return last.replace(day=min(today.day, last.day)).toordinal()


def _last_of(year: int, month: int) -> dt.date:
    if month == 12:
        return dt.date(year, 12, 31)
    return dt.date(year, month + 1, 1) - dt.timedelta(days=1)
