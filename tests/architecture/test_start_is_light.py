"""What a start may not load: every import is a wait before the first frame."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import sqlite_utils

from storage import connections

ROOT = Path(__file__).parents[2]
HEAVY = ("sqlite_utils", "click", "storage.history", "storage.schema.shapes", "storage.completing",
         "storage.deeds", "storage.analyst",
         "storage.sql.overviews", "tui.grids.making",
         "numpy", "msgspec", "anyascii", "tree_sitter", "textual.widgets._text_area",
         "textual.widgets._markdown", "rich.traceback", "tomllib", "tui.screens.taking",
         "tui.commands.layouts")  # fmt: skip
FIRST_FRAME = """
import asyncio, sys
from pathlib import Path
from storage import open_library
from tui.app import PeaceApp, first_answer
from tui.gateway.drafts import Drafts
import tui.verbs.running

async def show():
    with open_library(sys.argv[1]) as library:
        drafts = Drafts(Path(sys.argv[2]), library.path, "r")
        app = PeaceApp(library, first_answer(library, ""), drafts,
                       is_first_start=False)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
        app.close_gateway()

asyncio.run(show())
print(*sorted(sys.modules))
"""


def loaded_by(script: str, *arguments: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return set(done.stdout.split())


def test_nothing_heavy_is_loaded_before_the_first_frame(sample: Path, tmp_path: Path) -> None:
    assert loaded_by(FIRST_FRAME, str(sample), str(tmp_path)).intersection(HEAVY) == set()


def test_storage_alone_knows_no_terminal() -> None:
    loaded = loaded_by("import storage, sys; print(*sys.modules)")
    assert loaded.isdisjoint({"textual", "rich", "click", "sqlite_utils"})


def test_one_sqlite_is_in_the_process() -> None:
    database = sqlite_utils.Database(memory=True)
    assert isinstance(database.conn, connections.sqlite.Connection)
