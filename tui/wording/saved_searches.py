"""What the program says about saved searches."""

from __future__ import annotations

from typing import Final

from storage.analyst import SavedCount, SavedSearch

LIST_HEADING: Final = "SAVED SEARCHES"
LIST_FOOTING: Final = " ⏎ open · Esc close · 1-9 open · ^r rename · ^d drop · letters find"
NONE_YET: Final = "No search is saved yet: {save} gives the one that is shown a name."
NONE_SO: Final = "No saved search has that in its name."
GONE: Final = "That saved search is not there any more."
SAVE_HEADING: Final = "SAVE this search as"
SAVE_FOOTING: Final = " ⏎ save · Esc close · letters write a name"
RENAME_HEADING: Final = "RENAME {name}"
RENAME_FOOTING: Final = " ⏎ rename · Esc close · ^u begins anew"
TAKEN: Final = "A search has that name already: write another."
CHANGE: Final = "Enter lets {name} ask for this in place of: {query}"
NO_PROPOSAL: Final = "all quotes"
NOT_OPENED: Final = "not opened"
NAME_NEEDED: Final = "Name the saved search: `peace-tui saved` lists them."
ONE_AT_A_TIME: Final = "--rename, --drop and --seen go one at a time."
IS_TAKEN: Final = " `--change` lets that one ask for this."
ALL_SEEN: Final = "What is held now is seen: is:new and what is new in saved searches begin here."
ONE_SEEN: Final = "What {name} finds now is seen."
SAVE_EXAMPLES: Final = """\b
Examples:
  peace-tui save "Lakeside guarantees" in:moscow guarant*
  peace-tui save --change "Lakeside guarantees" topic:guarantees
"""
SAVED_EXAMPLES: Final = """\b
Examples:
  peace-tui saved
  peace-tui saved "Lakeside guarantees" --json
  peace-tui saved "Lakeside guarantees" --rename guarantees
"""
BEING_COUNTED: Final = "…"
NOT_ASKED: Final = "?"


def new(counted: SavedCount | None) -> str:
    """How many are new, where any are."""
    return f"{counted.new:,} new" if counted and counted.new else ""


def shown(name: str, new_ones: int | None) -> str:
    """Which saved search is shown, and what came in since it was opened before."""
    return f"saved search: {name}{f' ({new_ones:,} new)' if new_ones else ''}"


def more(search: SavedSearch, counted: SavedCount | None) -> str:
    """What is said of the search under the cursor: whose it is, and why there is no count."""
    made = f"{search.query or NO_PROPOSAL} — saved by {search.author}, {search.made[:10]}"
    if counted and counted.problem:
        return f"{made}. {counted.problem}"
    if counted and counted.new is None:
        return f"{made}. You have not opened it yet: what is new is told from then on."
    return made


def line(search: SavedSearch, counted: SavedCount) -> tuple[str, str, str, str]:
    """A saved search as a verb prints it: its name, what it finds, what is new, its text."""
    found = NOT_ASKED if counted.total is None else f"{counted.total:,}"
    unopened = counted.total is not None and counted.new is None
    return search.name, found, NOT_OPENED if unopened else new(counted), search.query


def would(summary: str) -> str:
    return f"would write: {summary}"
