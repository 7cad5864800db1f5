"""Reading in is whole or not at all, whatever stops it and whoever else is at work."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from storage import Key, Library, StorageError, open_library
from storage.connections import Connection, sqlite
from storage.exchange import importing
from storage.exchange.sample import Sample, read_sample
from storage.schema import shapes
from storage.schema.shapes import Record
from tests.builders import COLLEAGUE, TODAY, FixedClock, records_of
from tests.storage.logs import entries, rows

ROOT = Path(__file__).parents[2]
SAMPLE_QUOTES = 179
KILLED_WHILE_LOADING = """
import os, sys
from storage import open_library
from storage.exchange import importing
from storage.exchange import importing
from storage.exchange.sample import read_sample
from storage.schema import shapes

written = 0
write = getattr(shapes, sys.argv[2])

def killed(db, *values):
    global written
    written += 1
    if written == int(sys.argv[3]):
        os.kill(os.getpid(), 9)
    return write(db, *values)

setattr(shapes, sys.argv[2], killed)
with open_library(sys.argv[1]) as library:
    library.load(read_sample())
"""


@pytest.fixture(scope="module")
def facts() -> Sample:
    return read_sample()


def only(whole: Sample, keep: Callable[[Record], bool]) -> Sample:
    return dataclasses.replace(whole, records=tuple(filter(keep, whole.records)))


def changed(whole: Sample, letter: str, **columns: object) -> Sample:
    """The sample with other values in the first of its records of that letter."""
    first = next(record for record in whole.records if record["key"][0] == letter)
    return dataclasses.replace(
        whole,
        records=tuple(
            {**record, **columns} if record is first else record for record in whole.records
        ),
    )


def held(path: Path) -> dict[str, int]:
    """How many rows of each kind the file holds, whether they show or not."""
    tables = [
        table
        for shape in shapes.SHAPES.values()
        for table in (shape.table, *(part.table for part in shape.parts))
    ]
    return {
        table: rows(path, f"select count(*) from {table}")[0][0]  # our own names
        for table in (*tables, "quote_words", "batch")
    }


def told(deed: Callable[[], object]) -> str:
    with pytest.raises(StorageError) as refused:
        deed()
    return str(refused.value)


# Whole.


def test_the_second_reading_changes_nothing(library: Library, facts: Sample) -> None:
    library.load(facts)
    before = held(library.path), entries(library.path)
    receipt = library.load(facts)
    assert receipt.txn == ""
    assert receipt.summary == "sample was read in before; nothing had to change"
    assert (held(library.path), entries(library.path)) == before


def test_what_a_later_edition_adds_comes_in_alone_and_can_go_alone(
    library: Library, facts: Sample
) -> None:
    library.load(only(facts, lambda record: record["key"][0] not in "qcl"))
    assert library.quotes().total == 0
    added = library.load(facts)
    assert library.quotes().total == SAMPLE_QUOTES
    assert library.verify().findings == ()
    library.undo(added.txn)
    assert library.quotes().total == 0
    assert library.verify().findings == ()


def test_what_was_taken_back_comes_back_when_it_is_read_in_again(
    library: Library, facts: Sample
) -> None:
    library.undo(library.load(facts).txn)
    assert library.quotes().total == 0
    before = held(library.path)
    library.load(facts)
    assert library.quotes().total == SAMPLE_QUOTES
    assert held(library.path) == before
    assert library.verify().findings == ()


def test_nothing_of_it_is_seen_before_all_of_it(
    library: Library, facts: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: set[int] = set()

    def looked_at(db: Connection, record: Record) -> None:
        seen.add(theirs.quotes().total)
        write(db, record)

    write = shapes.put_parts
    monkeypatch.setattr(shapes, "put_parts", looked_at)
    with open_library(library.path, author=COLLEAGUE, clock=FixedClock()) as theirs:
        library.load(facts)
    assert seen == {0}
    assert library.quotes().total == SAMPLE_QUOTES


# Or not at all.


def test_a_record_that_names_a_missing_one_is_told_and_nothing_is_kept(
    library: Library, facts: Sample
) -> None:
    missing = Key("a-00000000000000000000000000")
    before = held(library.path), entries(library.path)
    sentence = told(lambda: library.load(changed(facts, "q", speaker=missing)))
    assert re.search(rf"quote q\d+ names a missing actor: {missing}", sentence)
    assert "Nothing was kept; mend the file and try again." in sentence
    assert (held(library.path), entries(library.path)) == before


def test_a_name_that_is_taken_is_told_and_nothing_is_kept(library: Library, facts: Sample) -> None:
    library.load(only(facts, lambda record: record["key"][0] not in "qcl"))
    before = held(library.path), entries(library.path)
    other = Key("a-00000000000000000000000000")
    slug = next(record["slug"] for record in facts.records if record["key"][0] == "a")
    twin = {**next(each for each in facts.records if each["key"][0] == "a"), "key": other}
    sentence = told(lambda: library.load(dataclasses.replace(facts, name="twins", records=(twin,))))
    assert f"another actor is called {slug} already" in sentence
    assert (held(library.path), entries(library.path)) == before


@pytest.mark.parametrize("step", ["put_alone", "put_parts", "read"])
def test_an_import_that_fails_on_its_way_leaves_nothing(
    library: Library, facts: Sample, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    before = held(library.path), entries(library.path)
    written = 0
    write = getattr(shapes, step)

    def failing(*values: object) -> object:
        nonlocal written
        written += 1
        if written == 100:
            raise sqlite.OperationalError("database or disk is full")
        return write(*values)

    with monkeypatch.context() as patch:
        patch.setattr(shapes, step, failing)
        sentence = told(lambda: library.load(facts))
    assert "disk is full" in sentence
    assert (held(library.path), entries(library.path)) == before
    library.load(facts)
    assert library.quotes().total == SAMPLE_QUOTES
    assert library.verify().findings == ()


@pytest.mark.parametrize(("step", "nth"), [("put_alone", 50), ("put_parts", 1), ("read", 300)])
def test_an_import_that_was_killed_is_cleared_away_by_the_next_program(
    library: Library, facts: Sample, step: str, nth: int
) -> None:
    before = held(library.path), entries(library.path)
    killed = subprocess.run(
        [sys.executable, "-c", KILLED_WHILE_LOADING, str(library.path), step, str(nth)],
        cwd=ROOT, check=False,
    )  # fmt: skip
    assert killed.returncode == -9
    assert held(library.path) != before[0]
    with open_library(library.path) as next_run:
        assert (held(library.path), entries(library.path)) == before
        next_run.load(facts)
        assert next_run.quotes().total == SAMPLE_QUOTES
        assert next_run.verify().findings == ()


# Whoever else is at work.


def while_loading(monkeypatch: pytest.MonkeyPatch, do: Callable[[], object]) -> None:
    """Have `do` done once, by whoever, between the first two steps of the next import."""
    in_steps = importing.in_steps

    def meanwhile(*step: Any) -> None:  # passed on as it came
        monkeypatch.setattr(importing, "in_steps", in_steps)
        in_steps(*step)
        do()

    monkeypatch.setattr(importing, "in_steps", meanwhile)


def test_of_two_that_read_in_at_once_the_second_waits_its_turn(
    library: Library, facts: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    sentences: list[str] = []
    with open_library(library.path, author=COLLEAGUE, clock=FixedClock()) as theirs:
        while_loading(monkeypatch, lambda: sentences.append(told(lambda: theirs.load(facts))))
        library.load(facts)
        assert sentences == [
            "Another program is reading something in. Nothing was changed; try again soon."
        ]
        assert theirs.quotes().total == SAMPLE_QUOTES
        assert theirs.load(facts).txn == ""


def test_others_write_while_something_is_read_in(
    library: Library, facts: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    with records_of(library) as records:
        quote = records.quote("q1")
    with open_library(library.path, author=COLLEAGUE, clock=FixedClock()) as theirs:
        while_loading(monkeypatch, lambda: theirs.add_note(quote, "meanwhile"))
        library.load(facts)
    assert [note.text for note in library.quote(quote).notes] == ["meanwhile"]
    assert library.quotes().total == SAMPLE_QUOTES + 1
    assert library.verify().findings == ()


def test_an_import_taken_for_dead_by_mistake_fails_and_mixes_with_nothing(
    library: Library, facts: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stood still for so long that its claim ran out, such as on a laptop that slept."""
    before = held(library.path)
    later = open_library(library.path, author=COLLEAGUE, clock=FixedClock(TODAY + dt.timedelta(1)))
    with later:
        while_loading(monkeypatch, later.sweep)
        sentence = told(lambda: library.load(facts))
    assert "another program cleared it away. Nothing of it was kept" in sentence
    assert held(library.path) == before
    library.load(facts)
    assert library.verify().findings == ()


def test_an_import_at_work_is_not_cleared_away(
    library: Library, facts: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_library(library.path, author=COLLEAGUE, clock=FixedClock()) as theirs:
        while_loading(monkeypatch, theirs.sweep)
        library.load(facts)
    assert library.quotes().total == SAMPLE_QUOTES
