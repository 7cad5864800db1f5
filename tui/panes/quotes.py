"""The pane of quotes: date, speaker, words."""

from __future__ import annotations

from storage import Key, Page, QuoteRow
from tui import wording
from tui.commands.command import Place
from tui.formatting import IN_ENGLISH, Line, Span, row_flag, row_speaker, row_words, span
from tui.selection import Selection
from tui.widgets.marked_text import column, cut, wrapped
from tui.widgets.page_list import PageList

DATE_WIDTH = 12  # an ISO date, its mark, a space
SPEAKER_WIDTH = 10
SPEAKER_WIDTH_WIDE = 20
WIDE_FROM = 80  # cells of a row
WRAPPED_LINES = 3  # of a row: more would leave few rows to a small screen


class QuotesPane(PageList[QuoteRow]):
    """Quotes, newest first. `is_speaker_fixed` leaves the speaker out, who is in a chip then.

    Those that are selected have a `+` behind their date, which is in reverse.
    """

    place = Place.QUOTES
    title = "QUOTES"
    is_speaker_fixed = False
    is_translated = False
    _is_narrow = _is_wrapped = False
    is_plain = False  # a screen reader passes signs over: what they say is said in words

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.selection = Selection()

    def key_of(self, row: QuoteRow) -> str:
        return row.key

    def counter(self) -> str:
        if not self.is_current:
            return super().counter()
        at = self.cursor + 1 if self.window.total else 0
        return f"{at:,}/{super().counter()}"

    def upper_left(self) -> str:
        told = wording.selected(len(self.selection), self._rows_of_range)
        return f"{super().upper_left()} · {told}" if told else super().upper_left()

    @property
    def _rows_of_range(self) -> int:
        begun = self.selection.range
        return abs(self.cursor - begun.row) + 1 if begun else 0

    def show(self, page: Page[QuoteRow], cursor: int | None = None) -> None:
        super().show(page, cursor)
        self._follow_range()

    def follow(self, page: Page[QuoteRow], asked: str | None = None, at: int | None = None) -> None:
        super().follow(page, asked, at)
        self._follow_range()

    def _follow_range(self) -> None:
        begun = self.selection.range
        if begun:  # rows that came in since push it down
            rows = self.window.loaded().items()
            row = next((number for number, row in rows if row.key == begun.begun), begun.row)
            self.selection.range = begun._replace(row=row)

    def go(self, number: int) -> None:
        super().go(number)
        if self.selection.range:
            self.refresh()  # all rows that were passed

    def is_selected(self, number: int, key: Key) -> bool:
        """Whether a row is selected, or in a range that has begun."""
        begun = self.selection.range
        return key in self.selection or (
            begun is not None
            and min(begun.row, self.cursor) <= number <= max(begun.row, self.cursor)
        )

    def numbered_lines(self, number: int, row: QuoteRow, width: int) -> list[Line]:
        lines = self.row_lines(row, width)
        if not self.is_selected(number, row.key):
            return lines
        date, *others = lines[0]
        if self.is_plain:
            return [(Span(f"{wording.SELECTED}, "), date, *others), *lines[1:]]
        return [(Span(f"{date.text[:-1]}+", "selected"), *others), *lines[1:]]

    def fit(self, *, is_narrow: bool) -> None:
        """Leave what has no room in a line of a narrow pane to a second one."""
        self._is_narrow = is_narrow
        self._fit_rows()

    def wrap(self) -> bool:
        """More lines for each row, or no more; gives whether they are there now."""
        self._is_wrapped = not self._is_wrapped
        self._fit_rows()
        return self._is_wrapped

    def _fit_rows(self) -> None:
        usual = 2 if self._is_narrow and not self.is_plain else 1
        self.row_height = WRAPPED_LINES if self._is_wrapped else usual
        self.on_resize()
        self.refresh()

    def row_lines(self, row: QuoteRow, width: int) -> list[Line]:
        flag = row_flag(row)
        flagged = Span(flag, "warn" if flag in {"!", "R"} else "label")
        words = self._words(row)
        dated = span(f"{row.said_on or '':<{DATE_WIDTH}}"[:DATE_WIDTH])
        if self.is_plain:
            said = [row.said_on or "", row_speaker(row), wording.FLAG.get(flag, "")]
            line = (span(", ".join(filter(None, said))), Span(": "), *words)
            return cut(wrapped(line, width), self.row_height) if self._is_wrapped else [line]
        if self.row_height > 1:
            head = (dated, Span(" "), flagged, Span(" "), span(row_speaker(row)))
            below = [(Span(" "), *words)]
            if self._is_wrapped:
                below = cut(wrapped((Span("  "), *words), width), self.row_height - 1)
            return [head, *below]
        if self.is_speaker_fixed:
            return [(dated, flagged, *words)]
        room = SPEAKER_WIDTH_WIDE if width >= WIDE_FROM else SPEAKER_WIDTH
        speaker = Span(column(row_speaker(row), room))
        return [(dated, speaker, Span(" "), flagged, *words)]

    def _words(self, row: QuoteRow) -> Line:
        """The words, or where they are wished for a translation, which is called so."""
        if self.is_translated and row.translation:
            return Span(f"{IN_ENGLISH} ", "label"), span(row.translation)
        return (span(row_words(row)),)
