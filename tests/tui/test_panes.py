"""Panes as a person lives in them: names to jump to, panes that stay, sizes that are kept."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from storage.connections import connect
from tests.driver import PeaceDriver, at_the_keyboard
from tui.commands.command import Place
from tui.formatting import Line
from tui.gateway.widths import Widths
from tui.widgets import scrolled_text
from tui.widgets.marked_text import wrapped

MOVE_ALL_MEETINGS = (
    "update meeting set format = (select id from format where slug = 'us-taliban-doha')"
)


@pytest.fixture
async def ui(sample: Path) -> AsyncGenerator[PeaceDriver]:
    async with at_the_keyboard(sample) as driver:
        yield driver


async def test_the_detail_is_about_the_row_that_the_cursor_rests_on(ui: PeaceDriver) -> None:
    await ui.press("1", "j")
    assert ui.sees("4 ACTOR", "Russian Federation · state")
    await ui.press("2", "j", "l", "j", "j")
    assert ui.sees("4 MEETING", "2018-11-09", "host: Russian Federation", "observer:")
    await ui.press("3")
    assert ui.sees("4 DETAIL", "CHAIN")


async def test_a_meeting_shows_who_was_there_who_stayed_away_and_what_is_disputed(
    ui: PeaceDriver,
) -> None:
    await ui.press("2", "j", "j", "l", "j", "j", "4")
    told = await ui.read_through()
    for part in ("LED BY", "PRESENT", "GUESTS", "DISPUTE", "NEWEST"):
        assert part in told


async def test_names_on_the_detail_are_places_to_jump_to_and_back(ui: PeaceDriver) -> None:
    await ui.press("slash", *"key:q0003", "enter", "4", "l", "l")
    assert ui.app.reading.board.detail.chosen is not None
    await ui.press("enter")
    assert ui.sees("4 ACTOR", "Zamir Kabulov · person")
    await ui.press("l", "enter")
    assert not ui.sees("Zamir Kabulov · person")
    await ui.press("q")
    assert ui.sees("4 ACTOR", "Zamir Kabulov · person")
    await ui.press("q")
    assert ui.sees("4 DETAIL", "CHAIN")


def undo_the_import(library: Path) -> None:
    """As another program does it."""
    with contextlib.closing(connect(library)) as db:
        db.execute("update batch set state = 'undone'")


async def test_a_profile_is_as_the_library_is_by_now(ui: PeaceDriver, sample: Path) -> None:
    await ui.press("2", "j", "4", "l")
    chosen = ui.app.reading.board.detail.chosen
    with contextlib.closing(connect(sample)) as db:
        db.execute("update format set name = 'Doha rounds' where slug = 'us-taliban-doha'")
    ui.app.look_for_changes()
    await ui.settled()
    assert ui.sees("Doha rounds · ")
    assert ui.app.reading.board.detail.chosen == chosen is not None
    undo_the_import(sample)
    ui.app.look_for_changes()
    await ui.settled()
    assert ui.sees("No format is called us-taliban-doha in this library.")
    assert not ui.sees("Doha rounds · ")


async def test_the_name_that_is_chosen_stays_so_when_others_come_before_it(
    ui: PeaceDriver, sample: Path
) -> None:
    await ui.press("2", "j", "4", "G", "h", "h")
    detail = ui.app.reading.board.detail
    chosen = detail.chosen
    with contextlib.closing(connect(sample)) as db:
        db.execute(MOVE_ALL_MEETINGS)
    ui.app.look_for_changes()
    await ui.settled()
    assert detail.chosen == chosen is not None


async def test_the_names_of_the_reader_end_in_it(ui: PeaceDriver) -> None:
    first = ui.current
    await ui.press("enter", "h", "q")
    assert ui.shows_pane("QUOTES")
    await ui.press("enter", "G", *"lll", "q", "q")
    assert ui.shows_pane("QUOTES")
    assert ui.current == first


async def test_choosing_a_name_wraps_only_the_lines_that_change(
    ui: PeaceDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    await ui.press("2", "j", "4", "l")
    lines: list[Line] = []

    def wrapped_and_counted(line: Line, width: int) -> list[Line]:
        lines.append(line)
        return wrapped(line, width)

    monkeypatch.setattr(scrolled_text, "wrapped", wrapped_and_counted)
    await ui.press("l")
    assert 0 < len(lines) <= 2 < len(ui.app.reading.board.detail.lines)


async def test_a_name_of_a_record_that_is_gone_says_so_and_q_goes_back(
    ui: PeaceDriver, sample: Path
) -> None:
    await ui.press("slash", *"key:q0003", "enter", "4", "l", "l")
    undo_the_import(sample)
    await ui.press("enter")
    assert ui.sees("4 ACTOR", "No actor is called kabulov in this library.")
    await ui.press("q")
    assert ui.sees("4 DETAIL")


async def test_enter_on_what_the_detail_is_about_filters_by_it(ui: PeaceDriver) -> None:
    await ui.press("slash", *"key:q0003", "enter", "4", "l", "l", "enter", "enter")
    assert ui.shows_pane("QUOTES")
    assert ui.sees("by:Zamir Kabulov ✕")


async def test_the_words_of_a_profile_lead_to_their_quote(ui: PeaceDriver) -> None:
    await ui.press("slash", *"key:q0003", "enter", "4", "l", "l", "enter", "G")
    detail = ui.app.reading.board.detail
    for _ in range(200):
        if detail.chosen and detail.chosen.kind == "quote":
            break
        await ui.press("h")
    assert detail.chosen is not None
    key = detail.chosen.slug_or_key
    await ui.press("enter")
    assert ui.shows_pane("QUOTES")
    assert ui.current == key


async def test_a_pane_that_is_pinned_stays_as_it_is(ui: PeaceDriver) -> None:
    await ui.press("4", "colon", *"pin", "enter")
    first = ui.current
    assert ui.sees("4 DETAIL pinned")
    kept = ui.app.reading.board.detail.lines
    await ui.press("right_square_bracket")
    assert ui.current != first
    assert ui.app.reading.board.detail.lines == kept
    await ui.press("1", "colon", *"pin", "enter")
    actors = ui.app.reading.board.actors.window.total
    await ui.press("slash", *"moscow", "enter")
    assert ui.app.reading.board.actors.window.total == actors
    await ui.press("1", "colon", *"pin", "enter")
    assert ui.app.reading.board.actors.window.total < actors


async def test_a_detail_that_is_pinned_stays_where_it_was_scrolled_to(ui: PeaceDriver) -> None:
    await ui.press("4", "j", "j", "l")
    detail = ui.app.reading.board.detail
    before = detail.top, detail.chosen
    await ui.press("colon", *"pin", "enter")
    assert (detail.top, detail.chosen) == before
    assert before[0] > 0
    assert before[1] is not None


@pytest.mark.parametrize(("pane", "title"), [("1", "VOICES"), ("2", "TOPICS")])
async def test_a_pinned_pane_that_is_turned_follows_again(
    ui: PeaceDriver, pane: str, title: str
) -> None:
    await ui.press(pane, "colon", *"pin", "enter")
    await ui.press(pane, "j")
    assert not ui.app.reading.board.pane.is_pinned
    assert ui.shows_pane(title)
    assert not ui.sees("is called")


@pytest.mark.parametrize(
    ("pane", "place"),
    [("1", Place.ACTORS), ("2", Place.FORMATS), ("4", Place.DETAIL)],
    ids=["actors", "formats", "detail"],
)
async def test_a_pane_is_made_larger_and_is_so_at_the_next_start(
    sample: Path, tmp_path: Path, pane: str, place: Place
) -> None:
    async with at_the_keyboard(sample, widths=Widths(tmp_path / "state" / "panes")) as ui:
        usual = ui.app.reading.board.pane_at(place).region
        await ui.press(pane, "plus")
        larger = ui.app.reading.board.pane_at(place).region
        assert larger.area > usual.area
    async with at_the_keyboard(sample, widths=Widths(tmp_path / "state" / "panes")) as ui:
        assert ui.app.reading.board.pane_at(place).region == larger
        await ui.press(pane, "minus")
        assert ui.app.reading.board.pane_at(place).region == usual


@pytest.mark.parametrize("pane", ["1", "2", "3", "4"])
async def test_a_pane_that_can_be_made_no_larger_is_made_smaller_by_one_key(
    ui: PeaceDriver, pane: str
) -> None:
    board = ui.app.reading.board
    await ui.press(pane)
    for larger, smaller in (("plus", "minus"), ("minus", "plus")):
        await ui.burst(*[larger] * 30)
        ended = board.pane.region
        await ui.press(smaller)
        assert board.pane.region != ended


async def test_sizes_that_cannot_be_read_or_kept_are_the_usual_ones(
    sample: Path, tmp_path: Path
) -> None:
    for kept in (b"actors many\n\xff\nformats 12 34\n", b"actors --5", b"formats " + b"9" * 5_000):
        (tmp_path / "panes").write_bytes(kept)
        assert Widths(tmp_path / "panes").read() == {}
    file = tmp_path / "file"
    file.write_text("")
    async with at_the_keyboard(sample, widths=Widths(file / "panes")) as ui:
        await ui.press("1", "plus")
        assert ui.app.reading.board.resized


async def test_a_wide_terminal_shows_the_chain_and_the_notes_beside_the_detail(
    sample: Path,
) -> None:
    async with at_the_keyboard(sample, size=(120, 40)) as ui:
        assert ui.sees("4 DETAIL", "p PROVENANCE", "HOP BY HOP", "5 NOTES")
        await ui.press("a", *"who", "escape")
        assert ui.sees("✎ who")
        await ui.resize(100, 40)
        assert not ui.sees("PROVENANCE")
        await ui.press("5")
        assert ui.sees("▸5 NOTES", "✎ who")
        assert not ui.sees("4 DETAIL")


async def test_leaving_a_preview_leaves_the_record_of_what_was_previewed(ui: PeaceDriver) -> None:
    await ui.press("2", "j", "l", "j", "4")
    assert ui.sees("4 MEETING")
    await ui.press("q")
    assert ui.sees("4 DETAIL", "179 of 179 quotes")


async def test_back_from_a_jump_the_name_is_chosen_that_was_jumped_from(ui: PeaceDriver) -> None:
    await ui.press("2", "j", "l", "j", "j", "4", "l", "l", "l")
    chosen = ui.app.reading.board.detail.chosen
    await ui.press("enter")
    assert ui.app.reading.board.detail.chosen is None
    await ui.press("q")
    assert ui.app.reading.board.detail.chosen == chosen


async def test_a_cell_of_who_was_there_without_quotes_shows_the_meeting_and_q_the_table(
    ui: PeaceDriver,
) -> None:
    await ui.press("v", "w")
    pane = ui.app.reading.board.overview
    for _ in range(60):
        assert pane.chosen is not None
        if pane.chosen.meeting:
            break
        await ui.press("l")
    place = (pane.row, pane.column)
    assert pane.grid is not None
    assert pane.grid.told(*place).endswith("⏎ shows the meeting")
    await ui.press("enter")
    assert ui.sees("4 MEETING")
    await ui.press("q")
    assert ui.sees("WHO WAS THERE")
    assert (pane.row, pane.column) == place


async def test_q_goes_back_to_the_table_from_the_quotes_of_its_cell(ui: PeaceDriver) -> None:
    await ui.press("v", "m", "enter")
    assert ui.app.reading.board.quotes.window.total == 5
    await ui.press("q")
    assert ui.sees("ACTOR × FORMAT", "179 of 179 quotes")


async def test_a_note_says_whose_words_it_is_on(ui: PeaceDriver) -> None:
    await ui.press("3", "j", "a")
    assert ui.sees("NOTE on", "S. Lavrov, 2021-10-20")


async def test_a_note_that_was_taken_back_is_offered_in_this_run_alone(
    sample: Path, tmp_path: Path
) -> None:
    async with at_the_keyboard(sample, drafts=tmp_path) as ui:
        await ui.press("a", *"who", "escape", "u", "a")
        assert ui.sees("who")
        await ui.press("escape", "u")
    async with at_the_keyboard(sample, drafts=tmp_path, run="next") as ui:
        assert not ui.sees("not finished")


async def test_a_slip_in_a_name_that_is_typed_as_a_word_is_told(ui: PeaceDriver) -> None:
    await ui.press("slash")
    await ui.type("kabulow")
    assert ui.sees("Zamir Kabulov speaks in 28 quotes")
    await ui.press("tab")
    assert ui.sees("28 of 179 quotes")


async def test_what_a_search_can_say_is_a_key_away_and_is_put_in(ui: PeaceDriver) -> None:
    await ui.press("slash")
    await ui.type("moscow")
    await ui.press("f1", *"note", "enter")
    assert ui.app.reading.bars.search.input.value.startswith("moscow topic:")
    await ui.press("escape", "question_mark", "≈")
    assert ui.sees("a paraphrase: nobody's own words")


async def test_tab_behind_a_field_without_values_tells_how_it_is_used(ui: PeaceDriver) -> None:
    await ui.press("slash")
    await ui.type("date:")
    await ui.press("tab")
    assert ui.sees("date:2018-11", "date:30d")
    assert ui.app.reading.bars.search.input.has_focus
