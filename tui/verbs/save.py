"""`save`: a search kept under a name."""

from __future__ import annotations

import click

from storage import RecordMissing
from storage.deeds import ChangeSearch, Deed, SaveSearch
from tui.arguments import Verb
from tui.verbs.exits import Exit
from tui.verbs.libraries import Chosen, opened
from tui.verbs.options import dry_run_option, library_option
from tui.verbs.saved import write
from tui.wording import saved_searches as wording


@click.command(cls=Verb, epilog=wording.SAVE_EXAMPLES)
@click.argument("name")
@click.argument("words", nargs=-1, metavar="[QUERY]")
@click.option("--change", is_flag=True, help="Let the search of that name ask for QUERY.")
@dry_run_option
@library_option
@click.pass_obj
def save(chosen: Chosen, name: str, words: tuple[str, ...], *, change: bool, dry_run: bool) -> int:
    """Save a search under NAME, for all who open the library.

    It is kept as text and asked anew each time. From now on what comes in counts as new to it, for
    you; for others once they have opened it.
    """
    query = " ".join(words)
    with opened(chosen) as library:
        with library.questions() as ask:
            try:
                held = ask.saved_search(name)
            except RecordMissing:
                held = None
        deed: Deed = SaveSearch(name, query)
        if change and held:
            deed = ChangeSearch(held.key, {"query": held.query}, query)
        receipt = write(library, deed, dry_run=dry_run)
        if receipt.txn and isinstance(deed, SaveSearch) and not dry_run:
            library.mark_seen(receipt.keys[0])
    return Exit.DONE
