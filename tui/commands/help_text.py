"""The command table as text: for `peace-tui keys` and the README."""

from __future__ import annotations

from tui.commands.command import ANYWHERE, AT_A_QUOTE, INWARD, LISTS, PANES, Command, key_name
from tui.commands.keymap import DEFAULT, KeyMap

_WHERE = (
    (ANYWHERE, "anywhere"),
    (AT_A_QUOTE, "at a quote"),
    (INWARD, "the panes, one quote, tables"),
    (PANES, "the panes"),
    (LISTS, "the lists"),
)


def where(command: Command) -> str:
    """Where its keys work, in words."""
    for places, words in _WHERE:
        if command.places == places:
            return words
    return ", ".join(sorted(place.value for place in command.places))


def keys_markdown(keys: KeyMap = DEFAULT) -> str:
    """The table as Markdown."""
    rows = ["| Keys | Does | Where |", "| --- | --- | --- |"]
    for command in keys.commands:
        shown = " ".join(f"`{key_name(key)}`" for key in command.keys)
        shown = shown or f"`:` {command.title}"  # it has no key of its own
        rows.append(f"| {shown} | {command.explanation} | {where(command)} |")
    return "\n".join(rows)


def keys_text(keys: KeyMap) -> str:
    """The table as plain lines: keys, what they are called in the settings, what they do."""
    return "\n".join(
        f"{command.shown_keys:<12} {command.id:<14} {command.explanation} ({where(command)})"
        for command in keys.commands
    )
