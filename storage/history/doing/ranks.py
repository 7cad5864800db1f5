"""Ranks: texts between any two of which there is always another, so that moving is one write."""

from __future__ import annotations

from typing import Final

DIGITS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
"""In the order in which SQLite compares texts."""
BASE: Final = len(DIGITS)


def between(before: str, after: str | None) -> str:
    """A rank behind `before`, "" for the beginning, and before `after`, None for the end.

    No rank ends in the first digit: before such a one there would be no room.
    """
    rank: list[str] = []
    place = 0
    while True:
        low = DIGITS.index(before[place]) if place < len(before) else 0
        high = DIGITS.index(after[place]) if after is not None and place < len(after) else BASE
        if high - low > 1:
            # At the end they grow by one: ten thousand are added one by one in 170 digits.
            step = 1 if after is None and before else (high - low) // 2
            return "".join([*rank, DIGITS[low + step]])
        rank.append(DIGITS[low])
        after = after if high == low else None
        place += 1


def spread(before: str, after: str | None, count: int) -> list[str]:
    """So many ranks between the two, in order."""
    if count == 0:
        return []
    middle = _halfway(before, after)
    left = count // 2
    return [
        *spread(before, middle, left),
        middle,
        *spread(middle, after, count - left - 1),
    ]


def _halfway(before: str, after: str | None) -> str:
    """As `between`, with as much room behind it as before it where there is no end."""
    if after is not None:
        return between(before, after)
    first = DIGITS.index(before[0]) if before else 0
    ahead = first + (BASE - first) // 2
    return DIGITS[ahead] if ahead > first else between(before, None)
