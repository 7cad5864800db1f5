"""The one list widget: rows drawn line by line, a cursor, pages read as needed."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import Generic, TypeVar

from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.strip import Strip

from storage import Page
from tui import theme, wording
from tui.formatting import Line, Span
from tui.messages import CursorMoved, PaneClicked, RowsWanted
from tui.widgets.framed import Framed
from tui.widgets.marked_text import to_strip, wrapped
from tui.widgets.page_window import PageWindow

Row = TypeVar("Row")

NOT_READ_YET: Line = (Span("…", "dim"),)


class PageList(Framed, Generic[Row]):
    """A list of rows under a title. The board tells it which keys were pressed.

    A subclass says what a row looks like and what names it. `pinned` rows stand before the rows
    of the answer ("all"). `empty` is shown where the answer has no rows.
    """

    pinned = 0
    row_height = 1

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.window: PageWindow[Row] = PageWindow()
        self.cursor = 0
        self.top = 0
        self._is_dragged = False
        self._lost: str | None = None
        """The row that the cursor was on, where rows were not read again yet that may hold it."""
        self.empty: Sequence[Line] = ()
        self.is_current = True

    @abstractmethod
    def row_lines(self, row: Row, width: int) -> list[Line]:
        """A row as `row_height` lines."""

    def numbered_lines(self, _number: int, row: Row, width: int) -> list[Line]:
        """The same, for a list in which it matters which row it is."""
        return self.row_lines(row, width)

    @abstractmethod
    def key_of(self, row: Row) -> str:
        """What names a row, so that the cursor finds it in another answer."""

    def pinned_line(self) -> Line:
        """The row before the others."""
        return ()

    # What it shows.

    @property
    def rows_in_all(self) -> int:
        return self.pinned + self.window.total

    @property
    def current(self) -> Row | None:
        """The row under the cursor; None on a pinned row and in an empty list."""
        return self.window.row(self.cursor - self.pinned)

    @property
    def current_key(self) -> str | None:
        row = self.current
        return self.key_of(row) if row is not None else None

    @property
    def visible_rows(self) -> int:
        return max(1, self.inner_height // self.row_height)

    def show(self, page: Page[Row], cursor: int | None = None) -> None:
        """Show another answer, the cursor on row `cursor`, else where it was if it can."""
        self._restart(
            page, otherwise=-self.pinned if cursor is None else cursor, by_key=cursor is None
        )

    def follow(self, page: Page[Row], asked: str | None = None, at: int | None = None) -> None:
        """Show the same answer as it is by now: nothing moves but what others changed.

        The cursor stays on its row, or, where that is gone, on row `at`, and the line of the cursor
        where it is; at the very top rows that came in push it down. `asked` is the row that was
        under it when the page was asked for.
        """
        key, before = self.current_key, self.cursor
        seen = range(self.top - self.pinned, self.top - self.pinned + self.visible_rows)
        is_read = self.window.follow(page, seen)
        self._lost = None
        found = self._number_of(key)
        if found is not None:
            cursor = found + self.pinned
        elif at is not None and key in {None, asked}:
            cursor = at + self.pinned
        else:
            cursor, self._lost = before, key
        self._put_cursor(cursor, is_kept=self.top > 0)
        if not is_read:
            start = self.top - self.pinned
            self.post_message(RowsWanted(self.place, self.window.around(start, self.visible_rows)))

    def _number_of(self, key: str | None) -> int | None:
        """The row of that name, counted from 0, among those that are read."""
        rows = self.window.loaded().items()
        return next((n for n, row in rows if key and self.key_of(row) == key), None)

    def _put_cursor(self, cursor: int, *, is_kept: bool) -> None:
        """Put the cursor on a row; its line is kept where it is, else the first one."""
        before = self.cursor
        self.cursor = max(0, min(cursor, self.rows_in_all - 1))
        if is_kept:
            self.top += self.cursor - before
        self._keep_cursor_visible()
        self._want_rows()
        self.refresh()

    def renew(self, page: Page[Row]) -> None:
        """Show the same rows with others put in or left out below the cursor."""
        self._restart(page, otherwise=self.cursor - self.pinned, by_key=True)

    def _restart(self, page: Page[Row], *, otherwise: int, by_key: bool) -> None:
        key = self.current_key
        self.window.restart(page)
        self._lost = None
        found = self._number_of(key) if by_key else None
        self._put_cursor((otherwise if found is None else found) + self.pinned, is_kept=False)

    def add(self, page: Page[Row]) -> None:
        """More rows of the answer shown; among them may be the one that the cursor was on."""
        self.window.add(page)
        found = self._number_of(self._lost)
        if found is not None and self._lost is not None:
            self._lost = None
            self._put_cursor(found + self.pinned, is_kept=True)
        self.refresh()

    def show_whether_current(self, *, is_current: bool) -> None:
        """Rows of an earlier search are dim and have no count."""
        if self.is_current != is_current:
            self.is_current = is_current
            self.refresh()

    # Moving.

    def move(self, rows: int) -> None:
        self.go(self.cursor + rows)

    def go(self, number: int) -> None:
        """Put the cursor on a row, counted from 0, pinned rows included."""
        before, top = self.cursor, self.top
        self.cursor = max(0, min(number, self.rows_in_all - 1))
        if self.cursor == before:
            return
        self._lost = None
        self._keep_cursor_visible()
        if self.top == top:
            self.refresh(*(self._region(row) for row in (before, self.cursor)), self.title_region)
        else:
            self.refresh()
        self._want_rows()
        self.post_message(CursorMoved(self.place))

    def rest_on_first(self) -> None:
        """Put the cursor on the first row without telling anyone."""
        if self.cursor:
            self.cursor = self.top = 0
            self.refresh()

    def _keep_cursor_visible(self) -> None:
        """At an edge move by half a page: a terminal cannot be told to scroll one pane."""
        if not self.size:
            self.top = 0  # it is not laid out yet
            return
        height = self.visible_rows
        if not self.top <= self.cursor < self.top + height:
            self.top = self.cursor - height // 2
        self.top = max(0, min(self.top, self.rows_in_all - height))

    def _want_rows(self) -> None:
        missing = self.window.missing(self.top - self.pinned, self.visible_rows)
        if missing is not None:
            self.post_message(RowsWanted(self.place, missing))

    def on_resize(self) -> None:
        self._keep_cursor_visible()
        self._want_rows()

    # The mouse at the right edge.

    def _thumb(self) -> tuple[int, int]:
        """The lines [start, end) of the right edge that stand for the rows that are visible."""
        height, rows = self.inner_height, self.rows_in_all
        if rows <= self.visible_rows:
            return 0, 0
        length = max(1, height * self.visible_rows // rows)
        start = round((height - length) * self.top / (rows - self.visible_rows))
        return start, start + length

    def edge_at(self, y: int) -> str:
        start, end = self._thumb()
        return "┃" if start <= y < end else "│"

    def on_mouse_down(self, event: events.MouseDown) -> None:
        if self.is_framed and event.x == self.size.width - 1 and self._thumb() != (0, 0):
            self._is_dragged = True
            self.capture_mouse()
            self._drag_to(event.y)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self._is_dragged:
            self._drag_to(event.y)

    def on_mouse_up(self) -> None:
        if self._is_dragged:
            self._is_dragged = False
            self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        if not self.is_framed or event.x < self.size.width - 1:
            super().on_click(event)

    def _drag_to(self, y: int) -> None:
        """To the row that is as far down as the mouse is."""
        lines = max(1, self.inner_height - 1)
        line = max(0, min(y - self.is_framed, lines))
        self.post_message(PaneClicked(self.place, round(line * (self.rows_in_all - 1) / lines)))

    # Drawing.

    @property
    def line_of_cursor(self) -> int:
        return (self.cursor - self.top) * self.row_height

    def row_at(self, y: int) -> int:
        return self.top + y // self.row_height

    def _region(self, row: int) -> Region:
        y = (row - self.top) * self.row_height + self.is_framed
        return Region(0, y, self.size.width, self.row_height)

    def counter(self) -> str:
        """What stands at the right of the title."""
        if not self.is_current:
            return wording.NO_COUNT
        return wording.total(self.window.total, goes_on=self.window.goes_on)

    def inner_line(self, y: int, width: int) -> Strip:
        number, part = self.top + y // self.row_height, y % self.row_height
        is_cursor = number == self.cursor and number < self.rows_in_all
        style = theme.PLAIN if self.is_current else theme.OUT_OF_DATE
        if is_cursor:
            style += theme.CURSOR if self.is_active else theme.CURSOR_ELSEWHERE
        if not self.window.total and y >= self.pinned:
            lines = [each for line in self.empty for each in wrapped((Span(" "), *line), width)]
            told = lines[y - self.pinned] if y - self.pinned < len(lines) else ()
            return to_strip(told, width, style)
        mark = "▸" if is_cursor and part == 0 else " "
        text = to_strip(self._line(number, part, width - 1), width - 1, style)
        return Strip.join([Strip([Segment(mark, style)]), text])

    def _line(self, number: int, part: int, width: int) -> Line:
        if number < self.pinned:
            return self.pinned_line() if part == 0 else ()
        if number >= self.rows_in_all:
            return ()
        row = self.window.row(number - self.pinned)
        return NOT_READ_YET if row is None else self.numbered_lines(number, row, width)[part]
