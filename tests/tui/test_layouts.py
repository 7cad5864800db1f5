"""Keys under another keyboard layout: a letter is read by its position on the keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.driver import at_the_keyboard
from tui.commands.catalogue import COMMANDS
from tui.commands.command import Command, Place
from tui.commands.keymap import DEFAULT, in_effect
from tui.commands.layouts import LAYOUTS, US, positions
from tui.screens.chords import Chords
from tui.settings import settings_in

US_KEYS = "".join(US)
BY_LETTER = [
    (name, command, key)
    for name in LAYOUTS
    for command in COMMANDS
    for key in command.keys
    if all(each in US_KEYS and each.isalpha() for each in key.split())
]
SIGNS_THERE = {
    ("Arabic", "D"), ("Arabic", "F"), ("Arabic", "L"), ("Arabic", "U"), ("Arabic", "V"),
    ("Greek", "q"), ("Greek", "Q"), ("Hebrew", "q"), ("Hebrew", "w"), ("Hebrew", "v w"),
    ("Persian", "B"), ("Persian", "O"), ("Persian", "P"),
}  # fmt: skip
"""Keys that type a sign there which means itself, such as `;`, `/`, `]` or a space."""


def on(layout: str, key: str) -> str:
    """What a US key types in a layout."""
    return "".join(LAYOUTS[layout])[US_KEYS.index(key)]


def run_by(typed: list[str], place: Place) -> Command | None:
    chords = Chords(DEFAULT)
    *before, last = typed
    for each in before:
        assert chords.press(each, each, place) is None
    return chords.press(last, last, place)


@pytest.mark.parametrize(
    ("layout", "command", "key"), BY_LETTER, ids=lambda each: getattr(each, "id", str(each))
)
def test_every_command_of_letters_is_reached_from_every_layout(
    layout: str, command: Command, key: str
) -> None:
    typed = [on(layout, each) for each in key.split()]
    is_reached = all(run_by(typed, place) is command for place in command.places)
    # Of a letter that two layouts have on different keys the likelier one counts.
    is_one_of_two = any(len(positions(each)) > 1 for each in typed)
    assert is_reached or is_one_of_two or (layout, key) in SIGNS_THERE
    assert not (is_reached and (layout, key) in SIGNS_THERE)


def test_a_letter_that_a_person_gave_a_command_is_that_letter() -> None:
    own = in_effect(settings_in('[keys]\nstar = "о"\n', Path()))  # Cyrillic, on the key of j
    command = Chords(own).press("о", "о", Place.QUOTES)
    assert command is not None
    assert command.id == "star"


def test_a_latin_letter_is_never_read_as_another() -> None:
    assert all(positions(each) == () for each in US_KEYS)


async def test_a_reader_who_types_russian_moves_and_writes(sample: Path) -> None:
    async with at_the_keyboard(sample) as ui:
        first = ui.current
        await ui.press("о")  # j
        assert ui.current != first
        await ui.press("л", "ф")  # k, a
        assert ui.sees("NOTE on")
        await ui.type("оф")
        assert "оф" in ui.screen()  # in a text field it is what it is
