"""A fault of the program's own: where it happened goes to a private file, people's words nowhere.

Values of variables and messages of exceptions can hold a note or a name, so neither is written:
types, files, lines, functions and error numbers are.
"""

from __future__ import annotations

import errno
import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from traceback import walk_tb
from typing import cast

from tui.folders import private

FRAMES_KEPT = 60  # of a recursion without end the last tell enough
PARTS_OF_A_PATH = 3  # tui/panes/quotes.py, without the person's home folder

HEAD = """\
peace-tui stopped on a fault of its own. This report says where, to be sent along with a description
of what was being done. No text of yours is in it: no values, no messages, no names of files but the
program's own.
"""


def crash_report(error: BaseException, folder: Path) -> Path | None:
    """Write where an error happened into a new private file; None where it can't be written."""
    report = "\n".join((HEAD, f"Python {platform.python_version()}, {sys.platform}", *_told(error)))
    try:
        descriptor, name = tempfile.mkstemp(prefix="crash-", suffix=".txt", dir=private(folder))
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(f"{report}\n")
    except OSError:
        return None
    return Path(name)


def crash_sentence(report: Path | None) -> str:
    """The one thing that a person is told."""
    where = f"where it stopped is in {report}" if report else "no report of it could be written"
    return (
        "peace-tui stopped on a fault of its own. All that was saved is safe, and half-typed text "
        f"is offered at the next start; {where}."
    )


def _told(error: BaseException) -> Iterator[str]:
    for each in _all_of(error):
        yield ""
        yield f"{type(each).__module__}.{type(each).__qualname__}{_number(each)}"
        frames = list(walk_tb(each.__traceback__))
        if len(frames) > FRAMES_KEPT:
            yield f"  {len(frames) - FRAMES_KEPT} calls before these"
        for frame, line in frames[-FRAMES_KEPT:]:
            code = frame.f_code
            file = Path(*Path(code.co_filename).parts[-PARTS_OF_A_PATH:])
            yield f"  {file}, line {line}, in {code.co_qualname}"


def _all_of(error: BaseException) -> Iterator[BaseException]:
    """An error, the errors that it holds, and what it followed from."""
    waiting, seen = [error], set[int]()
    while waiting:
        each = waiting.pop(0)
        if id(each) in seen:
            continue
        seen.add(id(each))
        yield each
        if isinstance(each, BaseExceptionGroup):
            waiting += cast("BaseExceptionGroup[BaseException]", each).exceptions
        earlier = each.__cause__ or (None if each.__suppress_context__ else each.__context__)
        if earlier is not None:
            waiting.append(earlier)


def _number(error: BaseException) -> str:
    """The system's or SQLite's number for an error, by its name: fixed words, no data."""
    name: object = getattr(error, "sqlite_errorname", None)
    if isinstance(error, OSError) and error.errno is not None:
        name = errno.errorcode.get(error.errno)
    return f" ({name})" if isinstance(name, str) else ""
