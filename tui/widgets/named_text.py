"""Wrapped text in which records are named: one of the names can be chosen."""

from __future__ import annotations

from collections.abc import Sequence

from tui.formatting import Line, Target
from tui.widgets.scrolled_text import ScrolledText

MARK = "▸"


class NamedText(ScrolledText):
    """The chosen name has a mark, is in reverse video, and on a line that is seen."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._chosen: int | None = None

    def show(self, lines: Sequence[Line], *, keep_place: bool = False) -> None:
        chosen = self.chosen if keep_place else None
        self.lines = lines
        self._chosen = self._number_of(chosen) if chosen else None
        super().show(lines, keep_place=keep_place)

    @property
    def chosen(self) -> Target | None:
        """The record whose name is chosen."""
        at = self._place_of_chosen
        return self.lines[at[0]][at[1]].names if at else None

    def choose(self, step: int) -> bool:
        """Choose the next name, or the one before; False where there is none that way."""
        chosen = self._chosen
        wished = self._first_in_sight(step) if chosen is None else chosen + step
        if not 0 <= wished < len(self._names):
            return False
        self._chosen = wished
        self._wrap()
        self._see_chosen()
        return True

    @property
    def number_of_chosen(self) -> int | None:
        """Which of the names is chosen, counted from 0."""
        return self._chosen

    def choose_number(self, number: int | None) -> None:
        """Choose the name of that number again, or none."""
        self._chosen = number
        self._wrap()
        self._see_chosen()

    def unchoose(self) -> bool:
        """Choose none; False where none was."""
        if self._chosen is None:
            return False
        self._chosen = None
        self._wrap()
        return True

    def _number_of(self, target: Target) -> int | None:
        """The name of that record which is nearest to where one was chosen; None without any."""
        named = [self.lines[line][at].names for line, at in self._names]
        found = [number for number, each in enumerate(named) if each == target]
        was = self._chosen or 0
        return min(found, key=lambda number: abs(number - was), default=None)

    @property
    def _names(self) -> list[tuple[int, int]]:
        """Where names stand: line and span."""
        return [
            (number, at)
            for number, line in enumerate(self.lines)
            for at, span in enumerate(line)
            if self.is_name(span.names)
        ]

    def is_name(self, target: Target | None) -> bool:
        """Whether what a run of text names can be chosen."""
        return target is not None

    @property
    def _place_of_chosen(self) -> tuple[int, int] | None:
        names = self._names
        if self._chosen is None or self._chosen >= len(names):
            return None
        return names[self._chosen]

    def _first_in_sight(self, step: int) -> int:
        """The first name from the uppermost line on; backward, the one before it."""
        first = self._line_numbers[self.top] if self._line_numbers else 0
        above = sum(number < first for number, _ in self._names)
        return above if step > 0 else above - 1

    def _inked(self) -> Sequence[Line]:
        at = self._place_of_chosen
        if at is None:
            return self.lines
        number, place = at
        line = list(self.lines[number])
        line[place] = line[place]._replace(text=f"{MARK}{line[place].text}", ink="selected")
        return [*self.lines[:number], tuple(line), *self.lines[number + 1 :]]

    def _see_chosen(self) -> None:
        line = self._line_of_chosen
        if line is not None and not self.top <= line < self.top + self.inner_height:
            self.go(line - self.inner_height // 2)

    @property
    def line_of_cursor(self) -> int:
        line = self._line_of_chosen
        return 0 if line is None else max(0, line - self.top)

    @property
    def _line_of_chosen(self) -> int | None:
        inked = ((n, span.ink) for n, line in enumerate(self._wrapped) for span in line)
        return next((number for number, ink in inked if ink == "selected"), None)
