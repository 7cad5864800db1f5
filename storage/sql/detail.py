"""All that is held about one quote."""

from __future__ import annotations

from storage import ids, places
from storage.connections import Connection, Row
from storage.errors import RecordMissing
from storage.ids import Key, Slug
from storage.rows import (
    Hop,
    InBrief,
    Link,
    Named,
    Piece,
    Place,
    QuoteDetail,
    Role,
    Source,
    Stance,
    Tag,
)
from storage.sql import (
    handling,
    identities,
    meetings,
    names,
    notes,
    quotes,
    referring,
    unseen,
    withheld,
)
from storage.sql.withheld import SEEN_CODES

QUOTE = """
select q.*, f.slug as format_slug, f.name as format_name, f.kind as format_kind
from quote q left join format f on f.id = q.format where q.key = ?
"""
SPEAKERS = """
select a.slug, a.name, a.kind from quote_speaker s join actor a on a.id = {s.actor}
where s.quote = ? order by s.n
"""
ADDRESSEES = """
select a.slug, a.name, a.kind from quote_addressee s join actor a on a.id = {s.actor}
where s.quote = ? order by s.n
"""
ROLE = """
select r.title, r.valid_from, r.valid_to, a.slug, a.name, a.kind
from role r join actor a on a.id = {r.organisation} where r.id = ?
"""
CHAINS = """
select h.quote, h.verb, h.mode, h.hedge, h.was_read, a.slug, a.name, a.kind
from hop h join actor a on a.id = {h.actor}
where h.quote in (select value from json_each(?)) order by h.quote, h.n
"""
TOPICS = """
select t.slug from quote_topic qt join topic t on t.id = qt.topic where qt.quote = ? order by qt.n
"""
STANCES = f"""
select t.slug, s.value, s.coder, s.frame, s.adjudicated is not null, s.version
from {SEEN_CODES} join topic t on t.id = s.topic
where s.quote = :quote order by s.adjudicated is null, s.id
"""  # noqa: S608  # put together of constants
TAGS = """
select t.key, t.name from quote_tag qt join tag t on t.id = qt.tag
where qt.quote = ? order by t.name
"""
LINKS = f"""
select l.key, l.type, l.basis, l.author, l.made, l.remark, l.from_quote = :quote as outgoing,
       q.id as other, {handling.OF_QUOTE} as handling
from quote_link l join batch b on b.id = l.batch and b.state = 'live'
join quote q on q.id = case when l.from_quote = :quote then l.to_quote else l.from_quote end
left join source s on s.id = q.source left join meeting m on m.id = q.meeting
where :quote in (l.from_quote, l.to_quote) order by l.id
"""  # noqa: S608  # a fixed piece
SEEN_ITEMS = f"""
brief_item o where o.brief = b.id and (o.quote is null or o.quote not in ({unseen.QUOTES}))
"""
IN_BRIEFS = f"""
select b.key, b.name, (select count(*) from {SEEN_ITEMS}) as items,
    1 + (select count(*) from {SEEN_ITEMS} and (o.rank, o.key) < (i.rank, i.key)) as place
from brief_item i join brief b on b.id = i.brief where i.quote = :quote order by b.name, place
"""  # noqa: S608  # fixed pieces
SOURCES = """
select q.id as quote, s.*, a.slug as publisher_slug, a.name as publisher_name,
    a.kind as publisher_kind
from json_each(?) each cross join quote q on q.id = each.value
join source s on s.id = q.source left join actor a on a.id = s.publisher
"""
SPANS = """
select p.start, p.end, p.exact, t.id as text_id, t.version, t.text, t.sha256, t.accessed,
       s.slug, s.title, s.kind, s.caveat
from quote_span p join source_text t on t.id = p.source_text join source s on s.id = t.source
join batch b on b.id = s.batch and b.state = 'live'
where p.quote = ? and p.part = 'content' order by s.kind = 'project_text', t.id, p.start
"""


def quote(db: Connection, key: Key, author: str) -> QuoteDetail:
    """The quote with that key, as `author` may see it.

    Raises:
        RecordMissing: there is none.
    """
    held = db.execute(QUOTE, (ids.raw_of(key),)).fetchone()
    row = quotes.row(db, held["id"], author) if held else None
    if row is None:
        msg = f"There is no quote {ids.short(key)} in this library."
        raise RecordMissing(msg)
    quote_id: int = held["id"]
    meeting = held["meeting"]
    met = meetings.if_seen(db, meeting) if meeting is not None else None
    source = sources(db, [quote_id]).get(quote_id)
    return QuoteDetail(
        row=row,
        translation=held["translation"],
        lang=held["lang"],
        original_lang=held["original_lang"],
        speakers=_named(db, SPEAKERS, quote_id),
        role=_role(db, held["role"]),
        said_as=held["said_as"],
        addressees=_named(db, ADDRESSEES, quote_id),
        cue=held["cue"],
        date_verified=held["date_verified"] != 0,
        format=_name(held, "format_") if held["format_slug"] else None,
        meeting=met,
        relation=held["relation"],
        topics=tuple(Slug(each[0]) for each in db.execute(TOPICS, (quote_id,))),
        stances=tuple(
            Stance(Slug(slug), value, coder, frame, bool(is_adjudicated), version, coder == author)
            for slug, value, coder, frame, is_adjudicated, version in db.execute(
                STANCES, {"quote": quote_id, "author": author}
            )
        ),
        tags=tuple(
            Tag(ids.key_of("t", each[0]), each[1]) for each in db.execute(TAGS, (quote_id,))
        ),
        notes=notes.on_quote(db, quote_id, held["text"], author),
        links=_links(db, quote_id, author),
        chain=chains(db, [quote_id]).get(quote_id, ()),
        source=source,
        places=_places(db, quote_id),
        remark=held["remark"],
        status=held["status"],
        briefs=_briefs(db, quote_id, author),
        retracted=(referring.why_retracted(db, key) or "") if row.retracted else None,
        withheld=withheld.in_quote(db, quote_id, author),
        handling=held["handling"],
        is_source_kept=held["source"] is not None and source is None,
        is_meeting_kept=meeting is not None and met is None,
    )


def _name(row: Row, prefix: str = "") -> Named:
    return Named(Slug(row[f"{prefix}slug"]), row[f"{prefix}name"], row[f"{prefix}kind"])


def _named(db: Connection, statement: str, quote_id: int) -> tuple[Named, ...]:
    statement = identities.read(db).within(statement)
    return tuple(_name(each) for each in db.execute(statement, (quote_id,)))


def _role(db: Connection, role_id: int | None) -> Role | None:
    if role_id is None:
        return None
    row = db.execute(identities.read(db).within(ROLE), (role_id,)).fetchone()
    return Role(row["title"], _name(row), row["valid_from"], row["valid_to"])


def _links(db: Connection, quote_id: int, author: str) -> tuple[Link, ...]:
    links: list[Link] = []
    for each in db.execute(LINKS, {"quote": quote_id}).fetchall():
        other = quotes.row(db, each["other"], author)
        if other is not None:
            links.append(
                Link(
                    each["type"],
                    bool(each["outgoing"]),
                    each["basis"],
                    other,
                    ids.key_of("l", each["key"]),
                    each["author"] if each["made"] else None,
                    each["made"],
                    each["remark"],
                    handling.NAMES[each["handling"]],
                )
            )
    return tuple(links)


def _briefs(db: Connection, quote_id: int, author: str) -> tuple[InBrief, ...]:
    return tuple(
        InBrief(ids.key_of("p", each["key"]), each["name"], each["place"], each["items"])
        for each in db.execute(IN_BRIEFS, {"quote": quote_id, "author": author})
    )


def chains(db: Connection, quote_ids: list[int]) -> dict[int, tuple[Hop, ...]]:
    """By whom those of the quotes that were reported by someone were, outermost first."""
    found: dict[int, tuple[Hop, ...]] = {}
    statement = identities.read(db).within(CHAINS)
    for each in db.execute(statement, (names.as_json(quote_ids),)):
        hop = Hop(_name(each), each["verb"], each["mode"], each["hedge"], bool(each["was_read"]))
        found[each["quote"]] = (*found.get(each["quote"], ()), hop)
    return found


def sources(db: Connection, quote_ids: list[int]) -> dict[int, Source]:
    """Where those of the quotes that have a source were read."""
    rows = db.execute(SOURCES, (names.as_json(quote_ids),))
    return {each["quote"]: _source(each) for each in rows}


def _source(row: Row) -> Source:
    return Source(
        slug=Slug(row["slug"]),
        title=row["title"],
        kind=row["kind"],
        publisher=_name(row, "publisher_") if row["publisher_slug"] else None,
        author=row["author"],
        published=row["published"],
        url=row["url"],
        archive_url=row["archive_url"],
        lang=row["lang"],
        carrier=row["carrier"],
        caveat=row["caveat"],
        title_inferred=bool(row["title_inferred"]),
        is_retracted=bool(row["retracted"]),
        handling=row["handling"],
    )


def _places(db: Connection, quote_id: int) -> tuple[Place, ...]:
    by_text: dict[int, list[Row]] = {}
    for row in db.execute(SPANS, (quote_id,)):
        by_text.setdefault(row["text_id"], []).append(row)
    return tuple(_place(rows) for rows in by_text.values())


def _place(rows: list[Row]) -> Place:
    first, text = rows[0], rows[0]["text"]
    pieces = tuple(Piece(row["start"], row["end"], row["exact"]) for row in rows)
    now = places.standing_now(text, pieces)
    return Place(
        source=Named(Slug(first["slug"]), first["title"], first["kind"]),
        version=first["version"],
        ours=first["kind"] == "project_text",
        standing=places.standing(text, pieces),
        pieces=pieces,
        now=now,
        passages=None if text is None else places.passages(text, now or pieces),
        sha256=first["sha256"].hex(),
        accessed=first["accessed"],
        caveat=first["caveat"],
    )
