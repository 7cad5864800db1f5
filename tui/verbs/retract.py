"""`retract`: a fact that does not hold, marked with the reason; and back again."""

from __future__ import annotations

import click

from storage import WriteRefused
from storage.deeds import Retract, Unretract
from tui.arguments import Verb
from tui.verbs.exits import Exit
from tui.verbs.field_values import record_named, write
from tui.verbs.libraries import Chosen, opened
from tui.verbs.options import json_option, library_option, named
from tui.wording import editing


@click.command(cls=Verb, epilog=editing.RETRACT_EXAMPLES)
@click.argument("names", nargs=-1, required=True, metavar="KEY...")
@click.option("--why", metavar="TEXT", help="The reason, kept in the log.")
@click.option("--back", "is_back", is_flag=True, help="Take a retraction back.")
@click.option("--dry-run", "is_dry", is_flag=True, help="Say what would be saved.")
@json_option
@library_option
@click.pass_obj
def retract(
    chosen: Chosen,
    names: tuple[str, ...],
    why: str | None,
    *,
    is_back: bool,
    is_dry: bool,
    as_json: bool,
) -> int:
    """Mark quotes, actors, roles, formats, meetings or sources as retracted, with a reason.

    They stay in the library, marked; - reads keys from standard input.
    """
    if not is_back and not (why or "").strip():
        raise WriteRefused(editing.WHY_RETRACT)
    with opened(chosen) as library:
        for key in named(names, lambda name: record_named(library, name)):
            deed = Unretract(key, why) if is_back else Retract(key, why or "")
            write(library, deed, as_json=as_json, is_dry=is_dry)
    return Exit.DONE
