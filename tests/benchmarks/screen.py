"""What the screen costs, beside other programs: bytes for each key, starts, slow lines, a million.

    python -m tests.benchmarks.screen [LIBRARY] [--caches FOLDER] [--quotes 1000000]
                                      [--runs 9] [--held 45] [--idle 5] [--quiet 400]
                                      [--json FILE]

On the sample, at each size, then over slow lines, then on a library of made-up quotes, which is
written first, or taken from LIBRARY where it is there; `--quotes 0` leaves it out. Bytes are exact
and repeat. A key is sent when nothing came for `--quiet` milliseconds; the list's part is what
comes before the cursor has rested, the whole is what comes until it is quiet again. Times are
milliseconds, to be compared within one run; starts are timed from the command, the programs in
turn, ours with a frame that an earlier start has kept and without. The smallest Textual list,
`less` and `mutt`, where they are installed, show the same quotes.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import psutil

from storage import make_sample_library, open_library
from tests.benchmarks import libraries, million
from tests.benchmarks.bad_lines import HELD_KEYS as HELD_KEYS_SLOW
from tests.benchmarks.bad_lines import blind_word, held_keys
from tests.benchmarks.figures import HEADING, OURSELVES, SIZES, SMALL, Figure, Size, figure
from tests.benchmarks.pagers import SMALLEST, Pager, installed, missing
from tests.benchmarks.report import Report, since, spread
from tests.faults.kills import ROOT
from tests.pty_driver import PtyProgram, peace_tui

SETTLED_MS = 400  # longer than any answer of the sample takes, the cursor's rest included
LONGEST_WAIT_SECONDS = 2.0
BETWEEN_HELD_MS = 20
UP, DOWN = "\x1b[A", "\x1b[B"
BEFORE_REST_MS = 40  # the cursor rests after 80 ms
IDLE_CPU_MS = 20
START_RATIO = 1.3
HELD_KEYS = 60
INSIDE_A_PAGE = "jjjjjkkkkk" * 2
ECHO_MS, ROWS_MS, COUNTS_MS = 10, 50, 100
ANSWERED_MS = 250
MEMORY_MB = 150
EARLY_MS = 50
KEPT = f"{OURSELVES}, kept frame"


class Typist:
    """Types into a program, each key when nothing has come for so long, and counts what comes."""

    def __init__(self, program: PtyProgram, quiet_ms: int) -> None:
        self._program = program
        self._quiet_ms = quiet_ms

    def begin(self, shown: str) -> float:
        """Bytes of the first frame."""
        self._program.wait_for(shown)
        return len(self._program.raw) + self._come()

    def cost(self, keys: str) -> float:
        """Bytes of keys with all that follows them."""
        self._program.send(keys)
        return self._come()

    def costs_of_rest(self, key: str) -> tuple[float, float, float]:
        """Milliseconds to the first byte, bytes before the cursor rests, and all bytes."""
        begin = time.perf_counter()
        first = self._write(key)
        took = since(begin)
        before = first + len(self._program.read_quiet(BEFORE_REST_MS))
        return took, before, before + self._come()

    def costs_of_letter(self, letter: str) -> tuple[float, float]:
        """Bytes of the first write, which has the letter, and of those after it."""
        return self._write(letter), self._come()

    def cost_of_held(self, key: str) -> float:
        """Bytes a key while a cursor key is held, over several edges of the list."""
        before = len(self._program.raw)
        for _ in range(HELD_KEYS):
            self._program.send(key)
            self._program.read_quiet(BETWEEN_HELD_MS)
        sent = len(self._program.raw) - before
        self._come()
        return sent / HELD_KEYS

    def rest(self, seconds: float) -> tuple[float, float]:
        """Bytes, and milliseconds of the processor, while no key is pressed."""
        process = psutil.Process(self._program.pid)
        before, sent = process.cpu_times(), len(self._program.raw)
        self._program.read_for(seconds)
        after = process.cpu_times()
        busy = after.user + after.system - before.user - before.system
        return len(self._program.raw) - sent, busy * 1000

    def _write(self, key: str) -> float:
        """Bytes of what comes first."""
        self._program.send(key)
        return len(self._program.read(LONGEST_WAIT_SECONDS) or b"")

    def _come(self) -> float:
        return len(self._program.read_quiet(self._quiet_ms))


def bytes_of_keys(
    library: Path,
    environment: Mapping[str, str],
    size: Size,
    *,
    quiet_ms: int,
    idle_seconds: float,
) -> list[Figure]:
    """Bytes a key, and what the program does when nobody does anything."""
    is_small = size == SMALL
    figures: list[Figure] = []

    def tell(what: str, counts: Sequence[float], budget: float | None = None) -> None:
        figures.append(figure(size, what, counts, budget))

    with PtyProgram(peace_tui(str(library)), size=size, env=environment) as program:
        typist = Typist(program, quiet_ms)
        tell("first frame", [typist.begin("1/179")], 16_384 if is_small else 24_576)
        keys = [typist.costs_of_rest(key) for key in INSIDE_A_PAGE]
        took, lists, wholes = zip(*keys, strict=True)
        tell("cursor key, p95, ms", [spread(took)[1]])
        tell("cursor key, the list", lists, 320 if is_small else 520)
        tell("cursor key with detail", wholes, 1_536 if is_small else None)
        held = typist.cost_of_held("j")
        tell("held key over edges, a key", [held], 320 if is_small else 520)
        tell("Tab", [typist.cost("\t") for _ in range(8)], 600 if is_small else 900)
        typist.cost("/")
        echoes, answers = zip(*map(typist.costs_of_letter, "moscow"), strict=True)
        tell("letter, its echo", echoes, 150)
        tell("letter, its answer", answers, 3_072 if is_small else 6_144)
        typist.cost("\x15")
        tell("letter that changes nothing", [typist.cost(letter) for letter in "  "], 150)
        tell("Esc out of the search", [typist.cost("\x1b")])
        tell("p, there and back", [typist.cost(key) for key in "pp"])
        tell("a, the note opens", [typist.cost("a")])
        tell("letter of a note", [typist.cost(letter) for letter in "note"], 150)
        typist.cost("\x15\x1b")  # what is empty is not kept
        idle, busy_ms = typist.rest(idle_seconds)
        tell(f"idle for {idle_seconds:g} s", [idle], 0)
        tell(f"idle for {idle_seconds:g} s, CPU ms", [busy_ms], IDLE_CPU_MS)
        tell("memory, MB", [psutil.Process(program.pid).memory_info().rss / 1e6])
    return figures


def bytes_of_pagers(
    pagers: Sequence[Pager], environment: Mapping[str, str], size: Size, *, quiet_ms: int
) -> list[Figure]:
    """The first frame and cursor keys of programs that show the same rows."""
    figures: list[Figure] = []
    for pager in pagers:
        with PtyProgram(pager.command, size=size, env=environment) as program:
            typist = Typist(program, quiet_ms)
            measured = {
                "first frame": [typist.begin(pager.shown)],
                "cursor key": [typist.cost(key) for key in (*[DOWN] * 5, *[UP] * 5)],
                "held key over edges, a key": [typist.cost_of_held(DOWN)],
            }
        for what, counts in measured.items():
            figures.append(figure(size, what, counts, program=pager.name))
    return figures


def starts(
    environment: Mapping[str, str], caches: Path, pagers: Sequence[Pager], runs: int
) -> tuple[list[Figure], float]:
    """Milliseconds to the first rows of each program in turn, and ours against the smallest list.

    Ours starts with a frame that an earlier start has kept, and without one. A key is typed into
    ours at once; it is answered when the cursor has moved.
    """
    ours = Pager(OURSELVES, peace_tui(), "1/179")
    kept = ours._replace(name=KEPT)
    early = {**environment, "XDG_CACHE_HOME": str(caches)}
    programs = [(kept, early), *((each, environment) for each in (ours, *pagers))]
    rows: dict[str, list[float]] = {each.name: [] for each, _ in programs}
    answered: list[float] = []
    for number in range(runs + 1):
        is_told = number > 0  # the first run warms the caches up, and keeps its frame
        for pager, variables in programs:
            begin = time.perf_counter()
            with PtyProgram(pager.command, env=variables) as program:
                program.wait_for(pager.shown)
                rows[pager.name] += [since(begin)] * is_told
                program.read_quiet(SETTLED_MS)
        begin = time.perf_counter()
        with PtyProgram(ours.command, env=environment) as program:
            program.send(DOWN)
            program.wait_for("2/179")
            answered += [since(begin)] * is_told
    figures = [
        *(
            figure(SMALL, "start, ms", took, EARLY_MS if name == KEPT else None, program=name)
            for name, took in rows.items()
        ),
        figure(SMALL, "start, a key answered, ms", answered),
    ]
    median = {each.program: each.median for each in figures[:-1]}
    return figures, median[OURSELVES] / median[SMALLEST]


def large(asked: argparse.Namespace) -> list[Figure]:
    """A large library at each size: its first rows, letters one after another, memory."""
    report, figures = Report(), list[Figure]()
    with (
        libraries.made_ready(asked, report) as ready,
        tempfile.TemporaryDirectory() as folder,
        open_library(ready.library, caches=ready.caches) as library,
    ):
        words = million.ranked_words(million.typed_words(libraries.vocabulary(ready.library)))
        environment = million.environment_of(ready, Path(folder), is_cached=True)
        totals = million.Totals(library)
        everything = f"{totals['']:,}"
        assert all(totals[text] for text in million.beginnings(words))
        for size in SIZES:
            begin = time.perf_counter()
            with PtyProgram(peace_tui(str(ready.library)), size=size, env=environment) as program:
                program.wait_for(f"1/{everything}")
                rows = since(begin)
                program.send(DOWN)
                program.wait_for(rf"\D2/{everything}")
                answered = since(begin)
                program.read_quiet(million.QUIET_MS)
                person = million.Person(program, totals, report, million.QUIET_MS)
                person.type_slowly(words)
                memory = person.memory
            last = report.row_of("a letter on the screen", "all letters, p99")
            what = f"{totals['']:,} quotes: {{}}".format
            for name, took, budget in (
                ("first rows, ms", rows, None),
                ("a key answered, ms", answered, ANSWERED_MS),
                ("letter's echo, p99, ms", last["echo"], ECHO_MS),
                ("its rows, p99, ms", last["rows"], ROWS_MS),
                ("its counts, p99, ms", last["counts"], COUNTS_MS),
                ("memory, MB", memory, MEMORY_MB),
            ):
                assert isinstance(took, float)
                figures.append(figure(size, what(name), [took], budget))
    return figures


def main() -> int:
    """Measure and print; 1 where a figure is over its budget."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    libraries.add_arguments(parser)
    parser.add_argument("--runs", type=int, default=9, help="starts of each program")
    parser.add_argument("--held", type=int, default=HELD_KEYS_SLOW, help="keys over a slow line")
    parser.add_argument("--quiet", type=int, default=SETTLED_MS, help="ms without a byte: all came")
    parser.add_argument("--idle", type=float, default=5, help="seconds without a key")
    asked = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.stdout.write(f"{HEADING}\n")
    figures: list[Figure] = []

    def tell(more: Sequence[Figure]) -> None:
        figures.extend(more)
        for each in more:
            sys.stdout.write(f"{each.line()}\n")
        sys.stdout.flush()

    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "peace.db"
        make_sample_library(library)
        environment = {
            "PATH": os.environ["PATH"], "HOME": folder, "XDG_STATE_HOME": folder,
            "PYTHONPATH": str(ROOT), "PEACE_TUI_DB": str(library), "LESS": "", "LC_ALL": "C.UTF-8",
            "XDG_CACHE_HOME": os.devnull,  # no frame is kept there
        }  # fmt: skip
        pagers = [*installed(library, Path(folder), environment)]
        for name in missing(environment):
            sys.stdout.write(f"{name:<14}is not installed\n")
        for size in SIZES:
            tell(
                bytes_of_keys(
                    library, environment, size, quiet_ms=asked.quiet, idle_seconds=asked.idle
                )
            )
            tell(bytes_of_pagers(pagers, environment, size, quiet_ms=asked.quiet))
        tell(held_keys(library, pagers, environment, asked.held))
        tell(blind_word(library, environment, min(3, asked.runs)))
        timed, ratio = starts(environment, Path(folder) / "caches", pagers, asked.runs)
        tell(timed)
    verdict = "ok" if ratio <= START_RATIO else "OVER"
    sys.stdout.write(
        f"start against the smallest list: {ratio:.2f} (at most {START_RATIO}) {verdict}\n"
    )
    if asked.quotes:
        tell(large(asked))
    if asked.json:
        told = {"figures": [asdict(each) for each in figures], "start_ratio": ratio}
        asked.json.write_text(json.dumps(told, indent=1), encoding="utf-8")
    is_late = ratio > START_RATIO
    return int(is_late or any(each.verdict == "OVER" for each in figures))


if __name__ == "__main__":
    sys.exit(main())
