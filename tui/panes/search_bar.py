"""The search bar: its text is its own while it has the focus."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input

from tui.formatting import Span
from tui.messages import ChipDropped, CompletionWanted, SearchHelpWanted, SearchLeft, TextTyped
from tui.widgets.one_line import OneLine


class SearchInput(Input):
    """The text field; the keys that leave it are its own, all others are Textual's."""

    def __init__(self) -> None:
        super().__init__(id="search", select_on_focus=False, compact=True)
        self.cursor_blink = False
        self.text_before = ""
        self._leaves: dict[str, Callable[[], object]] = {
            "escape": lambda: self.post_message(SearchLeft(restored=self.text_before)),
            "enter": lambda: self.post_message(SearchLeft()),
            "down": lambda: self.post_message(SearchLeft()),
            "f1": lambda: self.post_message(SearchHelpWanted()),
            "tab": lambda: self.post_message(CompletionWanted()),
        }

    def on_focus(self) -> None:
        self.text_before = self.value
        # Typing goes on with the last word, which may go on anyway while it is typed.
        self.value = self.value.removesuffix("*")

    def on_key(self, event: events.Key) -> None:
        leave = self._leaves.get(event.key)
        if event.key == "backspace" and not self.value:
            leave = lambda: self.post_message(ChipDropped())  # noqa: E731
        if leave is not None:
            event.stop()
            event.prevent_default()
            leave()


class SearchBar(Horizontal):
    """`/`, the text, and how many quotes fit."""

    DEFAULT_CSS: ClassVar[str] = """
    SearchBar { height: 1; }
    SearchBar #prompt { width: 2; }
    SearchBar #search { width: 1fr; height: 1; border: none; padding: 0; background: ansi_default; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.input = SearchInput()
        self.total = OneLine("total", is_right=True)

    def compose(self) -> ComposeResult:
        yield OneLine("prompt", (Span("/ ", "label"),))
        yield self.input
        yield self.total

    def show_total(self, text: str, room: int) -> None:
        """How many quotes fit, in as many cells as the largest total takes."""
        self.total.styles.width = room
        self.total.show((Span(text),))

    def show_text(self, text: str) -> None:
        """The query changed elsewhere: its text is rendered anew, without counting as typed."""
        with self.input.prevent(Input.Changed):
            self.input.value = text
            self.input.cursor_position = len(text)

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(TextTyped(event.value))
