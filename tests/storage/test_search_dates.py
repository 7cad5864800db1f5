"""Dates as sources give them and as people ask for them."""

from __future__ import annotations

import datetime as dt

import pytest

from storage.dates import FIRST_DAY, LAST_DAY, NO_DATE, asked, bounds, since, until
from tests.builders import TODAY


def day(year: int, month: int, day_: int) -> int:
    return dt.date(year, month, day_).toordinal()


@pytest.mark.parametrize(
    ("edtf", "days"),
    [
        ("2019", (day(2019, 1, 1), day(2019, 12, 31))),
        ("2019-02", (day(2019, 2, 1), day(2019, 2, 28))),
        ("2020-02", (day(2020, 2, 1), day(2020, 2, 29))),
        ("2019-01-29", (day(2019, 1, 29), day(2019, 1, 29))),
        ("2018-11-09/2018-11-10", (day(2018, 11, 9), day(2018, 11, 10))),
        ("2018-11/2019", (day(2018, 11, 1), day(2019, 12, 31))),
        ("../2019", (FIRST_DAY, day(2019, 12, 31))),
        ("2019/..", (day(2019, 1, 1), LAST_DAY)),
    ],
)
def test_a_date_is_the_days_that_it_may_mean(edtf: str, days: tuple[int, int]) -> None:
    assert bounds(edtf) == days


@pytest.mark.parametrize("mark", ["?", "~", "%"])
def test_a_mark_of_doubt_does_not_widen_a_date(mark: str) -> None:
    assert bounds(f"2019-01-29{mark}") == bounds("2019-01-29")
    assert bounds(f"2019-01{mark}/2019-02{mark}") == bounds("2019-01/2019-02")


@pytest.mark.parametrize(
    "text",
    [None, "", "..", "../..", "yesterday", "19", "2019-13", "2019-02-30", "0000", "2020/2019",
     "2019-1-2", "2019-01-29T12:00", "٢٠١٩"],
)  # fmt: skip
def test_what_is_no_date_overlaps_nothing_and_is_the_oldest(text: str | None) -> None:
    assert bounds(text) == NO_DATE
    first, last = NO_DATE
    assert last < first <= FIRST_DAY


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("2025-05", bounds("2025-05")),
        ("2025-03..2025-05", bounds("2025-03/2025-05")),
        ("2025-03..", bounds("2025-03/..")),
        ("..2024", bounds("../2024")),
        ("2025-05-14?", bounds("2025-05-14")),
        ("30d", (day(2025, 4, 20), day(2025, 5, 20))),
        ("2w", (day(2025, 5, 6), day(2025, 5, 20))),
        ("3m", (day(2025, 2, 20), day(2025, 5, 20))),
        ("1y", (day(2024, 5, 20), day(2025, 5, 20))),
        ("9999999y", (FIRST_DAY, day(2025, 5, 20))),
        ("9999999d", (FIRST_DAY, day(2025, 5, 20))),
    ],
)
def test_a_date_is_asked_for_as_a_range_or_back_from_today(
    value: str, days: tuple[int, int]
) -> None:
    assert asked(value, TODAY) == days


@pytest.mark.parametrize("value", ["", "..", "d", "30", "99999999d", "soon", "2025..soon", "30x"])
def test_no_date_is_asked_for_by_anything_else(value: str) -> None:
    assert asked(value, TODAY) is None
    assert since(value, TODAY) is None
    assert until(value, TODAY) is None


def test_a_month_back_from_a_long_month_ends_with_the_shorter() -> None:
    assert asked("1m", dt.date(2025, 3, 31)) == (day(2025, 2, 28), day(2025, 3, 31))


def test_since_and_until_hold_their_own_days() -> None:
    assert since("2025-05", TODAY) == (day(2025, 5, 1), LAST_DAY)
    assert until("2025-05", TODAY) == (FIRST_DAY, day(2025, 5, 31))
    assert since("30d", TODAY) == (day(2025, 4, 20), LAST_DAY)
    assert until("30d", TODAY) == (FIRST_DAY, day(2025, 4, 20))
