"""`star`: a star on a quote, or off again."""

from __future__ import annotations

import click

from tui import wording
from tui.arguments import Verb
from tui.verbs.exits import Exit
from tui.verbs.libraries import Chosen, opened
from tui.verbs.options import keys_named, library_option
from tui.verbs.output import tell


@click.command(cls=Verb)
@click.argument("names", nargs=-1, required=True, metavar="KEY...")
@library_option
@click.pass_obj
def star(chosen: Chosen, names: tuple[str, ...]) -> int:
    """Star the quote KEY, or take its star off.

    A lone - reads keys from standard input.
    """
    with opened(chosen) as library:
        for key in keys_named(library, names):
            tell(wording.saved_by_verb(library.star(key)))
    return Exit.DONE
