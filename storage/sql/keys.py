"""Which record a person means by a key, its ending, a former identifier or a slug."""

from __future__ import annotations

from collections.abc import Sequence

from storage import ids
from storage.connections import Connection
from storage.errors import AmbiguousKey, RecordMissing
from storage.ids import Key

BY_KEY = "select key from {table} where key = ?"
BY_REF = "select key from {table} where ref = ?"
BY_SLUG = "select key from {table} where slug = ?"
BY_LAST_BYTES = "select key from {table} where substr(key, ?) = ?"
MAY_BE_PRIVATE = {"q": "keeper", "m": "keeper", "s": "keeper", "n": "author"}
HIDDEN = (
    "select key from {table} where key in ({marks}) and handling = 'private' and {who} is not ?"
)
WITH_REF = frozenset("qafmso")
WITH_SLUG = frozenset("afmso")


def find(db: Connection, name: str, letter: str, author: str | None) -> Key:
    """The key of the record of that kind that `name` fits, as far as `author` may see it.

    Without an author it is for who leaves out later what may not be seen.

    Raises:
        RecordMissing: it fits none.
        AmbiguousKey: it fits more than one.
    """
    table = ids.LETTERS[letter]
    text = name.strip().lower()
    ending = text.removeprefix(f"{letter}-")
    found: list[bytes] = []
    if letter in WITH_REF:
        found = _column(db, BY_REF, table, name.strip())
    if not found and letter in WITH_SLUG:
        found = _column(db, BY_SLUG, table, name.strip())
    if not found and len(ending) == ids.TEXT_LENGTH:
        try:
            found = _column(db, BY_KEY, table, ids.decode(ending))
        except ValueError:
            found = []
    if not found and ids.SHORT_LENGTH <= len(ending) < ids.TEXT_LENGTH:
        found = _by_ending(db, table, ending)
    if author is not None:
        found = seen(db, letter, found, author)
    if not found:
        msg = f"No {table} is called {name}. Nothing was changed; `peace-tui search` shows keys."
        raise RecordMissing(msg)
    if len(found) > 1:
        msg = f"{name} fits {len(found)} records. Nothing was changed; give more of the key."
        raise AmbiguousKey(msg)
    return ids.key_of(letter, found[0])


def seen(db: Connection, letter: str, found: Sequence[bytes], author: str) -> list[bytes]:
    """Those of the keys of that kind that nobody else keeps private; a few at once."""
    if letter not in MAY_BE_PRIVATE:
        return list(found)
    who, marks = MAY_BE_PRIVATE[letter], ", ".join("?" * len(found))
    asked = HIDDEN.format(table=ids.LETTERS[letter], who=who, marks=marks)
    hidden = {row[0] for row in db.execute(asked, (*found, author))}
    return [each for each in found if each not in hidden]


def _column(db: Connection, statement: str, table: str, value: object) -> list[bytes]:
    return [row[0] for row in db.execute(statement.format(table=table), (value,))]


def _by_ending(db: Connection, table: str, ending: str) -> list[bytes]:
    """Read through the keys: a whole scan, 0.1 s at a million, for what a person types by hand."""
    if not set(ending) <= ids.VALUE_OF.keys():
        return []
    number = sum(ids.VALUE_OF[each] << 5 * place for place, each in enumerate(reversed(ending)))
    length = len(ending) * 5 // 8
    last = (number & ((1 << 8 * length) - 1)).to_bytes(length, "big")
    whole = "".join(ids.ALPHABET[ids.VALUE_OF[each]] for each in ending)
    rows = db.execute(BY_LAST_BYTES.format(table=table), (17 - length, last))
    return [row[0] for row in rows if ids.encode(row[0]).endswith(whole)]
