"""A note in the person's own editor: nothing reaches a shell, and nothing typed is lost."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from storage import open_library, parse
from tests.driver import PeaceDriver, at_the_keyboard
from tests.pty_driver import PtyProgram, peace_tui
from tui.gateway import editor
from tui.gateway.editor import EditorFailed, edit
from tui.gateway.machine import Machine

ADDS = "printf ' and more\\n' >> \"$1\""
HOSTILE = (
    "$(touch canary)",
    "`touch canary`",
    "; touch canary",
    "| touch canary",
    "&& touch canary",
)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="editors are shell scripts")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the program runs: a canary would be here."""
    folder = tmp_path / "place"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def script(folder: Path, does: str) -> Path:
    file = folder / "an editor"
    file.write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
    file.chmod(0o755)
    return file


def machine(named: str) -> Machine:
    return Machine({"PATH": os.environ["PATH"], "EDITOR": named})


def notes(ui: PeaceDriver) -> list[str]:
    return [note.text for note in ui.library.quote(ui.current).notes]


async def test_a_note_is_written_in_the_editor(sample: Path, place: Path) -> None:
    named = f"'{script(place, ADDS)}'"
    async with at_the_keyboard(sample, machine=machine(named)) as ui:
        await ui.press("A")
        assert notes(ui) == [" and more"]
        await ui.press("a", *"one thing", "ctrl+g")
        assert ui.sees("one thing and more", "NOTE on")
        await ui.press("escape")
        assert notes(ui) == [" and more", "one thing and more"]


@pytest.mark.parametrize("does", ["true", ': > "$1"', "printf ' \\n' > \"$1\""])
async def test_an_unchanged_or_empty_text_saves_nothing(
    sample: Path, place: Path, does: str
) -> None:
    async with at_the_keyboard(sample, machine=machine(f"'{script(place, does)}'")) as ui:
        await ui.press("A")
        assert notes(ui) == []
        assert ui.sees("nothing typed, nothing saved")


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ("", "No editor is named"),
        ("no-such-editor --wait", "is not there"),
        ("'unclosed", "names no editor"),
        ("false", "ended with code 1"),
    ],
)
async def test_where_the_editor_fails_the_text_stays(sample: Path, named: str, told: str) -> None:
    async with at_the_keyboard(sample, machine=machine(named), run="first") as ui:
        await ui.press("a", *"one thing", "ctrl+g")
        assert ui.sees(told, "one thing")
    async with at_the_keyboard(sample, run="second") as ui:
        await ui.press("enter")
        assert ui.sees("one thing")


def test_the_text_stands_in_a_private_file_that_is_gone_afterwards(place: Path) -> None:
    told = place / "told"
    argv = (str(script(place, f'stat -c %a "$1" > {told}; cat "$1" >> {told}')),)
    folder = place / "drafts"
    edit("between us", argv, os.environ, folder)
    assert told.read_text(encoding="utf-8") == "600\nbetween us"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("hostile", HOSTILE)
def test_neither_the_editors_name_nor_a_text_reaches_a_shell(place: Path, hostile: str) -> None:
    for named in (f"true {hostile}", hostile, f"cat {hostile}"):
        try:
            argv = editor.editor({"PATH": os.environ["PATH"], "EDITOR": named})
            edit(hostile, argv, os.environ, place / "drafts")
        except EditorFailed:
            pass
    assert edit(hostile, ("true",), os.environ, place / "drafts") == hostile
    assert not (place / "canary").exists()


def test_what_is_no_text_is_refused(place: Path) -> None:
    argv = (str(script(place, "printf '\\377' > \"$1\"")),)
    with pytest.raises(EditorFailed, match="no text"):
        edit("a", argv, os.environ, place / "drafts")


def test_a_link_that_the_editor_leaves_is_not_followed(place: Path) -> None:
    (place / "secret").write_text("secret", encoding="utf-8")
    argv = (str(script(place, f'rm "$1"; ln -s {place}/secret "$1"')),)
    with pytest.raises(EditorFailed):
        edit("a", argv, os.environ, place / "drafts")


def test_where_no_program_may_be_started_there_is_no_editor(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(editor, "IS_OFFERED", False)
    with pytest.raises(EditorFailed, match="No other program"):
        editor.editor({"PATH": os.environ["PATH"], "EDITOR": "true"})


def test_the_terminal_is_the_editors_and_then_the_programs_again(sample: Path, place: Path) -> None:
    named = script(place, 'printf "EDITOR HERE"; read line; printf "%s" "$line" > "$1"')
    env = {**os.environ, "EDITOR": f"'{named}'", "XDG_STATE_HOME": str(place / "state")}
    with PtyProgram(peace_tui(str(sample)), env=env) as program:
        program.wait_for("3 QUOTES")
        program.send("A")
        program.wait_for("EDITOR HERE")
        program.send("from outside\r")
        program.wait_for("saved: note on")
        program.send("a")
        program.wait_for("NOTE on")
        program.send("one\x07")
        program.wait_for("EDITOR HERE")
        program.send("\x03")
        program.wait_for("an editor ended with code")
        program.send("\x1b")
        program.wait_for("saved: note on")
        program.send("Q")
        assert program.exit_code() == 0
    with open_library(sample) as library:
        (noted,) = library.quotes(parse("note:outside").query).rows
        assert {note.text for note in library.quote(noted.key).notes} == {"from outside", "one"}
