"""`history`: who changed what of a record, and when; and bringing it back."""

from __future__ import annotations

import click

from storage import Key, Library, RecordMissing, short
from storage.deeds import Restore
from tui import wording as words
from tui.arguments import Verb
from tui.verbs.exits import Exit
from tui.verbs.libraries import Chosen, opened
from tui.verbs.options import json_option, library_option
from tui.verbs.output import say, say_json, tell
from tui.wording import history as wording

ENTRY_SHOWN = 12
LEAST_TYPED = 6


@click.command(cls=Verb, epilog=wording.HISTORY_EXAMPLES)
@click.argument("name", metavar="KEY")
@click.option("--restore", metavar="ENTRY", help="Bring it back to what it was after that entry.")
@click.option("--dry-run", "is_dry", is_flag=True, help="Only say what --restore would change.")
@json_option
@library_option
@click.pass_obj
def history(chosen: Chosen, name: str, restore: str | None, *, is_dry: bool, as_json: bool) -> int:
    """Show what was changed of a record and of what is on it, newest first.

    Each line begins with the entry that --restore takes.
    """
    with opened(chosen) as library:
        key = _found(library, name)
        versions = library.history(key)
        if restore is not None:
            named = [each for each in versions if each.entry.startswith(restore.lower())]
            if len(named) != 1 or len(restore) < LEAST_TYPED:
                raise RecordMissing(wording.NO_SUCH_ENTRY.format(name=short(key)))
            deed = Restore(named[0].record, named[0].entry, versions[0].entry)
            if is_dry:
                for each in library.would_change(deed):
                    say(wording.change(each))
            else:
                tell(words.saved_by_verb(library.do(deed)))
            return Exit.DONE
    if as_json:
        say_json({"version": 1, "key": key, "versions": [each._asdict() for each in versions]})
    else:
        for each in versions:
            say(f"{each.entry[:ENTRY_SHOWN]}  {wording.version(each)}")
    return Exit.DONE


def _found(library: Library, name: str) -> Key:
    """Any record by its key, else a quote, an actor or talks by what they are called."""
    if len(name) == len("q-") + 26 and name[1] == "-":
        return Key(name.lower())
    return library.meant(name).key
