"""The benchmarks run, on a few quotes, and tell all that they measure. How fast is not tested."""

from __future__ import annotations

import contextlib
import itertools
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from storage import make_sample_library, open_library, parse
from storage.connections import connect
from tests.benchmarks import synthetic
from tests.faults.kills import ROOT

Tables = dict[str, list[dict[str, Any]]]

# Paints how many lines it was given and what was typed, at every key.
STAND_IN = """#!{python}
import os, sys, tty
lines = len(sys.stdin.readlines())
terminal = os.open("/dev/tty", os.O_RDWR)
tty.setraw(terminal)
typed = ""
while True:
    os.write(terminal, f"\\x1b[H\\x1b[2J{{lines}} {{typed}}".encode())
    key = os.read(terminal, 1).decode()
    typed = "" if key == "\\x15" else typed + key
"""

# Shows the beginning of a text, and a line of it at every key.
PAGER = """#!{python}
import os, sys, tty
lines = open(sys.argv[-1]).readlines()
tty.setraw(0)
os.write(1, "".join(each[:70] + "\\r\\n" for each in lines[:20]).encode())
while key := os.read(0, 3):
    os.write(1, lines[0][:70].encode())
"""


def run(
    benchmark: str, folder: Path, *arguments: str, may_be_slow: bool = False
) -> tuple[str, Any]:
    """What it prints, and its JSON. No program is installed but those in the folder.

    Where it `may_be_slow`, times over their budgets are no failure.
    """
    told = folder / "told.json"
    command = [sys.executable, "-m", f"tests.benchmarks.{benchmark}", "--json", str(told)]
    done = subprocess.run(
        [*command, "--quotes", "2000", *arguments],
        cwd=ROOT,
        env={"PATH": str(folder), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in ({0, 1} if may_be_slow else {0}), done.stdout + done.stderr
    return done.stdout, json.loads(told.read_text(encoding="utf-8"))


def names(rows: Sequence[dict[str, Any]]) -> list[str]:
    return [row["what"] for row in rows]


def test_the_search_benchmark_tells_what_it_measures_twice(tmp_path: Path) -> None:
    printed, tables = run("search", tmp_path, "--order", "shuffled", "--queries", "2")
    assert {"made, s", "cache made, s", "raw text of quotes and notes, MB"} < set(
        names(tables["library"])
    )
    kinds = tables["kinds of search"]
    assert {"everything", "1 letter", "3 words", "phrase of 2"} < set(names(kinds))
    assert kinds[0]["found"] == 2_000
    assert all(0 < kind["rows"] <= kind["rows p99"] <= kind["both p99"] for kind in kinds)
    assert names(tables["overviews"]) == ["timeline", "matrix", "presence", "stances"]
    assert all(view["everything"] > 0 for view in tables["overviews"])
    assert "by SQLite, in memory" in names(tables["open and the first 50 rows"])
    assert names(tables["program"]) == ["memory, MB"]
    for title, rows in tables.items():
        assert all(each in printed for each in (title, *names(rows), *rows[0]) if each != "what")


def test_the_screen_benchmark_measures_us_and_what_else_is_installed(tmp_path: Path) -> None:
    stand_in = tmp_path / "fzf"
    stand_in.write_text(STAND_IN.format(python=sys.executable), encoding="utf-8")
    stand_in.chmod(0o755)
    arguments = ("--order", "shuffled", "--quiet", "50", "--session", "6")
    _, tables = run("million", tmp_path, *arguments)
    letters = tables["a letter on the screen"]
    assert [row["what"] for row in letters[-3:]] == [
        *("all letters, median", "all letters, p95", "all letters, p99")
    ]
    assert all(0 < row["echo"] <= row["counts"] for row in letters)
    session = {row["what"]: row["figure"] for row in tables["program"]}
    assert session["searches in the session"] >= 6
    assert session["memory after the session, MB"] > 0
    us, fzf, *others = tables["beside other programs"]
    assert min(us["answer"], us["memory, MB"], fzf["opened"], fzf["echo"], fzf["answer"]) > 0
    assert [(row["what"], row["asked for"], row["echo"]) for row in others] == [
        (name, "not installed", None) for name in ("vd", "lnav", "rg")
    ]


@pytest.mark.timeout(300)  # it waits for slow lines
def test_the_budgets_of_the_screen_are_all_measured_beside_what_else_is_installed(
    tmp_path: Path,
) -> None:
    stand_in = tmp_path / "less"
    stand_in.write_text(PAGER.format(python=sys.executable), encoding="utf-8")
    stand_in.chmod(0o755)
    printed, told = run(
        "screen",
        tmp_path,
        "--runs",
        "1",
        "--idle",
        "0.2",
        "--quiet",
        "100",
        "--held",
        "5",
        may_be_slow=True,
    )
    figures = {(each["program"], each["size"], each["what"]): each for each in told["figures"]}
    both = ("80x24", "120x40")
    for size, what in itertools.product(both, OF_A_SIZE):
        assert ("peace-tui", size, what) in figures
    for program, size, what in itertools.product(("less", "smallest list"), both, OF_A_PAGER):
        assert figures[program, size, what]["most"] > 0
    for what in OF_A_LINE:
        assert figures["peace-tui", "80x24", what]["most"] > 0
    for program in ("peace-tui", "smallest list", "less"):
        assert figures[program, "80x24", "start, ms"]["most"] > 0
    assert "mutt          is not installed" in printed
    assert all(what in printed for _, _, what in figures)


OF_A_SIZE = (
    "first frame", "cursor key, the list", "cursor key with detail", "held key over edges, a key",
    "Tab", "letter, its echo", "letter, its answer", "idle for 0.2 s", "memory, MB",
    *(f"2,000 quotes: {each}" for each in (
        "first rows, ms", "a key answered, ms", "letter's echo, p99, ms", "its rows, p99, ms",
        "its counts, p99, ms", "memory, MB",
    )),
)  # fmt: skip
OF_A_PAGER = ("first frame", "cursor key", "held key over edges, a key")
OF_A_LINE = (
    "arrow held on a slow line, its row, ms", "arrow held on a slow line, all, ms",
    "word typed blind, --slow, ms", "the same where 2% is lost, ms",
    "start, ms", "start, a key answered, ms",
)  # fmt: skip


@pytest.mark.parametrize(("order", "is_in_order"), [("dated", True), ("shuffled", False)])
def test_ids_go_with_dates_only_where_that_is_asked_for(
    tmp_path: Path, order: synthetic.Order, is_in_order: bool
) -> None:
    years = [day[:4] for day, _ in quotes(tmp_path / "library.db", order)]
    in_order = sum(one <= other for one, other in itertools.pairwise(years))
    assert (in_order > 0.9 * len(years)) == is_in_order


def test_both_orders_hold_the_same_words(tmp_path: Path) -> None:
    dated, shuffled = (quotes(tmp_path / f"{each}.db", each) for each in synthetic.ORDERS)
    assert [text for _, text in dated] == [text for _, text in shuffled]


def quotes(path: Path, order: synthetic.Order) -> list[tuple[str, str]]:
    """Day and text of each, by id."""
    synthetic.make(path, 400, order)
    with contextlib.closing(connect(path)) as db:
        return [tuple(row) for row in db.execute("select said_on, text from quote order by id")]


def test_the_benchmark_of_writing_measures_a_note_on_the_screen_and_many_writers(
    tmp_path: Path,
) -> None:
    library, told = tmp_path / "talks.db", tmp_path / "writing.json"
    make_sample_library(library)
    few = ("--notes", "2", "--writers", "2", "--seconds", "1", "--json", str(told))
    asked = [sys.executable, "-m", "tests.benchmarks.writing", str(library), *few]
    done = subprocess.run(asked, cwd=ROOT, check=False, capture_output=True)
    assert done.returncode in {0, 1}, done.stderr  # 1 where this machine is too slow for a figure
    assert "from Esc to saved" in told.read_text(encoding="utf-8")
    with open_library(library) as opened:
        assert opened.count(parse("has:note").query) >= 2
