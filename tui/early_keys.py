"""Keys that are typed before the first frame wait for it, in order, and the terminal is quiet.

As it comes a terminal shows what is typed, holds it back until Enter, and makes Enter a line feed.
Little else of the program is imported here.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Generator
from types import FrameType
from typing import Any

from tui import early_frame

_before: list[Any] = []
"""The terminal's attributes as they were; empty while it is as it was."""


@contextlib.contextmanager
def kept() -> Generator[None]:
    """Keep what is typed; on every way out the terminal is again as it was.

    Ctrl-C and Ctrl-Z do what they always do, until Textual takes them for keys. Nothing happens
    where this is on already, and where it is not all on a terminal: another program shares it then.
    """
    if _before or not all(os.isatty(each) for each in (0, 1, 2)) or sys.platform == "win32":
        yield
        return
    for number, handler in _WAYS_OUT.items():
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, handler)
    try:
        _quieten()
        yield
    finally:
        put_back()
        for number, handler in _WAYS_OUT.items():
            if signal.getsignal(number) is handler:
                signal.signal(number, signal.SIG_DFL)


def attributes_before() -> list[Any] | None:
    """The terminal's attributes before keys were kept; None where they aren't."""
    return _before or None


def put_back() -> None:
    """Leave the terminal as it was found, an early frame too."""
    import termios  # noqa: PLC0415  # not on Windows

    early_frame.leave()
    if _before:
        with contextlib.suppress(termios.error):
            termios.tcsetattr(0, termios.TCSANOW, list(_before))
        _before.clear()


def _quieten() -> None:
    import termios  # noqa: PLC0415  # not on Windows

    with contextlib.suppress(termios.error):
        _before[:] = termios.tcgetattr(0)
        quiet = termios.tcgetattr(0)
        quiet[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
        quiet[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
        quiet[6][termios.VMIN], quiet[6][termios.VTIME] = 1, 0
        termios.tcsetattr(0, termios.TCSANOW, quiet)  # not TCSAFLUSH, which drops what was typed


def _pause(_: int, __: FrameType | None) -> None:
    put_back()
    os.kill(os.getpid(), signal.SIGSTOP)
    _quieten()  # here again: `fg`


def _end(number: int, _: FrameType | None) -> None:
    import resource  # noqa: PLC0415  # not on Windows

    put_back()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core file would hold everyone's words
    signal.signal(number, signal.SIG_DFL)
    signal.raise_signal(number)


if sys.platform != "win32":
    _WAYS_OUT = {
        signal.SIGTSTP: _pause,
        **dict.fromkeys((signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT), _end),
    }
