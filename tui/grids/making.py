"""Which table shows which overview, and how a table is drawn as plain lines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from storage import Matrix, Overview, Presence, Stances, Timeline
from tui.grids.grid import Grid, room_for_columns
from tui.grids.matrix import MatrixGrid
from tui.grids.presence import PresenceGrid
from tui.grids.stances import StancesGrid
from tui.grids.timeline import TimelineGrid, marks_for
from tui.safe_text import cell_width, cut, fill, wrapped

WITHOUT_TERMINAL = 10_000  # cells, where what is printed goes elsewhere


def grid_of(overview: Overview, room: int, environment: Mapping[str, str]) -> Grid:
    """The table; `room` is how many cells its columns have together.

    What the terminal can show, the environment tells.
    """
    match overview:
        case Timeline():
            return TimelineGrid(overview, room, marks_for(environment))
        case Matrix():
            return MatrixGrid(overview)
        case Presence():
            return PresenceGrid(overview)
        case Stances():
            return StancesGrid(overview)


class Drawn(NamedTuple):
    """A table as lines of text, and how many of its columns they show."""

    lines: tuple[str, ...]
    columns: int


def drawn(grid: Grid, width: int | None) -> Drawn:
    """The table as wide as it may be; without a width all of it."""
    if not (grid.rows and grid.columns):
        return Drawn((), 0)
    heads = grid.head_width(width or WITHOUT_TERMINAL)
    names = [grid.head(row, heads) for row in range(grid.rows)]
    heads = max(map(cell_width, (*names, cut(grid.corner, heads), grid.foot_label)))
    columns = _shown(grid, heads, width)
    headings = grid.headings(columns)
    corners = (*[""] * (len(headings) - 1), cut(grid.corner, heads))
    table = [*zip(corners, headings, strict=True)]
    for row, name in enumerate(names):
        table.append((name, "".join(grid.cell(row, column).text for column in columns)))
    foot = grid.foot(columns)
    if foot is not None:
        table.append((grid.foot_label, foot))
    lines = [f"{fill(name, heads)} {cells}".rstrip() for name, cells in table]
    for each in grid.legend():
        lines += wrapped(each, width) if width else [each]
    return Drawn(tuple(lines), len(columns))


def _shown(grid: Grid, heads: int, width: int | None) -> range:
    """The columns that fit, the last ones of a table that is read from its end."""
    if width is None:
        return range(grid.columns)
    fitting = max(1, min(grid.columns, room_for_columns(heads, width) // grid.cell_width))
    start = min(grid.first_column, grid.columns - fitting)
    return range(start, start + fitting)
