"""A condition as a where-clause; SQL is put together here, of fixed pieces."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple, TypeAlias

from storage import matching, tokens
from storage.condition import Among, Condition, Days, Every, Flag, InNotes, Not, Some, Words
from storage.connections import Connection
from storage.query import Term
from storage.sql import names, unseen
from storage.sql.columns import COLUMNS, FLAGS

WITHIN_DAYS = "q.said_lo <= {1} and q.said_hi >= {0}"
EVERY_COLUMN = ""
NOTES = "notes : "
WITH_WORDS = "q.id in (select rowid from quote_fts where quote_fts match {0})"
AMONG = "q.id in (select value from json_each({0}))"
BUT_NOT = "{0} and q.id not in (select value from json_each({1}))"
HIDDEN = "q.batch not in (select id from batch where state <> 'live')"

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


WithWords: TypeAlias = Callable[[str], list[int]]


class Where(NamedTuple):
    """What the quotes of an answer fulfil: `select … from quote q where {sql}`, with its values."""

    sql: str
    parameters: dict[str, object]
    is_everything: bool = False

    def within(self, statement: str) -> str:
        """A statement with this where-clause in the place of its `{where}`."""
        return statement.replace("{where}", self.sql)


def where(
    db: Connection, condition: Condition, author: str, with_words: WithWords | None = None
) -> Where:
    """The clause for the quotes that fulfil a condition, as far as `author` may see them.

    `with_words` answers a match as FTS5 takes it, where it is not the library's index that does.
    """
    writer = _Writer(db, author, with_words)
    parts = [HIDDEN] if db.execute(IS_ANY_BATCH_HIDDEN).fetchone()[0] else []
    if db.execute(unseen.IS_ANY_QUOTE, {"author": author}).fetchone()[0]:
        parts.append(unseen.IS_SEEN)
    sql = " and ".join([*parts, writer.of(condition)])
    return Where(sql, {"author": author, **writer.values}, condition == Every(()))


def match_of(terms: Iterable[Term]) -> str:
    """The words as FTS5 takes them. All are quoted, so that nothing in them is its syntax.

    It cuts what stands between quotation marks into words itself: U.S. is a phrase of two. A space
    between two is an *and* that passes over those without a word.
    """
    return " ".join('"' + _plain(term.value) + '"' + ("*" if term.prefix else "") for term in terms)


def match_any(terms: Iterable[Term]) -> str:
    """Any of the words, as FTS5 takes them."""
    return " OR ".join(match_of([term]) for term in terms)


def _plain(text: str) -> str:
    return tokens.one_spelling(text).replace('"', " ").replace("\0", " ")


class _Writer:
    """Writes a condition down; `values` are those bound so far."""

    def __init__(self, db: Connection, author: str, with_words: WithWords | None) -> None:
        self._db = db
        self._author = author
        self._found_elsewhere = with_words
        self.values: dict[str, object] = {}

    def of(self, condition: Condition) -> str:
        match condition:
            case Words():
                return self._with_words([condition.term], EVERY_COLUMN)
            case InNotes(term):
                return self._with_words([term], NOTES)
            case Among(column, values):
                return f"({COLUMNS[column].where.format(self._bind(_as_json(values)))})"
            case Flag(name):
                return f"({FLAGS[name]})"
            case Days(first, last):
                return f"({WITHIN_DAYS.format(self._bind(first), self._bind(last))})"
            case Every(parts):
                return self._every(parts)
            case Some(parts):
                return f"({' or '.join(map(self.of, parts)) or 'false'})"
            case Not(part):
                return f"({self.of(part)} is not true)"

    def _every(self, parts: tuple[Condition, ...]) -> str:
        """Words together are one question to the index, which walks their lists side by side."""
        words = [part.term for part in parts if isinstance(part, Words)]
        written = [self._with_words(words, EVERY_COLUMN)] if words else []
        written += [self.of(part) for part in parts if not isinstance(part, Words)]
        return f"({' and '.join(written) or 'true'})"

    def _with_words(self, terms: list[Term], column: str) -> str:
        match = column + match_of(terms)
        if self._found_elsewhere:
            return f"({AMONG.format(self._bind(names.as_json(self._found_elsewhere(match))))})"
        piece = WITH_WORDS.format(self._bind(match))
        unseen = self._only_in_notes_of_others(terms, match, column)
        if unseen:
            piece = BUT_NOT.format(piece, self._bind(names.as_json(unseen)))
        return f"({piece})"

    def _only_in_notes_of_others(self, terms: list[Term], match: str, column: str) -> list[int]:
        """Quotes found by nothing but a private note of somebody else: that must not show."""
        asked = {"author": self._author, "words": match}
        if not self._db.execute(IS_ANY_NOTE_OF_OTHERS, asked).fetchone()[0]:
            return []
        return [
            row["id"]
            for row in self._db.execute(BESIDE_NOTES_OF_OTHERS, asked)
            if not all(_is_in_any(row[3:] if column else row[1:], term) for term in terms)
        ]

    def _bind(self, value: object) -> str:
        name = f"v{len(self.values)}"
        self.values[name] = value
        return f":{name}"


def _as_json(values: tuple[int | str, ...]) -> str:
    import json  # noqa: PLC0415  # 1 ms, which a start without a search need not wait for

    return json.dumps(values)


def _is_in_any(texts: Iterable[str | None], term: Term) -> bool:
    words = tokens.searched(term.value)
    return not words or any(
        matching.matches(text or "", words, prefix=term.prefix) for text in texts
    )
