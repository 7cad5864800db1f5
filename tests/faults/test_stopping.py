"""Ctrl-Z: the shell gets its terminal as it was, and `fg` brings the whole screen back."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from pathlib import Path

import pytest

from tests.pty_driver import PtyProgram, peace_tui

ROOT = Path(__file__).parents[2]
BASH = shutil.which("bash")


@pytest.mark.skipif(BASH is None or sys.platform == "win32", reason="a shell with jobs is needed")
def test_the_shell_comes_back_and_then_the_program(sample: Path, tmp_path: Path) -> None:
    environment = {
        "XDG_STATE_HOME": str(tmp_path), "PYTHONPATH": str(ROOT), "PS1": "shell> ",
        "HISTFILE": os.devnull,
    }  # fmt: skip
    with PtyProgram([str(BASH), "--norc", "--noediting", "-i"], env=environment) as shell:
        shell.wait_for("shell>")
        shell.send(f"{shlex.join(peace_tui(str(sample)))}\n")
        shell.wait_for("179 of 179 quotes")
        shell.send("j")
        shell.wait_for("2/179")
        shell.read_quiet(300)
        shown = shell.screen()
        for _ in range(2):
            shell.send("\x1a")
            shell.wait_for("Stopped")
            shell.send("echo back-$((40 + 2))\n")
            shell.wait_for("back-42")
            assert shell.is_as_a_shell_wants_it
            shell.send("fg\n")
            shell.wait_for("2/179")
            shell.read_quiet(300)
            assert shell.screen() == shown
        shell.send("j")
        shell.wait_for("3/179")
        shell.send("Q")
        shell.wait_for("shell>")
        assert shell.is_as_a_shell_wants_it
