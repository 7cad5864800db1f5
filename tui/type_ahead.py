"""Keys in order: each one is done with before the next is delivered.

Textual delivers keys at once, but runs its bindings, changes of focus and new screens a few
messages later. Over a slow line keys come in bursts, and "/abc" would open the search and type into
the panes. A follower runs behind each key through the same queues; when it is back, the key is
done. What is typed before the first frame waits: Textual would give it to a screen without panes.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

from textual import events
from textual.message import Message
from textual.message_pump import MessagePump

# The first round ends behind the key itself, the second behind the message that the key became.
ROUNDS = 2
# A follower is lost with the box that its key closed: so often it is looked whether that is so.
LOOK_EVERY_SECONDS = 0.05

Typed = events.Key | events.Paste


class KeyFollower(Message):
    """Runs behind a key; `start` is where the key was delivered."""

    def __init__(self, start: MessagePump, number: int, rounds_left: int) -> None:
        super().__init__()
        self.start = start
        self.number = number
        self.rounds_left = rounds_left


class TypeAhead:
    """What was typed and not delivered yet.

    Args:
        deliver: gives a key to whatever has the focus now.
        target: what has the focus now.
        later: runs a coroutine function in the app's own order.
    """

    def __init__(
        self,
        deliver: Callable[[Typed], Awaitable[None]],
        target: Callable[[], MessagePump],
        later: Callable[[Callable[[], Awaitable[None]]], object],
    ) -> None:
        self._deliver = deliver
        self._target = target
        self._later = later
        self._waiting: deque[Typed] = deque()
        self._number = 0
        self._next_look: asyncio.TimerHandle | None = None
        self._has_begun = False
        self._holds = 0

    @property
    def is_idle(self) -> bool:
        return self._next_look is None and not self._waiting

    async def begin(self) -> None:
        """Deliver what was typed so far: from now on something has the focus."""
        self._has_begun = True
        await self._next()

    async def take(self, typed: Typed) -> None:
        """Deliver a key now, or behind those before it."""
        self._waiting.append(typed)
        if self._has_begun and self._next_look is None:
            await self._next()

    def hold(self) -> None:
        """Deliver no more keys until they are released, as often as they were held."""
        self._holds += 1

    def release(self, *, are_dropped: bool) -> None:
        """Deliver them again; those that wait are dropped where what they were meant for is not."""
        self._holds -= 1
        if are_dropped:
            self._waiting.clear()
        if self._next_look is None:
            # What opens now takes some messages, as after a key.
            self._number += 1
            start = self._target()
            self._look_later(start)
            self._follow(start, ROUNDS - 1)

    def again(self, typed: Typed) -> None:
        """The key being delivered was meant for what is there after it: deliver it once more."""
        self._waiting.appendleft(typed)

    async def came_back(self, follower: KeyFollower) -> None:
        """A follower is through: send it round again, or deliver the next key."""
        if follower.number != self._number:
            return
        if follower.rounds_left:
            self._follow(follower.start, follower.rounds_left - 1)
        else:
            await self._next()

    async def _next(self) -> None:
        if self._next_look:
            self._next_look.cancel()
            self._next_look = None
        if self._holds or not self._waiting:
            return
        self._number += 1
        start = self._target()
        self._look_later(start)
        await self._deliver(self._waiting.popleft())
        self._follow(start, ROUNDS - 1)

    def _look_later(self, start: MessagePump) -> None:
        loop = asyncio.get_running_loop()
        self._next_look = loop.call_later(LOOK_EVERY_SECONDS, self._look, start)

    def _look(self, start: MessagePump) -> None:
        """Wait on where the follower started is still there, else go on without it."""
        if start.is_running and start.is_attached:
            self._look_later(start)
        else:
            self._later(self._next)

    def _follow(self, start: MessagePump, rounds_left: int) -> None:
        start.post_message(KeyFollower(start, self._number, rounds_left))
