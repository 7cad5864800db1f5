"""`edit`: fields of a fact corrected, or shown as they are."""

from __future__ import annotations

import click

from storage import Key, Library
from storage.deeds import Correct
from storage.fields import KINDS
from storage.fields import named as kind_named
from tui.arguments import Verb
from tui.verbs.exits import Exit
from tui.verbs.field_values import (
    VERSION,
    assignments,
    changed,
    record_named,
    say_fields,
    write,
)
from tui.verbs.libraries import Chosen, opened
from tui.verbs.options import json_option, library_option
from tui.verbs.output import say, say_json
from tui.wording import editing


@click.command(cls=Verb, epilog=editing.EDIT_EXAMPLES)
@click.argument("words", nargs=-1, metavar="KEY [FIELD=VALUE...]")
@click.option("--why", metavar="TEXT", help="The reason, kept in the log.")
@click.option("--fields", "kind", metavar="KIND", help="List the fields of a kind of records.")
@click.option("--dry-run", "is_dry", is_flag=True, help="Say what would be saved.")
@json_option
@library_option
@click.pass_obj
def edit(
    chosen: Chosen,
    words: tuple[str, ...],
    why: str | None,
    kind: str | None,
    *,
    is_dry: bool,
    as_json: bool,
) -> int:
    """Correct fields of a quote, actor, role, format, meeting or source.

    FIELD=VALUE sets a field and FIELD= empties it; FIELD+=ROW adds to a list, FIELD-=NUMBER takes
    a row out. A row is its first field, then `; label: value`; or JSON. Records are named by key,
    slug or name. Without a change the fields are shown.
    """
    if kind is None and not words:
        raise click.UsageError(editing.WHAT_TO_EDIT, click.get_current_context())
    with opened(chosen) as library:
        if kind is not None:
            return say_fields(library, kind_named(kind), as_json=as_json)
        key, *changes = words
        record = record_named(library, key)
        if not changes:
            return _show(library, record, as_json=as_json)
        asked = assignments(KINDS[record[0]], changes)
        with library.questions() as ask:
            now = ask.edited(record[0], record).values
        wished = changed(asked, now)
        seen = {name: now.get(name) for name in wished}
        deed = Correct(record, wished, seen, why)
        return write(library, deed, as_json=as_json, is_dry=is_dry)


def _show(library: Library, record: Key, *, as_json: bool) -> int:
    with library.questions() as ask:
        fact = ask.edited(record[0], record)
    kind = KINDS[record[0]]
    if as_json:
        told = {"version": VERSION, "kind": kind.name, "key": record, "fields": dict(fact.values)}
        say_json({**told, "retracted": fact.is_retracted, "why": fact.why})
        return Exit.DONE
    if fact.is_retracted:
        say(editing.RETRACTED_SO.format(why=fact.why) if fact.why else editing.RETRACTED_BARE)
    for field in kind.fields:
        value = fact.values.get(field.name)
        if field.takes == "parts" and value:
            for number, row in enumerate(value, 1):
                name = field.name if number == 1 else ""
                say(f"{name:<22}{number}. {editing.row(field, row, fact.names)}")
        else:
            say(f"{field.name:<22}{editing.shown(field, value, fact.names)}")
    return Exit.DONE
