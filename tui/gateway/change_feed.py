"""Tells when anyone, this program included, has committed, and sees to the search index."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable

from storage import Library, StorageError

LOOK_EVERY_SECONDS = 0.25  # a look costs microseconds; this is how late another person's note shows
TEND_EVERY_SECONDS = 1.0


class ChangeFeed:
    """A thread with a connection that never writes; what it is given is called on it.

    `index_made` is called with how much of a new search index is made, whenever that changes.
    """

    def __init__(
        self,
        library: Library,
        changed: Callable[[], object],
        index_made: Callable[[float | None], object],
    ) -> None:
        self._library = library
        self._changed = changed
        self._index_made = index_made
        self._watcher = library.watch()
        self._look_now = threading.Event()
        self._is_looking = False
        self._closed = False
        self._made: float | None = None
        self._tended = time.monotonic()
        self._thread = threading.Thread(target=self._work, name="changes", daemon=True)
        self._thread.start()

    def look_now(self) -> None:
        """Look without waiting for the next time, after a write of our own."""
        self._look_now.set()

    @property
    def is_idle(self) -> bool:
        """Whether a look that was asked for has been made."""
        return not (self._look_now.is_set() or self._is_looking)

    def close(self) -> None:
        self._closed = True
        self._look_now.set()
        self._thread.join()
        self._watcher.close()

    def _work(self) -> None:
        while not self._closed:
            self._look_now.wait(LOOK_EVERY_SECONDS)
            self._is_looking = True
            self._look_now.clear()
            # A look that fails (the file is locked for a moment) is made again at the next time.
            with contextlib.suppress(StorageError):
                if not self._closed and self._watcher.look():
                    self._changed()
                if not self._closed and time.monotonic() - self._tended > TEND_EVERY_SECONDS:
                    self._tend()
            self._is_looking = False

    def _tend(self) -> None:
        self._tended = time.monotonic()
        made = self._library.tend_index()
        if made != self._made:
            self._made = made
            self._index_made(made)
