"""What screens may ask of the app that shows them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from textual import events

from tui.widgets.box import Box

Result = TypeVar("Result")


class Stage(Protocol):
    """Opens boxes over the screen, and ends the program."""

    def open_box(self, box: Box[Result], closed: Callable[[Result | None], None]) -> None:
        """Show a box; `closed` is given what was picked in it, None where nothing was."""
        ...

    @property
    def is_in_box(self) -> bool:
        """Whether a box is open."""
        ...

    def edit_outside(self, text: str) -> str:
        """Give the terminal to the person's editor with a text; gives what was saved there.

        Raises:
            EditorFailed: nothing came back; its text says why.
        """
        ...

    def press(self, key: events.Key) -> None:
        """Deliver the key being handled once more, to what is on top then."""
        ...

    def hold_keys(self) -> None:
        """Deliver no key until they are released, as often as they were held."""
        ...

    def release_keys(self, *, are_dropped: bool) -> None:
        """Deliver keys again; those typed meanwhile are dropped where they mean nothing now."""
        ...

    def redraw(self) -> None:
        """Clear the terminal and paint everything anew."""
        ...

    def stop_for_now(self) -> bool:
        """Stop until the shell brings the program back; False where there is no shell."""
        ...

    def send(self, sequence: str) -> None:
        """Send the terminal a sequence of `terminal_guard.sequences`, behind what is painted."""
        ...

    def leave(self, code: int) -> None:
        """End the program with that exit code."""
        ...
