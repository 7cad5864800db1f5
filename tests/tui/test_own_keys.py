"""A person's own keys: what they write in the settings is what the keys do and what is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.driver import at_the_keyboard
from tui.commands.catalogue import COMMANDS
from tui.commands.command import KEY_NAMES, Command, Place, key_name, key_written
from tui.commands.keymap import ALWAYS_REACHABLE, DEFAULT, KeyMap, in_effect
from tui.settings import NO_SETTINGS, Settings, read_settings, settings_in, with_entry

FILE = Path("config.toml")
BY_ID = {command.id: command for command in COMMANDS}


def keys_of(text: str) -> KeyMap:
    return in_effect(settings_in(text, FILE))


def keys_for(keys: KeyMap, command_id: str) -> tuple[str, ...]:
    return next(command.keys for command in keys.commands if command.id == command_id)


async def test_a_note_is_written_by_the_key_that_was_chosen_for_it(sample: Path) -> None:
    async with at_the_keyboard(sample, keys=keys_of('[keys]\nnote = "n"\n')) as ui:
        assert " n note " in ui.screen()
        await ui.press("a")
        assert not ui.sees("NOTE on")
        await ui.press("n")
        assert ui.sees("NOTE on")


async def test_what_the_screen_says_names_the_keys_in_effect(sample: Path) -> None:
    own = keys_of('[keys]\nundo = "Z"\nnote = "n"\nsearch = "F2"\nquit = "F10"\npane_quotes = "7"')
    async with at_the_keyboard(sample, keys=own) as ui:
        assert "▸7 QUOTES" in ui.screen()
        await ui.press("full_stop")
        assert ui.sees("n writes a note")
        await ui.press("asterisk")
        assert ui.sees("Z takes it back")
        await ui.press("ctrl+c")
        assert ui.sees("F10 leaves")
        await ui.press("f2", *"xyzzy", "enter")
        assert ui.sees("F2 searches anew")
        await ui.press("question_mark")
        assert ui.sees("F2 Search all")


async def test_a_command_without_a_key_is_named_as_the_palette_finds_it(sample: Path) -> None:
    async with at_the_keyboard(sample, keys=keys_of('[keys]\nundo = ""\n')) as ui:
        await ui.press("asterisk")
        assert ui.sees(": undo takes it back")
        await ui.press("colon", *"undo", "enter")
        assert ui.sees("took back")


async def test_with_plain_keys_no_single_key_writes_and_all_else_can_be_done(sample: Path) -> None:
    plain = keys_of('keys = "plain"')
    assert plain.problems == ()
    async with at_the_keyboard(sample, keys=plain) as ui:
        before = ui.library.log()
        for key in (*"abcdefghijklmnoprstuvwxyz", "full_stop", "asterisk"):
            await ui.press(key)
            await ui.close_boxes()
        assert ui.library.log() == before
        await ui.press("3", "colon", *"star", "enter")
        assert len(ui.library.log()) == len(before) + 1
    for command in plain.commands:
        usual = next(each for each in DEFAULT.commands if each.id == command.id)
        assert command.keys or command.writes or not usual.keys


async def test_a_fault_in_the_settings_is_told_and_the_other_keys_count(sample: Path) -> None:
    faulty = keys_of('[keys]\nnote = "n"\nstar = "j"\n')
    async with at_the_keyboard(sample, keys=faulty) as ui:
        assert ui.sees("Not in effect: keys.star. `peace-tui keys` says why.")
        await ui.press("n")
        assert ui.sees("NOTE on")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[keys\n", "config.toml cannot be read: Expected ']' at the end of a table declaration"),
        ("[keys]\nnote = n\n", "line 2"),
        ('[keys]\nnot = "n"\n', "keys.not: there is no such command; did you mean note?"),
        ('[keys]\nnote = "Hyper-n"\n', 'keys.note = "Hyper-n": no terminal sends such a key.'),
        ('[keys]\nnote = "Ctrl-m"\n', 'keys.note = "Ctrl-m": no terminal sends such a key.'),
        ("[keys]\nnote = 3\n", "keys.note is no key."),
        ('[keys]\nquit = ""\n', "keys.quit: without a key for it"),
        ('[keys]\npreset = "emacs"\n', "presets are vim and plain. vim is in effect"),
        ('keys = "emacs"\n', "presets are vim and plain"),
        ('[colours]\nwarn = "red"\n', "colours: there is no such setting."),
        ('[keys]\nnote = "n"\nstar = "n"\n', "keys.star: n runs note in the same place."),
        ('[keys]\nnote = "q n"\n', "keys.note: q n runs back in the same place. note keeps a;"),
    ],
)  # fmt: skip
def test_each_fault_is_one_sentence_that_names_its_entry(text: str, told: str) -> None:
    (problem,) = keys_of(text).problems
    assert told in problem.sentence


def test_two_commands_can_change_their_keys() -> None:
    swapped = keys_of('[keys]\nnote = "t"\ntag = "a"\n')
    assert swapped.problems == ()
    assert (keys_for(swapped, "note"), keys_for(swapped, "tag")) == (("t",), ("a",))


def test_without_a_file_the_usual_keys_are_there(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "config.toml") is NO_SETTINGS
    assert in_effect(NO_SETTINGS).commands == COMMANDS


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_bytes(b"\xff\xfe")
    (problem,) = read_settings(tmp_path / "config.toml").problems
    assert "config.toml cannot be read" in problem.sentence


@pytest.mark.parametrize("key", sorted({key for each in COMMANDS for key in each.keys}))
def test_every_key_can_be_written_as_it_is_shown(key: str) -> None:
    assert key_written(key_name(key)) == key


KEYS = st.sampled_from(
    [*"abjkqQ/?:.*]", "F2", "Ctrl-p", "Enter", "y c", "y", "q q", "", "é", "Hyper"]
)


@given(st.dictionaries(st.sampled_from([*BY_ID, "nonsense"]), st.lists(KEYS, max_size=3)),
       st.sampled_from(["vim", "plain"]))  # fmt: skip
def test_whatever_is_written_each_key_does_one_thing_and_one_always_finds_a_way(
    written: dict[str, list[str]], preset: str
) -> None:
    keys = in_effect(
        Settings(preset, {name: tuple(filter(None, own)) for name, own in written.items()})
    )
    for command_id in ALWAYS_REACHABLE:
        assert keys_for(keys, command_id)
    for place in Place:
        taken: dict[str, Command] = {}
        for command in keys.commands_in(place):
            for key in command.keys:
                assert taken.setdefault(key, command) is command
                assert keys.command_for(key, place) is command
        assert not any(key.partition(" ")[0] in taken for key in taken if " " in key)


def test_setting_an_entry_leaves_the_rest_of_the_file_as_it_is() -> None:
    text = '# mine\n[keys]\n# n is free\nnote = "n"\nstar = "s"\n'
    assert with_entry(text, "keys.note", ["F2", "m"]) == text.replace('"n"', '["F2", "m"]')
    assert with_entry("", "keys.note", ["n"]) == '[keys]\nnote = "n"\n'


@pytest.mark.parametrize("text", ['keys = "plain"\n', '[keys]\nnote = [\n "n",\n]\n', "[keys\n"])
def test_a_file_that_is_written_otherwise_is_left_to_its_owner(text: str) -> None:
    assert with_entry(text, "keys.note", ["n"]) is None


def test_names_of_keys_are_told_apart_however_they_are_written() -> None:
    assert key_written("ctrl+n") == key_written("Ctrl-n") == "ctrl+n"
    assert key_written("/") == key_written("slash") == "slash"
    assert key_written("g") == "g"
    assert key_written("G") == "G"
    assert len({name.lower() for name in KEY_NAMES.values()}) == len(KEY_NAMES)
