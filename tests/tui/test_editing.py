"""Facts are edited, retracted and added from the screen, and nothing half-done is lost."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from storage import Key, open_library
from storage.deeds import Correct
from storage.fields import KINDS
from tests.builders import COLLEAGUE, FixedClock, key, made_library, records_of
from tests.driver import PeaceDriver, at_the_keyboard
from tui.gateway.drafts import Drafts

QUOTE = key("q", "q1")
SIZES = ((80, 24), (40, 20))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with made_library(tmp_path) as library, records_of(library) as put:
        put.actor("norland", kind="state")
        put.actor("sudmark", kind="state")
        put.actor("n-example", "N. Example")
        put.format("lakeside")
        put.format("harbour")
        put.meeting("round-1", "lakeside", title="Round 1", held_on="2025-05-14")
        put.source("gazette", publisher="sudmark")
        put.quote(
            "q1", "No peace.", by="norland", source="gazette", format="lakeside", chain=["sudmark"]
        )
    return tmp_path / "talks.db"


def fields(ui: PeaceDriver, name: Key) -> dict[str, Any]:
    with ui.library.questions() as ask:
        return dict(ask.edited(name[0], name).values)


def places(letter: str, field: str) -> int:
    """How many lines down a field stands in its form."""
    return [each.name for each in KINDS[letter].fields].index(field)


async def go_to(ui: PeaceDriver, letter: str, field: str) -> None:
    await ui.press("g", *["down"] * places(letter, field))


async def give_reason(ui: PeaceDriver, why: str) -> None:
    await ui.press("G", "enter")
    await ui.type(why)
    await ui.press("enter")


@pytest.mark.parametrize("size", SIZES)
async def test_a_date_is_checked_as_it_is_typed_saved_with_its_reason_and_taken_back(
    path: Path, size: tuple[int, int]
) -> None:
    async with at_the_keyboard(path, size=size) as ui:
        await ui.press("e")
        assert ui.sees("EDIT QUOTE")
        await go_to(ui, "q", "said_on")
        await ui.press("enter", "ctrl+u")
        await ui.type("2025-05-3")
        assert ui.sees("no date: 2025-05-3")
        await ui.press("backspace")
        await ui.press("1", "2", "question_mark")
        assert ui.sees("read as 12 May 2025, uncertain", "was 2025-05-14", "1 changed")
        await ui.press("enter")
        await give_reason(ui, "page")
        await ui.press("escape")
        assert ui.sees("saved: correction of q-", "takes it back") or size[0] < 80
        assert fields(ui, QUOTE)["said_on"] == "2025-05-12?"
        await ui.press("u")
        assert fields(ui, QUOTE)["said_on"] == "2025-05-14"


async def test_a_date_that_is_none_keeps_the_form_open_at_it(path: Path) -> None:
    async with at_the_keyboard(path) as ui:
        await ui.press("e")
        await go_to(ui, "q", "said_on")
        await ui.press("enter")
        await ui.type("9")
        await ui.press("escape", "g", "escape")
        assert ui.sees("Said on: 2025-05-149 is no date.", "EDIT QUOTE")
        await ui.press("ctrl+p")
        await ui.type("as it was")
        await ui.press("enter", "escape")
        assert ui.sees("nothing changed, nothing saved")


async def test_what_cannot_be_saved_opens_the_form_again_where_it_is_wrong(path: Path) -> None:
    async with at_the_keyboard(path) as ui:
        await ui.press("e")
        await go_to(ui, "q", "kind")
        await ui.press("enter", "3", "escape")
        assert ui.sees("EDIT QUOTE", "An indirect quote holds none of its speaker's words")
        assert ui.sees("▸ held as")
        await ui.press("enter", "3", "escape")
        assert (fields(ui, QUOTE)["kind"], fields(ui, QUOTE)["held_as"]) == (
            "indirect",
            "paraphrase",
        )


async def test_a_record_is_picked_by_its_name_and_emptied(path: Path) -> None:
    async with at_the_keyboard(path) as ui:
        await ui.press("e")
        await go_to(ui, "q", "speaker")
        await ui.press("enter")
        await ui.type("sudm")
        await ui.press("enter")
        assert ui.sees("was Norland")
        await go_to(ui, "q", "format")
        await ui.press("delete", "escape")
        assert fields(ui, QUOTE)["speaker"] == key("a", "sudmark")
        assert "format" not in fields(ui, QUOTE)


@pytest.mark.parametrize("size", SIZES)
async def test_a_speaker_that_is_not_there_yet_is_made_from_the_picker(
    path: Path, size: tuple[int, int]
) -> None:
    async with at_the_keyboard(path, size=size) as ui:
        await ui.press("e")
        await go_to(ui, "q", "speaker")
        await ui.press("enter")
        await ui.type("Relief Union")
        assert ui.sees("+new: Relief Union")
        await ui.press("enter")
        assert ui.sees("NEW ACTOR", "Relief Union", "missing")
        await ui.press("escape")
        assert ui.sees("Kind is missing")
        await ui.press("enter")
        await ui.type("ngo")
        await ui.press("enter", "escape")
        assert ui.sees("EDIT QUOTE", "Relief Union")
        await ui.press("escape")
        speaker = fields(ui, QUOTE)["speaker"]
        assert fields(ui, speaker) == {"name": "Relief Union", "kind": "ngo"}


async def test_rows_of_a_list_are_added_changed_moved_and_removed(path: Path) -> None:
    async with at_the_keyboard(path) as ui:
        await ui.press("e")
        await go_to(ui, "q", "hop")
        await ui.press("enter", "G", "enter")
        await ui.type("norland")
        await ui.press("enter", "down", "enter")
        await ui.type("quoted")
        await ui.press("enter", "escape")
        assert ui.sees("Norland · quoted")
        await ui.press("less_than_sign", "escape", "escape")
        first, second = fields(ui, QUOTE)["hop"]
        assert (first["actor"], first["verb"]) == (key("a", "norland"), "quoted")
        assert second["actor"] == key("a", "sudmark")
        await ui.press("e")
        await go_to(ui, "q", "hop")
        await ui.press("enter", "delete", "escape", "escape")
        assert [row["actor"] for row in fields(ui, QUOTE)["hop"]] == [key("a", "sudmark")]


async def test_the_source_of_a_quote_is_reached_from_its_form(path: Path) -> None:
    async with at_the_keyboard(path) as ui:
        await ui.press("e")
        await go_to(ui, "q", "source")
        await ui.press("right")
        assert ui.sees("EDIT SOURCE")
        await go_to(ui, "s", "caveat")
        await ui.press("enter")
        await ui.type("a copy")
        await ui.press("enter", "escape")
        assert ui.sees("EDIT QUOTE")
        await ui.press("escape")
        assert fields(ui, key("s", "gazette"))["caveat"] == "a copy"


async def test_e_is_about_the_actor_or_the_talks_that_the_cursor_is_on(path: Path) -> None:
    async with at_the_keyboard(path) as ui:
        await ui.press("1")
        await ui.burst("down", "e")
        assert ui.sees("EDIT ACTOR")
        await ui.press("escape", "2")
        await ui.burst("down", "e")
        assert ui.sees("EDIT TALKS", "Lakeside")
        await go_to(ui, "f", "kind")
        await ui.press("enter")
        await ui.type("shuttle")
        await ui.press("enter", "escape")
        assert fields(ui, key("f", "lakeside"))["kind"] == "shuttle"
        with ui.library.questions() as ask:
            assert "shuttle" in ask.words("format kind")


async def test_a_quote_is_retracted_with_a_reason_and_brought_back(path: Path) -> None:
    async with at_the_keyboard(path) as ui:
        await ui.press("D")
        assert ui.sees("WHY retract quote q-")
        await ui.press("enter")
        assert ui.sees("nothing changed, nothing saved")
        await ui.press("D")
        await ui.type("misheard")
        await ui.press("enter")
        assert ui.sees("RETRACTED: misheard", "saved: retraction of q-")
        await ui.press("D")
        assert ui.sees("holds again")
        assert not ui.sees("RETRACTED: misheard")


async def test_a_retracted_actor_says_so_and_is_not_offered(path: Path) -> None:
    async with at_the_keyboard(path) as ui:
        await ui.press("1", "down", "D")
        await ui.type("made up")
        await ui.press("enter")
        assert ui.sees("RETRACTED: made up")
        await ui.press("3", "e")
        await go_to(ui, "q", "speaker")
        await ui.press("enter")
        await ui.type("norl")
        assert not ui.sees("Norland state")


@pytest.mark.parametrize("size", SIZES)
async def test_a_meeting_is_added_to_the_talks_of_the_detail(
    path: Path, size: tuple[int, int]
) -> None:
    async with at_the_keyboard(path, size=size) as ui:
        await ui.press("2", "down", "colon")
        await ui.type("new meeting")
        await ui.press("enter")
        assert ui.sees("NEW MEETING", "Lakeside")
        await go_to(ui, "m", "said_on")
        await ui.press("enter")
        await ui.type("2025-06-01")
        await ui.press("enter", "escape")
        with ui.library.questions() as ask:
            (made,) = ask.picks("m", "2025-06-01")
        assert fields(ui, made.key)["format"] == key("f", "lakeside")
        assert fields(ui, made.key)["state"] == "held"


async def test_what_was_changed_outlives_the_end_of_the_program(path: Path, tmp_path: Path) -> None:
    drafts = tmp_path / "drafts"
    async with at_the_keyboard(path, drafts=drafts, run="one") as ui:
        await ui.press("e")
        await go_to(ui, "q", "cue")
        await ui.press("enter")
        await ui.type("denied")
        ui.app.keep_drafts()  # as when the terminal goes away
    with open_library(path, author=COLLEAGUE, clock=FixedClock()) as theirs:
        theirs.do(Correct(QUOTE, {"remark": "seen"}, {}))
    async with at_the_keyboard(path, drafts=drafts, run="two") as ui:
        assert ui.sees("were not saved")
        await ui.press("enter")
        assert ui.sees("EDIT QUOTE", "denied", "1 changed")
        await ui.press("escape")
        assert (fields(ui, QUOTE)["cue"], fields(ui, QUOTE)["remark"]) == ("denied", "seen")
    assert Drafts(drafts, path, "three").left_behind() == ()


async def test_what_somebody_else_changed_meanwhile_is_told_and_the_draft_stays(
    path: Path, tmp_path: Path
) -> None:
    drafts = tmp_path / "drafts"
    async with at_the_keyboard(path, drafts=drafts, run="one") as ui:
        await ui.press("e")
        await go_to(ui, "q", "cue")
        await ui.press("enter")
        await ui.type("denied")
        await ui.press("enter")
        with open_library(path, author=COLLEAGUE, clock=FixedClock()) as theirs:
            theirs.do(Correct(QUOTE, {"cue": "said"}, {}))
        await ui.press("escape")
        assert fields(ui, QUOTE)["cue"] == "said"
    (draft,) = Drafts(drafts, path, "two").left_behind()
    assert json.loads(draft.text)["changes"] == {"cue": "denied"}


async def test_a_form_is_thrown_away_or_kept_for_later(path: Path) -> None:
    async with at_the_keyboard(path) as ui:
        await ui.press("e")
        await go_to(ui, "q", "cue")
        await ui.press("enter")
        await ui.type("denied")
        await ui.press("ctrl+p")
        await ui.type("later")
        await ui.press("enter")
        assert ui.sees("kept as a draft: e opens it again")
        await ui.press("e")
        assert ui.sees("1 changed")
        await ui.press("ctrl+p")
        await ui.type("throw")
        await ui.press("enter", "e")
        assert not ui.sees("1 changed")
        await ui.press("escape")
        assert "cue" not in fields(ui, QUOTE)


async def test_letters_that_are_typed_by_mistake_change_nothing(path: Path) -> None:
    async with at_the_keyboard(path) as ui:
        before = fields(ui, QUOTE)
        await ui.press("e")
        await ui.type("abcdefimnoprstuvwxyz")
        assert ui.sees("EDIT QUOTE")
        assert not ui.sees("changed")
        await ui.press("escape")
        assert fields(ui, QUOTE) == before


async def test_up_and_down_go_through_a_long_text_and_leave_it_at_its_edges(path: Path) -> None:
    async with at_the_keyboard(path, size=(40, 20)) as ui:
        await ui.press("e", "enter")
        await ui.type(" And no word of a war or of an armistice")
        await ui.press("up", "home")
        await ui.type("X")
        assert ui.sees("XNo peace. And no", "Ctrl-u empty")
        await ui.press("up")
        assert not ui.sees("Ctrl-u empty")
        await ui.press("escape")
        assert fields(ui, QUOTE)["text"].startswith("XNo peace. And no word")
