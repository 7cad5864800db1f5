"""The commands that only move: which method of the board each one calls."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tui.commands.command import Place
from tui.screens.board import Board

DETAIL_STEP = 3  # lines that J and K scroll


def moves_of(board: Board) -> Mapping[str, Callable[[], None]]:
    """By the id of the command."""

    def half_page() -> int:
        return max(1, board.pane.visible_rows // 2)

    return {
        "down": lambda: board.pane.move(1),
        "up": lambda: board.pane.move(-1),
        "next_pane": lambda: board.step(1),
        "previous_pane": lambda: board.step(-1),
        "pane_quotes": lambda: board.go_to(Place.QUOTES),
        "pane_detail": lambda: board.go_to(Place.DETAIL),
        "pane_notes": lambda: board.go_to(Place.NOTES),
        "first": lambda: board.pane.go(0),
        "last": lambda: board.pane.go(board.pane.rows_in_all - 1),
        "page_down": lambda: board.pane.move(half_page()),
        "page_up": lambda: board.pane.move(-half_page()),
        "detail_down": lambda: board.detail.move(DETAIL_STEP),
        "detail_up": lambda: board.detail.move(-DETAIL_STEP),
        "next_quote": lambda: board.quotes.move(1),
        "previous_quote": lambda: board.quotes.move(-1),
        "view_list": lambda: board.go_to(Place.QUOTES),
        "view_timeline": lambda: board.open(Place.TIMELINE),
        "view_matrix": lambda: board.open(Place.MATRIX),
        "view_presence": lambda: board.open(Place.PRESENCE),
        "view_stances": lambda: board.open(Place.STANCES),
        "turn_cell": board.overview.turn,
    }
