"""`vocabulary`: the words for kinds, levels, modes and the like, and more of them."""

from __future__ import annotations

import click

from storage.deeds import AddWord
from tui.arguments import Verb
from tui.verbs.exits import Exit
from tui.verbs.field_values import write
from tui.verbs.libraries import Chosen, opened
from tui.verbs.options import json_option, library_option
from tui.verbs.output import say, say_json
from tui.wording import editing


@click.command(cls=Verb, epilog=editing.VOCABULARY_EXAMPLES)
@click.argument("words", nargs=-1, metavar="[list KIND | add KIND WORD]")
@click.option("--dry-run", "is_dry", is_flag=True, help="Say what would be saved.")
@json_option
@library_option
@click.pass_obj
def vocabulary(chosen: Chosen, words: tuple[str, ...], *, is_dry: bool, as_json: bool) -> int:
    """List the words that fields such as kind, level and mode take, or add one."""
    with opened(chosen) as library:
        match words:
            case ("add", kind, word):
                return write(library, AddWord(kind, word), as_json=as_json, is_dry=is_dry)
            case () | ("list",):
                with library.questions() as ask:
                    found = {kind: ask.words(kind) for kind in ask.vocabularies()}
            case ("list", kind):
                with library.questions() as ask:
                    found = {kind: ask.words(kind)}
            case _:
                raise click.UsageError(editing.VOCABULARY_HOW, click.get_current_context())
    if as_json:
        say_json({"version": 1, "words": {kind: list(each) for kind, each in found.items()}})
    else:
        for kind, each in found.items():
            say(f"{kind}: {', '.join(each)}")
    return Exit.DONE
