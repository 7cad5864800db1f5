"""Figures of a benchmark: tables that are printed as they grow, and the same again as JSON."""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, TypeVar

Answer = TypeVar("Answer")
Figure = str | float | None
Row = dict[str, Figure]

WHAT: Final = "what"
WIDTH: Final = 34
ROOM: Final = 12  # of a column; a longer heading has more


def timed(ask: Callable[[], Answer]) -> tuple[float, Answer]:
    """Milliseconds, and what was answered."""
    begin = time.perf_counter()
    answer = ask()
    return since(begin), answer


def since(begin: float) -> float:
    """Milliseconds since a reading of the clock."""
    return (time.perf_counter() - begin) * 1000


def spread(times: Sequence[float]) -> tuple[float, float, float]:
    """Median, 95th and 99th percentile."""
    ranked = sorted(times)
    last = len(ranked) - 1
    return (
        statistics.median(ranked),
        ranked[min(last, int(len(ranked) * 0.95))],
        ranked[min(last, int(len(ranked) * 0.99))],
    )


class Report:
    """Tables of figures. Rows go to the table that was begun last."""

    def __init__(self) -> None:
        self._tables: dict[str, list[Row]] = {}
        self._columns: tuple[str, ...] = ()
        self._title = ""

    def table(self, title: str, *columns: str) -> None:
        """Begin a table, or go on with the one of that title."""
        self._title, self._columns = title, columns
        self._tables.setdefault(title, [])
        self._print(title, columns, before="\n")

    def row(self, what: str, *figures: Figure) -> None:
        """A figure for each column; None where there is none."""
        row = dict(zip(self._columns, figures, strict=True))
        self._tables[self._title].append({WHAT: what, **row})
        self._print(f"  {what}", [_shown(each) for each in figures])

    def row_of(self, title: str, what: str) -> Row:
        """The newest row of that name in a table."""
        return next(row for row in reversed(self._tables[title]) if row[WHAT] == what)

    def write(self, path: Path) -> None:
        """All tables, by their titles, as JSON."""
        path.write_text(json.dumps(self._tables, indent=1), encoding="utf-8")

    def _print(self, what: str, cells: Sequence[str], before: str = "") -> None:
        room = [max(ROOM, len(column) + 2) for column in self._columns]
        line = "".join(f"{cell:>{width}}" for cell, width in zip(cells, room, strict=True))
        sys.stdout.write(f"{before}{what:<{WIDTH}}{line}\n")
        sys.stdout.flush()


def _shown(figure: Figure) -> str:
    if figure is None:
        return "–"
    if isinstance(figure, str):
        return f"  {figure}"
    return f"{figure:,}" if isinstance(figure, int) else f"{figure:,.1f}"
