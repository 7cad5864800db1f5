"""What of the log's records an author may see: what is private or withheld stays so in its past."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, cast

from storage import ids
from storage.fields import SOURCES_OF, is_kept_from
from storage.history.log import RECORD
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
ON: Final = ("quote", "about", "from_quote", "to_quote")
"""Where notes, codes, links and places in briefs name what they are on: who may not see that, sees
none of them."""
KEPT_LETTERS: Final = frozenset("qsmncil")
PARTS: Final = tuple(SOURCES_OF)


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
        self._hidden: dict[Key, bool] = {}

    def hides(self, key: Key) -> bool:
        """Whether somebody else alone sees the record, now or when it was last there.

        So it is with what is on such a record.
        """
        if key[0] not in KEPT_LETTERS:
            return False
        if key not in self._hidden:
            self._hidden[key] = self._is_hidden(key)
        return self._hidden[key]

    def hides_any(self, keys: Iterable[Key]) -> bool:
        return any(self.hides(key) for key in keys)

    def seen(self, key: Key, field: str, value: Any) -> Any:  # JSON
        """What a field of a record held, less the parts in meetings that others keep by now."""
        if key[0] != "m" or value is None:
            return value
        if field in PARTS:
            return self._rows_seen(key, field, value)
        if field != RECORD:
            return value
        held = cast("Mapping[str, Any]", value)
        return {
            name: self._rows_seen(key, name, each) if name in PARTS else each
            for name, each in held.items()
        }

    def _rows_seen(self, key: Key, part: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        now: list[dict[str, Any]] = (shapes.read(self._past.db, key) or {}).get(part, [])
        kept = {row.get("actor") for row in now if is_kept_from(self._author, row)}
        return [
            row
            for row in rows
            if not is_kept_from(self._author, row) and row.get("actor", "") not in kept
        ]

    def _is_hidden(self, key: Key) -> bool:
        shape, record = SHAPES[key[0]], held_last(self._past, key)
        if self.hides_any(Key(record[column]) for column in ON if record.get(column)):
            return True
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
