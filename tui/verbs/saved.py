"""`saved`: the saved searches, what each finds, and what came in since it was last opened."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Final

import click

from storage import Library, Questions, Receipt
from storage.analyst import SavedSearch
from storage.deeds import Deed, DropSearch, RenameSearch
from tui import wording
from tui.arguments import Verb
from tui.safe_text import cell_width, cut, fill, safe
from tui.verbs.exits import Exit
from tui.verbs.libraries import Chosen, opened
from tui.verbs.options import dry_run_option, library_option
from tui.verbs.output import say_json, tell, terminal_width
from tui.verbs.search import Form, form_options, say_answer, understood
from tui.wording import saved_searches

BETWEEN: Final = "  "


@click.command(cls=Verb, epilog=saved_searches.SAVED_EXAMPLES)
@click.argument("words", nargs=-1, metavar="[NAME]")
@form_options
@click.option("--rename", "new_name", metavar="NEW", help="Give it another name.")
@click.option("--drop", is_flag=True, help="Take it out of the list; `undo` brings it back.")
@click.option("--seen", is_flag=True, help="Print nothing: all that is held now is seen.")
@dry_run_option
@library_option
@click.pass_obj
def saved(
    chosen: Chosen,
    words: tuple[str, ...],
    form: Form | None,
    limit: int | None,
    new_name: str | None,
    *,
    drop: bool,
    seen: bool,
    dry_run: bool,
) -> int:
    """List the saved searches, or open the one called NAME.

    The list says how many quotes each finds, and how many came in since you last opened it. To open
    one marks it as seen; `search @NAME` asks the same and marks nothing.
    """
    name = " ".join(words)
    if (new_name is not None) + drop + seen > 1:
        raise click.UsageError(saved_searches.ONE_AT_A_TIME, click.get_current_context())
    if not name and (new_name is not None or drop):
        raise click.UsageError(saved_searches.NAME_NEEDED, click.get_current_context())
    with opened(chosen) as library:
        if not name:
            return _see_all(library) if seen else _list(library, form, limit)
        with library.questions(seconds=None) as ask:
            search = ask.saved_search(name)
            if not (drop or seen or new_name is not None):
                code = say_answer(ask, understood(search.query), form, limit)
                if not library.why_read_only:
                    library.mark_seen(search.key)
                return code
        if seen:
            library.mark_seen(search.key)
            tell(saved_searches.ONE_SEEN.format(name=search.name))
        elif drop:
            write(library, DropSearch(search.key), dry_run=dry_run)
        else:
            deed = RenameSearch(search.key, {"name": search.name}, new_name or "")
            write(library, deed, dry_run=dry_run)
    return Exit.DONE


def write(library: Library, deed: Deed, *, dry_run: bool) -> Receipt:
    """Do it, or only say what it would write."""
    if dry_run:
        receipt = library.would_do(deed)
        tell(saved_searches.would(receipt.summary))
    else:
        receipt = library.do(deed)
        tell(wording.saved_by_verb(receipt))
    return receipt


def _see_all(library: Library) -> int:
    with library.questions() as ask:
        searches = ask.saved_searches()
    library.mark_seen()
    for search in searches:
        library.mark_seen(search.key)
    tell(saved_searches.ALL_SEEN)
    return Exit.DONE


def _list(library: Library, form: Form | None, limit: int | None) -> int:
    with library.questions(seconds=None) as ask:
        searches = ask.saved_searches()[:limit]
        if form == "json":
            records = [_record(ask, search) for search in searches]
            say_json({"version": 1, "searches": records})
        else:
            _say_lines(ask, searches)
    return Exit.DONE if searches else Exit.NOTHING_FOUND


def _record(ask: Questions, search: SavedSearch) -> Mapping[str, object]:
    counted = ask.saved_count(search)
    return search._asdict() | counted._asdict() | {"problem": counted.problem or None}


def _say_lines(ask: Questions, searches: tuple[SavedSearch, ...]) -> None:
    told = [saved_searches.line(each, ask.saved_count(each)) for each in searches]
    lines = [tuple(map(safe, each)) for each in told]
    widths = [max(map(cell_width, cells), default=0) for cells in zip(*lines, strict=True)]
    width = terminal_width()
    for name, found, new, query in lines:
        line = BETWEEN.join(
            (fill(name, widths[0]), f"{found:>{widths[1]}}", fill(new, widths[2]), query)
        ).rstrip()
        sys.stdout.write(f"{line if width is None else cut(line, width)}\n")
