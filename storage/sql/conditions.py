"""A query as the where-clause that its quotes fulfil; SQL is put together here, of fixed pieces."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from storage import dates, ids, matching, tokens
from storage.connections import Connection
from storage.errors import (
    AmbiguousKey,
    AmbiguousName,
    QuestionProblem,
    RecordMissing,
    SyntaxProblem,
    UnknownName,
)
from storage.query import WORDS, Query, Term
from storage.rows import Chip
from storage.search_syntax import STANCES, counts_links, render_term
from storage.sql import keys, names

DIGITS_READ: Final = 9  # of a number of links: no chain is so long, and SQLite's integers end

IS: Final = {
    "direct": "q.kind = 'direct'",
    "mixed": "q.kind = 'mixed'",
    "indirect": "q.kind = 'indirect'",
    "document": "q.kind = 'document'",
    "words": "q.held_as = 'words'",
    "translation": "q.held_as = 'translation'",
    "paraphrase": "q.held_as = 'paraphrase'",
    "uncertain": "q.date_verified = 0 or q.said_on glob '*[?~%]*'",
    "joint": "(select count(*) from quote_speaker where quote = q.id) > 1",
    "disputed": "q.status = 'disputed' or q.meeting in (select meeting from dispute)",
    "retracted": "q.status = 'retracted'",
    "starred": "q.id in (select quote from star where author = :author)",
    "private": "q.id in (select quote from note where handling = 'private' and author = :author)",
    "closed": "q.id in (select quote from note where handling = 'closed')",
}
HAS: Final = {
    "format": "q.format is not null",
    "speaker": "q.speaker is not null",
    "topic": "q.id in (select quote from quote_topic)",
    "note": "q.id in (select quote from note where handling <> 'private' or author = :author)",
    "tag": "q.id in (select quote from quote_tag)",
    "stance": "q.id in (select s.quote from stance s join batch b on b.id = s.batch "
    "and b.state = 'live')",
    "link": "q.id in (select l.from_quote from quote_link l join batch b on b.id = l.batch "
    "and b.state = 'live' union all select l.to_quote from quote_link l join batch b "
    "on b.id = l.batch and b.state = 'live')",
    "answer": "q.id in (select l.to_quote from quote_link l join batch b on b.id = l.batch "
    "and b.state = 'live' where l.type = 'answers')",
    "dispute": "q.meeting in (select meeting from dispute)",
    "caveat": "q.source in (select id from source where caveat is not null)",
    "archive": "q.source in (select id from source where archive_url is not null)",
    "translation": "q.translation is not null",
    "contradiction": "q.id in (select l.from_quote from quote_link l join batch b "
    "on b.id = l.batch and b.state = 'live' where l.type = 'contradicts' "
    "union all select l.to_quote from quote_link l join batch b on b.id = l.batch "
    "and b.state = 'live' where l.type = 'contradicts')",
}
SPEAKER_ALONE = "q.speaker = {0} or q.id in (select quote from quote_speaker where actor = {0})"
SPEAKER_OR_BELOW = """
q.speaker in (select value from json_each({0}))
or q.id in (select quote from quote_speaker where actor in (select value from json_each({0})))
or q.role in (select id from role where organisation in (select value from json_each({0})))
"""
REPORTED_BY = "q.id in (select quote from hop where actor = {0})"
REPORTED_OUTERMOST_BY = "q.id in (select quote from hop where actor = {0} and n = 0)"
LINKS = {
    "=": "(select count(*) from hop where quote = q.id) = {0}",
    "<": "(select count(*) from hop where quote = q.id) < {0}",
    ">": "(select count(*) from hop where quote = q.id) > {0}",
    "<=": "(select count(*) from hop where quote = q.id) <= {0}",
    ">=": "(select count(*) from hop where quote = q.id) >= {0}",
}
SAID_TO = "q.id in (select quote from quote_addressee where actor = {0})"
OF_TALKS = """
(q.format in (select value from json_each({0})) or q.meeting in (select value from json_each({1})))
"""
RELATION = {"in": "", "at": "and q.relation = 'said_at'", "on": "and q.relation = 'about'"}
ON_TOPICS = """
q.id in (select quote from quote_topic where topic in (select value from json_each({0})))
"""
STANCE = """
q.id in (select s.quote from stance s join batch b on b.id = s.batch and b.state = 'live'
where ({0} is null or s.topic in (select value from json_each({0})))
and ({1} is null or s.value = {1}))
"""
WITHIN_DAYS = "q.said_lo <= {1} and q.said_hi >= {0}"
TAGGED = "q.id in (select quote from quote_tag where tag in (select value from json_each({0})))"
PUBLISHED_BY = """
q.source in (select id from source where publisher in (select value from json_each({0})))
"""
PUBLISHED_AT = """
q.source in (select id from source where lower(domain) = {0}
or substr(lower(domain), -length({0}) - 1) = '.' || {0})
"""
IN_LANGUAGE = "lower(q.lang) = {0} or lower(q.original_lang) = {0}"
OF_KEY = "q.key = {0}"
WITH_WORDS = "q.id in (select rowid from quote_fts where quote_fts match {0})"
BUT_NOT = "({0}) and q.id not in (select value from json_each({1}))"
HIDDEN = "q.batch not in (select id from batch where state <> 'live')"
NOTHING = "false"

IS_ANY_BATCH_HIDDEN = "select exists(select 1 from batch where state <> 'live')"
IS_ANY_NOTE_OF_OTHERS = """
select exists(select 1 from note where handling = 'private' and author <> :author)
"""
BESIDE_NOTES_OF_OTHERS = """
select w.id, w.text, w.translation, (
    select group_concat(n.text, char(10)) from note n
    where n.quote = w.id and (n.handling <> 'private' or n.author = :author))
from quote_words w
where w.id in (select quote from note where handling = 'private' and author <> :author)
and w.id in (select rowid from quote_fts where quote_fts match :words)
"""


class Where(NamedTuple):
    """What the quotes of an answer fulfil: `select … from quote q where {sql}`, with its values."""

    sql: str
    parameters: dict[str, object]

    def within(self, statement: str) -> str:
        """A statement with this where-clause in the place of its `{where}`."""
        return statement.replace("{where}", self.sql)


class _Asking:
    """What pieces are made from: the library, who asks and when, and the values bound so far."""

    def __init__(self, db: Connection, today: dt.date, author: str) -> None:
        self.db = db
        self.today = today
        self.author = author
        self.values: dict[str, object] = {}

    def piece(self, sql: str, *values: object) -> str:
        """A fixed piece of SQL with names of bound values in the places of its {0}, {1}."""
        return sql.format(*(self._bind(value) for value in values))

    def _bind(self, value: object) -> str:
        name = f"v{len(self.values)}"
        self.values[name] = value
        return f":{name}"


def where(db: Connection, query: Query, today: dt.date, author: str) -> Where:
    """What the quotes fulfil that the query asks for, as far as `author` may see them.

    Raises:
        QuestionProblem: a name in it fits nothing or too much.
    """
    asking = _Asking(db, today, author)
    pieces = [HIDDEN] if db.execute(IS_ANY_BATCH_HIDDEN).fetchone()[0] else []
    wished = [term for term in query.words if not term.negated]
    if any(tokens.has_words(term.value) for term in wished):
        pieces.append(_with_words(asking, wished))
    for term in query.terms:
        if term.field != WORDS:
            piece = PIECES[term.field](asking, term)
        elif term.negated and tokens.has_words(term.value):
            piece = _with_words(asking, [term])
        else:
            continue
        pieces.append(f"({piece}) is not true" if term.negated else f"({piece})")
    sql = " and ".join(pieces) or "true"
    return Where(sql, {"author": author, **asking.values})


def chips(db: Connection, query: Query) -> tuple[Chip, ...]:
    """The query's fields as they are understood; what fits nothing or too much keeps its text."""
    return tuple(Chip(term, _label(db, term)) for term in query.chips)


def _label(db: Connection, term: Term) -> str:
    sign = "-" if term.negated else ""
    try:
        if term.field in {"by", "via", "to"} and not counts_links(term):
            return f"{sign}{term.field}:{names.actor(db, term).name}"
        if term.field in RELATION:
            return f"{sign}{term.field}:{_named(names.talks(db, term).all)}"
        if term.field == "topic":
            return f"{sign}{term.field}:{_named(names.topics(db, term, term.value))}"
    except QuestionProblem:
        pass
    return render_term(term)


def _named(found: tuple[names.Candidate, ...]) -> str:
    first, *others = found
    return f"{first.name} +{len(others)}" if others else first.name


def match_of(terms: Iterable[Term]) -> str:
    """The words as FTS5 takes them. All are quoted, so that nothing in them is its syntax.

    It cuts what stands between quotation marks into words itself: U.S. is a phrase of two. A space
    between two is an *and* that passes over those without a word.
    """
    return " ".join(
        '"' + term.value.replace('"', " ").replace("\0", " ") + '"' + ("*" if term.prefix else "")
        for term in terms
    )


def _with_words(asking: _Asking, terms: list[Term]) -> str:
    match = match_of(terms)
    piece = asking.piece(WITH_WORDS, match)
    unseen = _only_in_notes_of_others(asking, terms, match)
    return BUT_NOT.format(piece, asking.piece("{0}", names.as_json(unseen))) if unseen else piece


def _only_in_notes_of_others(asking: _Asking, terms: list[Term], match: str) -> list[int]:
    """Quotes found by nothing but a private note of somebody else, which must not show by that."""
    asked = {"author": asking.author, "words": match}
    if not asking.db.execute(IS_ANY_NOTE_OF_OTHERS, asked).fetchone()[0]:
        return []
    return [
        row[0]
        for row in asking.db.execute(BESIDE_NOTES_OF_OTHERS, asked)
        if not all(_is_in_any(row[1:], term) for term in terms)
    ]


def _is_in_any(texts: Iterable[str | None], term: Term) -> bool:
    words = tokens.words_of(term.value)
    return not words or any(
        matching.matches(text or "", words, prefix=term.prefix) for text in texts
    )


def _by(asking: _Asking, term: Term) -> str:
    actor = names.actor(asking.db, term)
    if term.relation == "=":
        return asking.piece(SPEAKER_ALONE, actor.id)
    return asking.piece(SPEAKER_OR_BELOW, names.as_json(names.at_or_below(asking.db, actor.id)))


def _via(asking: _Asking, term: Term) -> str:
    if counts_links(term):
        count = int(term.value[:DIGITS_READ])
        return asking.piece(LINKS[term.relation or "="], count)
    actor = names.actor(asking.db, term)
    return asking.piece(REPORTED_OUTERMOST_BY if term.relation == "=" else REPORTED_BY, actor.id)


def _to(asking: _Asking, term: Term) -> str:
    return asking.piece(SAID_TO, names.actor(asking.db, term).id)


def _talks(asking: _Asking, term: Term) -> str:
    found = names.talks(asking.db, term)
    formats, meetings = (
        names.as_json(each.id for each in some) for some in (found.formats, found.meetings)
    )
    return asking.piece(OF_TALKS, formats, meetings) + RELATION[term.field]


def _topic(asking: _Asking, term: Term) -> str:
    return asking.piece(ON_TOPICS, _topics_json(asking, term, term.value))


def _topics_json(asking: _Asking, term: Term, name: str, rest: str = "") -> str:
    found = names.topics(asking.db, term, name, rest)
    return names.as_json(names.topics_below(asking.db, found))


def _stance(asking: _Asking, term: Term) -> str:
    name, slash, value = term.value.rpartition("/")
    if not slash and value not in STANCES:
        name, value = value, ""
    topics = _topics_json(asking, term, name, f"{slash}{value}") if name else None
    return asking.piece(STANCE, topics, value or None)


def _date(asking: _Asking, term: Term) -> str:
    days = DAYS[term.field](term.value, asking.today)
    if days is None:
        msg = f"{render_term(term)} is no date; write 2025, 2025-05, 2025-03..2025-05 or 30d."
        raise SyntaxProblem(msg)
    first, last = days
    if term.relation in {">", ">="}:
        first, last = (last + 1 if term.relation == ">" else first), dates.LAST_DAY
    elif term.relation in {"<", "<="}:
        first, last = dates.FIRST_DAY, (first - 1 if term.relation == "<" else last)
    return asking.piece(WITHIN_DAYS, first, last)


def _tag(asking: _Asking, term: Term) -> str:
    return asking.piece(TAGGED, names.as_json(tag.id for tag in names.tags(asking.db, term)))


def _source(asking: _Asking, term: Term) -> str:
    found = names.publishers(asking.db, term)
    if found.domain is not None:
        return asking.piece(PUBLISHED_AT, found.domain)
    return asking.piece(PUBLISHED_BY, names.as_json(each.id for each in found.actors))


def _language(asking: _Asking, term: Term) -> str:
    return asking.piece(IN_LANGUAGE, term.value.lower())


def _key(asking: _Asking, term: Term) -> str:
    try:
        key = keys.find(asking.db, term.value, "q")
    except RecordMissing as missing:
        raise UnknownName(f"{render_term(term)} fits no quote here.") from missing
    except AmbiguousKey as ambiguous:
        sentence = f"{render_term(term)} fits several quotes; write more of the key."
        raise AmbiguousName(sentence) from ambiguous
    return asking.piece(OF_KEY, ids.raw_of(key))


def _fixed(asking: _Asking, term: Term) -> str:
    pieces = IS if term.field == "is" else HAS
    if term.value not in pieces:
        msg = f"{render_term(term)} is not understood; see the list of what {term.field}: takes."
        raise SyntaxProblem(msg)
    return asking.piece(pieces[term.value])


DAYS: Final = {"date": dates.asked, "since": dates.since, "until": dates.until}
PIECES: Final[dict[str, Callable[[_Asking, Term], str]]] = {
    "by": _by,
    "via": _via,
    "to": _to,
    "in": _talks,
    "at": _talks,
    "on": _talks,
    "topic": _topic,
    "stance": _stance,
    "date": _date,
    "since": _date,
    "until": _date,
    "tag": _tag,
    "is": _fixed,
    "has": _fixed,
    "src": _source,
    "lang": _language,
    "key": _key,
}
"""How each field of the search language becomes a piece of the where-clause."""
