"""The rows of a narrowing pane, found by their names in any script."""

from __future__ import annotations

from collections.abc import Sequence

from storage import ActorRow, FacetRow, FormatRow, name_key
from tui import wording
from tui.formatting import Span, span
from tui.widgets.picker import Choice, Picker


class RowPicker(Picker):
    """Picking a row filters by it, as Enter on it does."""

    footing = " ⏎ filter by it · Esc close · letters find · ↑↓ choose"

    def __init__(self, title: str, rows: Sequence[ActorRow | FormatRow | FacetRow]) -> None:
        super().__init__()
        self.heading = wording.FIND_IN.format(title=title)
        self._rows = [(row, f"{name_key(row.name)} {row.slug}") for row in rows if row.slug]

    def choices(self, typed: str) -> list[Choice]:
        words = name_key(typed).split()
        return [
            Choice(row.slug, (span(row.name), Span(f"  {row.quotes:,}", "dim")))
            for row, key in self._rows
            if all(word in key for word in words)
        ]
