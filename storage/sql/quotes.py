"""The quotes of an answer, newest first, and how each is shown on one line."""

from __future__ import annotations

from collections.abc import Iterable

from storage import ids
from storage.answer import Answer
from storage.connections import Connection, Row
from storage.ids import Key, Slug
from storage.pages import Page
from storage.query import Query, Window
from storage.rows import Named, QuoteRow
from storage.sql import identities, names, unseen
from storage.sql.arrivals import NOTHING, Arrivals

ROWS = """
select q.id, q.key, q.ref, q.text, q.held_as, q.kind, q.said_on, q.speaker_text, q.translation,
    a.slug as speaker_slug, a.name as speaker_name, a.kind as speaker_kind,
    (select count(*) from quote_speaker where quote = q.id) > 1 as joint,
    exists(select 1 from note where quote = q.id
           and (handling <> 'private' or author = :author)) as noted,
    exists(select 1 from quote_tag where quote = q.id) as tagged,
    exists(select 1 from star where quote = q.id and author = :author) as starred,
    q.status = 'disputed'
        or exists(select 1 from dispute where meeting = q.meeting)
        or exists(select 1 from quote_link l join batch b on b.id = l.batch and b.state = 'live'
                  where l.to_quote = q.id and l.type in ('answers', 'contradicts')
                  and l.from_quote not in ({unseen})) as contested,
    q.status = 'retracted' as retracted,
    q.batch in (select value from json_each(:new_batches))
        or q.id in (select value from json_each(:new_quotes)) as is_new
from quote q
join batch b on b.id = q.batch and b.state = 'live'
left join actor a on a.id = {q.speaker}
where q.id in (select value from json_each(:ids)) and q.id not in ({unseen})
""".replace("{unseen}", unseen.QUOTES)
KEYS = "select id, key from quote where id in (select value from json_each(:ids))"
ID = "select id from quote where key = ?"


def page(
    db: Connection, answer: Answer, query: Query, window: Window, author: str, new: Arrivals
) -> Page[QuoteRow]:
    """Some quotes of the answer, and how many it holds."""
    found = answer.ids(window)
    shown = rows(db, found, author, new)
    return Page(query, window, tuple(shown[each] for each in found), answer.total)


def newest(
    db: Connection, answer: Answer, query: Query, count: int, author: str, new: Arrivals
) -> Page[QuoteRow] | None:
    """The first quotes of an answer that is long to count; None where it is not."""
    found = answer.newest(count)
    if not found:
        return None
    shown = rows(db, found, author, new)
    window = Window(0, count)
    return Page(query, window, tuple(shown[each] for each in found), len(found), goes_on=True)


def row(db: Connection, quote_id: int, author: str) -> QuoteRow | None:
    """One quote's line; None where it is not there, or its import is not finished."""
    return rows(db, [quote_id], author).get(quote_id)


def rows(
    db: Connection, quote_ids: list[int], author: str, new: Arrivals = NOTHING
) -> dict[int, QuoteRow]:
    """The lines of those quotes, as `author` may see them; which of them are `new` is marked."""
    asked = {
        "ids": names.as_json(quote_ids),
        "author": author,
        "new_batches": names.as_json(new.batches),
        "new_quotes": names.as_json(new.quotes),
    }
    statement = identities.read(db).within(ROWS)
    return {each["id"]: row_of(each) for each in db.execute(statement, asked)}


def row_of(held: Row) -> QuoteRow:
    """A quote's line from a row of ROWS."""
    speaker = held["speaker_slug"]
    return QuoteRow(
        key=ids.key_of("q", held["key"]),
        ref=held["ref"],
        text=held["text"],
        held_as=held["held_as"],
        kind=held["kind"],
        said_on=held["said_on"],
        speaker=Named(Slug(speaker), held["speaker_name"], held["speaker_kind"])
        if speaker is not None
        else None,
        speaker_text=held["speaker_text"],
        translation=held["translation"],
        joint=bool(held["joint"]),
        noted=bool(held["noted"]),
        tagged=bool(held["tagged"]),
        starred=bool(held["starred"]),
        contested=bool(held["contested"]),
        retracted=bool(held["retracted"]),
        new=bool(held["is_new"]),
    )


def keys(db: Connection, quote_ids: list[int]) -> tuple[Key, ...]:
    """The keys of those quotes, in their order."""
    found = {row[0]: row[1] for row in db.execute(KEYS, {"ids": names.as_json(quote_ids)})}
    return tuple(ids.key_of("q", found[each]) for each in quote_ids)


def with_keys(db: Connection, wanted: Iterable[Key]) -> list[int]:
    """The ids of the quotes with those keys; one that is not there any more is left out."""
    rows_ = (db.execute(ID, (ids.raw_of(key),)).fetchone() for key in wanted)
    return [row_[0] for row_ in rows_ if row_]
