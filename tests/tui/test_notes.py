"""Notes on the screen: who sees them, on what they are, and what two people make of one."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from storage import EVERYTHING, Key, Library, Note, Slug, Window, open_library
from storage.deeds import ChangeNote, WriteNote
from tests.builders import COLLEAGUE, records_of
from tests.driver import PeaceDriver, at_the_keyboard


@pytest.fixture
async def ui(sample: Path) -> AsyncIterator[PeaceDriver]:
    async with at_the_keyboard(sample) as driver:
        yield driver


@pytest.fixture
def colleague(sample: Path) -> Iterator[Library]:
    with open_library(sample, author=COLLEAGUE) as theirs:
        yield theirs


def notes(ui: PeaceDriver, quote: Key | None = None) -> tuple[Note, ...]:
    return ui.library.quote(quote or ui.current).notes


def told(ui: PeaceDriver) -> list[tuple[str, str, str]]:
    return [(note.text, note.kind, note.handling) for note in notes(ui)]


@pytest.mark.parametrize(("key", "handling"), [("a", "closed"), ("P", "private")])
async def test_who_sees_a_note_is_said_before_it_is_saved(
    ui: PeaceDriver, key: str, handling: str
) -> None:
    await ui.press(key)
    assert ui.sees("NOTE on", f" · {handling} · memo")
    await ui.type("who checks")
    await ui.press("escape")
    assert told(ui) == [("who checks", "memo", handling)]


async def test_in_a_confidential_library_a_note_is_private_unless_it_is_turned(
    tmp_path: Path,
) -> None:
    path = tmp_path / "confidential.db"
    with open_library(path, confidential=True) as library, records_of(library) as records:
        records.quote("q1")
    async with at_the_keyboard(path) as ui:
        await ui.press("a")
        assert ui.sees("NOTE on", " · private · memo")


async def test_handling_and_kind_are_turned_by_keys_and_by_name(ui: PeaceDriver) -> None:
    await ui.press("a", *"why", "ctrl+t")
    assert ui.sees("NOTE on", " · private · memo", "only you see it")
    await ui.press("ctrl+n")
    assert ui.sees(" · private · question")
    await ui.press("ctrl+p", *"public", "enter")
    assert ui.sees(" · public · question")
    await ui.press("escape")
    assert told(ui) == [("why", "question", "public")]


async def test_a_private_draft_is_not_gone_on_with_as_a_note_for_all(sample: Path) -> None:
    async with at_the_keyboard(sample, run="first") as ui:
        await ui.press("P", *"mine")
        ui.app.keep_drafts()
    async with at_the_keyboard(sample, run="second") as ui:
        await ui.press("escape", "a")
        assert not ui.sees("mine")
        await ui.press("escape", "P")
        assert ui.sees("mine", " · private · ")
        await ui.press("ctrl+t", "ctrl+t")
        ui.app.keep_drafts()
    async with at_the_keyboard(sample, run="third") as ui:
        await ui.press("enter")
        assert ui.sees("mine", " · closed · ")


async def test_a_private_note_that_was_taken_back_is_offered_as_private(ui: PeaceDriver) -> None:
    await ui.press("P", *"mine", "escape", "u")
    assert ui.sees("P offers its text again")
    await ui.press("a")
    assert not ui.sees("mine")
    await ui.press("escape", "P")
    assert ui.sees("mine")


async def test_a_note_is_chosen_changed_and_taken_back_in_its_pane(ui: PeaceDriver) -> None:
    await ui.press("a", *"first", "escape", "a", *"second", "escape", "5")
    assert ui.sees("▸✎ first", "✎ second")
    await ui.press("j")
    assert ui.sees("✎ first", "▸✎ second")
    await ui.press("enter", *" thought", "ctrl+n", "escape")
    assert told(ui) == [("first", "memo", "closed"), ("second thought", "question", "closed")]
    await ui.press("D")
    assert [text for text, _, _ in told(ui)] == ["first"]
    assert ui.sees("note taken back", "u takes it back")
    await ui.press("u")
    assert [text for text, _, _ in told(ui)] == ["first", "second thought"]
    await ui.press("e", *"!", "ctrl+p", *"throw", "enter")
    assert [text for text, _, _ in told(ui)] == ["first", "second thought"]


async def test_leaving_a_note_as_it_is_or_empty_saves_nothing(ui: PeaceDriver) -> None:
    await ui.press("a", *"one", "escape", "5", "e", "escape")
    assert ui.sees("nothing changed, nothing saved")
    await ui.press("e", *["backspace"] * 3, "escape")
    assert ui.sees("An emptied note stays as it was", "D takes it back")
    assert [text for text, _, _ in told(ui)] == ["one"]


async def test_somebody_elses_note_is_not_mine_to_hide_or_take_back(
    ui: PeaceDriver, colleague: Library
) -> None:
    colleague.do(WriteNote(ui.current, "from another desk"))
    ui.app.look_for_changes()
    await ui.settled()
    await ui.press("5", "e", "ctrl+t")
    assert ui.sees(f"NOTE by {COLLEAGUE}", "who alone says who may see it")
    await ui.press("escape", "D")
    assert ui.sees(f"The note is by {COLLEAGUE}")
    assert [text for text, _, _ in told(ui)] == ["from another desk"]


@pytest.mark.parametrize(("way", "name"), [("1", "Russian Federation"), ("2", "U.S.–Taliban")])
async def test_where_an_actor_or_talks_are_shown_the_note_is_on_them(
    ui: PeaceDriver, way: str, name: str
) -> None:
    await ui.press(way, "j", "a")
    assert ui.sees(f"NOTE on {name}")
    await ui.press(*"ask", "escape", "4")
    assert notes(ui) == ()
    with ui.library.questions() as ask:
        if way == "1":
            profile = ask.actor_profile(Slug("russia"))
            assert [note.text for note in profile.notes] == ["ask"]
    await ui.press("a")
    assert ui.sees(f"NOTE on {name}")
    await ui.press("escape", "3", "a")
    assert not ui.sees(f"NOTE on {name}")


async def test_words_are_chosen_by_keys_and_noted(ui: PeaceDriver) -> None:
    text = ui.library.quotes(EVERYTHING, Window(0, 1)).rows[0].text
    first, second, third = text.split()[:3]
    await ui.press("enter", "V", "l")
    assert ui.sees(f"{first} ▸{second} {third}")
    await ui.press("V", "l", "a")
    assert ui.sees(f"NOTE on [{second} {third}] of")
    await ui.press(*"why", "escape")
    (note,) = notes(ui)
    assert (note.exact, note.piece and note.piece.start) == (f"{second} {third}", len(first) + 1)
    assert ui.sees(f"{first} ✎{second} {third}", f"✎ [{second} {third}] why")


async def test_choosing_words_is_left_by_esc_before_the_quote_is(ui: PeaceDriver) -> None:
    await ui.press("enter", "V", "j", "l", "h")
    assert ui.sees("▸4 DETAIL")
    await ui.press("escape", "a")
    assert ui.sees("NOTE on", " · closed")
    assert not ui.sees("NOTE on [")


async def test_a_note_in_the_detail_is_gone_to_by_its_name(ui: PeaceDriver) -> None:
    await ui.press("a", *"look again", "escape", "enter")
    while not ui.sees("▸✎ look again"):
        await ui.press("l")
    await ui.press("enter")
    assert ui.sees("NOTE on", "look again", "Esc save and close")


async def conflict(ui: PeaceDriver, colleague: Library) -> Note:
    """Somebody else changes a note while it is being changed here."""
    await ui.press("a", *"first", "escape", "5")
    (note,) = notes(ui)
    await ui.press("e", *" mine")
    colleague.do(ChangeNote(note.key, {"text": "first theirs"}, {"text": "first"}))
    await ui.press("escape")
    assert ui.sees("CONFLICT: the text", "YOURS", "first mine", COLLEAGUE, "first theirs", "BEFORE")
    assert [each.text for each in notes(ui)] == ["first theirs"]
    return note


async def test_of_two_changes_mine_is_saved_over_theirs_knowingly(
    ui: PeaceDriver, colleague: Library
) -> None:
    await conflict(ui, colleague)
    await ui.press("down", "down", "enter")
    assert [each.text for each in notes(ui)] == ["first mine"]
    await ui.press("u")
    assert [each.text for each in notes(ui)] == ["first theirs"]


async def test_of_two_changes_theirs_is_kept(ui: PeaceDriver, colleague: Library) -> None:
    await conflict(ui, colleague)
    await ui.press("down", "down", "down", "enter")
    assert ui.sees("theirs stays as it is")
    await ui.press("e")
    assert ui.sees("first theirs")
    assert not ui.sees("first mine")


async def test_two_changes_are_edited_together(ui: PeaceDriver, colleague: Library) -> None:
    await conflict(ui, colleague)
    await ui.press("down", "enter")
    assert ui.sees("first mine", f"--- {COLLEAGUE}", "first theirs")
    await ui.press("escape")
    (note,) = notes(ui)
    assert note.text.startswith("first mine\n\n--- ")
    assert note.text.endswith("first theirs")


async def test_a_conflict_that_is_left_keeps_the_draft(ui: PeaceDriver, colleague: Library) -> None:
    await conflict(ui, colleague)
    await ui.press("escape", "e")
    assert ui.sees("first mine", "first theirs", "both texts are here")


async def test_a_key_that_was_on_its_way_settles_no_conflict(
    ui: PeaceDriver, colleague: Library
) -> None:
    await conflict(ui, colleague)
    await ui.press(*"tmexyDu")
    assert ui.sees("CONFLICT")
    await ui.press("enter")
    assert [each.text for each in notes(ui)] == ["first theirs"]


async def test_a_conflict_waits_for_the_box_that_is_open(ui: PeaceDriver) -> None:
    await ui.press("a", *"first", "escape")
    (note,) = notes(ui)
    await ui.press("j", "a", *"another")
    ui.app.reading.pen.write(ChangeNote(note.key, {"text": "mine"}, {"text": "long ago"}))
    await ui.settled()
    assert ui.sees("NOTE on", "another")
    assert not ui.sees("CONFLICT")
    await ui.press("escape")
    assert ui.sees("CONFLICT", "mine", "first")
