"""The pen: notes, tags, stars, the same again, and taking back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from storage import EditConflict, FieldRefused, Key, LogEntry, Receipt, StorageError, Tag, short
from storage.deeds import (
    AddParagraph,
    AddRecord,
    ChangeNote,
    ChangeParagraph,
    Correct,
    Deed,
    PutTags,
    Redo,
    SaveSearch,
    ToggleStar,
    Undo,
    WriteNote,
)
from tui import wording
from tui.commands.keymap import KeyMap
from tui.gateway.drafts import DraftNotKept, Drafts
from tui.gateway.writing import DeedWorker
from tui.panes.status_line import StatusLine
from tui.screens.stage import Stage

if TYPE_CHECKING:
    from tui.screens.conflict import Settlement
    from tui.screens.note_editor import NoteEditor
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
        self._key_of = keys.key_of
        self._deeds = deeds
        self._drafts = drafts
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
        self._taken_back: dict[tuple[Key, str | None], str] = {}
        self._last: Callable[[tuple[Key, ...]], Deed] | None = None
        self._is_last_alone = False
        self.together: dict[type, Callable[[Any, EditConflict], object]] = {}
        """How a refused deed of a type is edited together with what somebody else made of it."""
        self._unsettled: list[tuple[EditConflict, Deed]] = []

    def is_dry(self) -> bool:
        """Whether nothing can be written in this library; then the status line says why."""
        why = self._deeds.why_read_only
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
            text = self._taken_back.get((sheet.record, sheet.seen_by), sheet.text)
            sheet = sheet._replace(text=text)
        self._editor = NoteEditor(
            self._stage, sheet, self._drafts, self._author, said, is_outside=is_outside
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

        self._editor = ParagraphEditor(record, self._drafts, brief, text)
        self._stage.open_box(self._editor, keep)

    def _write_note(self, sheet: Sheet) -> None:
        from tui.wording import notes as said  # noqa: PLC0415  # most runs write none

        deed = sheet.deed
        if sheet.note and not sheet.text.strip():
            self._drafts.drop(sheet.draft)
            self._status.tell(said.NOT_EMPTIED.format(retract=self._key_of("retract_note")))
        elif deed is None:
            self._status.tell(said.NOTHING_CHANGED)
        else:
            if isinstance(deed, WriteNote) and sheet.record[0] == "q":
                note = deed._replace(piece=None)
                self.remember(lambda others: note._replace(record=others[0]), is_alone=True)
            self._deeds.write(deed)

    def begun_change(self, note: Key) -> str | None:
        """The draft of a change of that note, if one was left half-written."""
        return next((name for name in self._drafts.names() if name.startswith(note)), None)

    def take_draft(self, name: str) -> str:
        """The text of a draft, which is then no draft any more."""
        text = self._drafts.resumed(name)
        self._drafts.drop(name)
        return text

    def write(self, deed: Deed) -> None:
        """Hand a deed to the library; the status line says what became of it."""
        self._deeds.write(deed)

    def mark_seen(self, search: Key) -> None:
        """A saved search was opened: what comes in from now on is new to it."""
        self._deeds.mark_seen(search)

    def keep_draft(self) -> None:
        """Put the note that is being typed on the disk now."""
        if self._editor:
            self._editor.keep_draft()
        for editor in self.editors:
            editor.keep_draft()

    def tag(self, quotes: tuple[Key, ...], tagged: Mapping[str, int], heading: str) -> None:
        """Open the tags, with those of the quotes marked, and on how many of them each is."""
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
            self._deeds.write(PutTags(quotes, add=on, remove=off))

        self.tagging = Tagging(picker, quotes)
        self._stage.open_box(picker, toggle)

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

    def offer_drafts(self, resume: Callable[[str], object]) -> None:
        """Offer what an earlier run left half-typed; `resume` goes on with the draft of a name."""
        if self._deeds.why_read_only:
            return
        left = [each for each in self._drafts.left_behind() if each.record[0] not in OF_BRIEFS]
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

    def done(self, receipt: Receipt, deed: Deed) -> None:
        """A deed is in the library: say so, and what takes it back."""
        match deed:
            case WriteNote() | ChangeNote() | AddParagraph() | ChangeParagraph():
                self._forget_draft(deed)
                if isinstance(deed, WriteNote) and deed.handling:
                    self._taken_back.pop((deed.record, deed.handling), None)
                self._status.tell(wording.saved(receipt, self._key_of("undo")))
            case SaveSearch():
                self._deeds.mark_seen(receipt.keys[0])
                self._status.tell(wording.saved(receipt, self._key_of("undo")))
            case AddRecord() | Correct():
                self._drafts.drop(_draft_of(deed))
                self._status.tell(wording.saved(receipt, self._key_of("undo")))
            case Undo() if receipt.taken_back is not None:
                self._taken_back[receipt.keys[0], receipt.handling] = receipt.taken_back
                is_private = receipt.handling == "private"
                note = self._key_of("note_private" if is_private else "note")
                told = wording.UNDONE_NOTE.format(summary=receipt.summary, note=note)
                self._status.tell(told)
            case Undo():
                self._status.tell(wording.UNDONE.format(summary=receipt.summary))
            case Redo():
                from tui.wording import history  # noqa: PLC0415  # most runs bring nothing back

                undo = self._key_of("undo")
                self._status.tell(history.REDONE.format(summary=receipt.summary, undo=undo))
            case _:
                self._status.tell(wording.saved(receipt, self._key_of("undo")))

    def refused(self, error: StorageError, deed: Deed) -> None:
        """A deed was not done; a note's text stays as a draft."""
        self._status.tell(f"{error}{self._kept(deed)}", is_trouble=True)
        if isinstance(deed, AddRecord | Correct) and isinstance(error, FieldRefused):
            self.resume_form(_draft_of(deed), error)
        if isinstance(error, EditConflict) and hasattr(deed, "seen"):
            self._unsettled.append((error, deed))
            self.settle()

    def _kept(self, deed: Deed) -> str:
        """Keep what a refused note says, and say so; a text that could not be kept is not said."""
        match deed:
            case WriteNote(_, text) | ChangeNote(_, {"text": text}):
                pass
            case AddParagraph() | ChangeParagraph():
                return f" {wording.PARAGRAPH_KEPT}"
            case AddRecord() | Correct():
                from tui.wording import editing  # noqa: PLC0415  # most runs are refused nothing

                return f" {editing.KEPT_FOR_LATER.format(edit=self._key_of('edit'))}"
            case _:
                return ""
        from tui.screens.sheets import draft_of  # noqa: PLC0415  # it is loaded by now

        try:
            self._drafts.keep(draft_of(deed) or "", text)
        except DraftNotKept as error:
            return f" {error}"
        return f" {wording.DRAFT_KEPT.format(note=self._key_of('note'))}"

    def settle(self) -> None:
        """Ask what is to become of a conflict, as soon as no other box is open."""
        if not self._unsettled or self._stage.is_in_box:
            return
        from tui.screens.conflict import Conflict  # noqa: PLC0415  # most runs have none

        conflict, deed = self._unsettled.pop(0)
        record: Key | None = getattr(deed, "key", None) or getattr(deed, "note", None)
        box = Conflict(conflict.clashes, record, can_be_edited=type(deed) in self.together)
        self._stage.open_box(box, lambda how: self._settle(conflict, deed, how))

    def _settle(self, conflict: EditConflict, deed: Deed, how: Settlement | None) -> None:
        from tui.screens.conflict import beside_theirs, over_theirs  # noqa: PLC0415  # as above

        if how is None:
            return
        self._forget_draft(deed)
        if how == "together":
            self.together[type(deed)](deed, conflict)
        else:
            is_mine = how == "mine"
            settled = (over_theirs if is_mine else beside_theirs)(deed, conflict.clashes)
            if settled:
                self._deeds.write(settled)
            else:
                self._status.tell(wording.THEIRS_STAYS)

    def _forget_draft(self, deed: Deed) -> None:
        if isinstance(deed, WriteNote | ChangeNote):
            from tui.screens.sheets import draft_of  # noqa: PLC0415  # it is loaded by now

            self._drafts.drop(draft_of(deed) or "")
        elif isinstance(deed, AddParagraph | ChangeParagraph):
            self._drafts.drop(deed[0])
        elif isinstance(deed, AddRecord | Correct):
            self._drafts.drop(_draft_of(deed))


def _draft_of(deed: AddRecord | Correct) -> str:
    """The name of the draft of the form that a deed came from."""
    from storage.fields import KINDS  # noqa: PLC0415  # no start waits for it

    return f"{FORM}{deed.key if isinstance(deed, Correct) else KINDS[deed.letter].name}"


def _draft_found(record: str, text: str) -> str:
    if not record.startswith(FORM):
        from tui.screens.sheets import begun  # noqa: PLC0415  # most runs left none

        return wording.DRAFT_FOUND.format(key=short(begun(record).record))
    from tui.screens.editing import about_draft  # noqa: PLC0415  # as above
    from tui.wording import editing  # noqa: PLC0415

    return editing.DRAFT_FOUND.format(about=about_draft(record, text))
