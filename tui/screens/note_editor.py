"""The note: Esc saves it, and what is typed is kept as a draft meanwhile."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.timer import Timer
from textual.widgets import TextArea

from storage import Key, short
from tui.formatting import Span, span
from tui.gateway.drafts import DraftNotKept, Drafts
from tui.screens.stage import Stage
from tui.widgets.box import Box
from tui.widgets.one_line import OneLine
from tui.widgets.picker import Choice, Picker

DRAFT_AFTER_SECONDS = 0.3  # after a key; at most this much typing is lost, whatever happens


class NoteCommands(Picker):
    """What else can be done with a half-written note."""

    SAVE = "save"
    THROW_AWAY = "throw away"
    heading = "NOTE"

    def choices(self, typed: str) -> list[Choice]:
        lines = ((self.SAVE, "Save and close"), (self.THROW_AWAY, "Throw this note away"))
        return [
            Choice(value, (Span(line),)) for value, line in lines if typed.lower() in line.lower()
        ]


class NoteEditor(Box[str | None]):
    """Gives the text to save, or None where there is nothing in it."""

    DEFAULT_CSS: ClassVar[str] = """
    NoteEditor { background: ansi_default 0%; align: center bottom; }
    NoteEditor > Vertical { width: 100%; height: 13; max-height: 100%; }
    NoteEditor.-plain > Vertical { height: 100%; }
    NoteEditor TextArea {
        height: 1fr; border: none; padding: 0 1; background: ansi_default;
    }
    """
    AUTO_FOCUS = "TextArea"

    def __init__(
        self,
        stage: Stage,
        quote: Key,
        drafts: Drafts,
        about: str = "",
        text: str = "",
        *,
        is_private: bool = False,
        is_alone: bool = False,
    ) -> None:
        super().__init__()
        self._stage = stage
        self._quote = quote
        self._drafts = drafts
        self._alone = " alone" if is_alone else ""
        self._handling = "private" if is_private else "closed"
        self._about = about
        self._area = TextArea(drafts.resumed(quote) or text, soft_wrap=True, compact=True)
        self._area.cursor_blink = False
        keys = ((" Esc ", "save and close "), (" Ctrl-p ", "commands"))
        self._keys = OneLine(
            "keys", tuple(s for key, does in keys for s in (Span(key, "label"), Span(does)))
        )
        self._pause: Timer | None = None

    def compose(self) -> ComposeResult:
        about = f" · {self._about}" if self._about else ""
        on = f"{short(self._quote)}{self._alone}"
        title = f"▸NOTE on {on} · {self._handling}{about} "
        with Vertical():
            yield OneLine("title", (span(title, "strong"),), is_title=True)
            yield self._area
            yield self._keys

    def on_mount(self) -> None:
        self._area.move_cursor(self._area.document.end)

    def on_text_area_changed(self) -> None:
        # The next key doesn't put it off: else who types without a pause could lose all of it.
        if self._pause is None:
            self._pause = self.set_timer(DRAFT_AFTER_SECONDS, self.keep_draft)

    def keep_draft(self) -> None:
        """Put what is typed on the disk now."""
        self._wait_no_more()
        try:
            self._drafts.keep(self._quote, self._area.text)
        except DraftNotKept as error:
            self._keys.show((Span(" "), span(str(error), "warn")))

    def on_key(self, event: events.Key) -> None:
        if event.key == "escape":
            event.stop()
            event.prevent_default()
            self._leave(self._area.text)
        elif event.key == "ctrl+p":
            event.stop()
            event.prevent_default()
            self._stage.open_box(NoteCommands(), self._run)
        elif self.focused is None and event.is_printable and event.character:
            # Typed before the text field had the focus: nothing typed is lost.
            event.stop()
            self._area.insert(event.character)

    def _run(self, chosen: str | None) -> None:
        if chosen == NoteCommands.THROW_AWAY:
            self._drop_draft()
            self.finish(None)
        elif chosen is not None:
            self._leave(self._area.text)

    def _leave(self, text: str) -> None:
        if text.strip():
            self.keep_draft()
            self.finish(text)
        else:
            self._drop_draft()
            self.finish(None)

    def _drop_draft(self) -> None:
        self._wait_no_more()
        self._drafts.drop(self._quote)

    def _wait_no_more(self) -> None:
        if self._pause:
            self._pause.stop()
        self._pause = None
