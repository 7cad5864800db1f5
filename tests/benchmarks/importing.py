"""How fast a table of quotes is read in, and how long another writer waits meanwhile.

    python -m tests.benchmarks.importing [FOLDER] [--quotes 100000] [--json FILE]

FOLDER holds tables as `peace-tui import` reads them; without it made-up ones are written first, as
a folder of TSV and as JSON lines. Each is read into a new library by a process of its own, and the
index cache is made: a rate that is `ready to search` has that in it. Then it is read into another
library while one more process writes a note every 20 ms: `meanwhile` is what a note takes then,
`alone` what it took before, in milliseconds. Memory is that of the process that writes.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import resource
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from multiprocessing.connection import Connection as Pipe
from pathlib import Path
from typing import Final

from storage import Key, Library, open_library
from storage.exchange.reading import open_table
from storage.index import making
from tests.benchmarks import synthetic

SPAWN: Final = multiprocessing.get_context("spawn")  # no connection of ours goes along
NOTE_SECONDS: Final = 0.02
NOTES_ALONE: Final = 100
MB: Final = 1_000_000
Spread = tuple[float, float, float]
"""Median, 95th percentile, most."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What reading one table in takes."""

    name: str
    quotes: int
    seconds: float
    cache_seconds: float
    text_mb: float
    library_mb: float
    cache_mb: float
    memory_mb: float
    alone_ms: Spread
    waits_ms: Spread

    @property
    def rate(self) -> float:
        return self.quotes / self.seconds

    @property
    def rate_ready(self) -> float:
        return self.quotes / (self.seconds + self.cache_seconds)


def write_tables(folder: Path, quotes: int) -> tuple[Path, Path]:
    """The same made-up quotes as a folder of TSV with tables of names, and as JSON lines."""
    dice = random.Random(quotes)
    vocabulary = synthetic.words(dice)
    actors = synthetic.names(synthetic.ACTORS, vocabulary, dice)
    formats = synthetic.names(synthetic.FORMATS, vocabulary, dice)
    tables = folder / "corpus"
    tables.mkdir()
    for name, held in (("actors", actors), ("formats", formats)):
        lines = (f"{number}\t{each}\n" for number, each in enumerate(held, 1))
        (tables / f"{name}.tsv").write_text(f"id\tname\n{''.join(lines)}", encoding="utf-8")
    lines_path = folder / "corpus.jsonl"
    with (
        (tables / "quotes.tsv").open("w", encoding="utf-8") as tsv,
        lines_path.open("w", encoding="utf-8") as jsonl,
    ):
        tsv.write("id\tactor_id\tformat_id\tdate\tlanguage\ttopics\ttext\n")
        for number, speaker, talks, *said in _rows(quotes, vocabulary, dice):
            tsv.write("\t".join(map(str, (number, speaker, talks, *said))) + "\n")
            named = (number, actors[speaker - 1], formats[talks - 1], *said)
            columns = ("id", "speaker", "format", "date", "language", "topics", "text")
            jsonl.write(json.dumps(dict(zip(columns, named, strict=True))) + "\n")
    return tables, lines_path


def _rows(
    quotes: int, vocabulary: list[str], dice: random.Random
) -> Iterator[tuple[int, int, int, str, str, str, str]]:
    word = synthetic.Zipf(vocabulary, dice)
    actor = synthetic.Zipf(range(1, synthetic.ACTORS + 1), dice)
    format_ = synthetic.Zipf(range(1, synthetic.FORMATS + 1), dice)
    for number in range(1, quotes + 1):
        day = synthetic.day_of(number, quotes, dice).isoformat()
        topics = f"t{dice.randint(1, synthetic.TOPICS)}" if number % 2 else ""
        text = synthetic.text(word, dice)
        yield number, actor.draw()[0], format_.draw()[0], day, "en", topics, text


def measured(name: str, table: Path, folder: Path) -> Figure:
    """Read a table into a new library and make the cache; into another, while notes are written."""
    path, cache = folder / f"{name}.db", folder / f"{name}.index"
    open_library(path).close()
    seconds, memory = _read_in(path, table)
    begin = time.perf_counter()
    making.make(path, cache)
    cache_seconds = time.perf_counter() - begin
    with open_library(path) as library:
        quotes = library.quotes().total
    alone, waits = _waits(folder / f"{name} with notes.db", table, folder)
    held = list(table.iterdir()) if table.is_dir() else [table]
    return Figure(
        name,
        quotes,
        seconds,
        cache_seconds,
        sum(each.stat().st_size for each in held) / MB,
        path.stat().st_size / MB,
        cache.stat().st_size / MB,
        memory,
        _spread(alone),
        _spread(waits),
    )


def _read_in(path: Path, table: Path) -> tuple[float, float]:
    """Seconds that it takes, and the most memory, in MB."""
    ours, theirs = SPAWN.Pipe()
    importer = SPAWN.Process(target=read_in, args=(path, table, theirs))
    importer.start()
    told: tuple[float, float] = ours.recv()
    importer.join()
    return told


def _waits(path: Path, table: Path, folder: Path) -> tuple[list[float], list[float]]:
    """What notes take before and while a table is read in, in milliseconds."""
    with open_library(path) as library:
        note_on = _a_quote(library, folder)
    ours, theirs = SPAWN.Pipe()
    writer = SPAWN.Process(target=write_notes, args=(path, note_on, theirs))
    writer.start()
    alone: list[float] = ours.recv()
    ours.send("begin")
    _read_in(path, table)
    ours.send("end")
    waits: list[float] = ours.recv()
    writer.join()
    return alone, waits


def _a_quote(library: Library, folder: Path) -> Key:
    """A quote to write notes on."""
    first = folder / "first.jsonl"
    first.write_text('{"id": "first", "text": "The first."}\n', encoding="utf-8")
    library.import_table(open_table(first, {}, {}), "paraphrase", lambda _rows: None)
    return library.quotes().rows[0].key


def read_in(path: Path, table: Path, into: Pipe) -> None:
    """In a process of its own, which tells how long it took and the most memory that it had."""
    with open_library(path) as library:
        begin = time.perf_counter()
        library.import_table(library.look_at_table(table, {}, {}), "paraphrase", lambda _rows: None)
        seconds = time.perf_counter() - begin
    unit = 1 if sys.platform == "darwin" else 1024
    into.send((seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / MB))


def write_notes(path: Path, quote: Key, told: Pipe) -> None:
    """The other writer: some notes while nobody else is at work, then others until it is told."""
    with open_library(path) as library:
        pause = threading.Event()

        def write() -> float:
            pause.wait(NOTE_SECONDS)
            begin = time.perf_counter()
            library.add_note(quote, "meanwhile")
            return (time.perf_counter() - begin) * 1000

        told.send([write() for _ in range(NOTES_ALONE)])
        told.recv()
        waits: list[float] = []
        while not told.poll():
            waits.append(write())
        told.send(waits)


def _spread(times: list[float]) -> Spread:
    ranked = sorted(times)
    return statistics.median(ranked), ranked[int(len(ranked) * 0.95)], ranked[-1]


def _show(figure: Figure) -> None:
    ms = "{:,.1f} median, {:,.1f} p95, {:,.1f} most".format
    lines = {
        "quotes": f"{figure.quotes:,}",
        "read in, quotes/s": f"{figure.rate:,.0f}",
        "ready to search, quotes/s": f"{figure.rate_ready:,.0f}",
        "raw text, MB": f"{figure.text_mb:,.1f}",
        "library, MB": f"{figure.library_mb:,.1f} ({figure.library_mb / figure.text_mb:.1f} times)",
        "cache, MB": f"{figure.cache_mb:,.1f} ({figure.cache_mb / figure.text_mb:.1f} times)",
        "memory, MB": f"{figure.memory_mb:,.1f}",
        "a note, alone, ms": ms(*figure.alone_ms),
        "a note, meanwhile, ms": ms(*figure.waits_ms),
    }
    sys.stdout.write(f"{figure.name}\n")
    for what, said in lines.items():
        sys.stdout.write(f"  {what:<28}{said}\n")
    sys.stdout.flush()


def main() -> int:
    """Measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--quotes", type=int, default=100_000)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        tables = {"folder": asked.folder}
        if asked.folder is None:
            tsv, lines = write_tables(folder, asked.quotes)
            tables = {"TSV": tsv, "JSON lines": lines}
        for name, table in tables.items():
            figures.append(measured(name, table, folder))
            _show(figures[-1])
    if asked.json:
        told = [
            asdict(each) | {"rate": each.rate, "rate_ready": each.rate_ready} for each in figures
        ]
        asked.json.write_text(json.dumps(told, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
