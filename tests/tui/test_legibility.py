"""The screen can be read: in one colour under the cursor, and nothing is cut in its middle."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.driver import PeaceDriver, at_the_keyboard
from tui import screens
from tui.look import Look, Marks
from tui.widgets.picker import fitting

BOXES = {
    "commands": ("colon",),
    "help": ("question_mark",),
    "tags": ("t",),
    "a new tag": ("t", "n"),
    "filters": ("f",),
    "rows": ("1", "backslash"),
    "note": ("a", "ctrl+p"),
}
VIEWS = {"matrix": ("v", "m"), "who": ("v", "w", "j"), "stances": ("v", "s")}


@pytest.mark.parametrize("keys", [(), *BOXES.values(), *VIEWS.values()], ids="-".join)
async def test_under_the_cursor_nothing_is_coloured_or_dim(
    sample: Path, keys: tuple[str, ...]
) -> None:
    async with at_the_keyboard(sample) as ui:
        await ui.press("3", "*", *keys)
        reversed_styles = [each.style for each in ui.pieces() if each.style and each.style.reverse]
        assert reversed_styles
        assert all(style.color is None and not style.dim for style in reversed_styles)


@pytest.mark.parametrize("keys", BOXES.values(), ids=BOXES)
async def test_a_box_leaves_no_slivers_of_the_panes_beside_it(
    sample: Path, keys: tuple[str, ...]
) -> None:
    async with at_the_keyboard(sample) as ui:
        await ui.press("3", *keys)
        edges = [line for line in ui.lines() if "╭▸" in line and "3 QUOTES" not in line]
        assert [(line[0], line[-1]) for line in edges] == [("╭", "╮")]


@pytest.mark.parametrize("keys", BOXES.values(), ids=BOXES)
async def test_what_the_keys_of_a_box_do_is_whole_on_a_narrow_terminal(
    sample: Path, keys: tuple[str, ...]
) -> None:
    async with at_the_keyboard(sample, size=(40, 20)) as ui:
        await ui.press("3", *keys)
        [told] = [line for line in ui.screen().splitlines() if "Esc close" in line]
        assert "…" not in told


def footings() -> Iterator[tuple[str, str]]:
    """What each box of the program says of its keys, by its name."""
    for found in pkgutil.iter_modules(screens.__path__, f"{screens.__name__}."):
        for name, box in vars(importlib.import_module(found.name)).items():
            for line in ("footing", "footing_of_text"):
                told = vars(box).get(line) if isinstance(box, type) else None
                if isinstance(told, str) and told:
                    yield name, told


@pytest.mark.parametrize(("box", "told"), footings())
def test_every_box_says_on_a_narrow_terminal_how_it_is_left(box: str, told: str) -> None:
    assert "Esc" in fitting(told, 38), box


async def test_what_the_keys_do_while_one_types_is_whole_on_a_narrow_terminal(
    sample: Path,
) -> None:
    async with at_the_keyboard(sample, size=(40, 20)) as ui:
        await ui.press("slash")
        [told] = [line for line in ui.screen().splitlines() if "complete" in line]
        assert "…" not in told


@pytest.mark.parametrize("keys", [("a",), ("o",)])
async def test_the_line_over_a_note_or_an_address_goes_on_to_the_edge(
    sample: Path, keys: tuple[str, ...]
) -> None:
    async with at_the_keyboard(sample) as ui:
        await ui.press("3", *keys)
        [title] = [line for line in ui.lines() if line.startswith("▸")]
        assert title.endswith("────")


async def test_on_a_narrow_terminal_the_tab_says_what_the_second_pane_lists(sample: Path) -> None:
    async with at_the_keyboard(sample, size=(40, 20)) as ui:
        shown: list[str] = []
        for _ in range(4):
            await ui.press("2")
            [tabs] = [line for line in ui.lines() if "4Detail" in line]
            shown.append(tabs[tabs.index("▐") : tabs.index("▌")])
        assert shown == ["▐2Formats", "▐2Topics", "▐2To", "▐2Via"]


async def searched(ui: PeaceDriver, text: str) -> str:
    await ui.press("slash")
    await ui.type(text)
    return ui.screen()


@pytest.mark.parametrize("text", ["by:kabulof ", "stance:suport "])
async def test_what_may_be_meant_is_said_once(sample: Path, text: str) -> None:
    async with at_the_keyboard(sample) as ui:
        screen = await searched(ui, text)
        assert screen.count("did you mean") == 1
        assert "Tab takes the first)" in screen


async def test_how_a_date_is_written_is_said_to_its_end(sample: Path) -> None:
    async with at_the_keyboard(sample) as ui:
        assert "or 30d." in await searched(ui, "peace date:20x9 ")


async def test_a_name_that_fits_nothing_has_no_count_after_the_search_is_left_either(
    sample: Path,
) -> None:
    async with at_the_keyboard(sample) as ui:
        await searched(ui, "by:kabulof ")
        await ui.press("enter")
        assert ui.sees("fits no actor here", "– of 179 quotes")


@pytest.mark.parametrize("marks", Marks)
async def test_what_commands_do_stands_in_one_column_where_keys_are_spelt_out_too(
    sample: Path, marks: Marks
) -> None:
    async with at_the_keyboard(sample, look=Look(marks=marks)) as ui:
        await ui.press("3", "colon")
        begins = {
            line.index(does)
            for does in ("On an actor", "The next row.", "Drop the last", "To the actors.")
            for line in ui.lines()
            if does in line
        }
        assert len(begins) == 1


async def test_a_box_covers_the_panes_and_nothing_else(sample: Path) -> None:
    async with at_the_keyboard(sample) as ui:
        before = ui.lines()
        await ui.press("3", "colon")
        changed = [at for at, line in enumerate(ui.lines()) if line != before[at]]
        assert (changed[0], changed[-1]) == (2, 20)
        assert ui.lines()[21] == before[21]  # the lower edge of both
