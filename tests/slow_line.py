"""A program at the other end of a slow line: what it sends and what is typed are on their way."""

from __future__ import annotations

import random
import re
import select
import time
from collections import deque
from collections.abc import Mapping, Sequence

import pyte

from tests.pty_driver import ANSWERS, PtyProgram

MOST_ON_THE_WAY = 8_192  # bytes; then the program's writes wait, as behind a full socket
STEP_SECONDS = 0.005
LONGEST_QUESTION = 16
LEAST_WAIT_SECONDS = 0.2  # as TCP waits before it sends once more (RFC 6298, and what Linux takes)
RESENT_AFTER_ROUND_TRIPS = 1.5


class SlowLine:
    """Use it in a `with` block. Half of the round trip is the way there, half the way back.

    What is `lost`, a part of all, is sent once more after a while, and all behind it waits.
    """

    def __init__(
        self,
        argv: Sequence[str],
        env: Mapping[str, str],
        *,
        bits_a_second: int,
        round_trip: float,
        lost: float = 0.0,
        seed: int = 0,
    ) -> None:
        self._program = PtyProgram(argv, env=env, answers=())
        self._screen = pyte.Screen(80, 24)
        self._stream = pyte.ByteStream(self._screen)
        self._bytes_a_second = bits_a_second / 10  # with a start and a stop bit
        self._one_way = round_trip / 2
        self._typed: deque[tuple[float, str]] = deque()
        self._sent: deque[tuple[float, bytes]] = deque()
        self._lost = lost
        self._resent_after = max(LEAST_WAIT_SECONDS, RESENT_AFTER_ROUND_TRIPS * round_trip)
        self._dice = random.Random(seed)
        self._free_at = self._heard_at = 0.0
        self.typed_at = self.arrived_at = time.monotonic()
        self._tail = b""
        self.received = 0

    def __enter__(self) -> SlowLine:
        return self

    def __exit__(self, *_error: object) -> None:
        self._program.kill()
        self._program.hang_up()

    def type(self, keys: str) -> None:
        self.typed_at = time.monotonic()
        self._heard_at = max(self._heard_at, self.typed_at + self._one_way + self._delay())
        self._typed.append((self._heard_at, keys))

    def _delay(self) -> float:
        """Of something that is sent now, if it is lost."""
        return self._resent_after if self._dice.random() < self._lost else 0.0

    def screen(self) -> str:
        return "\n".join(line.rstrip() for line in self._screen.display)

    def wait_for(self, regex: str, timeout: float = 60.0) -> float:
        """Go on until the far screen matches; gives the seconds that it took."""
        begun = time.monotonic()
        while not re.search(regex, self.screen()):
            assert time.monotonic() - begun < timeout, f"{regex} is not on:\n{self.screen()}"
            self._step()
        return time.monotonic() - begun

    def go_on(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self._step()

    def go_on_until_still(self, seconds: float) -> None:
        """Go on until nothing has arrived for so long."""
        self._step()
        while time.monotonic() - max(self.arrived_at, self.typed_at) < seconds:
            self._step()

    def _step(self) -> None:
        now = time.monotonic()
        while self._typed and self._typed[0][0] <= now:
            self._program.send(self._typed.popleft()[1])
        if sum(len(piece) for _, piece in self._sent) < MOST_ON_THE_WAY:
            self._put_on_its_way(self._program.read(STEP_SECONDS) or b"")
        else:
            select.select([], [], [], STEP_SECONDS)
        while self._sent and self._sent[0][0] <= time.monotonic():
            self._arrive(self._sent.popleft()[1])

    def _put_on_its_way(self, piece: bytes) -> None:
        """In pieces that arrive one after another, as fast as the line is."""
        if piece:
            self._free_at = max(self._free_at, time.monotonic()) + self._delay()
        for start in range(0, len(piece), 64):
            part = piece[start : start + 64]
            self._free_at = max(self._free_at, time.monotonic()) + len(part) / self._bytes_a_second
            self._sent.append((self._free_at + self._one_way, part))

    def _arrive(self, piece: bytes) -> None:
        self.received += len(piece)
        self.arrived_at = time.monotonic()
        self._stream.feed(piece)
        heard = self._tail + piece  # a question may come in two pieces
        for asked, answer in ANSWERS:
            if any(found.end() > len(self._tail) for found in asked.finditer(heard)):
                self.type(answer.decode())
        self._tail = heard[-LONGEST_QUESTION:]
