"""Setting an entry of a person's file of settings, by the command line and on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tui import wording
from tui.commands.keymap import in_effect
from tui.folders import write_private
from tui.settings import settings_in, with_entry


class SettingRefused(Exception):
    """Nothing was changed; `sentences` say why, and `is_of_file` whether it is the file's fault."""

    def __init__(self, *sentences: str, is_of_file: bool) -> None:
        super().__init__(*sentences)
        self.sentences = sentences
        self.is_of_file = is_of_file


def set_entry(file: Path, name: str, values: Sequence[str]) -> str:
    """Set an entry such as `keys.note` or `screen.slow`; gives the sentence that says so.

    Raises:
        SettingRefused: it would not be sound, or cannot be put into the file as that is.
    """
    by_hand = wording.CONFIG_BY_HAND.format(name=name, path=file)
    try:
        before = _text_of(file)
        changed = with_entry(before, name, values)
    except (OSError, UnicodeDecodeError):
        raise SettingRefused(by_hand, is_of_file=True) from None
    if changed is None:
        raise SettingRefused(by_hand, is_of_file=True)
    new_problems = set(in_effect(settings_in(changed, file)).problems).difference(
        in_effect(settings_in(before, file)).problems
    )
    if new_problems:
        told = sorted(each.sentence for each in new_problems)
        raise SettingRefused(*told, wording.CONFIG_NOT_SET, is_of_file=False)
    try:
        write_private(file, changed)
    except OSError as error:
        told = wording.SYSTEM_REFUSED.format(reason=error.strerror)
        raise SettingRefused(told, is_of_file=True) from error
    return wording.CONFIG_SET.format(name=name, value=", ".join(values) or "none", path=file)


def _text_of(file: Path) -> str:
    """What is written in the file now, "" where there is none."""
    try:
        return file.read_bytes().decode()
    except FileNotFoundError:
        return ""
