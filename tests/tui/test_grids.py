"""Tables: each cell finds what it tells of, and columns stand below each other in any script."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from storage import Library, open_library, parse
from tests.builders import records_of
from tui.grids.grid import Grid
from tui.grids.making import drawn, grid_of
from tui.grids.timeline import BLOCKS, DIGITS, TimelineGrid, marks_for

VIEWS = ("timeline", "matrix", "presence", "stances")
NAMES = (
    "نورلند",
    "日本国代表団と外務省の長い名前",
    "Ñorland",
    "Нордия",
    "N",
    "👩‍👩‍👧 Family",
    "Norland" * 9,
)


def grid(library: Library, view: str, query: str = "", room: int = 57) -> Grid:
    asked = parse(query).query
    with library.questions() as ask:
        overview = {
            "timeline": lambda: ask.timeline(asked, room),
            "matrix": lambda: ask.matrix(asked),
            "presence": lambda: ask.presence(asked),
            "stances": lambda: ask.stances(asked),
        }[view]()
    return grid_of(overview, room, {})


@pytest.mark.parametrize("query", ["", "moscow", "is:uncertain", "by:russia -in:moscow"])
@pytest.mark.parametrize("view", VIEWS)
def test_a_cells_filter_finds_as_many_quotes_as_the_cell_tells(
    sample: Path, view: str, query: str
) -> None:
    with open_library(sample) as library:
        table = grid(library, view, query)
        assert table.rows
        assert table.columns
        found: set[int] = set()
        with library.questions() as ask:
            for row in range(table.rows):
                for column in range(min(table.columns, 12)):
                    asked = table.query
                    for term in table.narrowing(row, column).terms:
                        asked = asked.with_term(term)
                    told = re.search(r"(\d+) quotes?", table.told(row, column))
                    found.add(ask.count(asked))
                    assert ask.count(asked) == (int(told[1]) if told else 0)
        assert max(found) > 0 or query


@pytest.fixture
def many_scripts(library: Library) -> Library:
    with records_of(library) as records:
        records.topic("guarantees")
        for n, name in enumerate(NAMES):
            records.actor(f"a{n}", name, kind="state")
            records.format(f"f{n}", f"{name} talks")
            records.meeting(
                f"m{n}", f"f{n}", held_on=f"2025-0{n + 1}-01", took_part=[(f"a{n}", "host")]
            )
            records.quote(f"q{n}", by=f"a{n}", format=f"f{n}", said_on=f"2025-0{n + 1}-14")
            records.stance(f"q{n}", "guarantees", "support")
    return library


@pytest.mark.parametrize("width", [40, 78, 118])
@pytest.mark.parametrize("view", VIEWS)
def test_columns_stand_below_each_other_in_any_script(
    many_scripts: Library, view: str, width: int
) -> None:
    table = grid(many_scripts, view, room=20)
    told = drawn(table, width)
    heads = max(cell_len(table.head(row, table.head_width(width))) for row in range(table.rows))
    assert heads <= table.head_width(width)
    shown = range(told.columns)
    for lines in (table.headings(shown), [table.foot(shown)]):
        assert {cell_len(each) for each in lines if each} <= {told.columns * table.cell_width}
    cells = {
        cell_len(table.cell(row, column).text)
        for row in range(table.rows)
        for column in range(table.columns)
    }
    assert cells == {table.cell_width}
    assert max(map(cell_len, told.lines)) <= width


def test_a_cell_of_one_quote_is_never_shown_as_none_and_the_most_is_the_highest(
    library: Library,
) -> None:
    with records_of(library) as records:
        records.actor("norland")
        for n in range(200):
            records.quote(f"q{n}", by="norland", said_on="2025-05-14" if n else "2025-05-01")
    table = grid(library, "timeline")
    assert [table.cell(0, column).text.strip() for column in range(3)] == ["▁", ".", "█"]


def test_a_terminal_without_blocks_is_shown_digits(sample: Path) -> None:
    assert marks_for({"TERM": "linux"}) == DIGITS
    assert marks_for({"TERM": "vt220"}) == DIGITS
    assert marks_for({"TERM": "xterm-256color", "LC_ALL": "C"}) == DIGITS
    assert marks_for({"TERM": "xterm-256color"}) == BLOCKS
    with open_library(sample) as library, library.questions() as ask:
        table = TimelineGrid(ask.timeline(parse("").query, 57), 57, marks_for({"TERM": "linux"}))
    lines = "\n".join(drawn(table, 78).lines)
    assert not set(BLOCKS) & set(lines)
    assert "1 few to 9 18" in lines


def test_changes_of_a_stance_are_marked_only_where_the_dates_say_which_came_first(
    library: Library,
) -> None:
    with records_of(library) as records:
        records.actor("norland")
        records.topic("guarantees")
        for ref, said_on, value in (
            ("q1", None, "oppose"),
            ("q2", "2025-03-01", "support"),
            ("q3", "2025", "oppose"),
            ("q4", "2026-01-02", "conditional"),
        ):
            records.quote(ref, by="norland", said_on=said_on)
            records.stance(ref, "guarantees", value)
    table = grid(library, "stances")
    cells = [table.cell(0, column).text.strip() for column in range(table.columns)]
    assert cells == ["o", "s", "o", "!c"]
    assert "changed from oppose" in table.told(0, 3)


def test_stances_of_several_coders_stand_in_rows_of_their_own(library: Library) -> None:
    with records_of(library) as records:
        records.actor("norland")
        records.topic("guarantees")
        records.quote("q1", by="norland")
        records.stance("q1", "guarantees", "support", coder="ana")
        records.stance("q1", "guarantees", "oppose", coder="ben")
    table = grid(library, "stances")
    assert [table.head(row, 40) for row in range(table.rows)] == [
        "Norland · guarantees (ana)",
        "Norland · guarantees (ben)",
    ]
    assert "changed" not in table.told(0, 0) + table.told(1, 0)
