"""`star`: a star on a quote, or off again."""

from __future__ import annotations

import click

from storage.deeds import ToggleStar
from tui.arguments import Verb
from tui.verbs.libraries import Chosen, opened
from tui.verbs.options import json_option, keys_named, library_option
from tui.verbs.writing import dry_run_option, write


@click.command(cls=Verb)
@click.argument("names", nargs=-1, required=True, metavar="KEY...")
@json_option
@dry_run_option
@library_option
@click.pass_obj
def star(chosen: Chosen, names: tuple[str, ...], *, as_json: bool, dry_run: bool) -> int:
    """Star the quote KEY, or take its star off.

    A lone - reads keys from standard input.
    """
    with opened(chosen) as library:
        deeds = [ToggleStar((key,)) for key in keys_named(library, names)]
        return write(library, deeds, as_json=as_json, dry_run=dry_run)
