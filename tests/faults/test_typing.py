"""However a program ends in the middle of a note, at most a second of typing goes with it."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from storage import open_library
from tests.faults.unguarded import DRAFTS
from tests.pty_driver import PtyProgram, peace_tui
from tui.gateway.drafts import Drafts

ROOT = Path(__file__).parents[2]
MOMENTS = int(os.environ.get("PEACE_TUI_MOMENTS", "6"))
LOST_AT_MOST_SECONDS = 1.0
BETWEEN_LETTERS_MS = 40  # a fast typist's, with no pause in which a draft could wait for one
ENDS_WITHIN_SECONDS = 3.0
NUMBER_TYPED = re.compile(r"w(\d+)")


def started(library: Path, state: Path, without: str = "") -> PtyProgram:
    environment = {"XDG_STATE_HOME": str(state), "PYTHONPATH": str(ROOT)}
    control = [sys.executable, "-m", "tests.faults.unguarded", without, str(library)]
    return PtyProgram(control if without else peace_tui(str(library)), env=environment)


def type_for(program: PtyProgram, seconds: float) -> str:
    """Type numbered words without a pause; gives what stood on the screen a second before."""
    shown: list[tuple[float, int]] = [(time.monotonic(), 0)]
    end = time.monotonic() + seconds
    number = 0
    while time.monotonic() < end:
        number += 1
        for letter in f"w{number} ":
            program.send(letter)
            program.read_quiet(BETWEEN_LETTERS_MS)
        seen = [int(each) for each in NUMBER_TYPED.findall(program.screen())]
        shown.append((time.monotonic(), max(seen, default=0)))
    kept_by = time.monotonic() - LOST_AT_MOST_SECONDS
    last = max(number for at, number in shown if at <= kept_by)
    return "".join(f"w{each} " for each in range(1, last))  # the last may still have been typed


def left_behind(library: Path, state: Path) -> str:
    left = Drafts(state / "peace-tui" / "drafts", library, "looking").left_behind()
    return left[0].text if left else ""


@pytest.mark.parametrize("seed", range(max(1, MOMENTS // 3)))
def test_kill_9_in_the_middle_of_fast_typing_loses_a_second_of_it(
    sample: Path, tmp_path: Path, seed: int
) -> None:
    with started(sample, tmp_path) as program:
        program.wait_for("1/179")
        program.send("a")
        program.wait_for("NOTE on")
        typed = type_for(program, random.Random(seed).uniform(1.5, 3))
        program.kill()
    assert typed
    assert left_behind(sample, tmp_path).startswith(typed)


def test_the_rig_sees_typing_that_was_not_put_aside(sample: Path, tmp_path: Path) -> None:
    """The control: without drafts the same kill takes everything."""
    with started(sample, tmp_path, without=DRAFTS) as program:
        program.wait_for("1/179")
        program.send("a")
        program.wait_for("NOTE on")
        typed = type_for(program, 1.5)
        program.kill()
    assert not left_behind(sample, tmp_path).startswith(typed)


@pytest.mark.parametrize("seed", range(MOMENTS))
def test_a_note_is_saved_or_a_draft_whenever_the_program_is_killed_while_saving(
    sample: Path, tmp_path: Path, seed: int
) -> None:
    with started(sample, tmp_path) as program:
        program.wait_for("1/179")
        program.send("athe whole note")
        program.wait_for("the whole note")
        program.read_quiet(500)
        program.send("\x1b")
        program.read_quiet(random.Random(seed).randint(1, 250))
        program.kill()
    with open_library(sample) as library:
        notes = [note.text for note in library.quote(library.quotes().rows[0].key).notes]
        assert library.verify().findings == ()
    assert "the whole note" in [*notes, left_behind(sample, tmp_path)]


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
@pytest.mark.parametrize("seed", range(MOMENTS // 2))
def test_a_signal_while_typing_ends_the_program_with_all_that_was_shown_kept(
    sample: Path, tmp_path: Path, number: signal.Signals, seed: int
) -> None:
    with started(sample, tmp_path) as program:
        program.wait_for("1/179")
        program.send("a")
        program.wait_for("NOTE on")
        program.send("whatever was said before")
        program.wait_for("before")
        program.read_quiet(random.Random(seed).randint(1, 400))
        program.signal(number)
        assert program.exit_code(ENDS_WITHIN_SECONDS) == 128 + number
        assert b"\x1b[?1049l" in program.raw
        assert b"\x1b[?25h" in program.raw
        assert program.is_as_a_shell_wants_it
    assert left_behind(sample, tmp_path) == "whatever was said before"
    with open_library(sample) as library:  # nothing is left locked
        library.star(library.quotes().rows[0].key)


def test_a_program_that_no_signal_reaches_ends_with_its_input(sample: Path, tmp_path: Path) -> None:
    """Without a terminal of its own a program gets no SIGHUP: it sees only that input ended."""
    ours, theirs = os.openpty()
    environment = {**os.environ, "XDG_STATE_HOME": str(tmp_path), "TERM": "xterm"}
    process = subprocess.Popen(
        peace_tui(str(sample)),
        stdin=theirs, stdout=theirs, stderr=theirs,
        start_new_session=True, env=environment, cwd=ROOT,
    )  # fmt: skip
    os.close(theirs)
    try:
        seen = b""
        while b"1/179" not in seen:
            seen += os.read(ours, 65_536)
        os.write(ours, b"ahalf a thought")
        while b"NOTE" not in seen or b"ght" not in seen[seen.rindex(b"NOTE") :]:
            seen += os.read(ours, 65_536)
        os.close(ours)
        assert process.wait(10) == 128 + signal.SIGHUP
    finally:
        process.kill()
        process.wait()
    assert left_behind(sample, tmp_path) == "half a thought"
