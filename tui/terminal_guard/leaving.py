"""Leaving when the terminal is lost or the program is told to end: drafts first, in any case."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Callable
from types import FrameType

PATIENCE_SECONDS = 2.0  # a terminal that takes no more bytes would hold up the way out for ever
BROKEN_PIPE = 128 + 13
TERMINAL_AS_BEFORE = (
    b"\x1b[<u\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l"  # kitty keys, mouse
    b"\x1b[?1004l\x1b[?2004l\x1b[?2048l\x1b[?7h"  # focus, paste, size reports; lines wrap
    b"\x1b[?1049l\x1b[?25h\x1b[0m"  # the shell's screen, its cursor, no colour
)


def hold_signals() -> None:
    """Have signals wait until there is a way out: one that comes before would lose the order."""
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGHUP})


def on_terminal_loss(
    loop: asyncio.AbstractEventLoop,
    flush: Callable[[], None],
    leave: Callable[[int], None],
    *,
    patience_seconds: float = PATIENCE_SECONDS,
) -> None:
    """Leave in order on SIGTERM, on SIGINT, and on SIGHUP, which a closed terminal sends.

    Args:
        loop: the loop that the app runs in.
        flush: writes half-typed text to disk.
        leave: ends the app with an exit code, 128 and the signal's number.
        patience_seconds: how long leaving may take until the process ends all the same.
    """
    if sys.platform != "win32":
        way_out = _WayOut(loop, flush, leave, patience_seconds)
        # Not the loop's own handlers: they wait for a loop that may itself be waiting for a
        # terminal which takes no more bytes.
        signal.signal(signal.SIGALRM, way_out.leave_at_once)
        waiting = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
        for number in waiting:
            signal.signal(number, way_out.leave_in_order)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {*waiting, signal.SIGTSTP})


def is_below_a_shell() -> bool:
    """Whether a program that stops can be brought back: by who leads the session, if not itself."""
    return sys.platform != "win32" and os.getsid(0) != os.getpgid(0)


def without_broken_pipes(run: Callable[[], int]) -> int:
    """Run a verb; when who reads its output has had enough (`| head`), end without a word."""
    try:
        code = run()
        sys.stdout.flush()
    except BrokenPipeError:
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, sys.stdout.fileno())  # the interpreter writes what is left at its end
        os.close(nothing)
        return BROKEN_PIPE
    return code


class _WayOut:
    """What the first signal begins; more signals of either kind change nothing."""

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        flush: Callable[[], None],
        leave: Callable[[int], None],
        patience_seconds: float,
    ) -> None:
        self._loop = loop
        self._flush = flush
        self._leave = leave
        self._patience_seconds = patience_seconds
        self._exit_code = 0
        self._is_flushed = False

    def leave_in_order(self, number: int, _: FrameType | None) -> None:
        if self._exit_code:
            return
        self._exit_code = 128 + number
        signal.setitimer(signal.ITIMER_REAL, self._patience_seconds)
        try:
            self._loop.call_soon_threadsafe(self._flush_and_leave)
        except RuntimeError:  # the app has ended, and its loop with it
            self.leave_at_once(number, None)

    def leave_at_once(self, _: int, __: FrameType | None) -> None:
        if not self._is_flushed:
            self._flush_whatever_happens()
        _put_terminal_back()
        os._exit(self._exit_code)

    def _flush_and_leave(self) -> None:
        self._flush_whatever_happens()
        self._leave(self._exit_code)

    def _flush_whatever_happens(self) -> None:
        self._is_flushed = True
        with contextlib.suppress(Exception):  # a full disk must not keep the process alive
            self._flush()


def _put_terminal_back() -> None:
    """Undo what Textual set, without waiting for a terminal that may never answer."""
    import termios  # noqa: PLC0415  # not on Windows

    read_from, written_to = 0, 2
    with contextlib.suppress(OSError, termios.error):
        attributes = termios.tcgetattr(read_from)
        attributes[0] |= termios.ICRNL | termios.IXON
        attributes[3] |= termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG
        termios.tcsetattr(read_from, termios.TCSANOW, attributes)
    with contextlib.suppress(OSError):
        os.set_blocking(written_to, False)
        with contextlib.suppress(BlockingIOError):
            os.write(written_to, TERMINAL_AS_BEFORE)
        os.set_blocking(written_to, True)  # the shell shares this terminal
