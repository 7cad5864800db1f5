"""How wide a terminal draws what people disagree on: it is asked where its cursor is afterwards."""

from __future__ import annotations

import contextlib
import os
import re
import select
import sys
import time
from collections.abc import Generator, Sequence
from typing import Final

PATIENCE_SECONDS: Final = 2.0  # a slow line's round trip, twice; then there will be no answer
WHERE_IS_THE_CURSOR: Final = "\x1b[6n"
POSITION: Final = re.compile(rb"\x1b\[\d+;(\d+)R")
CLEARED: Final = "\r\x1b[K"


def measured_widths(texts: Sequence[str]) -> list[int] | None:
    """The cells that each text takes; None without a terminal, or from one that does not answer."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()) or sys.platform == "win32":
        return None
    if os.environ.get("TERM", "dumb") == "dumb":
        return None
    sys.stdout.flush()
    widths: list[int] = []
    with _keys_unechoed(sys.stdin.fileno()):
        for text in texts:
            width = _measured(text)
            if width is None:
                return None
            widths.append(width)
    return widths


def _measured(text: str) -> int | None:
    os.write(sys.stdout.fileno(), f"\r{text}{WHERE_IS_THE_CURSOR}".encode())
    try:
        column = _answer()
    finally:
        os.write(sys.stdout.fileno(), CLEARED.encode())
    return None if column is None else column - 1


def _answer() -> int | None:
    """The column that the terminal tells; None where it does not in time."""
    keyboard, read, end = sys.stdin.fileno(), b"", time.monotonic() + PATIENCE_SECONDS
    while (left := end - time.monotonic()) > 0 and select.select([keyboard], [], [], left)[0]:
        piece = os.read(keyboard, 64)
        read += piece
        if found := POSITION.search(read):
            return int(found[1])
        if not piece:
            break
    return None


@contextlib.contextmanager
def _keys_unechoed(keyboard: int) -> Generator[None]:
    """Answers are neither shown nor held until Enter; what came of them late is dropped."""
    import termios  # noqa: PLC0415  # not on Windows

    before = termios.tcgetattr(keyboard)
    silent = termios.tcgetattr(keyboard)
    silent[3] &= ~(termios.ECHO | termios.ICANON)
    termios.tcsetattr(keyboard, termios.TCSANOW, silent)
    try:
        yield
    finally:
        termios.tcsetattr(keyboard, termios.TCSAFLUSH, before)
