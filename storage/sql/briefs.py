"""Briefs as they are read: all of them, one whole, and those that a quote is in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from storage import ids
from storage.briefing import Brief, BriefItem, BriefRow
from storage.connections import Connection, Row
from storage.errors import RecordMissing
from storage.ids import Key
from storage.sql import detail, handling, keys, names, quotes, unseen

IS_SEEN: Final = f"(i.quote is null or i.quote not in ({unseen.QUOTES}))"
"""Whether `:author` may see item `i`."""
RECENT_FIRST: Final = f"""
select b.key, b.name, b.author, b.made, max(b.made, coalesce(max(i.made), b.made)) as changed,
    count(i.quote) as quotes, count(i.text) as paragraphs,
    count(distinct case when i.quote in (select value from json_each(:asked)) then i.quote end)
        as of_asked,
    max(case when i.author = :author then i.made end) as used
from brief b left join brief_item i on i.brief = b.id and {IS_SEEN}
group by b.id
order by max(coalesce(used, ''), case when b.author = :author then b.made else '' end) desc,
    changed desc, b.id desc
"""  # noqa: S608  # fixed pieces
BRIEF: Final = "select id, key, name, author, made from brief where key = ?"
CALLED: Final = "select key from brief where name = ? collate nocase"
ITEMS: Final = f"""
select i.key, i.author, i.made, i.text, q.key as quote, {handling.OF_QUOTE} as handling
from brief_item i left join quote q on q.id = i.quote
left join source s on s.id = q.source left join meeting m on m.id = q.meeting
where i.brief = ? order by i.rank, i.key
"""  # noqa: S608  # a fixed piece
LAST_ENTRY: Final = "select hash from op order by rowid desc limit 1"


def recent_first(db: Connection, author: str, of: Iterable[Key]) -> tuple[BriefRow, ...]:
    """All briefs, the one that the author last worked at first."""
    asked = {"author": author, "asked": names.as_json(quotes.with_keys(db, of))}
    return tuple(
        BriefRow(
            ids.key_of("p", row["key"]),
            row["name"],
            row["author"],
            row["made"],
            row["changed"],
            row["quotes"],
            row["paragraphs"],
            row["of_asked"],
        )
        for row in db.execute(RECENT_FIRST, asked)
    )


def whole(db: Connection, key: Key, author: str) -> Brief:
    """A brief with its items in order, as `author` may see them.

    Raises:
        RecordMissing: it is not there.
    """
    held = db.execute(BRIEF, (ids.raw_of(key),)).fetchone()
    if held is None:
        msg = f"The brief {ids.short(key)} is not there any more."
        raise RecordMissing(msg)
    rows = db.execute(ITEMS, (held["id"],)).fetchall()
    items = [item for row in rows if (item := _item(db, row, author)) is not None]
    missing = len(rows) - len(items)
    return Brief(key, held["name"], held["author"], held["made"], tuple(items), missing)


def _item(db: Connection, row: Row, author: str) -> BriefItem | None:
    """None where the import of the quote was taken back."""
    item = BriefItem(ids.key_of("i", row["key"]), row["author"], row["made"], row["text"])
    if row["quote"] is None:
        return item
    try:
        told = detail.quote(db, ids.key_of("q", row["quote"]), author)
    except RecordMissing:
        return None
    return item._replace(quote=told, handling=handling.NAMES[row["handling"]])


def called(db: Connection, name: str) -> Key:
    """The brief of that name, in either case, or of that key.

    Raises:
        RecordMissing: there is none.
        AmbiguousKey: it is the end of several keys.
    """
    row = db.execute(CALLED, (name.strip(),)).fetchone()
    if row:
        return ids.key_of("p", row[0])
    try:
        return keys.find(db, name, "p", None)
    except RecordMissing as missing:
        msg = f"No brief is called {name}. Nothing was changed; `peace-tui briefs` lists them."
        raise RecordMissing(msg) from missing


def digest(db: Connection) -> str:
    """The hash of the log's last entry."""
    row = db.execute(LAST_ENTRY).fetchone()
    return row[0].hex() if row else ""
