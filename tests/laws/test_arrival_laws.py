"""What is new: what came in since somebody last opened the library, or a saved search."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage import Key, Library, QuoteRow, Window, open_library, parse
from storage.deeds import SaveSearch
from storage.history import materialise
from storage.index import making
from storage.schema import shapes
from tests.builders import AUTHOR, COLLEAGUE, FixedClock, key, made_library, records_of

ALL: Final = Window(0, 100)
SEARCH: Final = "peace -is:paraphrase"
STEPS: Final = (
    "by hand", "gone and back", "import", "undo import", "annotate", "open", "others open",
    "open search", "make cache",
)  # fmt: skip


class Told:
    """A library at work, and a plain account of what came in when."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder = folder
        self._stack = stack
        self.writer = stack.enter_context(made_library(folder, COLLEAGUE))
        self._caches = folder / "caches"
        self._caches.mkdir()
        self.writer.do(SaveSearch("peace", SEARCH))
        self.texts: list[str] = []
        self.imports: list[tuple[str, bool, frozenset[str]]] = []
        self.by_hand: list[Key] = []
        self.came: list[str] = []
        self._opened_at: int | None = None
        self.new_from: int | None = None
        """A run counts from where the one before it began."""
        self.search_from: int | None = None
        self.run = self._opened(AUTHOR)

    def _opened(self, author: str) -> Library:
        opened = open_library(
            self.writer.path, author=author, clock=FixedClock(), caches=self._caches
        )
        return self._stack.enter_context(opened)

    def do(self, step: str) -> None:
        getattr(self, f"_{step.replace(' ', '_')}")()

    def _by_hand(self) -> None:
        text = f"Peace by hand, number {len(self.texts)}."
        with records_of(self.writer) as records:
            self.by_hand.append(records.quote(f"h{len(self.texts)}", text))
        self.texts.append(text)
        self.came.append(text)

    def _gone_and_back(self) -> None:
        if self.by_hand:
            with records_of(self.writer) as records:
                record = shapes.read(records.db, self.by_hand[0])
                for value in (None, record):
                    materialise.apply(records.db, self.by_hand[0], "", value)

    def _import(self) -> None:
        texts = [f"Peace read in, number {len(self.texts) + n}." for n in range(2)]
        table = self._folder / f"table{len(self.texts)}.csv"
        lines = ["id,statement", *(f'{n},"{text}"' for n, text in enumerate(texts))]
        table.write_text("\n".join(lines), encoding="utf-8")
        found = self.writer.look_at_table(table, {}, {})
        receipt = self.writer.import_table(found, "words", lambda _: None)
        self.texts += texts
        self.came += texts
        self.imports.append((receipt.txn, True, frozenset(texts)))

    def _undo_import(self) -> None:
        """Or bring it back: what came in once does not come in again."""
        if self.imports:
            txn, is_live, texts = self.imports[0]
            self.imports[0] = self.writer.undo(txn).txn, not is_live, texts

    def _annotate(self) -> None:
        shown = [row.key for row in self.writer.quotes(window=ALL).rows]
        for _on_and_off in range(2 if shown else 0):
            self.writer.star(*shown)

    def _open(self) -> None:
        self.run = self._opened(AUTHOR)
        self.run.mark_seen()
        self.new_from, self._opened_at = self._opened_at, len(self.came)

    def _others_open(self) -> None:
        self._opened(COLLEAGUE).mark_seen()

    def _open_search(self) -> None:
        with self.run.questions() as ask:
            search = ask.saved_search("peace").key
        self.run.mark_seen(search)
        self.search_from = len(self.came)

    def _make_cache(self) -> None:
        cache = self.run.cache_file
        assert cache is not None
        making.make(self.writer.path, cache)

    def shown(self, texts: list[str]) -> set[str]:
        hidden = {text for _, is_live, held in self.imports if not is_live for text in held}
        return {*texts} - hidden

    def new(self, mark: int | None) -> set[str]:
        return set[str]() if mark is None else self.shown(self.came[mark:])


def texts(rows: tuple[QuoteRow, ...]) -> set[str]:
    return {row.text for row in rows}


@given(
    before=st.sampled_from(((), ("by hand", "import", "open", "open search", "open"))),
    steps=st.lists(st.sampled_from(STEPS), min_size=1, max_size=12),
)
def test_what_is_new_came_in_since_the_last_opening_and_stays_new_for_the_run(
    tmp_path_factory: pytest.TempPathFactory, before: tuple[str, ...], steps: list[str]
) -> None:
    with ExitStack() as stack:
        told = Told(tmp_path_factory.mktemp("told"), stack)
        for step in before:
            told.do(step)
        for step in steps:
            told.do(step)
            with told.run.questions() as ask:
                every = ask.quotes(parse("").query, ALL).rows
                new = ask.quotes(parse("is:new").query, ALL).rows
                old = ask.quotes(parse("-is:new").query, ALL).rows
                search = ask.saved_search("peace")
                count = ask.saved_count(search)
            assert texts(every) == told.shown(told.texts)
            assert texts(new) == told.new(told.new_from) == texts(tuple(filter(_is_new, every)))
            assert texts(old) == texts(every) - texts(new)
            assert count.total == len(every)
            wished = None if told.search_from is None else len(told.new(told.search_from))
            assert count.new == wished


def _is_new(row: QuoteRow) -> bool:
    return row.new


def test_marks_are_no_records(library: Library) -> None:
    with records_of(library) as records:
        records.quote("x1")
    log = library.log()
    library.mark_seen()
    library.mark_seen(key("v", "peace"))
    assert library.log() == log
    assert library.verify().findings == ()
