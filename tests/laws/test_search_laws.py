"""What holds for every library and every query: rows, counts and pages tell the same."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from functools import partial
from operator import attrgetter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage import (
    EVERYTHING,
    ActorRow,
    Leap,
    Library,
    Query,
    QuoteDetail,
    Run,
    Slug,
    Term,
    Window,
    open_library,
)
from storage.sql import answers
from storage.tokens import has_words
from tests.builders import AUTHOR, FixedClock, key, records_of
from tests.laws import oracle
from tests.laws.oracle import Held

ALL = Window(0, 1000)


@contextmanager
def library_of(scene: Path, held: tuple[Held, ...]) -> Generator[Library]:
    file = scene.with_name("example.db")
    shutil.copyfile(scene, file)
    with open_library(file, author=AUTHOR, clock=FixedClock()) as library:
        with records_of(library) as records:
            oracle.write(records, held)
        yield library


@given(held=oracle.libraries(), asked=st.lists(oracle.queries(), min_size=1, max_size=8))
def test_an_answer_holds_what_a_plain_filter_finds_newest_first(
    scene: Path, held: tuple[Held, ...], asked: list[Query]
) -> None:
    with library_of(scene, held) as library:
        for query in asked:
            page = library.quotes(query, ALL)
            assert [row.ref for row in page.rows] == oracle.answer(held, query), query
            assert page.total == len(page.rows) == library.count(query)


@given(held=oracle.libraries(), negated=st.booleans(), prefix=st.booleans())
def test_each_word_finds_what_the_author_may_read(
    scene: Path, held: tuple[Held, ...], negated: bool, prefix: bool
) -> None:
    with library_of(scene, held) as library, library.questions() as ask:
        for word in filter(has_words, oracle.WORDS):
            query = Query((Term("", word, negated=negated, prefix=prefix),))
            found = [row.ref for row in ask.quotes(query, ALL).rows]
            assert found == oracle.answer(held, query), word


@given(held=oracle.libraries(), query=oracle.queries(), window=st.builds(Window, st.integers(0, 9)))
def test_a_large_answer_is_read_in_the_same_order_as_a_small_one(
    scene: Path, held: tuple[Held, ...], query: Query, window: Window
) -> None:
    with library_of(scene, held) as library, library.questions() as ask:
        small = ask.quotes(query, window)
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(answers, "MANY", 0)
            assert ask.quotes(query, window) == small


@given(
    held=oracle.libraries(),
    query=oracle.queries(),
    size=st.integers(1, 9),
    unfolded=oracle.unfolded(),
)
def test_the_pages_joined_are_the_whole_answer(
    scene: Path, held: tuple[Held, ...], query: Query, size: int, unfolded: frozenset[Slug]
) -> None:
    with library_of(scene, held) as library, library.questions() as ask:
        trees = (partial(each, unfolded=unfolded) for each in (ask.actor_tree, ask.format_tree))
        for pages in (ask.quotes, ask.actors, ask.formats, *trees):
            whole = pages(query, ALL)
            starts = range(0, whole.total + size, size)
            joined = [row for start in starts for row in pages(query, Window(start, size)).rows]
            assert tuple(joined) == whole.rows
            assert all(pages(query, Window(start, size)).total == whole.total for start in starts)


@given(held=oracle.libraries(), query=oracle.queries())
def test_a_quote_stands_where_its_position_says(
    scene: Path, held: tuple[Held, ...], query: Query
) -> None:
    with library_of(scene, held) as library, library.questions() as ask:
        shown = [row.key for row in ask.quotes(query, ALL).rows]
        for each in held:
            wished = key("q", each.ref)
            place = shown.index(wished) if wished in shown else None
            assert ask.position(query, wished) == place


@given(
    held=oracle.libraries(), query=oracle.queries(), rows=st.integers(-9, 9).filter(bool),
    run=st.sampled_from(("format", "speaker")),
)  # fmt: skip
def test_a_leap_ends_where_another_run_of_talks_or_of_a_speaker_begins(
    scene: Path, held: tuple[Held, ...], query: Query, rows: int, run: Run
) -> None:
    with library_of(scene, held) as library, library.questions() as ask:
        shown = [ask.quote(row.key) for row in ask.quotes(query, ALL).rows]
        runs = [_run_of(each, run) for each in shown]
        for here, quote in enumerate(shown):
            found = ask.leap(query, quote.row.key, run, rows)
            ahead = shown[here + 1 :] if rows > 0 else shown[:here][::-1]
            near = [_run_of(each, run) for each in ahead[: abs(rows)]]
            others = [each for each in near if each != runs[here]]
            if not others:
                assert found == Leap(None, is_cut=len(ahead) > abs(rows))
            elif rows > 0:
                assert found.row == here + 1 + near.index(others[0])
            else:  # to the first quote of the run before, as far as was looked
                end = near.index(others[0])
                length = next((n for n, each in enumerate(near[end:]) if each != others[0]), None)
                assert found.row == here - (len(near) if length is None else end + length)


def _run_of(quote: QuoteDetail, run: Run) -> object:
    if run == "format":
        return quote.format and quote.format.slug
    return quote.row.speaker.slug if quote.row.speaker else quote.row.speaker_text


@given(held=oracle.libraries(), query=oracle.queries(), picked=st.sets(st.integers(0, 9)))
def test_of_quotes_that_were_picked_it_is_known_how_many_an_answer_holds_and_their_tags(
    scene: Path, held: tuple[Held, ...], query: Query, picked: set[int]
) -> None:
    with library_of(scene, held) as library, library.questions() as ask:
        shown = ask.keys(query, ALL)
        assert shown == tuple(row.key for row in ask.quotes(query, ALL).rows)
        chosen = [key("q", each.ref) for number, each in enumerate(held) if number in picked]
        assert ask.holds(query, chosen) == len({*chosen} & {*shown})
        for one in shown:
            between = ask.keys_between(query, one, shown[0], most=3)
            assert between == shown[: min(shown.index(one) + 1, 4)]
        held_now = [each for each in chosen if each in {*ask.keys(EVERYTHING, ALL)}]
        tags = Counter(tag.name for each in held_now for tag in ask.quote(each).tags)
        assert ask.tags_on(held_now) == tags


@given(held=oracle.libraries(), query=oracle.queries())
def test_an_actors_count_is_what_following_it_shows(
    scene: Path, held: tuple[Held, ...], query: Query
) -> None:
    with library_of(scene, held) as library, library.questions() as ask:
        others = query.without_fields("by")
        rows = ask.actors(others, ALL).rows
        for row in rows:
            followed = (
                others.spoken_by(row.slug)
                if row.slug
                else others.with_term(Term("has", "speaker", negated=True))
            )
            assert row.quotes == ask.count(followed) > 0
        left_out = set(oracle.ACTORS) - {row.slug for row in rows}
        assert not any(ask.count(others.with_term(Term("by", each, "="))) for each in left_out)


@given(held=oracle.libraries(), query=oracle.queries())
def test_a_formats_count_is_what_following_it_shows(
    scene: Path, held: tuple[Held, ...], query: Query
) -> None:
    with library_of(scene, held) as library, library.questions() as ask:
        others = query.without_fields("in")
        rows = ask.formats(others, ALL).rows
        for row in rows:
            followed = (
                others.talked_in(row.slug)
                if row.slug
                else others.with_term(Term("has", "format", negated=True))
            )
            assert row.quotes == ask.count(followed) > 0
        assert sum(row.quotes for row in rows) == ask.count(others)


def queries() -> st.SearchStrategy[Query]:
    """Half of them find all that there is: what is rare is seldom found by others."""
    return st.just(EVERYTHING) | oracle.queries()


@given(held=oracle.libraries(), query=queries(), unfolded=oracle.unfolded())
def test_each_line_of_the_actors_counts_what_choosing_it_finds(
    scene: Path, held: tuple[Held, ...], query: Query, unfolded: frozenset[Slug]
) -> None:
    with library_of(scene, held) as library, library.questions() as ask:
        others = query.without_fields("by")
        rows = ask.actor_tree(others, ALL, unfolded).rows
        for row in rows:
            chosen = others.spoken_by(row.slug, alone=row.alone) if row.slug else _no_one(others)
            assert row.quotes == len(oracle.answer(held, chosen)) > 0, row
        assert len({(row.within, row.slug) for row in rows}) == len(rows)


@given(held=oracle.libraries(), query=queries())
def test_each_actor_stands_in_the_tree_and_each_quote_below_a_top(
    scene: Path, held: tuple[Held, ...], query: Query
) -> None:
    with library_of(scene, held) as library, library.questions() as ask:
        others = query.without_fields("by")
        lines = ask.actor_tree(others, ALL, frozenset(map(Slug, oracle.ACTORS))).rows
        assert {row.slug for row in ask.actors(others, ALL).rows} <= {row.slug for row in lines}
        found: set[str] = set()
        for top in ask.actor_tree(others, ALL).rows:
            chosen = others.spoken_by(top.slug, alone=top.alone) if top.slug else _no_one(others)
            found |= {*oracle.answer(held, chosen)}
        assert found == {*oracle.answer(held, others)}


@given(held=oracle.libraries(), query=queries(), unfolded=oracle.unfolded())
def test_lines_of_the_tree_stand_below_what_they_are_within_most_quotes_first(
    scene: Path, held: tuple[Held, ...], query: Query, unfolded: frozenset[Slug]
) -> None:
    with library_of(scene, held) as library, library.questions() as ask:
        lines = ask.actor_tree(query, ALL, unfolded).rows
        above: list[ActorRow] = []
        for number, row in enumerate(lines):
            above[row.depth :] = [row]
            assert row.within == (above[-2].slug if row.depth else None)
            assert not row.depth or (above[-2].is_unfolded and above[-2].slug in unfolded)
            following = lines[number + 1 : number + 2]
            assert row.is_unfolded == any(each.depth > row.depth for each in following)
            assert row.has_members >= row.is_unfolded
        tops = [row for row in lines if not row.depth]
        assert tops == sorted(tops, key=lambda row: (not row.slug, -row.quotes, row.name))


@given(held=oracle.libraries(), query=queries(), unfolded=oracle.unfolded())
def test_each_line_of_the_formats_counts_what_choosing_it_finds(
    scene: Path, held: tuple[Held, ...], query: Query, unfolded: frozenset[Slug]
) -> None:
    with library_of(scene, held) as library, library.questions() as ask:
        others = query.without_fields("in")
        formats = ask.formats(others, ALL).rows
        rows = ask.format_tree(others, ALL, unfolded).rows
        shown = [row for row in rows if not row.depth]
        assert [row[:4] for row in shown] == [row[:4] for row in formats]
        for row in filter(attrgetter("slug"), rows):
            assert row.quotes == len(oracle.answer(held, others.talked_in(row.slug)))
        meetings = {(row.slug, row.within) for row in rows if row.depth}
        opened = {row.slug for row in shown} & unfolded
        assert meetings == {(m, f) for m, f in oracle.FORMAT_OF.items() if f in opened}


def _no_one(query: Query) -> Query:
    return query.with_term(Term("has", "speaker", negated=True))
