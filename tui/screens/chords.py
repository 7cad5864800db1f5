"""Commands of two keys: the first is kept until the second comes, whatever that is."""

from __future__ import annotations

from collections.abc import Sequence

from tui.commands.command import Command, Place
from tui.commands.keymap import KeyMap, names_of


class Chords:
    """Turns keys into commands. A second key that follows no first key does nothing at all."""

    def __init__(self, keys: KeyMap) -> None:
        self._keys = keys
        self._first = ""

    @property
    def is_waiting(self) -> bool:
        """Whether the first key of two was pressed."""
        return bool(self._first)

    def awaited(self, place: Place) -> Sequence[tuple[str, Command]]:
        """What the second key may be; nothing where none is awaited."""
        return self._keys.followers(self._first, place)

    def forget(self) -> None:
        """The keys go elsewhere now."""
        self._first = ""

    def press(self, key: str, character: str | None, place: Place) -> Command | None:
        """The command that a key runs or completes; None where it does not, or begins one."""
        first, self._first = self._first, ""
        for name in names_of(key, character):
            command = self._keys.command_for(f"{first} {name}" if first else name, place)
            if command is not None:
                return command
            if not first and self._keys.followers(name, place):
                self._first = name
                return None
        return None
