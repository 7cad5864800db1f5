"""Searches that are saved: given a name, found again, and what came in since they were opened."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from storage import Library, open_library
from storage.deeds import ChangeSearch, DropSearch, RenameSearch, SaveSearch
from tests.builders import COLLEAGUE, made_library, records_of
from tests.driver import PeaceDriver, at_the_keyboard

LIST = "grave_accent"


@pytest.fixture
def talks(tmp_path: Path) -> Path:
    """A small library that somebody else made, with two quotes of one actor and one of another."""
    with made_library(tmp_path, COLLEAGUE) as library:
        with records_of(library) as records:
            records.actor("norland", kind="state")
            records.actor("sudmark", kind="state")
            records.quote("x1", "Guarantees come first.", by="norland", said_on="2025-05-01")
            records.quote("x2", "A pause is not a peace.", by="norland", said_on="2025-05-02")
            records.quote("x3", "No guarantees without monitors.", by="sudmark")
        library.do(SaveSearch("Of Sudmark", "by:=sudmark"))
        return library.path


@pytest.fixture
async def ui(talks: Path) -> AsyncGenerator[PeaceDriver]:
    async with at_the_keyboard(talks) as ui:
        yield ui


@pytest.fixture
def colleague(talks: Path) -> Library:
    return open_library(talks, author=COLLEAGUE)


def came_in(colleague: Library, ref: str, text: str, by: str = "norland") -> None:
    with records_of(colleague) as records:
        records.quote(ref, text, by=by, said_on="2025-05-03")


async def search(ui: PeaceDriver, text: str) -> None:
    await ui.press("slash", "ctrl+u")
    await ui.type(text)
    await ui.press("enter")


def saved(ui: PeaceDriver) -> dict[str, str]:
    with ui.library.questions() as ask:
        return {each.name: each.query for each in ask.saved_searches()}


async def seen(ui: PeaceDriver) -> None:
    ui.app.look_for_changes()
    await ui.settled()


async def test_the_search_that_is_shown_is_saved_under_the_name_that_is_proposed(
    ui: PeaceDriver,
) -> None:
    await search(ui, "by:norland guarantees")
    await ui.press("S")
    assert ui.sees("SAVE this search as", "+new: Norland guarantees")
    await ui.press("enter")
    assert saved(ui)["Norland guarantees"] == "by:norland guarantees*"
    assert ui.sees("saved: search Norland guarantees saved · u takes it back")
    await ui.press("u")
    assert "Norland guarantees" not in saved(ui)


async def test_another_name_is_written_and_one_that_is_taken_changes_its_search(
    ui: PeaceDriver,
) -> None:
    await search(ui, "guarantees")
    await ui.press("S", *"First", "enter")
    await search(ui, "pause")
    await ui.press("S", *"first")
    assert ui.sees("change First", "Enter lets First ask for this in place of: guarantees*")
    assert not ui.sees("+new")
    await ui.press("enter")
    assert saved(ui)["First"] == "pause*"
    await ui.press("u")
    assert saved(ui)["First"] == "guarantees*"


async def test_the_list_counts_and_a_digit_opens(ui: PeaceDriver) -> None:
    await ui.press(LIST)
    assert ui.sees("SAVED SEARCHES", "Of Sudmark", "by:=sudmark", "saved by colleague")
    assert any("Of Sudmark" in line and " 1 " in line for line in ui.lines())
    await ui.press("1")
    assert ui.sees("saved search: Of Sudmark", "1 of 3 quotes")
    await ui.press("F")
    assert not ui.sees("saved search")


async def test_letters_narrow_the_list(ui: PeaceDriver) -> None:
    await ui.press("S", *"Everything", "enter", LIST, *"sud")
    assert ui.sees("Of Sudmark")
    assert not ui.sees("Everything")
    await ui.press(*"zz")
    assert ui.sees("No saved search has that in its name.")


async def test_what_came_in_since_it_was_opened_is_new_until_it_is_opened_again(
    ui: PeaceDriver, colleague: Library
) -> None:
    await ui.press(LIST)
    assert ui.sees("You have not opened it yet")
    await ui.press("enter")
    came_in(colleague, "x4", "Monitors first.", by="sudmark")
    came_in(colleague, "x5", "Not a word.", by="norland")
    await seen(ui)
    await ui.press(LIST)
    assert ui.sees("1 new")
    await ui.press("enter")
    assert ui.sees("saved search: Of Sudmark (1 new)", "2 of 5 quotes")
    await ui.press(LIST)
    assert not any("Of Sudmark" in line and "new" in line for line in ui.lines()[3:])


async def test_a_name_is_changed_in_the_list_and_a_search_dropped(ui: PeaceDriver) -> None:
    await ui.press(LIST, "ctrl+r", "ctrl+u", *"Sudmark alone", "enter")
    assert ui.sees("SAVED SEARCHES", "Sudmark alone")
    assert saved(ui) == {"Sudmark alone": "by:=sudmark"}
    await ui.press("ctrl+d")
    assert ui.sees("No search is saved yet: S gives the one that is shown a name.")
    await ui.press("escape", "u")
    assert saved(ui) == {"Sudmark alone": "by:=sudmark"}


async def test_the_open_list_is_as_others_leave_it_and_the_cursor_stays_on_its_search(
    ui: PeaceDriver, colleague: Library
) -> None:
    await ui.press("S", *"Zero", "enter", LIST, "down")
    box = ui.app.screen_stack[-1]
    colleague.do(SaveSearch("Norland", "by:=norland"))
    await seen(ui)
    named = [line[1:].split()[:2] for line in ui.lines()[4:7]]
    assert named == [["1", "Norland"], ["2", "Of"], ["▸3", "Zero"]]
    came_in(colleague, "x4", "Monitors first.", by="sudmark")
    await seen(ui)
    assert any("Of Sudmark" in line and " 2 " in line for line in ui.lines())
    assert ui.app.screen_stack[-1] is box


async def test_the_line_above_the_panes_follows_what_others_do_to_the_search(
    ui: PeaceDriver, colleague: Library
) -> None:
    await ui.press(LIST, "enter")
    with colleague.questions() as ask:
        search = ask.saved_search("Of Sudmark")
    colleague.do(RenameSearch(search.key, {"name": search.name}, "Theirs"))
    await seen(ui)
    assert ui.sees("saved search: Theirs")
    colleague.do(DropSearch(search.key))
    await seen(ui)
    assert not ui.sees("saved search")


async def test_who_changes_a_search_that_somebody_else_changed_is_told(
    ui: PeaceDriver, colleague: Library
) -> None:
    await search(ui, "pause")
    await ui.press("S", *"Of Sudmark")
    with colleague.questions() as ask:
        held = ask.saved_search("Of Sudmark")
    colleague.do(ChangeSearch(held.key, {"query": held.query}, "monitors"))
    await ui.press("enter")
    assert ui.sees("query · YOURS", "pause*", "monitors", "colleague")
    assert saved(ui)["Of Sudmark"] == "monitors"
    await ui.press("down", "enter")
    assert saved(ui)["Of Sudmark"] == "pause*"


async def test_a_search_that_cannot_be_asked_any_more_says_why(
    ui: PeaceDriver, colleague: Library
) -> None:
    colleague.do(SaveSearch("Gone", "by:nobody-here"))
    await ui.press(LIST)
    assert any("Gone" in line and " ? " in line for line in ui.lines())
    assert ui.sees("by:nobody-here")


async def test_a_run_shows_as_new_what_came_since_the_last_one_began(
    talks: Path, colleague: Library
) -> None:
    async with at_the_keyboard(talks) as ui:
        assert not ui.sees("●")
        await search(ui, "is:new")
        assert ui.sees("0 of 3 quotes")
    came_in(colleague, "x4", "Monitors first.")
    async with at_the_keyboard(talks) as ui:
        assert [("●" in line) for line in ui.lines()[3:7]] == [
            "“Monitors" in line for line in ui.lines()[3:7]
        ]
        assert "●" in ui.screen()
        await search(ui, "is:new")
        assert ui.sees("1 of 4 quotes", "Monitors first.")
    async with at_the_keyboard(talks) as ui:
        assert not ui.sees("●")


async def test_typing_a_word_into_the_list_changes_nothing(ui: PeaceDriver) -> None:
    before = saved(ui)
    for box in (LIST, "S"):
        await ui.press(box, *"sudmark", "escape")
    assert saved(ui) == before
