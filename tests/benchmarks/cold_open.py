"""What it takes to open a library and read its first rows, in a process that does nothing else.

    python -m tests.benchmarks.cold_open LIBRARY CACHES

`told` has that done several times, with the files in memory and, where the system can be asked to
forget them, with their pages dropped. Python and its packages stay in memory; loading those that
the cache needs is part of the first rows. What was read from the disk shows whether it was cold.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import psutil

from storage import EVERYTHING, Window, open_library
from tests.benchmarks.report import Report, since
from tests.faults.kills import ROOT

if TYPE_CHECKING:  # it brings numpy, which the process that is timed has to load by itself
    from tests.benchmarks.libraries import Ready

FIRST: Final = Window(0, 50)
OPENINGS: Final = 7
FORGETS: Final = hasattr(os, "posix_fadvise")
WAYS: Final = {"by SQLite": "", "by the cache": "cache"}
"""The app's first rows come by SQLite; the second is the argument that asks for it."""


def tell(ready: Ready, report: Report) -> None:
    """Nothing else may hold the library open: pages in use are not dropped."""
    report.table("open and the first 50 rows", "open", "rows", "both", "most", "read, MB")
    for way, by_cache in WAYS.items():
        for what, is_cold in (("in memory", False), ("dropped", True))[: 1 + FORGETS]:
            openings = _openings(ready, by_cache, is_cold=is_cold)
            opened, rows, read = zip(*openings, strict=True)
            both = [one + other for one, other in zip(opened, rows, strict=True)]
            report.row(
                f"{way}, {what}",
                statistics.median(opened),
                statistics.median(rows),
                statistics.median(both),
                max(both),
                statistics.median(read),
            )
    report.table("page cache", "how")
    report.row(
        "dropped before each opening",
        "posix_fadvise(DONTNEED) on the library, its log and its cache, which were synced first"
        if FORGETS
        else "not done: this system has no posix_fadvise",
    )


def _openings(ready: Ready, by_cache: str, *, is_cold: bool) -> list[tuple[float, float, float]]:
    openings: list[tuple[float, float, float]] = []
    for number in range(OPENINGS + 1):
        if is_cold:
            forget([ready.library, Path(f"{ready.library}-wal"), ready.cache])
        command = [sys.executable, "-m", "tests.benchmarks.cold_open", *map(str, ready), by_cache]
        done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        if number:  # the first one warms Python's own files up
            openings.append(tuple(json.loads(done.stdout)))
    return openings


def forget(files: Sequence[Path]) -> None:
    """Have the system drop what it keeps of files in memory; written pages must be clean."""
    for file in files:
        if file.exists():
            descriptor = os.open(file, os.O_RDONLY)
            os.fsync(descriptor)
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
            os.close(descriptor)


def main(library: str, caches: str, by_cache: str) -> int:
    """Open, read, print as JSON: milliseconds of both, and megabytes that came from the disk."""
    before = _bytes_read()
    begin = time.perf_counter()
    with open_library(Path(library), caches=Path(caches)) as opened:
        open_ms = since(begin)
        begin = time.perf_counter()
        with opened.questions(None, by_cache=bool(by_cache)) as ask:
            assert (ask.newest(EVERYTHING, FIRST.count) or ask.quotes(EVERYTHING, FIRST)).rows
        rows_ms = since(begin)
    sys.stdout.write(json.dumps([open_ms, rows_ms, (_bytes_read() - before) / 1e6]))
    return 0


def _bytes_read() -> int:
    """From the disk, where the system tells it."""
    process = psutil.Process()
    return process.io_counters().read_bytes if hasattr(process, "io_counters") else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
