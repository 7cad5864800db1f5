"""Several people write to one library at once: nobody's word is lost, and nobody is turned away."""

from __future__ import annotations

import ast
import contextlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from storage import EVERYTHING, EditConflict, Key, Window, deeds, open_library
from storage.connections import connect, journal_mode
from tests.builders import FixedClock, made_library, records_of
from tests.faults.kills import ROOT
from tests.pty_driver import PtyProgram, peace_tui

STEPS_OF_EDITORS = int(os.environ.get("PEACE_TUI_EDITS", "500"))
WRITERS = int(os.environ.get("PEACE_TUI_WRITERS", "6"))
SECONDS = float(os.environ.get("PEACE_TUI_SECONDS", "3"))
EDITORS = 5
NOTES = 3
WAL_AT_MOST = 64 << 20

# Writes notes for some seconds and says each after it is stored; `database is locked` would end it.
WRITER = """
import sys, time
from storage import Key, open_library
end = time.monotonic() + float(sys.argv[3])
with open_library(sys.argv[1], author=f"writer {sys.argv[4]}") as library:
    number = 0
    while time.monotonic() < end:
        library.add_note(Key(sys.argv[2]), f"note {number} of {sys.argv[4]}")
        print(f"note {number} of {sys.argv[4]}", flush=True)
        number += 1
"""
# The planted fault: it does not wait for a lock that another holds.
IMPATIENT = f"""
import storage.connections
storage.connections.WRITE_PATIENCE_SECONDS = -1.0
{WRITER}"""
# Writes many rows past the program's eyes, as an import does, without a pause.
MANY_ROWS = """
import json, sys
from pathlib import Path
from storage import open_library
table = Path(sys.argv[2])
rows = ({"id": n, "text": f"Statement {n} on guarantees and monitoring."} for n in range(20_000))
table.write_text("".join(json.dumps(row) + "\\n" for row in rows), encoding="utf-8")
with open_library(sys.argv[1]) as library:
    library.import_table(library.look_at_table(table, {}, {}), "words", lambda rows: None)
"""


# Nobody writes over what somebody else wrote meanwhile.


class Editing(RuleBasedStateMachine):
    """Several handles change the same notes, each with what it has seen of them."""

    says_what_it_saw = True

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        with made_library(Path(self._folder.name)) as made, records_of(made) as records:
            quote = records.quote("q1", "A pause is not a peace.")
            self._notes = [records.note("q1", f"note {n}") for n in range(NOTES)]
        self._quote = quote
        path = Path(self._folder.name) / "talks.db"
        self._handles = [
            open_library(path, author=f"editor {n}", clock=FixedClock()) for n in range(EDITORS)
        ]
        self._seen: dict[tuple[int, Key], str] = {}
        self._stored: dict[Key, list[str]] = {note: [] for note in self._notes}
        self._edits = 0

    @rule(who=st.integers(0, EDITORS - 1), which=st.integers(0, NOTES - 1))
    def read(self, who: int, which: int) -> None:
        note = self._notes[which]
        self._seen[who, note] = self._text(who, note)

    @rule(who=st.integers(0, EDITORS - 1), which=st.integers(0, NOTES - 1))
    def save(self, who: int, which: int) -> None:
        """Add a word to what was read, some time ago perhaps."""
        note = self._notes[which]
        if (who, note) not in self._seen:
            return
        self._edits += 1
        seen, word = self._seen[who, note], f"w{self._edits}"
        told = {"text": seen} if self.says_what_it_saw else {}
        wished = f"{seen} {word}"
        try:
            self._handles[who].do(deeds.ChangeNote(note, {"text": wished}, told))
        except EditConflict as conflict:
            (clash,) = conflict.clashes
            assert (clash.base, clash.mine) == (seen, wished)
            assert clash.theirs == self._text(who, note)
            self._seen[who, note] = clash.theirs
        else:
            self._stored[note].append(word)
            self._seen[who, note] = wished

    @rule(who=st.integers(0, EDITORS - 1))
    def reopen(self, who: int) -> None:
        """What was seen is seen still after the program was left and started again."""
        path = self._handles[who].path
        self._handles[who].close()
        self._handles[who] = open_library(path, author=f"editor {who}", clock=FixedClock())

    @invariant()
    def every_word_that_was_stored_is_there(self) -> None:
        for note, words in self._stored.items():
            assert set(words) <= set(self._text(0, note).split())

    def _text(self, who: int, note: Key) -> str:
        notes = self._handles[who].quote(self._quote).notes
        return next(each.text for each in notes if each.key == note)

    def teardown(self) -> None:
        for each in self._handles:
            each.close()
        self._folder.cleanup()


class EditingBlindly(Editing):
    """The planted fault: it says of nothing what was seen."""

    says_what_it_saw = False


IN_A_RUN = 50
EDITS = settings(
    max_examples=max(1, STEPS_OF_EDITORS // IN_A_RUN), stateful_step_count=IN_A_RUN, deadline=None
)


def test_no_word_is_written_over_by_who_has_not_seen_it() -> None:
    run_state_machine_as_test(Editing, settings=EDITS)


def test_the_rig_sees_words_that_were_written_over() -> None:
    blind = EditingBlindly()
    for who in (0, 1):
        blind.read(who, 0)
    blind.save(0, 0)
    blind.every_word_that_was_stored_is_there()
    blind.save(1, 0)
    with pytest.raises(AssertionError):
        blind.every_word_that_was_stored_is_there()
    blind.teardown()


# Nobody is turned away.


def at_work(writer: str, path: Path, quote: Key) -> list[subprocess.Popen[str]]:
    """Programs that write notes on one quote, all at once."""
    return [
        subprocess.Popen(
            [sys.executable, "-c", writer, path, quote, str(SECONDS), str(number)],
            cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for number in range(WRITERS)
    ]  # fmt: skip


def test_the_rig_sees_a_writer_that_is_turned_away(sample: Path) -> None:
    with open_library(sample) as library:
        quote = library.quotes().rows[0].key
    told = [writer.communicate() for writer in at_work(IMPATIENT, sample, quote)]
    assert any("LibraryBusy" in error for _, error in told)


def test_many_write_at_once_beside_an_open_screen(sample: Path, tmp_path: Path) -> None:
    with open_library(sample) as library:
        quote = library.quotes().rows[0].key
    environment = {"XDG_STATE_HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    with PtyProgram(peace_tui(str(sample)), env=environment) as screen:
        screen.wait_for("1/179")
        writers = at_work(WRITER, sample, quote)
        screen.send("aa note of my own\x1b")
        screen.wait_for("saved: note on")
        told = [writer.communicate() for writer in writers]
        assert "locked" not in screen.screen()
    assert [error for _, error in told] == [""] * WRITERS
    stored = {line for out, _ in told for line in out.splitlines()}
    assert len(stored) >= WRITERS
    with open_library(sample) as library:
        held = {note.text for note in library.quote(quote).notes}
        assert stored | {"a note of my own"} <= held
        assert library.verify().findings == ()


@pytest.mark.skipif(journal_mode() != "WAL", reason="this SQLite uses no WAL")
def test_a_screen_that_stands_open_does_not_let_the_wal_file_grow(
    sample: Path, tmp_path: Path
) -> None:
    """What is read is read in short transactions: an idle program holds none."""
    environment = {"XDG_STATE_HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    with PtyProgram(peace_tui(str(sample)), env=environment) as screen:
        screen.wait_for("1/179")
        screen.send("/a")
        screen.read_quiet(300)
        command = [sys.executable, "-c", MANY_ROWS, sample, tmp_path / "table.jsonl"]
        with subprocess.Popen(command, cwd=ROOT) as writer:
            while writer.poll() is None:
                screen.read(0.05)
        assert writer.returncode == 0
        wal = sample.with_name(f"{sample.name}-wal")
        assert wal.stat().st_size < WAL_AT_MOST
        assert is_brought_home(sample)


def is_brought_home(path: Path) -> bool:
    """Whether all of the WAL could go into the library: with a reader of an old state it cannot."""
    with contextlib.closing(connect(path)) as db:
        db.execute("pragma busy_timeout = 0")
        busy, length, done = db.execute("pragma wal_checkpoint(RESTART)").fetchone()
    return (busy, done) == (0, length)


@pytest.mark.skipif(journal_mode() != "WAL", reason="this SQLite uses no WAL")
def test_the_rig_sees_a_reader_that_does_not_let_go(sample: Path) -> None:
    with open_library(sample) as library, library.questions() as ask:
        quote = ask.quotes(EVERYTHING, Window(0, 1)).rows[0].key
        with open_library(sample) as other:
            other.add_note(quote, "meanwhile")
        assert not is_brought_home(sample)
    assert is_brought_home(sample)


# All writes go one way.

BEGINS = ("begin", "commit", "savepoint")
ALLOWED = {
    "storage/connections.py": "the one place where a transaction begins and ends",
    "storage/history/making.py": "ends the one that brings a library up to date",
    "storage/index/making.py": "the index cache's own file, and one reading of the library",
    "storage/index/cutting.py": "a table in memory",
    "storage/index/changed.py": "a table in memory",
}


def transactions_in(source: str) -> list[str]:
    """The statements about transactions that a module executes."""
    found: list[str] = []
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Attribute(attr="execute"), args=[ast.Constant(str(text)), *_]):
                found += [text] if text.lower().split()[0] in BEGINS else []
            case _:
                pass
    return found


def test_no_module_begins_a_transaction_of_its_own() -> None:
    modules = [*ROOT.glob("storage/**/*.py"), *ROOT.glob("tui/**/*.py")]
    beginning = {
        str(module.relative_to(ROOT)): found
        for module in modules
        if (found := transactions_in(module.read_text(encoding="utf-8")))
    }
    assert beginning.keys() <= ALLOWED.keys()
    assert [text for found in beginning.values() for text in found].count("begin immediate") == 1


def test_the_rig_sees_a_bare_begin() -> None:
    assert transactions_in('db.execute("BEGIN")\ndb.execute("select 1")') == ["BEGIN"]
