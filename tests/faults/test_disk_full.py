"""No room for another byte: what is refused is said, nothing is lost, and it works again later."""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from storage import open_library
from tests.faults.kills import ROOT
from tests.pty_driver import PtyProgram, peace_tui
from tui.verbs.exits import Exit

pytestmark = pytest.mark.skipif(
    not hasattr(resource, "prlimit"), reason="only Linux limits the files of a running program"
)
LARGEST_FILE = 8_192  # bytes: a draft has room, a commit has none
SHARED_MEMORY = 32_768  # SQLite's -shm file, without which nothing can even be read
NO_LIMIT = resource.RLIM_INFINITY
WHAT_IS_SAFE = "Nothing was saved and nothing was lost|What was saved before is safe"

# The planted fault: no draft is kept of what is typed, nor of what is refused.
FORGETFUL = """
import runpy
from tui.gateway.drafts import Drafts
Drafts.keep = lambda drafts, record, text: None
runpy.run_module("tui", run_name="__main__")
"""
# On a small file system of its own, which ends with the program.
ON_A_SMALL_DISK = 'mount -t tmpfs -o size=5m tmpfs "$0" && exec "$@"'
FILLED = """
import json, sys
from pathlib import Path
from storage import StorageError, make_sample_library, open_library
folder = Path(sys.argv[1])
make_sample_library(folder / "talks.db")
with open_library(folder / "talks.db") as library:
    quote = library.quotes().rows[0].key
    stored, sentence = [], ""
    with (folder / "filler").open("wb", buffering=0) as filler:
        try:
            while True:
                filler.write(bytes(4096))
        except OSError:
            pass
    try:
        for number in range(10_000):
            library.add_note(quote, f"note {number}")
            stored.append(f"note {number}")
    except StorageError as error:
        sentence = str(error)
    held = [note.text for note in library.quote(quote).notes]
    (folder / "filler").unlink()
    library.add_note(quote, "afterwards")
    after = [note.text for note in library.quote(quote).notes]
    findings = len(library.verify().findings)
print(json.dumps([stored, sentence, held, after, findings]))
"""


def limit(pid: int, largest: int) -> None:
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (largest, NO_LIMIT))


def notes_of(path: Path) -> list[str]:
    with open_library(path) as library:
        assert library.verify().findings == ()
        return [note.text for note in library.quote(library.quotes().rows[0].key).notes]


def environment(state: Path) -> Mapping[str, str]:
    # Python would write its own files short, and run them next time.
    kept = {"XDG_STATE_HOME": str(state), "PYTHONDONTWRITEBYTECODE": "1"}
    return {**kept, "PYTHONPATH": str(ROOT)}


def test_a_note_that_finds_no_room_is_a_draft_and_is_saved_when_there_is_some(
    sample: Path, tmp_path: Path
) -> None:
    with PtyProgram(peace_tui(str(sample)), (160, 24), environment(tmp_path)) as program:
        program.wait_for("1/179")
        limit(program.pid, LARGEST_FILE)
        program.send("athe whole thought")
        program.wait_for("the whole thought")
        program.send("\x1b")
        program.wait_for(WHAT_IS_SAFE)
        assert notes_of(sample) == []
        program.send("a")
        program.wait_for("the whole thought")
        limit(program.pid, NO_LIMIT)
        program.send("\x1b")
        program.wait_for("saved: note on")
    assert notes_of(sample) == ["the whole thought"]


def test_the_rig_sees_a_text_that_is_not_kept(sample: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-c", FORGETFUL, str(sample)]
    with PtyProgram(command, (160, 24), environment(tmp_path)) as program:
        program.wait_for("1/179")
        limit(program.pid, LARGEST_FILE)
        program.send("athe whole thought")
        program.wait_for("the whole thought")
        program.send("\x1b")
        program.wait_for(WHAT_IS_SAFE)
        program.send("a")
        program.wait_for("NOTE on .*memo")
        assert "the whole thought" not in program.screen()


@pytest.mark.parametrize(
    "verb", [("note", "q0003", "late"), ("tag", "q0003", "+check"), ("star", "q0003")]
)
def test_a_verb_that_finds_no_room_says_so_and_works_when_there_is_some(
    sample: Path, tmp_path: Path, verb: tuple[str, ...]
) -> None:
    def run(largest: int) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            peace_tui("-L", str(sample), *verb),
            cwd=ROOT,
            env={**environment(tmp_path), "PEACE_TUI_DB": "", "PATH": "", "HOME": str(tmp_path)},
            preexec_fn=lambda: limit(0, largest),
            capture_output=True,
            text=True,
            check=False,
        )

    before = notes_of(sample)
    refused = run(LARGEST_FILE + SHARED_MEMORY)
    assert refused.returncode == Exit.DATA_PROBLEM, refused.stderr
    assert "Traceback" not in refused.stderr
    assert "safe" in refused.stderr or "nothing was lost" in refused.stderr
    assert notes_of(sample) == before
    assert run(NO_LIMIT).returncode == Exit.DONE


def test_a_full_disk_refuses_one_write_and_takes_none_of_the_others(tmp_path: Path) -> None:
    unshare = shutil.which("unshare")
    if unshare is None:
        pytest.skip("mounting takes unshare")
    mounted = [unshare, "--map-root-user", "--mount", "sh", "-c", ON_A_SMALL_DISK, str(tmp_path)]
    if subprocess.run([*mounted, "true"], check=False, capture_output=True).returncode:
        pytest.skip("no user may mount here")
    done = subprocess.run(
        [*mounted, sys.executable, "-c", FILLED, str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    stored, sentence, held, after, findings = json.loads(done.stdout)
    assert "The disk is full" in sentence
    assert sorted(held) == sorted(stored)
    assert sorted(after) == sorted([*stored, "afterwards"])
    assert findings == 0
