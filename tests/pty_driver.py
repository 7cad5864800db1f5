"""A terminal for a program under test: sends keys, keeps every byte, reads the screen."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Mapping, Sequence

import pyte

PATIENCE_SECONDS = 30.0
# What xterm answers to the questions that programs ask of their terminal.
ANSWERS = (
    (re.compile(rb"\x1b\[0?c"), b"\x1b[?64;1;2;6;22c"),
    (re.compile(rb"\x1b\[>0?c"), b"\x1b[>41;379;0c"),
    (re.compile(rb"\x1b\[6n"), b"\x1b[1;1R"),
    (re.compile(rb"\x1b\[\?2026\$p"), b"\x1b[?2026;0$y"),
    (re.compile(rb"\x1b\[\?2048\$p"), b"\x1b[?2048;0$y"),
)

Answers = Sequence[tuple[re.Pattern[bytes], bytes]]
COLOURS_FOLLOW = (38, 48)
DIM, BLINK, NEITHER_BOLD_NOR_DIM, NO_BLINK = 2, 5, 22, 25


class Screen(pyte.Screen):
    """A screen that knows dim: it is kept as pyte keeps blinking, which nothing here does."""

    def select_graphic_rendition(self, *attrs: int) -> None:
        colours = next((at for at, each in enumerate(attrs) if each in COLOURS_FOLLOW), len(attrs))
        known = [BLINK if each == DIM else each for each in attrs[:colours]]
        if NEITHER_BOLD_NOR_DIM in known:
            known.append(NO_BLINK)
        super().select_graphic_rendition(*known, *attrs[colours:])


class PtyProgram:
    """A program in a pseudo-terminal of its own. Use it in a `with` block."""

    def __init__(
        self,
        argv: Sequence[str],
        size: tuple[int, int] = (80, 24),
        env: Mapping[str, str] | None = None,
        *,
        answers: Answers = ANSWERS,
    ) -> None:
        columns, rows = size
        self._answers = answers
        self._screen = Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self.raw = b""
        self.pid, self._fd = pty.fork()
        if self.pid == 0:  # the program's side
            variables = {**os.environ, "TERM": "xterm-256color"}
            for name in ("COLORTERM", "COLORFGBG", "COLUMNS", "LINES"):
                variables.pop(name, None)
            variables |= env or {}
            for number in (signal.SIGINT, signal.SIGQUIT):  # a shell's background ignores them
                signal.signal(number, signal.SIG_DFL)
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.execvpe(argv[0], list(argv), variables)
        self._set_size(columns, rows)
        self._status: int | None = None

    def __enter__(self) -> PtyProgram:
        return self

    def __exit__(self, *_error: object) -> None:
        self.kill()
        self.hang_up()

    def send(self, keys: str) -> None:
        os.write(self._fd, keys.encode())

    def screen(self) -> str:
        return "\n".join(line.rstrip() for line in self._screen.display)

    def line_of_cursor(self) -> str | None:
        """The line that the terminal's cursor is on; None where it is hidden."""
        cursor = self._screen.cursor
        return None if cursor.hidden else self._screen.display[cursor.y].rstrip()

    def cells(self) -> list[list[pyte.screens.Char]]:
        """Each cell with its colours, line by line; a dim one is told as one that blinks."""
        buffer, columns = self._screen.buffer, range(self._screen.columns)
        return [[buffer[y][x] for x in columns] for y in range(self._screen.lines)]

    def wait_for(self, regex: str, timeout: float = PATIENCE_SECONDS) -> None:
        """Read until the screen matches.

        Raises:
            AssertionError: it does not within `timeout` seconds, or the program ended.
        """
        end = time.monotonic() + timeout
        while not re.search(regex, self.screen()):
            assert time.monotonic() < end, f"{regex} is not on the screen:\n{self.screen()}"
            assert self.read(0.05) is not None, f"the program ended:\n{self.screen()}"

    def read_quiet(self, quiet_ms: int = 80) -> bytes:
        """All bytes until none came for so long."""
        seen = b""
        while piece := self.read(quiet_ms / 1000):
            seen += piece
        return seen

    def read_for(self, seconds: float) -> None:
        """Whatever comes within that time."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and self.read(left) is not None:
            pass

    def read(self, seconds: float) -> bytes | None:
        """What came within that time; None once the program has closed its terminal."""
        if not select.select([self._fd], [], [], seconds)[0]:
            return b""
        try:
            piece = os.read(self._fd, 1 << 16)
        except OSError:
            return None
        self.raw += piece
        self._stream.feed(piece)
        for asked, answer in self._answers:
            if asked.search(piece):
                os.write(self._fd, answer)
        return piece

    @property
    def is_as_a_shell_wants_it(self) -> bool:
        """Whether the terminal shows what is typed and hands it on line by line."""
        wanted = termios.ECHO | termios.ICANON | termios.ISIG
        return termios.tcgetattr(self._fd)[3] & wanted == wanted

    def resize(self, columns: int, rows: int) -> None:
        self._screen.resize(rows, columns)
        self._set_size(columns, rows)

    def _set_size(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def signal(self, number: signal.Signals) -> None:
        os.kill(self.pid, number)

    def kill(self) -> None:
        """At once, without a chance to save."""
        if self._status is None:
            os.kill(self.pid, signal.SIGKILL)
            self._status = os.waitpid(self.pid, 0)[1]

    def hang_up(self) -> None:
        """The terminal goes away."""
        with contextlib.suppress(OSError):
            os.close(self._fd)

    def exit_code_after_hang_up(self) -> int:
        """Wait for the end of a program whose terminal is gone."""
        self._status = os.waitpid(self.pid, 0)[1]
        return os.waitstatus_to_exitcode(self._status)

    def exit_code(self, timeout: float = PATIENCE_SECONDS) -> int:
        """Wait for the end; a signal that ended it is given as its negative number.

        Raises:
            AssertionError: it does not end within `timeout` seconds.
        """
        end = time.monotonic() + timeout
        while self._status is None:
            with contextlib.suppress(OSError):
                self.read(0.02)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self._status = status
            assert self._status is not None or time.monotonic() < end, "the program goes on"
        with contextlib.suppress(OSError):
            while self.read(0):  # what it said last
                pass
        return os.waitstatus_to_exitcode(self._status)


def peace_tui(*arguments: str) -> list[str]:
    """The command that starts the program from this checkout."""
    return [sys.executable, "-m", "tui", *arguments]
