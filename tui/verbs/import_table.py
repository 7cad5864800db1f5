"""`import`: a table of quotes read into the library, whole or not at all."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

import click

from storage import WAYS_OF_HOLDING
from tui import wording
from tui.arguments import Verb
from tui.folders import folders
from tui.verbs.chosen_columns import ChosenColumns
from tui.verbs.exits import Exit
from tui.verbs.libraries import Chosen, opened
from tui.verbs.options import library_option
from tui.verbs.output import tell

SHOWN_FROM: Final = 5_000  # rows; less is done at once


@click.command("import", cls=Verb, epilog=wording.IMPORT_EXAMPLES)
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "-c", "--column", "chosen", metavar="WHAT=COLUMN", multiple=True,
    help="Which column holds what, such as text=statement; else it is guessed and shown.",
)  # fmt: skip
@click.option(
    "--held-as", type=click.Choice(WAYS_OF_HOLDING), default="paraphrase", show_default=True,
    help="What the texts are where no column says so; never claim words that you do not have.",
)  # fmt: skip
@click.option(
    "--name", metavar="NAME",
    help="What the table is called here; ids of tables of one name belong together.",
)  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Judge every row, and read nothing in.")
@library_option
@click.pass_obj
def import_table(
    named: Chosen,
    path: Path,
    chosen: tuple[str, ...],
    held_as: str,
    name: str | None,
    *,
    dry_run: bool,
) -> int:
    """Read in a table of quotes, or those of a folder.

    It is JSON lines, CSV or TSV; in a folder it is called quotes.csv, and the folder may hold
    actors.csv and formats.csv too, by whose ids the quotes name them. What is read in twice is
    there once. It is undone as a whole, by name.
    """
    kept, named_now = ChosenColumns(folders(os.environ).config), _chosen(chosen)
    with opened(named) as library:
        table = library.look_at_table(path, named_now, kept.of(path), name)
        tell(*wording.columns(table.columns, table.unused))
        if dry_run:
            rows = library.check_table(table, held_as)
            tell(wording.nothing_read_in(rows))
            return Exit.DONE
        shown = _Shown()
        try:
            receipt = library.import_table(table, held_as, shown.reading, shown.clearing)
        except KeyboardInterrupt:
            tell(wording.IMPORT_STOPPED)
            raise
    if named_now:
        kept.keep(path, kept.of(path) | named_now)
    tell(wording.read_in(receipt))
    return Exit.DONE


def _chosen(given: tuple[str, ...]) -> dict[str, str]:
    pairs = [each.partition("=") for each in given]
    if not all(what and column for what, _, column in pairs):
        raise click.UsageError(wording.COLUMN_HOW, click.get_current_context())
    return {what: column for what, _, column in pairs}


class _Shown:
    """How far an import is: on a terminal a line that is written over."""

    def __init__(self) -> None:
        self._rows = 0
        self._is_clearing = False

    def reading(self, rows: int) -> None:
        self._rows = rows
        if rows >= SHOWN_FROM and sys.stderr.isatty():
            _write_over(f"{wording.count(rows, 'row')} read ")

    def clearing(self, part: float) -> None:
        """Said in words on whatever it is: nobody should think that it hangs."""
        if self._rows < SHOWN_FROM:
            return
        if sys.stderr.isatty():
            _write_over(wording.clearing(part))
        elif not self._is_clearing:
            tell(f"{wording.CLEARING}.")
        self._is_clearing = True


def _write_over(line: str) -> None:
    sys.stderr.write(f"\r{line}\r")
    sys.stderr.flush()
