"""Links between quotes."""

from __future__ import annotations

from typing import Final

from storage import deeds, ids
from storage.connections import Connection
from storage.deeds import LinkSays
from storage.errors import RecordMissing, WriteRefused
from storage.history.doing import targets, unchanged
from storage.history.log import Door
from storage.ids import Key
from storage.rows import Receipt
from storage.schema import shapes
from storage.schema.shapes import Record

TYPES: Final = (
    "contradicts", "answers", "clarifies", "repeats", "translates", "other_rendering", "compares",
    "retracts", "supports", "misquotes",
)  # fmt: skip
BOTH_WAYS: Final = frozenset({"contradicts", "repeats", "other_rendering", "compares"})
"""Types that say the same of both quotes, whichever comes first."""
BASES: Final = ("analyst", "source")

SAME: Final = """
select l.key from quote_link l join batch b on b.id = l.batch and b.state = 'live'
join quote one on one.id = l.from_quote join quote other on other.id = l.to_quote
where l.type = :type and l.key <> :but
and ((one.key = :one and other.key = :other)
     or (:both_ways and one.key = :other and other.key = :one))
"""
LINK_EXISTS: Final = """
select 1 from quote_link l join batch b on b.id = l.batch and b.state = 'live' where l.key = ?
"""


def link(door: Door, deed: deeds.LinkQuotes) -> Receipt:
    """Link two quotes.

    Raises:
        WriteRefused: a quote is linked to itself, they are linked so already, or what is said of
            them is nothing that can be said.
        RecordMissing: one of them is not there.
    """
    _must_make_sense(deed.says)
    targets.must_exist(door, deed.says.one, deed.says.other)
    _must_be_new(door, deed.says)
    key = door.new_key("l")
    said = {column: value for column, value in deed.says.columns.items() if value is not None}
    door.add({"key": key, **said, "author": door.author, "made": door.wall})
    return _receipt(door, deed.says, "link")


def change(door: Door, deed: deeds.ChangeLink) -> Receipt:
    """Let a link say something else.

    Raises:
        WriteRefused: as for a new one.
        EditConflict: somebody else changed it meanwhile.
        RecordMissing: it is not there any more, or a quote is not.
    """
    now = _must_exist(door, deed.key)
    wished = says_of({**now, **deed.changes})
    _must_make_sense(wished)
    targets.must_exist(door, wished.one, wished.other)
    unchanged.must_be(door, deed.key, deed.seen, deed.changes)
    _must_be_new(door, wished, but=deed.key)
    for column, value in deed.changes.items():
        if now.get(column) != value:
            door.correct(deed.key, column, value)
    return _receipt(door, wished, "link now")


def drop(door: Door, deed: deeds.DropLink) -> Receipt:
    """Take a link away.

    Raises:
        RecordMissing: it is not there any more.
        WriteRefused: it was read in.
    """
    record = _must_exist(door, deed.link)
    if _is_imported(door, deed.link):
        raise WriteRefused(
            "This link was read in with its quotes and stays, as facts do. Nothing was changed; "
            "its type, its way round and its remark can be changed."
        )
    door.remove(deed.link)
    return _receipt(door, says_of(record), "no link any more:")


def says_of(record: Record) -> LinkSays:
    """What a link's record says."""
    return LinkSays(
        Key(record["from_quote"]),
        record["type"],
        Key(record["to_quote"]),
        record["basis"],
        record.get("remark"),
    )


def is_alone(db: Connection, record: Record) -> bool:
    """Whether no other link says the same of the same two quotes."""
    return _same(db, says_of(record), Key(record["key"])) is None


def _must_make_sense(says: LinkSays) -> None:
    if says.one == says.other:
        msg = f"{ids.short(says.one)} cannot be linked to itself. Nothing was saved."
        raise WriteRefused(msg)
    if says.type not in TYPES:
        types = ", ".join(TYPES)
        msg = f"No link says {says.type!r}. Nothing was saved; it may say one of {types}."
        raise WriteRefused(msg)
    if says.basis not in BASES:
        msg = f"A link rests on a source or an analyst, not on {says.basis!r}. Nothing was saved."
        raise WriteRefused(msg)


def _must_exist(door: Door, link_: Key) -> Record:
    record = shapes.read(door.db, link_)
    if record is None or not door.db.execute(LINK_EXISTS, (ids.raw_of(link_),)).fetchone():
        msg = f"There is no link {ids.short(link_)} any more. Nothing was changed."
        raise RecordMissing(msg)
    return record


def _must_be_new(door: Door, says: LinkSays, but: Key | None = None) -> None:
    same = _same(door.db, says, but)
    if same:
        one, other = ids.short(says.one), ids.short(says.other)
        msg = (
            f"{one} and {other} are linked so already ({ids.short(same)}: {plain(says.type)}). "
            "Nothing was saved."
        )
        raise WriteRefused(msg)


def _same(db: Connection, says: LinkSays, but: Key | None) -> Key | None:
    asked = {
        "one": ids.raw_of(says.one),
        "other": ids.raw_of(says.other),
        "type": says.type,
        "both_ways": says.type in BOTH_WAYS,
        "but": ids.raw_of(but) if but else b"",
    }
    row = db.execute(SAME, asked).fetchone()
    return ids.key_of("l", row[0]) if row else None


def _is_imported(door: Door, link_: Key) -> bool:
    found = door.db.execute("select batch from quote_link where key = ?", (ids.raw_of(link_),))
    return found.fetchone()[0] != shapes.NO_BATCH


def _receipt(door: Door, says: LinkSays, did: str) -> Receipt:
    summary = f"{did} {ids.short(says.one)} {plain(says.type)} {ids.short(says.other)}"
    return Receipt(door.txn if door.entries else "", summary, (says.one, says.other))


def plain(type_: str) -> str:
    return type_.replace("_", " ")
