"""The note: Esc saves it, and what is typed is kept as a draft meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Final

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.timer import Timer
from textual.widgets import TextArea

from storage import short
from storage.analyst import HANDLINGS, NOTE_KINDS
from tui.formatting import Span, span
from tui.gateway.drafts import DraftNotKept, Drafts
from tui.safe_text import cut
from tui.screens.sheets import Sheet
from tui.screens.stage import Stage
from tui.widgets.box import Box
from tui.widgets.one_line import OneLine
from tui.widgets.picker import Choice, Picker
from tui.wording import notes as wording

DRAFT_AFTER_SECONDS = 0.3  # after a key; at most this much typing is lost, whatever happens
NAME_WIDTH: Final = 24
TURNED: Final = {"closed": "private", "private": "public", "public": "closed"}
"""What a key makes of each handling: who may see a note is narrowed before it is widened."""
KEYS: Final = (
    (" Esc ", "save and close "),
    (" Ctrl-t ", "who sees it "),
    (" Ctrl-n ", "kind "),
    (" Ctrl-g ", "editor "),
    (" Ctrl-p ", "commands"),
)
KEYS_LINE: Final = tuple(s for key, does in KEYS for s in (Span(key, "label"), Span(does)))


class NoteCommands(Picker):
    """What else can be done with a half-written note."""

    SAVE = "save"
    OUTSIDE = "outside"
    THROW_AWAY = "throw away"
    heading = "NOTE"

    def __init__(self, sheet: Sheet, *, is_mine: bool) -> None:
        super().__init__()
        self._sheet = sheet
        self._is_mine = is_mine

    def choices(self, typed: str) -> list[Choice]:
        return [
            Choice(value, (Span(line),))
            for value, line in self._lines()
            if typed.lower() in line.lower()
        ]

    def _lines(self) -> Iterator[tuple[str, str]]:
        yield self.SAVE, wording.SAVE
        yield self.OUTSIDE, wording.TO_EDITOR
        for each in HANDLINGS if self._is_mine else ():
            if each != self._sheet.seen_by:
                yield each, wording.TO_HANDLING.format(handling=wording.HANDLING[each])
        for each in NOTE_KINDS:
            if each != self._sheet.kind:
                yield each, wording.TO_KIND.format(kind=each)
        is_new = self._sheet.note is None
        yield self.THROW_AWAY, wording.THROW_AWAY if is_new else wording.THROW_CHANGES_AWAY


class NoteEditor(Box[Sheet | None]):
    """Gives the sheet as it is to be saved, or None where it is thrown away or empty.

    `author` is who writes; `said` is told below the text to begin with. What `is_outside` goes to
    the person's editor at once.
    """

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
        sheet: Sheet,
        drafts: Drafts,
        author: str,
        said: str = "",
        *,
        is_outside: bool = False,
    ) -> None:
        super().__init__()
        self._is_outside = is_outside
        self._stage = stage
        self._sheet = sheet
        self._drafts = drafts
        self._author = author
        text = drafts.resumed(sheet.draft) or sheet.text
        self._area = TextArea(text, soft_wrap=True, compact=True)
        self._area.cursor_blink = False
        self._title = OneLine("title", self._title_line, is_title=True)
        self._keys = OneLine("keys", (Span(" "), span(said, "warn")) if said else KEYS_LINE)
        self._pause: Timer | None = None

    @property
    def _title_line(self) -> tuple[Span, ...]:
        sheet = self._sheet
        of = "" if sheet.record[0] == "q" else f"{cut(sheet.name, NAME_WIDTH)}, "
        piece = f"[{cut(sheet.piece.exact or '', NAME_WIDTH)}] of " if sheet.piece else ""
        alone = " alone" if sheet.is_alone else ""
        by = f"by {sheet.note.author} " if sheet.note and not self._is_mine else ""
        name = f" · {sheet.name}" if sheet.record[0] == "q" and sheet.name else ""
        told = (
            f"▸NOTE {by}on {piece}{of}{short(sheet.record)}{alone} · {sheet.seen_by}"
            f" · {sheet.kind}{name} "
        )
        return (span(told, "strong"),)

    @property
    def _is_mine(self) -> bool:
        return self._sheet.note is None or self._sheet.note.author == self._author

    def compose(self) -> ComposeResult:
        with Vertical():
            yield self._title
            yield self._area
            yield self._keys

    def on_mount(self) -> None:
        self._area.move_cursor(self._area.document.end)
        if self._is_outside:
            self.call_after_refresh(self._write_outside)

    def on_text_area_changed(self) -> None:
        self._keys.show(KEYS_LINE)
        # The next key doesn't put it off: else who types without a pause could lose all of it.
        if self._pause is None:
            self._pause = self.set_timer(DRAFT_AFTER_SECONDS, self.keep_draft)

    def keep_draft(self) -> None:
        """Put what is typed on the disk now."""
        self._wait_no_more()
        try:
            if self._sheet.note and self._area.text == self._sheet.note.text:
                self._drafts.drop(self._sheet.draft)
            else:
                self._drafts.keep(self._sheet.draft, self._area.text)
        except DraftNotKept as error:
            self._tell(str(error))

    def on_key(self, event: events.Key) -> None:
        doing = {
            "escape": self._save,
            "ctrl+t": self._turn_handling,
            "ctrl+n": self._turn_kind,
            "ctrl+g": self._edit_outside,
            "ctrl+p": self._open_commands,
        }.get(event.key)
        if doing:
            event.stop()
            event.prevent_default()
            doing()
        elif self.focused is None and event.is_printable and event.character:
            # Typed before the text field had the focus: nothing typed is lost.
            event.stop()
            self._area.insert(event.character)

    def _open_commands(self) -> None:
        self._stage.open_box(NoteCommands(self._sheet, is_mine=self._is_mine), self._run)

    def _run(self, chosen: str | None) -> None:
        if chosen == NoteCommands.THROW_AWAY:
            self._drop_draft()
            self.finish(None)
        elif chosen == NoteCommands.SAVE:
            self._save()
        elif chosen == NoteCommands.OUTSIDE:
            self._edit_outside()
        elif chosen in HANDLINGS:
            self._become(handling=chosen)
        elif chosen in NOTE_KINDS:
            self._become(kind=chosen)

    def _edit_outside(self) -> bool:
        """Go on with the text in the person's editor; False where nothing came back from there."""
        from tui.gateway.editor import EditorFailed  # noqa: PLC0415  # most runs edit nothing there

        self.keep_draft()
        try:
            text = self._stage.edit_outside(self._area.text)
        except EditorFailed as error:
            self.call_after_refresh(self._tell, str(error))
            return False
        if text != self._area.text:
            self._area.text = text
            self._area.move_cursor(self._area.document.end)
        return True

    def _write_outside(self) -> None:
        """All of it there: what is saved there is saved here."""
        before = self._area.text
        if self._edit_outside():
            if self._area.text == before and self._sheet.note is None:
                self._leave_unchanged()
            else:
                self._save()

    def _leave_unchanged(self) -> None:
        """A text that nobody changed there stays what it was before: a draft, or nothing."""
        self._wait_no_more()
        self.finish(None)

    def _turn_handling(self) -> None:
        self._become(handling=TURNED[self._sheet.seen_by])

    def _turn_kind(self) -> None:
        kinds = (*NOTE_KINDS, NOTE_KINDS[0])
        self._become(kind=kinds[kinds.index(self._sheet.kind) + 1])

    def _become(self, *, handling: str | None = None, kind: str | None = None) -> None:
        """Another handling or kind; the draft goes with it, so that it is never seen by more."""
        if handling and not self._is_mine:
            author = self._sheet.note.author if self._sheet.note else ""
            self._tell(wording.WHOSE_HANDLING.format(author=author))
            return
        before = self._sheet
        self._sheet = before._replace(
            handling=handling or before.handling, kind=kind or before.kind
        )
        self._title.show(self._title_line)
        if handling:
            self._tell(wording.HANDLING[handling])
        if self._sheet.draft != before.draft:
            self.keep_draft()
            self._drafts.drop(before.draft)

    def _tell(self, sentence: str) -> None:
        self._keys.show((Span(" "), span(sentence, "warn")))

    def _save(self) -> None:
        written = self._sheet._replace(text=self._area.text)
        if written.note or written.text.strip():
            self.keep_draft()
            self.finish(written)
        else:
            self._drop_draft()
            self.finish(None)

    def _drop_draft(self) -> None:
        self._wait_no_more()
        self._drafts.drop(self._sheet.draft)

    def _wait_no_more(self) -> None:
        if self._pause:
            self._pause.stop()
        self._pause = None
