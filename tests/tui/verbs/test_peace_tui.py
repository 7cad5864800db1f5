"""The program itself: which library it opens, what it refuses, and how it ends."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from storage import Interrupted, LibraryBusy, LibraryUnusable, RecordMissing
from tests.tui.verbs.conftest import PeaceTui
from tui.verbs import running
from tui.verbs.exits import Exit, exit_for

VERBS = (
    "search", "show", "who", "note", "tag", "star", "undo", "log", "verify", "keys", "config",
    "doctor", "view", "link", "brief", "briefs",
)  # fmt: skip


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("asking", ["-h", "--help"])
def test_every_verb_explains_itself(peace_tui: PeaceTui, verb: str, asking: str) -> None:
    printed = peace_tui(verb, asking)
    assert printed.code == 0
    assert printed.out.startswith(f"Usage: peace-tui {verb} ")


def test_the_program_explains_itself_by_examples(peace_tui: PeaceTui) -> None:
    printed = peace_tui("--help")
    assert printed.code == 0
    assert "peace-tui search 'by:kabulov in:moscow'" in printed.out
    assert "..." not in printed.out
    assert peace_tui("--version").out.startswith("peace-tui ")


def test_a_verb_without_a_library_makes_the_sample_first(
    homeless: Path, peace_tui: PeaceTui
) -> None:
    printed = peace_tui("search", "by:kabulov in:moscow", "--count")
    path = homeless / "data" / "peace-tui" / "peace.db"
    assert (printed.code, printed.out) == (0, "7\n")
    assert printed.err == f"No library yet: made one from the sample at {path}.\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert peace_tui("search", "--count").err == ""


def test_a_throw_away_sample_leaves_nothing_behind(
    homeless: Path, peace_tui: PeaceTui, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(homeless))
    assert peace_tui("--sample", "star", "q0003").code == 0
    assert list(homeless.rglob("*.db")) == []


def test_the_library_is_named_by_path_option_or_after_the_verb(
    sample: Path, peace_tui: PeaceTui
) -> None:
    other = sample.with_name("other.db")
    sample.rename(other)
    for words in (
        (str(other), "search"),
        ("-L", str(other), "search"),
        ("search", "-L", str(other)),
        ("search", f"--library={other}"),
    ):
        printed = peace_tui(*words, "by:kabulov", "--count")
        assert (printed.out, printed.err) == ("28\n", "")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("serach",), "did you mean search?"),
        (("serach", "peace"), "did you mean search?"),
        (("surgeon",), "No verb and no library is called surgeon."),
        (("a.db", "-L", "b.db", "log"), "Name one library"),
        (("--sample", "a.db", "log"), "Name one library"),
        (("-q", "peace", "log"), "takes its query as an argument"),
        (("--jsn",), "No such option"),
        (("search", "--jsn"), "No such option"),
        (("search", "--limit"), "needs a value"),
        (("search", "--limit", "none"), "'none' is not a valid integer"),
        (("show",), "Missing argument"),
    ],
)
def test_what_is_mistyped_is_explained_and_makes_no_library(
    homeless: Path, peace_tui: PeaceTui, words: tuple[str, ...], said: str
) -> None:
    printed = peace_tui(*words)
    assert (printed.code, printed.out) == (2, "")
    assert said in printed.err
    assert list(homeless.rglob("*.db")) == []


@pytest.mark.parametrize("words", [(), ("talks.db",), ("--sample",), ("-q", "peace")])
def test_without_a_terminal_the_reading_room_says_what_to_use(
    homeless: Path, peace_tui: PeaceTui, words: tuple[str, ...]
) -> None:
    printed = peace_tui(*words)
    assert (printed.code, printed.out) == (2, "")
    assert "peace-tui search QUERY" in printed.err
    assert list(homeless.rglob("*.db")) == []


def test_a_file_that_is_no_library_is_left_alone(homeless: Path, peace_tui: PeaceTui) -> None:
    file = homeless / "letter.txt"
    file.write_text("Dear reader, this is a letter.\n" * 40)
    printed = peace_tui(str(file), "search")
    assert printed.code == 3
    assert "It was not changed" in printed.err
    assert file.read_text().startswith("Dear reader")


def test_a_fault_of_its_own_is_told_in_one_sentence(
    homeless: Path, peace_tui: PeaceTui, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_arguments: list[str]) -> int:
        raise ZeroDivisionError("a person's words")

    monkeypatch.setattr(running, "_done", fail)
    printed = peace_tui("log")
    assert printed.code == 70
    assert len(printed.err.splitlines()) == 1
    [report] = (homeless / "state").rglob("crash-*.txt")
    assert str(report) in printed.err
    assert "a person's words" not in report.read_text()


def test_a_cancelled_verb_ends_as_shells_expect(
    peace_tui: PeaceTui, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_arguments: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(running, "_done", interrupt)
    assert peace_tui("log").code == 130


def test_each_kind_of_error_has_its_code() -> None:
    assert exit_for(LibraryBusy("")) == Exit.LIBRARY_HELD == 4
    assert exit_for(LibraryUnusable("")) == Exit.DATA_PROBLEM == 3
    assert exit_for(RecordMissing("")) == Exit.NOTHING_FOUND == 1
    assert exit_for(Interrupted("")) == Exit.CANCELLED == 130


def test_the_table_of_keys_can_be_printed(peace_tui: PeaceTui) -> None:
    assert "| `/`" in peace_tui("keys", "--md").out
    assert "Search all" in peace_tui("keys").out


@pytest.mark.skipif(sys.platform == "win32", reason="a shell's pipes")
def test_a_reader_that_has_had_enough_ends_it_without_a_word(sample: Path) -> None:
    command = f"{sys.executable} -m tui -L {sample} search --json | head -c 1"
    ended = subprocess.run(command, shell=True, capture_output=True, check=True)
    assert (ended.stdout, ended.stderr) == (b"{", b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_output_that_cannot_be_written_is_no_success(sample: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "tui", "-L", str(sample), "search"]
        ended = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert ended.returncode == 3
    assert b"No space left on device" in ended.stderr
    assert b"Traceback" not in ended.stderr


def test_nothing_slow_is_loaded_before_it_is_needed() -> None:
    program = "import sys, tui.verbs.running, tui.verbs.screen; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"click", "textual", "sqlite_utils", "platformdirs"} & set(loaded)


def test_textuals_variables_are_gone_before_it_could_read_them(
    peace_tui: PeaceTui, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEXTUAL_DRIVER", "somewhere:Else")
    peace_tui("--version")
    assert "TEXTUAL_DRIVER" not in os.environ
