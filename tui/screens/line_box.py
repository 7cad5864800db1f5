"""A line to type: what is there already can be gone on with."""

from __future__ import annotations

from tui.formatting import Span, span
from tui.widgets.picker import Choice, Picker


class LineBox(Picker):
    """Gives the line as it was typed, which may be empty; None where nothing is to change."""

    footing = " ⏎ keep · Esc leave it as it was · Ctrl-u empty it"

    def __init__(self, heading: str, text: str = "") -> None:
        super().__init__()
        self.heading = heading
        self.begins = text

    def choices(self, typed: str) -> list[Choice]:
        return [Choice(typed, (span(typed) if typed else Span("(nothing)", "dim"),))]
