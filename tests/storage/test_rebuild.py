"""All that is derived can be made anew from imported rows and the log."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage import Key, WriteRefused, open_library
from storage.analyst import Rebuilt
from storage.connections import Connections
from storage.deeds import ChangeNote, WriteNote
from storage.history.log import open_door
from tests.builders import AUTHOR, COLLEAGUE, FixedClock
from tests.laws.losing import derived, lose_what_is_derived, tables
from tests.storage.logs import change


@pytest.fixture
def worked_on(sample: Path) -> Path:
    """The sample after some days of work on it."""
    with open_library(sample, author=AUTHOR) as library:
        quotes = [row.key for row in library.quotes().rows]
        library.tag(quotes[:5], add=("wording", "check"))
        library.tag(quotes[1:3], remove=("check",))
        library.star(*quotes[:4])
        library.add_note(quotes[0], "a thought")
        (note,) = library.quote(quotes[0]).notes
        library.do(ChangeNote(note.key, {"text": "a better one"}, {"text": "a thought"}))
        library.do(WriteNote(library.find("kabulov", "a"), "about him"))
        library.undo()
        library.redo()
        corrected(sample, quotes[0], "text", "A corrected rendering.")
        corrected(sample, library.find("kabulov", "a"), "description", "An envoy.")
    with open_library(sample, author=COLLEAGUE) as theirs:
        theirs.add_note(quotes[0], "another")
        theirs.undo()
    return sample


def corrected(path: Path, key: Key, field: str, value: str) -> None:
    connections = Connections(path)
    with open_door(connections, AUTHOR, FixedClock()) as door:
        door.correct(key, field, value)
    connections.close()


def test_nothing_changes_where_all_is_as_the_log_says(worked_on: Path) -> None:
    before = tables(worked_on)
    with open_library(worked_on) as library:
        assert library.rebuild() == Rebuilt()
        assert tables(worked_on) == before
        assert library.verify().findings == ()


def test_all_that_was_lost_comes_back(worked_on: Path) -> None:
    before = derived(worked_on)
    lose_what_is_derived(worked_on)
    change(worked_on, "update quote set text = 'lost' where text = 'A corrected rendering.'")
    assert derived(worked_on) != before
    with open_library(worked_on) as library:
        rebuilt = library.rebuild()
        assert derived(worked_on) == before
        assert library.verify().findings == ()
        assert library.rebuild() == Rebuilt()
    assert rebuilt.full_text
    assert min(rebuilt[:4]) > 0


def test_a_dry_run_tells_and_changes_nothing(worked_on: Path) -> None:
    change(worked_on, "delete from star")
    change(worked_on, "drop trigger note_insert_words")
    before = tables(worked_on)
    with open_library(worked_on) as library:
        would = library.rebuild(is_dry=True)
        assert (would.sets, would.triggers) == (4, 1)
        assert tables(worked_on) == before
        assert library.rebuild() == would
        assert library.rebuild(is_dry=True) == Rebuilt()


def test_what_was_changed_from_outside_is_what_the_log_says_again(worked_on: Path) -> None:
    change(worked_on, "update note set text = 'changed from outside'")
    change(worked_on, "insert into quote_tag select id, 1, 'outside', '' from quote limit 1")
    with open_library(worked_on) as library:
        library.rebuild()
        assert library.verify().findings == ()
        assert library.adopt().txn == ""


def test_a_broken_log_rebuilds_nothing(worked_on: Path) -> None:
    change(worked_on, "update op set val = replace(val, 'thought', 'x') where rec like 'n-%'")
    change(worked_on, "delete from star")
    before = tables(worked_on)
    with open_library(worked_on) as library, pytest.raises(WriteRefused, match="broken"):
        library.rebuild()
    assert tables(worked_on) == before
