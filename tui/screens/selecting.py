"""Selecting quotes, and doing something with all that are selected."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from storage import Key
from tui import wording
from tui.gateway.questions import (
    ChosenAnswer,
    RangeAnswer,
    RangeQuestion,
    ReadingAnswer,
    TagsOnQuestion,
)
from tui.screens.on_quote import OnQuote
from tui.screens.room import Room
from tui.selection import SELECTED_AT_MOST, Range, Selection

ManyDeed = Callable[[tuple[Key, ...]], object]


class Selecting:
    """Keeps the selection, shows how many it holds, and gives deeds the quotes that are meant.

    Those are the selected ones while the panes are seen. In a view of one quote it is that one.
    """

    def __init__(self, room: Room, on_quote: OnQuote) -> None:
        self._room = room
        self._on_quote = on_quote
        self._selection = Selection()
        self._after_range: Callable[[], object] | None = None
        room.board.quotes.selection = self._selection

    @property
    def is_anything_selected(self) -> bool:
        return bool(self._selection or self._selection.range)

    def toggle(self) -> None:
        """Select the quote under the cursor, or no more, and go on to the next; end a range."""
        if self._selection.range:
            self._end_range()
        else:
            self._on_quote.do(self._toggle)

    def turn_range(self) -> None:
        """Begin a range at the quote under the cursor; again: select all of it."""
        if self._selection.range:
            self._end_range()
        else:
            self._on_quote.do(self._begin_range)

    def clear(self) -> bool:
        """Leave a range, else select nothing any more; False where nothing was selected."""
        if not self.is_anything_selected:
            return False
        if self._selection.range:
            self._selection.range = None
        else:
            self._selection.clear()
        self._show()
        return True

    def do(self, deed: ManyDeed) -> None:
        """Do something with all that are selected, else with the quote under the cursor."""
        if self._room.board.view or not self.is_anything_selected:
            self.do_with_one(lambda key: deed((key,)))
        elif self._selection.range:
            self._end_range(then=partial(self.do, deed))
        else:
            deed(self._selection.keys)

    def do_with_one(self, deed: Callable[[Key], object]) -> None:
        """Do something with the quote under the cursor alone, and say so where others are."""
        if self.is_anything_selected:
            self._room.bars.status.tell(wording.THIS_QUOTE_ALONE)
        self._on_quote.do(deed)

    def do_with_all(self, deed: ManyDeed) -> None:
        """Do something with the selected quotes, else with all that were found: () means those."""
        if self.is_anything_selected:
            self.do(deed)
        else:
            self._on_quote.do(lambda _: deed(()))

    def ask_tags(self, quotes: tuple[Key, ...]) -> None:
        """Ask which tags many quotes have; keys wait for the box that then opens."""
        self._room.waiting.wait_for(TagsOnQuestion)
        self._room.inquiry.ask_tags_on(quotes)

    def follow(self, answer: ReadingAnswer) -> None:
        """Another answer is shown: a range of one before ends, what is selected stays so."""
        query, begun = answer.question.navigation.for_quotes, self._selection.range
        if begun and begun.query != query:
            self._selection.range = None
            self._room.bars.status.tell(wording.RANGE_LEFT)
            self._show()
        elif self._selection and answer.actors is not None:  # not between rows and counts
            self._room.inquiry.ask_chosen(self._selection.keys)

    def came(self, answer: ChosenAnswer) -> None:
        """How many of the selected are among the rows that are shown."""
        if answer.question.keys == self._selection.keys:
            self._show_count(shown=answer.found)

    def range_came(self, answer: RangeAnswer) -> None:
        """The quotes of a range that has ended."""
        self._selection.range = None
        if answer.keys is None:
            self._room.bars.status.tell(wording.RANGE_LEFT)
        elif not self._selection.add(answer.keys):
            self._tell_too_many()
        self._show()
        self._go_on()

    def failed(self, question: object) -> None:
        """It is not known which quotes are meant: nothing is done with them."""
        if isinstance(question, RangeQuestion):
            self._after_range = None

    def _toggle(self, key: Key) -> None:
        if not self._selection.toggle(key):
            self._tell_too_many()
        elif self._room.board.quotes.is_plain:
            self._room.bars.status.tell(wording.turned(is_on=key in self._selection))
        self._room.board.quotes.move(1)
        self._show()

    def _begin_range(self, key: Key) -> None:
        row = self._room.board.quotes.cursor
        query = self._room.inquiry.navigation.for_quotes
        self._selection.range = Range(key, row, query)
        self._room.bars.status.tell(wording.RANGE_BEGUN.format(key=self._key_of_range))
        self._show()

    def _end_range(self, then: Callable[[], object] | None = None) -> None:
        """Ask which quotes lie in it; keys wait until that is known."""
        begun, key = self._selection.range, self._room.board.quotes.current_key
        if begun and key:
            self._after_range = then
            self._room.waiting.wait_for(RangeQuestion)
            self._room.inquiry.ask_range(begun, Key(key))
        else:
            self._room.bars.status.tell(wording.NOTHING_CHOSEN)

    def _go_on(self) -> None:
        then, self._after_range = self._after_range, None
        if then and self._selection:
            then()

    @property
    def _key_of_range(self) -> str:
        return self._room.keys.key_of("select_range")

    def _tell_too_many(self) -> None:
        told = wording.SELECTED_TOO_MANY.format(most=SELECTED_AT_MOST)
        self._room.bars.status.tell(told, is_trouble=True)

    def _show(self) -> None:
        self._room.board.quotes.refresh()
        self._show_count(shown=len(self._selection))
        if self._selection:
            self._room.inquiry.ask_chosen(self._selection.keys)

    def _show_count(self, *, shown: int) -> None:
        number = len(self._selection)
        has_range = self._selection.range is not None
        self._room.bars.show_selected(
            wording.selected_of(number, number - shown, has_range=has_range)
        )
