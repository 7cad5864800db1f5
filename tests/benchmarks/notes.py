"""How long a note takes, from the key that begins it to what says that it is saved.

    python -m tests.benchmarks.notes [LIBRARY] [--runs 15] [--text "who checks"] [--json FILE]

In a pseudo-terminal, on a fresh sample or on a copy of LIBRARY. Three times are taken of each note:
from `a` to the open drawer, of the first one with what is loaded then, and of those after it; and
from Esc to "saved", which is shown once the note is on the disk. Milliseconds, to be compared
within one run.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path

from storage import make_sample_library
from tests.benchmarks.figures import HEADING, SMALL, Figure, figure
from tests.pty_driver import PtyProgram, peace_tui

ROWS = r"3 QUOTES"
DRAWER = r"NOTE on .*memo"
SAVED = r"saved: note on"
GONE = r"took back"
ESCAPE = "\x1b"
SAVED_MS = 250


def times(library: Path, text: str, runs: int, folder: Path) -> list[Figure]:
    """Write notes one after another, each taken back again."""
    env = {**os.environ, "XDG_STATE_HOME": str(folder), "XDG_CACHE_HOME": str(folder)}
    opened: list[float] = []
    saved: list[float] = []
    with PtyProgram([*peace_tui(), str(library)], SMALL, env) as program:
        program.wait_for(ROWS)
        program.send("3")
        program.read_quiet()
        for _ in range(runs):
            opened.append(_until(program, "a", DRAWER))
            program.send(text)
            program.wait_for(text)
            saved.append(_until(program, ESCAPE, SAVED))
            program.read_quiet()
            program.send("u")
            program.wait_for(GONE)
            program.read_quiet()
        program.send("Q")
    first, *others = opened
    return [
        figure(SMALL, "ms, the first drawer opens", [first]),
        figure(SMALL, "ms, a drawer opens", others),
        figure(SMALL, "ms, from Esc to saved", saved, SAVED_MS),
    ]


def _until(program: PtyProgram, key: str, shown: str) -> float:
    begin = time.perf_counter()
    program.send(key)
    program.wait_for(shown)
    return (time.perf_counter() - begin) * 1_000


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("library", type=Path, nargs="?")
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--text", default="who checks")
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        library = Path(name) / "notes.db"
        if asked.library:
            shutil.copy(asked.library, library)
        else:
            make_sample_library(library)
        found = times(library, asked.text, max(2, asked.runs), Path(name))
    sys.stdout.write(f"{HEADING}\n")
    for each in found:
        sys.stdout.write(f"{each.line()}\n")
    if asked.json:
        asked.json.write_text(json.dumps([asdict(each) for each in found]), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
