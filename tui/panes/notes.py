"""The pane of what people wrote about the quote under the cursor: notes, tags, stances."""

from __future__ import annotations

from storage import EVERYTHING, Query, QuoteDetail
from tui.commands.command import Place
from tui.formatting import NO_QUOTE, Target, annotation_lines, is_same
from tui.widgets.named_text import NamedText


class NotesPane(NamedText):
    """All notes whole, the newest last, with the tags and stances of the quote.

    While the keys are here, one of the notes is chosen.
    """

    place = Place.NOTES
    title = "NOTES"
    detail: QuoteDetail | None = None

    def show_quote(self, detail: QuoteDetail | None, query: Query = EVERYTHING) -> None:
        """Show another quote's, or those of the same one as they are now."""
        if self.is_pinned:
            return
        was, self.detail = self.detail, detail
        lines = annotation_lines(detail) if detail else [NO_QUOTE]
        self.show(lines, keep_place=is_same(was, detail))
        self._choose_one()

    def activate(self, *, is_active: bool) -> None:
        super().activate(is_active=is_active)
        self._choose_one()

    def move(self, rows: int) -> None:
        """To the next note, or the one before; where there is none, on in the text."""
        if abs(rows) != 1 or not self.choose(rows):
            super().move(rows)

    def is_name(self, target: Target | None) -> bool:
        return target is not None and target.kind == "note"

    def _choose_one(self) -> None:
        if not self.is_active:
            self.unchoose()
        elif self.chosen is None:
            self.choose(1)

    def counter(self) -> str:
        notes = len(self.detail.notes) if self.detail else 0
        return " · ".join(filter(None, (f"{notes}", super().counter())))
