"""The command table as text: for `peace-tui keys` and the README."""

from __future__ import annotations

from tui.commands.catalogue import COMMANDS
from tui.commands.command import ANYWHERE, AT_A_QUOTE, GRIDS, LISTS, PANES, Command, key_name

_WHERE = (
    (ANYWHERE, "anywhere"),
    (AT_A_QUOTE, "at a quote"),
    (PANES | GRIDS, "the panes, tables"),
    (PANES, "the panes"),
    (LISTS, "the lists"),
)


def where(command: Command) -> str:
    """Where its keys work, in words."""
    for places, words in _WHERE:
        if command.places == places:
            return words
    return ", ".join(sorted(place.value for place in command.places))


def keys_markdown() -> str:
    """The table as Markdown."""
    rows = ["| Keys | Does | Where |", "| --- | --- | --- |"]
    for command in COMMANDS:
        keys = " ".join(f"`{key_name(key)}`" for key in command.keys)
        rows.append(f"| {keys} | {command.explanation} | {where(command)} |")
    return "\n".join(rows)


def keys_text() -> str:
    """The table as plain lines."""
    return "\n".join(
        f"{command.shown_keys:<12} {command.explanation} ({where(command)})" for command in COMMANDS
    )
