"""Whatever is written and taken back, in whatever order: the library is what the log says."""

from __future__ import annotations

import tempfile
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
)

from storage import Key, Library, StorageError, UndoRefused, open_library
from storage.analyst import Rebuilt
from storage.history.doing import TABLE
from storage.history.log import Door
from tests.builders import AUTHOR, COLLEAGUE, FixedClock, made_library
from tests.laws.losing import derived, lose_what_is_derived, tables
from tests.laws.written import DRAWN, Scene, some_records, state
from tests.storage.logs import Entry, entries, heads, heads_of


def test_every_deed_of_the_program_is_done_here() -> None:
    assert DRAWN.keys() == TABLE.keys()


class Writing(RuleBasedStateMachine):
    """Two people write whatever can be written, and take back what they like."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self._here = made_library(Path(self._folder.name))
        self._there = open_library(self._here.path, author=COLLEAGUE, clock=FixedClock())
        some_records(self._here)
        # Of three quotes one entry is written already, that of thousands is no other.
        self._patch = mock.patch("storage.history.many.MORE_THAN", 2)
        self._patch.start()
        self._done: list[str] = []
        self._log: list[Entry] = []

    @property
    def path(self) -> Path:
        return self._here.path

    @rule(which=st.sampled_from(sorted(TABLE, key=str)), theirs=st.booleans(), data=st.data())
    def do(self, which: type, theirs: bool, data: st.DataObject) -> None:
        """Taking a deed back by name brings back what was, and that again what was done."""
        writer, other = (self._there, self._here) if theirs else (self._here, self._there)
        deed = DRAWN[which](Scene(writer, other, data))
        if deed is None:
            return
        before, log = state(self.path), entries(self.path)
        try:
            receipt = writer.do(deed)
        except StorageError:
            assert (state(self.path), entries(self.path)) == (before, log)
            return
        after = state(self.path)
        if not receipt.txn:
            assert (after, entries(self.path)) == (before, log)
            return
        assert receipt.summary
        undone = writer.undo(receipt.txn)
        assert state(self.path) == before
        writer.undo(undone.txn)
        assert state(self.path) == after
        self._done.append(receipt.txn)

    @rule()
    def start_again(self) -> None:
        """What was written is there after a restart, and can be taken back as before."""
        before = state(self.path)
        self._here.close()
        self._there.close()
        self._here = open_library(self.path, author=AUTHOR, clock=FixedClock())
        self._there = open_library(self.path, author=COLLEAGUE, clock=FixedClock())
        assert state(self.path) == before

    @rule(theirs=st.booleans())
    def undo_the_last(self, theirs: bool) -> None:
        self._undo(self._there if theirs else self._here, None)

    @rule(theirs=st.booleans())
    def redo_the_last(self, theirs: bool) -> None:
        """It brings back what was before the author's last undo, and can itself be taken back."""
        library = self._there if theirs else self._here
        before, log = state(self.path), entries(self.path)
        upcoming = library.next_redo()
        try:
            redone = library.redo()
        except UndoRefused:
            assert (state(self.path), entries(self.path)) == (before, log)
            return
        assert upcoming is not None
        assert redone.summary == upcoming.summary
        after = state(self.path)
        taken_back = library.undo(redone.txn)
        assert state(self.path) == before
        library.undo(taken_back.txn)
        assert state(self.path) == after

    @precondition(lambda self: self._done)
    @rule(which=st.integers(0))
    def undo_by_name(self, which: int) -> None:
        self._undo(self._here, self._done[which % len(self._done)])

    def _undo(self, library: Library, txn: str | None) -> None:
        """What was taken back can be brought back; what is refused changes nothing."""
        before, log = state(self.path), entries(self.path)
        try:
            undone = library.undo(txn)
        except UndoRefused:
            assert (state(self.path), entries(self.path)) == (before, log)
            return
        after = state(self.path)
        brought_back = library.undo(undone.txn)
        assert state(self.path) == before
        library.undo(brought_back.txn)
        assert state(self.path) == after

    @invariant()
    def the_log_only_grows(self) -> None:
        now = entries(self.path)
        assert now[: len(self._log)] == self._log
        self._log = now

    @invariant()
    def the_heads_follow_from_the_log(self) -> None:
        assert heads(self.path) == heads_of(entries(self.path))

    def _rebuilding_changes_nothing_and_brings_all_back(self) -> None:
        live, rows = derived(self.path), tables(self.path)
        assert self._here.rebuild() == Rebuilt()
        assert tables(self.path) == rows
        lose_what_is_derived(self.path)
        self._here.rebuild()
        assert derived(self.path) == live
        assert self._here.verify().findings == ()

    def teardown(self) -> None:
        assert self._here.verify().findings == ()
        self._rebuilding_changes_nothing_and_brings_all_back()
        self._patch.stop()
        self._there.close()
        self._here.close()
        self._folder.cleanup()


TestWriting = Writing.TestCase
TestWriting.settings = settings(max_examples=25, stateful_step_count=25)


def test_the_law_sees_an_undo_that_is_written_and_not_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def only_said(door: Door, key: Key, field: str, undoes: str, value: object) -> None:
        door.append(key, field, "undo", {"undoes": undoes, "value": value})

    with made_library(tmp_path) as library:
        some_records(library)
        before = state(library.path)
        receipt = library.star(library.quotes().rows[0].key)
        monkeypatch.setattr(Door, "take_back", only_said)
        library.undo(receipt.txn)
        assert state(library.path) != before
        assert library.verify().findings != ()
