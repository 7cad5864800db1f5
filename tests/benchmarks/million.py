"""What a large library costs on the screen: opening, typing, its end, a held cursor, memory.

    python -m tests.benchmarks.million [LIBRARY] [--caches FOLDER] [--quotes 1000000]
                                       [--order shuffled] [--without-cache]
                                       [--session 40] [--json FILE]

A library of made-up quotes is written first (a minute for a million), or taken from LIBRARY where
it is there. Words of three ranks are then typed letter by letter: in storage alone, and on the
screen at 80x24. An echo is the time until the letter stands in the search bar, rows are the time
until the new total does, and the counts are in when the terminal was quiet for some time after
that. A session types words and deletes them again, each letter as soon as the last one is answered.
Other programs that are installed have the same words typed. Times are milliseconds; on a busy
machine compare them within one run only.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import psutil

from storage import EVERYTHING, Library, Window, open_library, parse
from tests.benchmarks import libraries
from tests.benchmarks.libraries import Ready, Vocabulary
from tests.benchmarks.peers import Task, compare
from tests.benchmarks.report import Report, since, spread, timed
from tests.faults.kills import ROOT
from tests.pty_driver import PtyProgram, peace_tui
from tui.folders import folders

RANKS: Final = (40, 1_500, 20_000)
"""Of the words that are typed: one that is everywhere, one in a few thousand quotes, a rare one."""
WINDOW: Final = Window(0, 60)
QUIET_MS: Final = 500
QUIET_WITHOUT_CACHE_MS: Final = 2_500
QUIETS_OF_OTHERS: Final = 3  # other programs show in steps how far they are
LETTER_SECONDS: Final = 0.12  # between two letters of a quick typist
KEY_SECONDS: Final = 1 / 30  # between two repeats of a held key
HELD_KEYS: Final = 90
ANSWER_SECONDS: Final = 120.0
ERASE_LINE: Final = "\x15"  # Ctrl-u
ERASE: Final = "\x7f"
ENTER: Final = "\r"  # from the search bar to the quotes


def beginnings(words: list[str]) -> Iterator[str]:
    """Every text that stands in the search bar while those words are typed one by one."""
    for word in words:
        yield from (word[:length] for length in range(1, len(word) + 1))


def typed_words(vocabulary: Vocabulary) -> Vocabulary:
    """Those with keys of their own on any keyboard."""
    kept = [
        (word, quotes)
        for word, quotes in zip(*vocabulary, strict=True)
        if word.isascii() and word.isalpha()
    ]
    return Vocabulary([word for word, _ in kept], [quotes for _, quotes in kept])


def ranked_words(vocabulary: Vocabulary) -> list[str]:
    """One word of each rank."""
    return [vocabulary.words[min(rank, len(vocabulary.words) - 1)] for rank in RANKS]


def words_of_session(vocabulary: Vocabulary, texts: int) -> list[str]:
    """As many words, as often as they are used, as have that many texts typed and deleted."""
    dice = random.Random(texts)
    words: list[str] = []
    while 2 * sum(map(len, words)) < texts:
        words += dice.choices(*vocabulary)
    return words


class Totals(dict[str, int]):
    """How many quotes each text finds, asked when it is needed."""

    def __init__(self, library: Library) -> None:
        super().__init__()
        self._library = library

    def __missing__(self, text: str) -> int:
        with self._library.questions(None) as ask:
            self[text] = ask.quotes(parse(text, typing=True).query, WINDOW).total
        return self[text]


def ask_storage(library: Library, report: Report, words: list[str]) -> None:
    """Times of storage alone."""
    report.table("storage alone", "rows", "actors", "formats", "a name?", "found")
    for text in ["", *beginnings(words)]:
        query = parse(text, typing=True).query
        with library.questions(None) as ask:
            rows, page = timed(lambda: ask.quotes(query, WINDOW))  # noqa: B023  # called at once
            actors, _ = timed(lambda: ask.actor_tree(query, WINDOW))  # noqa: B023
            formats, _ = timed(lambda: ask.format_tree(query, WINDOW))  # noqa: B023
            name, _ = timed(lambda: ask.actor_called(text))  # noqa: B023
        report.row(text or "everything", rows, actors, formats, name, page.total)
    with library.questions(None) as ask:
        total = ask.quotes(EVERYTHING, WINDOW).total
        last = Window(max(0, total - WINDOW.count), WINDOW.count)
        took, _ = timed(lambda: ask.quotes(EVERYTHING, last))
    report.row("the last rows of everything", took, None, None, None, total)


class Person:
    """Somebody who uses the program in a terminal, with a watch."""

    def __init__(self, program: PtyProgram, totals: Totals, report: Report, quiet_ms: int) -> None:
        self._program = program
        self._totals = totals
        self._report = report
        self._quiet_ms = quiet_ms

    @property
    def memory(self) -> float:
        """Megabytes that the program holds now."""
        return psutil.Process(self._program.pid).memory_info().rss / 1e6

    def type_slowly(self, words: list[str]) -> None:
        """Each letter after all of the last one has come."""
        self._report.table("a letter on the screen", "echo", "rows", "counts")
        self._program.send("/")
        echoes: list[float] = []
        rows: list[float] = []
        counts: list[float] = []
        shown = ""
        for text in beginnings(words):
            if len(text) == 1:
                self._erase()
                shown = ""
            begin = time.perf_counter()
            self._program.send(text[-1])
            echoes.append(self._until_typed(text, begin))
            answered = self._until_answered(text, begin)
            counts.append(max(answered, self._until_quiet(begin)))
            is_told = self._is_another_total(shown, text)
            rows += [answered] * is_told
            self._report.row(text, echoes[-1], answered if is_told else None, counts[-1])
            shown = text
        spreads = zip(spread(echoes), spread(rows), spread(counts), strict=True)
        for name, each in zip(("median", "p95", "p99"), spreads, strict=True):
            self._report.row(f"all letters, {name}", *each)

    def type_quickly(self, word: str) -> None:
        """Letters that come before the letters before them are answered."""
        self._erase()
        echoes: list[float] = []
        for length in range(1, len(word) + 1):
            begin = time.perf_counter()
            self._program.send(word[length - 1])
            echoes.append(self._until_typed(word[:length], begin))
            self._program.read_for(LETTER_SECONDS)
        self._report.table("a word typed at once", "median", "p95", "p99")
        self._report.row("echo", *spread(echoes))
        self._erase()
        self._program.send(ENTER)
        self._program.read_quiet(self._quiet_ms)

    def go_through(self) -> None:
        """To the end, and with a held key."""
        everything = self._totals[""]
        self._report.table("moving", "echo", "rows")
        begin = time.perf_counter()
        self._program.send("G")
        echo = self._until(re.escape(f"{everything:,}/{everything:,}"), begin)
        self._report.row("to the end", echo, max(echo, self._until_quiet(begin)))
        self._program.send("g")
        self._program.read_quiet(self._quiet_ms)
        for _ in range(HELD_KEYS):
            self._program.send("j")
            self._program.read_for(KEY_SECONDS)
        begin = time.perf_counter()
        lag = self._until(rf"\D{HELD_KEYS + 1}/", begin)
        self._report.row("a held cursor, lag at its end", lag, None)
        self._program.read_quiet(self._quiet_ms)

    def search_for_long(self, words: list[str]) -> None:
        """Type words and delete them, each letter as soon as the one before is answered."""
        self._program.send("/")
        self._erase()
        before = self.memory
        shown = ""
        echoes: list[float] = []
        rows: list[float] = []
        for word in words:
            typed = list(beginnings([word]))
            for text in [*typed, *reversed(typed[:-1]), ""]:
                begin = time.perf_counter()
                self._program.send(text[-1] if len(text) > len(shown) else ERASE)
                echoes.append(self._until_typed(text, begin))
                answered = self._until_answered(text, begin)
                rows += [answered] * self._is_another_total(shown, text)
                shown = text
        self._report.table("a session of searches", "median", "p95", "p99")
        self._report.row("echo", *spread(echoes))
        self._report.row("rows", *spread(rows))
        self._report.table("program", "figure")
        self._report.row("searches in the session", len(echoes))
        self._report.row("memory before the session, MB", before)
        self._program.read_quiet(self._quiet_ms)
        self._report.row("memory after the session, MB", self.memory)

    def _is_another_total(self, before: str, after: str) -> bool:
        """Else nobody sees when the rows are there."""
        return self._totals[before] != self._totals[after]

    def _erase(self) -> None:
        self._program.send(ERASE_LINE)
        self._until_answered("", time.perf_counter())
        self._program.read_quiet(self._quiet_ms)

    def _until_typed(self, text: str, begin: float) -> float:
        return self._until(rf"^/ {text}\s", begin)

    def _until_answered(self, text: str, begin: float) -> float:
        return self._until(rf"^/ {text}\s+{self._totals[text]:,} of ", begin)

    def _until(self, regex: str, begin: float) -> float:
        self._program.wait_for(regex, ANSWER_SECONDS)
        return since(begin)

    def _until_quiet(self, begin: float) -> float:
        """Until the last byte before it is quiet."""
        self._program.read_quiet(self._quiet_ms)
        return since(begin) - self._quiet_ms


def use_screen(
    ready: Ready,
    person_types: tuple[list[str], list[str]],
    totals: Totals,
    report: Report,
    environment: Mapping[str, str],
    quiet_ms: int,
) -> None:
    """Times on the screen, of single words and of a session."""
    words, session = person_types
    for text in ["", *beginnings(words), *beginnings(session)]:
        assert totals[text], f"nothing has {text}"  # and nobody waits for a total later
    begin = time.perf_counter()
    with PtyProgram(peace_tui(str(ready.library)), env=environment) as program:
        program.wait_for(f"1/{totals['']:,}", ANSWER_SECONDS)
        report.table("the screen", "ms")
        report.row("opened, first rows", since(begin))
        program.read_quiet(quiet_ms)
        person = Person(program, totals, report, quiet_ms)
        person.type_slowly(words)
        person.type_quickly(words[-1])
        person.go_through()
        person.search_for_long(session)


def environment_of(ready: Ready, folder: Path, *, is_cached: bool) -> dict[str, str]:
    """Of a program that keeps its things in that folder, and finds the cache."""
    environment = {
        "HOME": str(folder),
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "XDG_STATE_HOME": str(folder / "state"),
        "XDG_CACHE_HOME": str(folder / "cache"),
    }
    indexes = folders(environment).indexes
    indexes.parent.mkdir(parents=True)
    if is_cached:
        indexes.symlink_to(ready.caches.absolute())
    else:
        indexes.write_text("")  # where a folder should be: so none is made in the background
    return environment


def main() -> int:
    """Make the library, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    libraries.add_arguments(parser)
    parser.add_argument("--without-cache", action="store_true", help="search by SQLite alone")
    parser.add_argument("--session", type=int, default=40, help="searches of a long session")
    parser.add_argument("--quiet", type=int, help="milliseconds without a byte: all has come")
    asked = parser.parse_args()
    is_cached = not asked.without_cache
    quiet_ms: int = asked.quiet or (QUIET_MS if is_cached else QUIET_WITHOUT_CACHE_MS)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    report = Report()
    with (
        libraries.made_ready(asked, report, is_cached=is_cached) as ready,
        tempfile.TemporaryDirectory() as folder,
    ):
        vocabulary = typed_words(libraries.vocabulary(ready.library))
        words = ranked_words(vocabulary)
        session = words_of_session(vocabulary, asked.session)
        environment = environment_of(ready, Path(folder), is_cached=is_cached)
        with open_library(ready.library, caches=ready.caches if is_cached else None) as library:
            ask_storage(library, report, words)
            use_screen(ready, (words, session), Totals(library), report, environment, quiet_ms)
        quiet_seconds = QUIETS_OF_OTHERS * quiet_ms / 1000
        table = Path(folder) / "quotes.tsv"
        compare(report, Task(ready.library, table, words, environment, quiet_seconds))
    if asked.json:
        report.write(asked.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
