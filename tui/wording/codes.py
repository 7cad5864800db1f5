"""What is said of a code wherever it is shown: its value, whose it is, and what is hidden yet."""

from __future__ import annotations

from storage import NOT_ABOUT
from tui.wording import count


def value(code: str) -> str:
    """A code in words."""
    return "not about it" if code == NOT_ABOUT else code


def by(coder: str, *, is_adjudicated: bool) -> str:
    """Whose code it is."""
    return f"adjudicated by {coder}" if is_adjudicated else coder


def withheld(stances: int) -> str:
    return f"{stances:,} hidden until coding is done"


def withheld_in(quotes: int) -> str:
    return f"hidden in {count(quotes, 'quote')} until coding is done"


def note_on(quotes: int) -> tuple[str, ...]:
    """A sentence on quotes with stances that are hidden, where there are any."""
    return (f"Stances of others are {withheld_in(quotes)}.",) if quotes else ()
