"""`tag`: tags put on quotes and taken off."""

from __future__ import annotations

import click

from tui import wording
from tui.arguments import Verb
from tui.verbs.exits import Exit
from tui.verbs.libraries import Chosen, opened
from tui.verbs.options import STANDARD_INPUT, keys_named, library_option
from tui.verbs.output import tell


@click.command(cls=Verb, epilog=wording.TAG_EXAMPLES)
@click.argument("words", nargs=-1, required=True, metavar="KEY... +TAG -TAG")
@library_option
@click.pass_obj
def tag(chosen: Chosen, words: tuple[str, ...]) -> int:
    """Put tags on quotes and take others off, all in one go.

    +TAG puts it on and makes it where it is new; -TAG takes it off; a lone - reads keys from
    standard input.
    """
    names = [word for word in words if word == STANDARD_INPUT or word[:1] not in {"+", "-"}]
    add = [word[1:] for word in words if word.startswith("+")]
    remove = [word[1:] for word in words if word.startswith("-") and word != STANDARD_INPUT]
    if not (add or remove):
        raise click.UsageError(wording.NO_TAGS, click.get_current_context())
    with opened(chosen) as library:
        receipt = library.tag(keys_named(library, names), add, remove)
    tell(wording.saved_by_verb(receipt))
    return Exit.DONE
