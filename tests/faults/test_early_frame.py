"""The first frame is there before the program is loaded, says nothing false, and never flickers."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Mapping
from pathlib import Path

import pyte
import pytest

from storage import EVERYTHING, open_library
from tests.faults import moments
from tests.pty_driver import PtyProgram, peace_tui

ROWS = r"▸3 QUOTES─+1/179"
ENTER, LEAVE, CLEAR = b"\x1b[?1049h", b"\x1b[?1049l", b"\x1b[2J"
# The program says on the disk that it is there, and goes on once something was typed.
WAITS = "open({marker!r}, 'w').close(); select.select([0], [], [])"
LOADS = ["storage", "tui.app", "textual.drivers.linux_driver"]

Prepared = Callable[[Path], Mapping[str, str] | None]


class Xterm(pyte.Screen):
    """A screen that is cleared when the other one is entered, as terminals do."""

    def set_mode(self, *modes: int, **private: bool) -> None:
        super().set_mode(*modes, **private)
        if 1049 in modes:
            self.erase_in_display(2)

    def reset_mode(self, *modes: int, **private: bool) -> None:
        super().reset_mode(*modes, **private)
        if 1049 in modes:
            self.erase_in_display(2)

    def shows_rows(self) -> bool:
        return "/179╮" in self.display[2]


class Start:
    """A start that waits at one moment, in a home of its own, after one that kept its frame."""

    def __init__(self, home: Path, library: Path, module: str = "storage", deed: str = "") -> None:
        self.library = library
        self._marker = home / "waits"
        waits = WAITS.format(marker=str(self._marker))
        self.variables = moments.environment(home, module, deed or waits)
        self.variables["PEACE_TUI_DB"] = str(library)
        self.plain = {**self.variables, "PYTHONPATH": str(moments.ROOT)}

    def once(self, *arguments: str, size: tuple[int, int] = (80, 24)) -> bytes:
        """Start, go to the second row, leave; gives what was sent until that row was there."""
        with PtyProgram(peace_tui(*arguments), size, self.plain) as program:
            program.wait_for(ROWS)
            program.send("j")
            program.wait_for("2/179")
            sent = program.raw
            program.send("Q")
            assert program.exit_code() == 0
        return sent

    def begun(
        self,
        *arguments: str,
        env: Mapping[str, str] | None = None,
        size: tuple[int, int] = (80, 24),
    ) -> PtyProgram:
        self._marker.unlink(missing_ok=True)
        return PtyProgram(peace_tui(*arguments), size, {**self.variables, **(env or {})})

    def until_it_waits(self, program: PtyProgram) -> None:
        while not self._marker.exists():
            assert program.read(0.02) is not None, program.screen()
        program.read(0)

    @property
    def frames(self) -> list[Path]:
        return list(self.library.parent.glob("peace-tui/frames/*"))


@pytest.fixture
def start(sample: Path, tmp_path: Path) -> Start:
    made = Start(tmp_path, sample)
    made.once()
    return made


@pytest.mark.parametrize("module", LOADS)
def test_rows_stand_before_the_program_is_loaded_and_keys_wait(
    sample: Path, tmp_path: Path, module: str
) -> None:
    start = Start(tmp_path, sample, module)
    start.once()
    with start.begun() as program:
        start.until_it_waits(program)
        program.wait_for(ROWS)
        program.send("/moscow\r")
        program.wait_for(r"/ moscow\* +16 of 179")
        program.wait_for(r"▸3 QUOTES─+1/16")
        program.send("Q")
        assert program.exit_code() == 0
        assert program.is_as_a_shell_wants_it


@pytest.mark.parametrize("options", [["--colors", "dark"], ["--slow"]])
def test_a_library_named_on_the_command_line_is_shown_as_early(
    start: Start, options: list[str]
) -> None:
    start.plain["NO_COLOR"] = start.variables["NO_COLOR"] = "1"
    start.once(str(start.library), *options)
    with start.begun(str(start.library), *options) as program:
        start.until_it_waits(program)
        program.wait_for(ROWS)


def test_what_textual_draws_is_the_same_and_nothing_of_it_is_sent(start: Start) -> None:
    sent = start.once()
    assert sent.count(ENTER) == sent.count(CLEAR) == sent.count(b"1 ACTORS") == 1


@pytest.mark.parametrize("is_changed", [False, True])
def test_rows_once_there_never_vanish(start: Start, is_changed: bool) -> None:
    if is_changed:  # the frame that was kept has other lines
        kept = start.frames[0]
        kept.write_text(kept.read_text().replace("S. Lavrov", "S. LAVROV"))
    sent = start.once()
    screen = Xterm(80, 24)
    stream = pyte.ByteStream(screen)
    shown: list[bool] = []
    for at in range(0, len(sent), 8):
        stream.feed(sent[at : at + 8])
        shown.append(screen.shows_rows())
    assert all(shown[shown.index(True) :])
    assert "S. Lavrov" in screen.display[4]
    assert "S. LAVROV" not in "".join(screen.display)


def test_what_was_written_in_the_last_run_stands_there_as_early(start: Start) -> None:
    with PtyProgram(peace_tui(), env=start.plain) as program:
        program.wait_for(ROWS)
        program.send("aAsk again.\x1b")
        program.wait_for("Note saved|saved")
        program.send("Q")
        assert program.exit_code() == 0
    with start.begun() as program:
        start.until_it_waits(program)
        program.wait_for(ROWS)
        program.wait_for("✎")
        early = program.screen()
        program.send("\x0c")  # drawn once more, by Textual
        while program.raw.count(CLEAR) < 2:
            program.read(0.02)
        program.wait_for(ROWS)
        assert program.screen() == early


def test_a_library_that_was_taken_away_meanwhile_is_not_made_again(start: Start) -> None:
    with PtyProgram(peace_tui(), env=start.plain) as program:
        program.wait_for(ROWS)
        program.send("j")
        program.wait_for("2/179")
        start.library.unlink()
        program.send("Q")
        program.exit_code()
    assert not start.library.exists()


def _after_a_note(library: Path) -> None:
    with open_library(library) as opened:
        opened.add_note(opened.quotes(EVERYTHING).rows[0].key, "Ask again.")


def _in_other_colours(_: Path) -> Mapping[str, str]:
    return {"COLORTERM": "truecolor"}


@pytest.mark.parametrize("unusual", [_after_a_note, _in_other_colours])
def test_what_may_be_out_of_date_is_never_shown(start: Start, unusual: Prepared) -> None:
    variables = unusual(start.library)
    with start.begun(env=variables) as program:
        start.until_it_waits(program)
        assert program.raw == b""
        program.send("j")
        program.wait_for("2/179")


@pytest.mark.parametrize("arguments", [["--plain"], ["-q", "since:2015"], ["--sample"]])
def test_some_starts_are_always_plain(start: Start, arguments: list[str]) -> None:
    kept = start.frames
    with PtyProgram(peace_tui(*arguments), env=start.plain) as program:
        program.wait_for("179 of 179|row 1 of 179")
        program.send("3j")
        program.wait_for(r"2/179|row 2 of 179|/ 3j")
        assert start.frames == kept


@pytest.mark.parametrize("size", [(100, 30), (100, 24)])
def test_a_terminal_that_was_resized_meanwhile_is_drawn_anew(
    start: Start, size: tuple[int, int]
) -> None:
    with start.begun() as program:
        start.until_it_waits(program)
        program.wait_for(ROWS)
        program.resize(*size)
        program.send("j")
        program.wait_for(r"(?m)^╭1 ACTORS.{60,} 2/179╮$|▸3 QUOTES─{40,}2/179╮$")
        assert program.raw.count(CLEAR) == 2


@pytest.mark.parametrize(
    ("number", "module"),
    [
        (signal.SIGTERM, "tui.app"),
        (signal.SIGHUP, "storage"),
        (signal.SIGQUIT, "tui.app"),
        (signal.SIGINT, "storage"),
        (signal.SIGINT, "textual.drivers.linux_driver"),
    ],
)
def test_a_start_that_is_ended_leaves_the_terminal_as_it_was(
    sample: Path, tmp_path: Path, module: str, number: signal.Signals
) -> None:
    start = Start(tmp_path, sample, module)
    start.once()
    with start.begun() as program:
        start.until_it_waits(program)
        program.wait_for(ROWS)
        program.signal(number)
        program.send("j")
        assert program.exit_code() in {-number, 128 + number}
        assert is_left(program)


def test_a_start_that_is_paused_shows_the_shell_and_goes_on(sample: Path, tmp_path: Path) -> None:
    start = Start(tmp_path, sample, "storage", "os.kill(os.getpid(), signal.SIGTSTP)")
    start.once()
    with start.begun() as program:
        program.wait_for(ROWS)
        os.waitpid(program.pid, os.WUNTRACED)
        program.read_quiet()
        assert is_left(program)
        program.signal(signal.SIGCONT)
        program.send("/moscow")
        program.wait_for(r"/ moscow +16 of 179")
        program.send("\x1b")
        assert program.raw.count(ENTER) == 2


@pytest.mark.parametrize(
    ("deed", "told"),
    [
        ("open({library!r}, 'wb').write(b'no database' * 999)", "not a peace-tui library"),
        ("raise RuntimeError", "stopped on a fault of its own"),
    ],
)
def test_what_goes_wrong_then_is_told_on_the_persons_own_screen(
    sample: Path, tmp_path: Path, deed: str, told: str
) -> None:
    start = Start(tmp_path, sample, "tui.app", deed.format(library=str(sample)))
    start.once()
    with start.begun() as program:
        assert program.exit_code() != 0
        assert is_left(program)
        before, after = program.raw.split(LEAVE)
        assert b"1/179" in before
        assert told in " ".join(after.decode().split())


def is_left(program: PtyProgram) -> bool:
    """Whether the shell's screen is shown, with its cursor, and what is typed is."""
    raw = program.raw
    return (
        raw.count(ENTER) == raw.count(LEAVE) == 1
        and raw.rindex(b"\x1b[?25h") > raw.rindex(b"\x1b[?25l")
        and raw.rindex(b"\x1b[?7h") > raw.rindex(b"\x1b[?7l")
        and program.is_as_a_shell_wants_it
    )
