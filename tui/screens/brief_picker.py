"""The briefs that quotes are added to: digits pick the last used, a new one needs its own line."""

from __future__ import annotations

from collections.abc import Sequence

from storage.analyst import BriefRow
from tui.formatting import Span, span
from tui.widgets.picker import Choice, NumberedPicker
from tui.wording import briefs as wording


class BriefPicker(NumberedPicker):
    """Gives the name of the brief that was picked, or of a new one."""

    footing = " 1-9 add · ⏎ pick · Esc close · letters find or name a new one"
    nothing = "Type a name for a new brief."

    def __init__(self, quotes: int, briefs: Sequence[BriefRow]) -> None:
        super().__init__()
        self.heading = wording.adding(quotes)
        self._quotes = quotes
        self._briefs = briefs

    def choices(self, typed: str) -> list[Choice]:
        wanted = typed.strip().casefold()
        found = [brief for brief in self._briefs if wanted in brief.name.casefold()]
        lines = [self._choice(number, brief, typed) for number, brief in enumerate(found, 1)]
        if wanted and all(brief.name.casefold() != wanted for brief in self._briefs):
            lines.append(Choice(typed.strip(), (Span("+new: "), span(typed.strip(), "chip"))))
        return lines

    def _choice(self, number: int, brief: BriefRow, typed: str) -> Choice:
        are_all_in = brief.of_asked == self._quotes
        some = f"  {brief.of_asked} of them in it" if 0 < brief.of_asked < self._quotes else ""
        return Choice(
            brief.name,
            (
                self.digit(number, typed),
                Span("✓ " if are_all_in else "  "),
                span(brief.name),
                span(f"  {wording.holds(brief)}", "dim"),
                Span(some),
            ),
        )
