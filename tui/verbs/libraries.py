"""Which library is meant, and having one on the first day."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Generator
from pathlib import Path
from typing import Final, NamedTuple

from storage import Library, make_sample_library, open_library
from tui import wording
from tui.folders import folders, private
from tui.verbs.output import tell


class Chosen(NamedTuple):
    """What the command line says about the library: its file, or a throw-away copy of the sample.

    Where it says nothing, the usual library is meant. One that is read-only is not made either.
    """

    named: Path | None = None
    is_throw_away: bool = False
    is_read_only: bool = False
    is_confidential: bool = False


USUAL: Final = Chosen()


@contextlib.contextmanager
def opened(chosen: Chosen) -> Generator[Library]:
    """The library for a verb; where there is none yet, one is made from the sample."""
    with located(chosen) as path:
        if not chosen.is_read_only and make_first_library(
            path, is_confidential=chosen.is_confidential
        ):
            tell(wording.SAMPLE_MADE.format(path=path))
        with open_library(
            path, caches=folders(os.environ).indexes, is_read_only=chosen.is_read_only
        ) as library:
            if library.copy_before:
                tell(wording.BROUGHT_UP_TO_DATE.format(path=library.copy_before))
            yield library


@contextlib.contextmanager
def located(chosen: Chosen) -> Generator[Path]:
    """Where the library is; a throw-away copy is there as long as the block runs."""
    if chosen.is_throw_away:
        with tempfile.TemporaryDirectory(prefix="peace-tui-") as folder:
            path = Path(folder) / "sample.db"
            make_sample_library(path, confidential=chosen.is_confidential)
            yield path
    else:
        yield chosen.named or folders(os.environ).library


def make_first_library(path: Path, *, is_confidential: bool = False) -> bool:
    """Make a library from the sample unless there is one, and say whether it was made."""
    if path.exists():
        return False
    if path.parent == folders(os.environ).data:
        private(path.parent)
    make_sample_library(path, confidential=is_confidential)
    return True
