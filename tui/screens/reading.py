"""The reading screen: it wires the search bar, the board, the questions and the pen together."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.screen import Screen
from textual.timer import Timer

from storage import (
    EVERYTHING,
    ActorRow,
    FacetRow,
    FormatRow,
    Key,
    Library,
    QuestionProblem,
    parse,
    render,
)
from tui import wording
from tui.commands.catalogue import TAKES
from tui.commands.command import GRIDS, Place
from tui.commands.keymap import KeyMap
from tui.gateway.drafts import Drafts
from tui.gateway.machine import Machine
from tui.gateway.questions import (
    CompletionAnswer,
    DetailAnswer,
    NamesAnswer,
    NamesQuestion,
    NeighbourAnswer,
    OverviewAnswer,
    ReadingAnswer,
    ReadingQuestion,
    RowsAnswer,
    TagsAnswer,
    TakenAnswer,
    UndoAnswer,
)
from tui.gateway.writing import DeedWorker
from tui.look import Look
from tui.messages import (
    AddressNotOpened,
    Answered,
    ChipDropped,
    ClipboardAnswered,
    CommandChosen,
    CompletionWanted,
    CursorMoved,
    DeedDone,
    DeedRefused,
    Failed,
    IndexMade,
    KeysAwaited,
    LibraryChanged,
    LineSlow,
    PaneClicked,
    Pasted,
    ReadingBegun,
    RowsWanted,
    SearchLeft,
    TextTyped,
)
from tui.navigation import Navigation
from tui.screens.awaited import Awaited
from tui.screens.bars import Bars
from tui.screens.board import Board
from tui.screens.completing import Completing
from tui.screens.emptiness import empty_lines
from tui.screens.inquiry import Inquiry
from tui.screens.moves import moves_of
from tui.screens.overviews import Overviews
from tui.screens.pace import SLOW, USUAL, Pace
from tui.screens.pen import Pen
from tui.screens.stage import Stage
from tui.screens.steps import Steps

if TYPE_CHECKING:
    from tui.screens.taking import Taking


class ReadingScreen(Screen[int], inherit_bindings=False):
    """Linked panes of actors, formats and quotes over one navigation value.

    A key arrives at the board, is found in the command table, and comes here as `CommandChosen`;
    `_does` says what each command does.
    """

    DEFAULT_CSS: ClassVar[str] = """
    ReadingScreen { layout: vertical; background: ansi_default; }
    """
    AUTO_FOCUS = None

    def __init__(
        self,
        stage: Stage,
        library: Library,
        first: ReadingAnswer | None,
        deeds: DeedWorker,
        drafts: Drafts,
        keys: KeyMap,
        machine: Machine,
        *,
        is_first_start: bool,
        look: Look = Look(),  # noqa: B008  # a frozen value
    ) -> None:
        super().__init__()
        self.inquiry = Inquiry(library, first, self.post_message)
        self.board = Board(keys, is_plain=look.is_plain)
        self.bars = Bars(library.path.name, keys, is_plain=look.is_plain)
        self.pen = Pen(stage, deeds, drafts, self.bars.status, keys)
        self._machine = machine
        self._stage = stage
        self._keys = keys
        self._first = first
        self._is_first_start = is_first_start
        self._pace: Pace = SLOW if look.is_slow else USUAL
        self._resting: Timer | None = None
        self._pausing: Timer | None = None
        self._misread: QuestionProblem | None = None
        self._completing = Completing(self.bars, self.inquiry, self.post_message)
        self._kept: Callable[[Key], None] | None = None
        self._awaited = Awaited(self.board, self.bars, self.set_timer)
        self._steps = Steps(self.board, lambda: self.inquiry.navigation, self._navigate)
        self._overviews = Overviews(self.board, self.inquiry, self._navigate, os.environ)
        self._does: dict[str, Callable[[], object]] = {
            **moves_of(self.board),
            "pane_formats": self._to_second_pane,
            "search": lambda: self.set_focus(self.bars.search.input),
            "drill": self._drill,
            "back": lambda: self._steps.back() or stage.leave(0),
            "clear": self._steps.back,
            "drop_chip": self._steps.drop_chip,
            "note": lambda: self._on_quote(self.pen.note),
            "tag": lambda: self._on_quote(self._tag),
            "star": lambda: self._on_quote(self.pen.star),
            "repeat": lambda: self._on_quote(self.pen.repeat),
            "undo": self.inquiry.ask_undo,
            "earlier": lambda: self._on_quote(partial(self.inquiry.ask_neighbour, is_later=False)),
            "later": lambda: self._on_quote(partial(self.inquiry.ask_neighbour, is_later=True)),
            "filter_by": self._open_filters,
            "find_row": lambda: self.inquiry.ask_names(self.board.place),
            "clear_all": self._steps.clear_all,
            "trail_back": lambda: self._follow_trail(-1),
            "trail_forward": lambda: self._follow_trail(1),
            "zoom": self.board.zoom,
            "palette": self._open_palette,
            "help": self._open_help,
            "redraw": stage.redraw,
            "slow": self._slow_down,
            "quit_hint": self._say_how_to_leave,
            "quit": lambda: stage.leave(0),
            **{each: partial(self._ask_taken, each) for each in TAKES},
        }

    def compose(self) -> ComposeResult:
        yield self.bars.search
        yield self.bars.chips
        yield self.bars.tabs
        yield self.board
        yield self.bars.footer
        yield self.bars.status

    def on_mount(self) -> None:
        self.set_focus(self.bars.search.input if self._is_first_start else self.board)
        self.bars.search.show_text(render(self.inquiry.navigation.query))
        if self._first:
            self._show_reading(self._first)
        if self._first is None or self._first.actors is None:
            self.inquiry.ask()
        self.inquiry.ask_tags()
        self.watch(self.board, "active", self._show_place)
        self.watch(self.board, "view", self._show_view)
        if self._keys.problems:
            entries = [problem.entry for problem in self._keys.problems]
            self.bars.status.tell(wording.settings_left_out(entries), is_trouble=True)
        self.pen.offer_drafts()
        self.post_message(ReadingBegun())

    def on_unmount(self) -> None:
        self.inquiry.close()

    @property
    def is_settled(self) -> bool:
        """Whether every question is answered and no cursor is still coming to rest."""
        return (
            self.inquiry.is_idle
            and self._resting is None
            and self._pausing is None
            and self._awaited.is_settled
            and self._machine.is_idle
        )

    # Questions and their answers.

    def _navigate(self, navigation: Navigation, around: Key | None = None) -> bool:
        is_new = self.inquiry.navigate(navigation, around)
        if is_new:
            self._awaited.begin()
        if is_new and not self.bars.search.input.has_focus:
            self.bars.search.show_text(render(navigation.query))
            self._steps.trail.visit(navigation.query)
        return is_new

    @on(Answered)
    def _show_answer(self, answered: Answered) -> None:
        match answered.answer:
            case ReadingAnswer(question) as answer if self.inquiry.is_asked(question):
                self._show_reading(answer)
            case RowsAnswer(question, page) if self.inquiry.is_asked(question):
                self.board.list_of(question.place).add(page)
            case DetailAnswer(_, detail) if detail.row.key == self.board.quotes.current_key:
                self.board.show_quote(detail, self.inquiry.navigation.for_quotes)
            case CompletionAnswer() as answer:
                self._completing.offer(answer)
            case NamesAnswer(NamesQuestion(place), rows) if self.board.place is place:
                self._find_row(rows)
            case NeighbourAnswer() as answer:
                self._go_to_neighbour(answer)
            case TagsAnswer(_, tags):
                self.pen.tags = tags
            case TakenAnswer(question, detail):
                self._taking.take(question.command_id, detail)
            case OverviewAnswer() as answer:
                self._overviews.show(answer)
            case UndoAnswer(_, entry, is_of_this_run):
                self.pen.undo(entry, is_of_this_run=is_of_this_run)
            case _:
                pass  # late: the question is no longer the question

    def _show_reading(self, answer: ReadingAnswer) -> None:
        self.inquiry.learn(answer)
        self.board.show_answer(answer, empty_lines(answer, self._keys))
        self._overviews.follow(answer.question)
        self.bars.show_answer(answer)
        if self._misread:  # the answer is to what was typed before it
            self.bars.show_problem(self._misread)
        else:
            self._awaited.came(answer)
        self._do_kept()
        self._show_place()

    @on(Failed)
    def _say_what_failed(self, failed: Failed) -> None:
        if isinstance(failed.question, ReadingQuestion) and self.inquiry.is_asked(failed.question):
            self._awaited.failed()
        if isinstance(failed.error, QuestionProblem):
            if self._misread is None and self.inquiry.is_asked(failed.question):
                self.bars.show_problem(failed.error)
        else:
            self.bars.status.tell(str(failed.error), is_trouble=True)
        self._do_kept()

    @on(RowsWanted)
    def _ask_for_rows(self, wanted: RowsWanted) -> None:
        self.inquiry.ask_rows(wanted.place, wanted.window)

    @on(IndexMade)
    def _say_how_far_the_index_is(self, made: IndexMade) -> None:
        self.bars.status.show_index(made.part)

    @on(LibraryChanged)
    def _ask_again(self) -> None:
        key = self.board.quotes.current_key
        self.inquiry.ask_again(around=Key(key) if key else None)

    @on(DeedDone)
    def _say_what_was_done(self, done: DeedDone) -> None:
        self.pen.done(done.receipt, done.deed)

    @on(DeedRefused)
    def _say_what_was_refused(self, refused: DeedRefused) -> None:
        self.pen.refused(refused.error, refused.deed)

    @on(ClipboardAnswered)
    def _say_whether_it_was_copied(self, answer: ClipboardAnswered) -> None:
        self._taking.answered(answer)

    @on(AddressNotOpened)
    def _say_that_it_was_not_opened(self, refused: AddressNotOpened) -> None:
        self._taking.not_opened(refused.address)

    # The line is slow.

    @on(LineSlow)
    def _offer_slow_pace(self) -> None:
        if self._pace is not SLOW:
            self.bars.status.tell(wording.LINE_IS_SLOW)

    def _slow_down(self) -> None:
        self._pace = USUAL if self._pace is SLOW else SLOW
        self.bars.status.tell(wording.PACE_SLOW if self._pace is SLOW else wording.PACE_USUAL)

    # The cursor rests.

    @on(CursorMoved)
    def _wait_for_rest(self, moved: CursorMoved) -> None:
        self.bars.show_pane(self.board.pane)
        if self._resting:
            self._resting.stop()
        self._resting = self.set_timer(self._pace.rest_seconds, lambda: self._rested(moved.place))

    def _rested(self, place: Place) -> None:
        self._resting = None
        board, here = self.board, self.inquiry.navigation
        if place is Place.QUOTES and board.quotes.current_key:
            self.inquiry.ask_detail(Key(board.quotes.current_key))
        elif place is Place.ACTORS:
            self._navigate(here.resting_on_actor(board.actors.chosen))
        elif place is Place.FORMATS:
            self._navigate(here.resting_on_value(board.formats.chosen))

    @on(PaneClicked)
    def _follow_mouse(self, clicked: PaneClicked) -> None:
        # Here and not in the board: a message that a pane posts for the board stops at the board.
        self.board.click(clicked.place, clicked.row)

    # Typing.

    @on(TextTyped)
    def _search_as_typed(self, typed: TextTyped) -> None:
        if not self._pace.search_seconds:
            self._search(typed.text, typing=True)
            return
        self._pause_no_more()
        self.bars.show_unanswered()
        self._pausing = self.set_timer(
            self._pace.search_seconds, lambda: self._search(typed.text, typing=True)
        )

    def _pause_no_more(self) -> None:
        if self._pausing:
            self._pausing.stop()
        self._pausing = None

    def _search(self, text: str, *, typing: bool) -> None:
        self._pause_no_more()
        parsed = parse(text, typing=typing)
        was_misread, self._misread = self._misread is not None, parsed.problem
        if parsed.problem:
            self.bars.show_problem(parsed.problem)
            self._awaited.begin(is_asked=False)
            self._do_kept()
        elif not self._navigate(self.inquiry.navigation.searching(parsed.query)):
            if was_misread:
                self.inquiry.ask()
            else:
                self.bars.show_found()

    @on(SearchLeft)
    def _leave_search(self, left: SearchLeft) -> None:
        text = self.bars.search.input.value if left.restored is None else left.restored
        # What was shown while typing is kept: a last word that may go on still may.
        self.set_focus(self.board)
        if self.board.view not in GRIDS:
            self.board.go_to(Place.QUOTES)
        self._search(text, typing=left.restored is None)
        self._steps.trail.visit(self.inquiry.navigation.query)
        self.bars.search.show_text(render(self.inquiry.navigation.query))

    @on(CompletionWanted)
    def _complete(self) -> None:
        self._completing.tab()

    @on(Pasted)
    def _search_for_pasted(self, pasted: Pasted) -> None:
        self.set_focus(self.bars.search.input)
        self.bars.search.input.insert_text_at_cursor(pasted.text.split("\n")[0])

    @on(ChipDropped)
    def _drop_chip(self) -> None:
        self._steps.drop_chip()

    # Commands.

    @on(CommandChosen)
    def _run(self, chosen: CommandChosen) -> None:
        if self.bars.are_keys_shown:
            self.bars.show_followers(())
            self._show_place()
        self.bars.status.show_state()
        self._does[chosen.command.id]()

    @on(KeysAwaited)
    def _show_what_may_follow(self, awaited: KeysAwaited) -> None:
        self.bars.show_followers(awaited.followers)
        if not awaited.followers:
            self._show_place()

    def _say_how_to_leave(self) -> None:
        self.bars.status.tell(wording.QUIT_HINT.format(quit=self._keys.key_of("quit")))

    def _drill(self) -> None:
        if self.board.view in GRIDS:
            self._overviews.narrow()
        else:
            self._steps.drill()

    def _on_quote(self, deed: Callable[[Key], None]) -> None:
        """What is done to a quote waits for the rows that were searched for before it was typed."""
        if self._awaited.are_rows_coming:
            self._kept = deed
            self._stage.hold_keys()
            return
        key = self.board.quotes.current_key
        if key:
            deed(Key(key))
        else:
            self.bars.status.tell(wording.NOTHING_CHOSEN)

    def _do_kept(self) -> None:
        """The rows are there, or there will be none. Without a quote what follows means nothing."""
        if self._kept and not self._awaited.are_rows_coming:
            deed, self._kept = self._kept, None
            self._on_quote(deed)
            self._stage.release_keys(are_dropped=self.board.quotes.current_key is None)

    def _tag(self, quote: Key) -> None:
        self.pen.tag(quote, self.board.detail.tags_of(quote))

    def _to_second_pane(self) -> None:
        """Once more in the second pane: what it lists next."""
        if self.board.place is Place.FORMATS:
            self._navigate(self.inquiry.navigation.turned())
        else:
            self.board.go_to(Place.FORMATS)

    def _follow_trail(self, searches: int) -> None:
        if not self._steps.along(searches):
            self.bars.status.tell(wording.TRAIL_ENDS[searches])

    def _go_to_neighbour(self, answer: NeighbourAnswer) -> None:
        """To the quote among those shown; where it is not, to all that its speaker said."""
        quote = answer.quote
        if quote is None or quote.speaker is None:
            self.bars.status.tell(wording.no_neighbour(is_later=answer.question.is_later))
        elif answer.position is not None:
            self.board.quotes.go(answer.position)
        else:
            anywhere = self.inquiry.navigation.searching(EVERYTHING)
            self._navigate(anywhere.following(quote.speaker.slug), quote.key)

    def _find_row(self, rows: Sequence[ActorRow | FormatRow | FacetRow]) -> None:
        from tui.screens.row_picker import RowPicker  # noqa: PLC0415  # most runs open none

        def picked(row: str | None) -> None:
            if row is not None:
                self._steps.drill_to(row)

        self._stage.open_box(RowPicker(self.board.pane.title, rows), picked)

    def _open_filters(self) -> None:
        from tui.screens.filter_picker import FilterPicker  # noqa: PLC0415  # most runs open none

        detail = self.board.detail.detail
        if detail is None:
            self.bars.status.tell(wording.NOTHING_CHOSEN)
        else:
            self._stage.open_box(FilterPicker(detail), self._steps.narrow)

    @cached_property
    def _taking(self) -> Taking:
        from tui.screens.taking import Taking  # noqa: PLC0415  # most runs take nothing away

        return Taking(self._stage, self._machine, self.bars.status, self.post_message)

    def _ask_taken(self, command_id: str) -> None:
        self._on_quote(lambda quote: self.inquiry.ask_taken(quote, command_id))

    def _open_palette(self) -> None:
        from tui.palette import Palette  # noqa: PLC0415  # most runs open none

        self._stage.open_box(Palette(self._keys, self.board.place), self._run_picked)

    def _open_help(self) -> None:
        from tui.palette import Help  # noqa: PLC0415  # most runs open none

        self._stage.open_box(Help(self._keys, self.board.place), self._run_picked)

    def _run_picked(self, command_id: str | None) -> None:
        if command_id:
            self._does[command_id]()

    def _show_view(self) -> None:
        self._overviews.open()
        self._show_place()

    @on(events.DescendantFocus)
    @on(events.DescendantBlur)
    def _show_place(self) -> None:
        is_typing = self.bars.search.input.has_focus
        self.bars.show_place(self.board.place, self.inquiry.navigation, is_typing=is_typing)
        self.bars.show_pane(self.board.pane)

    def on_resize(self, event: events.Resize) -> None:
        self.board.fit(event.size)
        self.inquiry.rows_visible = event.size.height
        self._overviews.ask()
        self.bars.fit(event.size.width, is_narrow=self.board.is_narrow, is_tiny=self.board.is_tiny)
        self._show_place()
