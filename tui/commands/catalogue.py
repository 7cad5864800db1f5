"""Every command there is. Keys, footer, palette, help and the README's table read this alone."""

from __future__ import annotations

from typing import Final

from tui.commands.command import ANYWHERE, AT_A_QUOTE, GRIDS, LISTS, PANES, Command, Place

COMMANDS: Final = (
    Command(
        "search", ("slash", "ctrl+f"), "search",
        "Search all: every letter narrows every pane.", ANYWHERE, footer=1,
    ),
    Command(
        "drill", ("enter",), "go in",
        "On an actor or format: make it a filter and move right. On a quote: read it whole. In a "
        "table: the quotes of the cell.",
        PANES | GRIDS, footer=2,
    ),
    Command("back", ("q",), "back",
        "Clear a preview, else close, else drop the last filter, the words last; at the top: "
        "leave.",
        ANYWHERE, footer=3,
    ),
    Command("clear", ("escape",), "clear", "The same, but it never leaves.", ANYWHERE),
    Command("drop_chip", ("backspace",), "drop filter",
        "Drop the last filter, the words last; in a view that covers the panes: close it.",
        ANYWHERE, footer=12,
    ),
    Command("down", ("j", "down"), "down", "The next row.", ANYWHERE),
    Command("up", ("k", "up"), "up", "The row before.", ANYWHERE),
    Command("left", ("h", "left"), "left", "The pane to the left; in a table the cell.",
        PANES | GRIDS),
    Command("right", ("l", "right"), "right", "The pane to the right; in a table the cell.",
        PANES | GRIDS),
    Command("next_pane", ("tab",), "next pane", "The next pane.", PANES),
    Command("previous_pane", ("shift+tab",), "pane before", "The pane before.", PANES),
    Command("pane_actors", ("1",), "actors", "To the actors.", ANYWHERE),
    Command("pane_formats", ("2",), "formats", "To the talks formats.", ANYWHERE),
    Command("pane_quotes", ("3",), "quotes", "To the quotes.", ANYWHERE),
    Command("pane_detail", ("4",), "detail", "To the detail of the quote.", ANYWHERE),
    Command("first", ("g", "home"), "first", "The first row.", ANYWHERE),
    Command("last", ("G", "end"), "last", "The last row.", ANYWHERE),
    Command("page_down", ("ctrl+d", "pagedown"), "page down", "Half a page down.", ANYWHERE),
    Command("page_up", ("ctrl+u", "pageup"), "page up", "Half a page up.", ANYWHERE),
    Command("detail_down", ("J",), "scroll detail", "Scroll the detail down.", LISTS),
    Command("detail_up", ("K",), "scroll detail up", "Scroll the detail up.", LISTS),
    Command("next_quote", ("right_square_bracket",), "next quote",
        "The next quote, from any pane.", AT_A_QUOTE, footer=9),
    Command("previous_quote", ("left_square_bracket",), "quote before",
        "The quote before, from any pane.", AT_A_QUOTE),
    Command("note", ("a",), "note", "Write a note on the quote; Esc saves it.",
        AT_A_QUOTE, footer=5, writes=True),
    Command("tag", ("t",), "tag", "Tag the quote: 1 to 9 toggle recent tags.",
        AT_A_QUOTE, footer=6, writes=True),
    Command("star", ("asterisk",), "star", "Star the quote, or take the star off.",
        AT_A_QUOTE, writes=True),
    Command("repeat", ("full_stop",), "repeat", "The last annotation again, on this quote.",
        AT_A_QUOTE, footer=10, writes=True),
    Command("undo", ("u",), "undo", "Take back the last write; what was written before this run is "
        "asked about first.", ANYWHERE, footer=8, writes=True),
    Command("provenance", ("p",), "provenance",
        "Where the words come from, hop by hop, and where they stand.", AT_A_QUOTE, footer=7),
    Command("palette", ("colon", "ctrl+p"), "commands", "Find a command by its name and run it.",
        ANYWHERE, footer=11),
    Command("help", ("question_mark", "f1"), "help", "What the keys do here; ⏎ runs a line.",
        ANYWHERE, footer=4),
    Command("redraw", ("ctrl+l",), "redraw", "Paint the screen anew.", ANYWHERE),
    Command("quit_hint", ("ctrl+c",), "how to leave", "Says how to leave.", ANYWHERE),
    Command("quit", ("Q",), "quit", "Leave from anywhere; everything is saved.", ANYWHERE),
    Command("view", ("v",), "view", "Another view of what was found; the letter behind it says "
        "which.", ANYWHERE, footer=8),
    Command("view_list", ("v l",), "list", "The list of quotes, out of any other view.", ANYWHERE),
    Command("view_timeline", ("v t",), "timeline",
        "How often each actor spoke in each week, month or year.", ANYWHERE),
    Command("view_matrix", ("v m",), "matrix", "How often each actor spoke in which format.",
        ANYWHERE),
    Command("view_presence", ("v w",), "who", "Who was at which meeting, and who stayed away.",
        ANYWHERE),
    Command("view_stances", ("v s",), "stances", "Stances over time, and where they changed.",
        ANYWHERE),
    Command("turn_cell", ("space",), "turn",
        "What the cells say: how many quotes, the newest stance, the last date.",
        frozenset({Place.MATRIX}), footer=3),
)  # fmt: skip


def command_for(key: str, place: Place) -> Command | None:
    """The command that a key runs in a place, by Textual's name of the key or its character."""
    return _BY_KEY.get((key, place))


def commands_behind(key: str, place: Place) -> tuple[Command, ...]:
    """Those that a key begins, and another one ends."""
    return tuple(
        command
        for command in commands_in(place)
        if any(each.startswith(f"{key} ") for each in command.keys)
    )


def commands_in(place: Place) -> tuple[Command, ...]:
    return tuple(command for command in COMMANDS if place in command.places)


_BY_KEY: Final = {
    (key, place): command
    for command in COMMANDS
    for place in command.places
    for key in command.keys
}
