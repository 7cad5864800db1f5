"""The command table as text: for `peace-tui keys` and the README."""

from __future__ import annotations

from tui.commands.catalogue import COMMANDS
from tui.commands.command import ANYWHERE, LISTS, PANES, Command

_WHERE = ((ANYWHERE, "anywhere"), (PANES, "the panes"), (LISTS, "the lists"))

WITH_KEYS = tuple(command for command in COMMANDS if command.keys)
"""The others are found in the palette by their names."""


def where(command: Command) -> str:
    """Where its keys work, in words."""
    for places, words in _WHERE:
        if command.places == places:
            return words
    return ", ".join(sorted(place.value for place in command.places))


def keys_markdown() -> str:
    """The table as Markdown."""
    rows = ["| Keys | Does | Where |", "| --- | --- | --- |"]
    for command in WITH_KEYS:
        keys = " ".join(f"`{key}`" for key in command.shown_keys.split())
        rows.append(f"| {keys} | {command.explanation} | {where(command)} |")
    return "\n".join(rows)


def keys_text() -> str:
    """The table as plain lines."""
    return "\n".join(
        f"{command.shown_keys:<12} {command.explanation} ({where(command)})"
        for command in WITH_KEYS
    )
