"""Where things are kept, and that only their owner can look inside."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tui.folders import folders, private

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the folders of Linux")


def test_a_person_who_set_nothing_finds_things_in_the_usual_places() -> None:
    found = folders({"HOME": "/home/reader"})
    assert found.library == Path("/home/reader/.local/share/peace-tui/peace.db")
    assert found.log == Path("/home/reader/.local/state/peace-tui/log")
    assert found.drafts == Path("/home/reader/.local/state/peace-tui/drafts")
    assert found.config == Path("/home/reader/.config/peace-tui")
    assert found.cache == Path("/home/reader/.cache/peace-tui")


def test_folders_named_in_the_environment_count() -> None:
    found = folders({"HOME": "/home/reader", "XDG_STATE_HOME": "/srv/state", "XDG_DATA_HOME": ""})
    assert found.drafts == Path("/srv/state/peace-tui/drafts")
    assert found.data == Path("/home/reader/.local/share/peace-tui")


def test_a_relative_folder_in_the_environment_is_passed_over() -> None:
    assert folders({"HOME": "/h", "XDG_CACHE_HOME": "cache"}).cache == Path("/h/.cache/peace-tui")


def test_a_library_named_in_the_environment_is_opened() -> None:
    assert folders({"PEACE_TUI_DB": "/srv/talks.db"}).library == Path("/srv/talks.db")


def test_an_empty_name_is_no_library() -> None:
    assert folders({"HOME": "/h", "PEACE_TUI_DB": ""}).library.name == "peace.db"


def test_made_folders_are_open_to_their_owner_only(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        made = private(tmp_path / "state" / "peace-tui" / "drafts")
    finally:
        os.umask(before)
    for folder in (made, made.parent, made.parent.parent):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert private(made) == made


def test_platformdirs_is_not_loaded_on_linux() -> None:
    program = "import sys; from tui.folders import folders; folders({}); print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout.split()
    assert "tui.folders" in loaded
    assert "platformdirs" not in loaded
