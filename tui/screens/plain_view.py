"""A quote on a screen without frames and without the mouse, to be selected from by the terminal."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.strip import Strip
from textual.widget import Widget

from tui import wording
from tui.formatting import Span
from tui.safe_text import wrapped
from tui.screens.stage import Stage
from tui.terminal_guard.sequences import MOUSE_OFF, MOUSE_ON
from tui.widgets.box import Box
from tui.widgets.marked_text import to_strip
from tui.widgets.one_line import OneLine


class PlainView(Box[None]):
    """Arrows and pages move a text that is longer than the screen; any other key closes it."""

    DEFAULT_CSS: ClassVar[str] = "PlainView { background: ansi_default; }"
    AUTO_FOCUS = None

    def __init__(self, stage: Stage, text: str) -> None:
        super().__init__()
        self._stage = stage
        self._text = _PlainText(text)

    def compose(self) -> ComposeResult:
        yield self._text
        yield OneLine("keys", (Span(f" {wording.PLAIN_VIEW}", "dim"),))

    def on_mount(self) -> None:
        self._stage.send(MOUSE_OFF)

    def on_key(self, event: events.Key) -> None:
        event.stop()
        steps = {"down": 1, "up": -1, "pagedown": self.size.height, "pageup": -self.size.height}
        if event.key not in steps:
            self._stage.send(MOUSE_ON)  # not on unmounting: the end of the program leaves it off
            self.finish(None)
        else:
            self._text.move(steps[event.key])


class _PlainText(Widget, can_focus=False):
    """Lines from the left edge to the right one."""

    DEFAULT_CSS = "_PlainText { height: 1fr; }"

    def __init__(self, text: str) -> None:
        super().__init__(id="text")
        self._text = text
        self._top = 0

    def move(self, rows: int) -> None:
        last = max(0, len(self._lines()) - self.size.height)
        self._top = max(0, min(self._top + rows, last))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        lines = self._lines()
        at = self._top + y
        return to_strip((Span(lines[at] if at < len(lines) else ""),), self.size.width)

    def _lines(self) -> list[str]:
        return wrapped(self._text, max(1, self.size.width))
