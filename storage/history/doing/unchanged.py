"""Whether what is to be changed is still what the person saw who changes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from storage import ids
from storage.errors import Clash, EditConflict
from storage.history import logged
from storage.history.log import RECORD, Door
from storage.ids import Key
from storage.schema import shapes

LAST_WRITE: Final = """
select author, wall from op where rec = ? and field in (?, ?) order by rowid desc limit 1
"""


def must_be(
    door: Door,
    key: Key,
    seen: Mapping[str, Any],
    wished: Mapping[str, Any],
    now: Mapping[str, Any] | None = None,
) -> None:
    """See to it that the fields that are to become `wished` hold what was `seen` in them.

    Where they hold what is wished already, there is nothing to lose. `now` is the record in the
    form in which the others are given, where that is not the one of its tables.

    Raises:
        EditConflict: somebody else changed some of them.
    """
    now = (shapes.read(door.db, key) or {}) if now is None else now
    clashes = tuple(
        _clash(door, key, field, seen[field], wished[field], now.get(field))
        for field in wished
        if field in seen
        and not logged.same(now.get(field), seen[field])
        and not logged.same(now.get(field), wished[field])
    )
    if clashes:
        who = ", ".join(sorted({clash.author for clash in clashes}))
        msg = (
            f"{who} changed {ids.short(key)} while you were at it. Nothing was saved and nothing "
            "is lost: choose between theirs and yours."
        )
        raise EditConflict(msg, clashes)


def _clash(door: Door, key: Key, field: str, base: Any, mine: Any, theirs: Any) -> Clash:  # JSON
    row = door.db.execute(LAST_WRITE, (key, field, RECORD)).fetchone()
    author, wall = (row[0], row[1]) if row else ("somebody", "")
    return Clash(field, base, mine, theirs, author, wall)
