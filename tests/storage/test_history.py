"""The history of a record, bringing it back, and what an undo must not take away."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from storage import (
    EditConflict,
    Key,
    Library,
    RecordMissing,
    UndoRefused,
    WriteRefused,
    open_library,
)
from storage.analyst import Version
from storage.deeds import ChangeNote, Restore, RetractNote, Undo, WriteNote
from storage.history.log import Door
from tests.builders import AUTHOR, COLLEAGUE, FixedClock, key, records_of
from tests.storage.logs import entries


@pytest.fixture
def quote(library: Library) -> Key:
    with (
        open_library(library.path, author="archivist", clock=FixedClock()) as theirs,
        records_of(theirs) as records,
    ):
        records.actor("norland")
        records.topic("monitoring")
        return records.quote("q1", "We will meet again.", by="norland")


def written(library: Library, write: Callable[[Door], object]) -> str:
    """Write through the door as another deed would; gives the transaction."""
    with records_of(library) as records:
        write(records._door)  # pyright: ignore[reportPrivateUsage]
    return library.log(1)[0].txn


def note_on(library: Library, record: Key, text: str) -> Key:
    library.do(WriteNote(record, text))
    return next(each.record for each in library.history(record) if each.record[0] == "n")


def told(versions: tuple[Version, ...]) -> list[tuple[str, str]]:
    return [(each.record[0], each.field.partition(":")[0]) for each in versions]


# What is told.


def test_a_history_tells_what_is_on_a_record_too_newest_first(library: Library, quote: Key) -> None:
    library.tag((quote,), add=("check",))
    note = note_on(library, quote, "a thought")
    library.do(ChangeNote(note, {"text": "a better one"}, {"text": "a thought"}))
    library.star(quote)
    versions = library.history(quote)
    assert told(versions) == [("q", "star"), ("n", "text"), ("n", ""), ("q", "tag"), ("q", "")]
    assert (versions[1].before, versions[1].after) == ("a thought", "a better one")
    assert {each.author for each in versions} == {AUTHOR, "archivist"}


def test_what_was_removed_is_told_still(library: Library, quote: Key) -> None:
    note = note_on(library, quote, "a thought")
    library.do(RetractNote(note, {"text": "a thought"}))
    newest = library.history(quote)[0]
    assert (newest.record, newest.kind, newest.after) == (note, "tomb", None)
    assert newest.before["text"] == "a thought"


def test_an_imported_record_begins_with_the_import(sample: Path) -> None:
    with open_library(sample, author=AUTHOR) as library:
        quote = library.find("q0014")
        text = library.quote(quote).row.text
        written(library, lambda door: door.correct(quote, "text", "Corrected.", why="a slip"))
        newest, imported = library.history(quote)
        assert (newest.before, newest.after, newest.why) == (text, "Corrected.", "a slip")
        assert (imported.kind, imported.after["text"]) == ("import", text)


def test_a_private_note_has_a_history_for_its_author_alone(library: Library, quote: Key) -> None:
    library.do(WriteNote(quote, "mine alone", handling="private"))
    assert told(library.history(quote))[0] == ("n", "")
    with open_library(library.path, author=COLLEAGUE) as theirs:
        assert told(theirs.history(quote)) == [("q", "")]
        assert theirs.changes_of(library.log(1)[0].txn) == ()


def test_of_what_never_was_nothing_is_told(library: Library) -> None:
    with pytest.raises(RecordMissing, match="Nothing is known"):
        library.history(key("q", "never-made"))


# Bringing back.


def test_a_field_is_brought_back_and_that_is_undone(sample: Path) -> None:
    with open_library(sample, author=AUTHOR) as library:
        quote = library.find("q0014")
        before = library.quote(quote)
        written(library, lambda door: door.correct(quote, "text", "Corrected."))
        seen, imported = library.history(quote)
        (would,) = library.would_change(Restore(quote, imported.entry, seen.entry))
        assert (would.before, would.after) == ("Corrected.", before.row.text)
        library.do(Restore(quote, imported.entry, seen.entry))
        assert library.quote(quote) == before
        library.undo()
        assert library.quote(quote).row.text == "Corrected."
        assert library.verify().findings == ()


def test_a_note_that_was_taken_back_is_brought_back_as_it_was_at_last(
    library: Library, quote: Key
) -> None:
    note = note_on(library, quote, "a thought")
    made = library.history(quote)[0]
    library.do(ChangeNote(note, {"text": "a better one"}, {"text": "a thought"}))
    better = library.log(1)[0].txn
    removal = library.do(RetractNote(note, {"text": "a better one"}))
    with pytest.raises(UndoRefused, match=r"note taken back on .+ came later"):
        library.undo(better)
    library.undo(removal.txn)
    assert [each.text for each in library.quote(quote).notes] == ["a better one"]
    library.do(Restore(note, made.entry))
    assert [each.text for each in library.quote(quote).notes] == ["a thought"]
    assert library.verify().findings == ()


def test_what_somebody_changed_since_is_not_written_over(library: Library, quote: Key) -> None:
    note = note_on(library, quote, "a thought")
    seen = library.history(quote)[0]
    with open_library(library.path, author=COLLEAGUE) as theirs:
        theirs.do(ChangeNote(note, {"text": "theirs"}, {"text": "a thought"}))
    log = entries(library.path)
    with pytest.raises(EditConflict, match=f"{COLLEAGUE} changed") as conflict:
        library.do(Restore(note, seen.entry, seen.entry))
    assert "theirs" in {clash.theirs for clash in conflict.value.clashes}
    assert entries(library.path) == log


def test_what_is_somebody_elses_is_theirs_to_bring_back(library: Library, quote: Key) -> None:
    library.star(quote)
    starred = library.history(quote)[0]
    library.star(quote)
    with (
        open_library(library.path, author=COLLEAGUE) as theirs,
        pytest.raises(WriteRefused, match="alone brings it back"),
    ):
        theirs.do(Restore(quote, starred.entry))


# What an undo must not take away.


def test_a_new_record_stays_while_a_later_correction_of_it_stands(
    library: Library, quote: Key
) -> None:
    made = library.log(1)[0].txn
    library.tag((quote,), add=("check",))
    library.undo()
    corrected = written(library, lambda door: door.correct(quote, "text", "Corrected."))
    with pytest.raises(UndoRefused, match="later change rests on it") as refused:
        library.undo(made)
    (resting,) = refused.value.resting
    assert (resting.txn, resting.author, resting.field) == (corrected, AUTHOR, "text")
    assert (resting.before, resting.after, resting.now) == (
        "We will meet again.", "Corrected.", "Corrected.",
    )  # fmt: skip


@pytest.mark.parametrize("letter", ["a", "o", "q"])
def test_a_new_record_stays_while_a_note_is_on_it(
    library: Library, quote: Key, letter: str
) -> None:
    made = library.log(1)[0].txn
    about = {"a": key("a", "norland"), "o": key("o", "monitoring"), "q": quote}[letter]
    with open_library(library.path, author=COLLEAGUE, clock=FixedClock()) as theirs:
        note = note_on(theirs, about, "about it")
    with pytest.raises(UndoRefused, match="1 later change rests on it") as refused:
        library.undo(made)
    assert [(each.record, each.author) for each in refused.value.resting] == [(note, COLLEAGUE)]


def test_what_is_private_stays_so_where_it_is_in_the_way(library: Library, quote: Key) -> None:
    made = library.log(1)[0].txn
    with open_library(library.path, author=COLLEAGUE, clock=FixedClock()) as theirs:
        theirs.do(WriteNote(quote, "theirs alone", handling="private"))
    with pytest.raises(UndoRefused) as refused:
        library.undo(made)
    assert [each.after for each in refused.value.resting] == [None]


def test_what_would_be_undone_is_told_before_it_is(library: Library, quote: Key) -> None:
    library.tag((quote,), add=("wording",))
    log = entries(library.path)
    gone = library.would_change(Undo())
    assert [(each.record[0], each.after) for each in gone] == [("q", None), ("t", None)]
    assert entries(library.path) == log


def test_what_was_taken_back_last_is_brought_back_in_turn_also_after_a_restart(
    library: Library, quote: Key
) -> None:
    library.star(quote)
    library.add_note(quote, "a thought")
    library.undo()
    library.undo()
    with open_library(library.path, author=AUTHOR, clock=FixedClock()) as later:
        assert later.redo().summary.startswith("star on")
        assert later.redo().summary.startswith("note on")
        with pytest.raises(UndoRefused, match="nothing to bring back"):
            later.redo()
        later.undo()
        later.tag((quote,), add=("check",))
        assert later.next_redo() is None
