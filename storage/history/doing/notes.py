"""Notes, on any record and on pieces of the texts of quotes."""

from __future__ import annotations

from typing import Final

from storage import deeds, ids
from storage.analyst import HANDLINGS, NOTE_KINDS
from storage.errors import RecordMissing, WriteRefused
from storage.history.doing import targets
from storage.history.doing.unchanged import must_be
from storage.history.log import Door
from storage.ids import Key
from storage.rows import Piece, Receipt
from storage.schema import shapes
from storage.schema.shapes import Record
from storage.sql.notes import default_handling

TEXT_OF_QUOTE: Final = "select text from quote where key = ?"
CHANGED: Final = frozenset({"text", "kind", "handling"})
"""What of a note can become another."""


def write(door: Door, deed: deeds.WriteNote) -> Receipt:
    """Write a note on a record, as it was typed.

    Raises:
        WriteRefused: there is nothing in it, or nothing of that kind is written there.
        RecordMissing: there is no such record.
    """
    _must_say_something(deed.text)
    _must_be_one_of(NOTE_KINDS, deed.kind, "kind of note")
    handling = deed.handling or default_handling(door.db)
    _must_be_one_of(HANDLINGS, handling, "handling")
    targets.record_must_exist(door, deed.record)
    is_on_quote = deed.record[0] == "q"
    note: Record = {
        "key": door.new_key("n"),
        "quote" if is_on_quote else "about": deed.record,
        **(_span(door, deed.record, deed.piece) if deed.piece else {}),
        "text": deed.text,
        "kind": deed.kind,
        "handling": handling,
        "author": door.author,
        "written": door.wall,
        "changed": door.wall,
    }
    door.add(note)
    return Receipt(door.txn, f"note on {ids.short(deed.record)}", (deed.record,))


def change(door: Door, deed: deeds.ChangeNote) -> Receipt:
    """Change a note; what is so already is left alone.

    Raises:
        WriteRefused: that is no way to change it, or it is not theirs to say who may see it.
        EditConflict: somebody else changed the same meanwhile.
        RecordMissing: there is no such note.
    """
    note = _seen_note(door, deed.note)
    if not deed.changes.keys() <= CHANGED:
        msg = "Only the text, the kind and the handling of a note change. Nothing was saved."
        raise WriteRefused(msg)
    must_be(door, deed.note, deed.seen, deed.changes)
    changes: Record = {
        field: value for field, value in deed.changes.items() if value != note[field]
    }
    if "text" in changes:
        _must_say_something(changes["text"])
    if "kind" in changes:
        _must_be_one_of(NOTE_KINDS, changes["kind"], "kind of note")
    if "handling" in changes:
        _must_be_one_of(HANDLINGS, changes["handling"], "handling")
        _must_be_by_author(door, note, "says who may see it")
    for field, value in changes.items():
        door.correct(deed.note, field, value)
    if "text" in changes:
        door.correct(deed.note, "changed", door.wall)
    return _about(door, deed.note, note, "change of note")


def retract(door: Door, deed: deeds.RetractNote) -> Receipt:
    """Take a note back.

    Raises:
        WriteRefused: it is somebody else's.
        EditConflict: somebody else changed it meanwhile.
        RecordMissing: there is no such note.
    """
    note = _seen_note(door, deed.note)
    _must_be_by_author(door, note, "takes it back")
    must_be(door, deed.note, deed.seen, dict.fromkeys(deed.seen))
    door.remove(deed.note)
    return _about(door, deed.note, note, "note taken back")


def _about(door: Door, key: Key, note: Record, did: str) -> Receipt:
    record = Key(note.get("quote") or note["about"])
    summary = f"{did} on {ids.short(record)}"
    return Receipt(door.txn if door.entries else "", summary, (record, key))


def _seen_note(door: Door, key: Key) -> Record:
    """The note, if the author may see it."""
    note = shapes.read(door.db, key)
    if note is None or (note["handling"] == "private" and note["author"] != door.author):
        msg = f"There is no note {ids.short(key)} any more. Nothing was changed."
        raise RecordMissing(msg)
    return note


def _span(door: Door, quote: Key, piece: Piece) -> Record:
    row = None
    if quote[0] == "q":
        row = door.db.execute(TEXT_OF_QUOTE, (ids.raw_of(quote),)).fetchone()
    if row is None:
        raise WriteRefused("Only a quote has a text to note a piece of. Nothing was saved.")
    text: str = row[0]
    exact = text[piece.start : piece.end]
    if not 0 <= piece.start < piece.end <= len(text):
        msg = (
            f"The text of {ids.short(quote)} has {len(text)} characters, and none from "
            f"{piece.start} to {piece.end}. Nothing was saved."
        )
        raise WriteRefused(msg)
    if piece.exact not in {None, exact}:
        msg = (
            f"The text of {ids.short(quote)} was changed meanwhile: the words that the note is on "
            "stand elsewhere now. Nothing was saved; choose them again."
        )
        raise WriteRefused(msg)
    return {"span_start": piece.start, "span_end": piece.end, "exact": exact}


def _must_say_something(text: str) -> None:
    if not text.strip():
        raise WriteRefused("An empty note was not saved. Type something first.")


def _must_be_one_of(known: tuple[str, ...], value: str, what: str) -> None:
    if value not in known:
        raise WriteRefused(f"{value} is no {what}: {', '.join(known)}. Nothing was saved.")


def _must_be_by_author(door: Door, note: Record, does: str) -> None:
    if note["author"] != door.author:
        msg = f"The note is by {note['author']}, who alone {does}. Nothing was changed."
        raise WriteRefused(msg)
