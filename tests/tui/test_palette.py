"""The palette and the help: a command is found by its key, its names and what it does, and run."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.driver import at_the_keyboard
from tui.commands.command import Command, Place, key_name
from tui.commands.keymap import DEFAULT
from tui.palette import Help, Palette

VERBS = {
    "search": "search",
    "show": "drill",
    "note": "note",
    "tag": "tag",
    "star": "star",
    "undo": "undo",
    "keys": "help",
}


def found(typed: str) -> list[str]:
    return [choice.value for choice in Palette(DEFAULT, Place.QUOTES).choices(typed)]


@pytest.mark.parametrize(("verb", "command"), VERBS.items())
def test_a_verb_of_the_command_line_finds_its_command_first(verb: str, command: str) -> None:
    assert found(verb)[0] == command


@pytest.mark.parametrize("command", DEFAULT.commands_in(Place.QUOTES), ids=lambda each: each.id)
def test_every_command_is_found_first_by_its_keys_and_by_its_names(command: Command) -> None:
    assert all(found(key_name(key))[0] == command.id for key in command.keys)
    assert command.id in found(command.title)[:3]
    assert command.id in found(command.id)[:3]
    assert command.id in found(command.explanation)


def test_the_beginning_of_a_name_goes_before_its_middle_and_its_explanation() -> None:
    assert found("cop")[0].startswith("copy_")
    assert found("prov")[0] == "provenance"
    assert found("copy mark") == ["copy_markdown"]


async def test_help_narrows_as_one_types_and_runs_the_line_under_the_cursor(sample: Path) -> None:
    async with at_the_keyboard(sample) as ui:
        await ui.press("3", "question_mark")
        assert ui.sees("HELP: quotes")
        await ui.press(*"copy", "down")
        assert ui.sees("y c Copy where the quote comes from")
        assert not ui.sees("Scroll the detail")
        await ui.press("enter")
        assert ui.sees("sent to the terminal: the citation")


async def test_a_name_of_the_command_line_alone_is_told_where_it_is(sample: Path) -> None:
    async with at_the_keyboard(sample) as ui:
        await ui.press("colon", *"verify")
        assert ui.sees("The command line has others: `peace-tui --help`.")


async def test_the_palette_shows_the_keys_in_effect_and_help_those_of_the_place(
    sample: Path,
) -> None:
    commands = [each.id for each in DEFAULT.commands_in(Place.READER)]
    helped = [each.value for each in Help(DEFAULT, Place.READER).choices("")]
    assert helped[: len(commands)] == commands
    async with at_the_keyboard(sample) as ui:
        await ui.press("colon", *"markdown")
        assert ui.sees("copy Markdown y m")
