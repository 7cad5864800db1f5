"""Ctrl-C at any moment of a start or a verb ends it without a word, the terminal as it was."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from storage import open_library
from tests.faults import moments
from tests.pty_driver import PtyProgram, peace_tui

CANCELLED = 130

ALWAYS = ["tui.interrupts", "tui.verbs.running", "storage", "tui.terminal_guard", "asyncio"]


def environment(folder: Path, module: str) -> dict[str, str]:
    """Where Ctrl-C is pressed as that module is loaded."""
    return moments.environment(folder, module, "os.kill(os.getpid(), signal.SIGINT)")


def said(program: PtyProgram) -> str:
    program.read_quiet()
    return "".join(program.screen().split())


@pytest.mark.parametrize(
    "module",
    [*ALWAYS, "tui.verbs.screen", "tui.app", "textual.app", "tui.screens.reading",
     "textual.drivers.linux_driver"],
)  # fmt: skip
def test_a_start_is_stopped_while_it_loads(sample: Path, tmp_path: Path, module: str) -> None:
    variables = {**environment(tmp_path, module), "PEACE_TUI_DB": str(sample)}
    with PtyProgram(peace_tui(), env=variables) as program:
        assert program.exit_code() == CANCELLED
        assert said(program) == ""
        assert program.is_as_a_shell_wants_it


@pytest.mark.parametrize(
    "module", ["storage.exchange.first_library", "sqlite_utils", "storage.history.making"]
)
def test_a_first_start_is_stopped_while_it_makes_the_library(tmp_path: Path, module: str) -> None:
    with PtyProgram(peace_tui(), env=environment(tmp_path, module)) as program:
        assert program.exit_code() == CANCELLED
        assert said(program) == ""
        assert program.is_as_a_shell_wants_it
    assert list(tmp_path.rglob("*.db*")) == []


@pytest.mark.parametrize("module", [*ALWAYS, "click", "tui.verbs.search"])
def test_a_verb_is_stopped_while_it_loads(sample: Path, tmp_path: Path, module: str) -> None:
    ended = subprocess.run(
        peace_tui("-L", str(sample), "search", "moscow"),
        env=environment(tmp_path, module), cwd=moments.ROOT, capture_output=True, check=False,
    )  # fmt: skip
    assert (ended.returncode, ended.stdout, ended.stderr) == (CANCELLED, b"", b"")


def test_the_app_is_left_in_order(sample: Path, tmp_path: Path) -> None:
    with PtyProgram(peace_tui(str(sample)), env=environment(tmp_path, "")) as program:
        program.wait_for("1/179")
        program.signal(signal.SIGINT)
        assert program.exit_code() == CANCELLED
        assert b"\x1b[?1049l" in program.raw
        assert b"Traceback" not in program.raw
        assert program.is_as_a_shell_wants_it
    with open_library(sample) as library:
        assert library.verify().findings == ()


# SQLite calls back into the program, and makes an error of its own of what is raised there.
STOPPED_BY_SQLITE = """
import os, signal, sys
from storage import connections
from tui import __main__

def press(*_):
    os.kill(os.getpid(), signal.SIGINT)
    return 0

setattr(connections, {callback!r}, press)
sys.argv[1:] = ["-L", {library!r}, {verb!r}]
sys.exit(__main__.main())
"""


@pytest.mark.parametrize("verb", ["search", "verify"])
def test_what_sqlite_makes_of_it_is_no_damage(sample: Path, tmp_path: Path, verb: str) -> None:
    script = STOPPED_BY_SQLITE.format(callback="_deny_attach", library=str(sample), verb=verb)
    ended = subprocess.run(
        [sys.executable, "-c", script],
        env=environment(tmp_path, ""), cwd=moments.ROOT, capture_output=True, check=False,
    )  # fmt: skip
    assert (ended.returncode, ended.stdout, ended.stderr) == (CANCELLED, b"", b"")
