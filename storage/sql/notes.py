"""The notes on a record, as far as who asks may see them."""

from __future__ import annotations

from typing import Final

from storage import ids, places
from storage.connections import Connection, Row
from storage.errors import RecordMissing
from storage.ids import Key
from storage.rows import Note, NoteOn, Piece
from storage.sql import quotes

SEEN: Final = "(handling <> 'private' or author = :author)"
NOTES: Final = """
select key, text, kind, handling, author, written, changed, span_start, span_end, exact from note
"""
ON_QUOTE: Final = f"{NOTES} where quote = :quote and {SEEN} order by written, key"
ABOUT: Final = f"{NOTES} where about = :about and {SEEN} order by written, key"
ONE: Final = f"{NOTES} where key = :key and {SEEN}"
RECORD: Final = """
select q.id, q.key, q.text, n.about from note n left join quote q on q.id = n.quote where n.key = ?
"""
ID: Final = "select id from quote where key = ?"
NAME: Final = {
    "a": "select name from actor where key = ?",
    "f": "select name from format where key = ?",
    "m": "select coalesce(m.title, f.name || ', ' || coalesce(m.said_on, m.slug)) "
    "from meeting m join format f on f.id = m.format where m.key = ?",
    "s": "select title from source where key = ?",
    "o": "select slug from topic where key = ?",
}
CONFIDENTIAL: Final = "select confidential from library"


def default_handling(db: Connection) -> str:
    """What a note is unless its author says otherwise."""
    return "private" if db.execute(CONFIDENTIAL).fetchone()[0] else "closed"


def one(db: Connection, key: Key, author: str) -> NoteOn:
    """A note with what it is on, as far as `author` may see it.

    Raises:
        RecordMissing: there is none.
    """
    row = db.execute(ONE, {"key": ids.raw_of(key), "author": author}).fetchone()
    if row is None:
        msg = f"There is no note {ids.short(key)} in this library."
        raise RecordMissing(msg)
    quote = db.execute(RECORD, (ids.raw_of(key),)).fetchone()
    record = Key(quote["about"]) if quote["key"] is None else ids.key_of("q", quote["key"])
    return NoteOn(_note(row, quote["text"] or ""), record, name_of(db, record, author))


def name_of(db: Connection, record: Key, author: str) -> str:
    """What a record is called: a quote by its speaker and date.

    Raises:
        RecordMissing: it is not there.
    """
    raw = ids.raw_of(record)
    if record[0] == "q":
        found = db.execute(ID, (raw,)).fetchone()
        row = quotes.row(db, found[0], author) if found else None
        name = row and ", ".join(
            filter(None, (row.speaker.name if row.speaker else row.speaker_text, row.said_on))
        )
    else:
        held = db.execute(NAME[record[0]], (raw,)).fetchone() if record[0] in NAME else None
        name = held[0] if held else ids.short(record) if record[0] not in NAME else None
    if name is None:
        msg = f"There is no {ids.LETTERS[record[0]]} {ids.short(record)} in this library."
        raise RecordMissing(msg)
    return name


def on_quote(db: Connection, quote_id: int, text: str, author: str) -> tuple[Note, ...]:
    """Those on a quote with that text."""
    rows = db.execute(ON_QUOTE, {"quote": quote_id, "author": author})
    return tuple(_note(row, text) for row in rows)


def about(db: Connection, key: Key, author: str) -> tuple[Note, ...]:
    """Those on a record that is no quote."""
    return tuple(_note(row, "") for row in db.execute(ABOUT, {"about": key, "author": author}))


def _note(row: Row, text: str) -> Note:
    note = Note(ids.key_of("n", row["key"]), *row[1:7], exact=row["exact"])
    if note.exact is None:
        return note
    piece = Piece(row["span_start"], row["span_end"], note.exact)
    found = places.standing_now(text, (piece,))
    return note._replace(piece=found[0] if found else None)
