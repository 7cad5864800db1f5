"""What rests on a fact: said when it is retracted."""

from __future__ import annotations

from typing import Final

from storage import ids
from storage.connections import Connection
from storage.ids import Key

RESTS: Final[dict[str, dict[str, str]]] = {
    "q": {
        "link": "select count(*) from quote_link where from_quote = :id or to_quote = :id",
        "note": "select count(*) from note where quote = :id",
        "stance": "select count(*) from stance where quote = :id",
        "line of briefs": "select count(*) from brief_item where quote = :id",
    },
    "a": {
        "quote": "select count(*) from (select id from quote where speaker = :id "
        "union select quote from quote_speaker where actor = :id "
        "union select quote from quote_addressee where actor = :id "
        "union select quote from hop where actor = :id)",
        "role": "select count(*) from role where actor = :id or organisation = :id",
        "tie": "select count(*) from relation where to_actor = :id",
        "meeting": "select count(distinct meeting) from participation where actor = :id",
        "format": "select count(distinct format) from format_participation where actor = :id",
        "source": "select count(*) from source where publisher = :id",
    },
    "r": {"quote": "select count(*) from quote where role = :id"},
    "f": {
        "quote": "select count(*) from quote where format = :id",
        "meeting": "select count(*) from meeting where format = :id",
        "format": "select count(*) from format where parent = :id",
    },
    "m": {"quote": "select count(*) from quote where meeting = :id"},
    "s": {
        "quote": "select count(*) from quote where source = :id",
        "meeting": "select count(*) from meeting where id in "
        "(select meeting from meeting_source where source = :id "
        "union select meeting from participation_source where source = :id "
        "union select meeting from dispute_source where source = :id)",
        "format": "select count(distinct format) from format_source where source = :id",
    },
}
ID: Final = "select id from {table} where key = ?"


def on(db: Connection, key: Key) -> str:
    """Such as "12 quotes and 1 role rest on it"; "" where nothing does."""
    row = db.execute(ID.format(table=ids.LETTERS[key[0]]), (ids.raw_of(key),)).fetchone()
    if row is None:
        return ""
    asked = {"id": row[0]}
    counts = {what: db.execute(sql, asked).fetchone()[0] for what, sql in RESTS[key[0]].items()}
    told = [counted(number, what) for what, number in counts.items() if number]
    if not told:
        return ""
    *first, last = told
    verb = "rests" if sum(counts.values()) == 1 else "rest"
    return f"{', '.join(first)} and {last} {verb} on it" if first else f"{last} {verb} on it"


def counted(number: int, what: str) -> str:
    if number == 1:
        return f"1 {what}"
    first, space, rest = what.partition(" ")
    return f"{number:,} {first}s{space}{rest}"
