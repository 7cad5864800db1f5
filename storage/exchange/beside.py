"""Rows of a large table are prepared by a second process while this one writes.

python -m storage.exchange.beside
"""

from __future__ import annotations

import contextlib
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Generator
from typing import IO, Final, cast

from storage.errors import StorageError, WriteRefused
from storage.exchange.preparing import Names, Preparer, Ready
from storage.exchange.reading import Table

PAYS_FROM: Final = 2_000_000
"""Bytes of a table: a process takes 0.1 s to start, in which so many are read here."""

Source = Callable[[int], Ready]
"""Gives the next rows of a table, at most so many."""


@contextlib.contextmanager
def prepared(table: Table, held_as: str, names: Names, at_first: int) -> Generator[Source]:
    """A table's rows as records; `at_first` is how many are asked for first."""
    is_large = table.path.stat().st_size >= PAYS_FROM
    process = start() if is_large else None
    if process is None:
        yield Preparer(table, held_as, names).some
        return
    with _Beside(process) as beside:
        beside.tell((table, held_as, names))
        beside.tell(at_first)
        yield beside.some


def start() -> subprocess.Popen[bytes] | None:
    """The second process; None where it cannot be started.

    It has a session of its own: Ctrl-C is for the one that writes.
    """
    try:
        return subprocess.Popen(
            [sys.executable, "-m", "storage.exchange.beside"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
    except OSError:
        return None


class _Beside:
    """The second process as the one that writes sees it: it is always asked one answer ahead."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._to = cast("IO[bytes]", process.stdin)
        self._from = cast("IO[bytes]", process.stdout)

    def __enter__(self) -> _Beside:
        return self

    def __exit__(self, *_error: object) -> None:
        self._process.kill()
        self._from.close()
        with contextlib.suppress(BrokenPipeError):
            self._to.close()
        self._process.wait()

    def tell(self, what: object) -> None:
        with contextlib.suppress(BrokenPipeError):  # it has ended, which its answer will show
            pickle.dump(what, self._to, pickle.HIGHEST_PROTOCOL)
            self._to.flush()

    def some(self, most: int) -> Ready:
        """The rows that were asked for last; `most` is for the time after."""
        try:
            answer: Ready | StorageError = pickle.load(self._from)  # noqa: S301  # our own process
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            msg = "The process that reads the table has ended. Nothing was kept; read it in again."
            raise WriteRefused(msg) from error
        if isinstance(answer, StorageError):
            raise answer
        self.tell(most)
        return answer


def main() -> int:
    """Prepare what is asked for, until nobody asks any more."""
    asked, answers = sys.stdin.buffer, sys.stdout.buffer
    with contextlib.suppress(EOFError, BrokenPipeError):
        preparer = Preparer(*pickle.load(asked))  # noqa: S301  # from the process that started it
        while True:
            most: int = pickle.load(asked)  # noqa: S301
            try:
                answer: Ready | StorageError = preparer.some(most)
            except StorageError as error:
                answer = error
            pickle.dump(answer, answers, pickle.HIGHEST_PROTOCOL)
            answers.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
