"""What of the log's records an author may see: what is private or withheld stays so in its past."""

from __future__ import annotations

from typing import Any, Final

from storage import ids
from storage.history.past import Past
from storage.ids import Key
from storage.schema import shapes
from storage.schema.shapes import SHAPES
from storage.sql.withheld import IS_OPEN, WITHHELD

WITHHELD_KEYS: Final = f"select key from stance where id in (select id from ({WITHHELD}))"  # noqa: S608  # fixed pieces
CODES_WITH_OTHERS: Final = f"""
select 1 from coding_sample d join coding_coder c on c.sample = d.id and c.coder = ?
where {IS_OPEN} limit 1
"""  # noqa: S608  # fixed pieces


class Sight:
    """What `author` sees of one state of the library."""

    def __init__(self, past: Past, author: str) -> None:
        db = past.db
        self._past = past
        self._author = author
        self._withheld = {
            ids.key_of("c", row[0]) for row in db.execute(WITHHELD_KEYS, {"author": author})
        }
        self._codes = db.execute(CODES_WITH_OTHERS, (author,)).fetchone() is not None

    def hides(self, key: Key) -> bool:
        """Whether somebody else alone sees the record, now or when it was last there."""
        shape = SHAPES.get(key[0])
        if shape is None or (key[0] not in "nc" and "handling" not in shape.columns):
            return False
        record = held_last(self._past, key)
        if key[0] == "c":
            is_gone = shapes.read(self._past.db, key) is None
            is_own = record.get("coder") == self._author
            return key in self._withheld or (is_gone and self._codes and not is_own)
        keeper = record.get("keeper" if shape.batched else "author")
        return record.get("handling") == "private" and keeper != self._author


def held_last(past: Past, key: Key) -> dict[str, Any]:
    """A record as it is; where it is gone, as it was at last."""
    record = shapes.read(past.db, key)
    if record is not None:
        return record
    head = past.head(key, "")
    while head is not None:
        before = past.before_transaction(head.txn, key, "")
        if isinstance(before, dict):
            return dict(before)  # pyright: ignore[reportUnknownArgumentType]  # JSON
        first = past.first(head.txn, key, "")
        head = first and past.parent(first, key)
    return {}
