"""Facts that go up from widgets and from other threads. Each says what happened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.message import Message

from storage import Receipt, StorageError, Window
from tui.commands.command import Command, Place

if TYPE_CHECKING:
    from storage.deeds import Deed


class ReadingBegun(Message):
    """The reading screen is there, or a box over it: what is typed reaches something."""


class CommandChosen(Message):
    """A key of the command table was pressed, or a line of the palette run."""

    def __init__(self, command: Command) -> None:
        super().__init__()
        self.command = command


class KeysAwaited(Message):
    """The first key of two was pressed: what the second may be; none where it was another key."""

    def __init__(self, followers: Sequence[tuple[str, Command]]) -> None:
        super().__init__()
        self.followers = followers


class CursorMoved(Message):
    """The cursor of a list is on another row."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place


class PaneLaid(Message):
    """The pane with the keys has other lines, or another size: how many rows it has is known."""


class PaneClicked(Message):
    """The mouse was pressed on a pane, on row `row` of what it shows."""

    def __init__(self, place: Place, row: int) -> None:
        super().__init__()
        self.place = place
        self.row = row


class RowsWanted(Message):
    """A list shows rows that it does not have yet."""

    def __init__(self, place: Place, window: Window) -> None:
        super().__init__()
        self.place = place
        self.window = window


class TextTyped(Message):
    """The text in the search bar changed by typing."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class SearchLeft(Message):
    """A person is done in the search bar. `restored` is the text to go back to, if any."""

    def __init__(self, restored: str | None = None) -> None:
        super().__init__()
        self.restored = restored


class ChipDropped(Message):
    """Backspace in an empty search bar."""


class SearchHelpWanted(Message):
    """F1 in the search bar."""


class CompletionWanted(Message):
    """Tab in the search bar."""


class Pasted(Message):
    """Text was pasted where no text is typed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class ClipboardAnswered(Message):
    """A clipboard of this machine took a text, or did not."""

    def __init__(self, text: str, what: str, *, is_taken: bool) -> None:
        super().__init__()
        self.text = text
        self.what = what
        self.is_taken = is_taken


class AddressNotOpened(Message):
    """A browser ended without showing the address."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address


class Answered(Message):
    """A question was answered; the answer carries it."""

    def __init__(self, answer: object) -> None:
        super().__init__()
        self.answer = answer


class Failed(Message):
    """A question or a deed could not be done; the error says why in one sentence."""

    def __init__(self, error: StorageError, question: object = None) -> None:
        super().__init__()
        self.error = error
        self.question = question


class DeedDone(Message):
    """A deed is in the library."""

    def __init__(self, receipt: Receipt, deed: Deed) -> None:
        super().__init__()
        self.receipt = receipt
        self.deed = deed


class DeedRefused(Message):
    """A deed was not done, and why."""

    def __init__(self, error: StorageError, deed: Deed) -> None:
        super().__init__()
        self.error = error
        self.deed = deed


class IndexMade(Message):
    """How much of the search index is made by now, from 0 to 1; None where none is being made."""

    def __init__(self, part: float | None) -> None:
        super().__init__()
        self.part = part


class LibraryChanged(Message):
    """Somebody, perhaps this program, committed something."""


class LineSlow(Message):
    """The line to the terminal was found to be slow."""
