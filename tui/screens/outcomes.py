"""What became of a deed: what is said of it, what is kept of it, and who settles a conflict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage import EditConflict, FieldRefused, Key, Receipt, StorageError
from storage.deeds import (
    AddParagraph,
    AddRecord,
    ChangeNote,
    ChangeParagraph,
    Correct,
    Deed,
    Redo,
    SaveSearch,
    Undo,
    WriteNote,
)
from tui import wording
from tui.gateway.drafts import DraftNotKept
from tui.panes.status_line import StatusLine
from tui.screens.pen import FORM, Pen
from tui.screens.stage import Stage

if TYPE_CHECKING:
    from tui.screens.conflict import Settlement


class Outcomes:
    """Told of each deed that was done or refused. Loaded with the first of them."""

    def __init__(self, pen: Pen, stage: Stage, status: StatusLine) -> None:
        self._pen = pen
        self._stage = stage
        self._status = status
        self._unsettled: list[tuple[EditConflict, Deed]] = []

    def done(self, receipt: Receipt, deed: Deed) -> None:
        """A deed is in the library: say so, and what takes it back."""
        match deed:
            case WriteNote() | ChangeNote() | AddParagraph() | ChangeParagraph():
                self._forget_draft(deed)
                if isinstance(deed, WriteNote) and deed.handling:
                    self._pen.taken_back.pop((deed.record, deed.handling), None)
                self._status.tell(wording.saved(receipt, self._pen.key_of("undo")))
            case SaveSearch():
                self._pen.deeds.mark_seen(receipt.keys[0])
                self._status.tell(wording.saved(receipt, self._pen.key_of("undo")))
            case AddRecord() | Correct():
                self._pen.drafts.drop(_draft_of(deed))
                self._status.tell(wording.saved(receipt, self._pen.key_of("undo")))
            case Undo() if receipt.taken_back is not None:
                self._pen.taken_back[receipt.keys[0], receipt.handling] = receipt.taken_back
                is_private = receipt.handling == "private"
                note = self._pen.key_of("note_private" if is_private else "note")
                told = wording.UNDONE_NOTE.format(summary=receipt.summary, note=note)
                self._status.tell(told)
            case Undo():
                self._status.tell(wording.UNDONE.format(summary=receipt.summary))
            case Redo():
                from tui.wording import history  # noqa: PLC0415  # most runs bring nothing back

                undo = self._pen.key_of("undo")
                self._status.tell(history.REDONE.format(summary=receipt.summary, undo=undo))
            case _:
                self._status.tell(wording.saved(receipt, self._pen.key_of("undo")))

    def refused(self, error: StorageError, deed: Deed) -> None:
        """A deed was not done; a note's text stays as a draft."""
        self._status.tell(f"{error}{self._kept(deed)}", is_trouble=True)
        if isinstance(deed, AddRecord | Correct) and isinstance(error, FieldRefused):
            self._pen.resume_form(_draft_of(deed), error)
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

                return f" {editing.KEPT_FOR_LATER.format(edit=self._pen.key_of('edit'))}"
            case _:
                return ""
        from tui.screens.sheets import draft_of  # noqa: PLC0415  # it is loaded by now

        try:
            self._pen.drafts.keep(draft_of(deed) or "", text)
        except DraftNotKept as error:
            return f" {error}"
        return f" {wording.DRAFT_KEPT.format(note=self._pen.key_of('note'))}"

    def settle(self) -> None:
        """Ask what is to become of a conflict, as soon as no other box is open."""
        if not self._unsettled or self._stage.is_in_box:
            return
        from tui.screens.conflict import Conflict  # noqa: PLC0415  # most runs have none

        conflict, deed = self._unsettled.pop(0)
        record: Key | None = getattr(deed, "key", None) or getattr(deed, "note", None)
        box = Conflict(
            conflict.clashes, record, can_be_edited=type(deed).__name__ in self._pen.together
        )
        self._stage.open_box(box, lambda how: self._settle(conflict, deed, how))

    def _settle(self, conflict: EditConflict, deed: Deed, how: Settlement | None) -> None:
        from tui.screens.conflict import beside_theirs, over_theirs  # noqa: PLC0415  # as above

        if how is None:
            return
        self._forget_draft(deed)
        if how == "together":
            self._pen.together[type(deed).__name__](deed, conflict)
        else:
            is_mine = how == "mine"
            settled = (over_theirs if is_mine else beside_theirs)(deed, conflict.clashes)
            if settled:
                self._pen.deeds.write(settled)
            else:
                self._status.tell(wording.THEIRS_STAYS)

    def _forget_draft(self, deed: Deed) -> None:
        if isinstance(deed, WriteNote | ChangeNote):
            from tui.screens.sheets import draft_of  # noqa: PLC0415  # it is loaded by now

            self._pen.drafts.drop(draft_of(deed) or "")
        elif isinstance(deed, AddParagraph | ChangeParagraph):
            self._pen.drafts.drop(deed[0])
        elif isinstance(deed, AddRecord | Correct):
            self._pen.drafts.drop(_draft_of(deed))


def _draft_of(deed: AddRecord | Correct) -> str:
    """The name of the draft of the form that a deed came from."""
    from storage.fields import KINDS  # noqa: PLC0415  # most deeds come from no form

    return f"{FORM}{deed.key if isinstance(deed, Correct) else KINDS[deed.letter].name}"
