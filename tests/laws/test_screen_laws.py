"""Whatever the terminal's size and whatever is typed: nothing falls, or is past the edge."""

from __future__ import annotations

import asyncio
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.driver import PeaceDriver, at_the_keyboard
from tui.commands.catalogue import COMMANDS

WAYS_OUT = {"back", "quit", "suspend"}
KEYS = sorted({
    *(each for command in COMMANDS if command.id not in WAYS_OUT
      for keys in command.keys for each in keys.split()),
    *"xé漢9",
})  # fmt: skip
sizes = st.tuples(st.integers(1, 12) | st.integers(13, 250), st.integers(1, 6) | st.integers(7, 60))
steps = st.lists(sizes | st.lists(st.sampled_from(KEYS), min_size=1, max_size=6), max_size=8)


@settings(max_examples=12)
@given(size=sizes, steps=steps)
def test_no_size_and_no_keys_draw_past_the_edge(
    sample: Path, size: tuple[int, int], steps: list[tuple[int, int] | list[str]]
) -> None:
    asyncio.run(walk(sample, size, steps))


async def walk(
    sample: Path, size: tuple[int, int], steps: list[tuple[int, int] | list[str]]
) -> None:
    async with at_the_keyboard(sample, size=size) as ui:
        assert_within(ui, size)
        for step in steps:
            if isinstance(step, tuple):
                size = step
                await ui.resize(*size)
            else:
                await ui.burst(*step)
            assert_within(ui, size)


def assert_within(ui: PeaceDriver, size: tuple[int, int]) -> None:
    columns, rows = size
    lines = ui.lines()
    assert len(lines) == rows
    assert {cell_len(line) for line in lines} == {columns}
    for drawn, width in ui.drawn_by_widgets():
        assert [cell_len(line) for line in drawn] == [width] * len(drawn)
