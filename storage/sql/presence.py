"""Who took part in the meetings of an answer's formats, and who stayed away."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from storage.answer import Answer, Tally
from storage.connections import Connection
from storage.ids import Slug
from storage.overviews import (
    MEETINGS_AT_MOST,
    ROWS_AT_MOST,
    Part,
    Presence,
    PresenceCell,
    PresenceRow,
    Sitting,
)
from storage.query import Query
from storage.rows import Named
from storage.sql import identities
from storage.sql.crossing import as_json
from storage.sql.meetings import meeting
from storage.sql.overviews import named_actors, talks

MEETINGS: Final = """
select m.id, f.slug, f.name, f.kind from meeting m join format f on f.id = m.format
join batch b on b.id = m.batch and b.state = 'live'
where m.format in (select value from json_each(?))
order by m.said_hi desc, m.said_lo desc, m.slug
"""
PARTS: Final = """
select p.actor, p.meeting, p.mode, coalesce(p.disputed, 0), p.remark from participation p
where p.meeting in (select value from json_each(?)) order by p.meeting, p.n
"""
NO_QUOTES: Final = Tally(0, 0)


def presence(db: Connection, answer: Answer, query: Query) -> Presence:
    """The newest meetings with all whose part in one is held, who was in most of them first."""
    formats = [each for each in talks(db, answer).ids if each is not None]
    every = db.execute(MEETINGS, (as_json(formats),)).fetchall()
    shown = every[:MEETINGS_AT_MOST]
    meetings: list[int] = [row[0] for row in shown]
    parts = _parts(db, meetings)
    in_meetings = Counter(actor for actor, _ in parts)
    named = named_actors(db, in_meetings)
    actors: list[int | None] = sorted(
        in_meetings, key=lambda actor: (-in_meetings[actor], named[actor])
    )
    told = actors[:ROWS_AT_MOST]
    quotes = answer.by_talks(told, "meeting", meetings)
    rows = tuple(
        PresenceRow(
            named[actor],
            tuple(
                PresenceCell(
                    tuple(parts.get((actor, each), ())),
                    quotes.get((actor, number), NO_QUOTES).quotes,
                )
                for number, each in enumerate(meetings)
            ),
        )
        for actor in told
    )
    sittings = tuple(
        Sitting(meeting(db, row[0]), Named(Slug(row[1]), row[2], row[3])) for row in shown
    )
    return Presence(query, sittings, rows, len(actors), len(every))


def _parts(db: Connection, meetings: Sequence[int]) -> Mapping[tuple[int | None, int], list[Part]]:
    parts: dict[tuple[int | None, int], list[Part]] = defaultdict(list)
    kept = identities.read(db).of
    for actor, at, mode, disputed, remark in db.execute(PARTS, (as_json(meetings),)).fetchall():
        parts[kept(actor), at].append(Part(mode, bool(disputed), remark))
    return dict(parts)
