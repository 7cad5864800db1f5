"""What a command is: its keys, where they work, and what is said about it."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple


class Place(Enum):
    """Where the keys go: a pane of the board, or a view that covers it."""

    ACTORS = "actors"
    FORMATS = "formats"
    QUOTES = "quotes"
    DETAIL = "detail"
    READER = "one quote"
    PROVENANCE = "provenance"
    TIMELINE = "timeline"
    MATRIX = "actor × format"
    PRESENCE = "who was there"
    STANCES = "stances"


LISTS = frozenset({Place.ACTORS, Place.FORMATS, Place.QUOTES})
PANES = LISTS | {Place.DETAIL}
GRIDS = frozenset({Place.TIMELINE, Place.MATRIX, Place.PRESENCE, Place.STANCES})
VIEWS = frozenset({Place.READER, Place.PROVENANCE}) | GRIDS
ANYWHERE = PANES | VIEWS
AT_A_QUOTE = ANYWHERE - GRIDS
"""Where the quote that a command is about is seen."""

KEY_NAMES = {
    "slash": "/",
    "question_mark": "?",
    "colon": ":",
    "full_stop": ".",
    "asterisk": "*",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "enter": "⏎",
    "escape": "Esc",
    "backspace": "⌫",
    "tab": "Tab",
    "shift+tab": "S-Tab",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "home": "Home",
    "end": "End",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "f1": "F1",
    "space": "Space",
}


def key_name(key: str) -> str:
    """A key as people write it: `/`, `Ctrl-f`, `⏎`."""
    if key in KEY_NAMES:
        return KEY_NAMES[key]
    if key.startswith("ctrl+"):
        return f"Ctrl-{key[5:]}"
    return key


class Command(NamedTuple):
    """One thing that a key does.

    `keys` are Textual's names; two of them with a space between are pressed one after the other.
    `footer` is its order in the footer, 0 if not there.
    `writes` marks what changes the library.
    """

    id: str
    keys: tuple[str, ...]
    title: str
    explanation: str
    places: frozenset[Place]
    footer: int = 0
    writes: bool = False

    @property
    def shown_keys(self) -> str:
        return " ".join(key_name(key) for key in self.keys)
