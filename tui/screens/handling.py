"""Who may see a quote: one of three is picked, for the quote or for all that are selected."""

from __future__ import annotations

from storage import Key, short
from storage.analyst import HANDLINGS
from storage.deeds import SetHandling
from tui.formatting import Span
from tui.screens.analysing import Bench
from tui.widgets.picker import Choice, Picker
from tui.wording import handling as wording


class Handling(Picker):
    """Picking a line makes it so."""

    footing = " ⏎ pick · Esc close"

    def __init__(self, what: str, now: str) -> None:
        super().__init__()
        self.heading = wording.HEADING.format(what=what)
        self._now = now

    def choices(self, typed: str) -> list[Choice]:
        return [
            Choice(
                each, (Span("✓ " if each == self._now else "  "), Span(each)), wording.MEANS[each]
            )
            for each in HANDLINGS
            if typed.lower() in each
        ]


def open_handling(bench: Bench, quote: Key) -> None:
    """Ask who may see a quote."""
    detail = bench.room.board.detail.detail
    now = detail.handling if detail and detail.row.key == quote else ""

    def picked(handling: str | None) -> None:
        if handling:
            seen = {"handling": now} if now else {}
            bench.pen.write(SetHandling(quote, handling, seen=seen))

    bench.room.stage.open_box(Handling(short(quote), now), picked)
