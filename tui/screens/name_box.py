"""A name for a search: written, or as it is proposed; one that is there changes its search."""

from __future__ import annotations

from collections.abc import Sequence

from storage.analyst import SavedSearch
from tui.formatting import Span, span
from tui.widgets.picker import Choice, Picker
from tui.wording import saved_searches as wording

NEW = "+"
"""What leads a picked name; without it a saved search was picked, by its key."""


class NameBox(Picker):
    """Enter saves under the name that was typed, else under the one proposed."""

    heading = wording.SAVE_HEADING
    footing = wording.SAVE_FOOTING

    def __init__(self, searches: Sequence[SavedSearch], query: str, proposed: str) -> None:
        super().__init__()
        self._searches = searches
        self._query = query
        self._proposed = proposed

    def choices(self, typed: str) -> list[Choice]:
        name = typed.strip() or self._proposed
        lines = [self._new(name)] if _is_free(name, self._searches) else []
        wished = typed.strip().casefold()
        lines += [
            self._change(each)
            for each in sorted(self._searches, key=lambda each: each.name.casefold() != wished)
            if wished in each.name.casefold()
        ]
        return lines

    def _new(self, name: str) -> Choice:
        return Choice(f"{NEW}{name}", (Span("+new: "), span(name, "chip")), self._query)

    def _change(self, search: SavedSearch) -> Choice:
        line = (Span("change "), span(search.name), Span("  "), span(search.query, "dim"))
        more = wording.CHANGE.format(name=search.name, query=search.query or wording.NO_PROPOSAL)
        return Choice(search.key, line, more)


class RenameBox(Picker):
    """Begins with the name that the search has."""

    footing = wording.RENAME_FOOTING
    nothing = wording.TAKEN

    def __init__(self, searches: Sequence[SavedSearch], search: SavedSearch) -> None:
        super().__init__()
        self.heading = wording.RENAME_HEADING.format(name=search.name)
        self.begins = search.name
        self._others = [each for each in searches if each.key != search.key]

    def choices(self, typed: str) -> list[Choice]:
        name = typed.strip()
        is_free = name and _is_free(name, self._others)
        return [Choice(name, (span(name, "chip"),))] if is_free else []


def _is_free(name: str, searches: Sequence[SavedSearch]) -> bool:
    return all(name.casefold() != each.name.casefold() for each in searches)
