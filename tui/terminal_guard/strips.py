"""Every line that Textual sends is cleaned as it is sent, whatever widget it came from.

Here the look is put on as well: what a style and a sign are on this terminal.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rich.cells import set_cell_size
from rich.color import ColorSystem
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui.look import Look
from tui.marks import shown_by
from tui.safe_text import (
    EMOJI,
    JOINED,
    PLAIN,
    VARIANT,
    cell_width,
    is_shown,
    replaced,
    without_floods,
)
from tui.terminal_guard.sequences import WEB_ADDRESS
from tui.theme import Colouring

STAND_IN = "�"
# A ZWJ out of place goes with the character behind it: to Textual the two have no width.
OUT_OF_PLACE = re.compile(f"{EMOJI}|{JOINED}|{VARIANT}|(?P<dropped>z.?|[nvk])", re.DOTALL)
JOINERS = re.compile("\u200d+")
PIECES_REMEMBERED = 4_096  # some forty screens of lines that aren't plain

UNSTYLED = Style.null()
render_of_textual = Strip.render


def guard(look: Look) -> None:
    """Put the two methods that write a strip behind the guard."""
    colouring, shown = (
        Colouring(look.scheme, look.depth),
        shown_by(look.marks, is_plain=look.is_plain),
    )

    def render_style(_: object, style: Style, text: str, color_system: ColorSystem) -> str:  # noqa: ARG001  # named by Textual
        """One piece in its style. Links are escape sequences: those to the web are sent."""
        sent, sgr = shown(guarded(text)), colouring.sgr(style)
        sent = f"\x1b[{sgr}m{sent}\x1b[0m" if sgr else sent
        if style.link and WEB_ADDRESS.fullmatch(style.link):
            return f"\x1b]8;id={style.link_id};{style.link}\x1b\\{sent}\x1b]8;;\x1b\\"
        return sent

    setattr(Strip, "render_style", classmethod(render_style))  # noqa: B010  # not its declared type
    setattr(Strip, "render", _render)  # noqa: B010


def guarded(text: str) -> str:
    """Text in as many cells as Textual gave it, without anything that acts on the terminal.

    A character of no width is dropped, one with a width leaves that many stand-ins.
    """
    return text if PLAIN.fullmatch(text) else _in_its_cells(text)


def _render(strip: Strip, console: Console) -> str:
    """A line; pieces without a style would pass by `_render_style`, so they get an empty one."""
    if any(style is None for _, style, _ in strip):
        segments = [Segment(text, style or UNSTYLED, control) for text, style, control in strip]
        strip = Strip(segments, strip.cell_length)
    return render_of_textual(strip, console)


@lru_cache(maxsize=PIECES_REMEMBERED)
def _in_its_cells(text: str) -> str:
    width = cell_width(text)
    shown = "".join(
        character if is_shown(character) else STAND_IN * cell_width(character) for character in text
    )
    shown = replaced(
        shown,
        OUT_OF_PLACE,
        lambda found, shown=shown: "" if found["dropped"] else shown[slice(*found.span())],
    )
    shown = without_floods(shown)
    missing = width - cell_width(shown)
    shown = shown + STAND_IN * missing if missing >= 0 else set_cell_size(shown, width)
    return JOINERS.sub("\u200d", shown)
