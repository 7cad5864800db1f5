"""`--plain`: what a screen reader reads out, or a braille display shows, under the real cursor."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.driver import at_the_keyboard
from tests.pty_driver import PtyProgram, peace_tui
from tui.look import Look

ROOT = Path(__file__).parents[2]
NOISE = re.compile("[\u2500-\u259f\u2800-\u28ff▸≈✎✕⏎⌫]")  # boxes, blocks, braille, bare signs
SETTLED_MS = 300


@pytest.fixture
def ui(sample: Path, tmp_path: Path) -> Iterator[PtyProgram]:
    environment = {"XDG_STATE_HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    with PtyProgram(peace_tui(str(sample), "--plain"), env=environment) as program:
        program.wait_for("In quotes, row 1 of 179")
        program.read_quiet(SETTLED_MS)
        yield program


def test_it_says_in_words_where_the_keys_go(ui: PtyProgram) -> None:
    for keys, said in (
        ("jj", r"In quotes, row 3 of 179\."),
        ("1", r"In actors, row 1 of \d+\."),
        ("j", r"In actors, row 2 of \d+\."),
        ("4", r"In detail, row 1 of \d+\."),
        ("3p", r"In provenance, row 1 of \d+\."),
    ):
        ui.send(keys)
        ui.wait_for(said)


def test_the_terminals_cursor_is_on_the_row_that_the_keys_are_about(ui: PtyProgram) -> None:
    assert b"\x1b[?25l" not in ui.raw
    for keys, row in (
        ("j", r"^>\d{4}-\d\d-\d\d.*: "),
        ("1j", r"^>folded: [A-Z].* \d+$"),
        ("?", r"^ >/ Ctrl-f "),
        ("\x1b[B", r"^ >Enter "),
        ("\x1b", r"^>folded: [A-Z].* \d+$"),
        ("4", r"^Russian Federation, state"),
        ("/mosc", "^/ mosc"),
    ):
        ui.send(keys)
        ui.read_quiet(SETTLED_MS)
        line = ui.line_of_cursor()
        assert line is not None
        assert re.search(row, line), (keys, line, ui.screen())


def test_nothing_is_sent_that_has_no_words(ui: PtyProgram) -> None:
    for keys in (
        "j",
        "1j\r",
        "2j",
        "4p",
        "q?",
        "\x1b",
        "t",
        "\x1b",
        "aseen\x1b",
        "u",
        "/by:x",
        "\r",
    ):
        ui.send(keys)
        ui.read_quiet(SETTLED_MS)
    assert NOISE.findall(ui.raw.decode()) == []


async def test_the_same_keys_lead_to_the_same_quote_and_note(sample: Path) -> None:
    reached: list[tuple[str, str]] = []
    for look in (Look(), Look(is_plain=True)):
        async with at_the_keyboard(sample, look=look) as ui:
            await ui.press("j", "1", "j", "enter", "j", "p", "backspace", "a")
            reached.append((type(ui.app.screen).__name__, ui.current))
    assert reached[0] == reached[1]
    assert reached[0][0] == "NoteEditor"


async def test_one_pane_is_shown_at_a_time_whatever_the_width(sample: Path) -> None:
    async with at_the_keyboard(sample, size=(132, 40), look=Look(is_plain=True)) as ui:
        for key, title in (
            ("1", "actors"),
            ("2", "formats"),
            ("3", "quotes"),
            ("4", "detail"),
            ("5", "notes"),
        ):
            await ui.press(key)
            assert ui.sees(f"In {title}, row 1 of ")
            board = ui.app.reading.board
            shown = [
                pane
                for pane in (board.actors, board.formats, board.quotes, board.detail, board.notes)
                if pane.region.area
            ]
            assert shown == [board.pane]


async def test_flags_of_a_row_are_words(sample: Path) -> None:
    async with at_the_keyboard(sample, look=Look(is_plain=True)) as ui:
        await ui.press("asterisk")
        assert ui.sees(", starred: ")
