"""Words of vocabularies: a library's own beside those that it began with."""

from __future__ import annotations

from storage import deeds
from storage.errors import WriteRefused
from storage.history.log import Door
from storage.rows import Receipt
from storage.sql import vocabularies


def add(door: Door, deed: deeds.AddWord) -> Receipt:
    """Add a word; one that is known already is left alone.

    Raises:
        WriteRefused: it is empty, or there is no such vocabulary.
    """
    known = vocabularies.kinds(door.db)
    if deed.kind not in known:
        msg = (
            f"There are no words for {deed.kind}. Nothing was saved; there are {', '.join(known)}."
        )
        raise WriteRefused(msg)
    value = "_".join(deed.value.lower().split())
    if not value or not value.isprintable():
        raise WriteRefused("A word needs letters. Nothing was saved.")
    if value in vocabularies.words(door.db, deed.kind):
        return Receipt("", f"{deed.kind} {value} was known before")
    key = door.new_key("k")
    record = {"kind": deed.kind, "value": value, "author": door.author, "made": door.wall}
    door.add({"key": key} | record)
    return Receipt(door.txn, f"new word for {deed.kind}: {value}")
