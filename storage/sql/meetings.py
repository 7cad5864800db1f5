"""Who took part in which meeting, in which mode, and what sources dispute about it."""

from __future__ import annotations

from collections.abc import Iterable

from storage.connections import Connection, Row
from storage.ids import Slug
from storage.rows import Dispute, Meeting, Named, Participation
from storage.sql import names

IS_THERE = "select 1 from meeting where id = ?"
MEETING = "select * from meeting where id = ?"
DISPUTES = """
select d.n, d.about, d.remark, a.slug, a.name, a.kind
from dispute d left join actor a on a.slug = d.about
    and a.batch not in (select id from batch where state <> 'live')
where d.meeting = ? order by d.n
"""
DISPUTE_SOURCES = """
select d.dispute, s.slug, s.title, s.kind from dispute_source d join source s on s.id = d.source
where d.meeting = ? order by d.n
"""
AT_MEETINGS = """
select m.id as meeting, p.n, p.mode, p.disputed, p.remark, null as listed_as,
       a.slug, a.name, a.kind, f.slug as format_slug, f.name as format_name, f.kind as format_kind,
       p.handling
from participation p
join meeting m on m.id = p.meeting
join format f on f.id = m.format
join actor a on a.id = p.actor
join batch b on b.id = m.batch and b.state = 'live'
where (:every or m.id in (select value from json_each(:meetings)))
and (:mode is null or p.mode = :mode)
order by m.said_hi desc, m.id, p.n
"""
OF_FORMATS = """
select null as meeting, p.n, p.mode, 0 as disputed, null as remark, p.listed_as,
       a.slug, a.name, a.kind, f.slug as format_slug, f.name as format_name, f.kind as format_kind
from format_participation p
join format f on f.id = p.format
join actor a on a.id = p.actor
join batch b on b.id = f.batch and b.state = 'live'
where p.listed_as = 'member' and (:every or f.id in (select value from json_each(:formats)))
and (:mode is null or p.mode = :mode)
order by f.name, p.n
"""
PARTICIPATION_SOURCES = """
select s.slug, s.title, s.kind from participation_source p join source s on s.id = p.source
where p.meeting = ? and p.participation = ? order by p.n
"""


def if_seen(db: Connection, meeting_id: int) -> Meeting | None:
    """The meeting; None where another keeps it private."""
    is_there = db.execute(IS_THERE, (meeting_id,)).fetchone()
    return meeting(db, meeting_id) if is_there else None


def meeting(db: Connection, meeting_id: int) -> Meeting:
    """A meeting with what is disputed about it."""
    row = db.execute(MEETING, (meeting_id,)).fetchone()
    sources: dict[int, list[Named]] = {}
    for dispute, *source in db.execute(DISPUTE_SOURCES, (meeting_id,)):
        sources.setdefault(dispute, []).append(Named(*source))
    return Meeting(
        slug=Slug(row["slug"]),
        title=row["title"],
        said_on=row["said_on"],
        place=row["place"],
        level=row["level"],
        outcome=row["outcome"],
        remark=row["remark"],
        verified=row["verified"] != 0,
        disputes=tuple(
            Dispute(
                each["about"],
                each["remark"],
                tuple(sources.get(each["n"], ())),
                Named(Slug(each["slug"]), each["name"], each["kind"]) if each["slug"] else None,
            )
            for each in db.execute(DISPUTES, (meeting_id,))
        ),
        state=row["state"],
        modality=row["modality"],
        handling=row["handling"] or "public",
    )


def participations(db: Connection, name: str | None, mode: str | None) -> tuple[Participation, ...]:
    """Members of the formats that `name` fits, then who took part in their meetings, newest first.

    Raises:
        UnknownName: nothing is called that.
    """
    asked = {"every": name is None, "mode": mode, "formats": "[]", "meetings": "[]"}
    if name is not None:
        asked |= names.talks_json(db, name)
    rows = [*db.execute(OF_FORMATS, asked), *db.execute(AT_MEETINGS, asked)]
    return told(db, rows)


def told(db: Connection, rows: Iterable[Row]) -> tuple[Participation, ...]:
    """Participations from rows with the columns of AT_MEETINGS or OF_FORMATS."""
    meetings: dict[int, Meeting] = {}
    return tuple(_participation(db, row, meetings) for row in rows)


def _participation(db: Connection, row: Row, meetings: dict[int, Meeting]) -> Participation:
    at = row["meeting"]
    if at is not None and at not in meetings:
        meetings[at] = meeting(db, at)
    sources = db.execute(PARTICIPATION_SOURCES, (at, row["n"])) if at is not None else ()
    return Participation(
        format=Named(Slug(row["format_slug"]), row["format_name"], row["format_kind"]),
        meeting=meetings.get(at) if at is not None else None,
        actor=Named(Slug(row["slug"]), row["name"], row["kind"]),
        mode=row["mode"],
        disputed=bool(row["disputed"]),
        remark=row["remark"],
        sources=tuple(Named(*each) for each in sources),
        listed_as=row["listed_as"],
    )
