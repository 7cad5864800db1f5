"""Who codes with others sees none of their codes until all are done, by whatever way they read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from storage import NOT_ABOUT, STANCES, Library, Query, Slug, Term, Window, open_library
from storage.index import making
from tests.builders import FixedClock, made_library, records_of

CODERS = ("ada", "ben", "cem")
READERS = (*CODERS, "visitor")
QUOTES = ("q0", "q1", "q2", "q3")
TOPICS = ("guarantees", "borders")
VALUES = ("support", "oppose", NOT_ABOUT)
ALL = Window(0, 100)


@dataclass(frozen=True)
class Coded:
    quote: str
    topic: str
    coder: str
    value: str
    is_adjudicated: bool

    @property
    def told(self) -> tuple[str, str, str, bool]:
        return self.topic, self.value, self.coder, self.is_adjudicated


@dataclass(frozen=True)
class Drawn:
    quotes: frozenset[str]
    topics: frozenset[str]
    coders: frozenset[str]
    done: frozenset[str]

    def withholds(self, code: Coded, reader: str) -> bool:
        """Said in the words of the rule, and not in those of SQL."""
        at_work = self.coders - self.done
        is_of_others = code.coder != reader and (code.is_adjudicated or code.coder in self.coders)
        is_in_it = code.quote in self.quotes and code.topic in self.topics
        return bool(at_work) and reader in self.coders and is_of_others and is_in_it


@dataclass(frozen=True)
class World:
    """What is held, and of it what was there when the cache was made."""

    codes: list[Coded]
    samples: list[Drawn]
    cached_codes: int
    cached_samples: int

    def seen(self, reader: str) -> list[Coded]:
        return [
            code
            for code in self.codes
            if not any(sample.withholds(code, reader) for sample in self.samples)
        ]


codes = st.builds(
    Coded,
    st.sampled_from(QUOTES),
    st.sampled_from(TOPICS),
    st.sampled_from(CODERS),
    st.sampled_from(VALUES),
    st.booleans(),
)
samples = st.builds(
    Drawn,
    st.frozensets(st.sampled_from(QUOTES), min_size=1),
    st.frozensets(st.sampled_from(TOPICS), min_size=1),
    st.frozensets(st.sampled_from(CODERS), min_size=1),
    st.frozensets(st.sampled_from(CODERS)),
)
worlds = st.builds(
    World,
    st.lists(codes, max_size=12, unique_by=lambda c: (c.quote, c.topic, c.coder, c.is_adjudicated)),
    st.lists(samples, max_size=2),
    st.integers(0, 12),
    st.integers(0, 2),
)


def write(library: Library, world: World, codes: slice, samples: slice) -> None:
    with records_of(library) as records:
        for code in world.codes[codes]:
            records.stance(
                code.quote, code.topic, code.value,
                coder=code.coder, is_adjudicated=code.is_adjudicated,
            )  # fmt: skip
        for number, each in list(enumerate(world.samples))[samples]:
            quotes, topics, coders = map(sorted, (each.quotes, each.topics, each.coders))
            done = each.done & each.coders
            records.sample(f"sample {number}", quotes, topics, coders, done=done)


def made(folder: Path, world: World) -> Path:
    """The world as a library, with a cache that may be older."""
    with made_library(folder, "archivist") as library:
        with records_of(library) as records:
            records.actor("norland", kind="state")
            records.format("lakeside")
            for topic in TOPICS:
                records.topic(topic)
            for number, quote in enumerate(QUOTES):
                said_on = f"2025-05-1{number}"
                records.quote(quote, by="norland", format="lakeside", said_on=said_on)
        write(library, world, slice(world.cached_codes), slice(world.cached_samples))
        with open_library(library.path, caches=folder) as cached:
            assert cached.cache_file is not None
            making.make(library.path, cached.cache_file)
        write(library, world, slice(world.cached_codes, None), slice(world.cached_samples, None))
        return library.path


@settings(max_examples=25)
@given(world=worlds)
def test_no_reader_meets_a_code_that_is_withheld(world: World) -> None:
    with TemporaryDirectory() as folder:
        path = made(Path(folder), world)
        for reader in READERS:
            for caches in (None, Path(folder)):
                with open_library(
                    path, author=reader, clock=FixedClock(), caches=caches
                ) as library:
                    check_searches(library, world.seen(reader))
                    check_details(library, world, world.seen(reader))
                    check_overviews(library, world, world.seen(reader))
                    check_agreement(library, world, world.seen(reader), reader)


def check_searches(library: Library, seen: list[Coded]) -> None:
    held = [code for code in seen if code.value != NOT_ABOUT]
    asked = {
        Term("has", "stance"): held,
        **{Term("stance", value): [c for c in held if c.value == value] for value in STANCES},
        **{Term("stance", topic, "="): [c for c in held if c.topic == topic] for topic in TOPICS},
        **{
            Term("stance", f"{topic}/{value}"): [
                c for c in held if (c.topic, c.value) == (topic, value)
            ]
            for topic in TOPICS
            for value in ("support", "oppose")
        },
    }
    with library.questions() as ask:
        for term, codes in asked.items():
            expected = {code.quote for code in codes}
            for query, quotes in (
                (Query((term,)), expected),
                (Query((term._replace(negated=True),)), {*QUOTES} - expected),
            ):
                assert {row.ref for row in ask.quotes(query, ALL).rows} == quotes, query
                assert ask.count(query) == len(quotes)
                counted = sum(row.quotes for row in ask.actors(query, ALL).rows)
                assert counted == len(quotes)


def check_details(library: Library, world: World, seen: list[Coded]) -> None:
    for row in library.quotes(Query()).rows:
        detail = library.quote(row.key)
        told = [(s.topic, s.value, s.coder, s.is_adjudicated) for s in detail.stances]
        assert sorted(told) == sorted(code.told for code in seen if code.quote == row.ref)
        of_quote = [code for code in world.codes if code.quote == row.ref]
        assert detail.withheld == len(of_quote) - len(told)


def check_overviews(library: Library, world: World, seen: list[Coded]) -> None:
    settled = {(code.quote, code.topic) for code in seen if code.is_adjudicated}
    shown = [
        code
        for code in seen
        if code.value != NOT_ABOUT and code.is_adjudicated == ((code.quote, code.topic) in settled)
    ]
    hidden = {code.quote for code in world.codes if code not in seen}
    refs = {row.key: row.ref for row in library.quotes(Query()).rows}
    with library.questions() as ask:
        stances, matrix = ask.stances(Query()), ask.matrix(Query())
        profile = ask.actor_profile(Slug("norland"))
    assert sorted(
        (refs[coding.quote] or "", row.topic, coding.value, row.coder, row.is_adjudicated)
        for row in stances.rows
        for coding in row.codings
    ) == sorted((code.quote, *code.told) for code in shown)
    cell = matrix.rows[0].cells[0]
    newest = max((code.quote for code in shown), default=None)
    latest = {code.told for code in shown if code.quote == newest}
    told = (cell.topic, cell.stance, cell.coder, cell.is_adjudicated)
    assert told in latest if latest else told == (None, None, None, False)
    assert stances.withheld == matrix.withheld == profile.withheld == len(hidden)
    assert {
        (refs[s.quote], s.topic, s.value, s.coder, s.is_adjudicated) for s in profile.stances
    } <= {(code.quote, *code.told) for code in seen if code.value != NOT_ABOUT}


def check_agreement(library: Library, world: World, seen: list[Coded], reader: str) -> None:
    told = {code.told[:3] for code in seen}
    with library.questions() as ask:
        samples = ask.coding_samples()
        everywhere = ask.agreement()
        for sample in samples:
            number = int(sample.name.removeprefix("sample "))
            drawn = world.samples[number]
            found = ask.agreement(sample.key)
            if reader in drawn.coders and drawn.coders - drawn.done:
                assert found.waiting_for
                assert (found.topics, found.disagreements) == ((), ())
            for each in found.disagreements:
                assert {(each.topic, code.value, code.coder) for code in each.codes} <= told
            for task in ask.coding_queue(sample.key).tasks:
                assert task.code is None or task.code.coder == reader
    for each in everywhere.disagreements:
        assert {(each.topic, code.value, code.coder) for code in each.codes} <= told
