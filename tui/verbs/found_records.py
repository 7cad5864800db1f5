"""What `search` prints of records that are no quotes: actors, formats, meetings, sources, notes."""

from __future__ import annotations

import csv
import sys
from collections.abc import Sequence

from storage import Key, Query, RecordRow, render, short
from tui import wording
from tui.safe_text import cell_width, cut, fill, safe
from tui.verbs.exits import Exit
from tui.verbs.output import as_json, say, tell, terminal_width

COLUMNS = ("type", "key", "slug", "name", "kind", "date", "quotes", "on")
NAME_WIDTH = 40


def say_records(found: Sequence[RecordRow], query: Query, form: str, limit: int | None) -> int:
    """Print records in one of the forms of `search`; 1 where there is none."""
    shown = found[:limit]
    match form:
        case "count":
            say(str(len(found)))
        case "keys":
            for each in shown:
                say(each.key)
        case "json":
            _json(found, shown, query)
        case "csv":
            sheet = csv.writer(sys.stdout, lineterminator="\n")
            sheet.writerow(COLUMNS)
            sheet.writerows([safe(str(cell or "")) for cell in _cells(each)] for each in shown)
        case _:
            _table(shown)
    if not found:
        tell(wording.no_records(query.type))
        return Exit.NOTHING_FOUND
    if len(shown) < len(found):
        tell(f"{len(shown):,} of {len(found):,}")
    return Exit.DONE


def _cells(each: RecordRow) -> tuple[str | int | None, ...]:
    return (each.type, each.key, each.slug, each.name, each.kind, each.dated, each.quotes, each.on)


def _noted(note: RecordRow) -> str:
    """What a note is on: a quote by its short key, other records by their slug."""
    return f"on {short(Key(note.on)) if note.quotes else safe(note.on)}"


def _json(found: Sequence[RecordRow], shown: Sequence[RecordRow], query: Query) -> None:
    head = f'"version": 1, "query": {as_json(render(query))}, "type": {as_json(query.type)}'
    records = ",".join(
        f"\n{as_json(dict(zip(COLUMNS, _cells(each), strict=True)))}" for each in shown
    )
    say(f'{{{head}, "total": {len(found)}, "records": [{records}]}}')


def _table(shown: Sequence[RecordRow]) -> None:
    width = terminal_width()
    lines = [
        [
            safe(each.name),
            safe(each.slug or short(each.key)),
            safe(each.dated or ""),
            _noted(each) if each.on else wording.count(each.quotes, "quote"),
            safe(each.kind),
        ]
        for each in shown
    ]
    for cells in lines:
        if width is not None:
            cells[0] = cut(cells[0], NAME_WIDTH)
    rooms = [max(map(cell_width, column)) for column in zip(*lines, strict=True)]
    for cells in lines:
        line = "  ".join(fill(cell, room) for cell, room in zip(cells, rooms, strict=True)).rstrip()
        sys.stdout.write(f"{line if width is None else cut(line, width)}\n")
