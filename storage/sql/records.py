"""Records other than quotes that a query finds, by `type:`.

Words are looked for in what a record itself says; so is what it has of its own, such as who took
part in a meeting. All else is asked of its quotes: at least one must fulfil it all.
"""

from __future__ import annotations

from functools import cached_property
from typing import Final, NamedTuple

from storage import ids, matching, tokens
from storage.condition import Among, Condition, Days, Every, Not, Some, Words
from storage.connections import Connection
from storage.ids import Slug
from storage.query import Term
from storage.rows import RecordRow
from storage.sql import identities, names
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
        cast(julianday(substr(written, 1, 10)) as integer) as day, 1 as quotes
    from note where handling <> 'private' or author = :author
    """,
    "select id, text from note",
    "select n.id from note n join quote q on q.id = n.quote where {where}",
    ("id",),
    {},
    values="select quote from note where id in (select value from json_each(?))",
)
KINDS: Final = {
    "actor": ACTOR, "format": FORMAT, "meeting": MEETING, "source": SOURCE, "note": NOTE,
}  # fmt: skip


LETTERS: Final = {table: letter for letter, table in ids.LETTERS.items()}


class _Held(NamedTuple):
    """A record of the type that is asked for."""

    row: RecordRow
    day: int


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
        rows = db.execute(kind.rows.replace("{live}", LIVE), {"author": author})
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
                ),
                row["day"] or 0,
            )
            for row in rows
        }

    def of(self, condition: Condition) -> set[int]:
        """Those that fulfil it."""
        match condition:
            case Every(parts):
                own = [part for part in parts if self._is_own(part)]
                quoted = tuple(part for part in parts if part not in own)
                sets = [self.of(part) for part in own]
                sets += [self._with_quotes(Every(quoted))] if quoted else []
                return set(self.held).intersection(*sets)
            case _ if not self._is_own(condition):
                return self._with_quotes(condition)
            case Some(parts):
                return set[int]().union(*map(self.of, parts))
            case Not(part):
                return set(self.held) - self.of(part)
            case Words(term):
                return self._saying(term)
            case Days(first, last):
                return self._within(first, last)
            case Among(column, values):
                asked = (names.as_json(each for each in values if isinstance(each, int)),)
                return {row[0] for row in self._db.execute(self._kind.own[column], asked)}
            case _:
                raise AssertionError(condition)

    def _is_own(self, condition: Condition) -> bool:
        """Whether anything in it is asked of the record itself."""
        match condition:
            case Words():
                return True
            case Days():
                return self._kind.days is not None
            case Among(column):
                return column in self._kind.own
            case Every(parts) | Some(parts):
                return any(map(self._is_own, parts))
            case Not(part):
                return self._is_own(part)
            case _:
                return False

    def _with_quotes(self, condition: Condition) -> set[int]:
        clause = where(self._db, condition, self._author)
        statement = clause.within(identities.read(self._db).within(self._kind.of_quotes))
        rows = self._db.execute(statement, clause.parameters)
        return {row[0] for row in rows}

    def _saying(self, term: Term) -> set[int]:
        words = tokens.searched(term.value)
        return {
            record
            for record, text in self._texts
            if any(
                matching.matches(line, words, prefix=term.prefix)
                for line in tokens.one_spelling(text).split("\n")
            )
        }

    @cached_property
    def _texts(self) -> list[tuple[int, str]]:
        return [(row[0], row[1]) for row in self._db.execute(self._kind.texts)]

    def _within(self, first: int, last: int) -> set[int]:
        rows = self._db.execute(self._kind.days or "")
        return {row[0] for row in rows if row[1] <= last and row[2] >= first}
