"""How this terminal is drawn on: colours, marks, mouse, pace. Worked out once, at the start.

`look_for` alone decides; what it decides from is handed in. Nothing heavy is imported here.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from typing import Final, NamedTuple

COLORS_VARIABLE: Final = "PEACE_TUI_COLORS"
AUTO: Final = "auto"
NO_COLORS: Final = "none"
SCHEME_NAMES: Final = (
    AUTO, "terminal", "dark", "light", "high-contrast", "blue-orange", NO_COLORS,
)  # fmt: skip


class Depth(IntEnum):
    """How many colours a terminal shows."""

    NONE = 0
    SIXTEEN = 16  # those of its own palette
    MANY = 256
    TRUE = 1 << 24


class Marks(IntEnum):
    """Which signs a terminal can show beside letters."""

    ASCII = 0  # not even UTF-8
    CONSOLE = 1  # the 256 or 512 signs of a Linux console's font
    ALL = 2


class Wishes(NamedTuple):
    """What the person asked for; by default nothing."""

    colors: str | None = None
    slow: bool = False
    plain: bool = False
    mouse: bool = True


class Look(NamedTuple):
    """What was decided. `knows_queries` is False where modern sequences would show as letters."""

    scheme: str = "terminal"
    depth: Depth = Depth.SIXTEEN
    marks: Marks = Marks.ALL
    has_mouse: bool = True
    knows_queries: bool = True
    is_slow: bool = False
    is_plain: bool = False


class NoSuchScheme(Exception):
    """Colours were asked for by a name that there is not. Nothing was opened."""


_TERMINALS_OF_OLD: Final = ("vt1", "vt2", "vt3", "vt4", "vt5", "sun", "wy", "adm", "hp")
_CONSOLES: Final = ("linux", "cons25", "ansi")
_MANY: Final = ("xterm-kitty", "xterm-ghostty", "alacritty", "foot", "wezterm", "contour")
_LIGHT_GROUNDS: Final = frozenset({"7", "15"})


def look_for(environ: Mapping[str, str], wishes: Wishes = Wishes()) -> Look:  # noqa: B008
    """The look for a terminal and a person.

    Raises:
        NoSuchScheme: the colours asked for have another name, or none.
    """
    term = environ.get("TERM", "")
    is_old = term.startswith((*_TERMINALS_OF_OLD, *_CONSOLES))
    scheme, depth = _colours(environ, term, wishes.colors or environ.get(COLORS_VARIABLE) or AUTO)
    return Look(
        scheme=scheme,
        depth=depth,
        marks=marks_of(environ),
        has_mouse=wishes.mouse and not wishes.plain and not is_old,
        knows_queries=not is_old,
        is_slow=wishes.slow,
        is_plain=wishes.plain,
    )


def has_utf8(environ: Mapping[str, str]) -> bool:
    """Whether the locale's letters are UTF-8; where it names none, they are taken to be.

    Python itself makes the bare C locale UTF-8, unless LC_ALL insists on it.
    """
    named = next((environ[name] for name in _LOCALES if environ.get(name)), "UTF-8")
    return "utf8" in named.lower().replace("-", "")


_LOCALES: Final = ("LC_ALL", "LC_CTYPE", "LANG")


def _colours(environ: Mapping[str, str], term: str, asked: str) -> tuple[str, Depth]:
    """The scheme and how many colours it is sent in."""
    if asked not in SCHEME_NAMES:
        raise NoSuchScheme(asked)
    depth = _depth(environ, term)
    if asked == NO_COLORS or depth is Depth.NONE:
        return "terminal", Depth.NONE
    if asked != AUTO:
        return asked, depth
    if environ.get("NO_COLOR"):
        return "terminal", Depth.NONE
    ground = environ.get("COLORFGBG", "").rpartition(";")[2]
    return "light" if ground in _LIGHT_GROUNDS else "terminal", depth


def _depth(environ: Mapping[str, str], term: str) -> Depth:
    if term.startswith(_TERMINALS_OF_OLD) or term.endswith(("-m", "-mono")):
        return Depth.NONE
    if environ.get("COLORTERM") in {"truecolor", "24bit"} or term.endswith("-direct"):
        return Depth.TRUE
    return Depth.MANY if "256" in term or term.startswith(_MANY) else Depth.SIXTEEN


def marks_of(environ: Mapping[str, str]) -> Marks:
    """The signs that a terminal can show."""
    term = environ.get("TERM", "")
    if term.startswith(_TERMINALS_OF_OLD) or not has_utf8(environ):
        return Marks.ASCII
    return Marks.CONSOLE if term.startswith(_CONSOLES) else Marks.ALL
