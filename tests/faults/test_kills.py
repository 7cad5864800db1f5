"""kill -9, and a terminal that goes away, at any moment."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from storage import open_library
from tests.faults.kills import ROOT, UNSAFE_WRITER, kill_writers
from tests.pty_driver import PtyProgram, peace_tui

KILLS = int(os.environ.get("PEACE_TUI_KILLS", "30"))
MOMENTS = int(os.environ.get("PEACE_TUI_MOMENTS", "6"))
MAKE_FIRST = "import sys; from storage import make_sample_library; make_sample_library(sys.argv[1])"


def started(sample: Path, state: Path) -> PtyProgram:
    environment = {"XDG_STATE_HOME": str(state), "PYTHONPATH": str(ROOT)}
    return PtyProgram(peace_tui(str(sample)), env=environment)


def test_no_acknowledged_note_is_lost_to_kill_9(sample: Path) -> None:
    outcome = kill_writers(sample, KILLS)
    assert outcome.acknowledged >= outcome.kills
    assert outcome.lost == ()
    assert outcome.verdict.findings == ()


def test_the_rig_sees_notes_that_were_acknowledged_too_early(sample: Path) -> None:
    """The control: it must fail on a planted fault, or it proves nothing."""
    for _ in range(10):
        if kill_writers(sample, 9, writer=UNSAFE_WRITER).lost:
            return
    pytest.fail("notes acknowledged before their commit were never seen to be lost")


def test_a_note_that_the_screen_called_saved_survives_a_kill(sample: Path, tmp_path: Path) -> None:
    for number in range(MOMENTS // 2):
        with started(sample, tmp_path) as program:
            program.wait_for("1/179")
            program.send(f"asaved before the kill {number}")
            program.wait_for(f"kill {number}")
            program.send("\x1b")
            program.wait_for("saved: note on")
            program.kill()
        with open_library(sample) as library:
            key = library.quotes().rows[0].key
            assert f"saved before the kill {number}" in [n.text for n in library.quote(key).notes]
            assert library.verify().findings == ()


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM, None])
def test_a_half_typed_note_is_offered_after_the_line_is_lost(
    sample: Path, tmp_path: Path, number: signal.Signals | None
) -> None:
    with started(sample, tmp_path) as program:
        program.wait_for("1/179")
        program.send("ahalf a thought")
        program.wait_for("half a thought")
        if number is None:
            program.hang_up()
            program.exit_code_after_hang_up()
        else:
            program.signal(number)
            assert program.exit_code() == 128 + number
    with started(sample, tmp_path) as program:
        program.wait_for("was not finished")
        program.send("\r")
        program.wait_for("half a thought")
        program.send("\x1b")
        program.wait_for("saved: note on")


def test_a_terminated_program_gives_the_terminal_back(sample: Path, tmp_path: Path) -> None:
    with started(sample, tmp_path) as program:
        program.wait_for("1/179")
        program.signal(signal.SIGTERM)
        program.exit_code()
        assert b"\x1b[?1049l" in program.raw
        assert b"\x1b[?25h" in program.raw


def test_the_first_library_is_whole_or_not_there(tmp_path: Path) -> None:
    chance = random.Random(2018)
    for number in range(MOMENTS):
        path = tmp_path / f"{number}.db"
        process = subprocess.Popen([sys.executable, "-c", MAKE_FIRST, path], cwd=ROOT)
        try:
            process.wait(chance.uniform(0.05, 0.6))
        except subprocess.TimeoutExpired:
            process.kill()
        process.wait()
        if path.exists():
            with open_library(path) as library:
                assert library.quotes().total == 179
        subprocess.run([sys.executable, "-c", MAKE_FIRST, path], cwd=ROOT, check=True)
        with open_library(path) as library:
            assert library.quotes().total == 179
            assert library.verify().findings == ()
        assert [each.name for each in tmp_path.iterdir() if re.search("making", each.name)] == []
