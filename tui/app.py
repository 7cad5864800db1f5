"""The app: opens the library, shows the first screen, and leaves the terminal as it was."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from rich.console import RenderableType
from textual import events, on
from textual._compositor import CompositorUpdate
from textual.app import App
from textual.binding import BindingType
from textual.driver import Driver
from textual.geometry import Offset
from textual.screen import Screen
from textual.scroll_view import ScrollView
from textual.widgets import Input

from storage import Library, QuestionProblem, Receipt, StorageError, open_library, parse
from tui import early_frame, interrupts, terminal_guard
from tui.commands.keymap import DEFAULT, KeyMap, in_effect
from tui.folders import folders
from tui.gateway.answering import first_rows, is_large, newest_rows, with_counts
from tui.gateway.change_feed import ChangeFeed
from tui.gateway.drafts import Drafts
from tui.gateway.machine import Machine
from tui.gateway.questions import ReadingAnswer, ReadingQuestion
from tui.gateway.widths import Widths
from tui.gateway.writing import DeedWorker
from tui.kept_frame import Frame, Keeping
from tui.look import Look, Marks
from tui.messages import DeedDone, DeedRefused, IndexMade, LibraryChanged, LineSlow
from tui.navigation import Navigation
from tui.screens.reading import ReadingScreen
from tui.screens.stage import Result
from tui.sent_frame import SentFrame
from tui.settings import read_settings
from tui.theme import Colouring
from tui.type_ahead import KeyFollower, TypeAhead
from tui.widgets.box import Box
from tui.widgets.framed import Framed
from tui.widgets.marked_text import spell_out

if TYPE_CHECKING:
    from storage.deeds import Deed


FIRST_ROWS = 40  # asked for before the size of the panes is known


class PeaceApp(App[int]):
    """One library on one screen."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = []
    TITLE = "peace-tui"

    def __init__(
        self,
        library: Library,
        first: ReadingAnswer | None,
        drafts: Drafts,
        *,
        is_first_start: bool,
        keys: KeyMap = DEFAULT,
        machine: Machine | None = None,
        widths: Widths | None = None,
        look: Look = Look(),  # noqa: B008  # a frozen value
        keep_frame: Callable[[Frame], object] | None = None,
    ) -> None:
        super().__init__(ansi_color=True)
        self.theme = "ansi-dark"
        self._is_plain = look.is_plain
        spell_out(keys=look.is_plain or look.marks is not Marks.ALL, signs=look.is_plain)
        self._drafts = drafts
        self._machine = machine or Machine()
        self._sent = SentFrame(is_painted=Colouring(look.scheme, look.depth).is_painted)
        if early_frame.is_entered():
            self._sent.hold()
        self._keep_frame = keep_frame
        self._typed = TypeAhead(
            super().on_event, lambda: self.focused or self.screen, self.call_later
        )
        self.deeds = DeedWorker(library, self._deed_done, self._deed_refused)
        self.reading = ReadingScreen(
            self,
            library,
            first,
            self.deeds,
            drafts,
            keys,
            self._machine,
            is_first_start=is_first_start,
            widths=widths,
            look=look,
        )
        self._feed = ChangeFeed(
            library,
            changed=lambda: self.reading.post_message(LibraryChanged()),
            index_made=lambda part: self.reading.post_message(IndexMade(part)),
        )

    def get_default_screen(self) -> Screen[int]:
        return self.reading

    def on_mount(self) -> None:
        terminal_guard.on_terminal_loss(asyncio.get_running_loop(), self.keep_drafts, self.leave)
        terminal_guard.LINE.listen(lambda: self.reading.post_message(LineSlow()))

    async def on_reading_begun(self) -> None:
        self._begin_frames()
        self.deeds.mark_seen()
        collect_garbage_from_now_on()
        await self._typed.begin()

    @property
    def is_settled(self) -> bool:
        """Whether nothing is being asked, written, or waiting for a cursor to rest."""
        return (
            self._typed.is_idle
            and self.deeds.is_idle
            and self._feed.is_idle
            and self.reading.is_settled
        )

    def look_for_changes(self) -> None:
        """Look for other people's writes now rather than at the next time."""
        self._feed.look_now()

    def keep_drafts(self) -> None:
        """Put a half-typed note on the disk now."""
        self.reading.pen.keep_draft()

    def open_box(self, box: Box[Result], closed: Callable[[Result | None], None]) -> None:
        box.set_class(self._is_plain, "-plain")

        def close(result: Result | None) -> None:
            closed(result)
            self.call_later(self.reading.pen.settle)

        self.push_screen(box, close)

    @property
    def is_in_box(self) -> bool:
        return len(self.screen_stack) > 1

    def edit_outside(self, text: str) -> str:
        from tui.gateway.editor import EditorFailed  # noqa: PLC0415  # most runs edit nothing there
        from tui.wording.editor import NO_TERMINAL  # noqa: PLC0415

        self.keep_drafts()
        if self.is_headless:
            return self._machine.edit(text, self._drafts.folder)
        if self._driver is None or not self._driver.can_suspend:
            raise EditorFailed(NO_TERMINAL)
        failed: EditorFailed | None = None
        with self.suspend():  # which an error would leave without taking the terminal back
            try:
                text = self._machine.edit(text, self._drafts.folder)
            except EditorFailed as error:
                failed = error
        self.redraw()
        if failed:
            raise failed
        return text

    def press(self, key: events.Key) -> None:
        self._typed.again(key)

    def hold_keys(self) -> None:
        self._typed.hold()

    def release_keys(self, *, are_dropped: bool) -> None:
        # Later: what a screen sends stops at that screen, and a follower must come back to the app.
        self.call_later(self._typed.release, are_dropped=are_dropped)

    @on(Driver.SignalResume)
    def redraw(self) -> None:
        self._sent.forget()
        self.refresh(layout=True)

    def stop_for_now(self) -> bool:
        driver = self._driver
        if driver is None or not driver.can_suspend or not terminal_guard.is_below_a_shell():
            return False
        self.keep_drafts()
        os.kill(0, signal.SIGTSTP)  # as the terminal would: to those who started this as well
        return True

    def send(self, sequence: str) -> None:
        if self._driver:
            self._driver.write(sequence)

    def leave(self, code: int) -> None:
        self.exit(code, return_code=code)

    def close_gateway(self) -> None:
        """Finish the writes that were handed over, and stop listening."""
        self.deeds.close()
        self._feed.close()
        self._drafts.close()

    def fail(self, error: BaseException) -> None:
        """Leave in order because of a fault, from any thread."""

        def stop() -> None:
            raise error

        self.call_later(stop)

    def _deed_done(self, receipt: Receipt, deed: Deed) -> None:
        self.reading.post_message(DeedDone(receipt, deed))
        self._feed.look_now()

    def _deed_refused(self, error: StorageError, deed: Deed) -> None:
        self.reading.post_message(DeedRefused(error, deed))

    # What of Textual's is not for us.

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            await self._typed.take(event)
        else:
            await super().on_event(event)

    async def on_key_follower(self, follower: KeyFollower) -> None:
        await self._typed.came_back(follower)

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        """Send only the cells that changed since the last paint."""
        if isinstance(renderable, CompositorUpdate) and self._sends_frames:
            renderable = self._sent.changes(renderable, *screen.outer_size)
            if self._is_plain and not self._is_in_text:
                self.cursor_position = place_of_cursor(self.screen)
        super()._display(screen, renderable)  # pyright: ignore[reportUnknownMemberType]

    def _begin_frames(self) -> None:
        """Go on from an early frame; keep the first one for the next start."""
        if self._sent.is_held:
            shown = early_frame.lines(self.reading.outer_size.width)
            changes = self._sent.release(shown, self.console)
            super()._display(self.reading, changes)  # pyright: ignore[reportUnknownMemberType]
        if self._keep_frame and self._sends_frames and self.reading.bars.status.says_nothing:
            columns, rows = self.reading.outer_size
            self._keep_frame(Frame(columns, rows, self._sent.lines(self.console)))

    @property
    def _is_in_text(self) -> bool:
        """Whether the cursor is one that a text field places."""
        return isinstance(self.focused, ScrollView | Input)

    @property
    def _sends_frames(self) -> bool:
        return self._running and not self._closed and not self.is_headless and not self._batch_count

    def _fatal_error(self) -> None:
        """In place of a traceback with everyone's words in it: a private report without them."""
        report = terminal_guard.crash_report(
            self._exception or sys.exception() or RuntimeError(), folders(os.environ).log
        )
        self._exit_renderables.append(terminal_guard.crash_sentence(report))
        self._close_messages_no_wait()


def place_of_cursor(screen: Screen[Any]) -> Offset:
    """The line that the keys are about: the current row of a pane or box, else the lowest line."""
    if isinstance(screen, ReadingScreen):
        return screen.board.pane.place_of_cursor
    boxes = screen.query(Framed)
    return boxes.first().place_of_cursor if boxes else Offset(0, screen.size.height - 1)


def collect_garbage_from_now_on() -> None:
    """What is there by now stays: leave it out of every later collection."""
    gc.freeze()
    gc.enable()


def run(
    path: Path,
    look: Look,
    *,
    query: str = "",
    is_first_start: bool = False,
    is_read_only: bool = False,
) -> int:
    """Show the library in that file until the person leaves; gives the exit code.

    Raises:
        StorageError: the library cannot be opened.
    """
    terminal_guard.install(look)
    terminal_guard.hold_signals()
    is_kept = keeps_frames(look, query) and not (is_first_start or is_read_only)
    keeping = Keeping(path) if is_kept else None
    indexes = folders(os.environ).indexes
    with open_library(path, caches=indexes, is_read_only=is_read_only) as library:
        first = first_answer(library, query)
        drafts = Drafts(folders(os.environ).drafts, path, f"{os.getpid()}-{os.urandom(4).hex()}")
        interrupts.hold()  # until the app is there to leave in order
        keys = in_effect(read_settings(folders(os.environ).settings))
        app = PeaceApp(
            library,
            first,
            drafts,
            is_first_start=is_first_start,
            keys=keys,
            machine=Machine(os.environ),
            widths=Widths(folders(os.environ).panes),
            look=look,
            keep_frame=keeping and keeping.keep,
        )
        threading.excepthook = lambda fault: app.fail(fault.exc_value or RuntimeError())
        try:
            code = app.run(mouse=look.has_mouse)
        finally:
            app.close_gateway()
    return app.return_code or code or 0


def keeps_frames(look: Look, query: str) -> bool:
    """Whether first frames are worth keeping: on a usual terminal, of all quotes."""
    return look.knows_queries and not (look.is_plain or query)


def first_answer(library: Library, query: str) -> ReadingAnswer | None:
    """The first screen's rows, read before the first frame; counts of a large library follow."""
    question = ReadingQuestion(Navigation(parse(query).query), FIRST_ROWS)
    try:
        with library.questions(by_cache=False) as ask:
            answer = newest_rows(ask, question) or first_rows(ask, question)
            return answer if is_large(answer) else with_counts(ask, answer)
    except QuestionProblem:
        return None
