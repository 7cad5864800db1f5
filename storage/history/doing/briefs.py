"""Briefs: quotes in an order, with paragraphs between them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from storage import deeds, ids
from storage.connections import Connection
from storage.errors import RecordMissing, WriteRefused
from storage.history.doing import ranks, targets, unchanged
from storage.history.log import Door
from storage.ids import Key
from storage.rows import Receipt

BRIEF: Final = "select name from brief where key = ?"
CALLED: Final = "select key from brief where name = ? collate nocase"
ITEMS: Final = """
select i.key, i.rank, q.key as quote from brief_item i join brief b on b.id = i.brief
left join quote q on q.id = i.quote where b.key = ? order by i.rank, i.key
"""
BRIEF_OF: Final = """
select b.key, b.name, i.text from brief_item i join brief b on b.id = i.brief where i.key = ?
"""


class Item(NamedTuple):
    """Where an item stands, and which quote it is, if it is one."""

    key: Key
    rank: str
    quote: Key | None


class Held(NamedTuple):
    """The brief that an item is in, and its text, if it is a paragraph."""

    brief: Key
    name: str
    text: str | None


def make(door: Door, deed: deeds.MakeBrief) -> Receipt:
    """Make an empty brief.

    Raises:
        WriteRefused: there is one of that name, or it is no name.
    """
    key = _new(door, deed.name)
    return Receipt(door.txn, f"new brief {deed.name}", (key,))


def rename(door: Door, deed: deeds.RenameBrief) -> Receipt:
    """Give a brief another name.

    Raises:
        WriteRefused: as for a new one.
        EditConflict: somebody else renamed it meanwhile.
        RecordMissing: it is not there any more.
    """
    now, name = _name_of(door, deed.key), deed.changes["name"]
    unchanged.must_be(door, deed.key, deed.seen, deed.changes)
    _must_be_name(door, name, but=deed.key)
    if now != name:
        door.correct(deed.key, "name", name)
    return _receipt(door, f"brief {now} renamed {name}", deed.key)


def drop(door: Door, deed: deeds.DropBrief) -> Receipt:
    """Take a brief away with all its items.

    Raises:
        RecordMissing: it is not there any more.
    """
    name = _name_of(door, deed.brief)
    for item in _items(door.db, deed.brief):
        door.remove(item.key)
    door.remove(deed.brief)
    return _receipt(door, f"brief {name} dropped", deed.brief)


def add(door: Door, deed: deeds.AddToBrief) -> Receipt:
    """Put quotes into a brief, which is made where there is none of that name.

    Those that are in it already stay where they are.

    Raises:
        WriteRefused: it is no name for a brief.
        RecordMissing: the brief, a quote, or the item that they are to follow is not there.
    """
    targets.must_exist(door, *deed.quotes)
    brief = deed.brief or _called(door.db, deed.name) or _new(door, deed.name)
    name = _name_of(door, brief)
    held = {item.quote for item in _items(door.db, brief)}
    adding = [quote for quote in dict.fromkeys(deed.quotes) if quote not in held]
    for quote, rank in zip(adding, _room(door, brief, deed.after, len(adding)), strict=True):
        _put(door, brief, rank, quote=quote)
    summary = f"brief {name}: {targets.named(deed.quotes)} {'added' if adding else 'in it already'}"
    return _receipt(door, summary, *deed.quotes)


def add_paragraph(door: Door, deed: deeds.AddParagraph) -> Receipt:
    """Write a paragraph into a brief.

    Raises:
        WriteRefused: there is nothing in it.
        RecordMissing: the brief, or the item that it is to follow, is not there.
    """
    name = _name_of(door, deed.brief)
    _must_say_something(deed.text)
    (rank,) = _room(door, deed.brief, deed.after, 1)
    item = _put(door, deed.brief, rank, text=deed.text)
    return _receipt(door, f"brief {name}: paragraph added", item)


def change_paragraph(door: Door, deed: deeds.ChangeParagraph) -> Receipt:
    """Write a paragraph otherwise.

    Raises:
        WriteRefused: there is nothing in it, or it is a quote.
        EditConflict: somebody else changed it meanwhile.
        RecordMissing: it is not there any more.
    """
    held, text = _held(door, deed.key), deed.changes["text"]
    if held.text is None:
        msg = f"{ids.short(deed.key)} is a quote: its words stay as they are. Nothing was saved."
        raise WriteRefused(msg)
    _must_say_something(text)
    unchanged.must_be(door, deed.key, deed.seen, deed.changes)
    if held.text != text:
        door.correct(deed.key, "text", text)
    return _receipt(door, f"brief {held.name}: paragraph changed", deed.key)


def move(door: Door, deed: deeds.MoveItem) -> Receipt:
    """Put an item behind another one, or at the beginning.

    Raises:
        RecordMissing: one of the two is not in the brief any more.
    """
    held = _held(door, deed.item)
    items = [item.key for item in _items(door.db, held.brief)]
    at = items.index(deed.item)
    stands_there = deed.after == (items[at - 1] if at else None)
    if not stands_there and deed.after != deed.item:
        (rank,) = _room(door, held.brief, deed.after, 1, at_start=deed.after is None)
        door.correct(deed.item, "rank", rank)
    return _receipt(door, f"brief {held.name}: item moved", deed.item)


def drop_item(door: Door, deed: deeds.DropItem) -> Receipt:
    """Take an item out of its brief.

    Raises:
        RecordMissing: it is not there any more.
    """
    held = _held(door, deed.item)
    door.remove(deed.item)
    what = "quote" if held.text is None else "paragraph"
    return _receipt(door, f"brief {held.name}: {what} taken out", deed.item)


def is_free(db: Connection, name: str, but: Key) -> bool:
    """Whether no other brief is called that."""
    return _called(db, name) in {None, but}


def _room(
    door: Door, brief: Key, after: Key | None, count: int, *, at_start: bool = False
) -> list[str]:
    """Ranks for so many items behind another one, at the end or at the beginning.

    Where others have the rank of that one, as copies that are merged may, they go further on.
    """
    items = _items(door.db, brief)
    if after is None:
        first, last = (items[0].rank, items[-1].rank) if items else (None, "")
        if at_start:
            return ranks.spread("", first, count)
        return [ranks.between(last, None)] if count == 1 else ranks.spread(last, None, count)
    at = next((n for n, item in enumerate(items) if item.key == after), None)
    if at is None:
        msg = f"{ids.short(after)} is not in the brief any more. Nothing was saved; choose anew."
        raise RecordMissing(msg)
    before = items[at].rank
    tied = [item for item in items[at + 1 :] if item.rank == before]
    further = next((item.rank for item in items[at + 1 :] if item.rank > before), None)
    if further is None and count == 1 and not tied:
        return [ranks.between(before, None)]
    room = ranks.spread(before, further, count + len(tied))
    for item, rank in zip(tied, room[count:], strict=True):
        door.correct(item.key, "rank", rank)
    return room[:count]


def _put(
    door: Door, brief: Key, rank: str, *, quote: Key | None = None, text: str | None = None
) -> Key:
    held = {"quote": quote} if quote else {"text": text}
    made = {"author": door.author, "made": door.wall}
    return door.add({"key": door.new_key("i"), "brief": brief, "rank": rank, **held, **made})


def _new(door: Door, name: str) -> Key:
    _must_be_name(door, name)
    return door.add(
        {"key": door.new_key("p"), "name": name, "author": door.author, "made": door.wall}
    )


def _must_be_name(door: Door, name: str, but: Key | None = None) -> None:
    if not name or name != name.strip() or "\n" in name:
        msg = f"{name!r} is no name for a brief. Nothing was saved; write it on one line."
        raise WriteRefused(msg)
    if _called(door.db, name) not in {None, but}:
        msg = f"There is a brief {name} already. Nothing was saved; choose another name."
        raise WriteRefused(msg)


def _must_say_something(text: str) -> None:
    if not text.strip():
        raise WriteRefused("An empty paragraph was not saved. Type something first.")


def _called(db: Connection, name: str) -> Key | None:
    row = db.execute(CALLED, (name,)).fetchone()
    return ids.key_of("p", row[0]) if row else None


def _name_of(door: Door, brief: Key) -> str:
    row = door.db.execute(BRIEF, (ids.raw_of(brief),)).fetchone()
    if row is None:
        msg = f"The brief {ids.short(brief)} is not there any more. Nothing was saved."
        raise RecordMissing(msg)
    return row[0]


def _held(door: Door, item: Key) -> Held:
    row = door.db.execute(BRIEF_OF, (ids.raw_of(item),)).fetchone()
    if row is None:
        msg = f"{ids.short(item)} is not in the brief any more. Nothing was changed."
        raise RecordMissing(msg)
    return Held(ids.key_of("p", row[0]), row[1], row[2])


def _items(db: Connection, brief: Key) -> Sequence[Item]:
    return [
        Item(ids.key_of("i", row[0]), row[1], ids.key_of("q", row[2]) if row[2] else None)
        for row in db.execute(ITEMS, (ids.raw_of(brief),)).fetchall()
    ]


def _receipt(door: Door, summary: str, *keys: Key) -> Receipt:
    return Receipt(door.txn if door.entries else "", summary, keys)
