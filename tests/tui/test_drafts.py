"""A half-typed note outlives whatever ends the program, and is offered once."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tui.gateway.drafts import Draft, DraftNotKept, Drafts

QUOTE = "q-000000000000000000000004f9"
OTHER_QUOTE = "q-00000000000000000000000b77"
LIBRARY = Path("/srv/lakeside.db")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "state" / "drafts"


@pytest.fixture
def run(folder: Path) -> Callable[[str], Drafts]:
    return lambda name: Drafts(folder, LIBRARY, name)


def texts(drafts: tuple[Draft, ...]) -> list[tuple[str, str]]:
    return [(draft.record, draft.text) for draft in drafts]


def test_what_a_run_left_half_typed_is_offered_by_the_next(run: Callable[[str], Drafts]) -> None:
    first = run("one")
    first.keep(QUOTE, "compare the delegation's")
    first.keep(QUOTE, "compare the delegation's reply")
    first.keep(OTHER_QUOTE, "which round?")
    first.close()
    assert texts(run("two").left_behind()) == [
        (QUOTE, "compare the delegation's reply"),
        (OTHER_QUOTE, "which round?"),
    ]


def test_a_run_that_is_alive_keeps_its_drafts_to_itself(run: Callable[[str], Drafts]) -> None:
    alive = run("one")
    alive.keep(QUOTE, "mine")
    assert run("two").left_behind() == ()
    assert alive.left_behind() == ()


def test_a_killed_run_leaves_its_draft(folder: Path, run: Callable[[str], Drafts]) -> None:
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from tui.gateway.drafts import Drafts\n"
        f"drafts = Drafts(Path({str(folder)!r}), Path({str(LIBRARY)!r}), 'killed')\n"
        f"drafts.keep({QUOTE!r}, 'half a sent')\n"
        "print('kept', flush=True)\n"
        "sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"kept\n"
        assert run("two").left_behind() == ()
        child.send_signal(signal.SIGKILL)
        child.wait()
    assert texts(run("two").left_behind()) == [(QUOTE, "half a sent")]


def test_a_saved_note_is_not_offered_again(run: Callable[[str], Drafts]) -> None:
    first = run("one")
    first.keep(QUOTE, "saved soon")
    first.keep(OTHER_QUOTE, "stays")
    first.drop(QUOTE)
    first.close()
    assert texts(run("two").left_behind()) == [(OTHER_QUOTE, "stays")]


def test_nothing_is_on_disk_before_the_first_draft_or_after_the_last(
    folder: Path, run: Callable[[str], Drafts]
) -> None:
    drafts = run("one")
    drafts.drop(QUOTE)
    drafts.keep(QUOTE, "")
    assert drafts.left_behind() == ()
    assert not folder.exists()
    drafts.keep(QUOTE, "a")
    drafts.keep(QUOTE, "")
    assert list(folder.iterdir()) == []
    drafts.close()


def test_a_draft_is_taken_once(folder: Path, run: Callable[[str], Drafts]) -> None:
    first = run("one")
    first.keep(QUOTE, "a")
    first.keep(OTHER_QUOTE, "b")
    first.close()
    second, third = run("two"), run("three")
    offered = second.left_behind()
    assert offered == third.left_behind()
    assert second.take(offered[0])
    assert not third.take(offered[0])
    assert texts(third.left_behind()) == [(OTHER_QUOTE, "b")]
    assert third.take(offered[1])
    assert list(folder.iterdir()) == []


def test_drafts_belong_to_their_library(folder: Path) -> None:
    first = Drafts(folder, Path("/srv/lakeside.db"), "one")
    first.keep(QUOTE, "about lakeside")
    first.close()
    assert Drafts(folder, Path("/srv/harbour.db"), "two").left_behind() == ()


def test_only_the_owner_can_read_a_draft(folder: Path, run: Callable[[str], Drafts]) -> None:
    before = os.umask(0)
    try:
        run("one").keep(QUOTE, "confidential")
    finally:
        os.umask(before)
    (file,) = folder.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_text_that_did_not_change_is_not_written_again(
    folder: Path, run: Callable[[str], Drafts]
) -> None:
    drafts = run("one")
    drafts.keep(QUOTE, "same")
    (file,) = folder.iterdir()
    before = file.stat().st_ino
    drafts.keep(QUOTE, "same")
    assert file.stat().st_ino == before


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=st.text(st.characters(codec=None), min_size=1), record=st.text(max_size=30))
def test_any_text_comes_back_whole(folder: Path, text: str, record: str) -> None:
    first, second = Drafts(folder, LIBRARY, "one"), Drafts(folder, LIBRARY, "two")
    first.keep(record, text)
    first.close()
    (draft,) = second.left_behind()
    assert (draft.record, draft.text) == (record, text)
    assert second.take(draft)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff",
        b"[1]",
        b'{"library": 1, "texts": {}}',
        b'{"texts": {"a": 1}}',
        b"[" * 9999,
    ],
)
def test_a_damaged_file_is_passed_over(
    folder: Path, run: Callable[[str], Drafts], content: bytes
) -> None:
    first = run("one")
    first.keep(QUOTE, "whole")
    first.close()
    (folder / "damaged.json").write_bytes(content)
    assert texts(run("two").left_behind()) == [(QUOTE, "whole")]


def test_a_link_in_the_folder_is_not_followed(
    folder: Path, tmp_path: Path, run: Callable[[str], Drafts]
) -> None:
    elsewhere = tmp_path / "elsewhere.json"
    elsewhere.write_text(json.dumps({"library": str(LIBRARY), "texts": {QUOTE: "planted"}}))
    folder.mkdir(parents=True)
    (folder / "link.json").symlink_to(elsewhere)
    assert run("one").left_behind() == ()


def test_a_write_that_was_cut_short_leaves_the_draft_before_it(
    folder: Path, run: Callable[[str], Drafts]
) -> None:
    first = run("one")
    first.keep(QUOTE, "half a")
    first.close()
    (folder / "tmp1.new").write_text('{"library": "/srv/lakeside.db", "texts": {"q')
    assert texts(run("two").left_behind()) == [(QUOTE, "half a")]
    assert [file.suffix for file in folder.iterdir()] == [".json"]


def test_a_full_disk_is_told_and_the_draft_before_it_stays(
    folder: Path, run: Callable[[str], Drafts], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    drafts = run("one")
    drafts.keep(QUOTE, "half a")
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(DraftNotKept, match=r"No space left.*still on the screen"):
            drafts.keep(QUOTE, "half a sentence")
    assert [file.suffix for file in folder.iterdir()] == [".json"]
    drafts.keep(QUOTE, "half a sentence")
    drafts.close()
    assert texts(run("two").left_behind()) == [(QUOTE, "half a sentence")]
