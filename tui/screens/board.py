"""The board: it has the focus, keeps which pane the keys go to, and lays the panes out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Final

from textual import events
from textual.app import ComposeResult
from textual.geometry import NULL_OFFSET, NULL_SPACING, Region, Size
from textual.layout import ArrangeResult, Layout, WidgetPlacement
from textual.reactive import reactive
from textual.widget import Widget

from storage import Key
from tui.commands.command import GRIDS, LISTS, Place
from tui.commands.keymap import KeyMap
from tui.messages import CommandChosen, KeysAwaited, Pasted
from tui.panes.actors import ActorsPane
from tui.panes.detail import DetailPane
from tui.panes.formats import FormatsPane
from tui.panes.notes import NotesPane
from tui.panes.overview import OverviewPane
from tui.panes.provenance import ProvenancePane
from tui.panes.quotes import QuotesPane
from tui.screens.chords import Chords
from tui.screens.emptiness import empty_tree
from tui.screens.floor import NARROW_BELOW, TINY_BELOW, Floor, Resized
from tui.widgets.framed import Framed
from tui.widgets.page_list import PageList

IN_ORDER: Final = (Place.ACTORS, Place.FORMATS, Place.QUOTES, Place.DETAIL, Place.NOTES)
LOWER: Final = frozenset({Place.DETAIL, Place.NOTES})
"""Panes of which one is shown where there is no room for both."""


Tree = ActorsPane | FormatsPane


class FloorLayout(Layout):
    """Puts the panes where the board's floor has them; the others are not shown."""

    name = "floor"

    def arrange(  # as Textual calls it
        self,
        parent: Widget,
        children: list[Widget],  # noqa: ARG002
        size: Size,
        greedy: bool = True,  # noqa: ARG002, FBT001, FBT002
    ) -> ArrangeResult:
        if not isinstance(parent, Board):
            return []
        parent.laid = parent.floor(size).regions
        return [
            WidgetPlacement(region, NULL_OFFSET, NULL_SPACING, parent.pane_at(place))
            for place, region in parent.laid.items()
        ]


class Board(Widget, can_focus=True):
    """Has the focus for all its panes: changing it repaints whole widgets."""

    DEFAULT_CSS: ClassVar[str] = "Board { height: 1fr; }"

    active: reactive[Place] = reactive(Place.QUOTES, init=False)
    view: reactive[Place | None] = reactive(None, init=False)

    def __init__(self, keys: KeyMap, *, is_plain: bool = False) -> None:
        super().__init__(id="board")
        self._chords = Chords(keys)
        self._is_plain = is_plain
        self.actors = ActorsPane("actors")
        self.formats = FormatsPane("formats")
        self.quotes = QuotesPane("quotes")
        self.detail = DetailPane("detail")
        self.provenance = ProvenancePane("provenance")
        self.notes = NotesPane("notes")
        self.overview = OverviewPane()
        self._panes: dict[Place, Framed] = {
            Place.ACTORS: self.actors,
            Place.FORMATS: self.formats,
            Place.QUOTES: self.quotes,
            Place.DETAIL: self.detail,
            Place.NOTES: self.notes,
            Place.READER: self.detail,
            Place.PROVENANCE: self.provenance,
            **dict.fromkeys(GRIDS, self.overview),
        }
        for place in IN_ORDER:
            self._panes[place].key = keys.first_key(f"pane_{place.value}")
        self.provenance.key = keys.first_key("provenance")
        self.actors.empty = self.formats.empty = empty_tree(keys)
        self.quotes.is_plain = self.actors.is_plain = self.formats.is_plain = is_plain
        self._layout = FloorLayout()
        self._lower = Place.DETAIL
        self.laid: Mapping[Place, Region] = {}
        self.resized: Resized = {}
        self.is_zoomed = False
        self.width = 0
        """How many cells the lines of a view have."""
        self.is_narrow = False
        self.is_tiny = False
        self._mark_active()

    @property
    def layout(self) -> Layout:
        return self._layout

    def floor(self, size: Size) -> Floor:
        """Where the panes lie on a board of that size."""
        return Floor(
            size,
            self.active,
            self.view,
            self._lower,
            is_narrow=self.is_narrow,
            is_tiny=self.is_tiny,
            is_zoomed=self.is_zoomed,
            resized=self.resized,
        )

    def pane_at(self, place: Place) -> Framed:
        return self._panes[place]

    def compose(self) -> ComposeResult:
        yield from dict.fromkeys(self._panes.values())

    @property
    def place(self) -> Place:
        """Where the keys go: the view that covers the panes, else the active pane."""
        return self.view or self.active

    @property
    def pane(self) -> Framed:
        return self._panes[self.place]

    @property
    def tree_here(self) -> Tree | None:
        """The pane that the keys go to, where its rows may stand below each other."""
        return {Place.ACTORS: self.actors, Place.FORMATS: self.formats}.get(self.place)

    @property
    def chosen_note(self) -> Key | None:
        """The note that is chosen in the pane that the keys go to."""
        named = {Place.NOTES: self.notes, Place.DETAIL: self.detail, Place.READER: self.detail}
        pane = named.get(self.place)
        chosen = pane.chosen if pane else None
        return Key(chosen.slug_or_key) if chosen and chosen.kind == "note" else None

    def step(self, panes: int) -> None:
        """To another pane of those that are shown, round the end if it must."""
        shown = IN_ORDER if self.is_narrow else self._shown
        at = shown.index(self.active) if self.active in shown else 0
        self.active = shown[(at + panes) % len(shown)]

    @property
    def _shown(self) -> tuple[Place, ...]:
        """The panes that are shown while none is alone."""
        regions = self.floor(self.size)._replace(is_zoomed=False).regions
        return tuple(each for each in IN_ORDER if each in regions)

    def zoom(self) -> None:
        """The active pane alone; again: all of them."""
        self.is_zoomed = not self.is_zoomed
        self._lay_out()

    def resize_pane(self, cells: int) -> bool:
        """Give the active pane so many columns more, or rows; False where that changes nothing."""
        changes = {
            Place.ACTORS: {Place.ACTORS: cells},
            Place.FORMATS: {Place.FORMATS: cells},
            Place.QUOTES: {Place.ACTORS: -cells // 2, Place.FORMATS: -cells // 2},
        }.get(self.active, {Place.DETAIL: cells // 2})
        here = self.floor(self.size)
        laid = here.in_effect  # more than there is room for is no beginning
        wished = {**self.resized, **{at: laid[at] + more for at, more in changes.items()}}
        if here._replace(resized=wished).regions == here.regions:
            return False
        self.resized = wished
        self._lay_out()
        return True

    def resize_as_usual(self) -> None:
        self.resized = {}
        self._lay_out()

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
        """To the pane beside this one; in a table to the cell; from the reader nowhere."""
        if self.view in GRIDS:
            self.overview.move_across(columns)
        elif self.view is None:
            self.step(columns)

    def list_of(self, place: Place) -> PageList[Any]:
        return {Place.ACTORS: self.actors, Place.FORMATS: self.formats}.get(place, self.quotes)

    def rest_on_all(self) -> None:
        """Put the cursors of the narrowing panes back on their first row, silently."""
        self.actors.rest_on_first()
        self.formats.rest_on_first()

    def watch_active(self) -> None:
        if self.active in LOWER:
            self._lower = self.active
        self._mark_active()

    def watch_view(self) -> None:
        self._mark_active()

    def _mark_active(self) -> None:
        place = self.place
        for each, pane in self._panes.items():
            if each is not Place.READER:  # that is the detail once more
                pane.activate(is_active=pane is self._panes[place])
        self._lay_out()

    def _lay_out(self) -> None:
        """Put the panes where they lie now, if that is not where they lay."""
        self.provenance.stand(is_beside=self.view is not Place.PROVENANCE)
        if self.floor(self.size).regions != self.laid:
            self.detail.refresh(layout=True, repaint=False)  # a child's wish: it reaches the board

    def fit(self, size: Size) -> None:
        """Lay the panes out for a terminal of that size."""
        self.is_narrow = size.width < NARROW_BELOW or self._is_plain
        self.width = size.width - 2 * (not self.is_narrow)
        self.is_tiny = size.width < TINY_BELOW[0] or size.height < TINY_BELOW[1]
        for pane in self._panes.values():
            pane.frame(is_framed=not (self.is_narrow or self.is_tiny))
        self._lay_out()
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
