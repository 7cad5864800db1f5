"""A query as the condition that its quotes fulfil, with the records that its names mean."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Final, NamedTuple, TypeGuard

from storage import dates, ids, tokens
from storage.condition import Among, Condition, Days, Every, Flag, InNotes, Not, Some, Words
from storage.connections import Connection
from storage.errors import (
    AmbiguousKey,
    AmbiguousName,
    QuestionProblem,
    RecordMissing,
    SyntaxProblem,
    UnknownName,
)
from storage.query import WORDS, Group, Part, Query, Term
from storage.rows import Chip
from storage.search_syntax import (
    KINDS,
    STANCES,
    WAYS_OF_HOLDING,
    counts_links,
    render_part,
    render_term,
)
from storage.sql import identities, keys, names
from storage.sql.arrivals import News

NEW: Final = "new"
DIGITS_READ: Final = 3  # of a number of links: no chain is so long

ROLES_IN = "select id from role where organisation in (select value from json_each(?))"
SOURCES_BY = "select id from source where publisher in (select value from json_each(?))"
SOURCES_AT = """
select id from source
where lower(domain) = :domain or substr(lower(domain), -length(:domain) - 1) = '.' || :domain
"""
OF_KEY = "select id from quote where key = ?"
DISPUTED = "select distinct meeting from dispute"
WITH_CAVEAT = "select id from source where caveat is not null"
ARCHIVED = "select id from source where archive_url is not null"

PARTICIPATIONS = "select distinct meeting, mode from participation"
PARTICIPATIONS_OF = """
select distinct meeting, mode from participation
where actor in (select value from json_each(?))
"""

RELATION = {"in": "", "at": "said_at", "on": "about"}


class Now(NamedTuple):
    """When is asked: on which day, and what has come in by then."""

    today: dt.date
    news: News


def condition(db: Connection, query: Query, now: Now) -> Condition:
    """What the records fulfil that the query asks for, of whatever type they are.

    Raises:
        QuestionProblem: a name in it fits nothing or too much.
    """
    parts = [part for part in query.terms if not _wishes(part, "type")]
    return _every(db, parts, now)


def _every(db: Connection, parts: Iterable[Part], now: Now) -> Condition:
    asked = [part for part in parts if isinstance(part, Group) or _asks_for_something(part)]
    people = [part for part in asked if _wishes(part, "who")]
    modes = [part for part in asked if people and _wishes(part, "mode")]
    others = [part for part in asked if part not in people and part not in modes]
    return Every(
        (
            *(_part(db, part, now) for part in others),
            *(_took_part(db, person, modes) for person in people),
        )
    )


def _wishes(part: Part, field: str) -> TypeGuard[Term]:
    return isinstance(part, Term) and part.field == field and not part.negated


def _asks_for_something(term: Term) -> bool:
    """An order asks for nothing, and neither does what has no word."""
    return term.field != "sort" and (term.field != WORDS or tokens.has_words(term.value))


def _part(db: Connection, part: Part, now: Now) -> Condition:
    if isinstance(part, Group):
        found = Some(tuple(_every(db, parts, now) for parts in part.alternatives))
    elif part.field == WORDS:
        found = Words(part._replace(negated=False))
    else:
        found = MEANINGS[part.field](db, part, now)
    return Not(found) if part.negated else found


def chips(db: Connection, query: Query) -> tuple[Chip, ...]:
    """The query's fields as they are understood; what fits nothing or too much keeps its text."""
    return tuple(Chip(term, _label(db, term)) for term in query.chips)


def _label(db: Connection, term: Part) -> str:
    if isinstance(term, Group):
        return render_part(term)
    sign = "-" if term.negated else ""
    try:
        if term.field in {"by", "via", "to", "who"} and not counts_links(term):
            return f"{sign}{term.field}:{names.actor(db, term).name}"
        if term.field in RELATION:
            return f"{sign}{term.field}:{_named(names.talks(db, term).all)}"
        if term.field == "src" and (source := names.publishers(db, term).source):
            return f"{sign}{term.field}:{source.name}"
        if term.field == "topic":
            return f"{sign}{term.field}:{_named(names.topics(db, term, term.value))}"
    except QuestionProblem:
        pass
    return render_term(term)


def _named(found: tuple[names.Candidate, ...]) -> str:
    first, *others = found
    return f"{first.name} +{len(others)}" if others else first.name


def _records(db: Connection, column: str, statement: str, *values: object) -> Among:
    return Among(column, tuple(row[0] for row in db.execute(statement, values)))


def _same(condition: Condition) -> Callable[[Connection], Condition]:
    """The meaning of what is the same in every library."""
    return lambda _db: condition


def _is_disputed(db: Connection) -> Condition:
    return Some((Among("status", ("disputed",)), _records(db, "meeting", DISPUTED)))


IS: Final[dict[str, Callable[[Connection], Condition]]] = {
    **{kind: _same(Among("kind", (kind,))) for kind in KINDS},
    **{way: _same(Among("held_as", (way,))) for way in WAYS_OF_HOLDING},
    "uncertain": _same(Flag("uncertain")),
    "joint": _same(Flag("joint")),
    "disputed": _is_disputed,
    "retracted": _same(Among("status", ("retracted",))),
    "starred": _same(Flag("starred")),
    "private": _same(Flag("private")),
    "closed": _same(Flag("closed")),
    "duplicate": _same(Flag("duplicate")),
}
HAS: Final[dict[str, Callable[[Connection], Condition]]] = {
    "format": _same(Flag("in a format")),
    "speaker": _same(Flag("by someone")),
    "topic": _same(Flag("on a topic")),
    "note": _same(Flag("noted")),
    "tag": _same(Flag("tagged")),
    "stance": _same(Flag("taken a stance")),
    "link": _same(Flag("linked")),
    "answer": _same(Flag("answered")),
    "dispute": lambda db: _records(db, "meeting", DISPUTED),
    "caveat": lambda db: _records(db, "source", WITH_CAVEAT),
    "archive": lambda db: _records(db, "source", ARCHIVED),
    "translation": _same(Flag("translated")),
    "contradiction": _same(Flag("contradicted")),
}


def _by(db: Connection, term: Term, _now: Now) -> Condition:
    actor = names.actor(db, term)
    if term.relation == "=":
        same = identities.read(db).same_as(actor.id)
        return Some((Among("speaker", same), Among("joint speaker", same)))
    below = names.at_or_below(db, actor.id)
    roles = _records(db, "role", ROLES_IN, names.as_json(below))
    return Some((Among("speaker", below), Among("joint speaker", below), roles))


def _via(db: Connection, term: Term, _now: Now) -> Condition:
    if counts_links(term):
        return _links(term.relation, int(term.value[-DIGITS_READ:]))
    actor = names.actor(db, term)
    column = "reported outermost by" if term.relation == "=" else "reported by"
    return Among(column, identities.read(db).same_as(actor.id))


def _links(relation: str, count: int) -> Condition:
    fewer = Among("links", tuple(range(count)))
    as_many = Among("links", (count,))
    return {
        "<": fewer,
        "<=": Some((fewer, as_many)),
        ">": Not(Some((fewer, as_many))),
        ">=": Not(fewer),
    }.get(relation, as_many)


def _to(db: Connection, term: Term, _now: Now) -> Condition:
    return Among("addressee", identities.read(db).same_as(names.actor(db, term).id))


def _talks(db: Connection, term: Term, _now: Now) -> Condition:
    found = names.talks(db, term)
    talks = Some(
        (
            Among("format", tuple(each.id for each in found.formats)),
            Among("meeting", tuple(each.id for each in found.meetings)),
        )
    )
    relation = RELATION[term.field]
    return Every((talks, Among("relation", (relation,)))) if relation else talks


def _who(db: Connection, term: Term, _now: Now) -> Condition:
    return _took_part(db, term, ())


def _took_part(db: Connection, who: Term, modes: Iterable[Term]) -> Condition:
    """Quotes of meetings in which someone took part, in each of these modes."""
    actor = names.actor(db, who)
    is_alone = who.relation == "="
    same = identities.read(db).same_as(actor.id) if is_alone else names.at_or_below(db, actor.id)
    rows = db.execute(PARTICIPATIONS_OF, (names.as_json(same),))
    took_part: list[tuple[int, str]] = [(row[0], row[1]) for row in rows]
    found = {meeting for meeting, _ in took_part}
    for mode in modes:
        meant = names.modes_meant(db, mode)
        found &= {meeting for meeting, each in took_part if each in meant}
    return Among("meeting", tuple(sorted(found)))


def _mode(db: Connection, term: Term, _now: Now) -> Condition:
    meant = names.modes_meant(db, term)
    found = {meeting for meeting, mode in db.execute(PARTICIPATIONS) if mode in meant}
    return Among("meeting", tuple(sorted(found)))


def _text(_db: Connection, term: Term, _now: Now) -> Condition:
    """Of several stored texts one is enough; `none` of them can be looked into."""
    if term.value == "none":
        return Not(Among("standing", ("stands", "moved", "gone")))
    return Among("standing", (term.value,))


def _topic(db: Connection, term: Term, _now: Now) -> Condition:
    return Among("topic", _topics(db, term, term.value))


def _topics(db: Connection, term: Term, name: str, rest: str = "") -> tuple[int, ...]:
    found = names.topics(db, term, name, rest)
    if term.relation == "=":
        return tuple(each.id for each in found)
    return names.topics_below(db, found)


def _stance(db: Connection, term: Term, _now: Now) -> Condition:
    name, slash, value = term.value.rpartition("/")
    if not slash and value not in STANCES:
        return Among("stance on", _topics(db, term, value))
    if not name:
        return Among("stance", (value,))
    return Among(f"stance {value} on", _topics(db, term, name, f"{slash}{value}"))


def _date(_db: Connection, term: Term, now: Now) -> Condition:
    days = DAYS[term.field](term.value, now.today)
    if days is None:
        msg = f"{render_term(term)} is no date; write 2025, 2025-05, 2025-03..2025-05 or 30d."
        raise SyntaxProblem(msg)
    first, last = days
    if term.relation in {">", ">="}:
        return Days(last + 1 if term.relation == ">" else first, dates.LAST_DAY)
    if term.relation in {"<", "<="}:
        return Days(dates.FIRST_DAY, first - 1 if term.relation == "<" else last)
    if term.relation == "=":
        return _wholly_within(first, last)
    return Days(first, last)


def _wholly_within(first: int, last: int) -> Condition:
    """Quotes that cannot have been said on any other day."""
    before, after = Days(dates.FIRST_DAY, first - 1), Days(last + 1, dates.LAST_DAY)
    return Every((Days(first, last), Not(before), Not(after)))


def _tag(db: Connection, term: Term, _now: Now) -> Condition:
    found = names.tags(db, term)
    if term.relation == "=":
        return Among("tag", tuple(each.id for each in found))
    return Among("tag", names.tags_below(db, found))


def _source(db: Connection, term: Term, _now: Now) -> Condition:
    found = names.publishers(db, term)
    if found.domain is not None:
        rows = db.execute(SOURCES_AT, {"domain": found.domain})
        return Among("source", tuple(row[0] for row in rows))
    if found.source is not None:
        return Among("source", (found.source.id,))
    return _records(db, "source", SOURCES_BY, names.as_json(each.id for each in found.actors))


def _note(_db: Connection, term: Term, _now: Now) -> Condition:
    return InNotes(Term(WORDS, term.value, prefix=term.prefix))


def _place(db: Connection, term: Term, _now: Now) -> Condition:
    return Among("meeting", names.meetings_at(db, term))


def _type(_db: Connection, term: Term, _now: Now) -> Condition:
    msg = f"{render_term(term)} can stand neither in brackets nor behind a minus."
    raise SyntaxProblem(msg)


def _order(_db: Connection, _term: Term, _now: Now) -> Condition:
    """It leaves nothing out; neither does its negation."""
    return Every(())


def _language(_db: Connection, term: Term, _now: Now) -> Condition:
    return Among("language", (term.value.lower(),))


def _key(db: Connection, term: Term, _now: Now) -> Condition:
    try:
        key = keys.find(db, term.value, "q", None)
    except RecordMissing as missing:
        raise UnknownName(f"{render_term(term)} fits no quote here.") from missing
    except AmbiguousKey as ambiguous:
        sentence = f"{render_term(term)} fits several quotes; write more of the key."
        raise AmbiguousName(sentence) from ambiguous
    return _records(db, "id", OF_KEY, ids.raw_of(key))


def _is(db: Connection, term: Term, now: Now) -> Condition:
    return now.news.arrivals(db).condition if term.value == NEW else _fixed(db, term, now)


def _fixed(db: Connection, term: Term, _now: Now) -> Condition:
    known = IS if term.field == "is" else HAS
    if term.value not in known:
        msg = f"{render_term(term)} is not understood; see the list of what {term.field}: takes."
        raise SyntaxProblem(msg)
    return known[term.value](db)


DAYS: Final = {"date": dates.asked, "since": dates.since, "until": dates.until}
MEANINGS: Final[dict[str, Callable[[Connection, Term, Now], Condition]]] = {
    "by": _by,
    "via": _via,
    "to": _to,
    "in": _talks,
    "at": _talks,
    "on": _talks,
    "who": _who,
    "mode": _mode,
    "topic": _topic,
    "text": _text,
    "stance": _stance,
    "date": _date,
    "since": _date,
    "until": _date,
    "tag": _tag,
    "note": _note,
    "place": _place,
    "type": _type,
    "sort": _order,
    "is": _is,
    "has": _fixed,
    "src": _source,
    "lang": _language,
    "key": _key,
}
"""What each field of the search language means."""
