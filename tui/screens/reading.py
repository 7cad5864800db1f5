"""The reading screen: it wires the search bar, the board, the questions and the pen together."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.screen import Screen

from storage import Key, Library, render
from tui import wording
from tui.commands.keymap import KeyMap
from tui.gateway.drafts import Drafts
from tui.gateway.machine import Machine
from tui.gateway.questions import ReadingAnswer
from tui.gateway.widths import Widths
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
    PaneLaid,
    Pasted,
    ReadingBegun,
    RowsWanted,
    SearchHelpWanted,
    SearchLeft,
    TextTyped,
)
from tui.navigation import Navigation
from tui.screens.analysing import Bench, analysing
from tui.screens.arranging import Arranging
from tui.screens.awaited import Awaited
from tui.screens.bars import Bars
from tui.screens.board import Board
from tui.screens.doings import Doings
from tui.screens.inquiry import Inquiry
from tui.screens.on_quote import OnQuote
from tui.screens.overviews import Overviews
from tui.screens.pace import Pacing
from tui.screens.pen import Pen
from tui.screens.refreshing import Refreshing
from tui.screens.replies import Replies
from tui.screens.resting import Resting
from tui.screens.room import Room
from tui.screens.searching import Searching
from tui.screens.selecting import Selecting
from tui.screens.showing import Showing
from tui.screens.stage import Stage
from tui.screens.steps import Steps
from tui.screens.subjects import Subjects
from tui.screens.trail import Trail
from tui.screens.waiting import Waiting

if TYPE_CHECKING:
    from storage.deeds import Deed
    from tui.screens.taking import Taking


class ReadingScreen(Screen[int], inherit_bindings=False):
    """Linked panes of actors, formats and quotes over one navigation value.

    A key arrives at the board, is found in the command table, and comes here as `CommandChosen`;
    `tui/screens/doings.py` says what each does.
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
        widths: Widths | None = None,
        look: Look = Look(),  # noqa: B008  # a frozen value
    ) -> None:
        super().__init__()
        self.inquiry = Inquiry(library, first, self.post_message)
        self.board = Board(keys, is_plain=look.is_plain)
        self.bars = Bars(
            library.path.name,
            keys,
            is_plain=look.is_plain,
            is_read_only=bool(library.why_read_only),
        )
        self.pen = Pen(stage, deeds, drafts, self.bars.status, keys, library.author)
        self._machine = machine
        self._stage = stage
        self._keys = keys
        self._first = first
        self._copy_before = library.copy_before
        self._is_first_start = is_first_start
        room = Room(
            stage,
            keys,
            self.board,
            Showing(self.board),
            self.bars,
            self.inquiry,
            Waiting(stage),
            self._navigate,
            self.set_focus,
            self.set_timer,
            self.post_message,
            [],
        )
        self._following = room.following
        self._trail = Trail()
        self._pacing = Pacing(self.bars.status, is_slow=look.is_slow)
        self._awaited = Awaited(room)
        self._on_quote = OnQuote(room, self._awaited)
        self._subjects = Subjects(room)
        self._selecting = Selecting(room, self._on_quote)
        self._refreshing = Refreshing(room)
        self._resting = Resting(room, self._pacing, self._subjects)
        self._overviews = Overviews(room, self._subjects, os.environ)
        self._searching = Searching(room, self._pacing, self._awaited, self._trail, self._on_quote)
        self._steps = Steps(room, self._trail, self._subjects)
        self._followers: list[Callable[[Deed], object]] = []
        ways_back: list[Callable[[], bool]] = []
        self._bench = Bench(
            room,
            self.pen,
            self._selecting,
            self._on_quote,
            self._subjects,
            lambda: self._taking,
            library,
            self._followers,
            ways_back,
        )
        self._doings = Doings(
            room,
            self.pen,
            self._steps,
            self._overviews,
            self._subjects,
            self._on_quote,
            self._selecting,
            self._refreshing,
            self._pacing,
            Arranging(room, widths or Widths()),
            look,
            analysing(self._bench),
            ways_back,
        )
        self._replies = Replies(
            room,
            self.pen,
            self._searching,
            self._doings,
            self._overviews,
            self._subjects,
            lambda: self._taking,
            self._awaited,
            self._on_quote,
            self._selecting,
            self._refreshing,
        )

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
            self._replies.show_reading(self._first)
            self._show_place()
        if self._first is None or self._first.actors is None:
            self.inquiry.ask()
        self.inquiry.ask_tags()
        self.watch(self.board, "active", self._follow_keys)
        self.watch(self.board, "view", self._show_view)
        if self._keys.problems:
            entries = [problem.entry for problem in self._keys.problems]
            self.bars.status.tell(wording.settings_left_out(entries), is_trouble=True)
        if self._copy_before:
            told = wording.BROUGHT_UP_TO_DATE.format(path=self._copy_before.name)
            self.bars.status.tell(told)
        if self._is_first_start:
            self.bars.status.tell(wording.FIRST_START)
        self.pen.offer_drafts(self._resume_draft)
        self.post_message(ReadingBegun())

    def _resume_draft(self, name: str) -> None:
        from tui.screens.noting import Noting  # noqa: PLC0415  # most runs left nothing

        Noting(self._bench).resume(name)

    def on_unmount(self) -> None:
        self.inquiry.close()

    @property
    def is_settled(self) -> bool:
        """Whether every question is answered and no cursor is still coming to rest."""
        return (
            self.inquiry.is_idle
            and self._resting.is_settled
            and self._searching.is_settled
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
            self._trail.visit(navigation.query)
        return is_new

    @on(Answered)
    def _show_answer(self, answered: Answered) -> None:
        self._replies.came(answered.answer)
        if isinstance(answered.answer, ReadingAnswer):
            self._show_place()

    @on(Failed)
    def _say_what_failed(self, failed: Failed) -> None:
        self._replies.failed(failed)

    @on(RowsWanted)
    def _ask_for_rows(self, wanted: RowsWanted) -> None:
        self.inquiry.ask_rows(wanted.place, wanted.window)

    @on(IndexMade)
    def _say_how_far_the_index_is(self, made: IndexMade) -> None:
        self.bars.status.show_index(made.part)

    @on(LibraryChanged)
    def _ask_again(self) -> None:
        self._refreshing.ask_again()
        self._subjects.ask_again()
        for follow in self._following:
            follow()

    def _tell_followers(self, deed: Deed) -> None:
        for follow in self._followers:
            follow(deed)

    @on(DeedDone)
    def _say_what_was_done(self, done: DeedDone) -> None:
        self.pen.done(done.receipt, done.deed)
        self._tell_followers(done.deed)

    @on(DeedRefused)
    def _say_what_was_refused(self, refused: DeedRefused) -> None:
        self.pen.refused(refused.error, refused.deed)
        self._tell_followers(refused.deed)

    @on(ClipboardAnswered)
    def _say_whether_it_was_copied(self, answer: ClipboardAnswered) -> None:
        self._taking.answered(answer)

    @on(AddressNotOpened)
    def _say_that_it_was_not_opened(self, refused: AddressNotOpened) -> None:
        self._taking.not_opened(refused.address)

    @on(LineSlow)
    def _offer_slow_pace(self) -> None:
        self._pacing.offer_slow()

    @on(CursorMoved)
    def _wait_for_rest(self, moved: CursorMoved) -> None:
        self.bars.show_pane(self.board.pane)
        self._resting.moved(moved.place)

    @on(PaneLaid)
    def _say_where_the_keys_go(self) -> None:
        self.bars.show_pane(self.board.pane)

    @on(PaneClicked)
    def _follow_mouse(self, clicked: PaneClicked) -> None:
        # Here and not in the board: a message that a pane posts for the board stops at the board.
        self.board.click(clicked.place, clicked.row)

    # Typing.

    @on(TextTyped)
    def _search_as_typed(self, typed: TextTyped) -> None:
        self._searching.typed(typed.text)

    @on(SearchLeft)
    def _leave_search(self, left: SearchLeft) -> None:
        self._searching.left(left.restored)

    @on(SearchHelpWanted)
    def _say_what_a_search_can_say(self) -> None:
        self._doings.boxes.open_search_help()

    @on(CompletionWanted)
    def _complete(self) -> None:
        self._searching.completing.tab()

    @on(Pasted)
    def _search_for_pasted(self, pasted: Pasted) -> None:
        self._searching.pasted(pasted.text)

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
        self._doings.run(chosen.command.id)

    @on(KeysAwaited)
    def _show_what_may_follow(self, awaited: KeysAwaited) -> None:
        self.bars.show_followers(awaited.followers)
        if not awaited.followers:
            self._show_place()

    @cached_property
    def _taking(self) -> Taking:
        from tui.screens.taking import Taking  # noqa: PLC0415  # most runs take nothing away

        return Taking(self._stage, self._machine, self.bars.status, self.post_message)

    def _follow_keys(self) -> None:
        self._subjects.follow()
        self._show_place()

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
