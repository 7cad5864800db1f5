"""The screens there are pictures of, and the keys that lead to each."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Literal, NamedTuple

from storage import make_sample_library
from tests.builders import AUTHOR
from tests.faults.kills import ROOT
from tests.pictures.cells import Cells, Ground, looked_at
from tests.pty_driver import PtyProgram

Colors = Literal["16", "256", "true", "none"]
SETTLED_MS: Final = 300  # longer than any answer of the sample takes, the cursor's rest included
STARTED: Final = r"\b179\b"
ESC: Final = "\x1b"
ENTER: Final = "\r"
TAB: Final = "\t"
UP: Final = "\x1b[A"
DOWN: Final = "\x1b[B"

VARIABLES: Final[dict[Colors, Mapping[str, str]]] = {
    "16": {"TERM": "xterm"},
    "256": {"TERM": "xterm-256color"},
    "true": {"TERM": "xterm-256color", "COLORTERM": "truecolor"},
    "none": {"TERM": "xterm-256color", "NO_COLOR": "1"},
}
GROUNDS: Final[dict[Ground, str]] = {"dark": "15;0", "light": "0;15"}

SCREENS: Final[dict[str, tuple[str, ...]]] = {
    "first-start": (),
    "search": ("/by:kabulov in:moscow ", ENTER),
    "typing": ("/moscow",),
    "completing": ("/by:kab", TAB),
    "preview": ("1", DOWN),
    "actor": ("1", DOWN, ENTER),
    "tree": (ESC, "1", "j", "l", "jj"),
    "meeting": (ESC, "2", "jj", "l", "jj"),
    "meeting-alone": (ESC, "2", "jj", "l", "jj", "4", "z"),
    "jump": ("/key:q0003", ENTER, "4", "l", "l", ENTER, "l"),
    "voices": (ESC, "1", "1"),
    "filters": ("/moscow", ENTER, "1", DOWN, ENTER, DOWN, ENTER),
    "second-pane": ("2", "2"),
    "detail": ("/key:q0003", ENTER, "4", "z"),
    "reader": ("/key:q0003", ENTER, ENTER),
    "provenance": ("/key:q0003", ENTER, "p"),
    "provenance-alone": ("/key:q0003", ENTER, "p", "z"),
    "note": (ESC, "a", "ask again"),
    "noted": (ESC, "a", "ask again", ESC, "*"),
    "notes": (ESC, "a", "ask again", ESC, "t", "1", "5"),
    "selected": (ESC, "  ", "j "),
    "tag-all": (ESC, "T"),
    "settings": (ESC, ","),
    "wrapped": (ESC, "w"),
    "pinned": (ESC, "4", ":pin", ENTER, "3", "jj"),
    "tag": (ESC, "t", "for"),
    "palette": (ESC, ":"),
    "palette-found": (ESC, ":tag"),
    "help": (ESC, "?"),
    "filter-picker": (ESC, "f"),
    "row-picker": (ESC, "1", "\\"),
    "copy-keys": (ESC, "y"),
    "view-keys": (ESC, "v"),
    "copied": (ESC, "y", "k"),
    "address": (ESC, "o"),
    "plain-view": (ESC, "Y"),
    "timeline": (ESC, "v", "t", "jll"),
    "matrix": (ESC, "v", "m", "jl"),
    "presence": (ESC, "v", "w", "j"),
    "stances": (ESC, "v", "s", "j"),
    "empty": ("/by:kabulov in:doha date:2010 ", ENTER),
    "misread": ('/by:kabulov date:20x9 "red',),
    "ambiguous": ("/by:ministry ", ENTER),
    "no-such-name": ("/by:kabulof ", ENTER),
    "meetings": ("/type:meeting moscow", ENTER),
    "words": ('/"red line" OR ceasefire -draft', ENTER),
}
"""Each step is typed when the one before has been answered."""

FRONT: Final = "meeting"


class Terminal(NamedTuple):
    """What the program is shown on."""

    size: tuple[int, int] = (80, 24)
    colors: Colors = "true"
    ground: Ground = "dark"
    scheme: str = "auto"
    term: str = ""
    """Of another kind than `colors` has: `linux`, `vt220`."""

    @property
    def name(self) -> str:
        """As the names of its pictures begin."""
        columns, rows = self.size
        others = [*(["light"] if self.ground == "light" else ()), self.term]
        others.insert(1, "" if self.scheme == "auto" else self.scheme)
        return "-".join(filter(None, [f"{columns}x{rows}", self.colors, *others]))


@contextmanager
def shown(name: str, terminal: Terminal, sample: Path) -> Generator[PtyProgram]:
    """The program at that screen; what it writes goes into a copy of the sample."""
    with tempfile.TemporaryDirectory() as folder:
        library = Path(shutil.copy(sample, Path(folder) / "peace.db"))
        variables = {
            "PYTHONPATH": str(ROOT), "HOME": folder, "LOGNAME": AUTHOR, "LC_ALL": "C.UTF-8",
            "NO_COLOR": "", "COLORFGBG": GROUNDS[terminal.ground], **VARIABLES[terminal.colors],
        }  # fmt: skip
        for each in ("DATA", "STATE", "CONFIG", "CACHE"):
            variables[f"XDG_{each}_HOME"] = f"{folder}/{each.lower()}"
        if terminal.term:
            variables |= {"TERM": terminal.term}
        command = [sys.executable, "-m", "tests.pictures.still_clock"]
        opened = ["--sample"] if name == "first-start" else [str(library)]
        command += ["--colors", terminal.scheme, *opened]
        with PtyProgram(command, size=terminal.size, env=variables) as program:
            program.wait_for(STARTED)
            program.read_quiet(SETTLED_MS)
            for keys in SCREENS[name]:
                program.send(keys)
                program.read_quiet(SETTLED_MS)
            yield program


def picture(name: str, terminal: Terminal, sample: Path) -> tuple[Cells, str]:
    """The cells of a screen as they are seen, and its text."""
    with shown(name, terminal, sample) as program:
        return looked_at(program.cells(), terminal.ground), program.screen()


@contextmanager
def a_sample() -> Generator[Path]:
    """A library with the sample in it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sample.db"
        make_sample_library(path)
        yield path
