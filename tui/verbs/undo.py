"""`undo`: what was written, taken back."""

from __future__ import annotations

import click

from tui import wording
from tui.arguments import Verb
from tui.verbs.exits import Exit
from tui.verbs.libraries import Chosen, opened
from tui.verbs.options import library_option
from tui.verbs.output import say_text, tell


@click.command(cls=Verb, epilog=wording.UNDO_EXAMPLES)
@click.argument("txn", required=False, metavar="[TXN]")
@library_option
@click.pass_obj
def undo(chosen: Chosen, txn: str | None) -> int:
    """Take back your last write, or the one named TXN.

    `peace-tui log` lists the names. What is taken back is named, and can itself be taken back; the
    text of a note that goes is printed. The sample and imports are undone only by name.
    """
    with opened(chosen) as library:
        upcoming = library.next_undo() if txn is None else None
        if upcoming:
            entry, _is_of_this_run = upcoming
            tell(wording.about_to_undo(entry))
            txn = entry.txn
        receipt = library.undo(txn)
    tell(wording.undone_by_verb(receipt))
    if receipt.taken_back is not None:
        say_text(receipt.taken_back)
    return Exit.DONE
