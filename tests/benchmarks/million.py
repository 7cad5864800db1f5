"""What a large library costs: opening, typing, its end, a held cursor, memory.

    python -m tests.benchmarks.million [--quotes 1000000] [--keep FILE] [--without-cache]

A library of made-up quotes is written first (a minute for a million), or taken from FILE where it
is there. Words of three ranks are then typed letter by letter: in storage alone, and on the screen
at 80x24. An echo is the time until the letter stands in the search bar, rows are the time until
the new total does, and the counts are in when the terminal was quiet for `QUIET_MS` after that.
Times are milliseconds; on a busy machine compare them within one run only.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final, TypeVar

import psutil

from storage import EVERYTHING, Library, Window, open_library, parse
from storage.index import making
from tests.benchmarks import synthetic
from tests.faults.kills import ROOT
from tests.pty_driver import PtyProgram, peace_tui
from tui.folders import folders

RANKS: Final = (40, 1_500, 20_000)
"""Of the words that are typed: one that is everywhere, one in a few thousand quotes, a rare one."""
WINDOW: Final = Window(0, 60)
QUIET_MS: Final = 2_500
LETTER_SECONDS: Final = 0.12  # between two letters of a quick typist
KEY_SECONDS: Final = 1 / 30  # between two repeats of a held key
HELD_KEYS: Final = 90

Answer = TypeVar("Answer")


def timed(ask: Callable[[], Answer]) -> tuple[float, Answer]:
    begin = time.perf_counter()
    answer = ask()
    return (time.perf_counter() - begin) * 1000, answer


def told(what: str, *figures: str | float) -> None:
    shown = (f"{each:>12,.0f}" if isinstance(each, float) else f"{each:>12}" for each in figures)
    sys.stdout.write(f"{what:<34}{''.join(shown)}\n")
    sys.stdout.flush()


def beginnings(words: list[str]) -> Iterator[str]:
    """Every text that stands in the search bar while those words are typed one by one."""
    for word in words:
        yield from (word[:length] for length in range(1, len(word) + 1))


def ask_storage(library: Library, words: list[str]) -> dict[str, int]:
    """Times of storage alone; gives the total of each text."""
    totals: dict[str, int] = {}
    told("\nstorage alone", "rows", "actors", "formats", "a name?", "quotes")
    for text in ["", *beginnings(words)]:
        query = parse(text, typing=True).query
        with library.questions(None) as ask:
            rows, page = timed(lambda: ask.quotes(query, WINDOW))  # noqa: B023  # called at once
            actors, _ = timed(lambda: ask.actors(query, WINDOW))  # noqa: B023
            formats, _ = timed(lambda: ask.formats(query, WINDOW))  # noqa: B023
            name, _ = timed(lambda: ask.actor_called(text))  # noqa: B023
        totals[text] = page.total
        told(f"  {text or 'everything'}", rows, actors, formats, name, float(page.total))
    last = Window(totals[""] - WINDOW.count, WINDOW.count)
    with library.questions(None) as ask:
        told("  the last rows of everything", timed(lambda: ask.quotes(EVERYTHING, last))[0])
    return totals


def use_screen(
    library: Path, totals: Mapping[str, int], words: list[str], environment: Mapping[str, str]
) -> None:
    """Times on the screen."""
    everything = totals[""]
    begin = time.perf_counter()
    with PtyProgram(peace_tui(str(library)), env=environment) as program:
        program.wait_for(f"1/{everything:,}")
        told("\non the screen")
        told("  opened, first rows", (time.perf_counter() - begin) * 1000)
        program.read_quiet(QUIET_MS)
        _type_slowly(program, totals, words)
        _type_quickly(program, words[-1])
        program.send("\x15\x1b")
        program.read_quiet(QUIET_MS)
        _go_through(program, everything)
        told("  memory, MB", psutil.Process(program.pid).memory_info().rss / 1e6)


def _type_slowly(program: PtyProgram, totals: Mapping[str, int], words: list[str]) -> None:
    told("  each letter answered", "echo", "rows", "all")
    program.send("/")
    for text in beginnings(words):
        if len(text) == 1:
            program.send("\x15")  # Ctrl-u
            program.read_quiet(QUIET_MS)
        begin = time.perf_counter()
        program.send(text[-1])
        echo = _until(program, rf"/ {text}\s", begin)
        rows = _until(program, rf"\s{totals[text]:,} of ", begin)
        told(f"    {text}", echo, rows, _until_quiet(program, begin))


def _type_quickly(program: PtyProgram, word: str) -> None:
    """Letters that come before the letters before them are answered."""
    program.send("\x15")
    program.read_quiet(QUIET_MS)
    echoes: list[float] = []
    for length in range(1, len(word) + 1):
        begin = time.perf_counter()
        program.send(word[length - 1])
        echoes.append(_until(program, rf"/ {word[:length]}\s", begin))
        program.read_for(LETTER_SECONDS)
    told("  a word typed at once, an echo", statistics.median(echoes), max(echoes))


def _go_through(program: PtyProgram, everything: int) -> None:
    begin = time.perf_counter()
    program.send("G")
    echo = _until(program, re.escape(f"{everything:,}/{everything:,}"), begin)
    told("  to the end: echo, rows", echo, _until_quiet(program, begin))
    program.send("g")
    program.read_quiet(QUIET_MS)
    for _ in range(HELD_KEYS):
        program.send("j")
        program.read_for(KEY_SECONDS)
    begin = time.perf_counter()
    told("  a held cursor, lag at its end", _until(program, rf"\D{HELD_KEYS + 1}/", begin))
    program.read_quiet(QUIET_MS)


def _until(program: PtyProgram, regex: str, begin: float) -> float:
    program.wait_for(regex)
    return (time.perf_counter() - begin) * 1000


def _until_quiet(program: PtyProgram, begin: float) -> float:
    """Until the last byte before it is quiet."""
    program.read_quiet(QUIET_MS)
    return (time.perf_counter() - begin) * 1000 - QUIET_MS


def main() -> int:
    """Make the library, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--quotes", type=int, default=1_000_000)
    parser.add_argument("--without-cache", action="store_true", help="search by SQLite alone")
    parser.add_argument("--keep", type=Path, help="a library to make, or to use where it is there")
    asked = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    vocabulary = synthetic.words(random.Random(asked.quotes))
    words = [vocabulary[rank] for rank in RANKS]
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        path = asked.keep or folder / "made-up.db"
        if not path.exists():
            took, _ = timed(lambda: synthetic.make(path, asked.quotes))
            told("made, s / MB", took / 1000, path.stat().st_size / 1e6)
        environment = {
            "XDG_STATE_HOME": str(folder / "state"),
            "XDG_CACHE_HOME": str(folder / "cache"),
            "PYTHONPATH": str(ROOT),
        }
        with open_library(path) as library:
            totals = ask_storage(library, words)
        if not asked.without_cache:
            with open_library(
                path, caches=folders({**environment, "HOME": "/"}).indexes
            ) as library:
                assert library.cache_file is not None
                library.cache_file.parent.mkdir(parents=True)
                took, _ = timed(lambda: making.make(path, library.cache_file or path))
                told("index cache made, s", took / 1000)
                ask_storage(library, words)
        use_screen(path, totals, words, environment)
    return 0


if __name__ == "__main__":
    sys.exit(main())
