"""A text to write in a box: Esc keeps it."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import TextArea

from tui.formatting import Span, span
from tui.widgets.box import Box
from tui.widgets.one_line import OneLine


class TextBox(Box[str]):
    """Gives the text as it stands when Esc is pressed."""

    DEFAULT_CSS: ClassVar[str] = """
    TextBox { background: ansi_default 0%; align: center bottom; }
    TextBox > Vertical { width: 100%; height: 11; max-height: 100%; }
    TextBox.-plain > Vertical { height: 100%; }
    TextBox TextArea {
        height: 1fr; border: none; padding: 0 1; background: ansi_default;
    }
    """
    AUTO_FOCUS = "TextArea"

    def __init__(self, title: str, text: str, told: str = "") -> None:
        super().__init__()
        self._title = title
        self._told = told
        self._area = TextArea(text, soft_wrap=True, compact=True)
        self._area.cursor_blink = False

    def compose(self) -> ComposeResult:
        told = (span(f" {self._told}", "warn"),) if self._told else ()
        keys = (*told, Span(" Esc ", "label"), Span("save and close "))
        with Vertical():
            yield OneLine("title", (span(f"▸{self._title} ", "strong"),), is_title=True)
            yield self._area
            yield OneLine("keys", keys)

    def on_mount(self) -> None:
        self._area.move_cursor(self._area.document.end)

    def on_key(self, event: events.Key) -> None:
        if event.key == "escape":
            event.stop()
            event.prevent_default()
            self.finish(self._area.text)
        elif self.focused is None and event.is_printable and event.character:
            # Typed before the text field had the focus: nothing typed is lost.
            event.stop()
            self._area.insert(event.character)
