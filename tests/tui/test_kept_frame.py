"""A kept frame is believed where nothing that decides what it shows has changed."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tui import kept_frame
from tui.kept_frame import Command, Frame, Keeping, kept_for

LONG_AGO_NS = 60_000_000_000  # in the future of the files, so that they are old


class Home:
    """A home with a library of SQLite, and how a start there finds its terminal."""

    def __init__(self, folder: Path) -> None:
        self.library = folder / "talks.db"
        self.environ = {
            "HOME": str(folder), "TERM": "xterm-256color", "LANG": "en_US.UTF-8",
            "PEACE_TUI_DB": str(self.library),
        }  # fmt: skip
        self.size: tuple[int, int] = (80, 24)
        self.settings = folder / ".config/peace-tui/config.toml"
        self.db = sqlite3.connect(self.library)
        self.db.execute("pragma journal_mode = wal")
        self.db.execute("create table said(words text)")
        self.db.execute("pragma wal_checkpoint(truncate)")

    def write(self, words: str) -> None:
        with self.db:
            self.db.execute("insert into said values(?)", (words,))

    def keep(self, *arguments: str, lines: Sequence[str] = ("first", "second")) -> None:
        self.size = (80, len(lines))
        Keeping(self.library, Command(arguments, self.environ)).keep(Frame(*self.size, lines))

    def found(self, *arguments: str) -> list[str] | None:
        frame = kept_for(Command(arguments, self.environ))
        return list(frame.lines) if frame else None

    @property
    def kept(self) -> list[Path]:
        return [*Path(self.environ["HOME"]).glob(".cache/peace-tui/frames/*")]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    made = Home(tmp_path)
    now_ns = kept_frame.time.time_ns
    monkeypatch.setattr(kept_frame.time, "time_ns", lambda: now_ns() + LONG_AGO_NS)

    def size_now(_: int) -> os.terminal_size:
        return os.terminal_size(made.size)

    monkeypatch.setattr(os, "get_terminal_size", size_now)
    return made


def test_what_was_kept_is_found(home: Home) -> None:
    home.keep(lines=["\x1b[1;1H≈ Мир", "", "third"])
    assert home.found() == ["\x1b[1;1H≈ Мир", "", "third"]
    assert home.found("talks.db") is None


def test_a_library_that_was_only_read_is_as_it_was(home: Home) -> None:
    home.keep()
    with sqlite3.connect(home.library) as other:
        other.execute("select * from said").fetchall()
    other.close()
    assert home.found() == ["first", "second"]


def _written(home: Home) -> None:
    home.write("A pause is not a peace.")


def _checkpointed(home: Home) -> None:
    home.db.execute("pragma wal_checkpoint(restart)")
    home.write("another, in the place of the first")


def _replaced(home: Home) -> None:
    copy = home.library.with_name("copy.db")
    shutil.copy2(home.library, copy)
    copy.replace(home.library)


def _gone(home: Home) -> None:
    home.library.unlink()


def _with_a_hot_journal(home: Home) -> None:
    Path(f"{home.library}-journal").write_bytes(b"begun")


def _with_settings(home: Home) -> None:
    home.settings.parent.mkdir(parents=True)
    home.settings.write_text("")
    assert home.found() is not None  # an empty file settles nothing
    home.settings.write_text("[keys]\n")


def _with_panes_of_another_size(home: Home) -> None:
    panes = Path(home.environ["HOME"]) / ".local/state/peace-tui/panes"
    panes.parent.mkdir(parents=True)
    panes.write_text("actors 4")


def _elsewhere(home: Home) -> None:
    home.environ["PEACE_TUI_DB"] = str(home.library.with_name("other.db"))


def _in_other_colours(home: Home) -> None:
    home.environ["NO_COLOR"] = "1"


def _on_another_terminal(home: Home) -> None:
    home.environ["TERM"] = "linux"


def _without_utf8(home: Home) -> None:
    home.environ["LC_ALL"] = "en_US.ISO-8859-1"


def _at_another_size(home: Home) -> None:
    home.size = (81, 2)


def _at_a_size_that_variables_say(home: Home) -> None:
    home.environ["COLUMNS"] = "80"


def _open_to_others(home: Home) -> None:
    home.kept[0].chmod(0o644)


def _cut_short(home: Home) -> None:
    home.kept[0].write_bytes(home.kept[0].read_bytes().rpartition(b"\n")[0])


def _emptied(home: Home) -> None:
    home.kept[0].write_bytes(b"")


def _no_text(home: Home) -> None:
    home.kept[0].write_bytes(home.kept[0].read_bytes() + b"\xff")


def _behind_a_link(home: Home) -> None:
    home.kept[0].symlink_to(home.kept[0].rename(home.library.with_name("elsewhere")))


def _a_pipe(home: Home) -> None:
    file = home.kept[0]
    file.unlink()
    os.mkfifo(file, 0o600)  # nobody will ever write into it


@pytest.mark.parametrize(
    "changed",
    [_written, _checkpointed, _replaced, _gone, _with_a_hot_journal, _with_settings,
     _with_panes_of_another_size, _elsewhere,
     _in_other_colours, _on_another_terminal, _without_utf8, _at_another_size,
     _at_a_size_that_variables_say, _open_to_others, _cut_short, _emptied, _no_text,
     _behind_a_link, _a_pipe],
)  # fmt: skip
def test_a_frame_is_not_believed_where_something_changed(
    home: Home, changed: Callable[[Home], None]
) -> None:
    home.write("the first")
    home.keep()
    assert home.found() == ["first", "second"]
    changed(home)
    assert home.found() is None


@pytest.mark.parametrize(
    "spoilt", [_open_to_others, _cut_short, _emptied, _no_text, _behind_a_link, _a_pipe]
)
def test_a_spoilt_frame_is_kept_anew(home: Home, spoilt: Callable[[Home], None]) -> None:
    home.keep()
    spoilt(home)
    home.keep()
    assert home.found() == ["first", "second"]
    assert len(home.kept) == 1
    assert not home.kept[0].is_symlink()


def test_frames_of_what_a_library_held_before_are_not_left_lying_about(home: Home) -> None:
    home.keep(lines=["a note that was taken back"])
    home.write("without it")
    home.keep()
    assert home.found() == ["first", "second"]
    assert [each for each in home.kept if "taken back" in each.read_text()] == []


def test_what_else_lies_there_keeps_no_frame_from_being_dropped(home: Home) -> None:
    home.keep(lines=["a note that was taken back"])
    folder = home.kept[0].parent
    (folder / "folder").mkdir()
    (folder / "nowhere").symlink_to(folder / "gone")
    home.write("without it")
    home.keep()
    assert not any("taken back" in each.read_text() for each in home.kept if each.is_file())


def test_what_a_link_leads_to_is_looked_at(home: Home) -> None:
    link = home.library.with_name("link.db")
    link.symlink_to(home.library)
    home.library, target = link, home.library
    home.keep()
    assert home.found() is not None
    home.write("into the log beside the target")
    assert home.found() is None
    home.keep()
    link.unlink()
    link.symlink_to(shutil.copy2(target, target.with_name("third.db")))
    assert home.found() is None


def test_a_library_that_was_written_a_moment_ago_could_change_without_a_trace(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed_ns = home.library.stat().st_ctime_ns
    for later_ns, is_kept in ((1_000_000, False), (3_000_000_000, True)):
        monkeypatch.setattr(kept_frame.time, "time_ns", lambda ns=later_ns: changed_ns + ns)
        home.keep()
        assert (home.found() is not None) is is_kept


def test_a_name_is_looked_up_from_the_folder_that_it_was_given_in(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.keep("talks.db")
    assert home.found("talks.db") is not None
    monkeypatch.chdir(home.library.parent)
    assert home.found("talks.db") is None


def test_frames_are_private_and_few(home: Home) -> None:
    for number in range(12):
        home.keep(lines=["line"] * (number + 1))
    assert len(home.kept) == kept_frame.FRAMES_KEPT
    assert home.found() == ["line"] * 12
    assert {each.stat().st_mode & 0o777 for each in home.kept} == {0o600}


@pytest.mark.parametrize("lines", [["two\nlines"], ["\udc80"]])
def test_what_cannot_be_kept_is_not(home: Home, lines: list[str]) -> None:
    home.keep(lines=lines)
    assert home.found() is None


def test_a_folder_that_cannot_be_made_is_none_of_a_persons_troubles(home: Home) -> None:
    (home.library.parent / ".cache").write_text("no folder")
    home.keep()
    assert home.found() is None
