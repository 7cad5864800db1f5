"""A fault of the program's own while a confidential note is on the screen."""

from __future__ import annotations

import stat
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.faults.failing import AS_TEXTUAL_DOES, IN_A_THREAD
from tests.pty_driver import PtyProgram, peace_tui

ROOT = Path(__file__).parents[2]
MARKER = "the witness is safe in Lakeside"
F9 = "\x1b[20~"


@dataclass(frozen=True, slots=True)
class Crash:
    """What was sent after the fault, the exit code, the reports, and the terminal."""

    sent: bytes
    code: int
    reports: tuple[Path, ...]
    terminal_is_as_before: bool


def crash(library: Path, state: Path, options: Sequence[str] = ()) -> Crash:
    """Type the note, and stop the program by a fault."""
    command = [sys.executable, "-m", "tests.faults.failing", *options, str(library)]
    environment = {"XDG_STATE_HOME": str(state), "PYTHONPATH": str(ROOT)}
    with PtyProgram(command, env=environment) as program:
        program.wait_for("1/179")
        program.send(f"a{MARKER}")
        program.wait_for(MARKER)
        program.read_quiet(500)
        before = len(program.raw)
        program.send(F9)
        program.wait_for("fault of its own|Traceback|RuntimeError")
        code = program.exit_code()
        reports = tuple((state / "peace-tui" / "log").glob("*"))
        return Crash(program.raw[before:], code, reports, program.is_as_a_shell_wants_it)


@pytest.fixture(params=[(), (IN_A_THREAD,)], ids=["on the screen", "in a thread"])
def crashed(sample: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Crash:
    return crash(sample, tmp_path, request.param)


def test_no_word_of_a_note_is_in_what_a_crash_leaves(crashed: Crash) -> None:
    assert crashed.code != 0
    assert MARKER.encode() not in crashed.sent
    (report,) = crashed.reports
    assert "in fail\n" in report.read_text()
    assert MARKER not in report.read_text()
    assert stat.S_IMODE(report.stat().st_mode) == 0o600


def test_a_crash_gives_the_terminal_back_and_says_one_sentence(crashed: Crash) -> None:
    _, after = crashed.sent.split(b"\x1b[?1049l")
    assert b"\x1b[?25h" in after
    said = after.decode()
    assert "All that was saved is safe" in said
    assert "Traceback" not in said
    assert crashed.terminal_is_as_before


def test_the_note_is_offered_after_the_crash(sample: Path, tmp_path: Path) -> None:
    crash(sample, tmp_path)
    environment = {"XDG_STATE_HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    with PtyProgram(peace_tui(str(sample)), env=environment) as program:
        program.wait_for("was not finished")
        program.send("\r")
        program.wait_for(MARKER)


def test_the_rig_sees_the_note_in_a_report_with_values(sample: Path, tmp_path: Path) -> None:
    """The control: Textual's own report of a fault shows the values of variables."""
    assert b"witness" in crash(sample, tmp_path, [AS_TEXTUAL_DOES]).sent
