"""`rebuild`: all that is derived, made anew from imported rows and the log."""

from __future__ import annotations

import click

from tui.arguments import Verb
from tui.verbs.exits import Exit
from tui.verbs.libraries import Chosen, opened
from tui.verbs.options import json_option, library_option
from tui.verbs.output import say, say_json
from tui.wording import history


@click.command(cls=Verb)
@click.option("--dry-run", "is_dry", is_flag=True, help="Only say what would change.")
@json_option
@library_option
@click.pass_obj
def rebuild(chosen: Chosen, *, is_dry: bool, as_json: bool) -> int:
    """Make anew what follows from imported rows and the log.

    Heads, records, tags, stars, the words that are searched and their index: whole or not at all.
    What was changed past the program is then what the log says; `verify --adopt` is the other way.
    """
    with opened(chosen) as library:
        rebuilt = library.rebuild(is_dry=is_dry)
    if as_json:
        say_json({"version": 1, "dry_run": is_dry} | rebuilt._asdict())
    else:
        say(history.rebuilt(rebuilt, is_dry=is_dry))
    return Exit.DONE
