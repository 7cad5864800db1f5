"""The box of settings, and what it keeps."""

from __future__ import annotations

import os
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from tests.driver import PeaceDriver, at_the_keyboard
from tests.pty_driver import PtyProgram, peace_tui
from tui.look import Look
from tui.settings import Settings, read_settings

ROOT = Path(__file__).parents[2]


@pytest.fixture
def file() -> Path:
    file = Path(os.environ["PEACE_TUI_CONFIG"])  # of this test alone
    file.parent.mkdir()
    return file


@pytest.fixture
async def ui(sample: Path) -> AsyncGenerator[PeaceDriver]:
    async with at_the_keyboard(sample, look=Look("dark")) as ui:
        yield ui


def write(file: Path, text: str) -> None:
    file.write_text(text)


def text_of(file: Path) -> str:
    return file.read_text() if file.exists() else ""


async def test_it_shows_what_is_in_effect_and_what_is_not(ui: PeaceDriver, file: Path) -> None:
    write(file, '[keys]\nnote = "n"\nstar = "j"\n[screen]\ncolors = "mauve"\n')
    await ui.press("comma")
    assert ui.sees("SETTINGS", "Now: dark.", "slow line no", "preset vim", "keys.note = n")
    assert ui.sees("keys.star", "screen.colors")
    await ui.type("screen.colors")
    assert ui.sees('screen.colors = "mauve": it may be auto, terminal')
    assert text_of(file).startswith('[keys]\nnote = "n"\n')


async def test_a_line_is_changed_and_kept_and_says_what_needs_a_new_start(
    ui: PeaceDriver, file: Path
) -> None:
    await ui.press("comma", "enter")
    assert read_settings(file).colors == "terminal"
    assert ui.sees("screen.colors is terminal from the next start on")
    await ui.press("down", "down", "enter")
    assert read_settings(file) == Settings(preset="plain", colors="terminal")
    await ui.press("enter")
    assert read_settings(file).preset == "vim"


async def test_a_slow_line_is_so_at_once(ui: PeaceDriver, file: Path) -> None:
    await ui.press("comma", "down", "enter", "escape")
    assert read_settings(file).slow
    await ui.press("comma")
    assert ui.sees("slow line yes")


async def test_a_line_that_only_tells_changes_nothing(ui: PeaceDriver, file: Path) -> None:
    await ui.press("comma", "down", "down", "down", "enter")
    assert ui.sees("start with `peace-tui --plain`")
    assert text_of(file) == ""


async def test_a_file_that_is_no_toml_is_left_as_it_is(ui: PeaceDriver, file: Path) -> None:
    write(file, "[keys\n")
    await ui.press("comma", "enter")
    assert ui.sees("Nothing was changed; write the entry by hand")
    assert text_of(file) == "[keys\n"


def test_the_next_start_has_what_was_kept(sample: Path, tmp_path: Path, file: Path) -> None:
    write(file, '[screen]\ncolors = "none"\nslow = true\n')
    environment = {"XDG_STATE_HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    with PtyProgram(peace_tui(str(sample)), env=environment) as program:
        program.wait_for("179 of 179 quotes")
        program.send("\x1b,")
        program.wait_for("slow line yes")
        assert {cell.fg for line in program.cells() for cell in line} == {"default"}


async def test_a_file_that_someone_else_empties_while_it_is_shown_is_shown_anew(
    ui: PeaceDriver, file: Path
) -> None:
    write(file, '[keys]\nnote = "n"\nstar = "Z"\nundo = "X"\n')
    await ui.press("comma", *["down"] * 8)
    assert ui.sees("▸file")
    write(file, "")
    await ui.press("enter", "up", "enter")
    assert ui.sees("SETTINGS", "own keys none")
    write(file, '[keys]\nnote = "n"\nstar = "Z"\nundo = "X"\n')
    await ui.press("up", *["down"] * 9)
    write(file, "")
    await ui.press("up", "up", "enter")
    assert ui.sees("SETTINGS")
