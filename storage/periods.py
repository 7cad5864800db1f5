"""A span of days cut into weeks, months or longer pieces of the calendar."""

from __future__ import annotations

import datetime as dt
from typing import Final, Literal, NamedTuple

from storage.dates import LAST_DAY

Unit = Literal["week", "month", "quarter", "year", "decade", "century"]

MONTHS: Final[dict[Unit, int]] = {
    "month": 1,
    "quarter": 3,
    "year": 12,
    "decade": 120,
    "century": 1200,
}


class Periods(NamedTuple):
    """Periods one after another without a gap.

    `asked` names each as `date:=` takes it; `bounds` are the day numbers on which each begins, and
    the one after the last.
    """

    unit: Unit
    asked: tuple[str, ...]
    bounds: tuple[int, ...]


def cut(first: int, last: int, most: int) -> Periods:
    """The days from `first` to `last` in the shortest periods of which there are at most `most`."""
    monday = first - (first - 1) % 7
    if (last - monday) // 7 < most:
        starts = range(monday, last + 1, 7)
        end = min(starts[-1] + 7, LAST_DAY + 1)
        return Periods("week", tuple(map(_week, starts)), (*starts, end))
    cuts = (_of_months(unit, months, first, last) for unit, months in MONTHS.items())
    return next((each for each in cuts if len(each.asked) <= most), _of_centuries(first, last))


def _of_centuries(first: int, last: int) -> Periods:
    return _of_months("century", MONTHS["century"], first, last)


def _of_months(unit: Unit, months: int, first: int, last: int) -> Periods:
    start, end = _month(first), _month(last)
    starts = range(start - start % months, end + 1, months)
    asked = tuple(_asked(unit, each, each + months - 1) for each in starts)
    bounds = (*map(_first_day, starts), _first_day(starts[-1] + months))
    return Periods(unit, asked, bounds)


def _month(day: int) -> int:
    date = dt.date.fromordinal(day)
    return date.year * 12 + date.month - 1


def _first_day(month: int) -> int:
    year, of_year = divmod(max(month, 12 * dt.MINYEAR), 12)
    return LAST_DAY + 1 if year > dt.MAXYEAR else dt.date(year, of_year + 1, 1).toordinal()


def _week(monday: int) -> str:
    sunday = min(monday + 6, LAST_DAY)
    return f"{dt.date.fromordinal(monday)}..{dt.date.fromordinal(sunday)}"


def _asked(unit: Unit, first: int, last: int) -> str:
    start, end = max(first, 12 * dt.MINYEAR), min(last, 12 * dt.MAXYEAR + 11)
    if unit == "month":
        return _named(start)
    if unit == "quarter":
        return f"{_named(start)}..{_named(end)}"
    return f"{start // 12:04}" if unit == "year" else f"{start // 12:04}..{end // 12:04}"


def _named(month: int) -> str:
    return f"{month // 12:04}-{month % 12 + 1:02}"
