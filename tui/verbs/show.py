"""`show`: all that is held about a quote, its chain and the place of its words first."""

from __future__ import annotations

import click

from storage import EVERYTHING
from tui import wording
from tui.arguments import Verb
from tui.formatting import COPY, detail_lines
from tui.provenance import further_lines
from tui.records import whole_record
from tui.verbs.exits import Exit
from tui.verbs.libraries import Chosen, opened
from tui.verbs.options import json_option, keys_named, library_option
from tui.verbs.output import say, say_json, say_lines


@click.command(cls=Verb, epilog=wording.SHOW_EXAMPLES)
@click.argument("names", nargs=-1, required=True, metavar="KEY...")
@json_option
@library_option
@click.pass_obj
def show(chosen: Chosen, names: tuple[str, ...], *, as_json: bool) -> int:
    """Show all that is held about a quote.

    KEY is a quote's key, the last six characters of it, or its former id (q0014); - reads keys
    from standard input.
    """
    with opened(chosen) as library:
        keys = keys_named(library, names)
        with library.questions(seconds=None) as ask:
            details = [ask.quote_with_provenance(key) for key in keys]
    if as_json:
        records = [whole_record(detail) for detail in details]
        say_json(records if len(records) > 1 else records[0])
        return Exit.DONE
    for n, detail in enumerate(details):
        if n:
            say()
        say_lines([*detail_lines(detail, EVERYTHING, COPY), (), *further_lines(detail)])
    return Exit.DONE
