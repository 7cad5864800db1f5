"""`U`: who changed what, line by line; Enter shows what would change, and Enter again does it."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from storage import open_library
from tests.driver import PeaceDriver, at_the_keyboard


@pytest.fixture
async def ui(sample: Path) -> AsyncGenerator[PeaceDriver]:
    async with at_the_keyboard(sample) as ui:
        yield ui


async def test_a_quotes_history_is_told_with_who_what_and_from_what_to_what(
    ui: PeaceDriver,
) -> None:
    await ui.press("t", "2", "asterisk", "U")
    assert ui.sees("HISTORY of q-", "tag check of q-", "off → on", "imported:")


async def test_a_line_is_brought_back_after_what_would_change_was_shown(ui: PeaceDriver) -> None:
    await ui.press("t", "2", "t", "1")
    assert ui.library.quote(ui.current).tags == ()
    await ui.press("U", "j", "down")  # a letter finds: it changes nothing
    assert not ui.sees("HISTORY of q- ")
    await ui.press("backspace", "down", "enter")
    assert ui.sees("RESTORE tag check of q-", "off → on")
    assert ui.library.quote(ui.current).tags == ()
    await ui.press("enter")
    assert [tag.name for tag in ui.library.quote(ui.current).tags] == ["check"]
    await ui.press("u")
    assert ui.library.quote(ui.current).tags == ()


async def test_leaving_what_would_change_changes_nothing(ui: PeaceDriver) -> None:
    await ui.press("asterisk")
    log = ui.library.log()
    await ui.press("U", "tab", "enter")
    assert ui.sees("TAKE BACK star on q-", "on → off")
    await ui.press("x", "y", "escape")
    assert ui.library.log() == log
    assert ui.sees("3 QUOTES")


async def test_tab_turns_to_what_all_wrote_and_enter_takes_it_back(
    ui: PeaceDriver, sample: Path
) -> None:
    with open_library(sample, author="colleague") as theirs:
        theirs.star(ui.current)
    await ui.press("U", "tab")
    assert ui.sees("LOG", "colleague star on q-", "import of sample")
    await ui.press("enter", "enter")
    assert ui.sees("took back: star on q-")
    await ui.press("colon", *"log", "enter", "down")
    assert ui.sees("(taken back)")
    await ui.press("enter")
    assert ui.sees("BRING BACK star on q-")


async def test_what_is_in_the_way_of_taking_back_is_shown(ui: PeaceDriver) -> None:
    await ui.press("t", *"wording", "enter")
    await ui.press("j", "t", *"wording", "enter")
    await ui.press("U", "tab", "down", "enter")
    assert ui.sees("IN THE WAY", "tag wording of q-", "off → on")
    await ui.press("enter", "escape")
    assert ui.sees("3 QUOTES")


async def test_the_history_of_an_actor_is_that_of_the_actor(ui: PeaceDriver) -> None:
    await ui.press("1", "j", "U")
    assert ui.sees("HISTORY of ", "imported:")


async def test_ctrl_r_brings_back_what_u_took_back(ui: PeaceDriver) -> None:
    await ui.press("asterisk")
    await ui.burst("u", "ctrl+r")
    assert ui.sees("brought back: star on q-", "u takes it back again")
    assert ui.library.quote(ui.current).row.starred
    await ui.press("ctrl+r")
    assert ui.sees("There is nothing to bring back")
