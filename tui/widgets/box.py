"""A box over the screen, which closes once."""

from __future__ import annotations

from typing import Generic, TypeVar

from textual.screen import ModalScreen

Result = TypeVar("Result")


class Box(ModalScreen[Result], Generic[Result]):
    """What its keys pick goes to whoever opened it."""

    is_closing = False
    """Whether it is on its way out: the keys that still reach it are meant for what is below."""

    def finish(self, result: Result | None) -> None:
        """Close the box; a second time means nothing."""
        if not self.is_closing:
            self.is_closing = True
            self.dismiss(result)
