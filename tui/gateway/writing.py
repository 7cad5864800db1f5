"""Writing to the library off the UI thread: one deed after another, none dropped."""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from storage import Key, Library, Receipt, StorageError

if TYPE_CHECKING:
    from storage.deeds import Deed


class Aside(NamedTuple):
    """What is written beside the deeds: a saved search, or the library itself, was opened."""

    opened: Key | None


class DeedWorker:
    """A thread that writes. `done` and `failed` are called on it, once for each deed."""

    def __init__(
        self,
        library: Library,
        done: Callable[[Receipt, Deed], object],
        failed: Callable[[StorageError, Deed], object],
    ) -> None:
        self._library = library
        self._done = done
        self._failed = failed
        self._deeds: queue.SimpleQueue[Deed | Aside | None] = queue.SimpleQueue()
        self._unfinished = 0
        self._lock = threading.Lock()
        # Not a daemon: what was handed over is written before the program ends.
        self._thread = threading.Thread(target=self._work, name="deeds")
        self._thread.start()

    @property
    def why_read_only(self) -> str:
        """Why nothing can be written in this library; empty where it can."""
        return self._library.why_read_only

    def write(self, deed: Deed) -> None:
        """Hand a deed over without waiting."""
        self._hand_over(deed)

    def mark_seen(self, search: Key | None = None) -> None:
        """The library, or a saved search, was opened; where that cannot be kept nobody is told."""
        self._hand_over(Aside(search))

    def _hand_over(self, work: Deed | Aside) -> None:
        with self._lock:
            self._unfinished += 1
        self._deeds.put(work)

    @property
    def is_idle(self) -> bool:
        with self._lock:
            return self._unfinished == 0

    def close(self) -> None:
        """Write what is left, then end."""
        self._deeds.put(None)
        self._thread.join()

    def _work(self) -> None:
        while (work := self._deeds.get()) is not None:
            try:
                if isinstance(work, Aside):
                    with contextlib.suppress(StorageError):
                        self._library.mark_seen(work.opened)
                else:
                    self._do(work)
            finally:
                with self._lock:
                    self._unfinished -= 1

    def _do(self, deed: Deed) -> None:
        try:
            receipt = self._library.do(deed)
        except StorageError as error:
            self._failed(error, deed)
        else:
            self._done(receipt, deed)
