"""The settings: where they are kept, what is in effect, and those that can be changed here."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from tui import wording
from tui.commands.command import key_name
from tui.commands.keymap import in_effect
from tui.folders import folders
from tui.formatting import Span, span
from tui.gateway.setting import SettingRefused, set_entry
from tui.look import AUTO, SCHEME_NAMES, Look
from tui.screens.pace import Pacing
from tui.screens.room import Room
from tui.settings import KEYS, PRESETS, Settings, read_settings
from tui.widgets.picker import Choice, Picker

COLORS = "screen.colors"
SLOW = "screen.slow"
PRESET = "keys.preset"
NO_YES = ("no", "yes")


class SettingLine(NamedTuple):
    """A line of the box. Where it can be changed, `values` are what it may be, and `kept` one."""

    label: str
    shown: str
    more: str = ""
    entry: str = ""
    values: Sequence[str] = ()
    kept: str = ""


class SettingsBox(Picker):
    """Enter turns the line under the cursor to its next value, which is kept at once."""

    heading = "SETTINGS"
    footing = " Esc close · ↑↓ choose · ⏎ changes, where it says so"

    def __init__(
        self,
        lines: Callable[[], Sequence[SettingLine]],
        turn: Callable[[SettingLine], str],
    ) -> None:
        super().__init__()
        self._lines = lines
        self._turn = turn
        self._told = ""
        self._read: Sequence[SettingLine] = ()

    def choices(self, typed: str) -> list[Choice]:
        self._read = self._lines()
        wanted = typed.strip().lower()
        return [
            Choice(str(number), self._line(each), self._told or each.more)
            for number, each in enumerate(self._read)
            if wanted in f"{each.label} {each.shown}".lower()
        ]

    def move(self, rows: int) -> None:
        if self._told:
            self._told = ""
            self.show_anew()
        super().move(rows)

    def pick(self) -> None:
        if not self.shown:
            return
        line = self._read[int(self.shown[self.cursor].value)]
        if line.values:
            self._told = self._turn(line)
        self.show_anew()

    @staticmethod
    def _line(line: SettingLine) -> tuple[Span, ...]:
        changes = (Span(f"  {wording.SETTING_CHANGES}", "dim"),) if line.values else ()
        return (Span(f"{line.label:<10}", "label"), span(line.shown), *changes)


class Preferences:
    """Opens the box, and changes what is chosen in it."""

    def __init__(self, room: Room, pacing: Pacing, look: Look) -> None:
        self._room = room
        self._pacing = pacing
        self._look = look

    @property
    def _file(self) -> Path:
        return folders(os.environ).settings

    def open(self) -> None:
        self._room.stage.open_box(SettingsBox(self._lines, self._turn), lambda _: None)

    def _lines(self) -> list[SettingLine]:
        settings, look = read_settings(self._file), self._look
        problems = in_effect(settings).problems
        there = "" if self._file.exists() else wording.NOT_THERE_YET
        return [
            SettingLine("colours", settings.colors or AUTO,
                wording.COLORS_NOW.format(scheme=look.scheme), COLORS, SCHEME_NAMES,
                settings.colors or AUTO),
            SettingLine("slow line", NO_YES[self._pacing.is_slow], wording.SLOW_NOW, SLOW, NO_YES,
                NO_YES[self._pacing.is_slow]),
            SettingLine("preset", settings.preset, wording.PRESET_FROM_START, PRESET, PRESETS,
                settings.preset),
            SettingLine("plain", NO_YES[look.is_plain], wording.PLAIN_BY_OPTION),
            SettingLine("mouse", NO_YES[look.has_mouse], wording.MOUSE_BY_OPTION),
            *self._own_keys(settings),
            *(SettingLine("not so", each.entry, each.sentence) for each in problems),
            SettingLine("file", f"{self._file}{there}", str(self._file)),
        ]  # fmt: skip

    def _own_keys(self, settings: Settings) -> list[SettingLine]:
        if not settings.keys:
            return [SettingLine("own keys", "none", wording.OWN_KEYS_HOW)]
        return [
            SettingLine(
                "own key",
                f"{KEYS}.{name} = {', '.join(map(key_name, keys)) or 'none'}",
                wording.OWN_KEYS_HOW,
            )
            for name, keys in settings.keys.items()
        ]

    def _turn(self, line: SettingLine) -> str:
        """Keep the next value, and do what needs no new start."""
        following = line.values[(line.values.index(line.kept) + 1) % len(line.values)]
        try:
            told = set_entry(self._file, line.entry, (following,))
        except SettingRefused as refused:
            return " ".join(refused.sentences)
        if line.entry == SLOW:
            self._pacing.turn()
            return wording.SLOW_KEPT.format(value=following)
        return told
