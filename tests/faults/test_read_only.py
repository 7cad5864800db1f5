"""A library that may not be written is read as ever, and whoever wants to write is told why not."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage import LibraryReadOnly, LibraryUnusable, access, open_library, parse
from storage.connections import journal_mode, sqlite
from tests.builders import (
    AUTHOR,
    FixedClock,
    library_of_the_first_release,
    made_library,
    records_of,
)
from tests.faults.kills import ROOT
from tests.faults.read_only import WAYS, Place, read_only
from tui.commands.catalogue import COMMANDS
from tui.verbs.exits import Exit

WHAT_IS_SAFE = "Nothing was changed"
WHAT_TO_DO = ("open the copy", "without that")
KEYS_SENT = {"asterisk": "*", "full_stop": "."}
WRITING_VERBS = (
    ("note", "q0003", "compare with the reply"),
    ("tag", "q0003", "+check"),
    ("star", "q0003"),
    ("undo",),
    ("verify", "--adopt"),
)
KILLED_WRITER = """
import os, sys
from storage import open_library
library = open_library(sys.argv[1])
library.add_note(library.find("q0003"), "written a moment ago")
os.kill(os.getpid(), 9)
"""
needs_wal = pytest.mark.skipif(journal_mode() != "WAL", reason="this SQLite uses no WAL")


@pytest.fixture(params=WAYS)
def place(request: pytest.FixtureRequest, sample: Path) -> Iterator[Place]:
    with read_only(request.param, sample) as made:
        yield made


def test_the_screen_opens_with_a_banner_and_the_search_works(place: Place) -> None:
    before = place.digests()
    with place.on_screen() as program:
        program.wait_for(r"talks\.db · read-only")
        program.wait_for("1/179")
        program.send("/moscow")
        program.wait_for(r"\d of 179 quotes")
        program.send("\r")
        program.wait_for("▸3 QUOTES")
        program.send("Q")
        assert program.exit_code() == Exit.DONE
    assert place.digests().items() >= before.items()


def test_each_command_that_writes_says_why_it_cannot(sample: Path) -> None:
    writing = [each for each in COMMANDS if each.writes and each.keys]
    assert len(writing) >= 6
    with read_only("asked", sample) as place, place.on_screen() as program:
        program.wait_for("1/179")
        program.send("3")
        for command in writing:
            program.send("z\x1b")  # tells nothing, so that the next sentence is a new one
            program.wait_for(r"talks\.db · read-only")
            program.send("".join(KEYS_SENT.get(key, key) for key in command.keys[0].split()))
            program.wait_for("was opened with --read-only")
            assert "1/179" in program.screen(), command.id


@pytest.mark.parametrize("verb", WRITING_VERBS, ids=lambda verb: verb[0])
def test_a_verb_that_writes_says_in_one_sentence_why_it_cannot(
    place: Place, verb: tuple[str, ...]
) -> None:
    before = place.digests()
    refused = place.verb(*verb)
    assert refused.returncode == Exit.DATA_PROBLEM, refused.stderr
    assert WHAT_IS_SAFE in refused.stderr
    assert any(each in refused.stderr for each in WHAT_TO_DO)
    assert place.digests().items() >= before.items()


def test_verbs_that_read_do_all_that_they_do(place: Place) -> None:
    assert "179" in place.verb("search", "--count", "sort:date").stdout
    assert "q0003" in place.verb("show", "q0003").stdout
    verified = place.verb("verify")
    assert verified.returncode == Exit.DONE
    assert "was not checked" in verified.stdout


def test_a_draft_of_an_earlier_run_is_kept_for_when_it_can_be_written(
    sample: Path,
) -> None:
    with read_only("asked", sample) as place:
        writable = place._replace(options=())
        with writable.on_screen() as program:
            program.wait_for("1/179")
            program.send("ahalf a thought")
            program.wait_for("half a thought")
            program.read_quiet(500)
            program.kill()
        with place.on_screen() as program:
            program.wait_for("read-only")
            program.send("Q")
            assert program.exit_code() == Exit.DONE
        with writable.on_screen() as program:
            program.wait_for("was not finished")
            program.send("\r")
            program.wait_for("half a thought")


@needs_wal
@pytest.mark.parametrize("way", ["not permitted", "mounted"])
def test_commits_that_lie_beside_the_library_are_read_or_told_never_left_out(
    sample: Path, way: str
) -> None:
    command = [sys.executable, "-c", KILLED_WRITER, sample]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == -signal.SIGKILL
    with read_only(way, sample) as place:
        refused = place.verb("show", "q0003")
        assert refused.returncode == Exit.DATA_PROBLEM
        assert "an older state would be shown" in refused.stderr
        assert "copy both files" in refused.stderr
        assert refused.stdout == ""


@needs_wal
def test_the_rig_sees_an_older_state_where_the_library_is_read_as_it_lies(sample: Path) -> None:
    """The control: what `immutable` alone would show."""
    command = [sys.executable, "-c", KILLED_WRITER, sample]
    subprocess.run(command, cwd=ROOT, check=False)
    seen = [
        sqlite.connect(f"{sample.as_uri()}?{way}", uri=True)
        .execute("select count(*) from note").fetchone()[0]
        for way in (access.AS_IT_LIES, access.READING)
    ]  # fmt: skip
    assert seen == [0, 1]


def test_read_only_makes_no_library(tmp_path: Path) -> None:
    with pytest.raises(LibraryUnusable, match="none is made"):
        open_library(tmp_path / "talks.db", is_read_only=True)
    assert list(tmp_path.iterdir()) == []


def test_an_older_library_that_may_not_be_written_is_refused_untouched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = library_of_the_first_release(tmp_path / "talks.db", monkeypatch, "We meet.")
    before = path.read_bytes()
    with pytest.raises(LibraryUnusable, match=r"version 1.*open the copy"):
        open_library(path, is_read_only=True)
    assert path.read_bytes() == before


@needs_wal
def test_what_is_read_as_it_lies_follows_who_may_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a lock nothing but the file itself tells that somebody else has written."""
    with made_library(tmp_path) as made, records_of(made) as records:
        records.quote("q1", "A pause is not a peace.")

    def nobody(_path: Path) -> bool:
        return False

    with monkeypatch.context() as patched:
        patched.setattr(access, "may_be_written", nobody)
        reading = open_library(tmp_path / "talks.db", author=AUTHOR, clock=FixedClock())
        assert access.way_to_read(reading.path) == access.AS_IT_LIES
        watcher = reading.watch()
        assert reading.count(parse("pause").query) == 1
        assert watcher.look() is None
    with made_library(tmp_path) as writing, records_of(writing) as records:
        records.quote("q2", "Another pause.")
    with monkeypatch.context() as patched:
        patched.setattr(access, "may_be_written", nobody)
        assert reading.count(parse("pause").query) == 2
        assert watcher.look() is not None
        with pytest.raises(LibraryReadOnly):
            reading.star(reading.quotes().rows[0].key)
        watcher.close()
        reading.close()
