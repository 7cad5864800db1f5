"""The pen: notes, tags, stars, the same again, and taking back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Protocol

from storage import FieldRefused, Key, LogEntry, Receipt, StorageError, Tag, short
from storage.deeds import AddRecord, Correct, Deed, PutTags, ToggleStar, Undo, WriteNote
from tui import wording
from tui.commands.keymap import KeyMap
from tui.gateway.drafts import Drafts
from tui.gateway.writing import DeedWorker
from tui.panes.status_line import StatusLine
from tui.screens.stage import Stage

if TYPE_CHECKING:
    from tui.screens.note_editor import NoteEditor


FORM = "edit:"
"""What the names of drafts of forms begin with."""


class Editor(Protocol):
    """Something with half-typed text in it."""

    def keep_draft(self) -> None:
        """Put what is typed on the disk now."""
        ...


class Pen:
    """Writes on the quotes that it is given; keeps what was last written, to repeat it."""

    def __init__(
        self, stage: Stage, deeds: DeedWorker, drafts: Drafts, status: StatusLine, keys: KeyMap
    ) -> None:
        self._stage = stage
        self._key_of = keys.key_of
        self._deeds = deeds
        self._drafts = drafts
        self._status = status
        self._editor: NoteEditor | None = None
        self.drafts = drafts
        self.editors: list[Editor] = []
        """Forms that are open, one over the other."""
        self.resume_form: Callable[[str, FieldRefused | None], object] = lambda _one, _two: None
        self.tags: tuple[Tag, ...] = ()
        self._taken_back: dict[Key, str] = {}
        self._last: Callable[[tuple[Key, ...]], Deed] | None = None
        self._is_last_alone = False

    def is_dry(self) -> bool:
        """Whether nothing can be written in this library; then the status line says why."""
        why = self._deeds.why_read_only
        if why:
            self._status.tell(why, is_trouble=True)
        return bool(why)

    def note(self, quote: Key, about: str = "", *, is_alone: bool = False) -> None:
        """Open the note on a quote, with its draft or what was taken back of it, if there is any.

        `about` says in words which quote that is, `is_alone` that it is not on others that are
        selected.
        """
        from tui.screens.note_editor import NoteEditor  # noqa: PLC0415  # TextArea: 20 ms

        def keep(text: str | None) -> None:
            self._editor = None
            if text is None:
                self._status.tell(wording.DRAFT_EMPTY)
            else:
                self.remember(lambda others: WriteNote(others[0], text), is_alone=True)
                self._deeds.write(WriteNote(quote, text))

        text = self._taken_back.get(quote, "")
        self._editor = NoteEditor(self._stage, quote, self._drafts, about, text, is_alone=is_alone)
        self._stage.open_box(self._editor, keep)

    def write(self, deed: Deed) -> None:
        """Hand a deed to the library; the status line says what became of it."""
        self._deeds.write(deed)

    def keep_draft(self) -> None:
        """Put the note that is being typed on the disk now."""
        if self._editor:
            self._editor.keep_draft()
        for editor in self.editors:
            editor.keep_draft()

    def tag(self, quotes: tuple[Key, ...], tagged: Mapping[str, int], heading: str) -> None:
        """Open the tags, with those of the quotes marked, and on how many of them each is."""
        from tui.screens.tag_picker import TagPicker  # noqa: PLC0415

        def toggle(name: str | None) -> None:
            if name is None:
                return
            if tagged.get(name) == len(quotes):
                self._deeds.write(PutTags(quotes, remove=(name,)))
            else:
                self.remember(lambda others: PutTags(others, add=(name,)))
                self._deeds.write(PutTags(quotes, add=(name,)))

        self._stage.open_box(TagPicker(heading, len(quotes), self.tags, tagged), toggle)

    def star(self, quotes: tuple[Key, ...]) -> None:
        self.remember(ToggleStar)
        self._deeds.write(ToggleStar(quotes))

    def remember(self, deed: Callable[[tuple[Key, ...]], Deed], *, is_alone: bool = False) -> None:
        """What was just done is what is repeated: `deed` makes it for other quotes.

        `is_alone` says that it goes on one quote at a time, as a note does.
        """
        self._last, self._is_last_alone = deed, is_alone

    @property
    def is_last_alone(self) -> bool:
        """Whether the last annotation goes on one quote at a time."""
        return self._is_last_alone

    def repeat(self, quotes: tuple[Key, ...]) -> None:
        """The last annotation again, on other quotes; a note on the first of them."""
        if self._last is None:
            note, tag, repeat = map(self._key_of, ("note", "tag", "repeat"))
            self._status.tell(wording.NOTHING_TO_REPEAT.format(note=note, tag=tag, repeat=repeat))
        else:
            self._deeds.write(self._last(quotes))

    def undo(self, entry: LogEntry | None, *, is_of_this_run: bool) -> None:
        """Take back the last write of this run; ask first about an earlier one."""
        if entry is None or is_of_this_run:
            self._deeds.write(Undo())
            return
        from tui.screens.ask import Ask  # noqa: PLC0415  # most runs ask nothing

        def answer(yes: bool | None) -> None:  # noqa: FBT001
            if yes:
                self._deeds.write(Undo(entry.txn))

        self._stage.open_box(Ask(self._stage, wording.undo_earlier(entry)), answer)

    def offer_drafts(self) -> None:
        """Offer what an earlier run left half-typed, where it can be gone on with."""
        if self._deeds.why_read_only:
            return
        left = self._drafts.left_behind()
        if not left:
            return
        from tui.screens.ask import Ask  # noqa: PLC0415  # most runs left nothing

        draft = left[0]

        def answer(yes: bool | None) -> None:  # noqa: FBT001
            if yes:
                self._go_on_with(draft.record)

        self._stage.open_box(Ask(self._stage, self._draft_found(draft.record, draft.text)), answer)

    def _go_on_with(self, record: str) -> None:
        if record.startswith(FORM):
            self.resume_form(record, None)
        else:
            self.note(Key(record))

    @staticmethod
    def _draft_found(record: str, text: str) -> str:
        if not record.startswith(FORM):
            return wording.DRAFT_FOUND.format(key=short(Key(record)))
        from tui.screens.editing import about_draft  # noqa: PLC0415  # most runs left none
        from tui.wording import editing  # noqa: PLC0415

        return editing.DRAFT_FOUND.format(about=about_draft(record, text))

    def done(self, receipt: Receipt, deed: Deed) -> None:
        """A deed is in the library: say so, and what takes it back."""
        match deed:
            case WriteNote(quote):
                self._drafts.drop(quote)
                self._taken_back.pop(quote, None)
                self._status.tell(wording.saved(receipt, self._key_of("undo")))
            case AddRecord() | Correct():
                self._drafts.drop(_draft_of(deed))
                self._status.tell(wording.saved(receipt, self._key_of("undo")))
            case Undo() if receipt.taken_back is not None:
                self._taken_back[receipt.keys[0]] = receipt.taken_back
                self._status.tell(
                    wording.UNDONE_NOTE.format(summary=receipt.summary, note=self._key_of("note"))
                )
            case Undo():
                self._status.tell(wording.UNDONE.format(summary=receipt.summary))
            case _:
                self._status.tell(wording.saved(receipt, self._key_of("undo")))

    def refused(self, error: StorageError, deed: Deed) -> None:
        """A deed was not done; a note's text stays as a draft."""
        draft = wording.DRAFT_KEPT.format(note=self._key_of("note"))
        kept = f" {draft}" if isinstance(deed, WriteNote) else ""
        if isinstance(deed, AddRecord | Correct):
            if isinstance(error, FieldRefused):
                self.resume_form(_draft_of(deed), error)
            from tui.wording import editing  # noqa: PLC0415  # most runs are refused nothing

            kept = f" {editing.KEPT_FOR_LATER.format(edit=self._key_of('edit'))}"
        self._status.tell(f"{error}{kept}", is_trouble=True)


def _draft_of(deed: AddRecord | Correct) -> str:
    """The name of the draft of the form that a deed came from."""
    from storage.fields import KINDS  # noqa: PLC0415  # no start waits for it

    return f"{FORM}{deed.key if isinstance(deed, Correct) else KINDS[deed.letter].name}"
