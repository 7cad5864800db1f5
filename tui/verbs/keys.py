"""`keys`: the table of keys, as it is in the program."""

from __future__ import annotations

import click

from tui.arguments import Verb
from tui.verbs.exits import Exit
from tui.verbs.output import say_text


@click.command(cls=Verb)
@click.option("--md", "as_markdown", is_flag=True, help="As a Markdown table.")
def keys(*, as_markdown: bool) -> int:
    """Show which key does what in the reading room."""
    from tui.commands.help_text import keys_markdown, keys_text  # noqa: PLC0415  # seldom asked for

    say_text(keys_markdown() if as_markdown else keys_text())
    return Exit.DONE
