"""`undo`: what was written, taken back."""

from __future__ import annotations

import sys

import click

from storage import Key, LogEntry, short
from tui import wording
from tui.arguments import Verb
from tui.verbs.exits import Exit
from tui.verbs.libraries import Chosen, opened
from tui.verbs.options import library_option
from tui.verbs.output import say_text, tell
from tui.wording import history


@click.command(cls=Verb, epilog=wording.UNDO_EXAMPLES)
@click.argument("txn", required=False, metavar="[TXN]")
@click.option("-y", "--yes", is_flag=True, help="Take your last write back without asking.")
@library_option
@click.pass_obj
def undo(chosen: Chosen, txn: str | None, *, yes: bool) -> int:
    """Take back your last write, or the one named TXN.

    Without TXN it says what that is, and asks; where nobody can be asked, nothing is taken back
    without --yes. `peace-tui log` lists the names. What is taken back can itself be taken back; the
    text of a note that goes is printed. The sample and imports are undone only by name.
    """
    with opened(chosen) as library:
        upcoming = library.next_undo() if txn is None else None
        if upcoming:
            entry, _is_of_this_run = upcoming
            txn = entry.txn
            if not yes and not _is_agreed(entry):
                return Exit.NOT_UNDERSTOOD
            tell(wording.about_to_undo(entry))
        receipt = library.undo(txn)
    tell(wording.undone_by_verb(receipt))
    if receipt.taken_back is not None:
        say_text(receipt.taken_back)
    return Exit.DONE


def _is_agreed(entry: LogEntry) -> bool:
    """Whether the person at the terminal takes that back; nobody is there to ask in a pipe."""
    tell(history.would_be_taken_back(entry))
    if sys.stdin.isatty() and click.confirm(history.UNDO_QUESTION, default=False, err=True):
        return True
    tell(history.UNDO_NOT_ASKED.format(name=short(Key(entry.txn))))
    return False
