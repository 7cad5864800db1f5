"""When Ctrl-C may stop the program: while it works for someone, never while it loads its own code.

An interrupt in the middle of an import would be shown as a traceback. Held, it waits for the end of
the import, a fifth of a second at most, and Ctrl-Z with it: Textual takes that one amiss before it
is ready. Nothing else of the program is imported here.
"""

from __future__ import annotations

import contextlib
import signal
import sys
from collections.abc import Generator
from types import FrameType


def begin() -> None:
    """Have Ctrl-C stop the work, as soon as that is allowed."""
    hold()
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # else it is to be ignored
        signal.signal(signal.SIGINT, _stop)


def hold() -> None:
    """Have Ctrl-C wait; threads that are started meanwhile never get it."""
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTSTP})


def allow() -> None:
    """Let Ctrl-C stop the work.

    Raises:
        KeyboardInterrupt: at once where it was pressed before, else when it is.
    """
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT, signal.SIGTSTP})


def end() -> None:
    """Have Ctrl-C change nothing any more: what was asked for is done."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def came() -> bool:
    """Whether Ctrl-C was pressed: an error that followed may be its work.

    SQLite and Python 3.11 turn an interrupt into errors of other kinds where it meets a callback of
    theirs.
    """
    return bool(_pressed)


def pass_on() -> None:
    """To be called where such errors become an answer.

    Raises:
        KeyboardInterrupt: Ctrl-C was pressed.
    """
    if came():
        raise KeyboardInterrupt


@contextlib.contextmanager
def held() -> Generator[None]:
    """Have Ctrl-C wait for the end of an import.

    Raises:
        KeyboardInterrupt: at the end, where it was pressed meanwhile.
    """
    hold()
    try:
        yield
    finally:
        allow()


_pressed: list[int] = []


def _stop(number: int, _: FrameType | None) -> None:
    _pressed.append(number)
    raise KeyboardInterrupt
