"""`view`: an overview of what a query finds, drawn as on the screen, or as data."""

from __future__ import annotations

import csv
import os
import sys
from collections.abc import Callable
from typing import Final, Literal

import click

from storage import Overview, Query, Questions, parse, render
from tui import wording
from tui.arguments import Verb
from tui.grids.grid import room_beside_heads
from tui.grids.making import drawn, grid_of
from tui.records import sheet_cell
from tui.verbs.exits import Exit
from tui.verbs.libraries import Chosen, opened
from tui.verbs.options import library_option
from tui.verbs.output import say, say_json, tell, terminal_width
from tui.verbs.overviews import overview_record, overview_sheet

WIDTH_ELSEWHERE: Final = 100
"""As many cells as a timeline's periods fit into where there is no terminal."""

Form = Literal["json", "csv"]
VIEWS: Final[dict[str, Callable[[Questions, Query, int], Overview]]] = {
    "timeline": lambda ask, query, room: ask.timeline(query, room),
    "matrix": lambda ask, query, _room: ask.matrix(query),
    "presence": lambda ask, query, _room: ask.presence(query),
    "stances": lambda ask, query, _room: ask.stances(query),
}


@click.command(cls=Verb, epilog=wording.VIEW_EXAMPLES)
@click.argument("which", type=click.Choice(list(VIEWS)), metavar="|".join(VIEWS))
@click.argument("words", nargs=-1, metavar="[QUERY]")
@click.option("--json", "form", flag_value="json", help="As a versioned JSON object.")
@click.option("--csv", "form", flag_value="csv", help="As a table for spreadsheets.")
@library_option
@click.pass_obj
def view(chosen: Chosen, which: str, words: tuple[str, ...], form: Form | None) -> int:
    """Show an overview of the quotes that QUERY finds.

    timeline: how often each actor spoke in each week, month or year. matrix: in which format.
    presence: who was at the meetings of these formats. stances: stances in the order of time.
    """
    parsed = parse(" ".join(words))
    if parsed.problem:
        raise parsed.problem
    width = terminal_width()
    room = room_beside_heads(width or WIDTH_ELSEWHERE)
    with opened(chosen) as library, library.questions(seconds=None) as ask:
        overview = VIEWS[which](ask, parsed.query, room)
    if form == "json":
        say_json(
            {"version": 1, "query": render(parsed.query), "view": which} | overview_record(overview)
        )
    elif form == "csv":
        _say_csv(overview)
    grid = grid_of(overview, room, os.environ)
    told = drawn(grid, width)
    if not told.lines:
        tell(grid.nothing)
        return Exit.NOTHING_FOUND
    if form is None:
        for line in told.lines:
            say(line)
        if told.columns < grid.columns:
            tell(wording.columns_left_out(told.columns, grid.columns))
    return Exit.DONE


def _say_csv(overview: Overview) -> None:
    sheet = csv.writer(sys.stdout, lineterminator="\n")
    for row in overview_sheet(overview):
        sheet.writerow([sheet_cell("" if each is None else str(each)) for each in row])
