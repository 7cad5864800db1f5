"""What each kind of search costs in storage alone: first rows, exact total, counts of every pane.

    python -m tests.benchmarks.search [LIBRARY] [--caches FOLDER] [--quotes 1000000]
                                      [--queries 200] [--json FILE]

Without LIBRARY one of made-up quotes is written first, and an index cache for it is made, unless
there is one in FOLDER; both are timed. The queries of a class are drawn from the library itself,
the same each time, and each is asked once, on a connection that is warm, by the cache.
`rows` is the time to the first 50 rows with their words marked and the exact total; `counts` what
it takes from there to the exact counts of all actors and formats. Milliseconds.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Generator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import psutil

from storage import EVERYTHING, Library, Query, Term, Window, marked, open_library
from storage.connections import connect
from storage.index import making
from storage.tokens import words_of
from tests.benchmarks import synthetic

FIRST: Final = Window(0, 50)
COMMON: Final = 20
VOCABULARY: Final = "create virtual table temp.word using fts5vocab(main, quote_fts, row)"
WORDS: Final = "select term, doc from temp.word where length(term) > 1 order by doc desc, term"
TEXTS: Final = "select text from quote order by key limit 5000"  # keys mean no order: a sample
DAYS: Final = "select said_on from quote where said_on like '____-__-__' order by key limit 500"

Draw = Callable[[random.Random], Query]


@dataclass(frozen=True, slots=True)
class Figure:
    """A class of queries: how many quotes one finds, and what it takes."""

    name: str
    found: float
    rows: tuple[float, float, float]
    """Median, 95th and 99th percentile."""
    counts: tuple[float, float, float]
    everything: float
    """The 99th percentile of rows and counts together."""


def word(text: str, *, prefix: bool = False, negated: bool = False) -> Term:
    return Term("", text, prefix=prefix, negated=negated)


def classes(library: Library) -> dict[str, Draw]:
    """How the queries of each class are drawn."""
    with contextlib.closing(connect(library.path)) as db:
        db.execute(VOCABULARY)
        held = db.execute(WORDS).fetchall()
        texts = [row[0] for row in db.execute(TEXTS)]
        days = [row[0] for row in db.execute(DAYS)]
    with library.questions() as ask:
        actors = [row.slug for row in ask.actors(EVERYTHING, Window(0, 2_000)).rows if row.slug]
        formats = [row.slug for row in ask.formats(EVERYTHING, Window(0, 500)).rows if row.slug]
    words, docs = [row[0] for row in held], [row[1] for row in held]
    rare = words[-len(words) // 10 :]

    def any_word(dice: random.Random) -> str:
        """As often as it is used."""
        return dice.choices(words, docs)[0]

    def start(dice: random.Random, letters: int) -> Term:
        while len(text := any_word(dice)) < letters:
            pass
        return word(text[:letters], prefix=True)

    def phrase(dice: random.Random, length: int) -> Query:
        while len(held_words := words_of(dice.choice(texts))) < length:
            pass
        at = dice.randrange(len(held_words) - length + 1)
        return Query((Term("", " ".join(held_words[at : at + length]), phrase=True),))

    def by(dice: random.Random) -> Term:
        return Term("by", dice.choice(actors), "=")

    def talks(dice: random.Random) -> Term:
        return Term("in", dice.choice(formats), "=")

    def year(dice: random.Random) -> Term:
        return Term("date", dice.choice(days)[:4])

    return {
        "everything": lambda _: EVERYTHING,
        "not found": lambda dice: Query((word(f"{any_word(dice)}qqq"),)),
        "rare word": lambda dice: Query((word(dice.choice(rare)),)),
        "common word": lambda dice: Query((word(dice.choice(words[:COMMON])),)),
        "any word": lambda dice: Query((word(any_word(dice)),)),
        "1 letter": lambda dice: Query((start(dice, 1),)),
        "2 letters": lambda dice: Query((start(dice, 2),)),
        "3 letters": lambda dice: Query((start(dice, 3),)),
        "4 to 6 letters": lambda dice: Query((start(dice, dice.randint(4, 6)),)),
        "word and 3 letters": lambda dice: Query((word(any_word(dice)), start(dice, 3))),
        "3 words": lambda dice: Query(tuple(dict.fromkeys(word(any_word(dice)) for _ in range(3)))),
        "word, not a word": lambda dice: Query(
            (word(any_word(dice)), word(dice.choice(words[:COMMON]), negated=True))
        ),
        "2 letters and actor": lambda dice: Query((start(dice, 2), by(dice))),
        "word and format": lambda dice: Query((word(any_word(dice)), talks(dice))),
        "actor": lambda dice: Query((by(dice),)),
        "format": lambda dice: Query((talks(dice),)),
        "year": lambda dice: Query((year(dice),)),
        "word and year": lambda dice: Query((word(any_word(dice)), year(dice))),
        "phrase of 2": lambda dice: phrase(dice, 2),
        "phrase of 3": lambda dice: phrase(dice, 3),
    }


def measured(library: Library, name: str, draw: Draw, queries: int) -> Figure:
    dice = random.Random(name)
    found: list[int] = []
    rows: list[float] = []
    counts: list[float] = []
    for _ in range(queries):
        query = draw(dice)
        with library.questions(None) as ask:
            begin = time.perf_counter()
            page = ask.quotes(query, FIRST)
            for row in page.rows:
                marked(row.text, query)
            shown = time.perf_counter()
            ask.actors(query, FIRST)
            ask.formats(query, FIRST)
            counted = time.perf_counter()
            assert ask.is_by_cache
        found.append(page.total)
        rows.append((shown - begin) * 1000)
        counts.append((counted - shown) * 1000)
    whole = [one + other for one, other in zip(rows, counts, strict=True)]
    return Figure(name, statistics.median(found), _spread(rows), _spread(counts), _spread(whole)[2])


def _spread(times: list[float]) -> tuple[float, float, float]:
    ranked = sorted(times)
    return (
        statistics.median(ranked),
        ranked[int(len(ranked) * 0.95)],
        ranked[min(len(ranked) - 1, int(len(ranked) * 0.99))],
    )


@contextlib.contextmanager
def made_ready(
    library: Path | None, caches: Path | None, quotes: int
) -> Generator[tuple[Library, dict[str, float]]]:
    """A library with its cache, and what it took to make them."""
    with tempfile.TemporaryDirectory() as folder:
        took: dict[str, float] = {}
        path = library or Path(folder) / "made-up.db"
        if library is None:
            begin = time.perf_counter()
            synthetic.make(path, quotes)
            took["library made, s"] = time.perf_counter() - begin
        with open_library(path, caches=caches or Path(folder)) as opened:
            cache = opened.cache_file
            assert cache is not None
            if not cache.exists():
                begin = time.perf_counter()
                making.make(path, cache)
                took["cache made, s"] = time.perf_counter() - begin
            took["library, MB"] = path.stat().st_size / 1e6
            took["cache, MB"] = cache.stat().st_size / 1e6
            begin = time.perf_counter()
            with opened.questions() as ask:
                ask.quotes(EVERYTHING, FIRST)
            took["first search, ms"] = (time.perf_counter() - begin) * 1000
            yield opened, took


def main() -> int:
    """Measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("library", type=Path, nargs="?")
    parser.add_argument("--caches", type=Path)
    parser.add_argument("--quotes", type=int, default=1_000_000)
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with made_ready(asked.library, asked.caches, asked.quotes) as (library, took):
        sys.stdout.write(f"{'':<22}{'found':>10}{'rows: median':>14}{'p95':>8}{'p99':>8}")
        sys.stdout.write(f"{'counts: median':>16}{'p95':>8}{'p99':>8}{'all p99':>9}\n")
        figures: list[Figure] = []
        for name, draw in classes(library).items():
            figure = measured(library, name, draw, asked.queries)
            figures.append(figure)
            rows, counts = figure.rows, figure.counts
            sys.stdout.write(
                f"{name:<22}{figure.found:>10,.0f}{rows[0]:>14.1f}{rows[1]:>8.1f}{rows[2]:>8.1f}"
                f"{counts[0]:>16.1f}{counts[1]:>8.1f}{counts[2]:>8.1f}{figure.everything:>9.1f}\n"
            )
            sys.stdout.flush()
        took["memory, MB"] = psutil.Process().memory_info().rss / 1e6
        for what, figure in took.items():
            sys.stdout.write(f"{what:<22}{figure:>10,.1f}\n")
        if asked.json:
            told = {"classes": [asdict(each) for each in figures], "took": took}
            asked.json.write_text(json.dumps(told, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
