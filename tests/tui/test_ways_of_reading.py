"""Leaps over talks and speakers, wrapped rows, translations, and reading anew."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from storage import Key, open_library
from tests.builders import made_library, records_of
from tests.driver import PeaceDriver, at_the_keyboard
from tui.gateway import answering
from tui.look import Look


@pytest.fixture
async def ui(sample: Path) -> AsyncGenerator[PeaceDriver]:
    async with at_the_keyboard(sample) as ui:
        yield ui


def talks_of(ui: PeaceDriver, quote: Key) -> str | None:
    talks = ui.library.quote(quote).format
    return talks and talks.slug


def speaker_of(ui: PeaceDriver, quote: Key) -> str | None:
    speaker = ui.library.quote(quote).row.speaker
    return speaker and speaker.slug


async def test_a_leap_goes_to_other_talks_and_back_to_where_these_began(ui: PeaceDriver) -> None:
    first = ui.current
    await ui.press("j", "right_curly_bracket")
    there = ui.current
    assert talks_of(ui, there) != talks_of(ui, first)
    await ui.press("k")
    assert talks_of(ui, ui.current) == talks_of(ui, first)
    await ui.press("j", "left_curly_bracket")
    assert ui.current == first


async def test_within_fixed_talks_a_leap_goes_to_another_speaker(ui: PeaceDriver) -> None:
    await ui.press("slash", *"in:moscow-format", "enter")
    first = ui.current
    await ui.press("right_curly_bracket")
    assert speaker_of(ui, ui.current) != speaker_of(ui, first)
    assert talks_of(ui, ui.current) == talks_of(ui, first)


@pytest.mark.parametrize("step", ["less_than_sign", "right_curly_bracket"])
async def test_what_is_typed_behind_a_step_is_about_the_quote_that_it_leads_to(
    ui: PeaceDriver, step: str
) -> None:
    await ui.press("slash", *"by:kabulov", "enter", "j")
    first = ui.current
    await ui.burst(step, "asterisk")
    assert ui.current != first
    assert [ui.library.quote(each).row.starred for each in (first, ui.current)] == [False, True]


async def test_keys_behind_a_jump_are_about_the_record_that_it_leads_to(
    ui: PeaceDriver,
) -> None:
    await ui.press("slash", *"key:q0003", "enter", "4", "l", "l")
    await ui.burst("enter", "l", "enter")
    at_once = ui.app.reading.board.detail.subject
    await ui.press("q", "q", "l", "l", "enter", "l", "enter")
    assert ui.app.reading.board.detail.subject == at_once is not None


async def test_a_leap_that_leads_nowhere_says_so(ui: PeaceDriver) -> None:
    await ui.press("left_curly_bracket")
    assert ui.sees("No quote further up is of other talks.")
    await ui.press("slash", *"in:moscow-format by:=kabulov", "enter", "right_curly_bracket")
    assert ui.sees("No quote further down is by another speaker.")


async def test_a_leap_looks_through_no_more_than_so_many_rows(
    ui: PeaceDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering, "LEAP_AT_MOST", 1)
    monkeypatch.setattr("tui.screens.doings.LEAP_AT_MOST", 1)
    first = ui.current
    await ui.press("right_curly_bracket")
    assert ui.current == first
    assert ui.sees("The next 1 quotes are all of the same talks.")


@pytest.mark.parametrize("size", [(80, 24), (40, 20)])
async def test_rows_are_wrapped_and_the_cursor_stays(sample: Path, size: tuple[int, int]) -> None:
    async with at_the_keyboard(sample, size=size) as ui:
        await ui.press("j", "j")
        quote = ui.current
        await ui.press("w")
        assert ui.current == quote
        text = ui.library.quote(quote).row.text
        assert ui.quotes_say(text[:45])
        await ui.press("j", "k", "w")
        assert ui.current == quote
        assert not ui.quotes_say(text[:45])


async def test_what_is_heard_is_wrapped_as_well(sample: Path) -> None:
    async with at_the_keyboard(sample, look=Look(is_plain=True)) as ui:
        text = ui.library.quote(ui.current).row.text
        assert not ui.quotes_say(text[:60])
        await ui.press("w")
        assert ui.quotes_say(text[:60])


@pytest.fixture
async def abroad(tmp_path: Path) -> AsyncGenerator[PeaceDriver]:
    with made_library(tmp_path) as library, records_of(library) as records:
        records.quote("q1", "Дерево стоит.", translation="The tree stands.", lang="ru")
        records.quote("q2", "Река течёт.", said_on="2020-01-01", lang="ru")
    async with at_the_keyboard(library.path) as ui:
        yield ui


async def test_a_translation_takes_the_place_of_the_words_by_its_name(abroad: PeaceDriver) -> None:
    assert abroad.quotes_say("“Дерево стоит.”")
    assert abroad.sees("IN EN The tree stands.")
    await abroad.press("x")
    assert abroad.quotes_say("IN EN The tree stands.")
    assert not abroad.quotes_say("“The tree")
    assert abroad.sees("AS HELD “Дерево стоит.”")
    await abroad.press("x")
    assert abroad.quotes_say("“Дерево стоит.”")
    assert not abroad.sees("AS HELD")


async def test_where_no_translation_is_held_the_words_stay_and_it_is_said(
    abroad: PeaceDriver,
) -> None:
    await abroad.press("j", "x")
    assert abroad.sees("IN EN No translation of this quote is held.")
    assert abroad.quotes_say("“Река течёт.”")


async def test_words_that_were_searched_for_are_marked_in_the_translation(
    abroad: PeaceDriver,
) -> None:
    await abroad.press("slash", *"tree", "enter", "x")
    assert abroad.marked_in_detail() == ["tree"]


async def test_reading_anew_says_when_and_whether_anything_changed(
    ui: PeaceDriver, sample: Path
) -> None:
    await ui.press("j", "r")
    quote = ui.current
    assert ui.sees("Nothing has changed, as of ")
    with open_library(sample, author="other") as theirs:
        theirs.add_note(quote, "from another desk")
        await ui.press("r")
    assert ui.current == quote
    assert ui.sees("Read anew, as of ")
    await ui.press("r")
    assert ui.sees("Nothing has changed, as of ")


async def test_without_a_shell_there_is_nothing_to_go_back_to(ui: PeaceDriver) -> None:
    await ui.press("ctrl+z")
    assert ui.sees("No shell to go back to; Q leaves.")


async def test_in_a_note_the_same_key_takes_typing_back(ui: PeaceDriver) -> None:
    await ui.press("a")
    await ui.type("word")
    await ui.press("ctrl+z")
    assert not ui.sees("word")
    assert ui.sees("NOTE on")
