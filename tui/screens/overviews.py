"""The overview that covers the panes: asked for when it opens and when the search changes."""

from __future__ import annotations

from collections.abc import Mapping

from tui.commands.command import GRIDS, Place
from tui.gateway.questions import OverviewAnswer, OverviewQuestion, ReadingQuestion
from tui.grids.grid import room_beside_heads
from tui.screens.room import Room


class Overviews:
    """Keeps the overview that is open the overview of what is searched for."""

    def __init__(self, room: Room, environment: Mapping[str, str]) -> None:
        self._board = room.board
        self._inquiry = room.inquiry
        self._go = room.go
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
        query = pane.grid.query
        for term in chosen.terms:
            query = query.with_term(term)
        self._board.rest_on_all()
        self._board.go_to(Place.QUOTES)
        self._go(self._inquiry.navigation.searching(query), chosen.around)
