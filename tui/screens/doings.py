"""What each command of the catalogue does."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from storage import EVERYTHING, Key, Tag
from tui import wording
from tui.commands.catalogue import ADDRESSES, COMMANDS, COPIES, PLAIN_VIEW
from tui.commands.command import GRIDS, Place
from tui.gateway.questions import (
    LEAP_AT_MOST,
    LeapAnswer,
    LeapQuestion,
    NeighbourAnswer,
    NeighbourQuestion,
    TagsOnAnswer,
    UndoQuestion,
)
from tui.look import Look
from tui.navigation import ACTORS, Navigation, term_of
from tui.screens.arranging import Arranging
from tui.screens.boxes import Boxes
from tui.screens.moves import moves_of
from tui.screens.on_quote import OnQuote
from tui.screens.overviews import Overviews
from tui.screens.pace import Pacing
from tui.screens.pen import Pen
from tui.screens.refreshing import Refreshing
from tui.screens.room import Room
from tui.screens.selecting import Selecting
from tui.screens.steps import Steps
from tui.screens.subjects import Subjects
from tui.selection import SELECTED_AT_MOST

ONE_MORE_SECONDS = 0.7  # within which a key that goes back may be pressed once too often
WRITING = frozenset(each.id for each in COMMANDS if each.writes)
COPIED_AT_MOST = 1_000  # quotes, which are read in a fifth of a second


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
        selecting: Selecting,
        refreshing: Refreshing,
        pacing: Pacing,
        arranging: Arranging,
        look: Look,
        more: Iterable[tuple[str, Callable[[], object]]],
    ) -> None:
        self._room = room
        self._steps = steps
        self._overviews = overviews
        self._subjects = subjects
        self._arranging = arranging
        self._pacing = pacing
        self._look = look
        self._on_quote = on_quote
        self._selecting = selecting
        self._refreshing = refreshing
        self._pen = pen
        self._went_back_at = 0.0
        self.boxes = Boxes(room, steps, self.run)
        room.following.append(self._follow_tags)
        self.does: dict[str, Callable[[], object]] = {
            **moves_of(room.board),
            **dict(self._on_the_way(room, steps)),
            **dict(self._about_a_quote(pen)),
            **dict(self._of_the_program(room, pacing)),
            **dict(more),
        }

    def run(self, command_id: str) -> None:
        if command_id in WRITING and self._pen.is_dry():
            return
        self.does[command_id]()

    def _on_the_way(self, room: Room, steps: Steps) -> Iterator[tuple[str, Callable[[], object]]]:
        yield "pane_actors", partial(self._to_pane, Place.ACTORS, Navigation.flattened)
        yield "pane_formats", partial(self._to_pane, Place.FORMATS, Navigation.turned)
        yield "left", steps.outward
        yield "right", steps.inward
        yield "next_name", lambda: steps.to_name(1)
        yield "name_before", lambda: steps.to_name(-1)
        yield "search", lambda: room.focus(room.bars.search.input)
        yield "drill", self._drill
        yield "back", self._back_or_leave
        yield "clear", self._back
        yield "drop_chip", steps.drop_chip
        yield "clear_all", steps.clear_all
        yield "trail_back", lambda: self._follow_trail(-1)
        yield "trail_forward", lambda: self._follow_trail(1)
        yield "find_row", lambda: room.inquiry.ask_names(room.board.place)
        yield "filter_by", self.boxes.open_filters
        yield "zoom", room.board.zoom
        yield "grow", self._arranging.grow
        yield "shrink", self._arranging.shrink
        yield "usual_sizes", self._arranging.as_usual
        yield "pin", self._arranging.pin

    def _about_a_quote(self, pen: Pen) -> Iterator[tuple[str, Callable[[], object]]]:
        on_quote, selecting = self._on_quote, self._selecting
        yield "provenance", self._turn_provenance
        yield "tag", partial(selecting.do, self._tag)
        yield "tag_all", partial(selecting.do_with_all, selecting.ask_tags)
        yield "star", partial(selecting.do, pen.star)
        yield "repeat", self._repeat
        yield "select", selecting.toggle
        yield "select_range", selecting.turn_range
        yield "earlier", partial(on_quote.do, partial(self._ask_neighbour, is_later=False))
        yield "later", partial(on_quote.do, partial(self._ask_neighbour, is_later=True))
        yield "next_talks", partial(on_quote.do, partial(self._ask_leap, is_forward=True))
        yield "previous_talks", partial(on_quote.do, partial(self._ask_leap, is_forward=False))
        yield "translate", partial(on_quote.do, self._translate)
        for each in (*COPIES, PLAIN_VIEW):
            yield each, partial(selecting.do, partial(self._copy, each))
        for each in ADDRESSES:
            yield each, partial(selecting.do_with_one, partial(self._take_address, each))

    def _of_the_program(
        self, room: Room, pacing: Pacing
    ) -> Iterator[tuple[str, Callable[[], object]]]:
        yield "undo", self._undo
        yield "palette", self.boxes.open_palette
        yield "help", self.boxes.open_help
        yield "search_help", self.boxes.open_search_help
        yield "noted", self._steps.to_noted
        yield "redraw", room.stage.redraw
        yield "wrap", self._wrap
        yield "refresh", self._refreshing.begin
        yield "suspend", self._suspend
        yield "settings", self._open_settings
        yield "slow", pacing.turn
        yield "quit_hint", self._say_how_to_leave
        yield "quit", lambda: room.stage.leave(0)

    def _undo(self) -> None:
        """Keys wait until it is known what goes: another undo takes back what was before."""
        self._room.waiting.wait_for(UndoQuestion)
        self._room.inquiry.ask_undo()

    def _open_settings(self) -> None:
        from tui.screens.preferences import Preferences  # noqa: PLC0415  # most runs open none

        Preferences(self._room, self._pacing, self._look).open()

    def _wrap(self) -> None:
        is_wrapped = self._room.board.quotes.wrap()
        self._room.bars.status.tell(wording.WRAPPED if is_wrapped else wording.NOT_WRAPPED)

    def _suspend(self) -> None:
        if not self._room.stage.stop_for_now():
            told = wording.NO_SHELL.format(quit=self._room.keys.key_of("quit"))
            self._room.bars.status.tell(told)

    def _say_how_to_leave(self) -> None:
        told = wording.QUIT_HINT.format(quit=self._room.keys.key_of("quit"))
        self._room.bars.status.tell(told)

    def _back_or_leave(self) -> None:
        """At the top `q` leaves, but not where it was pressed once more than there was to leave."""
        now = time.monotonic()
        if self._back():
            self._went_back_at = now
        elif now - self._went_back_at < ONE_MORE_SECONDS:
            self._went_back_at = 0.0
            told = wording.AT_THE_TOP.format(back=self._room.keys.key_of("back"))
            self._room.bars.status.tell(told)
        else:
            self._room.stage.leave(0)

    def _back(self) -> bool:
        """Leave the selection, what the detail was led to, a table's cell; else a step back.

        False at the top. A view is left before the selection, and before a cell.
        """
        is_in_view = self._room.board.view is not None
        return (
            (not is_in_view and self._selecting.clear())
            or self._subjects.back()
            or (not is_in_view and self._overviews.back())
            or self._steps.back()
        )

    def _turn_provenance(self) -> None:
        self._room.board.cover(Place.PROVENANCE)
        if self._room.board.view and self._selecting.is_anything_selected:
            self._room.bars.status.tell(wording.THIS_QUOTE_ALONE)

    def _tag(self, quotes: tuple[Key, ...]) -> None:
        """The tags of one quote are known already where its detail is shown."""
        first, *others = quotes
        if others:
            self._selecting.ask_tags(quotes)
        else:
            tagged = dict.fromkeys(self._room.board.detail.tags_of(first), 1)
            self._pen.tag(quotes, tagged, wording.tags_of(quotes, are_all=False))

    def _follow_tags(self) -> None:
        """The library changed while the tags are open: they say what is so now."""
        tagging = self._pen.tagging
        if tagging is None:
            return

        def show(found: tuple[tuple[Tag, ...], dict[str, int]]) -> None:
            if self._pen.tagging is tagging:
                tagging.box.follow(*found)

        quotes = tagging.quotes
        self._room.glance("tags", lambda ask: (ask.tags(), ask.tags_on(quotes)), show)

    def open_tags(self, answer: TagsOnAnswer) -> None:
        """The tags of many quotes, whose number the box says."""
        if len(answer.keys) > SELECTED_AT_MOST:
            told = wording.TAGGED_TOO_MANY.format(most=SELECTED_AT_MOST)
            self._room.bars.status.tell(told, is_trouble=True)
        elif answer.keys:
            heading = wording.tags_of(answer.keys, are_all=not answer.question.keys)
            self._pen.tag(answer.keys, answer.tags, heading)

    def _repeat(self) -> None:
        if self._pen.is_last_alone:
            self._selecting.do_with_one(lambda quote: self._pen.repeat((quote,)))
        else:
            self._selecting.do(self._pen.repeat)

    def _copy(self, command_id: str, quotes: tuple[Key, ...]) -> None:
        if len(quotes) > COPIED_AT_MOST:
            told = wording.COPIED_TOO_MANY.format(most=COPIED_AT_MOST, number=len(quotes))
            self._room.bars.status.tell(told, is_trouble=True)
        else:
            self._room.inquiry.ask_taken(quotes, command_id)

    def _take_address(self, command_id: str, quote: Key) -> None:
        self._room.inquiry.ask_taken((quote,), command_id)

    def _drill(self) -> None:
        if self._room.board.view in GRIDS:
            self._overviews.narrow()
        elif self._room.board.chosen_note:
            self.run("edit_note")
        elif not self._is_drilled_in_detail():
            self._steps.drill()

    def _is_drilled_in_detail(self) -> bool:
        is_there = self._room.board.pane is self._room.board.detail
        return is_there and (self._subjects.jump() or self._subjects.drill())

    def _to_pane(self, pane: Place, turned: Callable[[Navigation], Navigation]) -> None:
        """To a narrowing pane; once more there: to what it lists next."""
        if self._room.board.place is pane:
            self._arranging.unpin()
            self._room.go(turned(self._room.inquiry.navigation))
        else:
            self._room.board.go_to(pane)

    def _follow_trail(self, searches: int) -> None:
        if not self._steps.along(searches):
            self._room.bars.status.tell(wording.TRAIL_ENDS[searches])

    def _ask_neighbour(self, quote: Key, *, is_later: bool) -> None:
        self._room.waiting.wait_for(NeighbourQuestion)
        self._room.inquiry.ask_neighbour(quote, is_later=is_later)

    def _ask_leap(self, quote: Key, *, is_forward: bool) -> None:
        self._room.waiting.wait_for(LeapQuestion)
        self._room.inquiry.ask_leap(quote, is_forward=is_forward)

    def leap(self, answer: LeapAnswer) -> None:
        """To where other talks begin, or another speaker."""
        if answer.leap.row is not None:
            self._room.board.quotes.go(answer.leap.row)
        else:
            self._room.bars.status.tell(
                wording.no_leap(
                    answer.question.run,
                    LEAP_AT_MOST if answer.leap.is_cut else None,
                    is_forward=answer.question.is_forward,
                )
            )

    def _translate(self, _: Key) -> None:
        """Show translations where they are held, or what is held itself; and which of the two."""
        is_on, detail = self._room.showing.translate(), self._room.board.detail.detail
        if is_on and detail and not detail.translation:
            told = wording.no_translation(detail)
        else:
            told = wording.TRANSLATIONS_SHOWN if is_on else wording.ORIGINALS_SHOWN
        self._room.bars.status.tell(told)

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
        if position is not None:
            self._room.board.go_to(Place.QUOTES)
            self._room.board.quotes.go(position)
        else:
            self._room.to_quotes(EVERYTHING, quote)
