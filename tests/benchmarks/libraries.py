"""The library that a benchmark runs on, with its index cache: one that is there, or made for it."""

from __future__ import annotations

import argparse
import contextlib
import multiprocessing
import tempfile
from collections.abc import Callable, Generator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Final, NamedTuple

from storage import open_library
from storage.connections import connect, sqlite
from storage.errors import CacheUnusable
from storage.index import keeping, making
from tests.benchmarks import synthetic
from tests.benchmarks.report import Report, timed

VOCABULARY: Final = "create virtual table temp.word using fts5vocab(main, quote_fts, row)"
WORDS: Final = "select term, doc from temp.word where length(term) > 1 order by doc desc, term"
RAW_TEXT: Final = """
select (select total(length(cast(text as blob))) from quote)
    + (select total(length(cast(text as blob))) from note)
"""
QUOTES: Final = "select count(*) from quote"


class Ready(NamedTuple):
    """A library, and the folder with its index cache."""

    library: Path
    caches: Path

    @property
    def cache(self) -> Path:
        with open_library(self.library, caches=self.caches) as library:
            assert library.cache_file is not None
            return library.cache_file


class Vocabulary(NamedTuple):
    """The words of a library, the most used first, and how many quotes have each."""

    words: list[str]
    quotes: list[int]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("library", type=Path, nargs="?", help="used, or made where it is missing")
    parser.add_argument("--caches", type=Path, help="a folder of caches, used and added to")
    parser.add_argument("--quotes", type=int, default=1_000_000, help="of a library that is made")
    parser.add_argument("--order", choices=synthetic.ORDERS, default="dated", help="of its ids")
    parser.add_argument("--json", type=Path, help="a file to write all figures to")


@contextlib.contextmanager
def made_ready(
    asked: argparse.Namespace, report: Report, *, is_cached: bool = True
) -> Generator[Ready]:
    """What the arguments ask for; what had to be made is timed, and gone afterwards if unnamed."""
    with tempfile.TemporaryDirectory() as folder:
        path = asked.library or Path(folder) / "made-up.db"
        caches = asked.caches or Path(folder) / "caches"
        caches.mkdir(parents=True, exist_ok=True)
        ready = Ready(path, caches)
        report.table("library", "figure")
        if not path.exists():
            took, _ = timed(lambda: _elsewhere(synthetic.make, path, asked.quotes, asked.order))
            report.row("order", asked.order)
            report.row("made, s", took / 1000)
        if is_cached and not _is_usable(ready):
            took, _ = timed(lambda: _elsewhere(making.make, path, ready.cache))
            report.row("cache made, s", took / 1000)
        _tell_sizes(ready, report)
        yield ready


def _is_usable(ready: Ready) -> bool:
    """Whether the cache that is there, if any, belongs to this library and this program."""
    with contextlib.closing(connect(ready.library)) as db:
        try:
            with contextlib.closing(keeping.open_cache(ready.cache)) as cache:
                keeping.read_meta(cache, db)
        except (CacheUnusable, OSError, TypeError, sqlite.Error):
            return False
        return True


def _elsewhere(work: Callable[..., object], *given: object) -> None:
    """In a process of its own, so that its memory is not told as that of what is measured."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        pool.submit(work, *given).result()


def _tell_sizes(ready: Ready, report: Report) -> None:
    with contextlib.closing(connect(ready.library)) as db:
        quotes: int = db.execute(QUOTES).fetchone()[0]
        raw: float = db.execute(RAW_TEXT).fetchone()[0]
    report.row("quotes", quotes)
    report.row("raw text of quotes and notes, MB", raw / 1e6)
    files = {"library": ready.library, "cache": ready.cache}
    for what, file in files.items():
        if file.exists():
            size = file.stat().st_size
            report.row(f"{what}, MB", size / 1e6)
            report.row(f"{what}, times the raw text", size / raw)


def vocabulary(library: Path) -> Vocabulary:
    with contextlib.closing(connect(library)) as db:
        db.execute(VOCABULARY)
        held = db.execute(WORDS).fetchall()
    return Vocabulary([row[0] for row in held], [row[1] for row in held])
