"""An address, shown whole before anything is opened; nothing but the text stands in its lines."""

from __future__ import annotations

from typing import ClassVar, Literal

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from tui.commands.keymap import names_of
from tui.formatting import Line, Span, span
from tui.screens.stage import Stage
from tui.widgets.address_text import AddressText
from tui.widgets.box import Box
from tui.widgets.one_line import OneLine

Wish = Literal["open", "copy"]


class AddressBox(Box[Wish]):
    """Enter opens where there is something to open with, `y` copies, every other key goes on."""

    DEFAULT_CSS: ClassVar[str] = """
    AddressBox { background: ansi_default 0%; align: left bottom; }
    AddressBox > Vertical { width: 100%; height: auto; max-height: 100%; }
    """
    AUTO_FOCUS = None

    def __init__(self, stage: Stage, title: str, address: str, link: str | None, said: str) -> None:
        super().__init__()
        self._stage = stage
        self._title = title
        self._address = AddressText(address, link)
        self._said = said

    def compose(self) -> ComposeResult:
        keys: Line = (
            (Span(" ⏎ ", "label"), Span("open "), Span(" y ", "label"), Span("copy "))
            if not self._said
            else (Span(" "), span(self._said, "warn"))
        )
        with Vertical():
            yield OneLine("title", (span(f"▸{self._title} ", "strong"),), is_title=True)
            yield self._address
            yield OneLine("keys", (*keys, Span("  Esc ", "label"), Span("close")))

    def on_key(self, event: events.Key) -> None:
        event.stop()
        if self.is_closing:
            self._stage.press(events.Key(event.key, event.character))
            return
        if event.key == "enter":
            self.finish(None if self._said else "open")
        elif "y" in names_of(event.key, event.character):
            self.finish("copy")
        else:
            self.finish(None)
            if event.key not in {"escape", "q", "backspace"}:
                # The key was meant for what is below: nothing typed is lost to a box.
                self._stage.press(events.Key(event.key, event.character))
