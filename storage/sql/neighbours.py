"""What is said near a quote: by the same speaker, or the next that is of other talks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

from storage import ids
from storage.answer import Answer
from storage.connections import Connection
from storage.ids import Key
from storage.query import Window
from storage.sql import identities, names, unseen

OF: Final = "select id, speaker, format, said_hi, said_lo, key from quote where key = ?"
NEAREST: Final = """
select q.key from quote q
where (q.said_hi, q.said_lo, q.key) {than} (:said_hi, :said_lo, :key)
and (q.speaker in (select value from json_each(:speakers)) or q.id in (
    select quote from quote_speaker where actor in (select value from json_each(:speakers))))
and (q.format = :format or q.id in (
    select quote from quote_topic
    where topic in (select topic from quote_topic where quote = :id)))
and q.batch not in (select id from batch where state <> 'live')
and q.id not in ({unseen})
order by q.said_hi {order}, q.said_lo {order}, q.key {order} limit 1
"""
Run = Literal["format", "speaker"]
"""What quotes that follow each other have in common."""
RUNS: Final[dict[Run, str]] = {
    "format": "select id, format from quote where id in (select value from json_each(:ids))",
    "speaker": "select id, coalesce(speaker, speaker_text) from quote "
    "where id in (select value from json_each(:ids))",
}


class Leap(NamedTuple):
    """Which row of the answer begins another run; None where none does.

    `is_cut` is whether there are rows further on that were not looked at.
    """

    row: int | None
    is_cut: bool = False


def neighbour(db: Connection, key: Key, author: str, *, is_later: bool) -> Key | None:
    """The nearest such quote before it, or after it; None where none is held."""
    here = db.execute(OF, (ids.raw_of(key),)).fetchone()
    if here is None or here["speaker"] is None:
        return None
    statement = (
        NEAREST.format(than=">", order="", unseen=unseen.QUOTES)
        if is_later
        else NEAREST.format(than="<", order="desc", unseen=unseen.QUOTES)
    )
    speakers = names.as_json(identities.read(db).same_as(here["speaker"]))
    found = db.execute(statement, {**dict(here), "speakers": speakers, "author": author}).fetchone()
    return ids.key_of("q", found[0]) if found else None


def leap(db: Connection, answer: Answer, key: Key, run: Run, rows: int) -> Leap:
    """Where the next run of quotes begins, `rows` on at most, or the one before where negative."""
    here = answer.position(key)
    if here is None:
        return Leap(None)
    first, last = sorted((here, here + rows))
    first = max(0, first)
    found = answer.ids(Window(first, last - first + 1))
    values = dict(db.execute(RUNS[run], {"ids": names.as_json(found)}).fetchall())
    of_rows = [values[each] for each in found]
    if rows > 0:
        steps = _to_another(of_rows)
        return Leap(here + steps if steps else None, is_cut=last + 1 < answer.total)
    backwards = of_rows[::-1]
    end = _to_another(backwards)
    if not end:
        return Leap(None, is_cut=first > 0)
    begin = _to_another(backwards[end:]) or len(backwards) - end
    return Leap(here - end - begin + 1)


def _to_another(values: Sequence[object]) -> int:
    """How many steps it is to the first value that is not the first one; 0 where there is none."""
    return next((at for at, value in enumerate(values) if value != values[0]), 0)
