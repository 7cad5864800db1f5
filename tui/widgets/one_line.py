"""A line of inked text that is cut at its width."""

from __future__ import annotations

from rich.cells import cell_len
from textual.strip import Strip
from textual.widget import Widget

from tui.formatting import Line, Span, text_of
from tui.widgets.marked_text import to_strip


class OneLine(Widget, can_focus=False):
    """Shows one line; setting it to what it shows already repaints nothing.

    The line of a title goes on to the right as a rule.
    """

    DEFAULT_CSS = "OneLine { height: 1; }"

    def __init__(
        self, name: str, line: Line = (), *, is_right: bool = False, is_title: bool = False
    ) -> None:
        super().__init__(id=name)
        self.line = line
        self._is_right = is_right
        self._is_title = is_title

    def show(self, line: Line) -> None:
        if line != self.line:
            self.line = line
            self.refresh()

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        left = max(0, width - cell_len(text_of(self.line)))
        pad = Span(" " * left if self._is_right else "")
        rule = Span("─" * left if self._is_title else "", "dim")
        return to_strip((pad, *self.line, rule), width)
