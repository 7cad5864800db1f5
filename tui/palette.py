"""The boxes over the command table: `:` finds any command, `?` says what the keys do here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from tui import wording
from tui.commands.command import Command, Place, key_name
from tui.commands.keymap import KeyMap
from tui.commands.search_help import PIECES, SIGNS
from tui.formatting import Span, text_of
from tui.widgets.marked_text import spelt
from tui.widgets.picker import Choice, Picker


class Palette(Picker):
    """The commands of a place, found by their names; picking one runs it."""

    heading = "COMMANDS"
    footing = " ⏎ run · Esc close · ↑↓ choose · the key shown does the same"
    nothing = wording.NO_COMMAND_CALLED

    def __init__(self, keys: KeyMap, place: Place) -> None:
        super().__init__()
        self._commands = keys.commands_in(place)

    def choices(self, typed: str) -> list[Choice]:
        ranked = [(_rank(command, typed), command) for command in self._commands]
        found = [(rank, command) for rank, command in ranked if rank is not None]
        found.sort(key=lambda each: each[0])
        return [Choice(each.id, self.line(each), each.explanation) for _, each in found]

    def line(self, command: Command) -> tuple[Span, ...]:
        return (
            Span(f"{command.title:<17}"),
            _keys(command),
            Span(command.explanation, "dim"),
        )


SEARCHED_FOR: Final = "/ "
"""What a picked line begins with that is not a command but a piece of a search."""


class Help(Palette):
    """The same table by its keys: what each does in the pane where `?` was pressed.

    Below it what a search can say, which ⏎ puts into the search, and what the signs mean.
    """

    footing = " ⏎ run the line · Esc close · type to filter"

    def __init__(self, keys: KeyMap, place: Place, *, is_about_search: bool = False) -> None:
        super().__init__(keys, place)
        self._is_about_search = is_about_search
        self.heading = "HELP: what a search can say" if is_about_search else f"HELP: {place.value}"

    def choices(self, typed: str) -> list[Choice]:
        searched, signs = _fitting(_pieces(), typed), _fitting(_signs(), typed)
        if self._is_about_search:
            return [*searched, *signs]
        return [*super().choices(typed), *searched, *signs]

    def line(self, command: Command) -> tuple[Span, ...]:
        return (_keys(command), Span(command.explanation))


def _pieces() -> Iterator[tuple[str, Choice]]:
    for piece in PIECES:
        told = f"{'  '.join(piece.examples)} — {piece.meaning.replace('`', '')}"
        line = (Span(f"{piece.examples[0]:<16} ", "label"), Span(piece.meaning.replace("`", "")))
        yield told, Choice(f"{SEARCHED_FOR}{piece.examples[0]}", line, told)


def _signs() -> Iterator[tuple[str, Choice]]:
    for sign, meaning in SIGNS:
        yield (
            f"{sign} {meaning}",
            Choice("", (Span(f"{sign:<12} ", "label"), Span(meaning)), f"{sign} — {meaning}"),
        )


def _fitting(offered: Iterable[tuple[str, Choice]], typed: str) -> list[Choice]:
    """Those of which each word that was typed is told."""
    words = typed.lower().split()
    return [choice for told, choice in offered if all(word in told.lower() for word in words)]


def _keys(command: Command) -> Span:
    """A column of them; names of keys that are spelt out here are longer."""
    keys = text_of(spelt((Span(command.shown_keys),)))
    return Span(f"{keys:<12} ", "label")


def _rank(command: Command, typed: str) -> int | None:
    """How well a command fits what was typed, the lowest best; None where it does not.

    Its key or title, else its title from the beginning, else whole words of its names, their
    beginnings, their parts, its explanation.
    """
    if typed.strip() in {*map(key_name, command.keys), command.title}:
        return -1
    if typed.strip() and command.title.lower().startswith(typed.strip().lower()):
        return 0
    words = typed.lower().replace("_", " ").split()
    named = f"{command.title} {command.id.replace('_', ' ')} {command.words}".lower()
    names = named.split()
    if all(word in names for word in words):
        return 1
    if all(any(name.startswith(word) for name in names) for word in words):
        return 2
    if all(word in named for word in words):
        return 3
    return 4 if all(word in f"{named} {command.explanation.lower()}" for word in words) else None
