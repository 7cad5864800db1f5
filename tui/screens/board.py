"""The board: it has the focus, keeps which pane the keys go to, and lays the panes out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.geometry import Size
from textual.reactive import reactive

from storage import Query, QuoteDetail
from tui.commands.command import GRIDS, LISTS, VIEWS, Place
from tui.commands.keymap import KeyMap
from tui.formatting import Line
from tui.gateway.questions import ReadingAnswer, ReadingQuestion
from tui.messages import CommandChosen, KeysAwaited, Pasted
from tui.panes.actors import ActorsPane
from tui.panes.detail import DetailPane
from tui.panes.formats import FormatsPane
from tui.panes.overview import OverviewPane
from tui.panes.provenance import ProvenancePane
from tui.panes.quotes import QuotesPane
from tui.screens.chords import Chords
from tui.widgets.framed import Framed
from tui.widgets.page_list import PageList

PANE_ORDER = (Place.ACTORS, Place.FORMATS, Place.QUOTES, Place.DETAIL)
NARROW_BELOW = 60  # columns: one pane at a time
TINY_BELOW = (40, 12)  # columns and rows: the current quote alone


class Board(Vertical, can_focus=True):
    """Has the focus for all its panes: changing it repaints whole widgets."""

    DEFAULT_CSS: ClassVar[str] = """
    Board { height: 1fr; }
    Board #lists { height: 1fr; }
    Board #actors, Board #formats { width: 19%; min-width: 15; }
    Board #quotes { width: 1fr; }
    Board #detail { height: 11; }
    Board #provenance { display: none; height: 1fr; }
    Board #overview { display: none; height: 1fr; }
    Board.-covered #lists { display: none; }
    Board.-covered #detail { height: 1fr; }
    Board.-provenance #detail { display: none; }
    Board.-provenance #provenance { display: block; }
    Board.-zoomed #lists > * { display: none; width: 1fr; }
    Board.-zoomed.-actors #actors { display: block; }
    Board.-zoomed.-formats #formats { display: block; }
    Board.-zoomed.-quotes #quotes { display: block; }
    Board.-zoomed #detail { display: none; height: 1fr; }
    Board.-zoomed.-detail #detail { display: block; }
    Board.-zoomed.-detail #lists { display: none; }
    Board.-zoomed.-covered #detail { display: block; }
    Board.-zoomed.-provenance #detail { display: none; }
    Board.-narrow #detail { height: 1fr; }
    Board.-narrow #lists > * { display: none; width: 1fr; }
    Board.-narrow.-actors #actors { display: block; }
    Board.-narrow.-formats #formats { display: block; }
    Board.-narrow.-quotes #quotes { display: block; }
    Board.-narrow #detail { display: none; }
    Board.-narrow.-detail #detail { display: block; }
    Board.-narrow.-detail #lists { display: none; }
    Board.-narrow.-covered #detail { display: block; }
    Board.-narrow.-provenance #detail { display: none; }
    Board.-overview #detail { display: none; }
    Board.-narrow.-overview #detail { display: none; }
    Board.-overview #overview { display: block; }
    Board.-tiny #lists { display: none; }
    Board.-tiny #provenance { display: none; }
    Board.-tiny #overview { display: none; }
    Board.-tiny #detail { display: block; height: 1fr; }
    Board.-tiny.-narrow.-covered #detail { display: block; }
    """

    active: reactive[Place] = reactive(Place.QUOTES, init=False)
    view: reactive[Place | None] = reactive(None, init=False)
    """The key of two that was pressed already."""

    def __init__(self, keys: KeyMap, *, is_plain: bool = False) -> None:
        super().__init__(id="board")
        self._chords = Chords(keys)
        self._is_plain = is_plain
        self.actors = ActorsPane("actors")
        self.formats = FormatsPane("formats")
        self.quotes = QuotesPane("quotes")
        self.detail = DetailPane("detail")
        self.provenance = ProvenancePane("provenance")
        self.overview = OverviewPane()
        self._panes: dict[Place, Framed] = {
            Place.ACTORS: self.actors,
            Place.FORMATS: self.formats,
            Place.QUOTES: self.quotes,
            Place.DETAIL: self.detail,
            Place.READER: self.detail,
            Place.PROVENANCE: self.provenance,
            **dict.fromkeys(GRIDS, self.overview),
        }
        for place in PANE_ORDER:
            self._panes[place].key = keys.first_key(f"pane_{place.value}")
        self.provenance.key = keys.first_key("provenance")
        self.quotes.is_plain = is_plain
        self._question: ReadingQuestion | None = None
        self.is_zoomed = False
        self.width = 0
        """How many cells the lines of a view have."""
        self.is_narrow = False
        self.is_tiny = False
        self._mark_active()

    def compose(self) -> ComposeResult:
        with Horizontal(id="lists"):
            yield self.actors
            yield self.formats
            yield self.quotes
        yield self.detail
        yield self.provenance
        yield self.overview

    @property
    def place(self) -> Place:
        """Where the keys go: the view that covers the panes, else the active pane."""
        return self.view or self.active

    @property
    def pane(self) -> Framed:
        return self._panes[self.place]

    def step(self, panes: int) -> None:
        """To another pane, round the end if it must."""
        at = (PANE_ORDER.index(self.active) + panes) % len(PANE_ORDER)
        self.active = PANE_ORDER[at]

    def zoom(self) -> None:
        """The active pane alone; again: all of them."""
        self.is_zoomed = not self.is_zoomed
        self.set_class(self.is_zoomed, "-zoomed")

    def go_to(self, place: Place) -> None:
        """To a pane, out of any view."""
        self.view = None
        self.active = place

    def cover(self, view: Place) -> None:
        """Show a view over the panes; the same view again closes it."""
        self.view = None if self.view is view else view

    def open(self, view: Place) -> None:
        """Show a view over the panes, in place of any other."""
        self.view = view

    def across(self, columns: int) -> None:
        """To the pane beside this one; in a table to the cell."""
        if self.view in GRIDS:
            self.overview.move_across(columns)
        else:
            self.step(columns)

    def show_answer(self, answer: ReadingAnswer, empty: Sequence[Line]) -> None:
        """Show an answer in every pane; counts that are not there yet leave the old ones.

        More of the answer to the same question leaves the cursor where it went meanwhile.
        """
        query = answer.question.navigation.for_quotes
        is_more, self._question = answer.question is self._question, answer.question
        self.quotes.is_speaker_fixed = any(
            term.field == "by" and term.relation == "=" and not term.negated
            for term in query.fields
        )
        self.quotes.empty = empty
        if is_more:
            self.quotes.add(answer.quotes)
        else:
            self.quotes.show(answer.quotes, answer.cursor)
        if answer.actors is not None:
            self.actors.show(answer.actors)
        if answer.facet is not None:
            self.formats.turn(answer.question.navigation.facet)
            self.formats.show(answer.facet)
        if not is_more:
            self.show_quote(answer.detail, query)

    def show_whether_current(self, *, rows: bool, counts: bool) -> None:
        """Whether the quotes, and the actors and formats, answer the newest search."""
        self.quotes.show_whether_current(is_current=rows)
        self.actors.show_whether_current(is_current=counts)
        self.formats.show_whether_current(is_current=counts)
        if not rows:
            self.overview.show_whether_current(is_current=False)

    def show_quote(self, detail: QuoteDetail | None, query: Query) -> None:
        self.detail.show_quote(detail, query)
        self.provenance.show_quote(detail, query)

    def translate(self) -> bool:
        """Show translations in the place of words, or no more; gives whether they are shown."""
        self.quotes.is_translated = not self.quotes.is_translated
        self.quotes.refresh()
        self.detail.translate(is_on=self.quotes.is_translated)
        return self.quotes.is_translated

    def list_of(self, place: Place) -> PageList[Any]:
        return {Place.ACTORS: self.actors, Place.FORMATS: self.formats}.get(place, self.quotes)

    def rest_on_all(self) -> None:
        """Put the cursors of the narrowing panes back on their first row, silently."""
        self.actors.rest_on_first()
        self.formats.rest_on_first()

    def watch_active(self) -> None:
        self._mark_active()

    def watch_view(self) -> None:
        self._mark_active()

    def _mark_active(self) -> None:
        place = self.place
        for each, pane in self._panes.items():
            if each is not Place.READER:  # that is the detail once more
                pane.activate(is_active=pane is self._panes[place])
        for each in PANE_ORDER:
            self.set_class(self.active is each, f"-{each.value}")
        self.set_class(self.view in VIEWS, "-covered")
        self.set_class(self.view is Place.PROVENANCE, "-provenance")
        self.set_class(self.view in GRIDS, "-overview")

    def fit(self, size: Size) -> None:
        """Lay the panes out for a terminal of that size."""
        self.is_narrow = size.width < NARROW_BELOW or self._is_plain
        self.width = size.width - 2 * (not self.is_narrow)
        self.is_tiny = size.width < TINY_BELOW[0] or size.height < TINY_BELOW[1]
        self.set_class(self.is_narrow, "-narrow")
        self.set_class(self.is_tiny, "-tiny")
        for pane in self._panes.values():
            pane.frame(is_framed=not (self.is_narrow or self.is_tiny))
        self.quotes.fit(is_narrow=self.is_narrow)

    def on_key(self, event: events.Key) -> None:
        was_waiting = self._chords.is_waiting
        character = event.character if event.is_printable else None
        command = self._chords.press(event.key, character, self.place)
        if command is not None:
            event.stop()
            self.post_message(CommandChosen(command))
        elif was_waiting or self._chords.is_waiting:
            event.stop()
            self.post_message(KeysAwaited(self._chords.awaited(self.place)))

    def on_blur(self) -> None:
        if self._chords.is_waiting:
            self._chords.forget()
            self.post_message(KeysAwaited(()))

    def click(self, place: Place, row: int) -> None:
        """To the pane and the row that the mouse was pressed on."""
        if self.view is None:
            self.active = place
            if place in LISTS:
                self.pane.go(row)

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        self.post_message(Pasted(event.text))
