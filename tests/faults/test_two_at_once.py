"""Two programs on one library: what one writes the other shows, and no lock is seen by anyone."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from storage import Window, open_library, short
from tests.pty_driver import PtyProgram, peace_tui

ROOT = Path(__file__).parents[2]
SETTLED_MS = 400  # longer than any answer of the sample takes
NOTICED_MS = 1_500  # the program looks every 250 ms
TAGS_WITHOUT_A_PAUSE = """
import sys
from pathlib import Path
from storage import Window, open_library

with open_library(Path(sys.argv[1]), author="other") as library:
    quotes = [row.key for row in library.quotes(window=Window(0, 40)).rows]
    for turn in range(3):
        for quote in quotes:
            library.tag([quote], *((["busy"], []) if turn % 2 == 0 else ([], ["busy"])))
"""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    folders = {f"XDG_{each}_HOME": str(tmp_path / each) for each in ("STATE", "CACHE", "DATA")}
    return {**folders, "PYTHONPATH": str(ROOT)}


@pytest.fixture
def screens(sample: Path, environment: dict[str, str]) -> Iterator[tuple[PtyProgram, PtyProgram]]:
    """The same library on two screens."""
    with ExitStack() as stack:
        one, other = (
            stack.enter_context(PtyProgram(peace_tui(str(sample)), env=environment))
            for _ in range(2)
        )
        for each in (one, other):
            each.wait_for("1/179")
            each.read_quiet(SETTLED_MS)
        yield one, other


def at_the_shell(library: Path, environment: dict[str, str], *words: str) -> None:
    command = [*peace_tui(), *words, "-L", str(library)]
    subprocess.run(command, env=environment, check=True, capture_output=True)  # our own


def test_what_is_done_on_one_screen_is_seen_on_the_other(
    screens: tuple[PtyProgram, PtyProgram],
) -> None:
    one, other = screens
    one.send("acompare with the reply of May\x1b")
    one.wait_for("takes it back")
    other.wait_for("✎≈|✎“")
    other.send("\r")
    other.wait_for("compare with the reply of May")
    one.send("t1")
    one.wait_for("tag follow-up on")
    other.wait_for("#follow-up")
    one.send("uu")
    one.wait_for("took back")
    other.wait_for("(?s)^(?!.*#follow-up)(?!.*compare with the reply)")


def test_what_is_done_at_the_shell_is_seen_on_the_screen(
    screens: tuple[PtyProgram, PtyProgram], sample: Path, environment: dict[str, str]
) -> None:
    screen, _ = screens
    with open_library(sample) as library:
        quote = library.quotes(window=Window(0, 1)).rows[0].key
    at_the_shell(sample, environment, "note", quote, "written at the shell")
    screen.wait_for("✎")
    at_the_shell(sample, environment, "tag", quote, "+wording-shift")
    screen.send("5")
    screen.wait_for("written at the shell")
    screen.wait_for("#wording-shift")


def test_nothing_is_sent_where_nothing_that_is_seen_has_changed(
    screens: tuple[PtyProgram, PtyProgram], sample: Path, environment: dict[str, str]
) -> None:
    screen, other = screens
    with open_library(sample) as library:
        far = library.quotes(window=Window(120, 1)).rows[0]
    at_the_shell(sample, environment, "star", far.key)
    assert screen.read_quiet(NOTICED_MS) == b""
    other.send(f"/key:{short(far.key)} ")
    other.wait_for(r"1 of 179 quotes(?s:.*)\*")


def test_who_types_while_others_write_without_a_pause_sees_no_lock(
    screens: tuple[PtyProgram, PtyProgram], sample: Path, environment: dict[str, str]
) -> None:
    one, other = screens
    argv = [sys.executable, "-c", TAGS_WITHOUT_A_PAUSE, str(sample)]
    with subprocess.Popen(argv, env={**environment}) as writer:  # our own
        while writer.poll() is None:
            one.send("/moscow\r*jj*kk")
            other.send("j*k*")
            one.read_for(0.1)
            other.read_for(0.1)
        assert writer.returncode == 0
    for screen in screens:
        screen.send("\x1b\x1b\x1bF")
        screen.wait_for("179 of 179 quotes")
        screen.wait_for("#")
        assert b"locked" not in screen.raw
        assert b"Another program" not in screen.raw
