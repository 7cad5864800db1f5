"""Half-typed text: one private file for each run of the program, never in the library.

A run holds a lock on its file for as long as it lives, which the system lets go whatever ends it.
A file without a lock was left behind. Each write makes a new file, locks it and puts it in the
old one's place, so that the file under the run's name is locked at every moment.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import tempfile
from collections.abc import Generator, Mapping
from pathlib import Path
from typing import NamedTuple, cast

from tui.folders import private

KEPT = ".json"
UNFINISHED = ".new"


class DraftNotKept(Exception):
    """The half-typed text could not be put aside; its text is one sentence for a person."""


class Draft(NamedTuple):
    """Text that a run of the program left half-typed, on which record, and when it was kept."""

    run: str
    record: str
    text: str
    kept_ns: int


class Drafts:
    """This run's half-typed texts on one library, and those that earlier runs left behind.

    Args:
        folder: where the files are; it is made when the first text is kept.
        library: the library's file.
        run: the name of this run of the program, which no other has.
    """

    def __init__(self, folder: Path, library: Path, run: str) -> None:
        self.folder = folder
        self._library = str(library.absolute())
        self._file = folder / f"{run}{KEPT}"
        self._texts: dict[str, str] = {}
        self._lock: int | None = None

    def keep(self, record: str, text: str) -> None:
        """Have the text on disk when this returns; an empty text is no draft.

        Raises:
            DraftNotKept: the disk doesn't take it.
        """
        if not text:
            self.drop(record)
        elif self._texts.get(record) != text:
            self._keep({**self._texts, record: text})

    def drop(self, record: str) -> None:
        """Forget a text that was saved or thrown away.

        Raises:
            DraftNotKept: the disk doesn't take what is left.
        """
        if record in self._texts:
            self._keep({name: text for name, text in self._texts.items() if name != record})

    def resumed(self, record: str) -> str:
        """This run's text on a record, else one that an earlier run left on it, now this run's."""
        if record not in self._texts:
            for draft in self.left_behind():
                if draft.record == record:
                    self.keep(record, draft.text)
                    self.take(draft)
                    break
        return self._texts.get(record, "")

    def names(self) -> tuple[str, ...]:
        """What this run has half-typed, and what earlier ones left."""
        return (*self._texts, *(draft.record for draft in self.left_behind()))

    def left_behind(self) -> tuple[Draft, ...]:
        """What runs that are no longer alive left on this library, the latest first."""
        found: list[Draft] = []
        for file in self._files():
            with _left(file, fcntl.LOCK_SH) as descriptor:
                if descriptor is None:
                    continue
                if file.suffix == UNFINISHED:
                    _sweep(file, descriptor)
                    continue
                library, texts = _read(descriptor)
                kept_ns = os.fstat(descriptor).st_mtime_ns
            if library == self._library:
                found += [Draft(file.stem, *each, kept_ns) for each in texts.items()]
        return tuple(sorted(found, key=lambda draft: draft.kept_ns, reverse=True))

    def take(self, draft: Draft) -> bool:
        """Remove a draft that was left behind; False where another run has taken it already.

        Raises:
            DraftNotKept: the disk doesn't take what else the file holds.
        """
        file = self.folder / f"{draft.run}{KEPT}"
        with _left(file, fcntl.LOCK_EX) as descriptor:
            if descriptor is None:
                return False
            _, texts = _read(descriptor)
            if texts.pop(draft.record, None) != draft.text:
                return False
            lock = self._put(file, texts)
            if lock is not None:
                os.close(lock)
        return True

    def close(self) -> None:
        """Let go of the file. Where it holds a text, that is offered at the next start."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def _keep(self, texts: Mapping[str, str]) -> None:
        lock = self._put(self._file, texts)
        self.close()
        self._lock = lock
        self._texts = dict(texts)

    def _put(self, file: Path, texts: Mapping[str, str]) -> int | None:
        """Have a file hold these texts, locked; without a text there is no file."""
        try:
            if texts:
                return _replace(file, {"library": self._library, "texts": texts})
            file.unlink(missing_ok=True)
        except OSError as error:
            reason = error.strerror or "the disk refused it"
            msg = (
                f"The half-typed text could not be put aside ({reason}). It is still on the "
                "screen: save it before you leave."
            )
            raise DraftNotKept(msg) from error
        return None

    def _files(self) -> list[Path]:
        try:
            return [file for file in self.folder.iterdir() if file.suffix in {KEPT, UNFINISHED}]
        except OSError:  # no draft was ever kept
            return []


@contextlib.contextmanager
def _left(file: Path, lock: int) -> Generator[int | None]:
    """A file that no living run holds, open and locked; None where one does or it is gone."""
    try:
        descriptor = os.open(file, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        yield None
        return
    try:
        yield descriptor if _is_left(file, descriptor, lock) else None
    finally:
        os.close(descriptor)


def _is_left(file: Path, descriptor: int, lock: int) -> bool:
    try:
        fcntl.flock(descriptor, lock | fcntl.LOCK_NB)
        # Its run may have put a newer file in its place, and so let go of the lock on this one.
        return os.path.samestat(os.fstat(descriptor), file.stat())
    except OSError:
        return False


def _replace(file: Path, content: Mapping[str, object]) -> int:
    """Put new content in a file's place, durably; the descriptor returned holds the lock on it."""
    import json  # noqa: PLC0415  # 1 ms, and no start waits for a draft

    folder = private(file.parent)
    descriptor, unfinished = tempfile.mkstemp(suffix=UNFINISHED, dir=folder)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        with os.fdopen(descriptor, "w", encoding="ascii", closefd=False) as writing:
            json.dump(content, writing)  # ASCII, in which lone surrogates come back whole
        os.fsync(descriptor)
        Path(unfinished).replace(file)
    except BaseException:
        Path(unfinished).unlink(missing_ok=True)
        os.close(descriptor)
        raise
    entries = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(entries)
    finally:
        os.close(entries)
    return descriptor


def _sweep(unfinished: Path, descriptor: int) -> None:
    """Remove what a run was writing when it was killed: the text before it is still there.

    An empty one may be a living run's, which locks it before it writes.
    """
    if os.fstat(descriptor).st_size:
        unfinished.unlink(missing_ok=True)


def _read(descriptor: int) -> tuple[str, dict[str, str]]:
    """A file's library and texts; a file that is no draft holds none."""
    import json  # noqa: PLC0415  # as above

    try:
        with os.fdopen(descriptor, encoding="ascii", closefd=False) as reading:
            content = cast("object", json.load(reading))
    except (OSError, ValueError, RecursionError):
        return "", {}
    match content:
        case {"library": str(library), "texts": dict()}:
            texts = cast("dict[str, dict[object, object]]", content)["texts"]
            return library, {
                record: text
                for record, text in texts.items()
                if isinstance(record, str) and isinstance(text, str)
            }
        case _:
            return "", {}
