"""What each kind of search costs in storage alone: first rows, exact total, counts of every pane.

    python -m tests.benchmarks.search [LIBRARY] [--caches FOLDER] [--quotes 1000000]
                                      [--order shuffled] [--queries 200] [--json FILE]

Without LIBRARY one of made-up quotes is written first, and an index cache for it is made, unless
there is one in FOLDER; both are timed. The queries of a class are drawn from the library itself,
the same each time, and each is asked once, on a connection that is warm, by the cache.
`rows` is the time to the first 50 rows with their words marked, and the exact total but of phrases
that are long to count; `counts` what it takes from there to the total and the exact counts of all
actors and formats. Milliseconds. Overviews are asked for of all quotes, and of those that are found
by two letters, profiles of the actor and the format with most quotes. All about a quote is what the
detail pane asks for. At the end the library is opened anew, with and without its pages in memory.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import statistics
import sys
import time
from collections.abc import Callable
from typing import Final

import psutil

from storage import (
    EVERYTHING,
    Key,
    Library,
    Overview,
    Query,
    Questions,
    QuoteDetail,
    Term,
    Window,
    marked,
    open_library,
)
from storage.connections import connect
from storage.ids import key_of
from storage.tokens import words_of
from tests.benchmarks import cold_open, libraries
from tests.benchmarks.report import Report, since, spread

FIRST: Final = Window(0, 50)
COLUMNS: Final = (
    *("found", "rows", "rows p95", "rows p99"),
    *("counts", "counts p95", "counts p99", "both p99"),
)
COMMON: Final = 20
PERIODS: Final = 60
OVERVIEWS: Final[dict[str, Callable[[Questions, Query], Overview]]] = {
    "timeline": lambda ask, query: ask.timeline(query, PERIODS),
    "matrix": Questions.matrix,
    "presence": Questions.presence,
    "stances": Questions.stances,
}
DETAILS: Final[dict[str, Callable[[Questions, Key], QuoteDetail]]] = {
    "alone": Questions.quote,
    "with its provenance": Questions.quote_with_provenance,
}
TEXTS: Final = "select text from quote order by key limit 5000"  # keys mean no order: a sample
CHOSEN: Final = "select key from quote order by key limit ?"
DAYS: Final = "select said_on from quote where said_on like '____-__-__' order by key limit 500"

Draw = Callable[[random.Random], Query]


def word(text: str, *, prefix: bool = False, negated: bool = False) -> Term:
    return Term("", text, prefix=prefix, negated=negated)


def classes(library: Library) -> dict[str, Draw]:
    """How the queries of each class are drawn."""
    with contextlib.closing(connect(library.path)) as db:
        texts = [row[0] for row in db.execute(TEXTS)]
        days = [row[0] for row in db.execute(DAYS)]
    with library.questions() as ask:
        actors = [row.slug for row in ask.actors(EVERYTHING, Window(0, 2_000)).rows if row.slug]
        formats = [row.slug for row in ask.formats(EVERYTHING, Window(0, 500)).rows if row.slug]
    words, docs = libraries.vocabulary(library.path)
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


def measure(library: Library, report: Report, name: str, draw: Draw, queries: int) -> None:
    dice = random.Random(name)
    found: list[int] = []
    rows: list[float] = []
    counts: list[float] = []
    for _ in range(queries):
        query = draw(dice)
        with library.questions(None) as ask:
            begin = time.perf_counter()
            first = ask.newest(query, FIRST.count) or ask.quotes(query, FIRST)
            for row in first.rows:
                marked(row.text, query)
            rows.append(since(begin))
            begin = time.perf_counter()
            page = ask.quotes(query, FIRST) if first.goes_on else first
            ask.actor_tree(query, FIRST)
            ask.format_tree(query, FIRST)
            counts.append(since(begin))
            assert ask.is_by_cache
        found.append(page.total)
    whole = [one + other for one, other in zip(rows, counts, strict=True)]
    report.row(
        name, int(statistics.median(found)), *spread(rows), *spread(counts), spread(whole)[2]
    )


def measure_overviews(library: Library, report: Report, queries: int) -> None:
    by_two_letters = classes(library)["2 letters"]
    report.table("overviews", "everything", "2 letters", "2 letters p95", "2 letters p99")
    for name, view in OVERVIEWS.items():
        dice = random.Random(name)
        asked = [EVERYTHING, *(by_two_letters(dice) for _ in range(queries))]
        everything, *others = [_took(library, view, query) for query in asked]
        report.row(name, everything, *spread(others))


def measure_details(library: Library, report: Report, quotes: int) -> None:
    """What the detail pane asks at each rest of the cursor."""
    with contextlib.closing(connect(library.path)) as db:
        chosen = [key_of("q", row[0]) for row in db.execute(CHOSEN, (quotes,))]
    report.table("all about a quote", "median", "p95", "p99")
    for name, ask_for in DETAILS.items():
        times: list[float] = []
        for key in chosen:
            with library.questions(None) as ask:
                begin = time.perf_counter()
                ask_for(ask, key)
                times.append(since(begin))
        report.row(name, *spread(times))


def _took(library: Library, view: Callable[[Questions, Query], Overview], query: Query) -> float:
    with library.questions(None) as ask:
        begin = time.perf_counter()
        view(ask, query)
        return since(begin)


def measure_profiles(library: Library, report: Report, times: int) -> None:
    """Of the actor and of the format with most quotes."""
    with library.questions() as ask:
        actor = ask.actors(EVERYTHING, Window(0, 1)).rows[0]
        format_ = ask.formats(EVERYTHING, Window(0, 1)).rows[0]
    profiles: dict[str, tuple[int, Callable[[Questions], object]]] = {
        "actor": (actor.quotes, lambda ask: ask.actor_profile(actor.slug)),
        "format": (format_.quotes, lambda ask: ask.format_profile(format_.slug)),
    }
    report.table("profiles", "quotes", "median", "p95", "p99")
    for name, (quotes, tell) in profiles.items():
        took: list[float] = []
        for _ in range(times):
            with library.questions(None) as ask:
                begin = time.perf_counter()
                tell(ask)
                took.append(since(begin))
        report.row(name, quotes, *spread(took))


def measure_all(library: Library, report: Report, queries: int) -> None:
    begin = time.perf_counter()
    with library.questions() as ask:
        ask.quotes(EVERYTHING, FIRST)
    report.row("first search, ms", since(begin))
    report.table("kinds of search", *COLUMNS)
    for name, draw in classes(library).items():
        measure(library, report, name, draw, queries)
    measure_overviews(library, report, queries)
    measure_profiles(library, report, queries)
    measure_details(library, report, queries)
    report.table("program", "figure")
    report.row("memory, MB", psutil.Process().memory_info().rss / 1e6)


def main() -> int:
    """Measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    libraries.add_arguments(parser)
    parser.add_argument("--queries", type=int, default=200, help="of each kind")
    asked = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    report = Report()
    with libraries.made_ready(asked, report) as ready:
        with open_library(ready.library, caches=ready.caches) as library:
            measure_all(library, report, asked.queries)
        cold_open.tell(ready, report)
    if asked.json:
        report.write(asked.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
