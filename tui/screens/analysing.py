"""What an analyst does beyond notes, tags and stars: each command with what does it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from tui.screens.on_quote import OnQuote
from tui.screens.pen import Pen
from tui.screens.room import Room
from tui.screens.selecting import Selecting
from tui.screens.subjects import Subjects

if TYPE_CHECKING:
    from tui.screens.editing import Editing

NEW_RECORDS: Final = {
    "new_quote": "q", "new_actor": "a", "new_role": "r", "new_talks": "f", "new_meeting": "m",
    "new_source": "s",
}  # fmt: skip
"""Commands that make a record, by the letter of its key."""


class Bench(NamedTuple):
    """What these commands work with."""

    room: Room
    pen: Pen
    selecting: Selecting
    on_quote: OnQuote
    subjects: Subjects


def analysing(bench: Bench) -> Iterator[tuple[str, Callable[[], object]]]:
    """Each command by its id; what it needs is loaded when it is asked for."""
    yield from _on_facts(bench)


def _on_facts(bench: Bench) -> Iterator[tuple[str, Callable[[], object]]]:
    def editing() -> Editing:
        from tui.screens.editing import Editing  # noqa: PLC0415  # many runs edit nothing

        return Editing(bench.room, bench.pen, bench.on_quote, bench.subjects)

    bench.pen.resume_form = lambda record, refused: editing().resume(record, refused)
    yield "edit", lambda: editing().edit()
    yield "retract", lambda: editing().retract()
    for command_id, letter in NEW_RECORDS.items():
        yield command_id, partial(_add, editing, letter)


def _add(editing: Callable[[], Editing], letter: str) -> None:
    editing().add(letter)
