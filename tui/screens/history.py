"""The past of what the detail is about, and of the library; a line of it can be brought back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from storage import Key, Library, LogEntry, RecordMissing, UndoRefused, short
from storage.analyst import Version
from storage.deeds import Deed, Redo, Restore, Undo
from tui.screens.history_box import OF_VERSION, ChangesBox, HistoryBox
from tui.screens.on_quote import OnQuote
from tui.screens.pen import Pen
from tui.screens.room import Room
from tui.wording import history

LOG_AT_MOST: Final = 200
LETTERS: Final = {"actor": "a", "format": "f", "meeting": "m"}


Find = Callable[[Library], Key | None]


class History:
    """Opens its box, and does with the line that is picked what is asked for."""

    def __init__(self, room: Room, pen: Pen, on_quote: OnQuote) -> None:
        self._room = room
        self._pen = pen
        self._on_quote = on_quote

    def open(self, *, is_log: bool) -> None:
        subject = self._room.board.detail.subject
        if subject is not None and subject.kind in LETTERS:
            name, letter = subject.slug_or_key, LETTERS[subject.kind]
            self._look(lambda library: library.find(name, letter), name, is_log=is_log)
        elif is_log and self._room.board.quotes.current_key is None:
            self._look(lambda _library: None, "", is_log=True)
        else:
            self._on_quote.do(
                lambda key: self._look(lambda _library: key, short(key), is_log=is_log)
            )

    def _look(self, find: Find, name: str, *, is_log: bool) -> None:
        def read(library: Library) -> tuple[tuple[Version, ...], tuple[LogEntry, ...]]:
            return _history(library, find(library)), library.log(LOG_AT_MOST)

        def show(found: tuple[tuple[Version, ...], tuple[LogEntry, ...]]) -> None:
            versions, log = found
            box = HistoryBox(name, versions, log, is_log=is_log)
            self._room.stage.open_box(box, lambda picked: self._picked(picked, versions, log))

        self._room.look_back(read, show)

    def _picked(
        self, picked: str | None, versions: Sequence[Version], log: Sequence[LogEntry]
    ) -> None:
        if picked is None:
            return
        number = int(picked.rpartition(" ")[2])
        if picked.startswith(OF_VERSION):
            version = versions[number]
            deed = Restore(version.record, version.entry, versions[0].entry)
            self._ask(deed, f"{history.RESTORING} {history.about(version)}")
        elif log[number].undone:
            self._ask(Redo(log[number].txn), f"{history.BRINGING_BACK} {log[number].summary}")
        else:
            self._ask(Undo(log[number].txn), f"{history.TAKING_BACK} {log[number].summary}")

    def _ask(self, deed: Deed, heading: str) -> None:
        """Show what it would change, or what is in the way."""

        def show(found: tuple[Version, ...] | UndoRefused) -> None:
            if isinstance(found, UndoRefused):
                lines = [str(found), *map(history.resting, found.resting)]
                box = ChangesBox(history.IN_THE_WAY, lines, is_asking=False)
                self._room.stage.open_box(box, lambda _picked: None)
            elif found:
                lines = [history.change(each) for each in found]
                box = ChangesBox(heading, lines, is_asking=True)
                self._room.stage.open_box(
                    box, lambda picked: self._pen.write(deed) if picked else None
                )
            else:
                self._room.bars.status.tell(history.NOTHING_TO_RESTORE)

        self._room.look_back(lambda library: _would_do(library, deed), show)


def _history(library: Library, key: Key | None) -> tuple[Version, ...]:
    if key is None:
        return ()
    try:
        return library.history(key)
    except RecordMissing:
        return ()  # nobody has written about it


def _would_do(library: Library, deed: Deed) -> tuple[Version, ...] | UndoRefused:
    try:
        return library.would_change(deed)
    except UndoRefused as error:
        return error
