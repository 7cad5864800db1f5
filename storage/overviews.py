"""What is told of a whole answer at once: grids of who, when, where, and which way.

Rows of actors come with most quotes first; slug "" is "no one named", or "no format". Of a long
answer the first rows and columns are told, and how many there are.
"""

from __future__ import annotations

from typing import Final, NamedTuple, TypeAlias

from storage.ids import Key, Slug
from storage.periods import Unit
from storage.query import Query
from storage.rows import Meeting, Named

ROWS_AT_MOST: Final = 500
FORMATS_AT_MOST: Final = 60
MEETINGS_AT_MOST: Final = 120
CODED_AT_MOST: Final = 20_000


class Round(NamedTuple):
    """A meeting of a format of the answer that was held within the period of that number."""

    period: int
    meeting: Slug
    title: str | None
    said_on: str | None
    format: Named


class TimelineRow(NamedTuple):
    """An actor's quotes in each period. `apart` counts those that no one period holds wholly."""

    actor: Named
    quotes: tuple[int, ...]
    apart: int


class Timeline(NamedTuple):
    """Quotes for each actor and period; `periods` names each as `date:=` takes it."""

    query: Query
    unit: Unit
    periods: tuple[str, ...]
    rows: tuple[TimelineRow, ...]
    actors: int
    rounds: tuple[Round, ...]


class MatrixCell(NamedTuple):
    """An actor's quotes in a format: how many, the date of the newest, and the newest stance."""

    quotes: int = 0
    last: str | None = None
    topic: Slug | None = None
    stance: str | None = None
    coder: str | None = None
    """Who reads it so, where it is adjudicated who settled it."""
    is_adjudicated: bool = False


class MatrixRow(NamedTuple):
    """An actor's quotes in each format."""

    actor: Named
    cells: tuple[MatrixCell, ...]


class Matrix(NamedTuple):
    """Quotes for each actor and format, the formats with most quotes first and none last."""

    query: Query
    formats: tuple[Named, ...]
    rows: tuple[MatrixRow, ...]
    actors: int
    formats_in_all: int
    withheld: int = 0
    """In how many quotes there are stances that the reader does not see until coding is done."""


class Part(NamedTuple):
    """In which mode someone took part, or did not, and whether sources disagree about it."""

    mode: str
    disputed: bool
    remark: str | None = None


class PresenceCell(NamedTuple):
    """An actor's parts in a meeting, and how many quotes of the answer are its own there."""

    parts: tuple[Part, ...] = ()
    quotes: int = 0


class PresenceRow(NamedTuple):
    """An actor's part in each meeting."""

    actor: Named
    cells: tuple[PresenceCell, ...]


class Sitting(NamedTuple):
    """A meeting, and the format that it is one of."""

    meeting: Meeting
    format: Named


class Presence(NamedTuple):
    """Who took part in the meetings of the answer's formats, the newest meeting first."""

    query: Query
    sittings: tuple[Sitting, ...]
    rows: tuple[PresenceRow, ...]
    actors: int
    meetings: int


class Coding(NamedTuple):
    """How a coder reads one quote. `changed`: it differs from the coding before, and is later."""

    quote: Key
    said_on: str | None
    value: str
    changed: bool


class StanceRow(NamedTuple):
    """What an actor's quotes say on a topic as one coder reads them, the oldest first.

    `quotes` counts those of the answer in which any coder sees a stance of the actor on the topic.
    """

    actor: Named
    topic: Slug
    coder: str
    codings: tuple[Coding, ...]
    quotes: int
    is_adjudicated: bool = False
    """These settle what coders see differently, whose own codings are left out then."""


class Stances(NamedTuple):
    """Stances in the order of time, the rows with most codings first."""

    query: Query
    rows: tuple[StanceRow, ...]
    total: int
    withheld: int = 0
    """In how many quotes there are stances that the reader does not see until coding is done."""


Overview: TypeAlias = Timeline | Matrix | Presence | Stances
