"""The boxes over the command table: `:` finds any command, `?` says what the keys do here."""

from __future__ import annotations

from tui.commands.command import Command, Place
from tui.commands.keymap import KeyMap
from tui.formatting import Span
from tui.widgets.picker import Choice, Picker


class Palette(Picker):
    """The commands of a place, found by their names; picking one runs it."""

    heading = "COMMANDS"
    footing = " ↑↓ choose · ⏎ run · the key shown does the same"

    def __init__(self, keys: KeyMap, place: Place) -> None:
        super().__init__()
        self._commands = keys.commands_in(place)

    def choices(self, typed: str) -> list[Choice]:
        words = typed.lower().split()
        found = [
            command
            for command in self._commands
            if all(word in f"{command.title} {command.explanation}".lower() for word in words)
        ]
        found.sort(key=lambda command: not all(word in command.title.lower() for word in words))
        return [Choice(command.id, self.line(command), command.explanation) for command in found]

    def line(self, command: Command) -> tuple[Span, ...]:
        return (
            Span(f"{command.title:<17}"),
            Span(f"{command.shown_keys:<12} ", "label"),
            Span(command.explanation, "dim"),
        )


class Help(Palette):
    """The same table by its keys: what each does in the pane where `?` was pressed."""

    footing = " type to filter · ⏎ runs the line · Esc close"

    def __init__(self, keys: KeyMap, place: Place) -> None:
        super().__init__(keys, place)
        self.heading = f"HELP: {place.value}"

    def line(self, command: Command) -> tuple[Span, ...]:
        return (Span(f"{command.shown_keys:<12} ", "label"), Span(command.explanation))
