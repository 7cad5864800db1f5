"""Two actors judged to be the same: every answer is as if one had been written for both."""

from __future__ import annotations

import shutil
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from storage import Library, Query, QuestionProblem, Questions, Slug, Window, open_library
from storage.deeds import JudgeIdentity
from tests.builders import AUTHOR, FixedClock, key, records_of
from tests.laws import oracle
from tests.laws.oracle import Held
from tests.laws.test_index_laws import indexed

ALL: Final = Window(0, 1000)
PAIRS: Final = st.lists(st.sampled_from(oracle.ACTORS), min_size=2, max_size=3, unique=True)
REWRITTEN: Final = """
update quote set speaker = :one where speaker = :other;
update or ignore quote_speaker set actor = :one where actor = :other;
update quote_addressee set actor = :one where actor = :other;
update hop set actor = :one where actor = :other;
update role set actor = :one where actor = :other;
update role set organisation = :one where organisation = :other;
update relation set to_actor = :one where to_actor = :other;
update relation set from_actor = :one, n = n + 100 * :other where from_actor = :other;
delete from relation where from_actor = to_actor;
update source set publisher = :one where publisher = :other;
update participation set actor = :one where actor = :other;
update actor_name set actor = :one, n = n + 100 * :other where actor = :other;
delete from actor where id = :other;
"""


@contextmanager
def library_of(scene: Path, name: str, held: tuple[Held, ...]) -> Generator[Library]:
    file = scene.with_name(name)
    shutil.copyfile(scene, file)
    with open_library(file, author=AUTHOR, clock=FixedClock()) as library:
        with records_of(library) as records:
            oracle.write(records, held)
        yield library


def rewritten(library: Library, one: str, other: str) -> None:
    """Write one actor wherever another stands."""
    with records_of(library) as records:
        found = {
            name: records.db.execute("select id from actor where slug = ?", (slug,)).fetchone()[0]
            for name, slug in (("one", one), ("other", other))
        }
        for statement in filter(str.strip, REWRITTEN.split(";\n")):
            records.db.execute(statement, found)


def answers(ask: Questions, query: Query, unfolded: frozenset[Slug]) -> dict[str, object]:
    """What the panes and the tables show."""
    matrix, stances = ask.matrix(query), ask.stances(query)
    return {
        "quotes": ask.quotes(query, ALL).rows,
        "actors": ask.actors(query, ALL).rows,
        "tree": ask.actor_tree(query, ALL, unfolded).rows,
        "to": ask.facet("to", query, ALL).rows,
        "via": ask.facet("via", query, ALL).rows,
        "timeline": ask.timeline(query, 20),
        "matrix": matrix,
        "stances": stances,
        "presence": ask.presence(query),
    }


@settings(max_examples=40)  # each makes two libraries, and asks for all there is to see
@given(
    held=oracle.libraries(),
    pair=PAIRS,
    asked=st.lists(oracle.queries(), min_size=1, max_size=4),
    unfolded=oracle.unfolded(),
    since=st.integers(0, 4),
)
def test_the_answers_are_those_of_a_library_that_names_one_for_both(
    scene: Path,
    held: tuple[Held, ...],
    pair: list[str],
    asked: list[Query],
    unfolded: frozenset[Slug],
    since: int,
) -> None:
    one, *others = pair
    assume(not unfolded & {*others})
    plain = library_of(scene, "one.db", held)
    with indexed(scene, held, min(since, len(held))) as (by_cache, by_sql), plain as written_once:
        judge(by_sql, one, others)
        for other in others:
            rewritten(written_once, one, other)
        with written_once.questions() as ask:
            expected = [_or_problem(ask, query, unfolded) for query in asked]
        for library in (by_sql, by_cache):
            with library.questions() as ask:
                for query, wished in zip(asked, expected, strict=True):
                    if wished is not None:
                        assert _or_problem(ask, query, unfolded) == wished, query
                assert ask.is_by_cache or library is by_sql or since


@given(held=oracle.libraries(), pair=PAIRS, query=oracle.queries())
def test_taking_the_judgement_back_brings_both_back(
    scene: Path, held: tuple[Held, ...], pair: list[str], query: Query
) -> None:
    one, *others = pair
    with library_of(scene, "judged.db", held) as library:
        with library.questions() as ask:
            before = _or_problem(ask, query, frozenset())
        for txn in reversed(judge(library, one, others)):
            library.undo(txn)
        with library.questions() as ask:
            assert _or_problem(ask, query, frozenset()) == before


def judge(library: Library, one: str, others: list[str]) -> list[str]:
    return [library.do(JudgeIdentity(key("a", one), key("a", other))).txn for other in others]


def _or_problem(
    ask: Questions, query: Query, unfolded: frozenset[Slug]
) -> dict[str, object] | None:
    try:
        return answers(ask, query, unfolded)
    except QuestionProblem:
        return None
