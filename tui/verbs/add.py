"""`add`: a new fact."""

from __future__ import annotations

import click

from storage.deeds import AddRecord
from storage.fields import named as kind_named
from tui.arguments import Verb
from tui.verbs.field_values import assignments, changed, say_fields, write
from tui.verbs.libraries import Chosen, opened
from tui.verbs.options import json_option, library_option
from tui.wording import editing


@click.command(cls=Verb, epilog=editing.ADD_EXAMPLES)
@click.argument("words", nargs=-1, metavar="KIND FIELD=VALUE...")
@click.option("--why", metavar="TEXT", help="The reason, kept in the log.")
@click.option("--fields", "kind", metavar="KIND", help="List the fields of a kind of records.")
@click.option("--dry-run", "is_dry", is_flag=True, help="Say what would be saved.")
@json_option
@library_option
@click.pass_obj
def add(
    chosen: Chosen,
    words: tuple[str, ...],
    why: str | None,
    kind: str | None,
    *,
    is_dry: bool,
    as_json: bool,
) -> int:
    """Add a quote, actor, role, format, meeting or source.

    Fields are written as for `edit`; records in them are named by key, slug or name.
    """
    if kind is None and len(words) < 2:
        raise click.UsageError(editing.WHAT_TO_ADD, click.get_current_context())
    with opened(chosen) as library:
        if kind is not None:
            return say_fields(library, kind_named(kind), as_json=as_json)
        wished = kind_named(words[0])
        values = changed(assignments(wished, words[1:]), {})
        deed = AddRecord(wished.letter, values, why)
        return write(library, deed, as_json=as_json, is_dry=is_dry)
