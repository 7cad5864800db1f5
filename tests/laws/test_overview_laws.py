"""Overviews tell of an answer what counting its quotes one by one tells, with the cache and not."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage import Query, Questions, Term
from storage.dates import asked, bounds
from storage.periods import cut
from tests.builders import TODAY
from tests.laws import oracle
from tests.laws.oracle import Held
from tests.laws.test_index_laws import indexed

BY_NO_ONE = Term("has", "speaker", negated=True)
IN_NO_FORMAT = Term("has", "format", negated=True)


def found_by(held: tuple[Held, ...], query: Query) -> list[Held]:
    by_ref = {each.ref: each for each in held}
    return [by_ref[ref] for ref in oracle.answer(held, query.without_fields("sort"))]


def by(slug: str) -> Term:
    return Term("by", slug, "=") if slug else BY_NO_ONE


def in_(slug: str) -> Term:
    return Term("in", slug, "=") if slug else IN_NO_FORMAT


def speakers(quote: Held) -> set[str]:
    return quote.speakers | (set() if quote.by else {""})


def said_within(quotes: Iterable[Held], period: str) -> list[Held]:
    days = asked(period, TODAY)
    assert days is not None
    return [each for each in quotes if days[0] <= (b := bounds(each.said_on))[0] <= b[1] <= days[1]]


def check_timeline(ask: Questions, held: tuple[Held, ...], query: Query, most: int) -> None:
    told = ask.timeline(query, most)
    found = found_by(held, query)
    assert len(told.periods) <= most or told.unit == "century"
    assert {row.actor.slug for row in told.rows} == {s for each in found for s in speakers(each)}
    for row in told.rows:
        own = [each for each in found if row.actor.slug in speakers(each)]
        for period, quotes in zip(told.periods, row.quotes, strict=True):
            assert quotes == len(said_within(own, period))
            cell = query.with_term(by(row.actor.slug)).with_term(Term("date", period, "="))
            assert ask.count(cell) == quotes
        assert sum(row.quotes) + row.apart == len(own)


def check_matrix(ask: Questions, held: tuple[Held, ...], query: Query) -> None:
    told = ask.matrix(query)
    found = found_by(held, query)
    assert {each.slug for each in told.formats} == {each.format or "" for each in found}
    for row in told.rows:
        for format_, cell in zip(told.formats, row.cells, strict=True):
            own = [
                each
                for each in found
                if row.actor.slug in speakers(each) and (each.format or "") == format_.slug
            ]
            assert cell.quotes == len(own)
            assert cell.last == (own[0].said_on if own else None)
            coded = next((each for each in own if each.stances), None)
            latest = coded.stances[-1] if coded else (None, None)
            assert (cell.topic, cell.stance) == latest
            asked_for = query.with_term(by(row.actor.slug)).with_term(in_(format_.slug))
            assert ask.count(asked_for) == cell.quotes


def check_presence(ask: Questions, held: tuple[Held, ...], query: Query) -> None:
    told = ask.presence(query)
    formats = {each.format for each in found_by(held, query)}
    meetings = {each for each, of in oracle.FORMAT_OF.items() if of in formats}
    assert {each.meeting.slug for each in told.sittings} == meetings
    parts = {
        (row.actor.slug, sitting.meeting.slug, part.mode)
        for row in told.rows
        for sitting, cell in zip(told.sittings, row.cells, strict=True)
        for part in cell.parts
    }
    assert parts == {
        (actor, meeting, mode) for meeting in meetings for actor, mode in oracle.TOOK_PART[meeting]
    }
    for row in told.rows:
        for sitting, cell in zip(told.sittings, row.cells, strict=True):
            asked_for = query.with_term(by(row.actor.slug)).with_term(in_(sitting.meeting.slug))
            assert ask.count(asked_for) == cell.quotes


def check_stances(ask: Questions, held: tuple[Held, ...], query: Query) -> None:
    told = ask.stances(query)
    oldest_first = found_by(held, query)[::-1]
    rows = {(row.actor.slug, row.topic): row for row in told.rows}
    expected = {
        (actor, topic)
        for each in oldest_first
        for actor in speakers(each)
        for topic, _ in each.stances
    }
    assert rows.keys() == expected
    for (actor, topic), row in rows.items():
        coded = [
            (each, value)
            for each in oldest_first
            if actor in speakers(each)
            for of, value in each.stances
            if of == topic
        ]
        assert [each.value for each in row.codings] == [value for _, value in coded]
        assert [each.said_on for each in row.codings] == [quote.said_on for quote, _ in coded]
        read = zip(itertools.pairwise(coded), row.codings[1:], strict=True)
        for ((before, was), (quote, value)), each in read:
            (first, last), (start, _) = bounds(before.said_on), bounds(quote.said_on)
            assert each.changed == (was != value and first <= last < start)
        asked_for = query.with_term(by(actor)).with_term(Term("stance", topic, "="))
        assert ask.count(asked_for) == row.quotes


@given(
    held=oracle.libraries(),
    queries=st.lists(oracle.queries(), min_size=1, max_size=4),
    since=st.integers(0, 4),
    most=st.integers(1, 60),
)
def test_overviews_count_what_is_there_and_each_cell_is_found_by_its_own_filter(
    scene: Path, held: tuple[Held, ...], queries: list[Query], since: int, most: int
) -> None:
    with indexed(scene, held, min(since, len(held))) as (library, plain):
        for query in (Query(), *queries):
            with library.questions() as ask, plain.questions() as by_sql:
                check_timeline(by_sql, held, query, most)
                check_matrix(by_sql, held, query)
                check_presence(by_sql, held, query)
                check_stances(by_sql, held, query)
                assert ask.timeline(query, most) == by_sql.timeline(query, most)
                assert ask.matrix(query) == by_sql.matrix(query)
                assert ask.presence(query) == by_sql.presence(query)
                assert ask.stances(query) == by_sql.stances(query)


@given(first=st.integers(1, 3_652_059), days=st.integers(0, 40_000), most=st.integers(1, 200))
def test_periods_follow_each_other_and_hold_every_day(first: int, days: int, most: int) -> None:
    last = min(first + days, 3_652_059)
    periods = cut(first, last, most)
    assert len(periods.asked) <= most or periods.unit == "century"
    assert periods.bounds[0] <= first
    assert last < periods.bounds[-1]
    for number, each in enumerate(periods.asked):
        begins, ends = periods.bounds[number : number + 2]
        assert asked(each, TODAY) == (begins, ends - 1)


@pytest.mark.parametrize(
    ("first", "last", "most", "unit", "asked_for"),
    [
        ("2025-05-14", "2025-05-20", 9, "week", "2025-05-12..2025-05-18 2025-05-19..2025-05-25"),
        ("2025-01-31", "2025-03-01", 4, "month", "2025-01 2025-02 2025-03"),
        ("2024-11-30", "2025-03-01", 2, "quarter", "2024-10..2024-12 2025-01..2025-03"),
        ("2024-11-30", "2026-03-01", 3, "year", "2024 2025 2026"),
        ("1999-12-01", "2000-01-01", 1, "century", "1900..1999 2000..2099"),
    ],
)
def test_the_shortest_periods_that_fit_are_taken(
    first: str, last: str, most: int, unit: str, asked_for: str
) -> None:
    periods = cut(bounds(first)[0], bounds(last)[1], most)
    assert (periods.unit, " ".join(periods.asked)) == (unit, asked_for)
