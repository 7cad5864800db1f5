"""Seeing all of what was found at once: timeline, matrix, who was there, stances."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from storage import Term
from tests.driver import PeaceDriver, at_the_keyboard

SIZES = ((80, 24), (40, 20))


@pytest_asyncio.fixture(params=SIZES, ids=["80x24", "40x20"])
async def ui(request: pytest.FixtureRequest, sample: Path) -> AsyncIterator[PeaceDriver]:
    async with at_the_keyboard(sample, size=request.param) as driver:
        yield driver


async def search(ui: PeaceDriver, text: str) -> None:
    await ui.press("slash")
    await ui.type(text)
    await ui.press("enter")


def told_quotes(ui: PeaceDriver) -> int:
    """How many quotes the line about the cell speaks of."""
    grid, pane = ui.app.reading.board.overview.grid, ui.app.reading.board.overview
    assert grid is not None
    told = grid.told(pane.row, pane.column)
    found = re.search(r"([\d,]+) quotes?", told)
    return int(found[1].replace(",", "")) if found else 0


def listed(ui: PeaceDriver) -> int:
    return ui.app.reading.board.quotes.window.total


async def test_v_says_which_letters_may_follow_and_escape_forgets_it(ui: PeaceDriver) -> None:
    before = ui.screen()
    await ui.press("v")
    assert ui.sees("l list", "t timeline", "m matrix", "w who", "s stances")
    await ui.press("escape")
    assert ui.screen() == before


async def test_a_letter_that_is_no_view_changes_nothing(ui: PeaceDriver) -> None:
    before, log = ui.screen(), ui.library.log()
    await ui.press("v", "a")
    assert ui.screen() == before
    assert ui.library.log() == log


@pytest.mark.parametrize("closing", [("v", "l"), ("q",), ("escape",), ("backspace",)])
async def test_a_view_is_closed_as_it_was_opened_over(
    ui: PeaceDriver, closing: tuple[str, ...]
) -> None:
    before = ui.screen()
    await ui.press("v", "t")
    assert ui.screen() != before
    await ui.press(*closing)
    assert ui.screen() == before


async def test_the_timeline_says_what_is_in_a_cell_and_what_is_not_placed(
    ui: PeaceDriver,
) -> None:
    await search(ui, "by:kabulov")
    await ui.press("v", "t")
    assert ui.sees("Kabulov", "meetings", "no quote found, which is not silence")
    assert ui.sees("2021-10", "1 quote", "⏎ lists it", "2 more not placed")


@pytest.mark.parametrize("view", ["t", "m", "w", "s"])
async def test_enter_lists_as_many_quotes_as_the_cell_says(ui: PeaceDriver, view: str) -> None:
    await search(ui, "in:moscow")
    every = listed(ui)
    seen: set[int] = set()
    for way in ((), ("j",), ("j", "j", "l"), ("h", "j"), ("l", "l")):
        await ui.press("v", view, *way)
        said = told_quotes(ui)
        await ui.press("enter")
        if view == "w" and not said:
            assert ui.shows_pane("MEETING")
            await ui.press("q")
            continue
        assert ui.shows_pane("QUOTES")
        assert listed(ui) == said
        seen.add(said)
        while listed(ui) != every or len(ui.app.reading.inquiry.navigation.query.terms) > 1:
            await ui.press("backspace")
    assert seen or view == "w"  # who is there is a state, and its envoy speaks


async def test_a_cell_of_the_timeline_becomes_filters_by_actor_and_days(ui: PeaceDriver) -> None:
    await search(ui, "in:moscow")
    await ui.press("v", "t", "enter")
    query = ui.app.reading.inquiry.navigation.query
    by, days = query.fields[1:]
    assert by == Term("by", "lavrov", "=")
    assert (days.field, days.relation) == ("date", "=")
    assert days.value.startswith("2021")


async def test_space_turns_the_matrix_from_counts_to_stances_to_dates(ui: PeaceDriver) -> None:
    await search(ui, "in:moscow")
    await ui.press("v", "m")
    assert ui.sees("Lavrov", "9 quotes", "newest 2021-10-20")
    assert "2021-10-20 " not in ui.screen().split("cell:")[0]
    await ui.press("space")
    assert "s inclusiv" in ui.screen()
    await ui.press("space")
    assert " 2021-10-20" in ui.screen().split("cell:")[0]
    await ui.press("space")
    assert "s inclusiv" not in ui.screen()


async def test_those_who_stayed_away_are_capitals_and_disputes_are_marked(
    ui: PeaceDriver,
) -> None:
    await search(ui, "in:moscow-format")
    await ui.press("v", "w")
    seen = await ui.read_through()
    assert "h host" in seen
    assert "D invited, declined" in seen
    assert re.search(r"United[^\n]* A ", seen)
    await ui.press(*["l"] * 4)
    assert "!" in (await ui.read_through()).split("h host")[0]


async def test_stances_open_all_quotes_of_the_row_at_the_one_chosen(ui: PeaceDriver) -> None:
    await ui.press("v", "s", "l")
    grid, pane = ui.app.reading.board.overview.grid, ui.app.reading.board.overview
    assert grid is not None
    wished = grid.narrowing(pane.row, pane.column).around
    assert told_quotes(ui) == 3
    await ui.press("enter")
    assert listed(ui) == 3
    assert ui.current == wished


async def test_the_view_follows_the_search(ui: PeaceDriver) -> None:
    await ui.press("v", "m")
    await search(ui, "by:kabulov")
    assert ui.shows_pane("ACTOR × FORMAT")
    grid = ui.app.reading.board.overview.grid
    assert grid is not None
    assert grid.query == ui.app.reading.inquiry.navigation.query
    assert grid.query.terms
    assert "Khalilzad" not in ui.screen()


async def test_the_view_follows_what_others_write(ui: PeaceDriver) -> None:
    await search(ui, "is:starred")
    await ui.press("v", "m")
    assert ui.sees("No quote was found.")
    first = ui.library.quotes().rows[0]
    ui.library.star(first.key)
    ui.app.look_for_changes()
    await ui.settled()
    assert ui.sees("1 quote")


async def test_a_note_or_a_tag_is_not_put_on_a_quote_that_is_not_seen(ui: PeaceDriver) -> None:
    await ui.press("v", "t")
    before, log = ui.screen(), ui.library.log()
    await ui.press("a", "t", "asterisk", "full_stop", "p")
    assert ui.screen() == before
    assert ui.library.log() == log


@pytest.mark.parametrize("view", [("p",), ("v", "t")])
async def test_in_a_tiny_window_the_quote_stays_in_place_of_any_view(
    sample: Path, view: tuple[str, ...]
) -> None:
    async with at_the_keyboard(sample, size=(38, 11)) as ui:
        before = ui.screen()
        assert ui.sees("The participants stood by")
        await ui.press(*view)
        assert ui.screen() == before


async def test_an_actor_that_is_rested_on_narrows_the_view_and_becomes_a_filter(
    ui: PeaceDriver,
) -> None:
    await ui.press("1", "1", "j", "v", "m")
    grid = ui.app.reading.board.overview.grid
    assert grid is not None
    assert grid.rows == 1
    said = told_quotes(ui)
    await ui.press("enter")
    assert listed(ui) == said
    assert [term.field for term in ui.app.reading.inquiry.navigation.query.fields] == ["by", "in"]


async def test_a_long_table_scrolls_both_ways(ui: PeaceDriver) -> None:
    await ui.press("v", "m")
    first = ui.screen()
    assert "Zamir Kabulov" in first or "Z. Kabulov" in first
    await ui.press("G", *["l"] * 20)
    grid, pane = ui.app.reading.board.overview.grid, ui.app.reading.board.overview
    assert grid is not None
    assert (pane.row, pane.column) == (grid.rows - 1, grid.columns - 1)
    assert ui.sees("no format")
    assert "▸" in ui.screen()
    await ui.press("g", *["h"] * 20)
    assert ui.screen() == first
