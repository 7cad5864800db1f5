"""One figure a line: what was measured, at which size, beside what it may be at most."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

OURSELVES: Final = "peace-tui"
Size = tuple[int, int]
SMALL: Final[Size] = (80, 24)
SIZES: Final[tuple[Size, ...]] = (SMALL, (120, 40))


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing that was measured. `budget` is what it may be at most, None where there is none."""

    program: str
    size: str
    what: str
    median: float
    most: float
    budget: float | None

    @property
    def verdict(self) -> str:
        if self.budget is None:
            return ""
        return "ok" if self.most <= self.budget else "OVER"

    def line(self) -> str:
        budget = "" if self.budget is None else f"{self.budget:,.0f}"
        return (
            f"{self.program:<14}{self.size:<8}{self.what:<38}"
            f"{self.median:>9,.0f}{self.most:>9,.0f}{budget:>9}  {self.verdict}"
        )


HEADING: Final = f"{'':<60}{'median':>9}{'most':>9}{'budget':>9}"


def figure(
    size: Size,
    what: str,
    counts: Sequence[float],
    budget: float | None = None,
    *,
    program: str = OURSELVES,
) -> Figure:
    return Figure(
        program, f"{size[0]}x{size[1]}", what, statistics.median(counts), max(counts), budget
    )
