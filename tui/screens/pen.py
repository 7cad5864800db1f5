"""The pen: notes, tags, stars, the same again, and taking back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from storage import FieldRefused, Key, LogEntry, Receipt, StorageError, Tag, short
from tui import wording
from tui.commands.keymap import KeyMap
from tui.gateway.drafts import Drafts
from tui.gateway.writing import DeedWorker
from tui.panes.status_line import StatusLine
from tui.screens.stage import Stage

if TYPE_CHECKING:
    from storage import EditConflict
    from storage.deeds import Deed
    from tui.screens.note_editor import NoteEditor
    from tui.screens.outcomes import Outcomes
    from tui.screens.paragraph_editor import ParagraphEditor
    from tui.screens.sheets import Sheet
    from tui.screens.tag_picker import TagPicker


class Tagging(NamedTuple):
    """The box of tags, and the quotes that they are put on."""

    box: TagPicker
    quotes: tuple[Key, ...]


OF_BRIEFS = "pi"
"""The letters of what paragraphs are drafted under: they are offered where one writes them."""


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
        self,
        stage: Stage,
        deeds: DeedWorker,
        drafts: Drafts,
        status: StatusLine,
        keys: KeyMap,
        author: str,
    ) -> None:
        self._stage = stage
        self.key_of = keys.key_of
        self.deeds = deeds
        self._status = status
        self._author = author
        self._editor: NoteEditor | ParagraphEditor | None = None
        self.drafts = drafts
        self.editors: list[Editor] = []
        """Forms that are open, one over the other."""
        self.resume_form: Callable[[str, FieldRefused | None], object] = lambda _one, _two: None
        self.tags: tuple[Tag, ...] = ()
        self.tagging: Tagging | None = None
        """The tags that are open, if they are."""
        self.taken_back: dict[tuple[Key, str | None], str] = {}
        self._last: Callable[[tuple[Key, ...]], Deed] | None = None
        self._is_last_alone = False
        self.together: dict[str, Callable[[Any, EditConflict], object]] = {}
        """How a refused deed is edited together with what somebody else made of it; by its type's
        name, so that no start waits for the deeds."""

    def is_dry(self) -> bool:
        """Whether nothing can be written in this library; then the status line says why."""
        why = self.deeds.why_read_only
        if why:
            self._status.tell(why, is_trouble=True)
        return bool(why)

    def note(self, sheet: Sheet, said: str = "", *, is_outside: bool = False) -> None:
        """Open a note, with its draft or what was taken back of it, if there is any."""
        from tui.screens.note_editor import NoteEditor  # noqa: PLC0415  # TextArea: 20 ms

        def keep(written: Sheet | None) -> None:
            self._editor = None
            if written is None:
                self._status.tell(wording.DRAFT_EMPTY)
            else:
                self._write_note(written)

        if sheet.note is None and sheet.piece is None:
            text = self.taken_back.get((sheet.record, sheet.seen_by), sheet.text)
            sheet = sheet._replace(text=text)
        self._editor = NoteEditor(
            self._stage, sheet, self.drafts, self._author, said, is_outside=is_outside
        )
        self._stage.open_box(self._editor, keep)

    def edit_paragraph(
        self, record: Key, brief: str, text: str, written: Callable[[str | None], object]
    ) -> None:
        """Open a paragraph of a brief, with its draft if there is one."""
        from tui.screens.paragraph_editor import ParagraphEditor  # noqa: PLC0415  # TextArea

        def keep(new: str | None) -> None:
            self._editor = None
            written(new)

        self._editor = ParagraphEditor(record, self.drafts, brief, text)
        self._stage.open_box(self._editor, keep)

    def _write_note(self, sheet: Sheet) -> None:
        from tui.wording import notes as said  # noqa: PLC0415  # most runs write none

        deed = sheet.deed
        if sheet.note and not sheet.text.strip():
            self.drafts.drop(sheet.draft)
            self._status.tell(said.NOT_EMPTIED.format(retract=self.key_of("retract_note")))
        elif deed is None:
            self._status.tell(said.NOTHING_CHANGED)
        else:
            from storage.deeds import WriteNote  # noqa: PLC0415  # most runs write none

            if isinstance(deed, WriteNote) and sheet.record[0] == "q":
                note = deed._replace(piece=None)
                self.remember(lambda others: note._replace(record=others[0]), is_alone=True)
            self.deeds.write(deed)

    def begun_change(self, note: Key) -> str | None:
        """The draft of a change of that note, if one was left half-written."""
        return next((name for name in self.drafts.names() if name.startswith(note)), None)

    def take_draft(self, name: str) -> str:
        """The text of a draft, which is then no draft any more."""
        text = self.drafts.resumed(name)
        self.drafts.drop(name)
        return text

    def write(self, deed: Deed) -> None:
        """Hand a deed to the library; the status line says what became of it."""
        self.deeds.write(deed)

    def mark_seen(self, search: Key) -> None:
        """A saved search was opened: what comes in from now on is new to it."""
        self.deeds.mark_seen(search)

    def keep_draft(self) -> None:
        """Put the note that is being typed on the disk now."""
        if self._editor:
            self._editor.keep_draft()
        for editor in self.editors:
            editor.keep_draft()

    def tag(self, quotes: tuple[Key, ...], tagged: Mapping[str, int], heading: str) -> None:
        """Open the tags, with those of the quotes marked, and on how many of them each is."""
        from storage.deeds import PutTags  # noqa: PLC0415  # most runs put none
        from tui.screens.tag_picker import TagPicker  # noqa: PLC0415

        picker = TagPicker(heading, len(quotes), self.tags, tagged)

        def toggle(name: str | None) -> None:
            self.tagging = None
            if name is None:
                return
            off = tuple(each for each in picker.chosen if picker.tagged.get(each) == len(quotes))
            on = tuple(each for each in picker.chosen if each not in off)
            if on:
                self.remember(lambda others: PutTags(others, add=on))
            self.deeds.write(PutTags(quotes, add=on, remove=off))

        self.tagging = Tagging(picker, quotes)
        self._stage.open_box(picker, toggle)

    def star(self, quotes: tuple[Key, ...]) -> None:
        from storage.deeds import ToggleStar  # noqa: PLC0415  # most runs star none

        self.remember(ToggleStar)
        self.deeds.write(ToggleStar(quotes))

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
            note, tag, repeat = map(self.key_of, ("note", "tag", "repeat"))
            self._status.tell(wording.NOTHING_TO_REPEAT.format(note=note, tag=tag, repeat=repeat))
        else:
            self.deeds.write(self._last(quotes))

    def undo(self, entry: LogEntry | None, *, is_of_this_run: bool) -> None:
        """Take back the last write of this run; ask first about an earlier one."""
        from storage.deeds import Undo  # noqa: PLC0415  # most runs take nothing back

        if entry is None or is_of_this_run:
            self.deeds.write(Undo())
            return
        from tui.screens.ask import Ask  # noqa: PLC0415  # most runs ask nothing

        def answer(yes: bool | None) -> None:  # noqa: FBT001
            if yes:
                self.deeds.write(Undo(entry.txn))

        self._stage.open_box(Ask(self._stage, wording.undo_earlier(entry)), answer)

    def offer_drafts(self, resume: Callable[[str], object]) -> None:
        """Offer what an earlier run left half-typed; `resume` goes on with the draft of a name."""
        if self.deeds.why_read_only:
            return
        left = [each for each in self.drafts.left_behind() if each.record[0] not in OF_BRIEFS]
        if not left:
            return
        from tui.screens.ask import Ask  # noqa: PLC0415  # most runs left nothing

        draft = left[0]

        def answer(yes: bool | None) -> None:  # noqa: FBT001
            if yes:
                if draft.record.startswith(FORM):
                    self.resume_form(draft.record, None)
                else:
                    resume(draft.record)

        self._stage.open_box(Ask(self._stage, _draft_found(draft.record, draft.text)), answer)

    @cached_property
    def _outcomes(self) -> Outcomes:
        from tui.screens.outcomes import Outcomes  # noqa: PLC0415  # most runs write nothing

        return Outcomes(self, self._stage, self._status)

    def done(self, receipt: Receipt, deed: Deed) -> None:
        """A deed is in the library: say so, and what takes it back."""
        self._outcomes.done(receipt, deed)

    def refused(self, error: StorageError, deed: Deed) -> None:
        """A deed was not done; what was typed stays as a draft."""
        self._outcomes.refused(error, deed)

    def settle(self) -> None:
        """Ask what is to become of a conflict, as soon as no other box is open."""
        self._outcomes.settle()


def _draft_found(record: str, text: str) -> str:
    if not record.startswith(FORM):
        from tui.screens.sheets import begun  # noqa: PLC0415  # most runs left none

        return wording.DRAFT_FOUND.format(key=short(begun(record).record))
    from tui.screens.editing import about_draft  # noqa: PLC0415  # as above
    from tui.wording import editing  # noqa: PLC0415

    return editing.DRAFT_FOUND.format(about=about_draft(record, text))
