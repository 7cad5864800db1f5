"""A library of an older version, and whatever stops the program that brings it up to date."""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

import pytest

from storage import LibraryNewer, WriteRefused, open_library
from storage.connections import sqlite
from storage.library import SCHEMA_VERSION
from tests.faults.kills import ROOT
from tests.faults.migrations import (
    FIRST_STEP_AFTER,
    WITHOUT_TRANSACTION,
    kill_at_each_statement,
    library_of_version,
    version_of,
)
from tests.pty_driver import PtyProgram, peace_tui
from tests.storage.logs import change
from tui.verbs.exits import Exit

EVERY = int(os.environ.get("PEACE_TUI_EVERY_STATEMENT", "13"))


@pytest.mark.parametrize("version", FIRST_STEP_AFTER)
def test_a_migration_that_is_killed_leaves_the_old_library_or_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: int
) -> None:
    old = library_of_version(tmp_path / "talks.db", version, monkeypatch)
    assert kill_at_each_statement(old, every=EVERY) > 50 / EVERY


def test_the_rig_sees_a_migration_without_a_transaction(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: each statement for itself leaves something between two versions."""
    old = library_of_version(tmp_path / "talks.db", 2, monkeypatch)
    with pytest.raises(AssertionError):
        kill_at_each_statement(old, every=5, fault=WITHOUT_TRANSACTION)


@pytest.mark.parametrize("version", FIRST_STEP_AFTER)
def test_what_a_library_was_before_is_kept_beside_it_and_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: int
) -> None:
    old = library_of_version(tmp_path / "talks.db", version, monkeypatch)
    before = version_of(old)
    with open_library(old) as library:
        copy = tmp_path / f"talks.version-{version}.db"
        assert library.copy_before == copy
        assert version_of(copy) == before
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with open_library(old) as library:
        assert library.copy_before is None


def test_a_new_library_leaves_no_copy(tmp_path: Path) -> None:
    with open_library(tmp_path / "talks.db") as library:
        assert library.copy_before is None
    assert [file.name for file in tmp_path.iterdir()] == ["talks.db"]


def test_an_older_copy_is_never_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tmp_path.joinpath("talks.version-2.db").write_bytes(b"somebody's own file")
    old = library_of_version(tmp_path / "talks.db", 2, monkeypatch)
    with open_library(old) as library:
        assert library.copy_before == tmp_path / "talks.version-2.2.db"
    assert tmp_path.joinpath("talks.version-2.db").read_bytes() == b"somebody's own file"


def test_without_room_for_a_copy_nothing_is_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = library_of_version(tmp_path / "talks.db", 2, monkeypatch)
    before = old.read_bytes()

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("storage.history.backup.create_private", full)
        with pytest.raises(WriteRefused, match="It was not changed; see to it that there is room"):
            open_library(old)
    assert old.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["talks.db"]


def test_the_screen_says_where_the_older_one_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = library_of_version(tmp_path / "talks.db", 2, monkeypatch)
    environment = {"XDG_STATE_HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    with PtyProgram(peace_tui(str(old)), env=environment) as program:
        program.wait_for(r"as it was before, it is kept in talks\.version-2\.db")


def test_a_newer_library_is_refused_by_both_numbers_and_not_a_byte_is_changed(
    tmp_path: Path,
) -> None:
    path = tmp_path / "talks.db"
    open_library(path).close()
    change(path, f"pragma user_version = {SCHEMA_VERSION + 1}")
    for mode in ("wal", "delete"):
        with contextlib.closing(sqlite.connect(path)) as db:
            db.execute(f"pragma journal_mode = {mode}")
        before = path.read_bytes()
        with pytest.raises(LibraryNewer, match=rf"{SCHEMA_VERSION + 1}.*{SCHEMA_VERSION}"):
            open_library(path)
        for arguments in ((), ("search", "moscow"), ("note", "q0003", "late")):
            environment = {"XDG_STATE_HOME": str(tmp_path / "state"), "PYTHONPATH": str(ROOT)}
            with PtyProgram(peace_tui("-L", str(path), *arguments), env=environment) as program:
                assert program.exit_code() == Exit.LIBRARY_HELD
            assert str(SCHEMA_VERSION + 1) in program.screen()
        assert path.read_bytes() == before
        assert [file.name for file in tmp_path.glob("*.db*")] == ["talks.db"]
