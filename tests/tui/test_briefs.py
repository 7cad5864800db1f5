"""Briefs at the keyboard: quotes added, ordered, written around, taken away."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from pathlib import Path

import pytest

from storage import EVERYTHING, Key, Library, Window, open_library, short
from storage.deeds import AddParagraph, AddToBrief, ChangeParagraph, DropBrief
from tests.builders import COLLEAGUE
from tests.driver import PeaceDriver, at_the_keyboard
from tui.formatting import row_in_short


@pytest.fixture
async def ui(sample: Path) -> AsyncGenerator[PeaceDriver]:
    async with at_the_keyboard(sample) as ui:
        yield ui


@pytest.fixture
async def with_brief(ui: PeaceDriver) -> PeaceDriver:
    """At a brief of the three newest quotes, the first under the cursor."""
    await ui.press("space", "space", "space", "b")
    await ui.type("Thursday")
    await ui.press("enter", "escape", "B", "enter")
    return ui


def newest(library: Library, count: int) -> list[Key]:
    return [row.key for row in library.quotes(EVERYTHING, Window(0, count)).rows]


def reads(library: Library, name: str = "Thursday") -> Sequence[str | None]:
    """The keys of quotes and the texts of paragraphs, in order."""
    with library.questions() as ask:
        items = ask.brief(ask.brief_called(name)).items
    return [item.quote.row.key if item.quote else item.text for item in items]


def item(library: Library, number: int) -> Key:
    with library.questions() as ask:
        return ask.brief(ask.brief_called("Thursday")).items[number].key


async def test_two_keys_add_a_quote_to_the_last_used_brief(ui: PeaceDriver) -> None:
    await ui.press("b")
    await ui.type("Thursday")
    assert ui.sees("+new: Thursday")
    await ui.press("enter", "j", "b", "1")
    assert reads(ui.library) == newest(ui.library, 2)
    assert ui.sees(f"saved: brief Thursday: {short(ui.current)} added · u takes it back")
    await ui.press("j", "full_stop")
    assert reads(ui.library) == newest(ui.library, 3)


async def test_the_box_says_what_is_in_a_brief_already(with_brief: PeaceDriver) -> None:
    ui = with_brief
    await ui.press("q", "q", "g", "b")
    assert ui.sees("1 ✓ Thursday 3 quotes, 0 paragraphs")
    await ui.press("1")
    assert ui.sees("in it already")
    assert len(reads(ui.library)) == 3


async def test_the_detail_says_which_briefs_a_quote_is_in(with_brief: PeaceDriver) -> None:
    ui = with_brief
    await ui.press("q", "q", "g", "j", "5")
    assert ui.sees("brief: Thursday (2/3)")
    await ui.press("u")
    assert not ui.sees("brief: Thursday")


async def test_a_brief_shows_its_quotes_as_they_are_held(with_brief: PeaceDriver) -> None:
    first = with_brief.library.quote(newest(with_brief.library, 1)[0])
    assert with_brief.sees("BRIEF Thursday", "3 quotes, 0 paragraphs · 1/3")
    assert with_brief.sees(f"≈ {first.row.text[:40]}", row_in_short(first.row))


async def test_items_move_also_faster_than_the_library_answers(with_brief: PeaceDriver) -> None:
    one, two, three = newest(with_brief.library, 3)
    await with_brief.burst("J", "J")
    assert reads(with_brief.library) == [two, three, one]
    assert with_brief.sees("3/3")
    await with_brief.burst("J", "K")
    assert reads(with_brief.library) == [two, one, three]
    await with_brief.press("u", "u", "u")
    assert reads(with_brief.library) == [one, two, three]


async def test_a_paragraph_is_written_after_an_item_and_edited(with_brief: PeaceDriver) -> None:
    ui = with_brief
    one, two, three = newest(ui.library, 3)
    await ui.press("a")
    await ui.type("They agree.")
    await ui.press("escape")
    assert reads(ui.library) == [one, "They agree.", two, three]
    assert ui.sees("3 quotes, 1 paragraph")
    await ui.press("j", "e")
    await ui.type(" Nearly.")
    await ui.press("escape")
    assert ui.sees("They agree. Nearly.")
    await ui.press("u", "u")
    assert reads(ui.library) == [one, two, three]


async def test_an_item_is_taken_out_and_brought_back(with_brief: PeaceDriver) -> None:
    one, two, three = newest(with_brief.library, 3)
    await with_brief.press("j", "x")
    assert reads(with_brief.library) == [one, three]
    assert with_brief.sees("2 quotes")
    await with_brief.press("D")
    assert reads(with_brief.library) == [one]
    await with_brief.press("u", "u")
    assert reads(with_brief.library) == [one, two, three]


async def test_enter_goes_to_the_quote_and_back_returns(with_brief: PeaceDriver) -> None:
    ui = with_brief
    _, second, _ = newest(ui.library, 3)
    await ui.press("j", "enter")
    assert ui.current == second
    assert ui.sees("brief:Thursday", "3 of 179")
    await ui.press("q")
    assert ui.sees("BRIEF Thursday", "2/3", "179 of 179")
    await ui.press("q")
    assert ui.shows_pane("BRIEFS")
    await ui.press("q")
    assert ui.shows_pane("QUOTES")


async def test_a_quote_s_words_are_not_edited(with_brief: PeaceDriver) -> None:
    await with_brief.press("e")
    assert with_brief.sees("A quote stays as it is held; a writes a paragraph after it.")


async def test_what_a_colleague_does_to_the_brief_is_seen(
    with_brief: PeaceDriver, sample: Path
) -> None:
    ui = with_brief
    with open_library(sample, author=COLLEAGUE) as theirs:
        with theirs.questions() as ask:
            brief = ask.brief_called("Thursday")
        theirs.do(AddParagraph(brief, "A colleague's view."))
        await ui.until(lambda: ui.sees("3 quotes, 1 paragraph"))
        theirs.do(DropBrief(brief))
        await ui.until(lambda: ui.sees("The brief is not there any more"))
        await ui.settled()
    assert ui.shows_pane("BRIEFS")


async def test_a_paragraph_that_a_colleague_changed_meanwhile_is_chosen_from_both(
    with_brief: PeaceDriver, sample: Path
) -> None:
    ui = with_brief
    await ui.press("a")
    await ui.type("They agree.")
    await ui.press("escape", "j", "e")
    with open_library(sample, author=COLLEAGUE) as theirs:
        changes, seen = {"text": "They do not."}, {"text": "They agree."}
        theirs.do(ChangeParagraph(item(theirs, 1), changes, seen))
    await ui.type(" Nearly.")
    await ui.press("escape")
    assert ui.sees("They do not.", "They agree. Nearly.")
    await ui.press("escape")
    assert "They do not." in reads(ui.library)
    await ui.press("e")
    assert ui.sees("They agree. Nearly.")
    await ui.press("escape")
    assert "They agree. Nearly." in reads(ui.library)


async def test_briefs_are_made_renamed_and_dropped_in_their_list(ui: PeaceDriver) -> None:
    await ui.press("v", "b")
    assert ui.sees("No brief yet: a makes one, b on a quote adds it to one.")
    await ui.press("a")
    await ui.type("Friday")
    await ui.press("enter", "e")
    assert ui.sees("NAME of the brief", "/ Friday")
    await ui.press("ctrl+u")
    await ui.type("Saturday")
    await ui.press("enter")
    assert ui.sees("Saturday 0 quotes, 0 paragraphs")
    await ui.press("enter")
    assert ui.sees("Nothing is in it yet")
    await ui.press("q", "x")
    assert ui.sees("No brief yet")
    await ui.press("u")
    assert ui.sees("Saturday 0 quotes")


async def test_the_brief_is_written_to_a_new_file_for_its_owner_only(
    with_brief: PeaceDriver, tmp_path: Path
) -> None:
    ui = with_brief
    file = tmp_path / "thursday.md"

    async def write() -> None:
        await ui.press("colon")
        await ui.type("write brief")
        await ui.press("enter")
        assert ui.sees("Thursday.md")
        await ui.press("ctrl+u")
        await ui.paste(str(file))
        await ui.press("enter")

    await write()
    assert ui.sees("written, for you alone to read: /")
    assert file.stat().st_mode & 0o777 == 0o600
    text = file.read_text(encoding="utf-8")
    assert text.startswith("# Thursday\n\n> [paraphrase] ")
    assert text.count("\n[^") == 3
    file.unlink()
    other = tmp_path / "other.md"
    file.symlink_to(other)
    await write()
    assert ui.sees("Nothing was written; choose another name: something is there")
    assert not other.exists()


async def test_it_fits_a_narrow_terminal(sample: Path) -> None:
    async with at_the_keyboard(sample, size=(40, 20)) as ui:
        ui.library.do(AddToBrief(tuple(newest(ui.library, 12)), "Thursday"))
        await ui.press("B", "enter")
        assert ui.sees("The participants")
        first = ui.screen()
        for _ in range(40):
            await ui.press("j")
        assert ui.screen() != first
        assert all(len(line) <= 40 for line in ui.lines())
