"""What the screen costs on the sample: bytes for each key, and the start beside a smallest list.

    python -m tests.benchmarks.screen [--runs 9] [--json FILE]

Bytes are exact and repeat. A key is sent when nothing came for `SETTLED_MS`; the list's part is
what comes before the cursor has rested, the whole is what comes until it is quiet again. Starts are
timed from the command to the first rows, the programs in turn, and given as medians: the app with a
frame that an earlier start has kept, the app without one, and the smallest list.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

from storage import make_sample_library
from tests.faults.kills import ROOT
from tests.pty_driver import PtyProgram, peace_tui
from tests.slow_line import SlowLine

SETTLED_MS = 400
BEFORE_REST_MS = 40  # the cursor rests after 80 ms
IDLE_MS = 5_000
IDLE_CPU_MS = 20
SIZES = ((80, 24), (120, 40))
START_RATIO = 1.3
EARLY_MS = 50
BITS_A_SECOND = 57_600
ROUND_TRIP_SECONDS = 0.7
ROUND_TRIPS = 3
BETWEEN_LETTERS_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing that was measured. `budget` is what it may be at most, None where there is none."""

    size: str
    what: str
    median: float
    most: float
    budget: float | None

    @property
    def verdict(self) -> str:
        if self.budget is None:
            return ""
        return "ok" if self.most <= self.budget else "OVER"


def figure(size: tuple[int, int], what: str, counts: list[float], budget: float | None) -> Figure:
    return Figure(f"{size[0]}x{size[1]}", what, statistics.median(counts), max(counts), budget)


def bytes_of_keys(library: Path, environment: Mapping[str, str]) -> list[Figure]:
    """Bytes a key, at each size."""
    figures: list[Figure] = []
    for size in SIZES:
        is_small = size == SIZES[0]
        with PtyProgram(peace_tui(str(library)), size=size, env=environment) as program:
            program.wait_for("1/179")
            program.read_quiet(SETTLED_MS)
            first = [float(len(program.raw))]
            figures.append(figure(size, "first frame", first, 16_384 if is_small else 24_576))
            lists: list[float] = []
            wholes: list[float] = []
            for key in "jjjjjkkkkk":  # inside a page; what an edge costs is in the held key
                program.send(key)
                lists.append(len(program.read_quiet(BEFORE_REST_MS)))
                wholes.append(lists[-1] + len(program.read_quiet(SETTLED_MS)))
            figures.append(figure(size, "cursor key, the list", lists, 320 if is_small else 520))
            figures.append(
                figure(size, "cursor key with detail", wholes, 1_536 if is_small else None)
            )
            held = [_held(program)]
            figures.append(figure(size, "held key, a key", held, 320 if is_small else 520))
            tabs = [_cost(program, "\t") for _ in range(8)]
            figures.append(figure(size, "Tab", tabs, 600 if is_small else 900))
            _cost(program, "/")
            letters = [_cost(program, letter) for letter in "moscow"]
            figures.append(
                figure(
                    size, "letter with its answer", letters, 150 + (3_072 if is_small else 6_144)
                )
            )
            _cost(program, "\x15")
            echoes = [_cost(program, letter) for letter in "  "]
            figures.append(figure(size, "letter that changes nothing", echoes, 150))
            figures.append(figure(size, "Esc out of the search", [_cost(program, "\x1b")], None))
            views = [_cost(program, key) for key in "pp"]
            figures.append(figure(size, "p, there and back", views, None))
            figures.append(figure(size, "a, the note opens", [_cost(program, "a")], None))
            written = [_cost(program, letter) for letter in "note"]
            figures.append(figure(size, "letter of a note", written, 150))
            _cost(program, "\x15\x1b")  # what is empty is not kept
            figures += _at_rest(program, size)
    return figures


def _at_rest(program: PtyProgram, size: tuple[int, int]) -> list[Figure]:
    process = psutil.Process(program.pid)
    before = process.cpu_times()
    idle = float(len(program.read_quiet(IDLE_MS)))
    after = process.cpu_times()
    busy_ms = (after.user + after.system - before.user - before.system) * 1000
    return [
        figure(size, "idle for 5 s", [idle], 0),
        figure(size, "idle for 5 s, CPU ms", [busy_ms], IDLE_CPU_MS),
        figure(size, "memory, MB", [process.memory_info().rss / 1e6], None),
    ]


def _cost(program: PtyProgram, keys: str) -> float:
    program.send(keys)
    return float(len(program.read_quiet(SETTLED_MS)))


def _held(program: PtyProgram, keys: int = 60) -> float:
    """Bytes a key while a cursor key is held, over several edges of the list."""
    before = len(program.raw)
    for _ in range(keys):
        program.send("j")
        program.read_quiet(20)
    sent = len(program.raw) - before
    program.read_quiet(SETTLED_MS)
    return sent / keys


def over_a_slow_line(library: Path, environment: Mapping[str, str]) -> list[Figure]:
    """Milliseconds from the last key of a word typed blind until its rows are on the far screen."""
    figures: list[Figure] = []
    for what, options, budget in (
        ("word typed blind, --slow, ms", ("--slow",), ROUND_TRIPS * ROUND_TRIP_SECONDS * 1000),
        ("word typed blind, as usual, ms", (), None),
    ):
        took: list[float] = []
        for _ in range(3):
            with SlowLine(
                peace_tui(str(library), *options), environment,
                bits_a_second=BITS_A_SECOND, round_trip=ROUND_TRIP_SECONDS,
            ) as line:  # fmt: skip
                line.wait_for("1/179")
                line.go_on(SETTLED_MS / 1000)
                for key in "/mosco":
                    line.type(key)
                    line.go_on(BETWEEN_LETTERS_SECONDS)
                line.type("w")
                took.append(line.wait_for(r"/ moscow .* 16 of 179[^╮]*(\n.*){2}1/16╮") * 1000)
        figures.append(figure(SIZES[0], what, took, budget))
    return figures


def starts(environment: Mapping[str, str], caches: Path, runs: int) -> list[Figure]:
    """Milliseconds to the first rows: with a kept frame, without, and of the smallest list."""
    smallest = [sys.executable, "-m", "tests.benchmarks.smallest_list"]
    early = {**environment, "XDG_CACHE_HOME": str(caches)}
    programs = (
        ("first rows, frame kept, ms", peace_tui(), early, "1/179"),
        ("first rows, none kept, ms", peace_tui(), environment, "1/179"),
        ("smallest list, ms", smallest, environment, "Row 0"),
    )
    times: dict[str, list[float]] = {what: [] for what, *_ in programs}
    for number in range(runs + 1):
        for what, command, variables, rows in programs:
            begin = time.perf_counter()
            with PtyProgram(command, env=variables) as program:
                program.wait_for(rows)
                if number:  # the first run warms the caches up, and keeps its frame
                    times[what].append((time.perf_counter() - begin) * 1000)
                program.read_quiet(SETTLED_MS)
    return [figure(SIZES[0], what, each, None) for what, each in times.items()]


def main() -> int:
    """Measure and print; 1 where a figure is over its budget."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--runs", type=int, default=9, help="starts of each program")
    parser.add_argument("--json", type=Path, help="a file to write the figures to")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "peace.db"
        make_sample_library(library)
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        environment = {
            "XDG_STATE_HOME": folder,
            "PYTHONPATH": str(ROOT),
            "PEACE_TUI_DB": str(library),
            "XDG_CACHE_HOME": os.devnull,  # no frame is kept there
        }
        figures = bytes_of_keys(library, environment)
        figures += over_a_slow_line(library, environment)
        timed = starts(environment, Path(folder) / "caches", asked.runs)
    kept, start, smallest = (each.median for each in timed)
    ratio = start / smallest
    for each in [*figures, *timed]:
        budget = "" if each.budget is None else f"{each.budget:>8,.0f}"
        line = f"{each.size:<8}{each.what:<30}{each.median:>9,.0f}{each.most:>9,.0f}{budget:>9}"
        sys.stdout.write(f"{line}  {each.verdict}\n")
    verdict = "ok" if ratio <= START_RATIO else "OVER"
    sys.stdout.write(
        f"start against the smallest list: {ratio:.2f} (at most {START_RATIO}) {verdict}\n"
    )
    verdict = "ok" if kept <= EARLY_MS else "OVER"
    sys.stdout.write(f"first rows of a kept frame: {kept:.0f} ms (at most {EARLY_MS}) {verdict}\n")
    if asked.json:
        told = {"figures": [asdict(each) for each in [*figures, *timed]], "start_ratio": ratio}
        asked.json.write_text(json.dumps(told, indent=1), encoding="utf-8")
    is_late = ratio > START_RATIO or kept > EARLY_MS
    return int(is_late or any(each.verdict == "OVER" for each in figures))


if __name__ == "__main__":
    sys.exit(main())
