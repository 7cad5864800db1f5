"""The boxes that open over the panes: commands, help, rows to find, filters to pick."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from storage import ActorRow, FacetRow, FormatRow, Slug
from tui import wording
from tui.commands.command import Place
from tui.navigation import ACTORS, term_of
from tui.screens.room import Room
from tui.screens.steps import Steps


class Boxes:
    """Opens them, each when it is asked for; `run` does the command that was picked."""

    def __init__(self, room: Room, steps: Steps, run: Callable[[str], object]) -> None:
        self._room = room
        self._steps = steps
        self._run = run

    def open_palette(self) -> None:
        from tui.palette import Palette  # noqa: PLC0415  # most runs open none

        room = self._room
        room.stage.open_box(Palette(room.keys, room.board.place), self._run_picked)

    def open_help(self) -> None:
        from tui.palette import Help  # noqa: PLC0415  # most runs open none

        room = self._room
        room.stage.open_box(Help(room.keys, room.board.place), self._run_picked)

    def open_search_help(self) -> None:
        """What a search can say; what is picked goes behind what stands in the search bar."""
        from tui.palette import Help  # noqa: PLC0415  # most runs open none

        room = self._room
        box = Help(room.keys, room.board.place, is_about_search=True)
        room.stage.open_box(box, self._run_picked)

    def find_row(self, rows: Sequence[ActorRow | FormatRow | FacetRow]) -> None:
        """Find one of the rows of the pane under the keys by its name."""
        from tui.screens.row_picker import RowPicker  # noqa: PLC0415  # most runs open none

        here = self._room.inquiry.navigation
        field = ACTORS if self._room.board.place is Place.ACTORS else here.facet

        def picked(row: str | None) -> None:
            if row is not None:
                self._steps.drill_to(term_of(field, Slug(row)))

        self._room.stage.open_box(RowPicker(self._room.board.pane.title, rows), picked)

    def open_filters(self) -> None:
        """What the quote that is shown can be filtered by."""
        from tui.screens.filter_picker import FilterPicker  # noqa: PLC0415  # most runs open none

        detail = self._room.board.detail.detail
        if detail is None:
            self._room.bars.status.tell(wording.NOTHING_CHOSEN)
        else:
            self._room.stage.open_box(FilterPicker(detail), self._steps.narrow)

    def _run_picked(self, picked: str | None) -> None:
        """Run a command, or type a piece of a search."""
        from tui.palette import SEARCHED_FOR  # noqa: PLC0415  # it is loaded by now

        if picked and picked.startswith(SEARCHED_FOR):
            bar = self._room.bars.search.input
            self._room.focus(bar)
            before = f"{bar.value.rstrip()} " if bar.value.strip() else ""
            bar.value = f"{before}{picked.removeprefix(SEARCHED_FOR)}"
            bar.cursor_position = len(bar.value)
        elif picked:
            self._run(picked)
