"""What the quotes of an answer fulfil, its names resolved: one form for SQL and for the index."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from storage.query import Term


class Words(NamedTuple):
    """Quotes of which a text holds these words next to each other."""

    term: Term


class InNotes(NamedTuple):
    """Quotes of which a note holds these words next to each other."""

    term: Term


class Among(NamedTuple):
    """Quotes that have one of these values in a column; `storage.sql.columns` names them all."""

    column: str
    values: tuple[int | str, ...]


class Flag(NamedTuple):
    """Quotes of which something is so; `storage.sql.columns` names it all."""

    name: str


class Days(NamedTuple):
    """Quotes that may have been said on one of these days, the last one included."""

    first: int
    last: int


class Every(NamedTuple):
    """Quotes that fulfil all parts: all quotes, where there is none."""

    parts: tuple[Condition, ...]


class Some(NamedTuple):
    """Quotes that fulfil at least one part: none, where there is none."""

    parts: tuple[Condition, ...]


class Not(NamedTuple):
    """Quotes that do not fulfil it."""

    part: Condition


Condition: TypeAlias = Words | InNotes | Among | Flag | Days | Every | Some | Not
