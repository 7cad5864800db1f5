"""The tags: digits toggle the recent ones, letters find others, a new one needs its own line."""

from __future__ import annotations

from collections.abc import Sequence

from storage import Key, Tag, short
from tui.formatting import Span, span
from tui.widgets.picker import Choice, NumberedPicker


class TagPicker(NumberedPicker):
    """Picking a tag puts it on the quote, or takes it off where it stands."""

    footing = " 1-9 toggle · ⏎ pick · Esc close · letters find"

    def __init__(self, quote: Key, tags: Sequence[Tag], tagged: Sequence[str]) -> None:
        super().__init__()
        self.heading = f"TAGS of {short(quote)}"
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
        mark = "✓ " if tag.name in self._tagged else "  "
        uses = Span(f"  {tag.quotes:,}" if tag.quotes else "", "dim")
        return Choice(tag.name, (self.digit(number, typed), Span(mark), span(tag.name), uses))
