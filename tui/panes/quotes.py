"""The pane of quotes: date, speaker, words."""

from __future__ import annotations

from storage import QuoteRow
from tui import wording
from tui.commands.command import Place
from tui.formatting import Line, Span, row_flag, row_speaker, row_words, span
from tui.widgets.marked_text import column
from tui.widgets.page_list import PageList

DATE_WIDTH = 12  # an ISO date, its mark, a space
SPEAKER_WIDTH = 10


class QuotesPane(PageList[QuoteRow]):
    """Quotes, newest first. `is_speaker_fixed` leaves the speaker out, who is in a chip then."""

    place = Place.QUOTES
    title = "QUOTES"
    is_speaker_fixed = False
    is_plain = False  # a screen reader passes signs over: what they say is said in words

    def key_of(self, row: QuoteRow) -> str:
        return row.key

    def counter(self) -> str:
        if not self.is_current:
            return super().counter()
        at = self.cursor + 1 if self.window.total else 0
        return f"{at:,}/{super().counter()}"

    def row_lines(self, row: QuoteRow, width: int) -> list[Line]:
        flag = row_flag(row)
        flagged = Span(flag, "warn" if flag in {"!", "R"} else "label")
        words = span(row_words(row))
        if self.is_plain:
            said = [row.said_on or "", row_speaker(row), wording.FLAG.get(flag, "")]
            return [(span(", ".join(filter(None, said))), Span(": "), words)]
        dated = span(f"{row.said_on or '':<{DATE_WIDTH}}"[:DATE_WIDTH])
        if self.row_height > 1:
            return [
                (dated, Span(" "), flagged, Span(" "), span(row_speaker(row))),
                (Span(" "), words),
            ]
        if self.is_speaker_fixed:
            return [(dated, flagged, words)]
        speaker = Span(column(row_speaker(row), SPEAKER_WIDTH))
        return [(dated, speaker, Span(" "), flagged, words)]
