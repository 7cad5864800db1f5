"""The view of an overview: a table with a cursor cell, and a line that says what is in it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Final

from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip

from storage import Query
from tui import theme, wording
from tui.commands.command import Place
from tui.formatting import Line, Span
from tui.grids.grid import Grid, Narrowing, room_for_columns
from tui.safe_text import cut, fill, wrapped
from tui.widgets.framed import Framed
from tui.widgets.marked_text import to_strip

TOLD_LINES: Final = 2
TOLD_LINES_NARROW: Final = 3
NARROW_BELOW: Final = 60
ROWS_BESIDE_LEGEND: Final = 4  # where fewer are left the legend gives way
KEYS: Final = {
    Place.TIMELINE: ("v t", "TIMELINE"),
    Place.MATRIX: ("v m", "ACTOR × FORMAT"),
    Place.PRESENCE: ("v w", "WHO WAS THERE"),
    Place.STANCES: ("v s", "STANCES"),
}
MARK: Final = "▸"


class OverviewPane(Framed):
    """One pane for all overviews: which one it shows is its `place`."""

    place = Place.TIMELINE
    key, title = KEYS[place]

    def __init__(self) -> None:
        super().__init__("overview")
        self.grid: Grid | None = None
        self.row = self.column = 0
        self.top = self.left = 0
        self.is_current = True

    def begin(self, place: Place, query: Query) -> None:
        """An overview is about to be shown; a table of anything else goes."""
        if place is not self.place or (self.grid and self.grid.query != query):
            self.place, (self.key, self.title) = place, KEYS[place]
            self.grid = None
            self.refresh()

    def show(self, grid: Grid) -> None:
        """Show a table; the cursor stays where it is in another one of its kind."""
        before, self.grid, self.is_current = self.grid, grid, True
        if before is not None and before.query == grid.query:
            self._follow_cell(before)
        elif before is None:
            self.row, self.column = self.top, self.left = 0, grid.first_column
        self._keep_cursor_visible()
        self.refresh()

    def _follow_cell(self, before: Grid) -> None:
        """The cursor stays on what its cell stands for, be it elsewhere by now."""
        grid = self.grid
        if grid is None or not (before.rows and before.columns):
            return
        places = [(self.row, self.column), *product(range(grid.rows), range(grid.columns))]
        wished = before.narrowing(self.row, self.column)
        for row, column in places:
            if row < grid.rows and column < grid.columns:
                found = grid.narrowing(row, column)
                if (found.terms, found.meeting) == (wished.terms, wished.meeting):
                    self.top += row - self.row if self.top else 0
                    self.left += column - self.column if self.left else 0
                    self.row, self.column = row, column
                    return

    def turn(self) -> None:
        """Show something else in the cells."""
        if self.grid is not None:
            self.show(self.grid.turned())

    def show_whether_current(self, *, is_current: bool) -> None:
        """A table of an earlier search is dim and has no count."""
        if self.is_current != is_current:
            self.is_current = is_current
            self.refresh()

    @property
    def chosen(self) -> Narrowing | None:
        """What the cell under the cursor stands for."""
        if self.grid is None or not self._has_cells:
            return None
        return self.grid.narrowing(self.row, self.column)

    @property
    def _has_cells(self) -> bool:
        return self.grid is not None and self.grid.rows > 0 and self.grid.columns > 0

    # Moving.

    @property
    def rows_in_all(self) -> int:
        return self.grid.rows if self.grid else 0

    @property
    def visible_rows(self) -> int:
        around = len(self._feet()) + len(self._legend()) + self._told_lines
        return max(1, self.inner_height - self._above - around)

    @property
    def _told_lines(self) -> int:
        return TOLD_LINES_NARROW if self.inner_width < NARROW_BELOW else TOLD_LINES

    def move(self, rows: int) -> None:
        self._go(self.row + rows, self.column)

    def go(self, number: int) -> None:
        self._go(number, self.column)

    def move_across(self, columns: int) -> None:
        """Go some columns to the right, or to the left where it is negative."""
        self._go(self.row, self.column + columns)

    def _go(self, row: int, column: int) -> None:
        before, corner = (self.row, self.column), (self.top, self.left)
        self.row, self.column = row, column
        self._keep_cursor_visible()
        if (self.row, self.column) == before:
            return
        if (self.top, self.left) != corner:
            self.refresh()
            return
        lines = (before[0], self.row)
        self.refresh(*(self._line_region(self._above + each - self.top) for each in lines))
        for each in range(self._told_lines):
            self.refresh(self._line_region(self.inner_height - 1 - each))

    def _line_region(self, y: int) -> Region:
        return Region(0, y + self.is_framed, self.size.width, 1)

    def _keep_cursor_visible(self) -> None:
        """At an edge move by half a page: a terminal cannot be told to scroll one pane."""
        grid = self.grid
        if grid is None or not self._has_cells:
            self.row = self.column = self.top = self.left = 0
            return
        self.row = max(0, min(self.row, grid.rows - 1))
        self.column = max(0, min(self.column, grid.columns - 1))
        self.top = _scrolled(self.top, self.row, self.visible_rows, grid.rows)
        self.left = _scrolled(self.left, self.column, self._fitting, grid.columns)

    def on_resize(self) -> None:
        self._keep_cursor_visible()
        self.refresh()

    # Drawing.

    @property
    def _heads(self) -> int:
        return self.grid.head_width(self.inner_width) if self.grid else 0

    @property
    def _fitting(self) -> int:
        """How many columns fit."""
        cell = self.grid.cell_width if self.grid else 1
        return max(1, room_for_columns(self._heads, self.inner_width) // cell)

    @property
    def _columns(self) -> range:
        in_all = self.grid.columns if self.grid else 0
        return range(self.left, min(in_all, self.left + self._fitting))

    @property
    def _above(self) -> int:
        return self.grid.heading_lines if self.grid else 0

    def _feet(self) -> Sequence[str]:
        """What stands right below the rows."""
        foot = self.grid.foot(self._columns) if self.grid else None
        if self.grid is None or foot is None:
            return ()
        return (f" {fill(self.grid.foot_label, self._heads)} {foot}",)

    def _legend(self) -> Sequence[str]:
        """What the signs mean, as far as there is room beside some rows."""
        grid, width = self.grid, self.inner_width
        if grid is None:
            return ()
        lines = [f" {line}" for each in grid.legend() for line in wrapped(each, width - 1)]
        others = self._above + len(self._feet()) + self._told_lines
        return lines[: max(0, self.inner_height - others - ROWS_BESIDE_LEGEND)]

    def counter(self) -> str:
        if self.grid is None or not self.is_current:
            return wording.NO_COUNT
        columns = self._columns
        if len(columns) == self.grid.columns:
            return self.grid.counter()
        return f"{self.grid.counter()} · {wording.columns_shown(columns, self.grid.columns)}"

    def inner_line(self, y: int, width: int) -> Strip:
        style = theme.PLAIN if self.is_current else theme.OUT_OF_DATE
        if self.grid is None or not self._has_cells:
            said = self.grid.nothing if self.grid else wording.SEARCHING
            lines = wrapped(f" {said}", width)
            return to_strip((Span(lines[y] if y < len(lines) else ""),), width, style)
        if y < self._above:
            return to_strip(self._heading(self.grid, y), width, style)
        at, shown = y - self._above, min(self.visible_rows, self.grid.rows - self.top)
        if at < shown:
            return self._row(self.grid, self.top + at, width)
        return to_strip((self._below(self.grid, at, shown),), width, style)

    def _below(self, grid: Grid, at: int, shown: int) -> Span:
        """Line `at` of those below the headings, where the last rows are passed."""
        feet, legend = self._feet(), self._legend()
        if at - shown < len(feet):
            return Span(feet[at - shown], "dim")
        at -= self.visible_rows + len(feet)
        if at < len(legend):
            return Span(legend[at] if at >= 0 else "", "dim")
        at -= len(legend)
        told = wrapped(grid.told(self.row, self.column), self.inner_width - 1)
        if at >= len(told):
            return Span("")
        goes_on = "…" if at == self._told_lines - 1 and len(told) > self._told_lines else ""
        return Span(cut(f" {told[at]}{goes_on}", self.inner_width))

    def _heading(self, grid: Grid, y: int) -> Line:
        corner = grid.corner if y == self._above - 1 else ""
        return (Span(f" {fill(corner, self._heads)} {grid.headings(self._columns)[y]}", "label"),)

    def _row(self, grid: Grid, row: int, width: int) -> Strip:
        style = theme.PLAIN if self.is_current else theme.OUT_OF_DATE
        is_here = row == self.row
        mark = MARK if is_here else " "
        segments = [Segment(f"{mark}{fill(grid.head(row, self._heads), self._heads)} ", style)]
        for column in self._columns:
            cell = grid.cell(row, column)
            is_cursor = is_here and column == self.column
            ground = style + theme.CURSOR if is_cursor else style
            segments.append(Segment(cell.text, theme.inked(cell.ink, ground)))
        return Strip(segments).adjust_cell_length(width, style)


def _scrolled(first: int, cursor: int, fitting: int, in_all: int) -> int:
    if not first <= cursor < first + fitting:
        first = cursor - fitting // 2
    return max(0, min(first, in_all - fitting))
