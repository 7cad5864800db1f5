"""What the index cache answers is what the library holds: fresh, out of date, and half made."""

from __future__ import annotations

import shutil
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from storage import Library, Query, Window, open_library
from storage.index import making
from tests.builders import AUTHOR, FixedClock, records_of
from tests.laws import oracle
from tests.laws.oracle import Held

ALL = Window(0, 1000)


@contextmanager
def indexed(scene: Path, held: tuple[Held, ...], since: int) -> Generator[tuple[Library, Library]]:
    """The same library by its cache and without; the last `since` quotes came after the cache."""
    folder = scene.with_name("caches")
    folder.mkdir(exist_ok=True)
    file = scene.with_name("example.db")
    shutil.copyfile(scene, file)
    before = held[: len(held) - since]
    with open_library(file, author=AUTHOR, clock=FixedClock(), caches=folder) as library:
        with records_of(library) as records:
            oracle.write(records, before)
        cache = library.cache_file
        assert cache is not None
        making.make(file, cache)
        with records_of(library) as records:
            oracle.write(records, held[len(before) :])
        with open_library(file, author=AUTHOR, clock=FixedClock()) as plain:
            yield library, plain


@given(
    held=oracle.libraries(),
    asked=st.lists(oracle.queries(), min_size=1, max_size=8),
    since=st.integers(0, 8),
)
def test_the_cache_finds_what_a_plain_filter_finds_newest_first(
    scene: Path, held: tuple[Held, ...], asked: list[Query], since: int
) -> None:
    late = held[len(held) - min(since, len(held)) :]
    with indexed(scene, held, len(late)) as (library, plain):
        for query in asked:
            with library.questions() as ask, plain.questions() as by_sql:
                page = ask.quotes(query, ALL)
                assert [row.ref for row in page.rows] == oracle.answer(held, query), query
                assert page == by_sql.quotes(query, ALL)
                assert ask.actors(query, ALL) == by_sql.actors(query, ALL)
                assert ask.formats(query, ALL) == by_sql.formats(query, ALL)
                assert ask.zero(query) == by_sql.zero(query)
                # An import that is not finished is too much to ask for each time.
                assert ask.is_by_cache or any(quote.hidden for quote in late)
