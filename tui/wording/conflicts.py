"""What is said where somebody else changed the same meanwhile."""

from __future__ import annotations

import json
from typing import Any

from storage import Clash, Key, short

LATER = "Leave it for later"
LATER_MEANS = "nothing is saved; what you typed stays as a draft"
MINE = "Save mine over theirs"
MINE_MEANS = "theirs stays in the log, and undo brings it back"
THEIRS = "Keep theirs"
THEIRS_MEANS = "yours is not saved where the two differ"
TOGETHER = "Edit both together"
TOGETHER_MEANS = "both texts on one sheet, to make one of them"
FOOTING = " ⏎ do it · Esc later · ↑↓ choose · PgDn more of the text"
NOTHING = "(nothing)"


def heading(clash: Clash, record: Key | None) -> str:
    of = f" of {short(record)}" if record else ""
    return f"CONFLICT: the {clash.field.replace('_', ' ')}{of}"


def who(clash: Clash) -> str:
    when = f", {clash.wall[:16].replace('T', ' ')} UTC" if clash.wall else ""
    return f"THEIRS ({clash.author}{when})"


def held(value: Any) -> str:  # JSON
    """What a field holds, as it can be read."""
    if value is None:
        return NOTHING
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
