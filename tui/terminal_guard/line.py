"""How fast the line to the terminal is: by the first answer, and by writes that have to wait.

Nothing more is sent to find out: Textual asks each terminal what it can do, and the time until the
answer is a round trip.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import IO, Final

SLOW_SECONDS: Final = 0.5  # a round trip, or a single write, that a person feels at every key
QUESTION: Final = "\x1b[?2026$p"
ANSWER: Final = "\x1b[?2026;"


class Line:
    """What is known about it; `tell` is called once, from whatever thread finds it slow."""

    def __init__(self) -> None:
        self.tell: Callable[[], object] | None = None
        self._asked_at: float | None = None
        self._is_slow = False

    def listen(self, tell: Callable[[], object]) -> None:
        """Have it told when the line is slow, now if it is known by now."""
        self.tell = tell
        if self._is_slow:
            tell()

    def sent(self, text: str) -> None:
        if QUESTION in text:
            self._asked_at = time.monotonic()

    def came(self, text: str) -> None:
        if self._asked_at is not None and ANSWER in text:
            self.took(time.monotonic() - self._asked_at)
            self._asked_at = None

    def took(self, seconds: float) -> None:
        """So long something had to wait for the line."""
        if seconds >= SLOW_SECONDS and not self._is_slow:
            self._is_slow = True
            if self.tell:
                self.tell()


class Timed:
    """The terminal's file; writes into it are timed, which wait where the line takes no more."""

    def __init__(self, file: IO[str], line: Line) -> None:
        self._file = file
        self._line = line
        self.fileno = file.fileno

    def write(self, text: str) -> int:
        begun = time.monotonic()
        written = self._file.write(text)
        self._line.took(time.monotonic() - begun)
        return written

    def flush(self) -> None:
        begun = time.monotonic()
        self._file.flush()
        self._line.took(time.monotonic() - begun)


LINE: Final = Line()
"""There is one terminal in a process."""
