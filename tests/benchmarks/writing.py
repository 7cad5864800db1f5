"""How long a note takes to be stored: on the screen, and while many write to one library.

    python -m tests.benchmarks.writing LIBRARY [--notes 100] [--writers 20] [--seconds 20]

LIBRARY is written to: give a copy, of a million quotes for the figures of the README. On the screen
the times are until the note is open, and from Esc to "saved" on the terminal, with the 10 ms in
which Esc might begin another key; of many writers it is one write, as the program that writes sees
it. Milliseconds.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from storage import Key, open_library
from tests.benchmarks.report import Report, since, spread
from tests.pty_driver import PtyProgram, peace_tui

ROOT: Final = Path(__file__).parents[2]
SAVED_MS: Final = 50.0
MANY_MS: Final = 250.0
WRITER: Final = """
import json, sys, time
from storage import Key, open_library
end = time.monotonic() + float(sys.argv[3])
took = []
with open_library(sys.argv[1], author=f"writer {sys.argv[4]}") as library:
    while time.monotonic() < end:
        begin = time.perf_counter()
        library.add_note(Key(sys.argv[2]), "compare with the reply")
        took.append((time.perf_counter() - begin) * 1000)
        time.sleep(0.2)  # a very fast analyst
print(json.dumps(took))
"""


def on_screen(library: Path, notes: int) -> tuple[list[float], list[float]]:
    """Milliseconds until the note is open, and from Esc to "saved"; on one quote after another."""
    opened: list[float] = []
    saved: list[float] = []
    with tempfile.TemporaryDirectory() as state:
        environment = {"XDG_STATE_HOME": state, "PYTHONPATH": str(ROOT)}
        with PtyProgram(peace_tui(str(library)), env=environment) as program:
            program.wait_for(r"1/[\d,]{3,}")
            program.read_quiet(1_000)
            for number in range(notes):
                opened.append(_until(program, "a", "NOTE on .*memo"))
                program.send(f"note {number}")
                program.wait_for(f"note {number}")
                program.read_quiet(100)
                saved.append(_until(program, "\x1b", "saved: note on"))
                program.read_quiet(100)
                program.send("]")
                program.read_quiet(200)
    return opened, saved


def _until(program: PtyProgram, key: str, shown: str) -> float:
    begin = time.perf_counter()
    program.send(key)
    program.wait_for(shown)
    return since(begin)


def many(library: Path, quote: Key, writers: int, seconds: float) -> list[float]:
    """Milliseconds of each note that so many programs write at once."""
    running = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, library, quote, str(seconds), str(number)],
            cwd=ROOT, stdout=subprocess.PIPE, text=True,
        )
        for number in range(writers)
    ]  # fmt: skip
    took: list[float] = []
    for each in running:
        out, _ = each.communicate()
        assert each.returncode == 0, "a writer was turned away"
        took += json.loads(out)
    return took


def main() -> int:
    """Measure and print; 1 where a figure is over what is asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("library", type=Path)
    parser.add_argument("--notes", type=int, default=100, help="written on the screen")
    parser.add_argument("--writers", type=int, default=20, help="programs that write at once")
    parser.add_argument("--seconds", type=float, default=20, help="for so long")
    parser.add_argument("--json", type=Path, help="a file to write all figures to")
    asked = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with open_library(asked.library) as library:
        quote = library.quotes().rows[0].key
    report = Report()
    report.table("a note, ms", "median", "p95", "p99", "asked, p99")
    opened, saved = on_screen(asked.library, asked.notes)
    report.row("from `a` to the open note, on screen", *spread(opened), None)
    screen = spread(saved)
    report.row("from Esc to saved, on screen", *screen, SAVED_MS)
    together = spread(many(asked.library, quote, asked.writers, asked.seconds))
    report.row(f"{asked.writers} writers at once", *together, MANY_MS)
    if asked.json:
        report.write(asked.json)
    return int(screen[2] > SAVED_MS or together[2] > MANY_MS)


if __name__ == "__main__":
    sys.exit(main())
