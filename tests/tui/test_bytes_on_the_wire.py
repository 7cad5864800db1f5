"""What goes over the line at 80x24 on the sample, in bytes, which are exact."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pty_driver import PtyProgram, peace_tui

SETTLED_MS = 400  # longer than any answer of the sample takes, the cursor's rest included


@pytest.fixture
def ui(sample: Path, tmp_path: Path) -> Iterator[PtyProgram]:
    environment = {"XDG_STATE_HOME": str(tmp_path), "PYTHONPATH": str(Path(__file__).parents[2])}
    with PtyProgram(peace_tui(str(sample)), env=environment) as program:
        program.wait_for(r"1/179")
        program.read_quiet(SETTLED_MS)
        yield program


def test_the_first_frame_is_at_most_16_kilobytes(ui: PtyProgram) -> None:
    assert len(ui.raw) <= 16_384


def test_a_start_that_shows_a_kept_frame_sends_at_most_4_kilobytes(
    sample: Path, tmp_path: Path
) -> None:
    environment = {
        "XDG_STATE_HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "caches"),
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }  # fmt: skip
    costs: list[int] = []
    for _ in range(2):
        with PtyProgram(peace_tui(str(sample)), env=environment) as program:
            program.wait_for("1/179")
            while b"\x1b[?2004h" not in program.raw:  # Textual is there
                program.read(0.02)
            program.read_quiet(SETTLED_MS)
            costs.append(len(program.raw))
    without, kept = costs
    assert kept <= min(4_096, without)


def test_nothing_is_sent_while_nothing_happens(ui: PtyProgram) -> None:
    assert ui.read_quiet(1_000) == b""


def test_a_cursor_key_with_its_detail_costs_at_most_1536_bytes(ui: PtyProgram) -> None:
    costs: list[int] = []
    for _ in range(12):
        ui.send("j")
        costs.append(len(ui.read_quiet(SETTLED_MS)))
    assert max(costs) <= 1_536
    assert min(costs) > 0


def test_a_held_cursor_key_costs_at_most_320_bytes_a_key(ui: PtyProgram) -> None:
    before = len(ui.raw)
    for _ in range(40):
        ui.send("j")
        ui.read_quiet(20)
    held = len(ui.raw) - before
    ui.read_quiet(SETTLED_MS)
    assert held / 40 <= 320


def test_tab_costs_at_most_600_bytes(ui: PtyProgram) -> None:
    costs: list[int] = []
    for _ in range(8):
        ui.send("\t")
        costs.append(len(ui.read_quiet(SETTLED_MS)))
    assert max(costs) <= 600


def test_a_letter_is_echoed_with_150_bytes_and_answered_with_3_kilobytes(ui: PtyProgram) -> None:
    ui.send("/")
    ui.read_quiet(SETTLED_MS)
    for letter in "moscow":
        before = len(ui.raw)
        ui.send(letter)
        ui.wait_for(rf"/ \w*{letter} ")
        # The letter and what came with it in the same write: all that a person waits for.
        echo = ui.raw[before:].split(letter.encode())[0]
        assert len(echo) <= 150
        ui.read_quiet(SETTLED_MS)
        assert len(ui.raw) - before <= 150 + 3_072


def test_a_search_that_changes_nothing_sends_only_its_letters(ui: PtyProgram) -> None:
    ui.send("/key:q0014")
    ui.read_quiet(SETTLED_MS)
    ui.send(" ")
    assert len(ui.read_quiet(SETTLED_MS)) <= 150


@pytest.mark.parametrize("view", ["vt", "vm", "vw", "vs"])
def test_a_cursor_key_in_a_table_costs_at_most_320_bytes(ui: PtyProgram, view: str) -> None:
    ui.send(view)
    ui.read_quiet(SETTLED_MS)
    costs: list[int] = []
    for key in "jjkhlj":
        ui.send(key)
        costs.append(len(ui.read_quiet(SETTLED_MS)))
    assert max(costs) <= 320
    assert max(costs) > 0
