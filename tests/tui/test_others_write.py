"""Somebody else writes: what is shown is as it is now, and nothing that one does is moved."""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator, Iterator
from pathlib import Path

import pytest

from storage import Key, Library, Slug, Window, open_library
from tests.builders import COLLEAGUE, FixedClock, made_library, records_of
from tests.driver import PeaceDriver, at_the_keyboard

QUOTES = 60
ACTORS = 40


@pytest.fixture
def colleague(tmp_path: Path) -> Iterator[Library]:
    """Whoever else has the library open: sixty days of one quote each, of forty actors."""
    with made_library(tmp_path, COLLEAGUE) as library:
        with records_of(library) as records:
            records.format("lakeside", "Lakeside talks")
            for number in range(ACTORS):
                records.actor(f"actor{number:02}", f"Actor {number:02}", kind="state")
            for number in range(QUOTES):
                records.quote(
                    f"x{number:02}",
                    f"Words of day {number:02}.",
                    by=f"actor{number % ACTORS:02}",
                    said_on=f"2024-{1 + number // 28:02}-{1 + number % 28:02}",
                    format="lakeside" if number % 2 else None,
                )
        yield library


@pytest.fixture
async def ui(colleague: Library) -> AsyncGenerator[PeaceDriver]:
    async with at_the_keyboard(colleague.path) as ui:
        yield ui


def add_quote(colleague: Library, ref: str, said_on: str, by: str = "actor00") -> Key:
    with records_of(colleague) as records:
        return records.quote(ref, f"Words that came in as {ref}.", by=by, said_on=said_on)


async def followed(ui: PeaceDriver) -> None:
    ui.app.look_for_changes()
    await ui.settled()


def quote_rows(ui: PeaceDriver) -> list[str]:
    return [line[30:-1] for line in ui.lines()[3:10]]


def row_of_cursor(ui: PeaceDriver) -> int:
    """Which line of the screen the cursor of the quotes is on."""
    return next(n for n, line in enumerate(ui.lines()) if re.search(r"▸\d{4}-", line))


async def test_a_quote_above_the_cursor_moves_neither_it_nor_the_rows(
    ui: PeaceDriver, colleague: Library
) -> None:
    await ui.press(*["j"] * 12)
    quote, rows = ui.current, quote_rows(ui)
    add_quote(colleague, "new", "2024-12-01")
    await followed(ui)
    assert ui.current == quote
    assert quote_rows(ui) == rows
    assert ui.sees(f"14/{QUOTES + 1}", f"{QUOTES + 1} of {QUOTES + 1} quotes")


async def test_at_the_very_top_what_came_in_is_seen_and_the_cursor_stays_on_its_quote(
    ui: PeaceDriver, colleague: Library
) -> None:
    quote = ui.current
    add_quote(colleague, "new", "2024-12-01")
    await followed(ui)
    assert ui.current == quote
    assert "2024-12-01" in ui.lines()[3]
    assert row_of_cursor(ui) == 4


async def test_where_the_quote_is_gone_the_cursor_is_where_it_was(
    ui: PeaceDriver, colleague: Library
) -> None:
    await ui.press("slash", *"is:starred", "enter")
    shown = [row.key for row in colleague.quotes(window=Window(0, 5)).rows]
    ui.library.star(*shown)
    await followed(ui)
    await ui.press("j", "j")
    assert ui.current == shown[2]
    ui.library.star(shown[2])
    await followed(ui)
    assert ui.current == shown[3]
    assert ui.sees("3/4")


async def test_all_panes_about_a_quote_say_what_others_wrote_of_it(
    colleague: Library,
) -> None:
    async with at_the_keyboard(colleague.path, size=(120, 40)) as ui:
        colleague.add_note(ui.current, "seen from another desk")
        colleague.tag((ui.current,), ("wording",))
        await followed(ui)
        assert ui.screen().count("seen from another desk") == 2  # in the detail and the notes
        assert ui.sees("#wording")
        colleague.undo()
        colleague.undo()
        await followed(ui)
        assert not ui.sees("seen from another desk")
        assert not ui.sees("#wording")


async def test_a_retraction_shows_in_the_row_and_the_detail(
    ui: PeaceDriver, colleague: Library
) -> None:
    with records_of(colleague) as records:
        records.db.execute("update quote set status = 'retracted' where ref = 'x59'")
    await followed(ui)
    assert " R" in ui.lines()[3]
    assert ui.sees("RETRACTED")


async def test_the_cursor_of_a_narrowing_pane_stays_on_its_actor_far_down(
    ui: PeaceDriver, colleague: Library
) -> None:
    await ui.press("1", "1", *["j"] * 34)
    actors = ui.app.reading.board.actors
    actor, line = actors.current, actors.line_of_cursor
    assert actor is not None
    for number in range(3):  # who is last becomes first, and all between go down
        add_quote(colleague, f"new{number}", "2024-12-01", by=f"actor{ACTORS - 1}")
        add_quote(colleague, f"more{number}", "2024-12-01", by=f"actor{ACTORS - 2}")
    await followed(ui)
    assert actors.current is not None
    assert actors.current.slug == actor.slug
    assert actors.line_of_cursor == line
    assert "…" not in "".join(each[1:14] for each in ui.lines()[3:10])


async def test_what_is_being_typed_is_left_alone(ui: PeaceDriver, colleague: Library) -> None:
    await ui.press("slash")
    await ui.type("words of")
    ui.app.reading.bars.search.input.cursor_position = 3
    add_quote(colleague, "new", "2024-12-01")
    await followed(ui)
    bar = ui.app.reading.bars.search.input
    assert (bar.value, bar.cursor_position, bar.has_focus) == ("words of", 3, True)
    assert ui.sees(f"{QUOTES} of {QUOTES + 1} quotes")


async def test_a_note_that_is_being_written_is_left_alone(
    ui: PeaceDriver, colleague: Library
) -> None:
    await ui.press("a")
    await ui.type("half a thou")
    colleague.add_note(ui.current, "theirs")
    await followed(ui)
    await ui.type("ght")
    await ui.press("escape")
    assert {note.text for note in ui.library.quote(ui.current).notes} == {
        "half a thought", "theirs",
    }  # fmt: skip


async def test_the_selection_stays(ui: PeaceDriver, colleague: Library) -> None:
    await ui.press("space", "space", "V", "j")
    add_quote(colleague, "new", "2024-12-01")
    await followed(ui)
    assert ui.sees("2 selected + range of 2")


async def test_a_table_keeps_the_cell_that_the_cursor_is_on(
    ui: PeaceDriver, colleague: Library
) -> None:
    await ui.press("v", "m", *["j"] * 20)
    pane = ui.app.reading.board.overview
    chosen = pane.chosen
    for number in range(2):
        add_quote(colleague, f"new{number}", "2024-12-01", by=f"actor{ACTORS - 1}")
    await followed(ui)
    assert chosen is not None
    assert pane.chosen is not None
    assert pane.chosen.terms == chosen.terms


async def test_the_page_of_an_actor_counts_what_came_in(
    ui: PeaceDriver, colleague: Library
) -> None:
    await ui.press("1", "j", "4")
    slug = ui.app.reading.board.detail.subject
    assert slug is not None
    before = ui.library.quotes().total
    add_quote(colleague, "new", "2024-12-01", by=Slug(slug.slug_or_key))
    await followed(ui)
    assert ui.sees("Words that came in as new.")
    assert ui.library.quotes().total == before + 1


async def test_while_a_move_is_on_its_way_the_cursor_goes_on(
    ui: PeaceDriver, colleague: Library
) -> None:
    """The answer to a change is about the quote that was under the cursor when it was asked."""
    rows = [row.key for row in colleague.quotes(window=Window(0, 10)).rows]
    add_quote(colleague, "new", "2024-12-01")
    ui.app.look_for_changes()
    await ui.burst("j", "j", "j")
    assert ui.current == rows[3]
    await followed(ui)
    assert ui.current == rows[3]
    assert ui.app.reading.board.detail.detail is not None
    assert ui.app.reading.board.detail.detail.row.key == rows[3]


async def test_the_stars_of_others_are_their_own(colleague: Library) -> None:
    with open_library(colleague.path, author="third", clock=FixedClock()) as third:
        async with at_the_keyboard(colleague.path) as ui:
            third.star(ui.current)
            await followed(ui)
            assert not re.search(r"▸2024-\S+ +\S+ \S+ +\*", ui.screen())


def tags_by_digit(ui: PeaceDriver) -> list[str]:
    return re.findall(r"│[ ▸]\d (?:✓ )? *(\S+)", ui.screen())


async def test_the_open_tags_say_what_is_so_now_and_keep_their_digits(
    ui: PeaceDriver, colleague: Library
) -> None:
    quote = ui.current
    await ui.press("t", "down")
    before = tags_by_digit(ui)
    colleague.tag((quote,), add=("check", "a-new-one"))
    await followed(ui)
    assert tags_by_digit(ui) == [*before, "a-new-one"]
    assert ui.sees("✓ check")
    await ui.press(str(1 + before.index("check")))  # somebody else's, which is seen: it goes off
    assert {tag.name for tag in ui.library.quote(quote).tags} == {"a-new-one"}
