"""All that is held about an actor, a format or a meeting."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from storage import ids
from storage.answer import Answer
from storage.connections import Connection, Row
from storage.dates import bounds
from storage.errors import RecordMissing
from storage.ids import Slug
from storage.profiles import (
    CODED_READ,
    NEWEST_SHOWN,
    TOPICS_AT_MOST,
    ActorProfile,
    Alias,
    FormatMeeting,
    FormatProfile,
    Judged,
    LatestStance,
    MeetingProfile,
    Post,
    Said,
    Tie,
)
from storage.query import EVERYTHING, Query, Term, Window
from storage.rows import FacetRow, Named, QuoteRow, Tag
from storage.sql import facets, identities, meetings, names, notes, quotes, referring, withheld
from storage.sql.withheld import SEEN_STANCES

LIVE: Final = "not in (select id from batch where state <> 'live')"

ACTOR: Final = f"select * from actor where slug = ? and batch {LIVE}"
ACTOR_OF_ID: Final = "select * from actor where id = ?"
JUDGED: Final = """
select g.key, a.slug, a.name, a.kind, g.verdict, g.author, g.made, g.one = a.id as is_kept
from identity_edge g join actor a on a.id = case when g.one = :actor then g.other else g.one end
where :actor in (g.one, g.other) order by g.made desc, g.key
"""
ACTOR_NAMES: Final = """
select name, lang, script, used, verified, valid_from, valid_to from actor_name
where actor in (select value from json_each(?)) order by actor <> ?, n
"""
ROLES: Final = f"""
select r.id, r.title, r.valid_from, r.valid_to, a.slug, a.name, a.kind,
    o.slug as of_slug, o.name as of_name, o.kind as of_kind
from role r
join actor a on a.id = {{r.actor}} and a.batch {LIVE}
join actor o on o.id = {{r.organisation}} and o.batch {LIVE}
where r.batch {LIVE} and
"""
ROLES_OF: Final = f"{ROLES} r.actor in (select value from json_each(?))"
ROLES_IN: Final = f"{ROLES} r.organisation in (select value from json_each(?))"
ATTESTED: Final = "select month from role_attested where role = ? order by n"
TIES: Final = f"""
select r.type, {{r.from_actor}} = :actor as outgoing, r.valid_from, r.valid_to,
    a.slug, a.name, a.kind, s.slug as source_slug, s.title as source_name, s.kind as source_kind
from relation r
join actor a on a.id =
    case when {{r.from_actor}} = :actor then {{r.to_actor}} else {{r.from_actor}} end
    and a.batch {LIVE}
left join source s on s.id = r.source and s.batch {LIVE}
where (r.from_actor in (select value from json_each(:same))
    or r.to_actor in (select value from json_each(:same)))
    and {{r.from_actor}} <> {{r.to_actor}}
order by outgoing desc, r.type, a.name, a.slug
"""
LISTED: Final = f"""
select null as meeting, p.n, p.mode, 0 as disputed, null as remark, p.listed_as,
    a.slug, a.name, a.kind, f.slug as format_slug, f.name as format_name, f.kind as format_kind
from format_participation p
join format f on f.id = p.format and f.batch {LIVE}
join actor a on a.id = p.actor and a.batch {LIVE}
where {{0}} order by f.name, p.n
"""
FORMATS_OF: Final = LISTED.format("p.actor in (select value from json_each(?))")
MEMBERS_OF: Final = LISTED.format("p.format = ?")
PARTS: Final = f"""
select m.id as meeting, p.n, p.mode, p.disputed, p.remark, null as listed_as,
    a.slug, a.name, a.kind, f.slug as format_slug, f.name as format_name, f.kind as format_kind
from participation p
join meeting m on m.id = p.meeting and m.batch {LIVE}
join format f on f.id = m.format and f.batch {LIVE}
join actor a on a.id = p.actor and a.batch {LIVE}
where {{0}} order by m.said_hi desc, m.said_lo desc, m.slug, p.n
"""
PARTS_OF: Final = PARTS.format("p.actor in (select value from json_each(?))")
PARTS_IN: Final = PARTS.format("p.meeting = ?")
TAGS: Final = "select id, key, name from tag where id in (select value from json_each(?))"
STANCES: Final = f"""
select t.slug, s.coder, s.value, s.frame, q.key, q.said_on, s.adjudicated is not null
from {SEEN_STANCES} join quote q on q.id = s.quote join topic t on t.id = s.topic
where s.quote in (select value from json_each(:quotes))
order by q.said_hi desc, q.said_lo desc, q.key desc, s.id desc
"""

FORMAT: Final = f"""
select f.*, p.slug as parent_slug, p.name as parent_name, p.kind as parent_kind
from format f left join format p on p.id = f.parent and p.batch {LIVE}
where f.slug = ? and f.batch {LIVE}
"""
FORMAT_NAMES: Final = "select name, lang from format_name where format = ? order by n"
FORMATS_BELOW: Final = f"""
select slug, name, kind from format where parent = ? and batch {LIVE} order by name, slug
"""
MEETINGS_OF: Final = f"""
select id from meeting where format = ? and batch {LIVE}
order by said_lo > said_hi, said_lo, said_hi, n, slug
"""
HOSTS: Final = f"""
select a.slug, a.name, a.kind from participation p
join actor a on a.id = p.actor and a.batch {LIVE}
where p.meeting = ? and p.mode = 'host' order by p.n
"""
FORMAT_SOURCES: Final = f"""
select s.slug, s.title, s.kind from format_source x
join source s on s.id = x.source and s.batch {LIVE} where x.format = ? order by x.n
"""
MEETING_SOURCES: Final = f"""
select s.slug, s.title, s.kind from meeting_source x
join source s on s.id = x.source and s.batch {LIVE} where x.meeting = ? order by x.n
"""

MEETING: Final = f"""
select m.id, m.key, m.ref, m.slug, m.retracted, f.slug as format_slug, f.name as format_name,
    f.kind as format_kind
from meeting m join format f on f.id = m.format where m.slug = ? and m.batch {LIVE}
"""

Find = Callable[[Query], Answer]
WORDS: Final = (Term("is", "words"), Term("is", "translation"))
PARAPHRASE: Final = Term("is", "paraphrase")
HAS_STANCE: Final = Term("has", "stance")


def actor(db: Connection, slug: Slug, find: Find, author: str) -> ActorProfile:
    """An actor with all that is held about it.

    Raises:
        RecordMissing: there is none of that slug.
    """
    same = identities.read(db)
    held = _held(db, ACTOR, "actor", slug)
    if held["id"] in same.merged:
        held = db.execute(ACTOR_OF_ID, (same.of(held["id"]),)).fetchone()
        slug = Slug(held["slug"])
    row: int = held["id"]
    all_ = names.as_json(same.same_as(row))
    own = Query((Term("by", slug, "="),))
    return ActorProfile(
        key=ids.key_of("a", held["key"]),
        ref=held["ref"],
        actor=_named(held),
        country=held["country"],
        description=held["description"],
        wikidata=held["wikidata"],
        names=tuple(_alias(each) for each in db.execute(ACTOR_NAMES, (all_, row))),
        roles=_posts(db, same.within(ROLES_OF), all_),
        holders=_posts(db, same.within(ROLES_IN), all_),
        ties=tuple(
            _tie(each)
            for each in db.execute(same.within(TIES), {"actor": row, "same": all_}).fetchall()
        ),
        formats=meetings.told(db, db.execute(FORMATS_OF, (all_,)).fetchall()),
        parts=meetings.told(db, db.execute(PARTS_OF, (all_,)).fetchall()),
        topics=_topics(db, own, find),
        tags=_tags(db, find(own)),
        stances=tuple(_stances(db, find(own.with_term(HAS_STANCE)), author)),
        said=_said(db, own, find, author),
        judged=_judged(db, row),
        notes=notes.about(db, ids.key_of("a", held["key"]), author),
        withheld=withheld.in_answer(db, find(own), author),
        retracted=_retracted(db, "a", held),
    )


def _judged(db: Connection, actor: int) -> tuple[Judged, ...]:
    """What people judged of it and others, the newest first."""
    return tuple(
        Judged(
            ids.key_of("g", each["key"]),
            _named(each),
            each["verdict"],
            each["author"],
            each["made"],
            bool(each["is_kept"]),
        )
        for each in db.execute(JUDGED, {"actor": actor})
    )


def format_(db: Connection, slug: Slug, find: Find, author: str) -> FormatProfile:
    """A format with all that is held about it.

    Raises:
        RecordMissing: there is none of that slug.
    """
    held = _held(db, FORMAT, "format", slug)
    row: int = held["id"]
    return FormatProfile(
        key=ids.key_of("f", held["key"]),
        ref=held["ref"],
        format=_named(held),
        acronym=held["acronym"],
        names=tuple(Alias(*each) for each in db.execute(FORMAT_NAMES, (row,))),
        parent=_named(held, "parent_") if held["parent_slug"] else None,
        below=_all_named(db, FORMATS_BELOW, row),
        status=held["status"],
        start=held["valid_from"],
        end=held["valid_to"],
        start_verified=held["start_verified"] != 0,
        description=held["description"],
        remark=held["remark"],
        members=meetings.told(db, db.execute(MEMBERS_OF, (row,)).fetchall()),
        meetings=tuple(_meetings(db, row, find)),
        sources=_all_named(db, FORMAT_SOURCES, row),
        said=_said(db, Query((Term("in", slug, "="),)), find, author),
        retracted=_retracted(db, "f", held),
        notes=notes.about(db, ids.key_of("f", held["key"]), author),
    )


def meeting(db: Connection, slug: Slug, find: Find, author: str) -> MeetingProfile:
    """A meeting with all that is held about it.

    Raises:
        RecordMissing: there is none of that slug.
    """
    held = _held(db, MEETING, "meeting", slug)
    row: int = held["id"]
    there, about = (find(Query((Term(field, slug, "="),))).total for field in ("at", "on"))
    return MeetingProfile(
        key=ids.key_of("m", held["key"]),
        ref=held["ref"],
        meeting=meetings.meeting(db, row),
        format=_named(held, "format_"),
        parts=meetings.told(db, db.execute(PARTS_IN, (row,)).fetchall()),
        sources=_all_named(db, MEETING_SOURCES, row),
        said=_said(db, Query((Term("in", slug, "="),)), find, author),
        said_there=there,
        said_about=about,
        retracted=_retracted(db, "m", held),
        notes=notes.about(db, ids.key_of("m", held["key"]), author),
    )


def _retracted(db: Connection, letter: str, held: Row) -> str | None:
    if not held["retracted"]:
        return None
    return referring.why_retracted(db, ids.key_of(letter, held["key"])) or ""


def _held(db: Connection, statement: str, kind: str, slug: Slug) -> Row:
    held = db.execute(statement, (slug,)).fetchone()
    if held is None:
        msg = f"No {kind} is called {slug} in this library."
        raise RecordMissing(msg)
    return held


def _named(row: Row, prefix: str = "") -> Named:
    return Named(Slug(row[f"{prefix}slug"]), row[f"{prefix}name"], row[f"{prefix}kind"])


def _all_named(db: Connection, statement: str, row: int) -> tuple[Named, ...]:
    return tuple(Named(*each) for each in db.execute(statement, (row,)))


def _alias(row: Row) -> Alias:
    verified = None if row["verified"] is None else bool(row["verified"])
    dates = (row["valid_from"], row["valid_to"])
    return Alias(row["name"], row["lang"], row["script"], row["used"], verified, *dates)


def _posts(db: Connection, statement: str, actors: str) -> tuple[Post, ...]:
    """Those of which the latest day is held first; those without a date last."""
    posts = [_post(db, each) for each in db.execute(statement, (actors,)).fetchall()]
    posts.sort(key=lambda post: (post.organisation.name, post.title, post.actor.name))
    return tuple(sorted(posts, key=_latest_day, reverse=True))


def _post(db: Connection, row: Row) -> Post:
    months = tuple(each[0] for each in db.execute(ATTESTED, (row["id"],)))
    dates = (row["valid_from"], row["valid_to"])
    return Post(_named(row), row["title"], _named(row, "of_"), *dates, months)


def _latest_day(post: Post) -> int:
    return max(bounds(each)[0] for each in (post.start, post.end, *post.attested))


def _tie(row: Row) -> Tie:
    source = _named(row, "source_") if row["source_slug"] else None
    dates = (row["valid_from"], row["valid_to"])
    return Tie(row["type"], bool(row["outgoing"]), _named(row), *dates, source)


def _topics(db: Connection, query: Query, find: Find) -> tuple[FacetRow, ...]:
    return facets.page(db, find(query), "topic", query, Window(0, TOPICS_AT_MOST)).rows


def _tags(db: Connection, answer: Answer) -> tuple[Tag, ...]:
    counts = answer.by_value("tag")
    rows = db.execute(TAGS, (names.as_json(counts),))
    tags = [Tag(ids.key_of("t", row["key"]), row["name"], counts[row["id"]]) for row in rows]
    return tuple(sorted(tags, key=lambda tag: (-tag.quotes, tag.name)))


def _stances(db: Connection, with_stance: Answer, author: str) -> Iterator[LatestStance]:
    """The latest on each topic by each coder, and of those adjudicated, the newest first."""
    coded = names.as_json(with_stance.ids(Window(0, CODED_READ)))
    seen: set[tuple[str, str, bool]] = set()
    for row in db.execute(STANCES, {"quotes": coded, "author": author}):
        topic, coder, value, frame, quote, said_on, adjudicated = row
        who = (topic, coder, bool(adjudicated))
        if who not in seen:
            seen.add(who)
            key = ids.key_of("q", quote)
            yield LatestStance(topic, coder, value, frame, key, said_on, bool(adjudicated))


def _meetings(db: Connection, format_id: int, find: Find) -> Iterator[FormatMeeting]:
    counts = find(EVERYTHING).by_value("meeting")
    for (row,) in db.execute(MEETINGS_OF, (format_id,)).fetchall():
        yield FormatMeeting(
            meetings.meeting(db, row),
            _all_named(db, HOSTS, row),
            counts.get(row, 0),
            _all_named(db, MEETING_SOURCES, row),
        )


def _said(db: Connection, query: Query, find: Find, author: str) -> Said:
    found = find(query)
    first, last = found.first_and_last()
    return Said(
        quotes=found.total,
        words=sum(find(query.with_term(each)).total for each in WORDS),
        paraphrases=find(query.with_term(PARAPHRASE)).total,
        first=first,
        last=last,
        newest=tuple(_newest(db, found, author)),
    )


def _newest(db: Connection, answer: Answer, author: str) -> Iterator[QuoteRow]:
    found = answer.ids(Window(0, NEWEST_SHOWN))
    rows = quotes.rows(db, found, author)
    yield from (rows[each] for each in found)
