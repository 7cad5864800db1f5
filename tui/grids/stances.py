"""Stances over time: what each actor held on each topic, and where it changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from storage import Stances, Term
from tui import wording
from tui.grids.grid import Cell, Grid, Narrowing, actor_name, short_actor
from tui.navigation import ACTORS, term_of
from tui.safe_text import cell_width, cut, safe
from tui.wording import codes

CHANGED: Final = "!"
NONE: Final = "   "
NAME_AT_LEAST: Final = 10
HEAD_AT_MOST_NARROW: Final = 26
CELLS_AT_LEAST: Final = 13


class StancesGrid(Grid):
    """One letter a quote that was coded, the oldest first; `!` before it where it changed."""

    corner = wording.STANCES_CORNER
    cell_width = 3

    def __init__(self, stances: Stances) -> None:
        self._stances = stances
        self._names_coders = len({(row.coder, row.is_adjudicated) for row in stances.rows}) > 1
        self.query = stances.query
        self.nothing = " ".join((wording.NO_STANCE_HELD, *codes.note_on(stances.withheld)))
        self.rows = len(stances.rows)
        self.columns = max((len(row.codings) for row in stances.rows), default=0)

    def head(self, row: int, width: int) -> str:
        found = self._stances.rows[row]
        by = codes.by(found.coder, is_adjudicated=found.is_adjudicated)
        coder = f" ({by})" if self._names_coders else ""
        topic = cut(safe(f" · {found.topic}{coder}"), width - NAME_AT_LEAST)
        return f"{short_actor(found.actor, width - cell_width(topic))}{topic}"

    def head_width(self, width: int) -> int:
        return max(width // 2, min(HEAD_AT_MOST_NARROW, width - CELLS_AT_LEAST))

    def headings(self, columns: range) -> Sequence[str]:
        return [" " * self.cell_width * len(columns)]

    def cell(self, row: int, column: int) -> Cell:
        codings = self._stances.rows[row].codings
        if column >= len(codings):
            return Cell(NONE)
        each = codings[column]
        mark = CHANGED if each.changed else " "
        letter = wording.stance_letter(each.value)
        return Cell(f" {mark}{letter}", "warn" if each.changed else "plain")

    def told(self, row: int, column: int) -> str:
        found = self._stances.rows[row]
        at = min(column, len(found.codings) - 1)
        before = found.codings[at - 1] if at else None
        return safe(wording.stance_cell(actor_name(found.actor), found, found.codings[at], before))

    def narrowing(self, row: int, column: int) -> Narrowing:
        found = self._stances.rows[row]
        at = min(column, len(found.codings) - 1)
        topic = Term("stance", found.topic, relation="=")
        return Narrowing((term_of(ACTORS, found.actor.slug), topic), found.codings[at].quote)

    def legend(self) -> Sequence[str]:
        return [*codes.note_on(self._stances.withheld), wording.STANCES_LEGEND]

    def counter(self) -> str:
        return wording.shown_of(self.rows, self._stances.total, "row")
