"""`doctor`: what is found about terminal, SQLite, paths and packages, and what is advised."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from storage import engine
from storage.connections import WAL_IS_SAFE_FROM, sqlite
from tests.pty_driver import ANSWERS, Answers, PtyProgram
from tests.pty_driver import peace_tui as started
from tests.tui.verbs.conftest import PeaceTui
from tui import wording

ROOT = Path(__file__).parents[3]
CURSOR = re.compile(rb"\x1b\[6n")


def test_it_tells_what_it_runs_on_as_json(
    homeless: Path, peace_tui: PeaceTui, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    printed = peace_tui("doctor", "--json")
    told = json.loads(printed.out)
    assert (printed.code, printed.err, told["version"]) == (0, "", 1)
    assert told["terminal"]["TERM"] == "xterm-256color"
    assert told["terminal"]["colours"] == 256
    assert told["terminal"]["is_a_terminal"] is False
    assert told["widths"] == {}
    assert told["sqlite"] == engine()._asdict()
    assert told["program"]["textual"]
    assert told["paths"]["library"] == f"{homeless}/data/peace-tui/peace.db (not there yet)"
    assert list(homeless.iterdir()) == []


def test_sqlite_is_affected_where_it_is_older_than_the_repair() -> None:
    told = engine()
    assert told.version == sqlite.sqlite_version
    assert told.is_affected == (sqlite.sqlite_version_info < WAL_IS_SAFE_FROM)
    assert told.journal == ("DELETE" if told.is_affected else "WAL")
    assert told.has_fts5


@pytest.mark.parametrize(
    ("variable", "value", "hint"),
    [
        ("TMUX", "/tmp/tmux-1000/default,1,0", wording.HINT_TMUX),
        ("STY", "1.pts-0", wording.HINT_SCREEN),
        ("LC_ALL", "C", wording.HINT_UTF8),
        ("PEACE_TUI_COLORS", "pink", wording.HINT_SCHEME),
    ],
)
def test_what_could_be_better_is_advised(
    peace_tui: PeaceTui, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, hint: str
) -> None:
    assert f"! {hint}\n" not in peace_tui("doctor").out
    monkeypatch.setenv(variable, value)
    assert f"! {hint}\n" in peace_tui("doctor").out


def test_an_affected_sqlite_is_named_and_advised() -> None:
    hidden = (
        "import tests.system_sqlite, sys; from tui.verbs.running import run; sys.exit(run({!r}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", hidden.format(["doctor", "--json"])],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    told = json.loads(done.stdout)
    assert told["sqlite"]["module"] == "sqlite3"
    assert (wording.HINT_SQLITE in told["hints"]) == told["sqlite"]["is_affected"]


def on_a_terminal(answers: Answers, state: Path) -> PtyProgram:
    environment = {
        "XDG_STATE_HOME": str(state), "PYTHONPATH": str(ROOT), "PEACE_TUI_DB": str(state / "a.db"),
    }  # fmt: skip
    return PtyProgram(started("doctor"), size=(120, 60), env=environment, answers=answers)


def test_widths_are_measured_where_the_terminal_tells_its_cursor(tmp_path: Path) -> None:
    with on_a_terminal([(CURSOR, b"\x1b[1;4R")], tmp_path) as program:
        assert program.exit_code() == 0
        assert program.is_as_a_shell_wants_it
        shown = program.screen()
    assert "frame            3 cells" in shown
    assert "accent           3 cells, reckoned with 1" in shown
    assert wording.HINT_NO_ANSWER not in shown


def test_a_terminal_that_does_not_tell_is_not_waited_for_twice(tmp_path: Path) -> None:
    with on_a_terminal((), tmp_path) as program:
        assert program.exit_code() == 0
        assert program.raw.count(b"\x1b[6n") == 1
        assert program.is_as_a_shell_wants_it
        assert wording.HINT_NO_ANSWER in program.screen()


@pytest.mark.parametrize(("term", "piped"), [("dumb", False), ("xterm", True)])
def test_where_nothing_can_be_drawn_the_way_round_it_is_told(
    tmp_path: Path, term: str, *, piped: bool
) -> None:
    environment = {"XDG_DATA_HOME": str(tmp_path), "PYTHONPATH": str(ROOT), "TERM": term}
    shell = ["sh", "-c", f"exec {sys.executable} -m tui{' </dev/null' if piped else ''}"]
    with PtyProgram(shell, env=environment, answers=ANSWERS) as program:
        assert program.exit_code() == 2
        assert b"`peace-tui search QUERY`" in program.raw
    assert list(tmp_path.iterdir()) == []
