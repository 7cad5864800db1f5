"""Two actors judged to be one from the screen and from the command line, and taken apart again."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage import Library, open_library
from tests.builders import records_of
from tests.driver import at_the_keyboard


@pytest.fixture
def two_kabins(library: Library) -> Path:
    with records_of(library) as records:
        records.actor("anna-kabin", "Anna Kabin")
        records.actor("a-kabin", "A. Kabin")
        for number, by in enumerate(("anna-kabin", "anna-kabin", "a-kabin")):
            records.quote(f"q{number}", f"Words {number}.", by=by)
    return library.path


@pytest.mark.parametrize("size", [(80, 24), (40, 20)])
async def test_a_pair_is_judged_by_one_digit_and_u_brings_both_back(
    two_kabins: Path, size: tuple[int, int]
) -> None:
    async with at_the_keyboard(two_kabins, size=size) as ui:
        await ui.press("escape", "colon", *"duplicates", "enter")
        assert "ONE OR TWO? 1 of 1" in ui.screen()
        await ui.press("1")
        assert "A. Kabin counts as Anna Kabin" in ui.screen()
        await ui.press("1")
        assert "A. Kabin" not in ui.screen().split("saved")[0].split("2 FORMATS")[0]
        await ui.press("u")
        with open_library(two_kabins) as library, library.questions() as ask:
            assert len(ask.suspects()) == 1


async def test_an_actor_is_merged_by_its_name_into_the_one_in_the_detail(
    two_kabins: Path,
) -> None:
    async with at_the_keyboard(two_kabins) as ui:
        await ui.press("escape", "1", "j", "colon", *"merge actors", "enter")
        assert "COUNTS AS Anna Kabin" in ui.screen()
        await ui.press(*"kabin", "enter")
        assert "the same as A. Kabin" in ui.screen()
