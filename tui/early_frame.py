"""The first frame, on the terminal before the program is loaded; Textual goes on from there.

Until it does, every way out leaves by `leave`. Nothing else of the program is imported here.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from typing import Final

# The other screen, no cursor, lines that don't wrap; nothing on it.
ENTER: Final = b"\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[0m\x1b[2J"
LEAVE: Final = b"\x1b[0m\x1b[?7h\x1b[?1049l\x1b[?25h"
TERMINAL: Final = 2  # where Textual writes, too


class _Shown:
    """What of an early frame is on the terminal: there is one in a process."""

    columns = 0
    lines: Sequence[str] = ()
    is_ours = False


def show(columns: int, lines: Sequence[str]) -> None:
    """Show a frame on the terminal's other screen."""
    _Shown.is_ours = True
    _Shown.columns, _Shown.lines = columns, lines
    sent = ENTER + "".join(lines).encode()
    while sent:
        sent = sent[os.write(TERMINAL, sent) :]


def is_entered() -> bool:
    """Whether the terminal's other screen is shown, and leaving it is not Textual's yet."""
    return _Shown.is_ours


def lines(columns: int) -> Sequence[str]:
    """What a terminal of that width shows, line by line; nothing where it may show anything."""
    return _Shown.lines if columns == _Shown.columns else ()


def take_over() -> None:
    """From now on Textual leaves the other screen. Once more: it was left and entered since."""
    if not _Shown.is_ours:
        _Shown.lines = ()
    _Shown.is_ours = False


def leave() -> None:
    """Show the person's own screen again, where the other one is not Textual's to leave."""
    if _Shown.is_ours:
        _Shown.is_ours = False
        _Shown.lines = ()
        with contextlib.suppress(OSError):
            os.set_blocking(TERMINAL, False)  # one that takes no more must not hold up the way out
            with contextlib.suppress(BlockingIOError):
                os.write(TERMINAL, LEAVE)
            os.set_blocking(TERMINAL, True)  # the shell shares this terminal
