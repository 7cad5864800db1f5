"""The smallest Textual program with one list, against which a start is measured."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import OptionList

ROWS = 179


class SmallestList(App[None]):
    """One list of strings."""

    def compose(self) -> ComposeResult:
        yield OptionList(*(f"Row {number} of a list that says nothing" for number in range(ROWS)))


if __name__ == "__main__":
    SmallestList().run()
