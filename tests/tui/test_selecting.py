"""Quotes that are selected, and what is then done with all of them."""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from storage import EVERYTHING, Key, Library, Window, open_library, short
from tests.driver import PeaceDriver, at_the_keyboard
from tui import selection
from tui.look import Look
from tui.screens import doings

MOSCOW = ("slash", *"moscow", "enter")
KABUL = ("slash", "ctrl+u", *"kabul", "enter")


@pytest.fixture
async def ui(sample: Path) -> AsyncGenerator[PeaceDriver]:
    async with at_the_keyboard(sample) as ui:
        yield ui


def tagged(library: Library, name: str) -> set[Key]:
    return {
        row.key
        for row in library.quotes(window=Window(0, 1_000)).rows
        if name in tags_of(library, row.key)
    }


def tags_of(library: Library, quote: Key) -> set[str]:
    return {tag.name for tag in library.quote(quote).tags}


def newest(library: Library, count: int) -> list[Key]:
    return [row.key for row in library.quotes(EVERYTHING, Window(0, count)).rows]


async def test_space_selects_goes_on_and_the_title_counts(ui: PeaceDriver) -> None:
    await ui.press("space", "space")
    assert ui.current == newest(ui.library, 3)[2]
    assert ui.sees("3 QUOTES · 2 selected")
    assert [bool(re.search(r"\d \+", line)) for line in ui.lines()[3:6]] == [True, True, False]
    await ui.press("k", "space")
    assert ui.sees("1 selected")


async def test_a_range_is_selected_from_one_v_to_the_next(ui: PeaceDriver) -> None:
    await ui.press("j", "V", "j", "j")
    assert ui.sees("range of 3")
    await ui.press("V")
    assert ui.sees("3 QUOTES · 3 selected")
    await ui.press("asterisk")
    starred = [ui.library.quote(key).row.starred for key in newest(ui.library, 5)]
    assert starred == [False, True, True, True, False]


async def test_a_range_over_rows_that_were_never_read_is_selected_whole(ui: PeaceDriver) -> None:
    await ui.press("V", "G", "V")
    assert ui.sees("179 selected")


async def test_what_is_typed_at_once_is_done_with_the_whole_range(ui: PeaceDriver) -> None:
    await ui.burst("V", "j", "j", "t", "2")
    assert tagged(ui.library, "check") == {*newest(ui.library, 3)}


@pytest.mark.parametrize("key", ["escape", "q"])
async def test_a_range_and_then_the_selection_are_left_before_anything_else(
    ui: PeaceDriver, key: str
) -> None:
    await ui.press(*MOSCOW, "space", "V", "j")
    await ui.press(key)
    assert ui.sees("1 selected")
    assert not ui.sees("range")
    await ui.press(key)
    assert not ui.sees("selected")
    assert ui.sees("/ moscow")
    await ui.press(key)
    assert not ui.sees("moscow ")


async def test_a_selection_lasts_through_searches_and_says_how_many_are_elsewhere(
    ui: PeaceDriver,
) -> None:
    await ui.press(*MOSCOW, "space", "space")
    await ui.press(*KABUL)
    assert ui.sees("2 selected (2 not among these)")
    await ui.press("F")
    assert ui.sees("2 selected")
    assert not ui.sees("not among")


async def test_a_range_ends_where_something_else_is_searched_for(ui: PeaceDriver) -> None:
    await ui.press("V", "j", *MOSCOW)
    assert ui.sees("The range was left")
    assert not ui.sees("range of")


async def test_a_selection_lasts_when_the_library_changes(ui: PeaceDriver, sample: Path) -> None:
    await ui.press("space", "V", "j")
    with open_library(sample, author="other") as theirs:
        theirs.star(newest(theirs, 1)[0])
    ui.app.look_for_changes()
    await ui.settled()
    assert ui.sees("1 selected + range of 2")


async def test_tags_go_on_all_that_are_selected_in_one_write(ui: PeaceDriver) -> None:
    chosen = newest(ui.library, 3)
    await ui.press("space", "space", "space", "t")
    assert ui.sees("TAG 3 quotes")
    await ui.press("2")
    assert ui.sees("tag check on 3 quotes")
    assert tagged(ui.library, "check") == {*chosen}
    await ui.press("u")
    assert tagged(ui.library, "check") == set()


async def test_the_tags_say_on_how_many_of_the_selected_they_are(ui: PeaceDriver) -> None:
    first, second = newest(ui.library, 2)
    ui.library.tag((first,), ("check",))
    ui.app.look_for_changes()
    await ui.settled()
    await ui.press("space", "space", "t")
    assert ui.sees("check 1 on 1 of them")
    await ui.press("escape", "t")
    await ui.type("check")
    await ui.press("enter")
    assert tagged(ui.library, "check") == {first, second}
    await ui.press("t")
    assert ui.sees("✓ check")
    await ui.type("check")
    await ui.press("enter")
    assert tagged(ui.library, "check") == set()


async def test_all_that_was_found_is_tagged_and_the_box_says_how_many(ui: PeaceDriver) -> None:
    await ui.press(*MOSCOW)
    found = int(re.findall(r"1/(\d+)", ui.screen())[-1])
    await ui.press("T")
    assert ui.sees(f"TAG all {found} quotes")
    await ui.type("wire")
    await ui.press("enter")
    assert len(tagged(ui.library, "wire")) == found
    await ui.press("u")
    assert tagged(ui.library, "wire") == set()


async def test_t_for_all_is_about_the_selection_where_there_is_one(ui: PeaceDriver) -> None:
    await ui.press("space", "space", "T", "2")
    assert tagged(ui.library, "check") == {*newest(ui.library, 2)}


async def test_more_than_can_be_tagged_at_once_is_refused(
    ui: PeaceDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("tui.gateway.answering", "tui.screens.doings", "tui.screens.selecting"):
        monkeypatch.setattr(f"{module}.SELECTED_AT_MOST", 3)
    monkeypatch.setattr(selection, "SELECTED_AT_MOST", 3)
    log = ui.library.log()
    await ui.press("T")
    assert ui.sees("At most 3 quotes are tagged at once. Nothing was changed")
    await ui.press("V", "j", "j", "j", "V")
    assert ui.sees("At most 3 quotes are selected at once")
    assert not ui.sees("QUOTES · ")
    assert ui.library.log() == log


async def test_the_same_tag_again_goes_on_the_selected(ui: PeaceDriver) -> None:
    await ui.press("t", "2", "j", "space", "space", "full_stop")
    assert tagged(ui.library, "check") == {*newest(ui.library, 3)}


async def test_a_note_is_of_one_quote_and_says_so(ui: PeaceDriver) -> None:
    await ui.press("space", "space", "a")
    assert ui.sees(f"NOTE on {short(ui.current)} alone")
    await ui.type("of this one")
    await ui.press("escape", "full_stop")
    notes = [len(ui.library.quote(key).notes) for key in newest(ui.library, 3)]
    assert notes == [0, 0, 2]


async def test_the_provenance_is_of_one_quote_and_says_so_where_others_are_selected(
    ui: PeaceDriver,
) -> None:
    await ui.press("p")
    assert not ui.sees("This one quote alone")
    await ui.press("p", "space", "p")
    assert ui.sees("This one quote alone, not the selected ones")


async def test_in_a_view_of_one_quote_it_is_that_quote_that_is_meant(ui: PeaceDriver) -> None:
    await ui.press("space", "space", "enter", "asterisk")
    starred = [ui.library.quote(key).row.starred for key in newest(ui.library, 3)]
    assert starred == [False, False, True]
    await ui.press("escape")
    assert ui.sees("2 selected")


async def test_copies_are_of_all_that_are_selected(ui: PeaceDriver) -> None:
    await ui.press("space", "space", "y", "k")
    assert ui.sees("the keys of 2 quotes")
    await ui.press("Y")
    first, second = (ui.library.quote(key).row.text[:40] for key in newest(ui.library, 2))
    assert ui.sees(first, second)


async def test_more_than_a_copy_holds_is_refused(
    ui: PeaceDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doings, "COPIED_AT_MOST", 1)
    await ui.press("space", "space", "y", "y")
    assert ui.sees("Copies hold at most 1 quotes, and 2 are selected. Nothing was copied")


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 20)])
async def test_the_number_of_selected_is_seen_from_every_pane_and_view(
    sample: Path, size: tuple[int, int]
) -> None:
    async with at_the_keyboard(sample, size=size) as ui:
        await ui.press("space", "space")
        for keys in ("1", "2", "4", "3", "enter", "p", "v t", "z"):
            await ui.press(*keys.split())
            assert ui.sees("2 selected"), keys


async def test_a_screen_reader_is_told_in_words(sample: Path) -> None:
    async with at_the_keyboard(sample, look=Look(is_plain=True)) as ui:
        await ui.press("space")
        assert ui.sees("In quotes, row 2 of 179, 1 selected.")
        assert ui.sees("selected, 2021-")
        await ui.press("k", "space")
        assert ui.sees("no more selected")
