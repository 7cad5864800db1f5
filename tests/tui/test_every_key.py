"""Every key of the table, in every place where a key can be pressed."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest

from tests.driver import PeaceDriver, at_the_keyboard
from tui.commands.catalogue import COMMANDS
from tui.commands.command import Command, Place
from tui.commands.keymap import DEFAULT

# To a row with others above and below, and to a text with more of it above and below.
WAY_TO = {
    Place.ACTORS: ("3", "j", "J", "1", "j", "j"),
    Place.FORMATS: ("3", "j", "J", "2", "j", "j"),
    Place.QUOTES: ("3", "j", "j", "j", "J"),
    Place.DETAIL: ("3", "j", "j", "j", "4", "j", "j"),
    Place.NOTES: ("3", "j", "j", "j", "a", *("x", "enter") * 20, "escape", "5", "j", "j"),
    Place.READER: ("3", "j", "j", "j", "enter", "j", "l", "l"),
    Place.PROVENANCE: ("3", "j", "j", "j", "p", "j"),
    Place.TIMELINE: ("v", "t", "h", "j", "j"),
    Place.MATRIX: ("v", "m", "l", "j", "j"),
    Place.PRESENCE: ("v", "w", "l", "j", "j"),
    Place.STANCES: ("v", "s", "j"),
    Place.BRIEFS: ("b", *"one", "enter", "b", *"two", "enter", "b", *"six", "enter", "B", "j"),
    Place.BRIEF: (*["space"] * 8, "b", *"one", "enter", "escape", "B", "enter", "j", "j"),
}
WORD = {Place.STANCES: "peace"}  # where a place has little of the quotes that have the usual word
SIZE = {Place.READER: (40, 12), Place.PROVENANCE: (40, 12)}  # where these have more than one page
# At 80 columns the narrowing panes are as narrow as they may be.
NOTHING_SEEN = {
    (place, command)
    for place, commands in {
        Place.ACTORS: ("detail_up", "previous_quote"),
        Place.FORMATS: ("detail_up", "previous_quote"),
        Place.QUOTES: ("pane_quotes", "view_list"),
        Place.DETAIL: ("pane_detail",),
        Place.NOTES: ("pane_notes",),
        Place.TIMELINE: ("view_timeline",),
        Place.MATRIX: ("view_matrix",),
        Place.PRESENCE: ("view_presence",),
        Place.STANCES: ("view_stances", "left", "right"),  # one stance a row
    }.items()
    for command in commands
} | {(place, "redraw") for place in Place}
STRANGE = ("Z", "%", "ñ", "ctrl+o", "f7", "delete", "ctrl+home")


def name_of(each: Command | Place) -> str:
    return each.id if isinstance(each, Command) else each.value.replace(" ", "-")


async def go_to(ui: PeaceDriver, place: Place) -> None:
    await ui.press("slash", *WORD.get(place, "moscow"), "enter", *WAY_TO[place])


async def outcome(sample: Path, place: Place, key: str) -> tuple[str, str]:
    """The screen before and after a key in a place, in a library that nobody wrote in."""
    library = Path(tempfile.mkdtemp(dir=sample.parent)) / sample.name
    shutil.copy(sample, library)
    async with at_the_keyboard(library, size=SIZE.get(place, (80, 24))) as ui:
        await go_to(ui, place)
        before = ui.screen()
        await ui.press(*key.split())
        return before, ui.screen()


@pytest.mark.parametrize(
    ("place", "command"),
    [
        (place, each)
        for place in Place
        for each in DEFAULT.commands_in(place)
        if each.keys and each.id != "quit"
    ],
    ids=name_of,
)
async def test_a_command_does_the_same_by_each_of_its_keys(
    sample: Path, place: Place, command: Command
) -> None:
    outcomes = {await outcome(sample, place, key) for key in command.keys}
    assert len(outcomes) == 1
    ((before, after),) = outcomes
    assert (after == before) == ((place, command.id) in NOTHING_SEEN)


@pytest.mark.parametrize("place", Place, ids=name_of)
async def test_a_key_that_has_nothing_to_do_in_a_place_does_nothing(
    sample: Path, place: Place
) -> None:
    keys = {key for command in COMMANDS for key in command.keys}.union(STRANGE)
    async with at_the_keyboard(sample) as ui:
        await go_to(ui, place)
        before, log = ui.screen(), ui.library.log()
        for key in sorted(keys):
            first, *second = key.split()
            begins = not second and DEFAULT.followers(first, place)
            has_use = DEFAULT.command_for(key, place) or DEFAULT.command_for(first, place)
            if not (begins or has_use):
                # Where no two keys begin so, the second is a key of its own.
                await ui.press(first, *(second if DEFAULT.followers(first, place) else ()))
                assert ui.screen() == before, key
        assert ui.library.log() == log


@pytest.mark.parametrize("place", Place, ids=name_of)
async def test_one_leaves_from_every_place(sample: Path, place: Place) -> None:
    async with at_the_keyboard(sample) as ui:
        await go_to(ui, place)
        assert await ui.leaves_by("Q") == 0
