"""Small boxes that others are made of: lines with what each does, and a name to type."""

from __future__ import annotations

from collections.abc import Sequence

from tui.formatting import Span, span
from tui.widgets import fuzzy
from tui.widgets.picker import Choice, NumberedPicker, Picker


class LinePicker(NumberedPicker):
    """Lines to pick, each a value, what it says, and more of it for the footing."""

    footing = " 1-9 or ⏎ pick · Esc close · letters find"

    def __init__(self, heading: str, lines: Sequence[tuple[str, str, str]]) -> None:
        super().__init__()
        self.heading = heading
        self._lines = lines

    def choices(self, typed: str) -> list[Choice]:
        found = list(self._lines)
        if typed.strip():
            found = [line for _, line in fuzzy.ranked(found, lambda line: line[1], typed)]
        return [
            Choice(value, (self.digit(number, typed), span(text)), more)
            for number, (value, text, more) in enumerate(found, 1)
        ]


class NamePrompt(Picker):
    """A name to type; the line says what Enter does with it."""

    footing = " ⏎ save · Esc leave it as it is"

    def __init__(self, heading: str, does: str, name: str = "") -> None:
        super().__init__()
        self.heading = heading
        self._does = does
        self._name = name

    def on_mount(self) -> None:
        self.narrow(self._name)

    def choices(self, typed: str) -> list[Choice]:
        name = typed.strip()
        return [Choice(name, (Span(self._does), span(name, "chip")))] if name else []
