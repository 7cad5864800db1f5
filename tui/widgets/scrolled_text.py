"""Wrapped text that scrolls in a frame."""

from __future__ import annotations

from collections.abc import Sequence

from textual.strip import Strip

from tui.formatting import Line
from tui.messages import PaneLaid
from tui.widgets.framed import Framed
from tui.widgets.marked_text import to_strip, wrapped


class ScrolledText(Framed):
    """Lines wrapped to the pane's width; the title says how much is below."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.lines: Sequence[Line] = ()
        self.top = 0
        self._wrapped: list[Line] = []
        self._line_numbers: list[int] = []
        """For each wrapped line the number of the line that it is a part of."""
        self._width = 0
        self._pieces: dict[Line, list[Line]] = {}
        """Each line as it was wrapped to that width: of thousands, one or two change."""

    def show(self, lines: Sequence[Line], *, keep_place: bool = False) -> None:
        """Show other lines, from their beginning unless the same text came anew."""
        if not keep_place:
            self.top = 0
        self.lines = lines
        self._wrap()

    def _inked(self) -> Sequence[Line]:
        """The lines in the inks in which they are shown."""
        return self.lines

    def _wrap(self) -> None:
        if not self.size.width:
            return  # not laid out yet
        width = max(1, self.inner_width - 1)
        before = self._pieces if width == self._width else {}
        inked = self._inked()
        self._width = width
        self._pieces = {line: before.get(line) or wrapped(line, width) for line in inked}
        numbered = [
            (number, each) for number, line in enumerate(inked) for each in self._pieces[line]
        ]
        self._wrapped = [line for _, line in numbered]
        self._line_numbers = [number for number, _ in numbered]
        self.top = self._within(self.top)
        self.refresh()
        if self.is_active:  # nobody is told how many rows another pane has
            self.post_message(PaneLaid())

    def on_resize(self) -> None:
        self._wrap()

    def frame(self, *, is_framed: bool) -> None:
        super().frame(is_framed=is_framed)
        self._wrap()

    def move(self, rows: int) -> None:
        self.go(self.top + rows)

    def go(self, number: int) -> None:
        """Scroll so that line `number` is the first shown."""
        top = self._within(number)
        if top != self.top:
            self.top = top
            self.refresh()

    def _within(self, top: int) -> int:
        return max(0, min(top, len(self._wrapped) - self.inner_height))

    def row_at(self, y: int) -> int:
        return self.top + y

    @property
    def rows_in_all(self) -> int:
        return len(self._wrapped)

    @property
    def visible_rows(self) -> int:
        return self.inner_height

    def counter(self) -> str:
        below = len(self._wrapped) - self.top - self.inner_height
        return f"{below} more below" if below > 0 else ""

    def inner_line(self, y: int, width: int) -> Strip:
        number = self.top + y
        return to_strip(self._wrapped[number] if number < len(self._wrapped) else (), width)
