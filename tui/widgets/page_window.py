"""Which rows of a long answer are in memory and which to ask for next. Knows no widget."""

from __future__ import annotations

from typing import Generic, TypeVar

from storage import Page, Window

Row = TypeVar("Row")

SCREENS_AHEAD = 2  # asked for on each side of what is visible: a held key never outruns the reader
ROWS_KEPT = 2_000


class PageWindow(Generic[Row]):
    """The rows of one answer as far as they were read, by their number counted from 0."""

    def __init__(self) -> None:
        self.total = 0
        self.goes_on = False
        self._rows: dict[int, Row] = {}

    def restart(self, page: Page[Row]) -> None:
        """Another answer: forget the rows of the one before."""
        self._rows.clear()
        self.add(page)

    def follow(self, page: Page[Row], seen: range) -> bool:
        """The same answer as it is by now; gives whether the page holds all rows that are seen.

        Where it does not, these stay until they are read again.
        """
        old = {number: self._rows[number] for number in seen if number in self._rows}
        self.restart(page)
        last = page.window.start + len(page.rows)
        wanted = [number for number in seen if 0 <= number < self.total]
        is_read = all(page.window.start <= number < last for number in wanted)
        if not is_read:
            self._rows = {number: old[number] for number in wanted if number in old} | self._rows
        return is_read

    def around(self, first: int, height: int) -> Window:
        """What to ask for to have `height` rows from `first` on, and those near them."""
        start = max(0, first - SCREENS_AHEAD * height)
        return Window(start, (2 * SCREENS_AHEAD + 1) * height)

    def add(self, page: Page[Row]) -> None:
        """More rows of the same answer."""
        if len(self._rows) > ROWS_KEPT:
            self._rows.clear()
        self.total, self.goes_on = page.total, page.goes_on
        self._rows.update(enumerate(page.rows, page.window.start))

    def row(self, number: int) -> Row | None:
        """A row, or None where it was not read yet."""
        return self._rows.get(number)

    def loaded(self) -> dict[int, Row]:
        return self._rows

    def missing(self, first: int, height: int) -> Window | None:
        """What to ask for when `height` rows from `first` are to be shown; None if all are here."""
        last = min(self.total, first + height)
        if all(number in self._rows for number in range(max(0, first), last)):
            return None
        return self.around(first, height)
