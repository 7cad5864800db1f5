"""Who spoke how often in which format, when last, and which way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from storage.answer import Answer, Tallies
from storage.connections import Connection
from storage.ids import Slug
from storage.overviews import Matrix, MatrixCell, MatrixRow
from storage.query import Query
from storage.sql import names
from storage.sql.overviews import speakers, talks
from storage.sql.stances import codings

DATES: Final = "select id, said_on from quote where id in (select value from json_each(?))"


class _Stance(NamedTuple):
    topic: Slug | None = None
    value: str | None = None
    coder: str | None = None
    is_adjudicated: bool = False


NO_STANCE: Final = _Stance()


def matrix(
    db: Connection, answer: Answer, with_stance: Answer, query: Query, author: str
) -> Matrix:
    """The quotes of an answer; `with_stance` are those of them that have a stance."""
    actors, formats = speakers(db, answer), talks(db, answer)
    tallies = answer.by_talks(actors.ids, "format", formats.ids)
    dates = _dates(db, tallies)
    stances = _latest(db, with_stance, author)
    rows = tuple(
        MatrixRow(
            named,
            tuple(
                _cell(tallies, (actor, number), dates, stances.get((actor, format_), NO_STANCE))
                for number, format_ in enumerate(formats.ids)
            ),
        )
        for actor, named in zip(actors.ids, actors.named, strict=True)
    )
    return Matrix(query, formats.named, rows, actors.total, formats.total)


def _cell(
    tallies: Tallies,
    place: tuple[int | None, int],
    dates: Mapping[int, str | None],
    stance: _Stance,
) -> MatrixCell:
    tally = tallies.get(place)
    if tally is None:
        return MatrixCell()
    return MatrixCell(
        tally.quotes,
        dates[tally.newest],
        stance.topic,
        stance.value,
        stance.coder,
        stance.is_adjudicated,
    )


def _dates(db: Connection, tallies: Tallies) -> dict[int, str | None]:
    newest: Iterable[int] = {tally.newest for tally in tallies.values()}
    return {row[0]: row[1] for row in db.execute(DATES, (names.as_json(newest),))}


def _latest(
    db: Connection, answer: Answer, author: str
) -> dict[tuple[int | None, int | None], _Stance]:
    """The stance of the newest quote that has one, by speaker and format."""
    return {
        (each.actor, each.format): _Stance(each.topic, each.value, each.coder, each.is_adjudicated)
        for each in codings(db, answer, author)
    }
