"""What is said of who may see a record, and of what does not leave the library."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tui.wording import count

MEANS: Final = {
    "private": "only you see it; it never leaves",
    "closed": "all who open this library see it; it leaves only when asked for by name",
    "public": "all see it, and it may leave the library",
}
EXAMPLES: Final = """\b
Examples:
  peace-tui handling q0003 closed
  peace-tui search --keys src:gazette | peace-tui handling - private
  peace-tui handling moscow-format-2 private --part 3
"""
HEADING: Final = "WHO SEES {what}"
ALL_LEFT_OUT: Final = "nothing copied: {left_out}"
LEFT_OUT: Final = "{said}, left out: {left_out}"


def left_out(quotes: Mapping[str, int], notes: Mapping[str, int]) -> str:
    """How much stayed, and for which handling; "" where nothing did."""
    said = [f"{count(number, 'quote')} ({handling})" for handling, number in quotes.items()]
    said += [f"{count(number, 'note')} ({handling})" for handling, number in notes.items()]
    return ", ".join(said)
