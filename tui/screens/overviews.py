"""The overview that covers the panes: asked for when it opens and when the search changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from storage import Query
from tui.commands.command import GRIDS, Place
from tui.formatting import Target
from tui.gateway.questions import OverviewAnswer, OverviewQuestion, ReadingQuestion
from tui.grids.grid import room_beside_heads
from tui.navigation import Navigation
from tui.screens.room import Room
from tui.screens.subjects import Subjects


class Left(NamedTuple):
    """The view that was left by one of its cells, where one was, and what was searched then."""

    view: Place
    before: Navigation
    after: Query


class Overviews:
    """Keeps the overview that is open the overview of what is searched for."""

    def __init__(self, room: Room, subjects: Subjects, environment: Mapping[str, str]) -> None:
        self._subjects = subjects
        self._left: Left | None = None
        self._board = room.board
        self._inquiry = room.inquiry
        self._go = room.go
        self._to_quotes = room.to_quotes
        self._environment = environment
        self._asked: OverviewQuestion | None = None
        self._followed: ReadingQuestion | None = None

    def open(self) -> None:
        """The view changed: ask for the overview, if it is one."""
        view = self._board.view
        self._asked = None
        if view in GRIDS:
            self._board.overview.begin(view, self._inquiry.navigation.for_quotes)
            self.ask()

    def ask(self) -> None:
        """Ask for what the open view shows, where that is something else than was asked before."""
        view = self._board.view
        if view not in GRIDS:
            return
        room = room_beside_heads(self._board.width)
        question = OverviewQuestion(view, self._inquiry.navigation.for_quotes, room)
        if question != self._asked:
            self._asked = question
            self._inquiry.ask_overview(question)

    def follow(self, question: ReadingQuestion) -> None:
        """Quotes were found: those of another search, or of a library that has changed."""
        if question is not self._followed:
            self._followed, self._asked = question, None
            self.ask()

    def show(self, answer: OverviewAnswer) -> None:
        from tui.grids.making import grid_of  # noqa: PLC0415  # most runs show none

        if answer.question == self._asked:
            grid = grid_of(answer.overview, answer.question.room, self._environment)
            self._board.overview.show(grid)

    def narrow(self) -> None:
        """Fix what the cell stands for as filters, and go to its quotes."""
        pane = self._board.overview
        chosen = pane.chosen
        if chosen is None or pane.grid is None:
            return
        before = self._inquiry.navigation
        query = pane.grid.query
        if chosen.meeting is not None:
            self._left = Left(pane.place, before, before.query)
            self._board.go_to(Place.DETAIL)
            self._subjects.look_at(Target("meeting", chosen.meeting))
            return
        for term in chosen.terms:
            query = query.with_term(term)
        self._left = Left(pane.place, before, query)
        self._to_quotes(query, chosen.around)

    def back(self) -> bool:
        """To the table again from what its cell led to; False where one has gone on from there."""
        left, self._left = self._left, None
        if left is None or self._inquiry.navigation.query != left.after:
            return False
        self._go(left.before, None)
        self._board.open(left.view)
        return True
