"""What each command of the catalogue does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from storage import EVERYTHING, Key
from tui import wording
from tui.commands.catalogue import TAKES
from tui.commands.command import GRIDS, Place
from tui.gateway.questions import NeighbourAnswer
from tui.navigation import ACTORS, term_of
from tui.screens.boxes import Boxes
from tui.screens.moves import moves_of
from tui.screens.on_quote import OnQuote
from tui.screens.overviews import Overviews
from tui.screens.pace import Pacing
from tui.screens.pen import Pen
from tui.screens.room import Room
from tui.screens.steps import Steps
from tui.screens.subjects import Subjects


class Doings:
    """Runs a command by its id: `does` has an entry for each."""

    def __init__(
        self,
        room: Room,
        pen: Pen,
        steps: Steps,
        overviews: Overviews,
        subjects: Subjects,
        on_quote: OnQuote,
        pacing: Pacing,
    ) -> None:
        self._room = room
        self._steps = steps
        self._overviews = overviews
        self._subjects = subjects
        self._on_quote = on_quote
        self._pen = pen
        self.boxes = Boxes(room, steps, self.run)
        self.does: dict[str, Callable[[], object]] = {
            **moves_of(room.board),
            **dict(self._on_the_way(room, steps)),
            **dict(self._about_a_quote(pen)),
            **dict(self._of_the_program(room, pacing)),
        }

    def run(self, command_id: str) -> None:
        self.does[command_id]()

    def _on_the_way(self, room: Room, steps: Steps) -> Iterator[tuple[str, Callable[[], object]]]:
        yield "pane_actors", self._to_first_pane
        yield "pane_formats", self._to_second_pane
        yield "left", steps.outward
        yield "right", steps.inward
        yield "search", lambda: room.focus(room.bars.search.input)
        yield "drill", self._drill
        yield "back", lambda: steps.back() or room.stage.leave(0)
        yield "clear", steps.back
        yield "drop_chip", steps.drop_chip
        yield "clear_all", steps.clear_all
        yield "trail_back", lambda: self._follow_trail(-1)
        yield "trail_forward", lambda: self._follow_trail(1)
        yield "find_row", lambda: room.inquiry.ask_names(room.board.place)
        yield "filter_by", self.boxes.open_filters
        yield "zoom", room.board.zoom

    def _about_a_quote(self, pen: Pen) -> Iterator[tuple[str, Callable[[], object]]]:
        ask = self._room.inquiry

        def of_quote(deed: Callable[[Key], object]) -> Callable[[], object]:
            return partial(self._on_quote.do, deed)

        yield "note", of_quote(pen.note)
        yield "tag", of_quote(lambda quote: pen.tag(quote, self._room.board.detail.tags_of(quote)))
        yield "star", of_quote(pen.star)
        yield "repeat", of_quote(pen.repeat)
        yield "earlier", of_quote(partial(ask.ask_neighbour, is_later=False))
        yield "later", of_quote(partial(ask.ask_neighbour, is_later=True))
        for each in TAKES:
            yield each, of_quote(partial(ask.ask_taken, command_id=each))

    def _of_the_program(
        self, room: Room, pacing: Pacing
    ) -> Iterator[tuple[str, Callable[[], object]]]:
        yield "undo", room.inquiry.ask_undo
        yield "palette", self.boxes.open_palette
        yield "help", self.boxes.open_help
        yield "redraw", room.stage.redraw
        yield "slow", pacing.turn
        yield "quit_hint", self._say_how_to_leave
        yield "quit", lambda: room.stage.leave(0)

    def _say_how_to_leave(self) -> None:
        told = wording.QUIT_HINT.format(quit=self._room.keys.key_of("quit"))
        self._room.bars.status.tell(told)

    def _drill(self) -> None:
        if self._room.board.view in GRIDS:
            self._overviews.narrow()
        elif not self._is_drilled_in_detail():
            self._steps.drill()

    def _is_drilled_in_detail(self) -> bool:
        is_there = self._room.board.pane is self._room.board.detail
        return is_there and (self._subjects.jump() or self._subjects.drill())

    def _to_first_pane(self) -> None:
        """Once more in the first pane: actors one by one, or below their organisations."""
        if self._room.board.place is Place.ACTORS:
            self._room.go(self._room.inquiry.navigation.flattened())
        else:
            self._room.board.go_to(Place.ACTORS)

    def _to_second_pane(self) -> None:
        """Once more in the second pane: what it lists next."""
        if self._room.board.place is Place.FORMATS:
            self._room.go(self._room.inquiry.navigation.turned())
        else:
            self._room.board.go_to(Place.FORMATS)

    def _follow_trail(self, searches: int) -> None:
        if not self._steps.along(searches):
            self._room.bars.status.tell(wording.TRAIL_ENDS[searches])

    def go_to_neighbour(self, answer: NeighbourAnswer) -> None:
        """To the quote among those shown; where it is not, to all that its speaker said."""
        quote = answer.quote
        if quote is None or quote.speaker is None:
            told = wording.no_neighbour(is_later=answer.question.is_later)
            self._room.bars.status.tell(told)
        elif answer.position is not None:
            self._room.board.quotes.go(answer.position)
        else:
            anywhere = self._room.inquiry.navigation.searching(EVERYTHING)
            self._room.go(anywhere.following(term_of(ACTORS, quote.speaker.slug)), quote.key)

    def go_to_quote(self, quote: Key, position: int | None) -> None:
        """To a quote that is named somewhere: among those shown, else among all."""
        board = self._room.board
        board.go_to(Place.QUOTES)
        if position is not None:
            board.quotes.go(position)
        else:
            board.rest_on_all()
            self._room.go(self._room.inquiry.navigation.searching(EVERYTHING), quote)
