"""What verbs that write have in common: doing deeds, or trying them out, and telling of it."""

from __future__ import annotations

from collections.abc import Iterable

import click

from storage import Library, Receipt
from storage.deeds import Deed
from tui import wording
from tui.verbs.exits import Exit
from tui.verbs.output import say_json, tell

dry_run_option = click.option(
    "--dry-run", is_flag=True, help="Say what would be written, and write nothing."
)


def write(library: Library, deeds: Iterable[Deed], *, as_json: bool, dry_run: bool) -> int:
    """Do the deeds one after another, and say of each what it did."""
    receipts: list[Receipt] = []
    for deed in deeds:
        receipt = library.would_do(deed) if dry_run else library.do(deed)
        receipts.append(receipt)
        tell(wording.tried_out(receipt) if dry_run else wording.saved_by_verb(receipt))
    if as_json:
        done = [
            {"txn": None if dry_run else each.txn or None, "summary": each.summary,
             "keys": list(each.keys)}
            for each in receipts
        ]  # fmt: skip
        say_json({"version": 1, "dry_run": dry_run, "done": done})
    return Exit.DONE
