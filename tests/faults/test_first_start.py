"""The first start is stopped at any moment: there is no library then, or a whole one."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from storage import open_library
from tests.pty_driver import PtyProgram, peace_tui

ROOT = Path(__file__).parents[2]
MOMENTS = int(os.environ.get("PEACE_TUI_MOMENTS", "6"))
QUOTES = 179
AT_MOST_TRIES = 40

# The planted fault: the sample is read in where the library is looked for.
MAKE_IN_PLACE = """
import sys
from pathlib import Path
from storage import SystemClock
from storage.connections import Connections, create_private
from storage.exchange.importing import load
from storage.exchange.sample import read_sample
from storage.history.making import migrate
path = Path(sys.argv[1])
sample = read_sample()
create_private(path)
print("begun", flush=True)
migrate(path, SystemClock(), confidential=False)
load(Connections(path), "writer", SystemClock(), sample)
"""


def is_whole_or_not_there(path: Path) -> bool:
    if not path.exists():
        return True
    with open_library(path) as library:
        return library.quotes().total == QUOTES and library.verify().findings == ()


@pytest.mark.parametrize("seed", range(MOMENTS // 2))
def test_a_first_start_that_was_killed_leaves_the_next_one_a_whole_library(
    tmp_path: Path, seed: int
) -> None:
    environment = {
        "XDG_STATE_HOME": str(tmp_path),
        "XDG_DATA_HOME": str(tmp_path),
        "PYTHONPATH": str(ROOT),
        "PEACE_TUI_DB": "",
    }
    library = tmp_path / "peace-tui" / "peace.db"
    with PtyProgram(peace_tui(), env=environment) as program:
        program.read_quiet(random.Random(seed).randint(100, 700))
        program.kill()
    assert is_whole_or_not_there(library)
    with PtyProgram(peace_tui(), env=environment) as program:
        program.wait_for(f"1/{QUOTES}")
    assert is_whole_or_not_there(library)
    assert [file.name for file in library.parent.glob(".*")] == []


def test_the_rig_sees_a_library_that_was_made_in_its_place(tmp_path: Path) -> None:
    """The control: a kill before the end leaves something there that is not whole."""
    chance = random.Random(2018)
    for number in range(AT_MOST_TRIES):
        path = tmp_path / f"{number}.db"
        command = [sys.executable, "-c", MAKE_IN_PLACE, path]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as making:
            assert making.stdout
            making.stdout.readline()
            try:
                making.wait(chance.uniform(0.01, 0.2))
            except subprocess.TimeoutExpired:
                making.kill()
        if not is_whole_or_not_there(path):
            return
    pytest.fail("a half-made library was never seen")
