"""A question on the lowest line: Enter is yes, everything else leaves things as they are."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult

from tui.formatting import Span, span
from tui.screens.stage import Stage
from tui.widgets.box import Box
from tui.widgets.one_line import OneLine


class Ask(Box[bool]):
    """Only for what reaches further than a key should: an earlier day's write, a left draft."""

    DEFAULT_CSS: ClassVar[str] = """
    Ask { background: ansi_default 0%; align: left bottom; }
    """
    AUTO_FOCUS = None

    def __init__(self, stage: Stage, question: str) -> None:
        super().__init__()
        self._stage = stage
        self._question = question

    def compose(self) -> ComposeResult:
        yield OneLine("ask", (Span(" "), span(self._question, "warn")))

    def on_key(self, event: events.Key) -> None:
        event.stop()
        if self.is_closing:
            self._stage.press(events.Key(event.key, event.character))
            return
        self.finish(event.key == "enter")
        if event.key not in {"enter", "escape"}:
            # The key was meant for what is below: nothing typed is lost to a question.
            self._stage.press(events.Key(event.key, event.character))
