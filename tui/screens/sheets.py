"""The sheet that a note is written on: what it is on, who may see it, what becomes of it."""

from __future__ import annotations

import zlib
from typing import Final, NamedTuple

from storage import Key, Note, Piece
from storage.analyst import HANDLINGS
from storage.deeds import ChangeNote, WriteNote

PLACE: Final = ":"


class Sheet(NamedTuple):
    """A note that is being written, or one that is changed.

    `name` is what its record is called. Without a `handling` it is the library's `usual` one.
    """

    record: Key
    name: str
    usual: str
    handling: str | None = None
    kind: str = "memo"
    text: str = ""
    piece: Piece | None = None
    note: Note | None = None
    """What is changed, as it was read."""
    is_alone: bool = False
    """It is on this quote, and not on others that are selected."""

    @property
    def seen_by(self) -> str:
        return self.handling or self.usual

    @property
    def draft(self) -> str:
        """The name under which a half-written text is kept."""
        if self.note:
            return draft_of_change(self.note.key, self.note.text)
        return draft_of_note(self.record, self.handling, self.piece)

    @property
    def deed(self) -> WriteNote | ChangeNote | None:
        """What writes it; None where there is nothing to write."""
        if self.note is None:
            if not self.text.strip():
                return None
            return WriteNote(self.record, self.text, self.kind, self.handling, self.piece)
        was = {"text": self.note.text, "kind": self.note.kind, "handling": self.note.handling}
        now = {"text": self.text, "kind": self.kind, "handling": self.seen_by}
        changes = {field: value for field, value in now.items() if value != was[field]}
        return ChangeNote(self.note.key, changes, was) if changes else None


def sheet_of(note: Note, record: Key, name: str, text: str | None = None) -> Sheet:
    """To change a note, with what it holds or with another text."""
    return Sheet(
        record,
        name,
        note.handling,
        note.handling,
        note.kind,
        note.text if text is None else text,
        note=note,
    )


def draft_of(deed: object) -> str | None:
    """The name of the draft that a deed writes."""
    match deed:
        case WriteNote(record, _, _, handling, piece):
            return draft_of_note(record, handling, piece)
        case ChangeNote(note, _, seen) if "text" in seen:
            return draft_of_change(note, seen["text"])
        case _:
            return None


def draft_of_note(record: Key, handling: str | None, piece: Piece | None) -> str:
    """What was typed as private is never gone on with as something that others see."""
    place = f"{piece.start}{PLACE}{piece.end}" if piece else None
    return " ".join(filter(None, (record, handling, place)))


def draft_of_change(note: Key, text: str) -> str:
    """It knows what text the change began from."""
    return f"{note} {zlib.crc32(text.encode(errors='surrogatepass')):08x}"


class Begun(NamedTuple):
    """What the name of a draft says: `record` is what is noted, or the note that is changed."""

    record: Key
    handling: str | None
    place: tuple[int, int] | None


def begun(draft: str) -> Begun:
    """Read the name of a draft."""
    record, *others = draft.split(" ")
    handling = next((each for each in others if each in HANDLINGS), None)
    places = (each.partition(PLACE) for each in others if PLACE in each)
    place = next(((int(start), int(end)) for start, _, end in places), None)
    return Begun(Key(record), handling, place)


def together(mine: str, theirs: str, author: str, day: str) -> str:
    """Two texts on one sheet, for somebody to make one of."""
    return f"{mine}\n\n--- {author}, {day}:\n{theirs}"
