"""What a command is: its keys, where they work, and what is said about it."""

from __future__ import annotations

import string
from enum import Enum
from typing import NamedTuple


class Place(Enum):
    """Where the keys go: a pane of the board, or a view that covers it."""

    ACTORS = "actors"
    FORMATS = "formats"
    QUOTES = "quotes"
    DETAIL = "detail"
    NOTES = "notes"
    READER = "one quote"
    PROVENANCE = "provenance"
    TIMELINE = "timeline"
    MATRIX = "actor × format"
    PRESENCE = "who was there"
    STANCES = "stances"
    BRIEFS = "briefs"
    BRIEF = "one brief"


LISTS = frozenset({Place.ACTORS, Place.FORMATS, Place.QUOTES})
NARROWING = LISTS - {Place.QUOTES}
PANES = LISTS | {Place.DETAIL, Place.NOTES}
GRIDS = frozenset({Place.TIMELINE, Place.MATRIX, Place.PRESENCE, Place.STANCES})
BRIEFS = frozenset({Place.BRIEFS, Place.BRIEF})
VIEWS = frozenset({Place.READER, Place.PROVENANCE}) | GRIDS | BRIEFS
ANYWHERE = PANES | VIEWS
INWARD = PANES | GRIDS | {Place.READER}
"""Where there is something to go into: rows, cells, names."""
IN_DETAIL = frozenset({Place.DETAIL, Place.READER})
SIDEWAYS = INWARD - IN_DETAIL
"""Where left and right go to another row, pane or cell."""
AT_A_QUOTE = ANYWHERE - GRIDS - BRIEFS
"""Where the quote that a command is about is seen."""
AT_A_RECORD = AT_A_QUOTE - {Place.NOTES}
"""Where a command is about the record of the detail, and not about a note on it."""

KEY_NAMES = {
    "slash": "/",
    "backslash": "\\",
    "left_parenthesis": "(",
    "right_parenthesis": ")",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "question_mark": "?",
    "colon": ":",
    "full_stop": ".",
    "asterisk": "*",
    "plus": "+",
    "minus": "-",
    "left_square_bracket": "[",
    "left_curly_bracket": "{",
    "right_curly_bracket": "}",
    "comma": ",",
    "grave_accent": "`",
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
    "space": "Space",
    "insert": "Ins",
    "delete": "Del",
    **{f"f{number}": f"F{number}" for number in range(1, 13)},
}
WRITTEN_NAMES = {
    **{name.lower(): key for key, name in KEY_NAMES.items()},
    **{key: key for key in KEY_NAMES},
    "esc": "escape",
}
SENT_AS_OTHERS = "hijm"  # with Ctrl a terminal sends Backspace, Tab and Enter for these


def key_name(key: str) -> str:
    """A key as people write it: `/`, `Ctrl-f`, `⏎`; two that follow each other: `y c`."""
    if " " in key:
        return " ".join(key_name(each) for each in key.split())
    if key in KEY_NAMES:
        return KEY_NAMES[key]
    if key.startswith("ctrl+"):
        return f"Ctrl-{key[5:]}"
    return key


def key_written(written: str) -> str | None:
    """The key that a person means by `n`, `Ctrl-n`, `Enter`, `F2`, `y c`; None where it is none."""
    if " " in written.strip():
        keys = [key_written(each) for each in written.split()]
        return f"{keys[0]} {keys[1]}" if len(keys) == 2 and all(keys) else None
    if len(written) == 1 and written.isprintable() and not written.isspace():
        return WRITTEN_NAMES.get(written, written)
    lower = written.lower().replace("ctrl-", "ctrl+")
    if len(lower) == 6 and lower.startswith("ctrl+") and lower[5] in _WITH_CTRL:
        return lower
    return WRITTEN_NAMES.get(lower)


_WITH_CTRL = set(string.ascii_lowercase).difference(SENT_AS_OTHERS)


class Command(NamedTuple):
    """One thing that a key does.

    `keys` are Textual's names, two that follow each other as `y c`. `footer` is its order in the
    footer, 0 if not there. `writes` marks what changes the library. `words` are others that it is
    found by, first of all the command line's.
    """

    id: str
    keys: tuple[str, ...]
    title: str
    explanation: str
    places: frozenset[Place]
    footer: int = 0
    writes: bool = False
    words: str = ""

    @property
    def shown_keys(self) -> str:
        return " ".join(key_name(key) for key in self.keys)
