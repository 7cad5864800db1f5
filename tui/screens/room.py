"""What the parts of the reading screen share."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, Protocol, TypeVar

from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget

from storage import Key, Library, Query, Questions
from tui.commands.command import Place
from tui.commands.keymap import KeyMap
from tui.gateway.questions import Glance, LookBack, LookUp
from tui.navigation import Navigation
from tui.screens.bars import Bars
from tui.screens.board import Board
from tui.screens.inquiry import Inquiry
from tui.screens.showing import Showing
from tui.screens.stage import Stage
from tui.screens.waiting import Waiting

Found = TypeVar("Found")


class Go(Protocol):
    """Goes to a navigation, with the rows around a quote; False where that is where we are."""

    def __call__(self, navigation: Navigation, around: Key | None = None) -> bool: ...


class Room(NamedTuple):
    """The panes, the bars, what is asked, and the ways to go on from here.

    `later` calls something after so many seconds; `post` sends a message to the screen.
    """

    stage: Stage
    keys: KeyMap
    board: Board
    showing: Showing
    bars: Bars
    inquiry: Inquiry
    waiting: Waiting
    go: Go
    focus: Callable[[Widget], object]
    later: Callable[[float, Callable[[], None]], Timer]
    post: Callable[[Message], object]
    following: list[Callable[[], object]]
    """What is called when somebody has committed something."""

    def look_up(self, read: Callable[[Questions], Found], then: Callable[[Found], object]) -> None:
        """Read something off the UI thread, and go on with it; keys wait until then."""
        self.waiting.wait_for(LookUp)
        self.inquiry.look_up(LookUp(read, then))

    def look_back(self, read: Callable[[Library], Found], then: Callable[[Found], object]) -> None:
        """The same of what was written, and of what would be."""
        self.waiting.wait_for(LookBack)
        self.inquiry.look_up(LookBack(read, then))

    def glance(
        self, about: str, read: Callable[[Questions], Found], then: Callable[[Found], object]
    ) -> None:
        """Read something about that when there is time, and go on with it; nothing waits."""
        self.inquiry.glance(Glance(about, read, then))

    def to_quotes(self, query: Query, around: Key | None = None) -> None:
        """To the quotes that a search finds, with no row that narrows them, out of any view."""
        self.board.rest_on_all()
        self.board.go_to(Place.QUOTES)
        self.go(self.inquiry.navigation.searching(query), around)
