"""The matrix of actors and formats: how often, which way, and when last."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

from storage import Matrix, MatrixCell, Named
from tui import wording
from tui.grids.grid import (
    Cell,
    Grid,
    Narrowing,
    actor_name,
    laid_out,
    right,
    short_actor,
)
from tui.navigation import ACTORS, FORMATS, term_of
from tui.safe_text import cell_width, safe
from tui.wording import codes

Shown = Literal["count", "stance", "last"]
NEXT: Final[dict[Shown, Shown]] = {"count": "stance", "stance": "last", "last": "count"}
WIDTH: Final[dict[Shown, int]] = {"count": 9, "stance": 12, "last": 12}
NONE: Final = "-"
NO_STANCE: Final = "·"
NO_DATE: Final = "?"


class MatrixGrid(Grid):
    """A cell says how many quotes there are, or the newest stance, or the newest date."""

    corner = ""
    heading_lines = 2
    nothing = wording.NOTHING_FOUND

    def __init__(self, matrix: Matrix, shown: Shown = "count") -> None:
        self._matrix = matrix
        self.shown: Shown = shown
        self.query = matrix.query
        self.rows, self.columns = len(matrix.rows), len(matrix.formats)
        self.cell_width = WIDTH[shown]

    def turned(self) -> MatrixGrid:
        return MatrixGrid(self._matrix, NEXT[self.shown])

    def head(self, row: int, width: int) -> str:
        return short_actor(self._matrix.rows[row].actor, width)

    def headings(self, columns: range) -> Sequence[str]:
        names = [_two_lines(self._matrix.formats[each], self.cell_width - 1) for each in columns]
        return [laid_out((name[n] for name in names), self.cell_width) for n in range(2)]

    def cell(self, row: int, column: int) -> Cell:
        cell = self._matrix.rows[row].cells[column]
        if not cell.quotes:
            return Cell(right(NONE, self.cell_width), "dim")
        return Cell(right(safe(self._said(cell)), self.cell_width))

    def _said(self, cell: MatrixCell) -> str:
        if self.shown == "count":
            return f"{cell.quotes:,}"
        if self.shown == "last":
            return cell.last or NO_DATE
        if cell.stance is None:
            return NO_STANCE
        return f"{wording.stance_letter(cell.stance)} {cell.topic}"

    def told(self, row: int, column: int) -> str:
        found = self._matrix.rows[row]
        name = _format_name(self._matrix.formats[column])
        return safe(wording.matrix_cell(actor_name(found.actor), name, found.cells[column]))

    def narrowing(self, row: int, column: int) -> Narrowing:
        found, format_ = self._matrix.rows[row], self._matrix.formats[column]
        return Narrowing((term_of(ACTORS, found.actor.slug), term_of(FORMATS, format_.slug)))

    def legend(self) -> Sequence[str]:
        withheld = codes.note_on(self._matrix.withheld) if self.shown == "stance" else ()
        return [*withheld, wording.MATRIX_SHOWS[self.shown]]

    def counter(self) -> str:
        actors = wording.shown_of(self.rows, self._matrix.actors, "actor")
        return f"{actors} × {wording.shown_of(self.columns, self._matrix.formats_in_all, 'format')}"


def _format_name(format_: Named) -> str:
    return safe(format_.name if format_.slug else wording.NO_FORMAT)


def _two_lines(format_: Named, width: int) -> tuple[str, str]:
    """A name over two lines, the lower one first where it is short."""
    first, *rest = _format_name(format_).split(" ")
    while rest and cell_width(f"{first} {rest[0]}") <= width:
        first = f"{first} {rest.pop(0)}"
    lower = " ".join(rest)
    return (first, lower) if lower else ("", first)
