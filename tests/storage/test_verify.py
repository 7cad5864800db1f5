"""What was changed past the program is found, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage import Library, open_library
from tests.storage.logs import change, entries, heads, heads_of

NOTE_CHANGED = "update note set text = 'changed from outside'"
DAMAGES = {
    "a value in the log": "update op set val = replace(val, 'thought', 'x') where rec like 'n-%'",
    "an author in the log": "update op set author = 'someone else' where seq = 2",
    "a moment in the log": "update op set hlc = '0000000000000-00000' where seq = 2",
    "a salt in the log": "update op set salt = zeroblob(16) where seq = 2",
    "a reason put into the log": "update op set why = 'because' where seq = 2",
    "an entry taken out": "delete from op where seq = 3",
    "the last entry taken out": "delete from op where seq = (select max(seq) from op)",
    "a head taken out": "delete from head where rec like 'n-%'",
    "a note": NOTE_CHANGED,
    "a note taken out": "delete from note",
    "an imported text": "update quote set text = text || '.' where ref = 'q0014'",
    "an imported speaker": "update quote set speaker = 1 where ref = 'q0014'",
    "a link of a chain": "update hop set verb = 'denied' where quote = 1",
    "who took part": "update participation set mode = 'host' where mode = 'absent'",
    "a hash that came with an import": "update quote set leaf = zeroblob(32) where ref = 'q0014'",
    "a stored text": "update source_text set text = replace(text, 'Pakistani', 'x') "
    "where text is not null",
    "a trigger": "drop trigger note_insert_words",
    "a trigger of someone else's": "create trigger spy after insert on note begin select 1; end",
    "a tag put on": "insert into quote_tag select id, 1, 'outside', '' from quote limit 1",
    "a star put on": "insert into star select id, 'outside', '' from quote limit 1",
    "the words that are searched": "update quote_words set text = 'stale' where id = 1",
    "the import's state": "update batch set state = 'undone' where importer = 'sample'",
}


@pytest.fixture
def noted(sample: Path) -> Path:
    """The sample with a note in it."""
    with open_library(sample) as library:
        library.add_note(library.quotes().rows[0].key, "a thought")
        assert library.verify().findings == ()
    return sample


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_what_was_changed_from_outside_is_found(noted: Path, damage: str) -> None:
    change(noted, damage)
    with open_library(noted) as library:
        assert library.verify().findings


def test_a_change_from_outside_is_taken_into_the_log_where_that_is_wanted(noted: Path) -> None:
    change(noted, NOTE_CHANGED)
    with open_library(noted) as library:
        receipt = library.adopt()
        assert receipt.summary == "1 change from outside adopted"
        verdict = library.verify()
        assert verdict.findings == ()
        assert any("adopted" in fact for fact in verdict.reported)
        assert library.adopt().txn == ""
    assert heads(noted) == heads_of(entries(noted))


def test_a_log_cannot_be_adopted_into_truth(noted: Path) -> None:
    change(noted, DAMAGES["a value in the log"])
    with open_library(noted) as library:
        library.adopt()
        assert library.verify().findings


def test_the_digest_names_the_state_of_the_log(library: Library) -> None:
    before = library.verify().digest
    assert before == library.verify().digest
    assert before == entries(library.path)[-1].hash.hex()


def test_verifying_changes_nothing(noted: Path) -> None:
    before = entries(noted)
    with open_library(noted) as library:
        library.verify()
    assert entries(noted) == before
