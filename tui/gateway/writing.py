"""Writing to the library off the UI thread: one deed after another, none dropped."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable

from storage import Library, Receipt, StorageError
from storage.deeds import Deed


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
        self._deeds: queue.SimpleQueue[Deed | None] = queue.SimpleQueue()
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
        with self._lock:
            self._unfinished += 1
        self._deeds.put(deed)

    @property
    def is_idle(self) -> bool:
        with self._lock:
            return self._unfinished == 0

    def close(self) -> None:
        """Write what is left, then end."""
        self._deeds.put(None)
        self._thread.join()

    def _work(self) -> None:
        while (deed := self._deeds.get()) is not None:
            try:
                receipt = self._library.do(deed)
            except StorageError as error:
                self._failed(error, deed)
            else:
                self._done(receipt, deed)
            finally:
                with self._lock:
                    self._unfinished -= 1
