"""`config` and `keys`: a person's settings on the command line."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from tests.tui.verbs.conftest import PeaceTui


def settings(homeless: Path) -> Path:
    return homeless / "config" / "peace-tui" / "config.toml"


def test_a_key_that_is_set_is_in_effect_and_told(peace_tui: PeaceTui, homeless: Path) -> None:
    assert peace_tui("config", "path").out == f"{settings(homeless)}\n"
    assert peace_tui("config", "show").out == "keys.preset = vim\n"
    done = peace_tui("config", "set", "keys.note", "n", "F2")
    assert (done.code, done.out) == (0, "")
    assert "keys.note is n, F2" in done.err
    assert peace_tui("config", "show").out == "keys.preset = vim\nkeys.note = n, F2\n"
    assert "\nn F2         note " in peace_tui("keys").out
    assert "| `a` | Write a note" in peace_tui("keys", "--md").out
    assert stat.S_IMODE(settings(homeless).parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(settings(homeless).stat().st_mode) == 0o600


def test_a_preset_is_set_and_a_key_taken_away(peace_tui: PeaceTui) -> None:
    peace_tui("config", "set", "keys.preset", "plain")
    peace_tui("config", "set", "keys.redraw", "")
    assert peace_tui("config", "show").out == "keys.preset = plain\nkeys.redraw = none\n"
    assert "\n             redraw " in peace_tui("keys").out
    assert "\n             note " in peace_tui("keys").out


def test_colours_and_a_slow_line_are_kept_for_each_start(
    peace_tui: PeaceTui, homeless: Path
) -> None:
    assert peace_tui("config", "set", "screen.colors", "dark").code == 0
    assert peace_tui("config", "set", "screen.slow", "yes").code == 0
    assert settings(homeless).read_text() == '[screen]\nslow = "yes"\ncolors = "dark"\n'
    shown = peace_tui("config", "show").out
    assert shown == "keys.preset = vim\nscreen.colors = dark\nscreen.slow = yes\n"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("screen.colors", "mauve"), "it may be auto, terminal, dark"),
        (("screen.slow", "maybe"), "it may be yes, no"),
        (("screen.size", "9"), "there is no such setting"),
        (("keys.note", "j"), "j runs down in the same place"),
        (("keys.nothing", "n"), "there is no such command"),
        (("keys.quit", ""), "without a key for it"),
        (("keys.preset", "emacs"), "presets are vim and plain"),
        (("note", "n"), "Name an entry and its value"),
        (("keys.note",), "Name an entry and its value"),
        ((), "Name an entry and its value"),
    ],
)
def test_what_is_not_sound_is_not_set(
    peace_tui: PeaceTui, homeless: Path, words: tuple[str, ...], told: str
) -> None:
    refused = peace_tui("config", "set", *words)
    assert refused.code == 2
    assert told in refused.err
    assert not settings(homeless).exists()


def test_a_clash_is_reported_with_the_keys_that_are_in_effect(
    peace_tui: PeaceTui, homeless: Path
) -> None:
    settings(homeless).parent.mkdir(parents=True)
    settings(homeless).write_text('[keys]\nnote = "j"\ntag = "X"\n', encoding="utf-8")
    printed = peace_tui("keys")
    assert printed.code == 3
    assert "\na            note " in printed.out
    assert "\nX            tag " in printed.out
    assert "keys.note: j runs down in the same place. note keeps a" in printed.err


def test_a_file_with_a_slip_is_told_with_its_line_and_left_alone(
    peace_tui: PeaceTui, homeless: Path
) -> None:
    settings(homeless).parent.mkdir(parents=True)
    settings(homeless).write_text("[keys]\nnote = n\n", encoding="utf-8")
    assert "line 2" in peace_tui("config", "show").err
    refused = peace_tui("config", "set", "keys.note", "n")
    assert refused.code == 3
    assert "write the entry by hand" in refused.err
    assert settings(homeless).read_text(encoding="utf-8") == "[keys]\nnote = n\n"


def test_a_file_that_is_no_text_is_left_alone(peace_tui: PeaceTui, homeless: Path) -> None:
    settings(homeless).parent.mkdir(parents=True)
    settings(homeless).write_bytes(b"\xff")
    assert "write the entry by hand" in peace_tui("config", "set", "keys.note", "n").err
    assert settings(homeless).read_bytes() == b"\xff"


def test_a_file_that_is_kept_elsewhere_stays_a_link(peace_tui: PeaceTui, homeless: Path) -> None:
    settings(homeless).parent.mkdir(parents=True)
    settings(homeless).symlink_to(homeless / "mine.toml")
    peace_tui("config", "set", "keys.note", "n")
    assert settings(homeless).is_symlink()
    assert peace_tui("config", "show").out == "keys.preset = vim\nkeys.note = n\n"


def test_a_file_named_in_the_environment_counts(
    peace_tui: PeaceTui, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PEACE_TUI_CONFIG", str(tmp_path / "mine.toml"))
    peace_tui("config", "set", "keys.note", "n")
    assert (tmp_path / "mine.toml").read_text(encoding="utf-8") == '[keys]\nnote = "n"\n'
