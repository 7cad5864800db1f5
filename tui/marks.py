"""The signs that the screen is drawn with, for terminals that cannot show them all.

Each stand-in takes as many cells as its sign, so that nothing moves. It happens at the terminal's
edge: records keep their letters, and so does everything that is copied or printed.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Final

from rich.cells import get_character_cell_size

from tui.look import Marks

# The sign, on a Linux console (its fonts hold those of the IBM PC), and in ASCII.
TABLE: Final = (
    ("╭", "┌", "+"), ("╮", "┐", "+"), ("╰", "└", "+"), ("╯", "┘", "+"),
    ("─", "─", "-"), ("│", "│", "|"), ("┃", "║", "#"), ("├", "├", "+"), ("└", "└", "+"),
    ("┌", "┌", "+"), ("┐", "┐", "+"), ("┘", "┘", "+"), ("┤", "┤", "+"),
    ("┬", "┬", "+"), ("┴", "┴", "+"), ("×", "x", "x"),
    ("┼", "┼", "+"), ("▏", "│", "|"), ("▐", "▐", "["), ("▌", "▌", "]"), ("█", "█", "#"),
    ("▸", "►", ">"), ("▾", "▼", "v"), ("…", "»", ">"), ("≈", "≈", "~"), ("≤", "≤", "<"),
    ("≥", "≥", ">"), ("✕", "x", "x"), ("✓", "√", "v"), ("✎", "*", "n"), ("●", "•", "*"),
    ("•", "•", "*"), ("·", "·", "-"), ("←", "←", "<"), ("→", "→", ">"), ("↑", "↑", "^"),
    ("↓", "↓", "v"), ("⏎", "┘", "J"), ("⌫", "◄", "<"), ("–", "-", "-"), ("—", "-", "-"),
    ("‑", "-", "-"), ("‐", "-", "-"), ("“", '"', '"'), ("”", '"', '"'), ("„", '"', '"'),
    ("‘", "'", "'"), ("’", "'", "'"), ("‚", "'", "'"), ("«", "«", '"'), ("»", "»", '"'),
    ("◌", "°", "o"), ("�", "?", "?"), ("⟦", "[", "["), ("⟧", "]", "]"), ("‧", "·", "-"),
    ("\u00a0", " ", " "),
)  # fmt: skip
LAST_ASCII: Final = 0x7E


# What a screen reader would read out, or a braille display show as noise, is blank.
PLAIN: Final = {**dict.fromkeys("╭╮╰╯─│┃├└┌┐┘┤┬┴┼▏▐▌█", " "), "▸": ">", "▾": "v", "●": "*"}


def shown_by(marks: Marks, *, is_plain: bool = False) -> Callable[[str], str]:
    """What a terminal of that kind is sent for a text."""
    if is_plain:
        plain, then = str.maketrans(PLAIN), shown_by(marks)
        return lambda text: then(text if text.isascii() else text.translate(plain))
    if marks is Marks.ALL:
        return lambda text: text
    if marks is Marks.CONSOLE:
        table = str.maketrans({sign: stand_in for sign, stand_in, _ in TABLE})
        return lambda text: text if text.isascii() else text.translate(table)
    return lambda text: text if text.isascii() else "".join(map(_in_ascii, text))


_ASCII: Final = {sign: stand_in for sign, _, stand_in in TABLE}


@lru_cache(maxsize=4_096)
def _in_ascii(character: str) -> str:
    """A sign from the table, else the first Latin letters that a character sounds like."""
    if ord(character) <= LAST_ASCII:
        return character
    if character in _ASCII:
        return _ASCII[character]
    from anyascii import anyascii  # noqa: PLC0415  # only terminals without UTF-8 need it

    cells = get_character_cell_size(character)
    return f"{anyascii(character).strip():?<{cells}}"[:cells]
