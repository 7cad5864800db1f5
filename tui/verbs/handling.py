"""`handling`: who may see a record, and whether it may leave the library."""

from __future__ import annotations

import click

from storage import Key, Library, RecordMissing
from storage.analyst import HANDLINGS
from storage.deeds import SetHandling
from tui.arguments import Verb
from tui.verbs.libraries import Chosen, opened
from tui.verbs.options import dry_run_option, json_option, library_option, named
from tui.verbs.writing import write
from tui.wording import handling as said

LETTERS = "qmsn"


@click.command(cls=Verb, epilog=said.EXAMPLES)
@click.argument("names", nargs=-1, required=True, metavar="KEY...")
@click.argument("value", type=click.Choice(HANDLINGS), metavar="VALUE")
@click.option("--part", type=int, metavar="N", help="The part of that number in the meeting KEY.")
@json_option
@dry_run_option
@library_option
@click.pass_obj
def handling(
    chosen: Chosen,
    names: tuple[str, ...],
    value: str,
    part: int | None,
    *,
    as_json: bool,
    dry_run: bool,
) -> int:
    """Say who may see a quote, a meeting, a source or a note.

    VALUE is private (you alone), closed (all who open the library; it leaves only when asked for by
    name) or public. KEY - reads keys from standard input.
    """
    with opened(chosen) as library:
        keys = dict.fromkeys(named(names, lambda name: _record(library, name)))
        deeds = [SetHandling(key, value, part) for key in keys]
        return write(library, deeds, as_json=as_json, dry_run=dry_run)


def _record(library: Library, name: str) -> Key:
    """The record that is meant; a key with its letter says of which kind."""
    letter = name[:1].lower()
    if name[1:2] == "-" and letter in LETTERS:
        return library.find(name, letter)
    for each in LETTERS[:-1]:
        try:
            return library.find(name, each)
        except RecordMissing:
            continue
    return library.find(name)
