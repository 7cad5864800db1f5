"""A text that is typed within a box: Enter, Esc and Tab are the box's, all else is the text's."""

from __future__ import annotations

from typing import Final

from textual import events
from textual.widgets import TextArea

TAKEN_BY_THE_BOX: Final = frozenset({"enter", "escape", "tab", "shift+tab", "ctrl+p", "ctrl+c"})


class LineEditor(TextArea):
    """Lets the box have the keys that end a text; up and down at the text's edges as well."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text, soft_wrap=True, compact=True)
        self.cursor_blink = False

    def show(self, text: str) -> None:
        """Another text, with the cursor behind it."""
        self.text = text
        self.move_cursor(self.document.end)

    def leaves(self, key: str) -> bool:
        """Whether a key is the box's."""
        end = self.selection.end
        at_edge = {
            "up": self.navigator.is_first_wrapped_line(end),
            "down": self.navigator.is_last_wrapped_line(end),
        }
        return key in TAKEN_BY_THE_BOX or at_edge.get(key, False)

    def on_key(self, event: events.Key) -> None:
        if event.key == "ctrl+u":
            event.stop()
            event.prevent_default()
            self.show("")
        elif self.leaves(event.key):
            event.prevent_default()
