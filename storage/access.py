"""Whether a library's file may be written here, and how it is opened where it may not."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final, NamedTuple

from storage.errors import LibraryUnusable

WRITING: Final = "mode=rw"
READING: Final = "mode=ro"
AS_IT_LIES: Final = "mode=ro&immutable=1"
"""Without locks and without the -wal file: for a WAL library where no side file can be made."""

_WAL_FLAG: Final = (19, 2)  # where in the file its journal is told, and WAL's number there


class Stamp(NamedTuple):
    """By which it is known that a file that was opened as it lies is another one by now."""

    inode: int
    size: int
    changed_ns: int
    has_commits_beside: bool


def may_be_written(path: Path) -> bool:
    """Whether this user may write the file, and its side files in the same folder."""
    return os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK)


def why_read_only(path: Path, *, is_asked: bool) -> str:
    """What is told to who wants to write; empty where that is possible."""
    if not may_be_written(path):
        return (
            f"{path.name} may not be written here and is open read-only. Nothing was changed; "
            "copy it to a folder of your own and open the copy."
        )
    if is_asked:
        return (
            f"{path.name} was opened with --read-only. Nothing was changed; open it without that "
            "to write in it."
        )
    return ""


def way_to_read(path: Path) -> str:
    """How SQLite opens the file for reading alone: the options of its URI.

    A WAL library needs its side files even to be read. Where they are there, or may be made by who
    may write the library too, readers and writers are kept apart as ever. Elsewhere the file alone
    is read as it lies.

    Raises:
        LibraryUnusable: the newest commits are in a side file that cannot be read so.
    """
    if not _is_wal(path) or _beside(path, "-shm").exists() or may_be_written(path):
        return READING
    if _has_commits_beside(path):
        msg = (
            f"The newest changes of {path.name} are still in {path.name}-wal. They cannot be read "
            "where nothing may be written, and without them an older state would be shown. Nothing "
            "was changed; copy both files to a folder of your own and open the copy."
        )
        raise LibraryUnusable(msg)
    return AS_IT_LIES


def stamp(path: Path) -> Stamp:
    """What the file is now. A missing one has a stamp as well: it is another one then."""
    try:
        found = path.stat()
    except OSError:
        return Stamp(0, 0, 0, has_commits_beside=False)
    return Stamp(found.st_ino, found.st_size, found.st_mtime_ns, _has_commits_beside(path))


def _has_commits_beside(path: Path) -> bool:
    try:
        return _beside(path, "-wal").stat().st_size > 0
    except OSError:
        return False


def _is_wal(path: Path) -> bool:
    place, number = _WAL_FLAG
    try:
        with path.open("rb") as file:
            header = file.read(place + 1)
    except OSError:
        return False  # SQLite will say what is wrong with it
    return header[place:] == bytes([number])


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(f"{path.name}{ending}")
