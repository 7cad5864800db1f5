"""Programs that are killed while they bring a library up to date: at each statement in turn."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlite_utils import Database

from storage import open_library
from storage.connections import sqlite
from storage.schema.migrations import SCHEMA_VERSION, STEPS
from tests.builders import AUTHOR, FixedClock, records_of
from tests.faults.kills import ROOT

FIRST_STEP_AFTER = {1: "0002_one_spelling", 2: "0003_analysis"}
TEXT = "Ёлка ещё стоит, и Елена её видит."
SCHEMA = "select name, sql from sqlite_schema where name not like 'sqlite_%' order by name"

# Opens a library and kills itself before that statement of those that all connections execute.
KILLED = """
import os, sys
from pathlib import Path
from storage.connections import sqlite
from storage import open_library
{fault}
path, statement = Path(sys.argv[1]), int(sys.argv[2])
done = 0
connect = sqlite.connect

def counted(_):
    global done
    done += 1
    if done == statement:
        os.kill(os.getpid(), 9)

def traced(*given, **named):
    connection = connect(*given, **named)
    connection.set_trace_callback(counted)
    return connection

for line in sys.stdin:  # each line is a statement's number: a child is killed there
    statement = int(line)
    child = os.fork()
    if child == 0:
        sqlite.connect = traced
        open_library(path).close()
        os._exit(0)
    print(os.waitpid(child, 0)[1], flush=True)
"""
# The planted fault: each statement is a transaction of its own.
WITHOUT_TRANSACTION = """
from storage.history import making
making.begin = lambda connection: None
"""


class Version(NamedTuple):
    """What a library of a version looks like: its number and its schema."""

    number: int
    schema: Mapping[str, str]


def version_of(path: Path) -> Version:
    with contextlib.closing(sqlite.connect(path)) as db:
        assert db.execute("pragma integrity_check").fetchone()[0] == "ok"
        number = db.execute("pragma user_version").fetchone()[0]
        return Version(number, {row[0]: row[1] for row in db.execute(SCHEMA)})


def library_of_version(path: Path, version: int, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library as that version of the program made it, with a quote and a note in it."""
    apply_all = STEPS.apply

    def apply_some(db: Database) -> None:
        apply_all(db, stop_before=FIRST_STEP_AFTER[version])

    with monkeypatch.context() as patch:
        patch.setattr(STEPS, "apply", apply_some)
        patch.setattr("storage.library.SCHEMA_VERSION", version)
        with open_library(path, author=AUTHOR, clock=FixedClock()) as library:
            with records_of(library) as records:
                quote = records.quote("q1", TEXT, translation="The tree still stands.")
            library.add_note(quote, "самолёт")
    return path


def kill_at_each_statement(old: Path, *, every: int = 1, fault: str = "") -> int:
    """Kill a program at one statement of a migration after another; look at what is left each time.

    Gives how many times it was killed.

    Raises:
        AssertionError: something between the two versions was left, or no copy that can be used.
    """
    before = version_of(old)
    path = old.with_name("killed.db")
    command = [sys.executable, "-c", KILLED.format(fault=fault), path, "0"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdin
        assert program.stdout
        for kills in range(100_000):
            _put_anew(old, path)
            program.stdin.write(f"{1 + kills * every}\n")
            program.stdin.flush()
            status = int(program.stdout.readline())
            copies = sorted(path.parent.glob("killed.version-*.db"))
            for copy in copies:
                _is_what_was(copy, before)
            if status == 0:
                assert len(copies) == 1
                assert version_of(path).number == SCHEMA_VERSION
                program.stdin.close()
                return kills
            assert os.WTERMSIG(status) == signal.SIGKILL
            _is_one_or_the_other(path, before, has_copy=bool(copies))
    pytest.fail("a migration without end")


def _put_anew(old: Path, path: Path) -> None:
    for file in path.parent.glob("*killed*"):
        file.unlink()
    shutil.copy(old, path)


def _is_one_or_the_other(path: Path, before: Version, *, has_copy: bool) -> None:
    now = version_of(path)
    if now.number == before.number:
        assert now == before
    else:
        assert now.number == SCHEMA_VERSION
        assert has_copy, "it was changed before a copy was kept"
    with open_library(path, author=AUTHOR, clock=FixedClock()) as library:
        assert library.verify().findings == ()
        (row,) = library.quotes().rows
        assert [note.text for note in library.quote(row.key).notes] == ["самолёт"]


def _is_what_was(copy: Path, before: Version) -> None:
    """A copy has the older version's tables, and can be opened: then it is brought up to date."""
    assert copy.stat().st_mode & 0o777 == 0o600
    assert version_of(copy) == before
    again = copy.with_name("again-killed.db")
    shutil.copy(copy, again)
    with open_library(again, author=AUTHOR, clock=FixedClock()) as library:
        assert library.quotes().rows[0].text == TEXT
        assert library.verify().findings == ()
    for file in copy.parent.glob("again-killed*"):
        file.unlink()
