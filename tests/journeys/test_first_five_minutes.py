"""The first five minutes of a newcomer, key by key, on the sample."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from storage import parse
from tests.driver import PeaceDriver, at_the_keyboard

SIZES = ((80, 24), (40, 20))


@pytest_asyncio.fixture(params=SIZES, ids=["80x24", "40x20"])
async def ui(request: pytest.FixtureRequest, sample: Path) -> AsyncIterator[PeaceDriver]:
    async with at_the_keyboard(sample, size=request.param, is_first_start=True) as driver:
        yield driver


async def test_the_sample_opens_on_quotes_with_the_search_bar_waiting(ui: PeaceDriver) -> None:
    assert ui.sees("179", "2021-10-20")
    assert ui.app.reading.bars.search.input.has_focus
    assert ui.shows_pane("QUOTES")


async def test_each_letter_narrows_every_pane_and_marks_the_words(ui: PeaceDriver) -> None:
    totals: list[int] = []
    for letter in "moscow":
        await ui.type(letter)
        totals.append(ui.app.reading.board.quotes.window.total)
    assert totals == sorted(totals, reverse=True)
    assert totals[-1] == ui.library.count(parse("moscow").query)
    assert ui.app.reading.board.actors.window.total < 54
    assert "Moscow" in ui.marked_in_detail()


async def test_an_actor_becomes_a_filter_and_backspace_takes_it_away(ui: PeaceDriver) -> None:
    await ui.type("moscow")
    found = ui.app.reading.board.quotes.window.total
    await ui.press("down", "1", "down", "enter")
    assert ui.sees("by:Russian Federation ✕")
    assert ui.app.reading.board.quotes.window.total < found
    assert ui.app.reading.board.formats.window.total < 5
    await ui.press("backspace")
    assert not ui.sees("by:Russian Federation")
    assert ui.app.reading.board.quotes.window.total == found


async def test_provenance_shows_the_hops_the_place_and_whose_text_it_is(ui: PeaceDriver) -> None:
    await ui.type("key:q0003")
    await ui.press("enter", "p")
    seen = await ui.read_through()
    assert "EIRNS" in seen
    assert "TASS" in seen
    assert "Zamir Kabulov" in seen
    assert "project's own" in seen
    assert "✓" not in seen


async def test_a_note_and_a_tag_are_saved_repeated_and_taken_back(ui: PeaceDriver) -> None:
    await ui.press("down")
    first = ui.current
    await ui.press("a")
    await ui.type("compare with June")
    await ui.press("escape")
    assert ui.sees("saved: note on")
    assert [note.text for note in ui.library.quote(first).notes] == ["compare with June"]
    await ui.press("t", "1")
    assert ui.sees("saved: tag follow-up on")
    await ui.press("right_square_bracket")
    second = ui.current
    assert second != first
    await ui.press("full_stop")
    assert [tag.name for tag in ui.library.quote(second).tags] == ["follow-up"]
    await ui.press("u")
    assert ui.sees("took back: tag follow-up on")
    assert ui.library.quote(second).tags == ()
    assert [tag.name for tag in ui.library.quote(first).tags] == ["follow-up"]


async def test_a_cell_of_the_matrix_lists_its_quotes(ui: PeaceDriver) -> None:
    await ui.press("down", "v", "m")
    assert ui.sees("Zamir Kabulov", "U.S.–Taliban talks", "5 quotes")
    await ui.press("enter")
    assert ui.app.reading.board.quotes.window.total == 5
    await ui.press("v", "t")
    assert ui.sees("Zamir Kabulov", "no quote found, which is not silence")


async def test_a_quote_is_copied_as_markdown_with_its_citation(ui: PeaceDriver) -> None:
    await ui.press("down", "y")
    assert ui.sees("m Markdown")
    await ui.press("m")
    assert ui.sees("sent to the terminal: the quote as Mar")


async def test_help_narrows_as_one_types_and_runs_the_line(ui: PeaceDriver) -> None:
    await ui.press("down", "question_mark")
    await ui.type("matrix")
    await ui.press("enter")
    assert ui.sees("Zamir Kabulov · U.S.–Taliban talks")


async def test_the_whole_tour_ends_where_it_began(ui: PeaceDriver) -> None:
    """One after another, as a person does who follows the page."""
    everything = ui.app.reading.board.quotes.window.total
    await ui.type("moscow")
    await ui.press("down", "1", "down", "enter", "backspace", "3", "p", "q")
    await ui.press("a")
    await ui.type("who else was there")
    await ui.press("escape", "t", "1", "right_square_bracket", "full_stop", "u")
    assert ui.sees("took back: tag follow-up on")
    await ui.press("v", "m", "enter", "v", "t", "q", "y", "m", "F")
    assert ui.app.reading.board.quotes.window.total == everything
    written = [entry.summary for entry in ui.library.log()][:4]
    assert [each.split()[0] for each in written] == ["undo", "tag", "tag", "note"]
    assert await ui.leaves_by("Q") == 0
