"""The view of the briefs: a list of them, or one as it will read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from textual.strip import Strip

from tui import theme
from tui.commands.command import Place
from tui.formatting import Line, Span
from tui.widgets.framed import Framed
from tui.widgets.marked_text import to_strip, wrapped

MARK: Final = "▸"
BRIEFS: Final = "BRIEFS"


class Entry(NamedTuple):
    """A brief of the list or an item of a brief, and the lines that stand for it."""

    key: str
    lines: tuple[Line, ...]


class _Laid(NamedTuple):
    """A line as it is wrapped, and which entry it belongs to; None between two of them."""

    entry: int | None
    line: Line
    is_first: bool = False


class BriefsPane(Framed):
    """Entries of several lines; the cursor stands on one, all of which is seen where it fits."""

    place = Place.BRIEFS
    title = BRIEFS

    def __init__(self) -> None:
        super().__init__("briefs")
        self._entries: Sequence[Entry] = ()
        self._empty: Line = ()
        self._told = ""
        self._is_parted = False
        self._laid: list[_Laid] = []
        self.cursor = 0
        self.top = 0

    def show(
        self,
        title: str,
        entries: Sequence[Entry],
        empty: Line,
        told: str = "",
        *,
        is_parted: bool,
        at: str | None = None,
    ) -> None:
        """Show entries, parted by empty lines or not, with the cursor on `at` or where it was."""
        is_same, before = self.title == title, self.current
        self.title, self._entries, self._empty, self._told = title, entries, empty, told
        self._is_parted = is_parted
        wished = at or (before if is_same else None)
        keys = [each.key for each in entries]
        kept = self.cursor if is_same else 0
        self.cursor = keys.index(wished) if wished in keys else max(0, min(kept, len(keys) - 1))
        if not is_same:
            self.top = 0
        self._lay()

    @property
    def current(self) -> str | None:
        """The key of the entry that the cursor is on."""
        return self._entries[self.cursor].key if self._entries else None

    def move(self, rows: int) -> None:
        """To another entry; through one that is longer than the pane first."""
        lines = self._lines_of(self.cursor)
        hidden = lines.stop - (self.top + self.inner_height)
        if rows == 1 and hidden > 0 and len(lines) > self.inner_height:
            self.top += min(hidden, self.inner_height - 1)
            self.refresh()
        else:
            self.go(self.cursor + rows)

    def go(self, number: int) -> None:
        self.cursor = max(0, min(number, len(self._entries) - 1))
        self._see_cursor()
        self.refresh()

    @property
    def rows_in_all(self) -> int:
        return len(self._entries)

    @property
    def visible_rows(self) -> int:
        shown = self._laid[self.top : self.top + self.inner_height]
        return max(1, sum(each.is_first for each in shown))

    @property
    def line_of_cursor(self) -> int:
        return max(0, self._lines_of(self.cursor).start - self.top)

    def row_at(self, y: int) -> int:
        at = min(self.top + y, len(self._laid) - 1)
        entry = self._laid[at].entry if at >= 0 else None
        return self.cursor if entry is None else entry

    def counter(self) -> str:
        place = f"{self.cursor + 1}/{len(self._entries)}" if self._entries else "0"
        return " · ".join(filter(None, (self._told, place)))

    def on_resize(self) -> None:
        self._lay()

    def frame(self, *, is_framed: bool) -> None:
        super().frame(is_framed=is_framed)
        self._lay()

    def inner_line(self, y: int, width: int) -> Strip:
        at = self.top + y
        if not self._entries and y == 0:
            return to_strip((Span(" "), *self._empty), width)
        if at >= len(self._laid):
            return to_strip((), width)
        laid = self._laid[at]
        is_here = laid.is_first and laid.entry == self.cursor
        mark = Span(MARK if is_here else " ")
        return to_strip((mark, *laid.line), width, theme.CURSOR if is_here else theme.PLAIN)

    def _lay(self) -> None:
        if not self.size.width:
            return  # not laid out yet
        self._laid = []
        for number, entry in enumerate(self._entries):
            if number and self._is_parted:
                self._laid.append(_Laid(None, ()))
            lines = [each for line in entry.lines for each in wrapped(line, self.inner_width - 1)]
            self._laid += [_Laid(number, line, at == 0) for at, line in enumerate(lines)]
        self._see_cursor()
        self.refresh()

    def _lines_of(self, entry: int) -> range:
        own = [at for at, each in enumerate(self._laid) if each.entry == entry]
        return range(own[0], own[-1] + 1) if own else range(0)

    def _see_cursor(self) -> None:
        lines = self._lines_of(self.cursor)
        self.top = max(self.top, lines.stop - self.inner_height)
        self.top = max(0, min(self.top, lines.start))
