"""What is said on the lowest lines is said to its end, and gives the keys their line back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.driver import at_the_keyboard

LONG = (
    "The first half tells what happened and what is safe, and the other half tells what to do next."
)


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_a_long_sentence_takes_the_line_of_the_keys_until_the_next_key(
    sample: Path, size: tuple[int, int]
) -> None:
    async with at_the_keyboard(sample, size=size) as ui:
        await ui.press("escape")
        assert ui.sees("? help")
        ui.app.reading.bars.status.tell(LONG, is_trouble=True)
        await ui.settled()
        assert " ".join(ui.screen().split()).endswith(LONG)
        assert not ui.sees("? help")
        await ui.press("j")
        assert ui.sees("? help", "peace.db")


async def test_a_short_sentence_after_a_long_one_leaves_nothing_of_it(sample: Path) -> None:
    async with at_the_keyboard(sample) as ui:
        await ui.press("escape")
        ui.app.reading.bars.status.tell(LONG)
        ui.app.reading.bars.status.tell("Done.")
        await ui.settled()
        assert ui.sees("? help", "Done.")
        assert not ui.sees("The first half")
