"""The library of the first run: it is there whole or not at all, whatever stops the program."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path

from storage.clock import Clock
from storage.connections import Connections, create_private
from storage.errors import LibraryUnusable
from storage.exchange.importing import load
from storage.exchange.loading import process_lives
from storage.exchange.sample import read_sample
from storage.history.making import migrate

SUFFIX = ".making"
SIDE_FILES = ("", "-wal", "-shm", "-journal")


def first_library(path: Path, author: str, clock: Clock, *, confidential: bool = False) -> None:
    """Make a library with the sample in it; where there is a library already, leave it alone.

    It is made beside its place and put there in one go, so that of two programs that start together
    both find one whole library.

    Raises:
        LibraryUnusable: it cannot be made there.
    """
    sample = read_sample()
    _drop_leftovers(path)
    made = path.with_name(f".{path.name}.{os.getpid()}-{secrets.token_hex(4)}{SUFFIX}")
    try:
        create_private(made)
        migrate(made, clock, confidential=confidential)
        with contextlib.closing(Connections(made)) as connections:
            load(connections, author, clock, sample)
        _put_in_place(made, path)
    except OSError as error:
        msg = f"{path} could not be made ({error.strerror}). Name a place that you may write to."
        raise LibraryUnusable(msg) from error
    finally:
        _drop(made)


def _put_in_place(made: Path, path: Path) -> None:
    _flush(made)
    try:
        os.link(made, path)
    except FileExistsError:
        return  # another program was faster
    except OSError:  # no hard links here
        if path.exists():
            return
        made.rename(path)
    if os.name == "posix":
        _flush(path.parent)


def _flush(path: Path) -> None:
    """Wait until a file, or a folder's list of names, is on the disk."""
    descriptor = os.open(path, os.O_RDWR if path.is_file() else os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _drop_leftovers(path: Path) -> None:
    """Remove what a program left that was killed while it made a library here."""
    start = f".{path.name}."
    if not path.parent.is_dir():
        return
    for file in path.parent.iterdir():
        process, _, rest = file.name.removeprefix(start).partition("-")
        is_ours = file.name.startswith(start) and SUFFIX in rest and process.isdecimal()
        if is_ours and not process_lives(int(process)):
            file.unlink(missing_ok=True)


def _drop(made: Path) -> None:
    for suffix in SIDE_FILES:
        made.with_name(made.name + suffix).unlink(missing_ok=True)
