"""`redo`: what was taken back, brought back."""

from __future__ import annotations

import click

from tui.arguments import Verb
from tui.verbs.exits import Exit
from tui.verbs.libraries import Chosen, opened
from tui.verbs.options import library_option
from tui.verbs.output import tell
from tui.wording import history


@click.command(cls=Verb, epilog=history.REDO_EXAMPLES)
@click.argument("txn", required=False, metavar="[TXN]")
@library_option
@click.pass_obj
def redo(chosen: Chosen, txn: str | None) -> int:
    """Bring back what you took back last, or the write named TXN.

    Without TXN that is possible as long as you have written nothing since.
    """
    with opened(chosen) as library:
        receipt = library.redo(txn)
    tell(history.redone_by_verb(receipt))
    return Exit.DONE
