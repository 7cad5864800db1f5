"""What other quotes and the log tell about where a quote's words come from."""

from __future__ import annotations

from typing import Final

from storage import chains, ids
from storage.connections import Connection, Row
from storage.rows import Entry, Pen, Provenance, QuoteDetail, SameWords
from storage.sql import detail, handling, names, quotes, same_words

HELD: Final = """
select q.id, q.text, q.said_lo, q.said_hi, b.key as batch_key, b.name as batch_name,
    b.importer = 'hand' as by_hand
from quote q join batch b on b.id = q.batch where q.key = ?
"""
EARLIEST_FIRST: Final = f"""
select q.id, q.said_lo, q.said_hi, {handling.OF_QUOTE} as handling
from quote q left join source s on s.id = q.source left join meeting m on m.id = q.meeting
where q.id in (select value from json_each(?)) order by q.said_hi, q.said_lo, q.key
"""  # noqa: S608  # put together of constants
WRITTEN: Final = "select author, wall from op where rec = ? and kind = ? order by seq limit 1"
CHANGED: Final = """
select author, wall from op where rec = ? and kind = 'set' order by wall desc, seq desc limit 1
"""


def provenance(db: Connection, of: QuoteDetail, author: str) -> Provenance:
    """Who else has the words of that quote, as `author` may see it, and who entered it."""
    held = db.execute(HELD, (ids.raw_of(of.row.key),)).fetchone()
    found = same_words.others(db, held["id"], held["text"])
    others = None if found is None else _others(db, held, found, author)
    own = (of.chain, of.source)
    return Provenance(
        others=others,
        chains=None if others is None else chains.counted([own, *_ways(others)]),
        beginning=chains.beginning(own),
        entry=_entry(db, held, of),
    )


def _ways(others: tuple[SameWords, ...]) -> list[chains.Way]:
    """How those came that may be the same saying and stand."""
    return [
        (each.chain, each.source) for each in others if not (each.another_day or each.row.retracted)
    ]


def _others(db: Connection, held: Row, found: list[int], author: str) -> tuple[SameWords, ...]:
    if not found:
        return ()
    rows = quotes.rows(db, found, author)
    hops, sources = detail.chains(db, found), detail.sources(db, found)
    return tuple(
        SameWords(
            row=rows[each["id"]],
            chain=hops.get(each["id"], ()),
            source=sources.get(each["id"]),
            another_day=each["said_lo"] > held["said_hi"] or each["said_hi"] < held["said_lo"],
            handling=handling.NAMES[each["handling"]],
        )
        for each in db.execute(EARLIEST_FIRST, (names.as_json(found),)).fetchall()
        if each["id"] in rows
    )


def _entry(db: Connection, held: Row, of: QuoteDetail) -> Entry:
    if held["by_hand"]:
        written = db.execute(WRITTEN, (of.row.key, "add")).fetchone()
    else:
        batch = ids.key_of("b", held["batch_key"])
        written = db.execute(WRITTEN, (batch, "import")).fetchone()
    changed = db.execute(CHANGED, (of.row.key,)).fetchone()
    return Entry(bool(held["by_hand"]), held["batch_name"], _pen(written), _pen(changed))


def _pen(row: Row | None) -> Pen | None:
    return Pen(row["author"], row["wall"]) if row else None
