"""What an analyst does beyond notes, tags and stars: each command with what does it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from storage import Key
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
    yield "stance", partial(bench.selecting.do, partial(_ask_stance, bench))
    yield "codebook", partial(_open_codebook, bench, {})
    yield "tags", partial(_open_tags, bench)


def _ask_stance(bench: Bench, quotes: tuple[Key, ...]) -> None:
    from tui.screens.stances import Stances  # noqa: PLC0415  # most runs code nothing

    Stances(bench.room, bench.pen).ask(quotes)


def _open_codebook(bench: Bench, unsaved: dict[Key, str]) -> None:
    from tui.screens.codebook import Codebook  # noqa: PLC0415  # most runs open none

    Codebook(bench.room, bench.pen, unsaved).open()


def _open_tags(bench: Bench) -> None:
    from tui.screens.tag_tree import TagTree  # noqa: PLC0415  # most runs open none

    TagTree(bench.room, bench.pen).open()
