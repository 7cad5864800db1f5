"""`config`: the file of settings, what it says, and setting an entry of it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import click

from tui import wording
from tui.arguments import Verb
from tui.folders import folders
from tui.settings import COLORS, KEYS, PRESET, SCREEN, SLOW, read_settings
from tui.verbs.exits import Exit
from tui.verbs.output import say, tell


@click.command(cls=Verb, epilog=wording.CONFIG_EXAMPLES)
@click.argument("deed", type=click.Choice(["path", "show", "set"]), metavar="path|show|set")
@click.argument("words", nargs=-1, metavar="[NAME VALUE...]")
def config(deed: str, words: tuple[str, ...]) -> int:
    """Show where your settings are, show them, or set one.

    NAME is keys.preset, which is vim or plain, or keys.COMMAND, with the key or keys that run it;
    "" takes its keys away. `peace-tui keys` lists the commands. screen.colors is what --colors
    takes, screen.slow is yes or no.
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
    if settings.colors:
        say(f"{SCREEN}.{COLORS} = {settings.colors}")
    if settings.slow:
        say(f"{SCREEN}.{SLOW} = yes")
    for name, keys in settings.keys.items():
        say(f"{KEYS}.{name} = {', '.join(keys) or 'none'}")
    problems = in_effect(settings).problems
    tell(*(each.sentence for each in problems))
    return Exit.DATA_PROBLEM if problems else Exit.DONE


def _set(file: Path, words: Sequence[str]) -> int:
    from tui.gateway.setting import SettingRefused, set_entry  # noqa: PLC0415  # as above

    name, *values = words or ("",)
    if "." not in name or not values:
        raise click.UsageError(wording.CONFIG_SET_HOW, click.get_current_context())
    try:
        tell(set_entry(file, name, values))
    except SettingRefused as refused:
        tell(*refused.sentences)
        return Exit.DATA_PROBLEM if refused.is_of_file else Exit.NOT_UNDERSTOOD
    return Exit.DONE
