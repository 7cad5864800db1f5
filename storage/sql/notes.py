"""The notes on a record, as far as who asks may see them."""

from __future__ import annotations

from typing import Final

from storage import ids, places
from storage.connections import Connection, Row
from storage.ids import Key
from storage.rows import Note, Piece

SEEN: Final = "(handling <> 'private' or author = :author)"
NOTES: Final = """
select key, text, kind, handling, author, written, changed, span_start, span_end, exact from note
"""
ON_QUOTE: Final = f"{NOTES} where quote = :quote and {SEEN} order by written, key"
ABOUT: Final = f"{NOTES} where about = :about and {SEEN} order by written, key"
ONE: Final = f"{NOTES} where key = :key and {SEEN}"


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
