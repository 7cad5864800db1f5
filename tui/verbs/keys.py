"""`keys`: the table of keys, as it is in the program."""

from __future__ import annotations

import os

import click

from tui.arguments import Verb
from tui.folders import folders
from tui.settings import read_settings
from tui.verbs.exits import Exit
from tui.verbs.output import say_text, tell


@click.command(cls=Verb)
@click.option("--md", "as_markdown", is_flag=True, help="The usual keys, as a Markdown table.")
def keys(*, as_markdown: bool) -> int:
    """Show which key does what in the reading room, and what clashes."""
    from tui.commands.help_text import keys_markdown, keys_text  # noqa: PLC0415  # seldom asked for
    from tui.commands.keymap import in_effect  # noqa: PLC0415

    if as_markdown:
        say_text(keys_markdown())
        return Exit.DONE
    found = in_effect(read_settings(folders(os.environ).settings))
    say_text(keys_text(found))
    tell(*(each.sentence for each in found.problems))
    return Exit.DATA_PROBLEM if found.problems else Exit.DONE
