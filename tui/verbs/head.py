"""`head`: what names this state of the log, to be kept outside the library."""

from __future__ import annotations

import click

from tui.arguments import Verb
from tui.verbs.exits import Exit
from tui.verbs.libraries import Chosen, opened
from tui.verbs.options import json_option, library_option
from tui.verbs.output import say, say_json


@click.command(cls=Verb)
@json_option
@library_option
@click.pass_obj
def head(chosen: Chosen, *, as_json: bool) -> int:
    """Show what names this state of the log.

    Kept outside the library, in minutes or a mail, it shows later whether what was written before
    is still what it was: `verify` recomputes it, and `log` finds what came after.
    """
    with opened(chosen) as library, library.questions(seconds=None, by_cache=False) as ask:
        digest = ask.log_digest()
    if as_json:
        say_json({"version": 1, "digest": digest})
    else:
        say(digest)
    return Exit.DONE
