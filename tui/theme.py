"""The inks of the screen: attributes and the terminal's own sixteen colours, nothing else."""

from __future__ import annotations

from typing import Final

from rich.style import Style

PLAIN: Final = Style.null()
INKS: Final = {
    "plain": PLAIN,
    "strong": Style(bold=True),
    "dim": Style(dim=True),
    "label": Style(color="cyan"),
    "marked": Style(bold=True, underline=True),
    "warn": Style(color="yellow"),
    "chip": Style(color="cyan"),
    "good": Style(color="green"),
}
FRAME: Final = Style(dim=True)
FOCUSED_TITLE: Final = Style(bold=True)
OUT_OF_DATE: Final = Style(dim=True)
CURSOR: Final = Style(reverse=True)
CURSOR_ELSEWHERE: Final = Style(bold=True)
"""Each state is a mark or a word as well: `▸` before the row, `▸` in the focused title."""
