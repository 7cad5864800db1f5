"""Going in and going back: what Enter, Backspace, Esc and q do with the filters."""

from __future__ import annotations

from storage import EVERYTHING, Key, Slug, Term, Window, parse
from tui.commands.command import Place
from tui.navigation import ACTORS, Navigation
from tui.screens.board import Tree
from tui.screens.room import Room
from tui.screens.subjects import Subjects
from tui.screens.trail import Trail

NOTED = Term("has", "note")


class Steps:
    """Turns a step into the next navigation, and goes there."""

    def __init__(self, room: Room, trail: Trail, subjects: Subjects) -> None:
        self._board = room.board
        self._inquiry = room.inquiry
        self._go = room.go
        self._to_quotes = room.to_quotes
        self._trail = trail
        self._subjects = subjects
        self._waiting = room.waiting

    @property
    def _here(self) -> Navigation:
        return self._inquiry.navigation

    def drill(self) -> None:
        """Fix the row under the cursor as a filter and move right; read a quote whole."""
        board = self._board
        if board.active is Place.ACTORS:
            self.drill_to(board.actors.chosen)
        elif board.active is Place.FORMATS:
            self.drill_to(board.formats.chosen)
        else:
            board.cover(Place.READER)

    def drill_to(self, chosen: Term | None) -> None:
        """Fix what a row of the narrowing pane stands for, and move right; None is "all"."""
        here = self._here
        if chosen is not None:
            is_actor = self._board.active is Place.ACTORS
            here = here.following(chosen) if is_actor else here.within(chosen)
        self._go(here, None)
        self._board.step(1)

    def inward(self) -> None:
        """Unfold the row under the cursor; where there is nothing to unfold, to the right."""
        tree = self._board.tree_here
        row = tree.folded if tree else None
        if tree and row:
            self._fold(tree, row.slug)
        else:
            self._board.across(1)

    def outward(self) -> None:
        """Fold the row under the cursor, else to the row above it, else a pane to the left."""
        tree = self._board.tree_here
        row = tree.unfolded if tree else None
        if tree and row:
            self._fold(tree, row.slug)
        elif tree and tree.row_above is not None:
            tree.go(tree.row_above)
        else:
            self._board.across(-1)

    def to_name(self, names: int) -> None:
        """To another name in the detail; from its ends to the pane beside it."""
        if not self._board.detail.choose(names) and self._board.view is None:
            self._board.across(names)

    def _fold(self, tree: Tree, row: Slug) -> None:
        field = ACTORS if tree.place is Place.ACTORS else self._here.facet
        around = Window(tree.top, 3 * tree.visible_rows)
        self._waiting.wait_for(tree.place)
        self._inquiry.ask_list(self._here.folding(field, row), tree.place, around)

    def along(self, searches: int) -> bool:
        """Back along the trail, or forward; False where it ends."""
        query = self._trail.step(searches)
        if query is None:
            return False
        self._rest_on_all()
        self._go(self._here.searching(query), None)
        return True

    def clear_all(self) -> None:
        """Drop all filters and words."""
        self._rest_on_all()
        self._widen(self._here.searching(EVERYTHING))

    def to_noted(self) -> None:
        """To all quotes with notes."""
        self._subjects.forget()
        self._to_quotes(EVERYTHING.with_term(NOTED))

    def narrow(self, text: str | None) -> None:
        """Narrow by one term more; a speaker or talks take the place of those before."""
        if text is None:
            return
        (term,) = parse(text).query.terms
        here = self._here.without_previews()
        if isinstance(term, Term) and term.field in {"by", "in"}:
            here = here._replace(query=here.query.without_fields(term.field))
        self._go(here._replace(query=here.query.with_term(term)), None)

    def drop_chip(self) -> None:
        """To what the detail was about before, else close a view, else drop the last filter."""
        if self._subjects.back():
            return
        if self._board.view:
            self._board.view = None
        else:
            self._rest_on_all()
            self._widen(self._here.without_last_filter())

    def back(self) -> bool:
        """Take the last step back; False at the top, where there is none."""
        here = self._here
        if self._board.is_zoomed and not self._board.view:
            self._board.zoom()
        elif here.previews and not self._board.view:
            self._rest_on_all()
            self._widen(here.without_previews())
        elif self._board.view or here.query.terms:
            self.drop_chip()
        else:
            return False
        return True

    def _rest_on_all(self) -> None:
        """No row narrows any more, and none is what the detail is about."""
        self._board.rest_on_all()
        self._subjects.forget()

    def _widen(self, navigation: Navigation) -> None:
        """Go to more quotes, and stay on the one that was picked among the fewer."""
        quotes = self._board.quotes
        picked = quotes.current_key if quotes.cursor else None
        self._go(navigation, Key(picked) if picked else None)
