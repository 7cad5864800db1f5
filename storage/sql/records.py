"""Records other than quotes that a query finds, by `type:`.

Words are looked for in what a record itself says; so is what it has of its own, such as who took
part in a meeting. All else is asked of its quotes: at least one must fulfil it all.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Final, NamedTuple

from storage import ids, matching, tokens
from storage.condition import Among, Condition, Days, Every, Flag, InNotes, Not, Some, Words
from storage.connections import Connection, Row
from storage.ids import Slug
from storage.query import Term
from storage.rows import RecordRow
from storage.sql import identities, names, unseen
from storage.sql.keys import WITH_SLUG
from storage.sql.where import where

LIVE: Final = "batch not in (select id from batch where state <> 'live')"


class Kind(NamedTuple):
    """One type of records.

    `texts` gives each record with what it says, line by line; `days` its first and last day; `own`
    the records that have one of the values {0} in a column; `of_quotes` those of the quotes that
    fulfil {where}; `columns` are those in which a quote names them.
    """

    rows: str
    texts: str
    of_quotes: str
    columns: tuple[str, ...]
    own: dict[str, str]
    days: str | None = None
    values: str | None = None
    """What `columns` hold in place of the records {0}: of notes, the quotes that they are on."""
    flags: Mapping[str, str] = {}
    """Flags that are asked of the record itself, each with the records of which it is so."""


ACTOR: Final = Kind(
    """
    select id, key, slug, name, kind, null as dated, 0 as day,
        (select count(*) from quote q where q.speaker = actor.id and q.{live})
        + (select count(*) from merged m join quote q on q.speaker = m.actor
           where m.kept = actor.id and q.{live}) as quotes
    from actor where {live} and id not in (select actor from merged)
    """,
    """
    select a.id, a.name || char(10) || coalesce(a.description, '') || char(10) || coalesce((
        select group_concat(n.name, char(10)) from actor_name n where n.actor = a.id), '')
    from actor a
    """,
    """
    select {q.speaker} from quote q where {where}
    union select {s.actor} from quote_speaker s join quote q on q.id = s.quote where {where}
    """,
    ("speaker", "joint speaker"),
    {
        "speaker": "select value from json_each(?)",
        "joint speaker": "select value from json_each(?)",
    },
)
FORMAT: Final = Kind(
    """
    select id, key, slug, name, kind, null as dated, 0 as day,
        (select count(*) from quote q where q.format = format.id and q.{live}) as quotes
    from format where {live}
    """,
    """
    select f.id, f.name || char(10) || coalesce(f.acronym, '') || char(10)
        || coalesce(f.description, '') || char(10) || coalesce((
        select group_concat(n.name, char(10)) from format_name n where n.format = f.id), '')
    from format f
    """,
    "select q.format from quote q where {where}",
    ("format",),
    {"format": "select value from json_each(?)"},
)
MEETING: Final = Kind(
    """
    select m.id, m.key, m.slug, coalesce(m.title, f.name) as name, m.state as kind,
        m.said_on as dated, m.said_hi as day,
        (select count(*) from quote q where q.meeting = m.id and q.{live}) as quotes
    from meeting m join format f on f.id = m.format where m.{live}
    """,
    """
    select m.id, coalesce(m.title, '') || char(10) || coalesce(m.place, '') || char(10)
        || coalesce(m.outcome, '') || char(10) || coalesce(m.remark, '') || char(10) || f.name
    from meeting m join format f on f.id = m.format
    """,
    "select q.meeting from quote q where {where}",
    ("meeting",),
    {
        "meeting": "select value from json_each(?)",
        "format": "select id from meeting where format in (select value from json_each(?))",
    },
    "select id, said_lo, said_hi from meeting where said_lo <= said_hi",
)
SOURCE: Final = Kind(
    """
    select id, key, slug, title as name, kind, published as dated, published_hi as day,
        (select count(*) from quote q where q.source = source.id and q.{live}) as quotes
    from source where {live}
    """,
    """
    select s.id, s.title || char(10) || coalesce(s.author, '') || char(10)
        || coalesce(s.url, '') || char(10) || coalesce(a.name, '')
    from source s left join actor a on a.id = s.publisher
    """,
    "select q.source from quote q where {where}",
    ("source",),
    {"source": "select value from json_each(?)"},
    "select id, published_lo, published_hi from source where published_lo <= published_hi",
)
NOTE: Final = Kind(
    """
    select id, key, '' as slug, text as name, handling as kind, substr(written, 1, 10) as dated,
        cast(julianday(substr(written, 1, 10)) as integer) as day, quote is not null as quotes,
        (select key from quote where id = note.quote) as quote, about
    from note where (handling <> 'private' or author = :author)
    and (quote is null or quote in (select q.id from quote q where q.{live}))
    """,
    "select id, text from note",
    "select n.id from note n join quote q on q.id = n.quote where {where}",
    ("id",),
    {},
    values="select quote from note where quote is not null "
    "and id in (select value from json_each(?))",
    flags={
        "private": "select id from note where handling = 'private'",
        "closed": "select id from note where handling = 'closed'",
        "noted": "select id from note",
    },
)
KINDS: Final = {
    "actor": ACTOR, "format": FORMAT, "meeting": MEETING, "source": SOURCE, "note": NOTE,
}  # fmt: skip


LETTERS: Final = {table: letter for letter, table in ids.LETTERS.items()}


NOTES_ABOUT: Final = """
select about, text from note
where about is not null and (handling <> 'private' or author = :author)
"""
SLUG_OF: Final = "select slug from {table} where key = ?"


class _Held(NamedTuple):
    """A record of the type that is asked for."""

    row: RecordRow
    day: int


def _shown(statement: str) -> str:
    """A statement that counts no quote that may not be seen."""
    own = statement.replace("q.{live}", f"q.{LIVE} and {unseen.IS_SEEN}")
    return own.replace("{live}", LIVE)


def found(db: Connection, kind: str, condition: Condition, author: str) -> list[RecordRow]:
    """The records of a type that fulfil a condition: the newest first, else most quotes first."""
    finder = _Finder(db, KINDS[kind], kind, author)
    held = [finder.held[each] for each in finder.of(condition)]
    held.sort(key=lambda each: (-each.day, -each.row.quotes, each.row.name, each.row.key))
    return [each.row for each in held]


def with_records(db: Connection, kind: str, condition: Condition, author: str) -> Condition:
    """Quotes that belong to the records of a type that fulfil a condition."""
    finder = _Finder(db, KINDS[kind], kind, author)
    values = finder.of(condition)
    if KINDS[kind].values:
        asked = (names.as_json(values),)
        values = {row[0] for row in db.execute(KINDS[kind].values or "", asked)}
    columns = KINDS[kind].columns
    return Some(tuple(Among(column, tuple(sorted(values))) for column in columns))


class _Finder:
    """Finds ids of records of one type."""

    def __init__(self, db: Connection, kind: Kind, name: str, author: str) -> None:
        self._db = db
        self._kind = kind
        self._author = author
        rows = db.execute(_shown(kind.rows), {"author": author})
        letter = LETTERS[name]
        self.held = {
            row["id"]: _Held(
                RecordRow(
                    name,
                    ids.key_of(letter, row["key"]),
                    Slug(row["slug"]),
                    row["name"],
                    row["kind"],
                    row["dated"],
                    row["quotes"],
                    self._on(row) if kind is NOTE else "",
                ),
                row["day"] or 0,
            )
            for row in rows
        }

    def _on(self, note: Row) -> str:
        """What a note is on: a quote by its key, other records by their slug."""
        if note["quote"] is not None:
            return ids.key_of("q", note["quote"])
        about = ids.Key(note["about"])
        if about[0] not in WITH_SLUG:
            return about
        asked = SLUG_OF.format(table=ids.LETTERS[about[0]])
        row = self._db.execute(asked, (ids.raw_of(about),)).fetchone()
        return row[0] if row else about

    def of(self, condition: Condition) -> set[int]:
        """Those that fulfil it. Notes are those on themselves, or on the quote that is asked."""
        match condition:
            case Every(parts) if any(map(self._asks_for_notes, parts)):
                others = tuple(part for part in parts if not self._asks_for_notes(part))
                noted = [self._noted(part) for part in parts if self._asks_for_notes(part)]
                return self.of(Every(others)).intersection(*noted) | self._every(parts)
            case Every(parts):
                return self._every(parts)
            case Not(part) if self._asks_for_notes(part):
                return self._with_quotes(condition) - self._noted(part)
            case _ if self._asks_for_notes(condition):
                return self._noted(condition) | self._with_quotes(condition)
            case _ if not self._is_own(condition):
                return self._with_quotes(condition)
            case Some(parts):
                return set[int]().union(*map(self.of, parts))
            case Not(part):
                return set(self.held) - self.of(part)
            case Words(term) | InNotes(term):
                return self._saying(term)
            case Flag(name):
                return {row[0] for row in self._db.execute(self._kind.flags[name])}
            case Days(first, last):
                return self._within(first, last)
            case Among(column, values):
                asked = (names.as_json(each for each in values if isinstance(each, int)),)
                return {row[0] for row in self._db.execute(self._kind.own[column], asked)}

    def _every(self, parts: tuple[Condition, ...]) -> set[int]:
        own = [part for part in parts if self._is_own(part)]
        quoted = tuple(part for part in parts if part not in own)
        sets = [self.of(part) for part in own]
        sets += [self._with_quotes(Every(quoted))] if quoted else []
        return set(self.held).intersection(*sets)

    def _asks_for_notes(self, condition: Condition) -> bool:
        """Of notes themselves that is no question."""
        return self._kind is not NOTE and (
            condition == Flag("noted") or isinstance(condition, InNotes)
        )

    def _noted(self, condition: Condition) -> set[int]:
        """Those with a note on themselves, or with one that holds the words."""
        term = condition.term if isinstance(condition, InNotes) else None
        by_key = {held.row.key: each for each, held in self.held.items()}
        return {
            by_key[about]
            for about, text in self._notes
            if about in by_key and (term is None or _says(text, term))
        }

    @cached_property
    def _notes(self) -> list[tuple[ids.Key, str]]:
        rows = self._db.execute(NOTES_ABOUT, {"author": self._author})
        return [(ids.Key(row[0]), row[1]) for row in rows]

    def _is_own(self, condition: Condition) -> bool:
        """Whether anything in it is asked of the record itself."""
        match condition:
            case Words():
                return True
            case InNotes():
                return self._kind is NOTE
            case Flag(name):
                return name in self._kind.flags
            case Days():
                return self._kind.days is not None
            case Among(column):
                return column in self._kind.own
            case Every(parts) | Some(parts):
                return any(map(self._is_own, parts))
            case Not(part):
                return self._is_own(part)

    def _with_quotes(self, condition: Condition) -> set[int]:
        clause = where(self._db, condition, self._author)
        statement = clause.within(identities.read(self._db).within(self._kind.of_quotes))
        rows = self._db.execute(statement, clause.parameters)
        return {row[0] for row in rows}

    def _saying(self, term: Term) -> set[int]:
        return {record for record, text in self._texts if _says(text, term)}

    @cached_property
    def _texts(self) -> list[tuple[int, str]]:
        return [(row[0], row[1]) for row in self._db.execute(self._kind.texts)]

    def _within(self, first: int, last: int) -> set[int]:
        rows = self._db.execute(self._kind.days or "")
        return {row[0] for row in rows if row[1] <= last and row[2] >= first}


def _says(text: str, term: Term) -> bool:
    """Whether a line of the text holds the words next to each other."""
    words = tokens.searched(term.value)
    return any(
        matching.matches(line, words, prefix=term.prefix)
        for line in tokens.one_spelling(text).split("\n")
    )
