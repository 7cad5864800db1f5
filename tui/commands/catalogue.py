"""Every command there is. Keys, footer, palette, help and the README's table read this alone."""

from __future__ import annotations

from typing import Final

from tui.commands.command import ANYWHERE, LISTS, PANES, Command

COMMANDS: Final = (
    Command(
        "search", ("slash", "ctrl+f"), "search",
        "Search all: every letter narrows every pane.", ANYWHERE, footer=1, words="find",
    ),
    Command(
        "drill", ("enter",), "go in",
        "On an actor or format: make it a filter and move right. On a quote: read it whole.",
        PANES, footer=2, words="show open read",
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
    Command("left", ("h", "left"), "left", "The pane to the left.", PANES),
    Command("right", ("l", "right"), "right", "The pane to the right.", PANES),
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
        "The next quote, from any pane.", ANYWHERE, footer=9),
    Command("previous_quote", ("left_square_bracket",), "quote before",
        "The quote before, from any pane.", ANYWHERE),
    Command("note", ("a",), "note", "Write a note on the quote; Esc saves it.",
        ANYWHERE, footer=5, writes=True),
    Command("tag", ("t",), "tag", "Tag the quote: 1 to 9 toggle recent tags.",
        ANYWHERE, footer=6, writes=True),
    Command("star", ("asterisk",), "star", "Star the quote, or take the star off.",
        ANYWHERE, writes=True),
    Command("repeat", ("full_stop",), "repeat", "The last annotation again, on this quote.",
        ANYWHERE, footer=10, writes=True),
    Command("undo", ("u",), "undo", "Take back the last write; what was written before this run is "
        "asked about first.", ANYWHERE, footer=8, writes=True),
    Command("provenance", ("p",), "provenance",
        "Where the words come from, hop by hop, and where they stand.", ANYWHERE, footer=7),
    Command("palette", ("colon", "ctrl+p"), "commands", "Find a command by its name and run it.",
        ANYWHERE, footer=11),
    Command("help", ("question_mark", "f1"), "help", "What the keys do here; ⏎ runs a line.",
        ANYWHERE, footer=4, words="keys"),
    Command("redraw", ("ctrl+l",), "redraw", "Paint the screen anew.", ANYWHERE),
    Command("quit_hint", ("ctrl+c",), "how to leave", "Says how to leave.", ANYWHERE),
    Command("quit", ("Q",), "quit", "Leave from anywhere; everything is saved.", ANYWHERE,
        words="leave exit"),
    Command("copy_quote", ("y y",), "copy quote", "Copy the quote with its source.",
        ANYWHERE, footer=13),
    Command("copy_citation", ("y c",), "copy citation",
        "Copy where the quote comes from, on one line.", ANYWHERE, words="cite"),
    Command("copy_url", ("y u",), "copy URL", "Copy the address of the source.", ANYWHERE),
    Command("copy_key", ("y k",), "copy key", "Copy the key of the quote.", ANYWHERE),
    Command("copy_markdown", ("y m",), "copy Markdown",
        "Copy the quote with its citation as Markdown.", ANYWHERE),
    Command("copy_json", ("y j",), "copy JSON",
        "Copy the quote with its notes as JSON, as `show --json` prints it.", ANYWHERE),
    Command("plain_view", ("Y",), "select from",
        "Show the quote plain, without frames and mouse, to select from.", ANYWHERE),
    Command("open_source", ("o",), "source", "Show the address of the source; ⏎ opens it.",
        ANYWHERE, footer=14, words="browser URL"),
    Command("open_archive", ("O",), "archived copy",
        "Show the address of the archived copy of the source; ⏎ opens it.", ANYWHERE),
)  # fmt: skip

TAKES: Final = (
    "copy_quote", "copy_citation", "copy_url", "copy_key", "copy_markdown", "copy_json",
    "open_source", "open_archive", "plain_view",
)  # fmt: skip
"""Commands that take a quote away, as it is held: `tui/screens/taking.py` does them."""
