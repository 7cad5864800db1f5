"""Actors under the organisations that they speak for, meetings under their formats."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage import EVERYTHING, ActorRow, FormatRow, Library, Slug, Window, open_library, parse
from storage.index import making
from tests.builders import AUTHOR, FixedClock, Records, made_library, records_of

ALL = Window(0, 100)


@pytest.fixture(params=["by SQL", "by cache"])
def talks(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Library]:
    """Delegations of a fictional peace process."""
    with made_library(tmp_path) as library:
        with records_of(library) as records:
            _fill(records)
        path = library.path
    caches = tmp_path if request.param == "by cache" else None
    with open_library(path, author=AUTHOR, clock=FixedClock(), caches=caches) as library:
        if library.cache_file:
            making.make(path, library.cache_file)
        yield library


def _fill(records: Records) -> None:
    records.actor("norland", "State of Norland", kind="state")
    records.actor("mfa", "Foreign Office", kind="body", part_of=["norland"])
    records.actor("press", "Press Section", kind="body", part_of=["mfa"])
    records.actor("council", "Council of Norland", kind="body")
    for person in ("kabin", "ortiz", "veres"):
        records.actor(person)
    records.role("kabin-envoy", "kabin", "mfa")
    records.role("kabin-mediator", "kabin", "council")
    records.role("veres-minister", "veres", "mfa")
    records.format("lakeside", "Lakeside talks")
    records.format("harbour", "Harbour group")
    records.meeting("lakeside-2", "lakeside", title="Second round", held_on="2025-03")
    records.meeting("lakeside-1", "lakeside", title="First round", held_on="2024-06-01?")
    records.meeting("lakeside-3", "lakeside", held_on="2025-04-02")
    records.quote("state", by="norland")
    records.quote("office", by="mfa")
    records.quote("section", by="press")
    records.quote("envoy", by="kabin", role="kabin-envoy", format="lakeside", meeting="lakeside-2")
    records.quote("mediator", by="kabin", role="kabin-mediator", format="lakeside")
    records.quote("herself", by="ortiz", format="harbour")
    records.quote("minister", by="veres", role="veres-minister")
    records.quote("together", jointly=["veres", "norland", "ortiz"], role="veres-minister")
    records.quote("unknown", meeting="lakeside-3", format="lakeside")


def actors(library: Library, *unfolded: str, asked: str = "", window: Window = ALL) -> list[str]:
    """The lines of the tree as they could be drawn."""
    with library.questions() as ask:
        query = parse(asked).query
        page = ask.actor_tree(query, window, frozenset(map(Slug, unfolded)))
        assert ask.is_by_cache == (library.cache_file is not None)
        return [_line(row, "alone" if row.alone and row.within == row.slug else row.name)
                for row in page.rows]  # fmt: skip


def formats(library: Library, *unfolded: str, asked: str = "") -> list[str]:
    with library.questions() as ask:
        page = ask.format_tree(parse(asked).query, ALL, frozenset(map(Slug, unfolded)))
        return [
            f"{_line(row, row.name)} {row.kind} {row.dated}" if row.depth else _line(row, row.name)
            for row in page.rows
        ]


def _line(row: ActorRow | FormatRow, name: str) -> str:
    sign = "v " if row.is_unfolded else "> " if row.has_members else ""
    return f"{'  ' * row.depth}{sign}{name} {row.quotes}"


def test_an_organisation_is_counted_with_its_bodies_and_who_speaks_for_it(talks: Library) -> None:
    assert actors(talks) == [
        "> State of Norland 6",
        "Ortiz 2",
        "> Council of Norland 1",
        "no one named 1",
    ]


def test_unfolded_it_shows_itself_then_bodies_then_people(talks: Library) -> None:
    assert actors(talks, "norland", "mfa", "council") == [
        "v State of Norland 6",
        "  alone 2",
        "  v Foreign Office 5",
        "    alone 1",
        "    Press Section 1",
        "    Kabin 2",
        "    Veres 2",
        "Ortiz 2",
        "v Council of Norland 1",
        "  Kabin 2",
        "no one named 1",
    ]


def test_what_is_said_jointly_counts_once(talks: Library) -> None:
    assert actors(talks, "norland", asked="is:joint") == [
        "Ortiz 1",
        "v State of Norland 1",
        "  alone 1",
        "  > Foreign Office 1",
    ]


def test_who_speaks_for_no_one_once_stands_at_the_top_too(talks: Library) -> None:
    with records_of(talks) as records:
        records.quote("private", by="kabin")
    assert "Kabin 3" in actors(talks)
    assert "  Kabin 3" in actors(talks, "council")


def test_lines_are_counted_in_windows(talks: Library) -> None:
    whole = actors(talks, "norland", "mfa", "council")
    for start in range(len(whole)):
        some = actors(talks, "norland", "mfa", "council", window=Window(start, 3))
        assert some == whole[start : start + 3]


def test_a_new_body_stands_where_it_belongs_at_once(talks: Library) -> None:
    assert "> State of Norland 6" in actors(talks)
    with records_of(talks) as records:
        records.actor("fleet", kind="body", part_of=["norland"])
        records.role("ortiz-admiral", "ortiz", "fleet")
        records.quote("admiral", by="ortiz", role="ortiz-admiral")
    assert actors(talks, "norland", "fleet") == [
        "v State of Norland 7",
        "  alone 2",
        "  > Foreign Office 5",
        "  v Fleet 1",
        "    Ortiz 3",
        "Ortiz 3",
        "> Council of Norland 1",
        "no one named 1",
    ]


def test_who_speaks_in_a_role_of_its_own_body_stands_above_it(library: Library) -> None:
    with records_of(library) as records:
        records.actor("norland", kind="state")
        records.actor("mfa", "Foreign Office", kind="body", part_of=["norland"])
        records.role("acting", "norland", "mfa")
        records.quote("one", by="norland", role="acting")
    assert _plain(library) == ["> Norland 1"]


def test_a_circle_of_parts_comes_to_an_end(library: Library) -> None:
    with records_of(library) as records:
        records.actor("league", kind="body")
        records.actor("union", kind="body", part_of=["league"])
        records.db.execute(
            "insert into relation(from_actor, n, type, to_actor) "
            "select a.id, 0, 'part_of', b.id from actor a, actor b "
            "where a.slug = 'league' and b.slug = 'union'"
        )
        records.quote("one", by="league")
        records.quote("two", by="union")
    assert [line.strip() for line in _plain(library, "league", "union")] == [
        "v League 2", "alone 1", "v Union 2", "alone 1", "League 2", "Union 2",
    ]  # fmt: skip


def _plain(library: Library, *unfolded: str) -> list[str]:
    with library.questions() as ask:
        rows = ask.actor_tree(EVERYTHING, ALL, frozenset(map(Slug, unfolded))).rows
        return [_line(row, "alone" if row.alone else row.name) for row in rows]


def test_of_an_import_that_was_taken_back_no_member_is_left(library: Library) -> None:
    with records_of(library) as records:
        records.actor("norland", kind="state")
        records.quote("state", by="norland")
        with records.in_batch("import", "undone"):
            records.actor("mfa", kind="body", part_of=["norland"])
            records.quote("office", by="mfa")
    assert _plain(library, "norland") == ["alone 1"]


def test_all_below_an_actor_is_found_by_its_slug_where_its_name_is_shared(talks: Library) -> None:
    with records_of(talks) as records:
        records.actor("guard", "Guard of Norland")
        records.quote("guard", by="guard")
    with talks.questions() as ask:
        assert ask.count(parse("by:<=norland").query) == 6
        assert ask.count(EVERYTHING.spoken_by(Slug("norland"), alone=False)) == 6
        assert ask.count(EVERYTHING.spoken_by(Slug("norland"))) == 2


def test_a_format_unfolds_to_all_its_meetings_by_date(talks: Library) -> None:
    assert formats(talks, "lakeside") == [
        "v Lakeside talks 3",
        "  First round 0 held 2024-06-01?",
        "  Second round 1 held 2025-03",
        "  lakeside-3 1 held 2025-04-02",
        "Harbour group 1",
        "no format 5",
    ]


def test_meetings_count_the_quotes_of_the_answer(talks: Library) -> None:
    assert formats(talks, "lakeside", "harbour", asked="by:kabin") == [
        "v Lakeside talks 2",
        "  First round 0 held 2024-06-01?",
        "  Second round 1 held 2025-03",
        "  lakeside-3 0 held 2025-04-02",
    ]
