"""What every table of an overview can tell of itself, cell by cell. Knows no widget."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rich.cells import split_graphemes

from storage import Key, Named, Query, Slug, Term
from tui import wording
from tui.formatting import Ink, short_name
from tui.safe_text import cell_width, cut, safe

HEAD_AT_LEAST = 12
HEAD_SHARE = 4  # of the width, for the names of the rows


class Cell(NamedTuple):
    """What stands in a cell, safe to show and no wider than the cell."""

    text: str
    ink: Ink = "plain"


class Narrowing(NamedTuple):
    """What a cell stands for: filters, and a quote to begin at, if any."""

    terms: tuple[Term, ...]
    around: Key | None = None
    meeting: Slug | None = None
    """Of a cell without quotes: what is known of who was there is gone to in their place."""


class Grid(ABC):
    """Rows with names, columns with headings; rows and columns are counted from 0."""

    corner: str
    cell_width: int
    heading_lines = 1
    first_column = 0
    rows: int
    columns: int
    query: Query
    nothing: str
    """What is told where there is no cell."""

    @abstractmethod
    def head(self, row: int, width: int) -> str:
        """The name of a row in at most so many cells."""

    @abstractmethod
    def headings(self, columns: range) -> Sequence[str]:
        """The lines over some columns, each as wide as these."""

    @abstractmethod
    def cell(self, row: int, column: int) -> Cell: ...

    @abstractmethod
    def told(self, row: int, column: int) -> str:
        """What is in a cell, in words."""

    @abstractmethod
    def narrowing(self, row: int, column: int) -> Narrowing:
        """What finds just the quotes that the cell tells of."""

    @abstractmethod
    def counter(self) -> str:
        """How many rows there are."""

    def foot(self, _columns: range) -> str | None:
        """A line below the rows that goes with the columns; its label is `foot_label`."""
        return None

    foot_label = ""

    def legend(self) -> Sequence[str]:
        """What the signs in the cells mean."""
        return ()

    def turned(self) -> Grid:
        """The same table with something else in its cells, where there is something."""
        return self

    def head_width(self, width: int) -> int:
        """How many of `width` cells the names of rows take."""
        return head_width(width)


def head_width(width: int) -> int:
    """How many of `width` cells names take, of which no table has more than it needs."""
    return max(HEAD_AT_LEAST, width // HEAD_SHARE)


def room_beside_heads(width: int) -> int:
    """How many of `width` cells the columns of a timeline have."""
    return room_for_columns(head_width(width), width)


def room_for_columns(head_width: int, width: int) -> int:
    """How many of `width` cells are left beside names, a mark before and a space behind them."""
    return max(1, width - head_width - 2)


def actor_name(actor: Named) -> str:
    return safe(actor.name if actor.slug else wording.NO_ONE_NAMED)


def short_actor(actor: Named, width: int) -> str:
    """A name in at most so many cells: people by initial and last name where it is too long."""
    name = actor_name(actor)
    if cell_width(name) > width and actor.slug:
        name = safe(short_name(actor))
    return shortened(name, width)


def shortened(text: str, width: int) -> str:
    """At most so many cells, without the middle: long names differ at their ends."""
    if cell_width(text) <= width:
        return text
    tail, room = "", (width - 1) * 2 // 5
    for each in reversed(split_graphemes(text)[0]):
        piece = text[each[0] : each[1]]
        if cell_width(piece + tail) > room:
            break
        tail = piece + tail
    return cut(text, width - cell_width(tail)) + tail


def laid_out(texts: Iterable[str], width: int) -> str:
    """One text to a column, at the right of it."""
    return "".join(right(text, width) for text in texts)


def right(text: str, width: int) -> str:
    """A text at the right of so many cells, cut to leave one before it."""
    shown = cut(text, width - 1)
    return " " * (width - cell_width(shown)) + shown
