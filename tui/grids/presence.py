"""Who was there: each actor's part in each meeting, and who stayed away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from storage import Part, Presence, PresenceCell
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
from tui.safe_text import safe

LETTERS: Final = {
    "host": "h",
    "chair": "c",
    "co_chair": "k",
    "mediator": "m",
    "facilitator": "f",
    "guarantor": "g",
    "convenor": "v",
    "participant": "p",
    "observer": "o",
    "guest": "e",
    "signatory": "s",
    "invited": "i",
    "invited_declined": "D",
    "absent": "A",
    "excluded": "X",
    "represented_by": "R",
}
"""Those of who was not in the room are capitals."""
ODD: Final = "?"
NO_PART: Final = "."
DISPUTED: Final = "!"


class PresenceGrid(Grid):
    """A letter for each mode; `!` behind it where sources disagree."""

    corner = ""
    cell_width = 7
    heading_lines = 2
    nothing = wording.NO_PART_HELD

    def __init__(self, presence: Presence) -> None:
        self._presence = presence
        self.query = presence.query
        self.rows, self.columns = len(presence.rows), len(presence.sittings)
        self._legend = _legend(presence)

    def head(self, row: int, width: int) -> str:
        return short_actor(self._presence.rows[row].actor, width)

    def headings(self, columns: range) -> Sequence[str]:
        """The year over the month and the day."""
        dates = [safe(self._presence.sittings[each].meeting.said_on or ODD) for each in columns]
        years = laid_out([date[:4] for date in dates], self.cell_width)
        return [years, laid_out([date[5:] for date in dates], self.cell_width)]

    def cell(self, row: int, column: int) -> Cell:
        parts = self._presence.rows[row].cells[column].parts
        if not parts:
            return Cell(right(NO_PART, self.cell_width), "dim")
        return Cell(
            right(signs(parts), self.cell_width), "warn" if _is_disputed(parts) else "plain"
        )

    def told(self, row: int, column: int) -> str:
        found, sitting = self._presence.rows[row], self._presence.sittings[column]
        cell: PresenceCell = found.cells[column]
        return safe(wording.presence_cell(actor_name(found.actor), sitting, cell))

    def narrowing(self, row: int, column: int) -> Narrowing:
        meeting, found = self._presence.sittings[column].meeting, self._presence.rows[row]
        narrowed = (term_of(FORMATS, meeting.slug), term_of(ACTORS, found.actor.slug))
        return Narrowing(narrowed, meeting=None if found.cells[column].quotes else meeting.slug)

    def legend(self) -> Sequence[str]:
        return [self._legend]

    def counter(self) -> str:
        actors = wording.shown_of(self.rows, self._presence.actors, "actor")
        return f"{actors} × {wording.shown_of(self.columns, self._presence.meetings, 'meeting')}"


def signs(parts: Iterable[Part]) -> str:
    """The letters of someone's parts in a meeting."""
    return "".join(
        f"{LETTERS.get(part.mode, ODD)}{DISPUTED if part.disputed else ''}" for part in parts
    )


def _legend(presence: Presence) -> str:
    """The letters that occur, those of who stayed away apart."""
    used = {part.mode for row in presence.rows for cell in row.cells for part in cell.parts}
    there: list[str] = []
    away: list[str] = []
    for mode, letter in LETTERS.items():
        if mode in used:
            (away if mode in wording.AWAY else there).append(f"{letter} {wording.mode(mode)}")
    return wording.presence_legend(there, away, has_odd=not used <= LETTERS.keys())


def _is_disputed(parts: Iterable[Part]) -> bool:
    return any(part.disputed for part in parts)
