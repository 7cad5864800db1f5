"""The exit codes, and which error ends the program with which."""

from __future__ import annotations

from enum import IntEnum
from typing import Final

from storage import (
    AmbiguousKey,
    Interrupted,
    LibraryBusy,
    LibraryNewer,
    QuestionProblem,
    RecordMissing,
    StorageError,
    TookTooLong,
)


class Exit(IntEnum):
    """How a run of the program ended, for scripts."""

    DONE = 0
    NOTHING_FOUND = 1
    NOT_UNDERSTOOD = 2
    DATA_PROBLEM = 3
    LIBRARY_HELD = 4  # by another program, or made by a newer one
    FAULT = 70  # of the program's own: EX_SOFTWARE of sysexits.h
    CANCELLED = 130


_EXITS: Final[dict[type[StorageError], Exit]] = {
    RecordMissing: Exit.NOTHING_FOUND,
    AmbiguousKey: Exit.NOT_UNDERSTOOD,
    QuestionProblem: Exit.NOT_UNDERSTOOD,
    TookTooLong: Exit.NOT_UNDERSTOOD,
    LibraryBusy: Exit.LIBRARY_HELD,
    LibraryNewer: Exit.LIBRARY_HELD,
    Interrupted: Exit.CANCELLED,
}


def exit_for(error: StorageError) -> Exit:
    """The code of the error's kind; what is left is a problem of the data."""
    for kind, code in _EXITS.items():
        if isinstance(error, kind):
            return code
    return Exit.DATA_PROBLEM
