"""A paragraph of a brief: Esc saves it, and what is typed is kept as a draft meanwhile."""

from __future__ import annotations

from typing import ClassVar, Final

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.timer import Timer
from textual.widgets import TextArea

from storage import Key
from tui.formatting import Line, Span, span
from tui.gateway.drafts import DraftNotKept, Drafts
from tui.screens.note_editor import DRAFT_AFTER_SECONDS
from tui.widgets.box import Box
from tui.widgets.one_line import OneLine

KEYS: Final[Line] = (
    Span(" Esc ", "label"),
    Span("save and close "),
    Span(" Ctrl-c ", "label"),
    Span("leave it as it was"),
)


class ParagraphEditor(Box[str]):
    """Gives the text to save, or None where there is nothing to. `record` keeps its draft."""

    DEFAULT_CSS: ClassVar[str] = """
    ParagraphEditor { background: ansi_default 0%; align: center bottom; }
    ParagraphEditor > Vertical { width: 100%; height: 13; max-height: 100%; }
    ParagraphEditor.-plain > Vertical { height: 100%; }
    ParagraphEditor TextArea {
        height: 1fr; border: none; padding: 0 1; background: ansi_default;
    }
    """
    AUTO_FOCUS = "TextArea"

    def __init__(self, record: Key, drafts: Drafts, brief: str, text: str) -> None:
        super().__init__()
        self._record = record
        self._drafts = drafts
        self._before = text
        self._area = TextArea(drafts.resumed(record) or text, soft_wrap=True, compact=True)
        self._area.cursor_blink = False
        title = (span(f"▸PARAGRAPH of {brief} ", "strong"),)
        self._title = OneLine("title", title, is_title=True)
        self._keys = OneLine("keys", KEYS)
        self._pause: Timer | None = None

    def compose(self) -> ComposeResult:
        with Vertical():
            yield self._title
            yield self._area
            yield self._keys

    def on_mount(self) -> None:
        self._area.move_cursor(self._area.document.end)

    def on_text_area_changed(self) -> None:
        if self._pause is None:
            self._pause = self.set_timer(DRAFT_AFTER_SECONDS, self.keep_draft)

    def keep_draft(self) -> None:
        """Put what is typed on the disk now."""
        self._wait_no_more()
        try:
            self._drafts.keep(self._record, self._area.text)
        except DraftNotKept as error:
            self._keys.show((Span(" "), span(str(error), "warn")))

    def on_key(self, event: events.Key) -> None:
        if event.key in {"escape", "ctrl+c"}:
            event.stop()
            event.prevent_default()
            text = self._area.text
            is_new = event.key == "escape" and bool(text.strip()) and text != self._before
            self._leave(text if is_new else None)
        elif self.focused is None and event.is_printable and event.character:
            # Typed before the text field had the focus: nothing typed is lost.
            event.stop()
            self._area.insert(event.character)

    def _leave(self, text: str | None) -> None:
        if text is None:
            self._wait_no_more()
            self._drafts.drop(self._record)
        else:
            self.keep_draft()
        self.finish(text)

    def _wait_no_more(self) -> None:
        if self._pause:
            self._pause.stop()
        self._pause = None
