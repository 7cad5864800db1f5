"""A library as it was before a newer version of the program changes its tables."""

from __future__ import annotations

import contextlib
import itertools
import os
import secrets
from pathlib import Path
from typing import Any, Final

from storage import access
from storage.connections import Connection, connect, create_private, sqlite
from storage.errors import StorageError, WriteRefused

STATE: Final = """
select user_version, (select hash from op order by rowid desc limit 1),
    (select max(seq) from change_log)
from pragma_user_version
"""
QUICK_CHECK: Final = "pragma quick_check"


def keep(path: Path, version: int) -> Path:
    """Have a copy of the library beside it, as it is now, and give its place.

    Call it while the write lock is held and nothing is changed yet. Where an earlier time has left
    a copy of the same state, that is it.

    Raises:
        WriteRefused: there is no room for it, or it cannot be written.
    """
    with contextlib.closing(connect(path)) as source:
        state = _state(source)
        for place in _places(path, version):
            if not place.exists():
                _copy(path, source, place)
                return place
            if _state_of_file(place) == state:
                return place
    raise AssertionError


def _places(path: Path, version: int) -> itertools.chain[Path]:
    first = f"{path.stem}.version-{version}"
    more = (path.with_name(f"{first}.{n}{path.suffix}") for n in itertools.count(2))
    return itertools.chain([path.with_name(f"{first}{path.suffix}")], more)


def _copy(path: Path, source: Connection, place: Path) -> None:
    """Make it under another name, look whether it is whole, and give it its own then."""
    unfinished = place.with_name(f".{place.name}.{secrets.token_hex(4)}")
    try:
        create_private(unfinished)
        with contextlib.closing(sqlite.connect(unfinished)) as copy:
            source.backup(copy)
        with contextlib.closing(_as_it_lies(unfinished)) as copy:
            found = copy.execute(QUICK_CHECK).fetchone()[0]
        if found != "ok":
            raise WriteRefused(_refusal(path, f"the copy is not whole: {found}"))
        _flush(unfinished)
        unfinished.rename(place)
        if os.name == "posix":
            _flush(place.parent)
    except (sqlite.Error, OSError) as error:
        raise WriteRefused(_refusal(path, str(error))) from error
    finally:
        for ending in ("", "-journal", "-wal", "-shm"):
            unfinished.with_name(f"{unfinished.name}{ending}").unlink(missing_ok=True)


def _refusal(path: Path, reason: str) -> str:
    return (
        f"{path.name} is to be brought up to date, and before that a copy of it is made beside it, "
        f"which was not possible ({reason}). It was not changed; see to it that there is room for "
        "a second one, and try again."
    )


def _state(db: Connection) -> tuple[Any, ...]:  # of SQLite's types
    return tuple(db.execute(STATE).fetchone())


def _state_of_file(place: Path) -> tuple[Any, ...] | None:
    try:
        with contextlib.closing(_as_it_lies(place)) as db:
            return _state(db)
    except (sqlite.Error, StorageError):
        return None


def _as_it_lies(place: Path) -> Connection:
    return sqlite.connect(f"{place.absolute().as_uri()}?{access.AS_IT_LIES}", uri=True)


def _flush(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
