"""Judging the rows of a table one by one, before anything is written."""

from __future__ import annotations

import hashlib
import re
from typing import Final, NamedTuple

from storage import dates, ids
from storage.errors import WriteRefused
from storage.exchange.reading import Line, Table, clean
from storage.history.log import canonical
from storage.search_syntax import KINDS, WAYS_OF_HOLDING

IMPORTER: Final = "table"
MOMENT: Final = re.compile(
    r"\d{4}-\d\d-\d\d[T ][0-2]\d(:[0-5]\d){1,2}(\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?"
)


class Row(NamedTuple):
    """A row of the table, read and judged."""

    line: Line
    values: dict[str, str | None]
    raw: bytes
    text: str
    held_as: str
    kind: str
    said_on: str | None
    days: tuple[int, int]


class Judge:
    """Says what each row means; no two rows may be the same quote."""

    def __init__(self, table: Table, held_as: str) -> None:
        self._table = table
        self._held_as = held_as
        self._seen: set[bytes] = set()
        self.importer = f"{IMPORTER}:{table.name}"
        """What the ids of the table's rows belong to."""

    def row(self, line: Line) -> Row:
        """What a row says by itself.

        Raises:
            WriteRefused: it is not what it should be.
        """
        values = {
            what: clean(line.values.get(column, "")) or None
            for what, column in self._table.columns.items()
        }
        text = values.get("text")
        if text is None:
            raise refused(self._table, line.number, "it has no text")
        held_as = self._one_of(line, "held_as", values, WAYS_OF_HOLDING) or self._held_as
        usual = "direct" if held_as == "words" else "indirect"
        kind = self._one_of(line, "kind", values, KINDS) or usual
        said_on, days = self._day(line, values.get("date"))
        raw = self._key_of(line, values)
        return Row(line, values, raw, text, held_as, kind, said_on, days)

    def _key_of(self, line: Line, values: dict[str, str | None]) -> bytes:
        """From the row's own id; where there is none, from all that it says."""
        own = values.get("id") or hashlib.sha256(canonical(values).encode()).hexdigest()
        raw = ids.derived_raw("q", self.importer, own)
        if raw in self._seen:
            why = f"its id {own} stands in an earlier line" if values.get("id") else "it is a copy"
            raise refused(self._table, line.number, why)
        self._seen.add(raw)
        return raw

    def _one_of(
        self, line: Line, what: str, values: dict[str, str | None], known: tuple[str, ...]
    ) -> str | None:
        value = values.get(what)
        if value is not None and value not in known:
            raise refused(
                self._table, line.number, f"{what} is {value}, and should be {' or '.join(known)}"
            )
        return value

    def _day(self, line: Line, date: str | None) -> tuple[str | None, tuple[int, int]]:
        if date is None:
            return None, dates.NO_DATE
        day = date[:10] if MOMENT.fullmatch(date) else date
        found = dates.bounds(day)
        if found == dates.NO_DATE:
            raise refused(
                self._table, line.number, f"{date} is no date; write 2025, 2025-05 or 2025-05-14"
            )
        return day, found


def judged(table: Table, held_as: str) -> int:
    """Read and judge every row as an import would; gives how many there are.

    Raises:
        WriteRefused: a row is not what it should be.
    """
    judge = Judge(table, held_as)
    return sum(1 for _ in map(judge.row, table.lines()))


def refused(table: Table, line: int, why: str) -> WriteRefused:
    """The sentence for a row that cannot be read in."""
    return WriteRefused(
        f"{table.path}, line {line}: {why}. Nothing was kept; mend the file and try again."
    )
