"""What an analyst does beyond notes, tags and stars: each command with what does it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from storage.deeds import ChangeNote, Redo
from tui.screens.on_quote import OnQuote
from tui.screens.pen import Pen
from tui.screens.room import Room
from tui.screens.selecting import Selecting
from tui.screens.subjects import Subjects

if TYPE_CHECKING:
    from tui.screens.identities import Identities
    from tui.screens.noting import Noting


class Bench(NamedTuple):
    """What these commands work with."""

    room: Room
    pen: Pen
    selecting: Selecting
    on_quote: OnQuote
    subjects: Subjects


def analysing(bench: Bench) -> Iterator[tuple[str, Callable[[], object]]]:
    """Each command by its id; what it needs is loaded when it is asked for."""
    yield from _notes(bench)
    yield "duplicates", lambda: _identities(bench).open_suspects()
    yield "merge", lambda: _identities(bench).open_merge()
    yield "redo", lambda: _redo(bench)
    yield "history", lambda: _open_history(bench)
    yield "log", lambda: _open_history(bench, is_log=True)


def _notes(bench: Bench) -> Iterator[tuple[str, Callable[[], object]]]:
    def noting() -> Noting:
        from tui.screens.noting import Noting  # noqa: PLC0415  # most runs write none

        return Noting(bench)

    bench.pen.together[ChangeNote] = lambda deed, conflict: noting().together(deed, conflict)
    yield "note", lambda: noting().write()
    yield "note_private", lambda: noting().write("private")
    yield "edit_note", lambda: noting().change()
    yield "retract_note", lambda: noting().retract()
    yield "choose_words", lambda: noting().choose_words()


def _identities(bench: Bench) -> Identities:
    from tui.screens.identities import Identities  # noqa: PLC0415  # most runs judge none

    return Identities(bench)


def _open_history(bench: Bench, *, is_log: bool = False) -> None:
    from tui.screens.history import History  # noqa: PLC0415  # most runs open none

    History(bench.room, bench.pen, bench.on_quote).open(is_log=is_log)


def _redo(bench: Bench) -> None:
    """Behind what is being looked up: `u` typed before it comes first."""
    bench.room.look_up(lambda _ask: None, lambda _nothing: bench.pen.write(Redo()))
