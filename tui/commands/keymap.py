"""Which key runs which command: the table of commands, with a person's own keys put in."""

from __future__ import annotations

import string
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from tui import wording
from tui.commands.catalogue import COMMANDS
from tui.commands.command import Command, Place, key_name, key_written
from tui.settings import NO_SETTINGS, PLAIN, Problem, Settings, problem_of

ALWAYS_REACHABLE: Final = ("search", "help", "palette", "quit")
"""Commands that keep a key whatever a person writes: with them one finds all others, and out."""


class KeysOfPlace:
    """What the keys do in one place."""

    def __init__(self, commands: Iterable[Command]) -> None:
        self.commands = tuple(commands)
        self.by_key = {key: command for command in self.commands for key in command.keys}
        self.followers: dict[str, list[tuple[str, Command]]] = {}
        for key, command in self.by_key.items():
            first, _, second = key.partition(" ")
            if second:
                self.followers.setdefault(first, []).append((second, command))


class KeyMap:
    """The table of commands in effect.

    A command of two keys has them written as `y c`: `c` counts once `y` was pressed.
    """

    def __init__(
        self, commands: Iterable[Command] = COMMANDS, problems: Sequence[Problem] = ()
    ) -> None:
        self.commands = tuple(commands)
        self.problems = tuple(problems)
        self._places: dict[Place, KeysOfPlace] = {}

    def command_for(self, key: str, place: Place) -> Command | None:
        """The command that a key runs in a place, by Textual's name of the key or its character."""
        return self._in(place).by_key.get(key)

    def followers(self, first: str, place: Place) -> Sequence[tuple[str, Command]]:
        """What the second key may be where the first of two was pressed; none: it is no first."""
        return self._in(place).followers.get(first, ())

    def commands_in(self, place: Place) -> tuple[Command, ...]:
        return self._in(place).commands

    def key_of(self, command_id: str) -> str:
        """How a command is called in a sentence: by its first key, or as the palette finds it."""
        return self.first_key(command_id) or f"{self.first_key('palette')} {command_id}"

    def first_key(self, command_id: str) -> str:
        """The first key of a command, as it is written; "" where it has none."""
        command = next(each for each in self.commands if each.id == command_id)
        return key_name(command.keys[0]) if command.keys else ""

    def _in(self, place: Place) -> KeysOfPlace:
        """Worked out when a place is first asked for: most are not before the first frame."""
        if place not in self._places:
            here = (command for command in self.commands if place in command.places)
            self._places[place] = KeysOfPlace(here)
        return self._places[place]


DEFAULT: Final = KeyMap()


def in_effect(settings: Settings) -> KeyMap:
    """The table with a person's own keys; what is not sound in them is told and left out."""
    if settings is NO_SETTINGS:
        return DEFAULT
    usual = {each.id: _plain(each) if settings.preset == PLAIN else each.keys for each in COMMANDS}
    own, problems = _understood(settings.keys)
    problems += [*_locked_out(own, usual), *_clashing(own, usual)]
    commands = [each._replace(keys=own.get(each.id, usual[each.id])) for each in COMMANDS]
    return KeyMap(commands, (*settings.problems, *problems))


def names_of(key: str, character: str | None) -> Iterator[str]:
    """What a pressed key may be called in the table, the likeliest first.

    A letter of another script is read by its position on the keyboard, once nothing is called so.
    """
    yield key
    if character:
        yield character
        if not character.isascii():
            from tui.commands.layouts import positions  # noqa: PLC0415  # seldom needed

            yield from positions(character)


def _plain(command: Command) -> tuple[str, ...]:
    """Its keys for who wants no letters: none that writes, and none where another key does it."""
    if command.writes:
        return ()
    others = tuple(key for key in command.keys if key not in string.ascii_letters)
    return others or command.keys


def _understood(
    written: Mapping[str, tuple[str, ...]],
) -> tuple[dict[str, tuple[str, ...]], list[Problem]]:
    """A person's keys by Textual's names; entries that name no command or no key are told."""
    known = {command.id for command in COMMANDS}
    own: dict[str, tuple[str, ...]] = {}
    problems: list[Problem] = []
    for command_id, keys in written.items():
        named = {key: key_written(key) for key in keys if key}
        unknown = [key for key, name in named.items() if name is None]
        if command_id not in known:
            told = wording.no_such_command(command_id, sorted(known))
            problems.append(problem_of(command_id, told))
        elif unknown:
            problems.append(problem_of(command_id, wording.no_such_key(command_id, unknown[0])))
        else:
            own[command_id] = tuple(name for name in named.values() if name)
    return own, problems


def _locked_out(
    own: dict[str, tuple[str, ...]], usual: Mapping[str, tuple[str, ...]]
) -> Iterator[Problem]:
    """Give the commands without which one is lost their usual keys back."""
    for command_id in ALWAYS_REACHABLE:
        if own.get(command_id) == ():
            del own[command_id]
            told = wording.needs_a_key(command_id, _shown(usual[command_id]))
            yield problem_of(command_id, told)


def _clashing(
    own: dict[str, tuple[str, ...]], usual: Mapping[str, tuple[str, ...]]
) -> Iterator[Problem]:
    """Leave out, the last first, entries of a key that does something else in the same place.

    The usual keys that come back instead may clash in their turn, so it is looked again after each;
    with no entry left there is no clash.
    """
    while clash := _last_clash(own, {**usual, **own}):
        command_id, key, other = clash
        del own[command_id]
        keeps = _shown(usual[command_id])
        told = wording.key_taken(command_id, key_name(key), other.id, keeps)
        yield problem_of(command_id, told)


def _last_clash(
    own: Mapping[str, tuple[str, ...]], keys: Mapping[str, tuple[str, ...]]
) -> tuple[str, str, Command] | None:
    places = {command.id: command.places for command in COMMANDS}
    for command_id in reversed(list(own)):
        for other in COMMANDS:
            if other.places & places[command_id]:
                for key in keys[command_id]:
                    is_itself = {key} if other.id == command_id else set[str]()
                    if any(_exclude(key, taken) for taken in {*keys[other.id]} - is_itself):
                        return command_id, key, other
    return None


def _exclude(key: str, other: str) -> bool:
    """Whether two commands cannot have these: the same, or one is the first of the other's two."""
    return (
        key == other or f"{key} " == other[: len(key) + 1] or f"{other} " == key[: len(other) + 1]
    )


def _shown(keys: Sequence[str]) -> str:
    return " ".join(key_name(key) for key in keys)
