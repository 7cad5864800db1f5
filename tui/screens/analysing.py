"""What an analyst does beyond notes, tags and stars: each command with what does it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from storage.deeds import Redo
from tui.screens.on_quote import OnQuote
from tui.screens.pen import Pen
from tui.screens.room import Room
from tui.screens.selecting import Selecting
from tui.screens.subjects import Subjects

if TYPE_CHECKING:
    from tui.screens.identities import Identities


class Bench(NamedTuple):
    """What these commands work with."""

    room: Room
    pen: Pen
    selecting: Selecting
    on_quote: OnQuote
    subjects: Subjects


def analysing(bench: Bench) -> Iterator[tuple[str, Callable[[], object]]]:
    """Each command by its id; what it needs is loaded when it is asked for."""
    yield "duplicates", lambda: _identities(bench).open_suspects()
    yield "merge", lambda: _identities(bench).open_merge()
    yield "redo", lambda: _redo(bench)


def _identities(bench: Bench) -> Identities:
    from tui.screens.identities import Identities  # noqa: PLC0415  # most runs judge none

    return Identities(bench)


def _redo(bench: Bench) -> None:
    """Behind what is being looked up: `u` typed before it comes first."""
    bench.room.look_up(lambda _ask: None, lambda _nothing: bench.pen.write(Redo()))
