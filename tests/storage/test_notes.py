"""Notes on whatever is held: who may change them, and what becomes of two people's changes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from storage import (
    EditConflict,
    Key,
    Library,
    Note,
    Piece,
    RecordMissing,
    Slug,
    UndoRefused,
    WriteRefused,
    open_library,
    parse,
)
from storage.deeds import ChangeNote, RetractNote, WriteNote
from tests.builders import AUTHOR, COLLEAGUE, key, records_of
from tests.storage.logs import entries

TEXT = "No guarantee without verification."


@pytest.fixture
def talks(library: Library) -> Library:
    with records_of(library) as records:
        records.actor("norland", kind="state")
        records.format("lakeside")
        records.meeting("first", "lakeside", held_on="2025-05-14")
        records.source("gazette-1")
        records.topic("guarantees")
        records.quote("q1", TEXT, by="norland", format="lakeside", meeting="first")
        records.quote("q2", "We wait.", by="norland")
    return library


@pytest.fixture
def colleague(talks: Library) -> Iterator[Library]:
    with open_library(talks.path, author=COLLEAGUE) as theirs:
        yield theirs


def notes_on(library: Library, quote: str = "q1") -> tuple[Note, ...]:
    return library.quote(key("q", quote)).notes


def write(library: Library, text: str = "who checks?") -> Key:
    """A note on the first quote."""
    library.do(WriteNote(key("q", "q1"), text))
    return next(note.key for note in notes_on(library) if note.text == text)


def found(library: Library, text: str) -> list[tuple[str, str]]:
    """The names of the records that a search finds, and what each is on."""
    with library.questions() as ask:
        return [(row.slug or row.name, row.on) for row in ask.records(parse(text).query)]


@pytest.mark.parametrize(
    ("letter", "name"),
    [("q", "q1"), ("a", "norland"), ("f", "lakeside"), ("m", "first"), ("s", "gazette-1"),
     ("o", "guarantees")],
)  # fmt: skip
def test_a_note_goes_on_any_record_and_says_what_it_is_on(
    talks: Library, letter: str, name: str
) -> None:
    receipt = talks.do(WriteNote(key(letter, name), "look again"))
    assert receipt.keys == (key(letter, name),)
    on = key("q", "q1") if letter == "q" else name
    assert found(talks, "type:note") == [("look again", on)]
    talks.undo(receipt.txn)
    assert found(talks, "type:note") == []


def test_the_profiles_have_the_notes_on_them(talks: Library, colleague: Library) -> None:
    for letter, name in (("a", "norland"), ("f", "lakeside"), ("m", "first")):
        talks.do(WriteNote(key(letter, name), f"on {name}"))
        colleague.do(WriteNote(key(letter, name), "not for you", handling="private"))
    with talks.questions() as ask:
        profiles = (
            ask.actor_profile(Slug("norland")),
            ask.format_profile(Slug("lakeside")),
            ask.meeting_profile(Slug("first")),
        )
    assert [[note.text for note in each.notes] for each in profiles] == [
        ["on norland"], ["on lakeside"], ["on first"],
    ]  # fmt: skip


def test_records_are_found_by_notes_on_them_and_on_their_quotes(
    talks: Library, colleague: Library
) -> None:
    assert found(talks, "type:actor has:note") == []
    colleague.do(WriteNote(key("a", "norland"), "a secret envoy", handling="private"))
    assert found(talks, "type:actor has:note") == []
    assert found(talks, "type:actor note:envoy") == []
    assert found(colleague, "type:actor note:envoy") == [("norland", "")]
    talks.do(WriteNote(key("f", "lakeside"), "an open question", handling="closed"))
    assert found(talks, "type:format note:question") == [("lakeside", "")]
    assert found(talks, "type:format note:question by:norland") == [("lakeside", "")]
    write(talks, "who checks?")
    assert found(talks, "type:actor has:note") == [("norland", "")]
    assert found(talks, "type:note note:question") == [("an open question", "lakeside")]
    assert found(talks, "type:note is:private") == []
    assert found(talks, "type:note by:norland") == [("who checks?", key("q", "q1"))]


def test_a_note_on_a_piece_of_a_text_follows_it(talks: Library) -> None:
    talks.do(WriteNote(key("q", "q1"), "which?", piece=Piece(3, 12, "guarantee")))
    (note,) = notes_on(talks)
    assert (note.exact, note.piece) == ("guarantee", Piece(3, 12, "guarantee"))
    with records_of(talks) as records:
        records.correct(key("q", "q1"), "text", f"So: {TEXT}")
    (moved,) = notes_on(talks)
    assert moved.piece == Piece(7, 16, "guarantee")
    with records_of(talks) as records:
        records.correct(key("q", "q1"), "text", "None at all.")
    (gone,) = notes_on(talks)
    assert (gone.exact, gone.piece) == ("guarantee", None)


@pytest.mark.parametrize(
    "piece", [Piece(4, 4, None), Piece(-2, 3, None), Piece(30, 99, None), Piece(0, 2, "So")]
)
def test_a_piece_that_is_not_there_is_not_noted(talks: Library, piece: Piece) -> None:
    log = entries(talks.path)
    with pytest.raises(WriteRefused):
        talks.do(WriteNote(key("q", "q1"), "which?", piece=piece))
    with pytest.raises(WriteRefused):
        talks.do(WriteNote(key("a", "norland"), "which?", piece=Piece(0, 2, None)))
    assert entries(talks.path) == log


def test_two_people_who_note_the_same_quote_keep_both_notes(
    talks: Library, colleague: Library
) -> None:
    write(talks, "mine")
    write(colleague, "theirs")
    assert {note.text for note in notes_on(talks)} == {"mine", "theirs"}


def test_what_two_people_change_of_one_note_is_a_conflict_and_is_never_overwritten(
    talks: Library, colleague: Library
) -> None:
    note = write(talks, "first thought")
    seen = {"text": "first thought"}
    colleague.do(ChangeNote(note, {"text": "second thought"}, seen))
    with pytest.raises(EditConflict) as conflict:
        talks.do(ChangeNote(note, {"text": "third thought"}, seen))
    (clash,) = conflict.value.clashes
    assert (clash.base, clash.mine, clash.theirs, clash.author) == (
        "first thought", "third thought", "second thought", COLLEAGUE,
    )  # fmt: skip
    assert [each.text for each in notes_on(talks)] == ["second thought"]
    talks.do(ChangeNote(note, {"text": "third thought"}, {"text": "second thought"}))
    assert [each.text for each in notes_on(talks)] == ["third thought"]


def test_two_people_may_change_different_things_of_one_note(
    talks: Library, colleague: Library
) -> None:
    note = write(talks, "first thought")
    text = talks.do(ChangeNote(note, {"text": "better"}, {"text": "first thought"}))
    colleague.do(ChangeNote(note, {"kind": "question"}, {"kind": "memo"}))
    assert [(each.text, each.kind) for each in notes_on(talks)] == [("better", "question")]
    talks.undo(text.txn)
    assert [(each.text, each.kind) for each in notes_on(talks)] == [("first thought", "question")]


def test_a_note_that_somebody_changed_is_not_taken_back_unseen(
    talks: Library, colleague: Library
) -> None:
    note = write(talks, "first thought")
    colleague.do(ChangeNote(note, {"text": "second thought"}, {"text": "first thought"}))
    with pytest.raises(EditConflict):
        talks.do(RetractNote(note, {"text": "first thought"}))
    receipt = talks.do(RetractNote(note, {"text": "second thought"}))
    assert notes_on(talks) == ()
    talks.undo(receipt.txn)
    assert [each.text for each in notes_on(talks)] == ["second thought"]


def test_a_note_is_its_authors_to_hide_and_to_take_back(talks: Library, colleague: Library) -> None:
    note = write(talks, "for all")
    with pytest.raises(WriteRefused, match=AUTHOR):
        colleague.do(ChangeNote(note, {"handling": "public"}, {"handling": "closed"}))
    with pytest.raises(WriteRefused, match=AUTHOR):
        colleague.do(RetractNote(note, {"text": "for all"}))
    talks.do(ChangeNote(note, {"handling": "private"}, {"handling": "closed"}))
    for deed in (ChangeNote(note, {"text": "mine"}, {}), RetractNote(note, {})):
        with pytest.raises(RecordMissing):
            colleague.do(deed)
    assert notes_on(colleague) == ()
    assert [each.text for each in notes_on(talks)] == ["for all"]


@pytest.mark.parametrize(
    "changes",
    [{"text": " "}, {"kind": "poem"}, {"handling": "secret"}, {"author": "somebody"}],
)
def test_what_no_note_can_become_is_refused(talks: Library, changes: dict[str, str]) -> None:
    note = write(talks)
    log = entries(talks.path)
    with pytest.raises(WriteRefused):
        talks.do(ChangeNote(note, changes, {}))
    assert entries(talks.path) == log


def test_a_note_that_is_so_already_is_left_alone(talks: Library) -> None:
    note = write(talks, "as it is")
    assert talks.do(ChangeNote(note, {"text": "as it is"}, {"text": "older"})).txn == ""


def test_a_note_that_was_changed_since_is_not_lost_by_undoing_its_writing(talks: Library) -> None:
    written = talks.do(WriteNote(key("q", "q1"), "first thought"))
    (note,) = notes_on(talks)
    changed = talks.do(ChangeNote(note.key, {"text": "second"}, {"text": "first thought"}))
    with pytest.raises(UndoRefused, match="rest on it"):
        talks.undo(written.txn)
    talks.undo(changed.txn)
    talks.undo(written.txn)
    assert notes_on(talks) == ()


def test_a_change_of_a_note_that_was_taken_back_is_not_undone(talks: Library) -> None:
    note = write(talks, "first thought")
    changed = talks.do(ChangeNote(note, {"text": "second"}, {"text": "first thought"}))
    talks.do(RetractNote(note, {"text": "second"}))
    with pytest.raises(UndoRefused):
        talks.undo(changed.txn)
    assert talks.verify().findings == ()


def test_who_undoes_anothers_note_is_not_offered_its_text_and_a_private_one_stays(
    talks: Library, colleague: Library
) -> None:
    closed = talks.do(WriteNote(key("q", "q1"), "for the team", handling="closed"))
    assert colleague.undo(closed.txn).taken_back is None
    private = talks.do(WriteNote(key("q", "q1"), "mine alone", handling="private"))
    with pytest.raises(UndoRefused, match="keeps private"):
        colleague.undo(private.txn)
    assert [note.text for note in talks.quote(key("q", "q1")).notes] == ["mine alone"]


def test_the_log_says_in_words_what_was_done_to_a_note(talks: Library) -> None:
    note = write(talks, "a thought")
    talks.do(ChangeNote(note, {"text": "another"}, {"text": "a thought"}))
    talks.do(RetractNote(note, {"text": "another"}))
    on = f"on {key('q', 'q1')[:2]}{key('q', 'q1')[-6:]}"
    assert [entry.summary for entry in talks.log(3)] == [
        f"note taken back {on}", f"change of note {on}", f"note {on}",
    ]  # fmt: skip
