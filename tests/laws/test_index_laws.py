"""What the index cache answers is what the library holds: fresh, out of date, and half made."""

from __future__ import annotations

import shutil
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

from hypothesis import event, given
from hypothesis import strategies as st

from storage import EVERYTHING, Library, Query, Slug, StorageError, Term, Window, open_library
from storage.index import finding, making
from tests.builders import AUTHOR, FixedClock, records_of
from tests.laws import oracle
from tests.laws.oracle import Held
from tests.laws.written import Scene, add_record, correct, retract, unretract

ALL = Window(0, 1000)
BY_MATCH = Term("sort", "match")


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
    unfolded=oracle.unfolded(),
)
def test_the_cache_finds_what_a_plain_filter_finds_newest_first(
    scene: Path,
    held: tuple[Held, ...],
    asked: list[Query],
    since: int,
    unfolded: frozenset[Slug],
) -> None:
    late = held[len(held) - min(since, len(held)) :]
    with indexed(scene, held, len(late)) as (library, plain):
        for query in (EVERYTHING, *asked):  # what is rare is seldom found by others
            with library.questions() as ask, plain.questions() as by_sql:
                page = ask.quotes(query, ALL)
                assert [row.ref for row in page.rows] == oracle.answer(held, query), query
                assert page == by_sql.quotes(query, ALL)
                best = query.with_term(BY_MATCH)
                assert ask.quotes(best, ALL) == by_sql.quotes(best, ALL)
                assert {*ask.quotes(best, ALL).rows} == {*page.rows}
                for facet in ("topic", "to", "via"):
                    counted = ask.facet(facet, query, ALL)
                    assert counted == by_sql.facet(facet, query, ALL)
                    for row in counted.rows:
                        chosen = query.with_term(Term(facet, row.slug, "="))
                        assert ask.count(chosen) == row.quotes
                chosen = [row.key for row in ask.quotes(Query(), ALL).rows[::2]]
                assert ask.holds(query, chosen) == by_sql.holds(query, chosen)
                assert ask.actors(query, ALL) == by_sql.actors(query, ALL)
                assert ask.formats(query, ALL) == by_sql.formats(query, ALL)
                lines = ask.actor_tree(query, ALL, unfolded)
                assert lines == by_sql.actor_tree(query, ALL, unfolded)
                assert lines.rows[2:4] == ask.actor_tree(query, Window(2, 2), unfolded).rows
                meetings = ask.format_tree(query, ALL, unfolded)
                assert meetings == by_sql.format_tree(query, ALL, unfolded)
                assert ask.zero(query) == by_sql.zero(query)
                # An import that is not finished is too much to ask for each time.
                assert ask.is_by_cache or any(quote.hidden for quote in late)


ALIKE = (
    "no peace",
    "no peaceful",
    "No Peace, no fire",
    "peace no",
    "Ми\u0301р: мирный мир",
    "no Élan",
)
"""Texts of few words, so that phrases are found in many."""


@given(
    held=oracle.libraries(),
    alike=st.lists(st.sampled_from(ALIKE), min_size=8, max_size=8),
    phrase=st.sampled_from(("no peace", "peace no", "no elan", "мир мирный")),
    also=oracle.queries(),
    since=st.integers(0, 8),
    count=st.integers(1, 3),
    soon=st.integers(1, 4),
)
def test_the_newest_rows_of_a_phrase_are_those_that_the_whole_answer_begins_with(
    scene: Path,
    held: tuple[Held, ...],
    alike: list[str],
    phrase: str,
    also: Query,
    since: int,
    count: int,
    soon: int,
) -> None:
    held = tuple(replace(each, text=text) for each, text in zip(held, alike, strict=False))
    term = Term("", phrase, phrase=True)
    with (
        patch.object(finding, "READ_AT_MOST", 0),
        patch.object(finding, "READ_AT_FIRST", soon),
        patch.object(finding, "READ_FOR_NEWEST", 2 * soon),
        indexed(scene, held, min(since, len(held))) as (library, _plain),
    ):
        for query in (Query((term,)), Query((term, *also.terms))):
            with library.questions() as ask:
                newest = ask.newest(query, count)
                answer = ask.quotes(query, ALL)
                assert [row.ref for row in answer.rows] == oracle.answer(held, query), query
                if newest is not None:
                    event("some rows came first")
                    assert newest.goes_on
                    assert 0 < newest.total == len(newest.rows) <= count
                    assert newest.rows == answer.rows[: newest.total], query


@given(
    held=oracle.libraries(),
    asked=st.lists(oracle.queries(), min_size=1, max_size=3),
    changes=st.integers(1, 3),
    unfolded=oracle.unfolded(),
    data=st.data(),
)
def test_after_any_correction_the_answers_with_the_cache_are_those_without(
    scene: Path,
    held: tuple[Held, ...],
    asked: list[Query],
    changes: int,
    unfolded: frozenset[Slug],
    data: st.DataObject,
) -> None:
    with indexed(scene, held, 0) as (library, plain):
        at_work = Scene(library, plain, data)
        for _ in range(changes):
            with library.questions() as ask:
                ask.count(EVERYTHING)  # what the cache has learnt so far is out of date as well
            draw = data.draw(st.sampled_from((correct, correct, add_record, retract, unretract)))
            deed = draw(at_work)
            if deed is None:
                continue
            try:
                event(f"{type(deed).__name__} {bool(library.do(deed).txn)}")
            except StorageError:
                event("it was refused")
        for query in (EVERYTHING, *asked):
            with library.questions() as ask, plain.questions() as by_sql:
                assert ask.quotes(query, ALL) == by_sql.quotes(query, ALL), query
                assert ask.count(query) == by_sql.count(query)
                for facet in ("topic", "to", "via"):
                    assert ask.facet(facet, query, ALL) == by_sql.facet(facet, query, ALL)
                assert ask.actors(query, ALL) == by_sql.actors(query, ALL)
                assert ask.formats(query, ALL) == by_sql.formats(query, ALL)
                lines = by_sql.actor_tree(query, ALL, unfolded)
                assert ask.actor_tree(query, ALL, unfolded) == lines
                meetings = by_sql.format_tree(query, ALL, unfolded)
                assert ask.format_tree(query, ALL, unfolded) == meetings
                assert ask.is_by_cache
