"""A program in a terminal of its own: keys go in, what it sends comes out byte for byte.

The terminal is a pseudo-terminal that answers queries as xterm does and keeps every byte; pyte
works out the screen from them, and only when the screen is asked for.
"""

from __future__ import annotations

import contextlib
import os
import re
import select
import signal
import subprocess
import termios
import time
from codecs import getincrementaldecoder
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self, cast

import pyte

ROOT: Final = Path(__file__).parent.parent
PATIENCE_SECONDS: Final = 20.0  # a busy machine with two cores starts four programs at once
LARGEST_READ: Final = 65_536

ENTER: Final = "\r"
ESCAPE: Final = "\x1b"
TAB: Final = "\t"
UP, DOWN = "\x1b[A", "\x1b[B"
PAGE_DOWN: Final = "\x1b[6~"

# Every sequence that ECMA-48 and xterm know, whole or cut off at the end of what was read. Eight
# bit introducers count as well: some terminals obey them.
SEQUENCE: Final = re.compile(
    r"(?P<csi>(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~])"
    r"|(?P<string>(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c))"
    r"|(?P<cut>(?:\x1b\[|\x9b)[0-?]*[ -/]*\Z"
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]*\x1b?\Z|\x1b[ -/]*\Z)"
    r"|(?P<other>\x1b[ -/]*[0-~]|\x1b|[\x00-\x1a\x1c-\x1f\x7f-\x9f])"
)
SHOWN_BY_PYTE: Final = re.compile(r"\x1b\[\??[0-9;]*[@-~]|[\x07-\x0f]|\x1b[78DEHMc]")

ANSWERS: Final = (  # what xterm 390 answers with its own colours and no option set
    (re.compile(r"\x1b\[0?c"), "\x1b[?64;1;2;6;9;15;16;17;18;21;22;28c"),
    (re.compile(r"\x1b\[5n"), "\x1b[0n"),
    (re.compile(r"\x1b\[>0?q"), "\x1bP>|XTerm(390)\x1b\\"),
    (re.compile(r"\x1b\]10;\?(?:\x07|\x1b\\)"), "\x1b]10;rgb:e5e5/e5e5/e5e5\x1b\\"),
    (re.compile(r"\x1b\]11;\?(?:\x07|\x1b\\)"), "\x1b]11;rgb:0000/0000/0000\x1b\\"),
)
WHERE_IS_THE_CURSOR: Final = "\x1b[6n"
MODE_QUERY: Final = re.compile(r"\x1b\[\?(\d+)\$p")
MODES_KNOWN: Final = frozenset({"7", "25", "1000", "1003", "1004", "1006", "1015", "1049", "2004"})
UNKNOWN, RESET = 0, 2


class NeverShown(AssertionError):
    """What was waited for did not come on the screen; the message holds the screen."""


class PtyProgram:
    """A running program, its keyboard and its screen; also a context that ends the program.

    Args:
        argv: the program and its arguments.
        size: columns and rows.
        env: variables on top of this process's own.
        owns_terminal: whether closing the terminal sends the program SIGHUP. A program that was
            started another way (`nohup`, a supervisor) learns of it from its input's end alone.
    """

    def __init__(
        self,
        argv: Sequence[str],
        size: tuple[int, int] = (80, 24),
        env: Mapping[str, str] | None = None,
        *,
        owns_terminal: bool = True,
    ) -> None:
        columns, rows = size
        self._received = bytearray()
        self._answered = 0
        self._shown = 0
        self._unread = ""
        self._pyte = pyte.Screen(columns, rows)
        self._stream = cast("Any", pyte.Stream(self._pyte))
        self._decoder = getincrementaldecoder("utf-8")("replace")
        self._terminal, theirs = os.openpty()
        termios.tcsetwinsize(theirs, (rows, columns))
        os.set_blocking(self._terminal, False)
        # The first terminal that a session's leader opens becomes its own: no code after a fork.
        opening = ["/bin/sh", "-c", 'exec "$@" <"$0" >"$0" 2>&1', os.ttyname(theirs)]
        self._process = subprocess.Popen(
            [*opening, *argv] if owns_terminal else list(argv),
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
            env=_environment(env or {}),
            cwd=ROOT,
        )
        os.close(theirs)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        self.close()

    @property
    def raw(self) -> bytes:
        """Every byte that the program has sent."""
        return bytes(self._received)

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def is_running(self) -> bool:
        return self._process.poll() is None

    def send(self, keys: str) -> None:
        """Type keys, as the bytes that a terminal sends for them."""
        waiting = keys.encode("utf-8", "surrogateescape")
        while waiting:
            _, writable, _ = select.select([], [self._terminal], [], 0.01)
            if writable:
                waiting = waiting[os.write(self._terminal, waiting) :]
            self._read(0)  # a program that waits for its own output to be read reads no keys

    def paste(self, text: str) -> None:
        """Paste text, as a terminal does whose program asked for bracketed paste."""
        self.send(f"\x1b[200~{text}\x1b[201~")

    def wait_for(self, regex: str, timeout: float = PATIENCE_SECONDS) -> str:
        """Wait until the screen matches; gives the screen.

        Raises:
            NeverShown: it didn't in that many seconds, or the program ended before.
        """
        wanted = re.compile(regex)
        end = time.monotonic() + timeout
        while not wanted.search(self.screen()):
            left = end - time.monotonic()
            if left <= 0 or (not self._read(min(left, 0.05)) and not self.is_running):
                self._read(0)
                if wanted.search(self.screen()):
                    break
                state = "still runs" if self.is_running else f"ended with {self.wait()}"
                msg = f"{regex!r} never came, the program {state}:\n{self.screen()}"
                raise NeverShown(msg)
        return self.screen()

    def read_quiet(self, quiet_ms: float = 150) -> bytes:
        """All bytes from now until none have come for that long."""
        start = len(self._received)
        while self._read(quiet_ms / 1000):
            pass
        return bytes(self._received[start:])

    def read_for(self, seconds: float) -> bytes:
        """All bytes that come within a time."""
        start = len(self._received)
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if not self._read(left) and not self.is_running:
                break
        return bytes(self._received[start:])

    def screen(self) -> str:
        """What stands on the screen now, line by line."""
        new = self._decoder.decode(self._received[self._shown :])
        self._shown = len(self._received)
        pieces, self._unread = _pieces(self._unread + new)
        for piece, is_sequence in pieces:
            if not is_sequence or SHOWN_BY_PYTE.fullmatch(piece):
                self._stream.feed(piece)
        return "\n".join(line.rstrip() for line in self._pyte.display)

    @property
    def modes(self) -> list[Any]:
        """The line's settings, as `termios.tcgetattr` gives them."""
        return termios.tcgetattr(self._terminal)

    def signal(self, number: int) -> None:
        self._process.send_signal(number)

    def kill(self) -> None:
        """End the program at once, as a power cut would, and read what it had sent."""
        self._process.kill()
        self._process.wait()
        while self._read(0):
            pass

    def hang_up(self) -> None:
        """Close the terminal under the program, as a dropped connection does."""
        if self._terminal >= 0:
            os.close(self._terminal)
            self._terminal = -1

    def wait(self, timeout: float = PATIENCE_SECONDS) -> int:
        """The exit code, waited for while output is read; minus the signal where one ended it.

        Raises:
            subprocess.TimeoutExpired: it still runs.
        """
        end = time.monotonic() + timeout
        while self._terminal >= 0 and self.is_running and time.monotonic() < end:
            self._read(0.02)
        code = self._process.wait(max(0.0, end - time.monotonic()))
        while self._read(0):
            pass
        return code

    def close(self) -> None:
        """End the program if it still runs, and the terminal."""
        if self.is_running:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.pid, signal.SIGKILL)  # its own children too: it leads its session
        self._process.wait()
        self.hang_up()

    def _read(self, seconds: float) -> bool:
        """Read what is there or comes in this time; whether anything did."""
        if self._terminal < 0:
            return False
        readable, _, _ = select.select([self._terminal], [], [], seconds)
        if not readable:
            return False
        try:
            read = os.read(self._terminal, LARGEST_READ)
        except OSError:  # the program has closed its end
            return False
        self._received += read
        self._answer()
        return bool(read)

    def _answer(self) -> None:
        """Answer queries in what came since the last."""
        if self._received.find(b"\x1b", self._answered) < 0:
            self._answered = len(self._received)
            return
        text = self._received[self._answered :].decode(
            "latin-1"
        )  # a byte a letter: places stay places
        end = 0
        for found in SEQUENCE.finditer(text):
            if found["cut"] is not None and found.group().startswith("\x1b"):
                end = found.start()
                break
            end = found.end()
            answer = self._answer_to(found.group())
            if answer:
                os.write(self._terminal, answer.encode("latin-1"))
        else:
            end = len(text)
        self._answered += end

    def _answer_to(self, sequence: str) -> str:
        mode = MODE_QUERY.fullmatch(sequence)
        if mode:
            state = RESET if mode[1] in MODES_KNOWN else UNKNOWN
            return f"\x1b[?{mode[1]};{state}$y"
        if sequence == WHERE_IS_THE_CURSOR:
            self.screen()
            return f"\x1b[{self._pyte.cursor.y + 1};{self._pyte.cursor.x + 1}R"
        return next((answer for query, answer in ANSWERS if query.fullmatch(sequence)), "")


def sequences(raw: bytes) -> Iterator[str]:
    """Every control sequence and control character that a terminal would find in these bytes."""
    text = raw.decode("utf-8", "surrogateescape")
    return (found.group() for found in SEQUENCE.finditer(text))


def _pieces(text: str) -> tuple[list[tuple[str, bool]], str]:
    """Text and sequences in turn, with which is which; and a sequence that isn't whole yet."""
    pieces: list[tuple[str, bool]] = []
    at = 0
    for found in SEQUENCE.finditer(text):
        if found.start() > at:
            pieces.append((text[at : found.start()], False))
        if found["cut"] is not None:
            return pieces, found.group()
        pieces.append((found.group(), True))
        at = found.end()
    if at < len(text):
        pieces.append((text[at:], False))
    return pieces, ""


def _environment(added: Mapping[str, str]) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in {"COLUMNS", "LINES", "NO_COLOR", "COLORTERM"}
    }
    paths = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    return {**kept, "TERM": "xterm-256color", "PYTHONPATH": paths, **added}
