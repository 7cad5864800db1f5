"""The tags: digits toggle the recent ones, letters find others, a new one needs its own line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from storage import Tag
from tui.formatting import Span, span
from tui.widgets.picker import Choice, NumberedPicker


class TagPicker(NumberedPicker):
    """Picking a tag puts it on the quotes, or takes it off where it stands on all of them."""

    footing = " 1-9 on or off · ⏎ pick · Esc close · letters find"

    def __init__(
        self, heading: str, quotes: int, tags: Sequence[Tag], tagged: Mapping[str, int]
    ) -> None:
        super().__init__()
        self.heading = heading
        self._quotes = quotes
        self._tags = tags
        self._tagged = tagged

    def choices(self, typed: str) -> list[Choice]:
        wanted = typed.strip().lower()
        found = [tag for tag in self._tags if wanted in tag.name.lower()]
        lines = [self._choice(number, tag, typed) for number, tag in enumerate(found, 1)]
        if wanted and all(tag.name.lower() != wanted for tag in self._tags):
            lines.append(Choice(typed.strip(), (Span("+new: "), span(typed.strip(), "chip"))))
        return lines

    def _choice(self, number: int, tag: Tag, typed: str) -> Choice:
        stands_on = self._tagged.get(tag.name, 0)
        mark = "✓ " if stands_on == self._quotes else "  "
        some = f"  on {stands_on:,} of them" if 0 < stands_on < self._quotes else ""
        uses = Span(f"  {tag.quotes:,}" if tag.quotes else "", "dim")
        return Choice(
            tag.name, (self.digit(number, typed), Span(mark), span(tag.name), uses, Span(some))
        )
