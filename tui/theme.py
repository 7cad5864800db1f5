"""The inks of the screen, and what each scheme of colours sends for them.

Widgets know inks alone: attributes, and three of the terminal's own colours, each for one role. At
the terminal's edge a `Colouring` says which sequence an ink is there.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

from rich.style import Style

from tui.look import Depth

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
    "selected": Style(reverse=True),
    "noted": Style(underline=True),
}
FRAME: Final = Style(dim=True)
FOCUSED_TITLE: Final = Style(bold=True)
OUT_OF_DATE: Final = Style(dim=True)
CURSOR: Final = Style(reverse=True)
CURSOR_ELSEWHERE: Final = Style(bold=True)
UNDER_CURSOR: Final = {
    name: Style(bold=ink.bold, underline=ink.underline) for name, ink in INKS.items()
}
"""In reverse a colour is a block of it, blanks too, and dim is grey on grey."""
"""Each state is a mark or a word as well: `▸` before the row, `▸` in the focused title."""

Colour = tuple[str, int | None]
"""As `rrggbb`, one of the 256 of xterm, and as its number among the terminal's sixteen, if any."""
OWN: Final = ""  # the terminal's own colour, whatever the depth


class Scheme(NamedTuple):
    """The colours of the roles. Without a ground the terminal's own colours are behind them."""

    label: Colour
    warn: Colour
    good: Colour
    text: Colour | None = None
    ground: Colour | None = None
    dim: Colour | None = None  # in place of the attribute, which terminals darken as they like


SCHEMES: Final = {
    "terminal": Scheme(label=(OWN, 6), warn=(OWN, 3), good=(OWN, 2)),
    "dark": Scheme(label=("5fd7ff", 14), warn=("ffd75f", 11), good=("87d787", 10)),
    "light": Scheme(label=("005f87", 4), warn=("870000", 1), good=("005f00", None)),
    "high-contrast": Scheme(
        label=("00ffff", 14), warn=("ffff00", 11), good=("00ff00", 10),
        text=("ffffff", 15), ground=("000000", 0), dim=("d0d0d0", 15),
    ),
    "blue-orange": Scheme(
        label=("5fafff", 14), warn=("ffaf00", 11), good=("afd7ff", 15),
        text=("e4e4e4", 7), ground=("121212", 0), dim=("a8a8a8", 7),
    ),
}  # fmt: skip

STYLES_REMEMBERED: Final = 1_024

_ROLES: Final = {"cyan": "label", "yellow": "warn", "green": "good"}
_CUBE: Final = ("00", "5f", "87", "af", "d7", "ff")


def inked(ink: str, line: Style) -> Style:
    """A piece of a line in its ink; a line in reverse keeps one colour."""
    return line + (UNDER_CURSOR if line.reverse else INKS)[ink]


class Colouring:
    """What is sent for a style, in no more colours than the terminal has.

    Of attributes bold, dim, underline and reverse, of colours the scheme's and no others: what
    else a widget of Textual's asks for is reverse where it has a ground of its own.
    """

    def __init__(self, scheme: str, depth: Depth) -> None:
        self._scheme = SCHEMES[scheme]
        self._depth = depth
        self.sgr = lru_cache(maxsize=STYLES_REMEMBERED)(self._sgr)

    @property
    def is_painted(self) -> bool:
        """Whether blank cells have a colour as well."""
        return self._depth is not Depth.NONE and self._scheme.ground is not None

    def _sgr(self, style: Style) -> str:
        """The parameters of the sequence; empty where the terminal's own ink is meant."""
        return ";".join((*self._attributes(style), *self._colours(style)))

    def _attributes(self, style: Style) -> list[str]:
        has_ground = style.bgcolor is not None and not style.bgcolor.is_default
        is_dim = style.dim and (self._depth is Depth.NONE or self._scheme.dim is None)
        asked = ((style.bold, "1"), (is_dim, "2"), (style.underline, "4"))
        return [
            *(number for is_asked, number in asked if is_asked),
            *(["7"] if style.reverse or has_ground else []),
        ]

    def _colours(self, style: Style) -> list[str]:
        if self._depth is Depth.NONE:
            return []
        scheme = self._scheme
        role = _ROLES.get(style.color.name) if style.color else None
        colour: Colour | None = getattr(scheme, role) if role else scheme.text
        if style.dim and not role and scheme.dim:
            colour = scheme.dim
        return [
            self._sent(each, base)
            for each, base in ((colour, 30), (scheme.ground, 40))
            if each and (each[1] is not None or self._depth > Depth.SIXTEEN)
        ]

    def _sent(self, colour: Colour, base: int) -> str:
        """One colour for letters (`base` 30) or for what is behind them (40)."""
        shade, number = colour
        if number is not None and (shade == OWN or self._depth is Depth.SIXTEEN):
            return f"{base + number if number < 8 else base + 52 + number}"
        if self._depth is Depth.MANY:
            return f"{base + 8};5;{_number_of(shade)}"
        red, green, blue = (int(shade[at : at + 2], 16) for at in (0, 2, 4))
        return f"{base + 8};2;{red};{green};{blue}"


def _number_of(shade: str) -> int:
    """Of xterm's 256: a cube of six shades each, then twenty-four greys from 8 in steps of 10."""
    parts = [shade[at : at + 2] for at in (0, 2, 4)]
    if all(part in _CUBE for part in parts):
        red, green, blue = (_CUBE.index(part) for part in parts)
        return 16 + 36 * red + 6 * green + blue
    return 232 + (int(parts[0], 16) - 8) // 10
