"""Whatever is written and taken back, in whatever order: the library is what the log says."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import assume, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from storage import Key, Receipt, UndoRefused, open_library
from tests.builders import COLLEAGUE, FixedClock, made_library, records_of
from tests.storage.logs import entries, heads, heads_of

QUOTES = 3
TAGS = ("check", "wording", "Wording", "tone")
quotes = st.integers(0, QUOTES - 1)
tags = st.sampled_from(TAGS)


class Annotating(RuleBasedStateMachine):
    """Two people annotate three quotes and take back what they like.

    `states` holds what the library was before each write that still stands as the newest.
    """

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self._here = made_library(Path(self._folder.name))
        self._there = open_library(self._here.path, author=COLLEAGUE, clock=FixedClock())
        self.quotes: list[Key] = []
        self.receipts: list[Receipt] = []

    @initialize()
    def some_quotes(self) -> None:
        with open_library(self._here.path, author="archivist") as theirs, records_of(theirs) as put:
            put.actor("norland")
            self.quotes = [put.quote(f"q{number}", by="norland") for number in range(QUOTES)]

    def held(self) -> Any:
        return [self._here.quote(key) for key in self.quotes], sorted(self._here.tags())

    def write(self, deed: Callable[[], Receipt]) -> None:
        """Do it; taking it back by name brings back what was, and that again what was done."""
        before = self.held()
        receipt = deed()
        if not receipt.txn:
            assert self.held() == before
            return
        after = self.held()
        undone = self._here.undo(receipt.txn)
        assert self.held() == before
        self._here.undo(undone.txn)
        assert self.held() == after
        self.receipts.append(receipt)

    @rule(quote=quotes, text=st.text(min_size=1))
    def note(self, quote: int, text: str) -> None:
        assume(text.strip() and text.isprintable())
        self.write(lambda: self._here.add_note(self.quotes[quote], text))

    @rule(on=st.lists(quotes, min_size=1), name=tags, theirs=st.booleans())
    def tag(self, on: list[int], name: str, theirs: bool) -> None:
        library = self._there if theirs else self._here
        self.write(lambda: library.tag([self.quotes[each] for each in on], add=(name,)))

    @precondition(lambda self: self._here.tags())
    @rule(on=st.lists(quotes, min_size=1), which=st.integers(0))
    def tag_off(self, on: list[int], which: int) -> None:
        names = [tag.name for tag in self._here.tags()]
        name = names[which % len(names)]
        self.write(lambda: self._here.tag([self.quotes[each] for each in on], remove=(name,)))

    @rule(quote=quotes)
    def star(self, quote: int) -> None:
        self.write(lambda: self._here.star(self.quotes[quote]))

    @rule()
    def undo_the_last(self) -> None:
        before = self.held()
        try:
            undone = self._here.undo()
        except UndoRefused:
            assert self.held() == before
            return
        self.receipts.append(undone)

    @precondition(lambda self: self.receipts)
    @rule(which=st.integers(0))
    def undo_by_name(self, which: int) -> None:
        receipt = self.receipts[which % len(self.receipts)]
        before, log = self.held(), entries(self._here.path)
        try:
            undone = self._here.undo(receipt.txn)
        except UndoRefused:
            assert (self.held(), entries(self._here.path)) == (before, log)
            return
        self._here.undo(undone.txn)
        assert self.held() == before

    @invariant()
    def the_heads_follow_from_the_log(self) -> None:
        assert heads(self._here.path) == heads_of(entries(self._here.path))

    def teardown(self) -> None:
        assert self._here.verify().findings == ()
        self._there.close()
        self._here.close()
        self._folder.cleanup()


TestAnnotating = Annotating.TestCase
TestAnnotating.settings = settings(max_examples=40, stateful_step_count=25)
