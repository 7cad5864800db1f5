"""Linking two quotes at the keyboard."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from storage import EVERYTHING, Key, Library, Window, short
from tests.driver import PeaceDriver, at_the_keyboard


@pytest.fixture
async def ui(sample: Path) -> AsyncGenerator[PeaceDriver]:
    async with at_the_keyboard(sample) as ui:
        yield ui


def newest(library: Library, count: int) -> list[Key]:
    return [row.key for row in library.quotes(EVERYTHING, Window(0, count)).rows]


async def test_two_selected_quotes_are_linked_by_three_keys(ui: PeaceDriver) -> None:
    first, _, third = newest(ui.library, 3)
    await ui.press("space", "j", "space", "L", "c")
    assert ui.sees(f"LINK {short(first)} contradicts …", f"this contradicts {short(third)}")
    assert ui.library.quote(first).links == ()
    await ui.press("enter")
    (tie,) = ui.library.quote(first).links
    assert (tie.type, tie.outgoing, tie.other.key) == ("contradicts", True, third)
    assert ui.sees(f"saved: link {short(first)} contradicts {short(third)} · u takes it back")


async def test_the_other_quote_is_one_that_was_looked_at(ui: PeaceDriver) -> None:
    first, second = newest(ui.library, 2)
    await ui.press("j", "L", "2")
    assert ui.sees(f"this answers {short(first)}")
    await ui.press("enter")
    assert [tie.other.key for tie in ui.library.quote(second).links] == [first]


async def test_which_way_round_and_on_what_it_rests_is_said_and_turned(ui: PeaceDriver) -> None:
    first, second = newest(ui.library, 2)
    await ui.press("j", "L", "a", "tab", "right")
    assert ui.sees(f"the source says so: this is answered by {short(first)}")
    await ui.press("enter")
    (tie,) = ui.library.quote(second).links
    assert (tie.outgoing, tie.basis) == (False, "source")


async def test_any_quote_is_found_by_its_words_or_its_key(ui: PeaceDriver) -> None:
    wished = ui.library.find("q0014")
    await ui.press("L", "s")
    await ui.type(short(wished))
    assert ui.sees(f"this supports {short(wished)}")
    await ui.press("ctrl+u")
    await ui.type("ceasefire")
    assert ui.sees("this supports q-")
    await ui.type("zzz")
    assert ui.sees("No quote fits")
    await ui.press("enter")
    assert ui.library.quote(ui.current).links == ()


async def test_a_link_is_changed_dropped_and_brought_back(ui: PeaceDriver) -> None:
    here = ui.current
    await ui.press("j", "k", "L", "c", "enter", "L", "pagedown", "enter", "enter")
    await ui.type("see page 3")
    await ui.press("enter")
    assert [tie.remark for tie in ui.library.quote(here).links] == ["see page 3"]
    await ui.press("L", "pagedown", "enter")
    await ui.type("drop")
    await ui.press("enter")
    assert ui.library.quote(here).links == ()
    await ui.press("u")
    assert [tie.remark for tie in ui.library.quote(here).links] == ["see page 3"]


async def test_escape_links_nothing(ui: PeaceDriver) -> None:
    await ui.press("L", "escape", "L", "c", "escape")
    assert ui.library.quote(ui.current).links == ()


async def test_more_than_two_are_not_linked(ui: PeaceDriver) -> None:
    await ui.press("space", "space", "space", "L")
    assert ui.sees("A link is between two quotes; 3 are selected.")


async def test_the_detail_goes_through_a_link_and_back(ui: PeaceDriver) -> None:
    first = ui.current
    await ui.press("j", "L", "c", "enter", "4", "l", "enter")
    assert ui.current == first


async def test_it_fits_a_narrow_terminal(sample: Path) -> None:
    async with at_the_keyboard(sample, size=(40, 20)) as ui:
        first, second = newest(ui.library, 2)
        await ui.press("j", "L", "c")
        assert ui.sees(f"this contradicts {short(first)}")
        await ui.press("enter")
        assert ui.library.quote(second).links
