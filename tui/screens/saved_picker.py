"""The saved searches: what each finds now, and how much of it is new to this person."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.cells import cell_len
from textual import events

from storage import Key
from storage.analyst import SavedCount, SavedSearch
from tui.formatting import Span, span
from tui.widgets.marked_text import column
from tui.widgets.picker import Choice, NumberedPicker
from tui.wording import saved_searches as wording

NAME_WIDTH = 20  # at most: in 40 columns what is new is still there
COUNT_WIDTH = 7
NEW_WIDTH = 8


class SavedPicker(NumberedPicker):
    """Picking one opens it. The counts come one by one; rows are there before."""

    heading = wording.LIST_HEADING
    footing = wording.LIST_FOOTING

    def __init__(
        self,
        searches: Sequence[SavedSearch],
        save_key: str,
        rename: Callable[[SavedSearch], object],
        drop: Callable[[SavedSearch], object],
    ) -> None:
        super().__init__()
        self._searches = searches
        self._none_yet = wording.NONE_YET.format(save=save_key)
        self.nothing = wording.NONE_SO if searches else self._none_yet
        self._rename = rename
        self._drop = drop
        self.counts: dict[Key, SavedCount] = {}

    def choices(self, typed: str) -> list[Choice]:
        wished = typed.strip().casefold()
        found = [each for each in self._searches if wished in each.name.casefold()]
        return [self._choice(number, each, typed) for number, each in enumerate(found, 1)]

    def _choice(self, number: int, search: SavedSearch, typed: str) -> Choice:
        counted = self.counts.get(search.key)
        total = wording.BEING_COUNTED
        if counted:
            total = wording.NOT_ASKED if counted.total is None else f"{counted.total:,}"
        line = (
            self.digit(number, typed),
            Span(column(search.name, self._name_width)),
            Span(f"{total:>{COUNT_WIDTH}}", "dim"),
            Span(f"{wording.new(counted):>{NEW_WIDTH}}", "strong"),
            Span("  "),
            span(search.query, "dim"),
        )
        return Choice(search.key, line, wording.more(search, counted))

    @property
    def _name_width(self) -> int:
        return min(NAME_WIDTH, max((cell_len(each.name) for each in self._searches), default=0))

    @property
    def searches(self) -> Sequence[SavedSearch]:
        return self._searches

    def show(self, searches: Sequence[SavedSearch]) -> None:
        """They are others now, or have other names; the cursor stays on its own."""
        under = self.shown[self.cursor].value if self.shown else None
        self._searches = searches
        self.nothing = wording.NONE_SO if searches else self._none_yet
        values = [choice.value for choice in self.choices(self.typed)]
        if under in values:
            self.cursor = values.index(under)
        self.show_anew()

    def count(self, search: Key, counted: SavedCount) -> None:
        """What one of them finds is known."""
        if self.counts.get(search) != counted:
            self.counts[search] = counted
            self.show_anew()

    def on_key(self, event: events.Key) -> None:
        does = {"ctrl+r": self._rename, "ctrl+d": self._drop, "delete": self._drop}.get(event.key)
        if does is None:
            return
        event.stop()
        event.prevent_default()
        chosen = self.shown[self.cursor].value if self.shown else None
        for each in self._searches:
            if each.key == chosen:
                does(each)
