"""What is typed before the first frame is there once it is, in order; the terminal is as before."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from tests.builders import library_of_the_first_release
from tests.faults import moments
from tests.pty_driver import PtyProgram, peace_tui

# The program says that it is there, and goes on once something was typed.
UNTIL_TYPED = "print('STARTING', flush=True); select.select([0], [], [], 20)"
MAKES_THE_SAMPLE, MIGRATES = "storage.exchange.first_library", "storage.history.making"
LOADS = ["storage", "tui.app", "textual.app", "textual.drivers.linux_driver"]


@pytest.mark.parametrize("is_named", [True, False])
def test_what_is_typed_at_once_is_searched(sample: Path, tmp_path: Path, is_named: bool) -> None:
    variables = {**moments.environment(tmp_path, "", "pass"), "PEACE_TUI_DB": str(sample)}
    with PtyProgram(peace_tui(str(sample)) if is_named else peace_tui(), env=variables) as program:
        program.send("/moscow\r")
        program.wait_for(r"/ moscow\* +16 of 179")
        program.wait_for(r"▸3 QUOTES─+1/16")  # Enter went on to the results


@pytest.mark.parametrize("module", [*LOADS, MAKES_THE_SAMPLE])
def test_what_is_typed_on_the_way_is_searched(tmp_path: Path, module: str) -> None:
    variables = moments.environment(tmp_path, module, UNTIL_TYPED)
    with PtyProgram(peace_tui(), env=variables) as program:
        program.wait_for("STARTING")
        program.send("/kabulov in:moscow")
        program.wait_for(r"/ \S*kabulov in:moscow +\d+ of 179")
        assert b"/kabulov" not in program.raw.split(b"\x1b[?1049h")[0]  # nor shown by the terminal


def test_what_is_typed_while_a_library_is_migrated_is_searched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = library_of_the_first_release(tmp_path / "talks.db", monkeypatch, "The tree stands.")
    variables = moments.environment(tmp_path, MIGRATES, UNTIL_TYPED)
    with PtyProgram(peace_tui(str(library)), env=variables) as program:
        program.wait_for("STARTING")
        program.send("/tree")
        program.wait_for(r"/ tree +1 of 1 quote")
        program.send("\r")
        program.wait_for("▸3 QUOTES")
        program.send("Q")
        assert program.exit_code() == 0
        assert program.is_as_a_shell_wants_it


@pytest.mark.parametrize("module", ["tui.app", "textual.drivers.linux_driver"])
def test_ctrl_c_stops_a_start_that_keeps_keys(sample: Path, tmp_path: Path, module: str) -> None:
    with PtyProgram(
        peace_tui(str(sample)), env=moments.environment(tmp_path, module, UNTIL_TYPED)
    ) as program:
        program.wait_for("STARTING")
        program.send("/moscow\x03")
        program.send("\r")
        assert program.exit_code() == 128 + signal.SIGINT
        assert program.is_as_a_shell_wants_it


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_start_that_is_told_to_end_leaves_the_terminal_as_it_was(
    sample: Path, tmp_path: Path, number: signal.Signals
) -> None:
    variables = moments.environment(tmp_path, "tui.app", UNTIL_TYPED)
    with PtyProgram(peace_tui(str(sample)), env=variables) as program:
        program.wait_for("STARTING")
        assert not program.is_as_a_shell_wants_it
        program.signal(number)
        assert program.exit_code() == -number
        assert program.is_as_a_shell_wants_it


def test_a_start_that_is_paused_leaves_the_terminal_to_the_shell_and_goes_on(
    sample: Path, tmp_path: Path
) -> None:
    variables = moments.environment(tmp_path, "tui.app", "os.kill(os.getpid(), signal.SIGTSTP)")
    with PtyProgram(peace_tui(str(sample)), env=variables) as program:
        os.waitpid(program.pid, os.WUNTRACED)
        assert program.is_as_a_shell_wants_it
        program.signal(signal.SIGCONT)
        program.send("/moscow")
        program.wait_for(r"/ moscow +16 of 179")


def test_what_reads_the_output_has_the_terminal_to_itself(sample: Path, tmp_path: Path) -> None:
    shell = ["sh", "-c", 'exec "$@" | cat', "sh", *peace_tui()]
    variables = moments.environment(tmp_path, "tui.verbs.screen", UNTIL_TYPED)
    with PtyProgram(shell, env={**variables, "PEACE_TUI_DB": str(sample)}) as program:
        program.wait_for("STARTING")
        assert program.is_as_a_shell_wants_it
        program.send("\n")
        program.exit_code()
