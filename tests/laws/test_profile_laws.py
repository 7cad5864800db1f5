"""Profiles tell what the rows hold: each part in its mode, and as many quotes as are found."""

from __future__ import annotations

import shutil
from collections import Counter, defaultdict
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from storage import Query, Said, Slug, Term, open_library
from tests.builders import AUTHOR, FixedClock, records_of
from tests.laws import oracle
from tests.laws.oracle import Held
from tests.laws.test_index_laws import indexed
from tui import wording
from tui.formatting import Line
from tui.profiles import meeting_lines

MODES = (*wording.MODE_LABEL, "onlooker")
NEWEST = 5


def parts() -> st.SearchStrategy[list[tuple[str, str]]]:
    """Who was at a meeting, and in which mode; one actor may be there in several."""
    part = st.tuples(st.sampled_from(oracle.ACTORS), st.sampled_from(MODES))
    return st.lists(part, max_size=12, unique=True)


@given(took_part=parts(), in_doubt=st.sets(st.sampled_from(oracle.ACTORS)))
def test_those_shown_in_a_mode_are_those_that_the_rows_hold_in_it(
    scene: Path, took_part: list[tuple[str, str]], in_doubt: set[str]
) -> None:
    file = Path(shutil.copyfile(scene, scene.with_name("parts.db")))
    with open_library(file, author=AUTHOR, clock=FixedClock()) as library:
        with records_of(library) as records:
            records.meeting("third", "lakeside", took_part=took_part, in_doubt=in_doubt)
        with library.questions() as ask:
            profile = ask.meeting_profile(Slug("third"))
            for actor in oracle.ACTORS:
                attended = [
                    (each.actor.slug, each.mode, each.disputed)
                    for each in ask.actor_profile(Slug(actor)).parts
                    if each.meeting and each.meeting.slug == "third"
                ]
                assert attended == [
                    (who, mode, who in in_doubt) for who, mode in took_part if who == actor
                ]
        by_mode: dict[str, list[str]] = defaultdict(list)
        for actor, mode in took_part:
            by_mode[wording.mode(mode)].append(actor)
        assert _shown_by_mode(meeting_lines(profile)) == by_mode


def _shown_by_mode(lines: list[Line]) -> dict[str, list[str]]:
    """The actors in each line that tells of a mode; "participant" needs no word for it."""
    shown: dict[str, list[str]] = {}
    said = {wording.mode(mode): mode for mode in MODES} | {wording.INVITED: "invited"}
    for line in lines:
        actors = [each.names.slug_or_key for each in line if each.names and _is_actor(each.names)]
        if not actors:
            continue
        head = line[1].text.removesuffix(": ")
        shown[wording.mode(said.get(head, "participant"))] = actors
    return shown


def _is_actor(target: tuple[str, str]) -> bool:
    return target[0] == "actor"


@given(held=oracle.libraries(), since=st.integers(0, 4))
def test_profiles_count_and_show_the_quotes_that_a_plain_filter_finds(
    scene: Path, held: tuple[Held, ...], since: int
) -> None:
    with (
        indexed(scene, held, min(since, len(held))) as (library, plain),
        library.questions() as ask,
        plain.questions() as by_sql,
    ):
        for slug in oracle.ACTORS:
            told = ask.actor_profile(Slug(slug))
            assert told == by_sql.actor_profile(Slug(slug))
            _check(told.said, held, Query((Term("by", slug, "="),)))
            assert {row.slug: row.quotes for row in told.topics} == _topics(held, slug)
        for slug in {*oracle.FORMAT_OF.values()}:
            of_format = ask.format_profile(Slug(slug))
            assert of_format == by_sql.format_profile(Slug(slug))
            _check(of_format.said, held, Query((Term("in", slug, "="),)))
            for each in of_format.meetings:
                query = Query((Term("in", each.meeting.slug, "="),))
                assert each.quotes == len(oracle.answer(held, query))
        for slug in oracle.FORMAT_OF:
            at = ask.meeting_profile(Slug(slug))
            assert at == by_sql.meeting_profile(Slug(slug))
            _check(at.said, held, Query((Term("in", slug, "="),)))
            there, about = (Query((Term(field, slug, "="),)) for field in ("at", "on"))
            assert at.said_there == len(oracle.answer(held, there))
            assert at.said_about == len(oracle.answer(held, about))


def _check(said: Said, held: tuple[Held, ...], query: Query) -> None:
    found = oracle.answer(held, query)
    assert said.quotes == len(found)
    assert [row.ref for row in said.newest] == found[:NEWEST]
    ways = Counter(each.held_as for each in held if each.ref in found)
    assert said.words == ways["words"] + ways["translation"]
    assert said.paraphrases == ways["paraphrase"]


def _topics(held: tuple[Held, ...], actor: str) -> dict[str, int]:
    found = oracle.answer(held, Query((Term("by", actor, "="),)))
    return Counter(
        topic for each in held if each.ref in found for topic in dict.fromkeys(each.topics)
    )
