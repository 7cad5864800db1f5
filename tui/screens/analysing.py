"""What an analyst does beyond notes, tags and stars: each command with what does it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from tui.screens.on_quote import OnQuote
from tui.screens.pen import Pen
from tui.screens.room import Room
from tui.screens.selecting import Selecting
from tui.screens.subjects import Subjects


class Bench(NamedTuple):
    """What these commands work with."""

    room: Room
    pen: Pen
    selecting: Selecting
    on_quote: OnQuote
    subjects: Subjects


def analysing(bench: Bench) -> Iterator[tuple[str, Callable[[], object]]]:
    """Each command by its id; what it needs is loaded when it is asked for."""
    yield "link", lambda: _link(bench)


def _link(bench: Bench) -> None:
    from tui.screens.linking import Linking  # noqa: PLC0415  # most runs link nothing

    bench.selecting.do(Linking(bench.room, bench.pen).ask)
