"""The timeline: how often each actor spoke in each period, and when the formats met."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from storage import Round, Term, Timeline
from tui import wording
from tui.grids.grid import Cell, Grid, Narrowing, actor_name, short_actor
from tui.look import Marks, marks_of
from tui.navigation import ACTORS, term_of
from tui.safe_text import safe

BLOCKS: Final = "▁▂▃▄▅▆▇█"
DIGITS: Final = "123456789"
NONE: Final = "."
MANY: Final = "+"
WIDE, NARROW = 2, 1


def marks_for(environment: Mapping[str, str]) -> str:
    """What stands for few to many: blocks, or digits on a terminal that cannot show them all."""
    has_blocks = environment.get("TERM") != "dumb" and marks_of(environment) is Marks.ALL
    return BLOCKS if has_blocks else DIGITS


class TimelineGrid(Grid):
    """Quotes as blocks; the most in one cell is the highest."""

    nothing = wording.NOTHING_DATED
    foot_label = wording.MEETINGS_HELD

    def __init__(self, timeline: Timeline, room: int, marks: str = BLOCKS) -> None:
        self._timeline = timeline
        self._marks = marks
        self._most = max((max(row.quotes, default=0) for row in timeline.rows), default=0)
        self._rounds: Mapping[int, list[Round]] = _by_period(timeline.rounds)
        self.query = timeline.query
        self.rows = len(timeline.rows)
        self.columns = len(timeline.periods)
        self.first_column = max(0, self.columns - 1)
        self.cell_width = WIDE if WIDE * self.columns <= room else NARROW
        self.corner = wording.corner(timeline.unit)

    def head(self, row: int, width: int) -> str:
        return short_actor(self._timeline.rows[row].actor, width)

    def headings(self, columns: range) -> Sequence[str]:
        """Where a month, a year or a decade begins, as far as there is room to say so."""
        line, before = "", None
        for column in columns:
            label = wording.period_heading(self._timeline.unit, self._timeline.periods[column])
            place = (column - columns.start + 1) * self.cell_width - 1
            has_room = not line or len(line) < place
            if label != before and has_room and place + len(label) <= self._width(columns):
                line = line.ljust(place) + label
            before = label
        return [line.ljust(self._width(columns))]

    def _width(self, columns: range) -> int:
        return len(columns) * self.cell_width

    def cell(self, row: int, column: int) -> Cell:
        return Cell(self._mark(self._timeline.rows[row].quotes[column]).rjust(self.cell_width))

    def _mark(self, quotes: int) -> str:
        """The higher the more; the most is the highest, one is never none."""
        return self._marks[-(-quotes * len(self._marks) // self._most) - 1] if quotes else NONE

    def foot(self, columns: range) -> str | None:
        if not self._rounds:
            return None
        return "".join(self._met(column).rjust(self.cell_width) for column in columns)

    def _met(self, column: int) -> str:
        met = len(self._rounds.get(column, ()))
        return str(met) if 0 < met < 10 else MANY if met else " "

    def told(self, row: int, column: int) -> str:
        told, period = self._timeline.rows[row], self._timeline.periods[column]
        met = [wording.round_(each) for each in self._rounds.get(column, ())]
        return safe(
            wording.timeline_cell(
                wording.period(self._timeline.unit, period),
                actor_name(told.actor),
                told.quotes[column],
                told.apart,
                met,
            )
        )

    def narrowing(self, row: int, column: int) -> Narrowing:
        period = Term("date", self._timeline.periods[column], relation="=")
        return Narrowing((term_of(ACTORS, self._timeline.rows[row].actor.slug), period))

    def legend(self) -> Sequence[str]:
        apart = sum(row.apart for row in self._timeline.rows)
        legend = wording.timeline_legend(self._marks, self._most)
        return [legend, wording.apart(apart, self._timeline.unit)] if apart else [legend]

    def counter(self) -> str:
        return wording.shown_of(self.rows, self._timeline.actors, "actor")


def _by_period(rounds: Sequence[Round]) -> Mapping[int, list[Round]]:
    found: dict[int, list[Round]] = defaultdict(list)
    for each in rounds:
        found[each.period].append(each)
    return found
