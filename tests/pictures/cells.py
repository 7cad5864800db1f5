"""What a terminal's cells look like: every colour worked out, on a dark or a light ground."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, Literal, NamedTuple

from pyte.screens import Char

Ground = Literal["dark", "light"]

# In the order of the sequences 30 to 37 and 90 to 97, under pyte's names.
_NAMES: Final = ("black", "red", "green", "brown", "blue", "magenta", "cyan", "white")
NAMES: Final = (*_NAMES, *(f"bright{name}" for name in _NAMES))
DIM_PART: Final = 0.6  # of a dim letter's colour; the rest is what is behind it


class Palette(NamedTuple):
    """What a terminal shows where it is told no shade, as `rrggbb`: Visual Studio Code's does."""

    ground: str
    letters: str
    sixteen: Sequence[str]


PALETTES: Final[dict[Ground, Palette]] = {
    "dark": Palette(
        "1e1e1e", "cccccc",
        ("000000", "cd3131", "0dbc79", "e5e510", "2472c8", "bc3fbc", "11a8cd", "e5e5e5",
         "666666", "f14c4c", "23d18b", "f5f543", "3b8eea", "d670d6", "29b8db", "e5e5e5"),
    ),
    "light": Palette(
        "ffffff", "333333",
        ("000000", "cd3131", "107c10", "949800", "0451a5", "bc05bc", "0598bc", "555555",
         "666666", "cd3131", "14ce14", "b5ba00", "0451a5", "bc05bc", "0598bc", "a5a5a5"),
    ),
}  # fmt: skip


class Cell(NamedTuple):
    """A character with all that is combined with it, and how it is drawn.

    The cell after one that is two wide has no text.
    """

    text: str
    letters: str
    ground: str
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False


Cells = Sequence[Sequence[Cell]]


def looked_at(lines: Iterable[Iterable[Char]], ground: Ground) -> Cells:
    """The cells of a terminal as they are seen."""
    return [[_cell(each, PALETTES[ground]) for each in line] for line in lines]


def _cell(char: Char, palette: Palette) -> Cell:
    letters = _shade(char.fg, palette, palette.letters)
    behind = _shade(char.bg, palette, palette.ground)
    if char.reverse:
        letters, behind = behind, letters
    if char.blink:  # how the driver of the terminal keeps dim
        letters = _mixed(letters, behind)
    return Cell(
        char.data,
        letters,
        behind,
        bold=char.bold,
        italic=char.italics,
        underline=char.underscore,
        strike=char.strikethrough,
    )


def _shade(name: str, palette: Palette, usual: str) -> str:
    """Of a colour as pyte names it: one of the sixteen, or its shade."""
    if name == "default":
        return usual
    return palette.sixteen[NAMES.index(name)] if name in NAMES else name


def _mixed(letters: str, behind: str) -> str:
    parts = [(int(letters[at : at + 2], 16), int(behind[at : at + 2], 16)) for at in (0, 2, 4)]
    return "".join(f"{round(DIM_PART * one + (1 - DIM_PART) * other):02x}" for one, other in parts)
