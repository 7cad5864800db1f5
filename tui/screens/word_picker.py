"""The words that a field takes; of a vocabulary, new ones too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tui.formatting import Span, span
from tui.widgets.picker import Choice, NumberedPicker
from tui.wording import editing

NONE: Final = "none:"
NEW: Final = "new:"


class WordPicker(NumberedPicker):
    """Gives a word; `NONE` for none of them, or `NEW` and a word that is to be made."""

    footing = " ⏎ pick · 1-9 pick · Esc close · letters find"

    def __init__(
        self, heading: str, words: Sequence[str], *, can_be_none: bool, can_grow: bool
    ) -> None:
        super().__init__()
        self.heading = heading
        self._words = words
        self._can_be_none = can_be_none
        self._can_grow = can_grow

    def choices(self, typed: str) -> list[Choice]:
        wished = "_".join(typed.lower().split())
        found = [word for word in self._words if wished in word]
        lines = [
            Choice(word, (self.digit(number, typed), span(word.replace("_", " "))))
            for number, word in enumerate(found, 1)
        ]
        if wished and self._can_grow and wished not in self._words:
            lines.append(Choice(f"{NEW}{wished}", (Span(editing.NEW_WORD), span(wished, "chip"))))
        if self._can_be_none and not typed:
            lines.append(Choice(NONE, (Span(f"  {editing.EMPTY_LINE}", "dim"),)))
        return lines
