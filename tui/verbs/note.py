"""`note`: a note on a quote, from the command line or from standard input."""

from __future__ import annotations

import sys

import click

from storage import WriteRefused
from tui import wording
from tui.arguments import Verb
from tui.verbs.exits import Exit
from tui.verbs.libraries import Chosen, opened
from tui.verbs.options import STANDARD_INPUT, library_option
from tui.verbs.output import tell


@click.command(cls=Verb, epilog=wording.NOTE_EXAMPLES)
@click.argument("name", metavar="KEY")
@click.argument("words", nargs=-1, metavar="[TEXT|-]")
@library_option
@click.pass_obj
def note(chosen: Chosen, name: str, words: tuple[str, ...]) -> int:
    """Write a note on the quote KEY.

    TEXT is the note; - or no TEXT reads it from standard input, to the end and as it is.
    """
    if not words and sys.stdin.isatty():
        raise click.UsageError(wording.NOTE_WITHOUT_TEXT, click.get_current_context())
    text = _from_standard_input() if words in {(), (STANDARD_INPUT,)} else " ".join(words)
    with opened(chosen) as library:
        receipt = library.add_note(library.find(name), text)
    tell(wording.saved_by_verb(receipt))
    return Exit.DONE


def _from_standard_input() -> str:
    try:
        return sys.stdin.buffer.read().decode()
    except UnicodeDecodeError as error:
        raise WriteRefused(wording.NOTE_NOT_TEXT.format(place=error.start + 1)) from error
