"""`config`: the file of settings, what it says, and setting an entry of it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import click

from tui import wording
from tui.arguments import Verb
from tui.folders import folders, private
from tui.settings import KEYS, PRESET, PRESETS, read_settings, settings_in, with_entry
from tui.verbs.exits import Exit
from tui.verbs.output import say, tell


@click.command(cls=Verb, epilog=wording.CONFIG_EXAMPLES)
@click.argument("deed", type=click.Choice(["path", "show", "set"]), metavar="path|show|set")
@click.argument("words", nargs=-1, metavar="[NAME VALUE...]")
def config(deed: str, words: tuple[str, ...]) -> int:
    """Show where your settings are, show them, or set one.

    NAME is keys.preset, which is vim or plain, or keys.COMMAND, with the key or keys that run it;
    "" takes its keys away. `peace-tui keys` lists the commands.
    """
    file = folders(os.environ).settings
    if deed == "set":
        return _set(file, words)
    if words:
        raise click.UsageError(wording.CONFIG_TAKES_NOTHING, click.get_current_context())
    if deed == "path":
        say(str(file))
        return Exit.DONE
    return _show(file)


def _show(file: Path) -> int:
    from tui.commands.keymap import in_effect  # noqa: PLC0415  # not for the other deeds

    settings = read_settings(file)
    say(f"{KEYS}.{PRESET} = {settings.preset}")
    for name, keys in settings.keys.items():
        say(f"{KEYS}.{name} = {', '.join(keys) or 'none'}")
    problems = in_effect(settings).problems
    tell(*(each.sentence for each in problems))
    return Exit.DATA_PROBLEM if problems else Exit.DONE


def _set(file: Path, words: Sequence[str]) -> int:
    from tui.commands.keymap import in_effect  # noqa: PLC0415

    name, *values = words or ("",)
    entry = name.removeprefix(f"{KEYS}.")
    if entry == name or not values:
        raise click.UsageError(wording.CONFIG_SET_HOW, click.get_current_context())
    if entry == PRESET and values[0] not in PRESETS:
        raise click.UsageError(
            wording.no_such_preset(values[0], PRESETS), click.get_current_context()
        )
    before = _text_of(file)
    changed = None if before is None else with_entry(before, entry, values)
    if before is None or changed is None:
        tell(wording.CONFIG_BY_HAND.format(name=name, path=file))
        return Exit.DATA_PROBLEM
    new_problems = set(in_effect(settings_in(changed, file)).problems).difference(
        in_effect(settings_in(before, file)).problems
    )
    if new_problems:
        tell(*sorted(each.sentence for each in new_problems), wording.CONFIG_NOT_SET)
        return Exit.NOT_UNDERSTOOD
    _write(file, changed)
    tell(wording.CONFIG_SET.format(name=name, value=", ".join(values) or "none", path=file))
    return Exit.DONE


def _write(file: Path, text: str) -> None:
    """Put the text there whole or not at all, for its owner only; a link to a file stays one."""
    there = file.resolve()
    private(there.parent)
    beside = there.with_suffix(".new")
    beside.touch(mode=0o600)
    beside.write_text(text, encoding="utf-8")
    beside.replace(there)


def _text_of(file: Path) -> str | None:
    """What is written in the file now, "" where there is none; None where it is no text."""
    try:
        return file.read_bytes().decode()
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError:
        return None
