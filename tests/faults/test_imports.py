"""kill -9 in the middle of an import."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from storage import open_library
from tests.faults.imports import ROWS, SHOWN_AT_ONCE, kill_imports, write_table

IMPORT_KILLS = int(os.environ.get("PEACE_TUI_IMPORT_KILLS", "12"))


def test_an_import_that_is_killed_leaves_nothing_of_itself(tmp_path: Path) -> None:
    table, path = write_table(tmp_path / "table.jsonl"), tmp_path / "talks.db"
    assert kill_imports(path, table, IMPORT_KILLS) == IMPORT_KILLS
    with open_library(path) as library:
        for _ in range(2):
            library.import_table(library.look_at_table(table, {}, {}), "words", int)
            assert library.quotes().total == ROWS
        assert library.verify().findings == ()


def test_the_rig_sees_an_import_that_is_shown_in_parts(tmp_path: Path) -> None:
    """The control: rows that are shown before the last step are found, or the search lacks them."""
    table, path = write_table(tmp_path / "table.jsonl"), tmp_path / "talks.db"
    with pytest.raises(AssertionError):
        kill_imports(path, table, 40, fault=SHOWN_AT_ONCE)
