"""`log`: who wrote what and when, newest first."""

from __future__ import annotations

import click

from tui import wording
from tui.arguments import Verb
from tui.verbs.exits import Exit
from tui.verbs.libraries import Chosen, opened
from tui.verbs.options import json_option, library_option
from tui.verbs.output import say, say_json


@click.command(cls=Verb)
@click.option(
    "--limit", metavar="N", type=click.IntRange(min=1), default=50, show_default=True,
    help="At most so many.",
)  # fmt: skip
@click.option("--author", metavar="NAME", help="Only what was written by NAME.")
@json_option
@library_option
@click.pass_obj
def log(chosen: Chosen, limit: int, author: str | None, *, as_json: bool) -> int:
    """Show what was written, newest first.

    Each line begins with the name that `peace-tui undo` takes.
    """
    with opened(chosen) as library:
        entries = library.log(limit, author)
    if as_json:
        say_json({"version": 1, "transactions": [entry._asdict() for entry in entries]})
    else:
        for entry in entries:
            say(wording.log_line(entry))
    return Exit.DONE
