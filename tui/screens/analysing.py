"""What an analyst does beyond notes, tags and stars: each command with what does it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import TYPE_CHECKING, NamedTuple

from tui.screens.on_quote import OnQuote
from tui.screens.pen import Pen
from tui.screens.room import Room
from tui.screens.selecting import Selecting
from tui.screens.subjects import Subjects

if TYPE_CHECKING:
    from tui.screens.saved_searches import SavedSearches


class Bench(NamedTuple):
    """What these commands work with."""

    room: Room
    pen: Pen
    selecting: Selecting
    on_quote: OnQuote
    subjects: Subjects


def analysing(bench: Bench) -> Iterator[tuple[str, Callable[[], object]]]:
    """Each command by its id; what it needs is loaded when it is asked for."""
    searches = cache(partial(_saved_searches, bench))
    yield "save_search", lambda: searches().save()
    yield "saved_searches", lambda: searches().open()


def _saved_searches(bench: Bench) -> SavedSearches:
    from tui.screens.saved_searches import SavedSearches  # noqa: PLC0415  # most runs open none

    return SavedSearches(bench)
