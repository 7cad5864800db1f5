"""Which talks formats an answer belongs to, and how often."""

from __future__ import annotations

from collections.abc import Iterable

from storage.answer import Answer
from storage.connections import Connection, Row
from storage.ids import Slug
from storage.pages import Page
from storage.query import Query, Window
from storage.rows import FormatRow
from storage.sql import names

NO_FORMAT = "no format"
NAMES = "select id, slug, name, kind from format where id in (select value from json_each(?))"
MEETINGS = """
select m.id, m.format, m.slug, coalesce(m.title, m.place, m.slug) as name, m.state, m.said_on
from meeting m join format f on f.id = m.format
where f.slug = ? and m.batch not in (select id from batch where state <> 'live')
order by m.said_hi, m.said_lo, m.n, m.slug
"""
WITH_MEETINGS = """
select distinct format from meeting where format in (select value from json_each(?))
and batch not in (select id from batch where state <> 'live')
"""
EVERY = Window(0, 1 << 62)


def page(db: Connection, answer: Answer, query: Query, window: Window) -> Page[FormatRow]:
    """Some of the formats of the answer: most quotes first, and no format at the end."""
    counts = answer.by_format(window)
    named = names.by_id(db, NAMES, (each for each, _ in counts.rows), NO_FORMAT)
    rows = tuple(FormatRow(*named[each], quotes) for each, quotes in counts.rows)
    return Page(query, window, rows, counts.total)


def tree(
    db: Connection, answer: Answer, query: Query, window: Window, unfolded: Iterable[Slug]
) -> Page[FormatRow]:
    """Some of the formats of the answer, each that is unfolded followed by all its meetings.

    Those that the answer has no quote of are there too: who took part is worth reading.
    """
    meetings = _meetings(db, unfolded)
    counts = answer.by_format(EVERY if meetings else window)
    lines: list[tuple[int | None, int, Row | None]] = []
    for each, quotes in counts.rows:
        lines.append((each, quotes, None))
        lines += [(each, 0, meeting) for meeting in meetings.get(each or 0, ())]
    total = counts.total + len(lines) - len(counts.rows)
    if meetings:
        lines = lines[window.start : window.start + window.count]
    found = answer.by_meeting([meeting["id"] for _, _, meeting in lines if meeting])
    formats = {each for each, _, _ in lines}
    named = names.by_id(db, NAMES, formats, NO_FORMAT)
    with_meetings = _with_meetings(db, formats)
    rows = tuple(
        FormatRow(*named[each], quotes, 0, each in with_meetings, each in meetings)
        if meeting is None
        else _of_meeting(meeting, found[meeting["id"]], named[each][0])
        for each, quotes, meeting in lines
    )
    return Page(query, window, rows, total)


def _meetings(db: Connection, formats: Iterable[Slug]) -> dict[int, list[Row]]:
    """By format, in the order of their dates; a format without any is left out."""
    found: dict[int, list[Row]] = {}
    for slug in formats:
        for row in db.execute(MEETINGS, (slug,)):
            found.setdefault(row["format"], []).append(row)
    return found


def _with_meetings(db: Connection, formats: Iterable[int | None]) -> set[int | None]:
    """Those of the formats that have a meeting."""
    asked = names.as_json(each for each in formats if each is not None)
    return {row[0] for row in db.execute(WITH_MEETINGS, (asked,))}


def _of_meeting(meeting: Row, quotes: int, within: Slug) -> FormatRow:
    return FormatRow(
        Slug(meeting["slug"]),
        meeting["name"],
        meeting["state"],
        quotes,
        depth=1,
        within=within,
        dated=meeting["said_on"],
    )
