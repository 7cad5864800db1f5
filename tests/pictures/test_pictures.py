"""Pictures show what the terminal's cells hold, and the README's is of the program as it is now."""

from __future__ import annotations

import re
import time
import xml.etree.ElementTree as ET
from pathlib import Path

import pyte
import pytest

from tests.architecture.readme import README
from tests.pictures.__main__ import FRONT_FILE, FRONT_TERMINAL, drawn, main
from tests.pictures.cells import PALETTES, Ground, looked_at
from tests.pictures.screens import FRONT, shown
from tests.pictures.svg import NAMESPACE, WIDTH, svg
from tests.pty_driver import PATIENCE_SECONDS, Screen

DARK = PALETTES["dark"]


def test_the_readmes_picture_is_what_the_running_app_shows(sample: Path) -> None:
    committed = FRONT_FILE.read_text(encoding="utf-8")
    ends = time.monotonic() + PATIENCE_SECONDS
    with shown(FRONT, FRONT_TERMINAL, sample) as program:
        while True:
            picture = drawn(looked_at(program.cells(), FRONT_TERMINAL.ground), "dark", FRONT)
            if picture == committed or time.monotonic() > ends:
                break
            program.read(0.1)
    assert picture == committed, "write it anew: python -m tests.pictures --front"


def test_the_readme_shows_it() -> None:
    shown_files = re.findall(r"!\[[^]]+\]\(([^)]+)\)", README.read_text(encoding="utf-8"))
    assert shown_files == [FRONT_FILE.relative_to(README.parent).as_posix()]


def test_a_picture_is_called_by_what_it_shows_and_has_no_colour_where_there_is_none(
    tmp_path: Path,
) -> None:
    assert main(["--out", str(tmp_path), "--size", "40x20", "--colors", "none", "--only",
                 "search"]) == 0  # fmt: skip
    file = tmp_path / "40x20-none-search.svg"
    root = ET.parse(file).getroot()
    inks = {each.get("fill") for each in root.iter() if each.get("fill") not in {None, "none"}}
    assert f"#{DARK.letters}" in inks
    assert all(len({ink[1:3], ink[3:5], ink[5:7]}) == 1 for ink in inks if ink)  # greys
    assert "by:kabulov in:moscow" in "".join(root.itertext())


def texts(sent: str, ground: Ground = "dark") -> list[tuple[str, int, dict[str, str]]]:
    """Each text of the picture of a line: what it says, at which cell, and how."""
    screen = Screen(20, 1)
    pyte.Stream(screen).feed(sent)
    line = [screen.buffer[0][x] for x in range(20)]
    root = ET.fromstring(svg(looked_at([line], ground), PALETTES[ground].ground, "a line"))
    return [
        (each.text or "", int(each.attrib["x"]) // WIDTH, dict(each.attrib))
        for each in root.iter(f"{{{NAMESPACE}}}text")
    ]


def test_what_follows_a_wide_character_stands_where_the_terminal_has_it() -> None:
    assert [each[:2] for each in texts("a漢b")] == [("a", 0), ("漢", 1), ("b", 3)]


def test_what_combines_with_a_letter_stays_with_it() -> None:
    assert [each[:2] for each in texts("x\u0332 e\u0301q")] == [
        ("x\u0332", 0), ("é", 2), ("q", 3),
    ]  # fmt: skip


def test_letters_of_no_font_in_particular_are_as_long_as_their_cells() -> None:
    [(text, column, how)] = texts("  some words")
    assert (text, column, how["textLength"]) == ("some words", 2, str(10 * WIDTH))


@pytest.mark.parametrize(
    ("sequence", "ink"),
    [
        ("36", DARK.sixteen[6]),
        ("93", DARK.sixteen[11]),
        ("38;5;81", "5fd7ff"),
        ("38;2;18;52;86", "123456"),
        ("7", DARK.ground),
        ("2", "868686"),
        ("2;38;5;231", "a5a5a5"),
        ("38;2;2;2;2", "020202"),
        ("1;2;22", DARK.letters),
    ],
)
def test_a_letter_has_the_colour_that_was_sent(sequence: str, ink: str) -> None:
    [(_, _, how)] = texts(f"\x1b[{sequence}mword")
    assert how["fill"] == f"#{ink}"


def test_attributes_are_shown() -> None:
    [(_, _, how)] = texts("\x1b[1;3;4mword")
    assert how["font-weight"] == "bold"
    assert how["font-style"] == "italic"
    assert how["text-decoration"] == "underline"


def test_on_a_light_ground_the_terminals_own_colours_are_others() -> None:
    [(_, _, dark)], [(_, _, light)] = texts("\x1b[36mword"), texts("\x1b[36mword", "light")
    assert dark["fill"] != light["fill"]
