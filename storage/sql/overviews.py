"""What several overviews tell of the records that they name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from storage.answer import Answer
from storage.connections import Connection
from storage.ids import Slug
from storage.overviews import FORMATS_AT_MOST, ROWS_AT_MOST
from storage.query import Window
from storage.rows import Named
from storage.sql import actors, formats
from storage.sql.crossing import as_json

NO_ONE: Final = Named(Slug(""), actors.NO_ONE)
NO_FORMAT: Final = Named(Slug(""), formats.NO_FORMAT)


class Ranked:
    """Records of an answer, those with most quotes first, and how many there are in all."""

    def __init__(
        self, rows: Sequence[tuple[int | None, int]], names: Mapping[int | None, Named], total: int
    ) -> None:
        self.ids = tuple(each for each, _ in rows)
        self.quotes = tuple(quotes for _, quotes in rows)
        self.named = tuple(names[each] for each in self.ids)
        self.total = total


def speakers(db: Connection, answer: Answer) -> Ranked:
    """Who speaks in the answer."""
    counts = answer.by_actor(Window(0, ROWS_AT_MOST))
    return Ranked(counts.rows, named_actors(db, (each for each, _ in counts.rows)), counts.total)


def talks(db: Connection, answer: Answer) -> Ranked:
    """The formats of the answer; no format, where there is that, is always among them."""
    counts = answer.by_format(Window(0, FORMATS_AT_MOST))
    rows = counts.rows
    if counts.total > len(rows):
        last = answer.by_format(Window(counts.total - 1, 1)).rows
        rows = (*rows, *(row for row in last if row[0] is None))
    names = _named(db, formats.NAMES, (each for each, _ in rows), NO_FORMAT)
    return Ranked(rows, names, counts.total)


def named_actors(db: Connection, ids: Iterable[int | None]) -> dict[int | None, Named]:
    """Actors by their ids."""
    return _named(db, actors.NAMES, ids, NO_ONE)


def _named(
    db: Connection, statement: str, ids: Iterable[int | None], none: Named
) -> dict[int | None, Named]:
    rows = db.execute(statement, (as_json(each for each in ids if each is not None),))
    return {None: none, **{row[0]: Named(Slug(row[1]), row[2], row[3]) for row in rows}}
