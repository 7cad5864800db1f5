"""Inked lines brought to a width: cut, filled and wrapped by terminal cells."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from storage import ActorRow, FormatRow
from tui import theme
from tui.formatting import Line, Span, span
from tui.safe_text import ELLIPSIS, beginning, broken, fill

LABEL_WIDTH = 8
FOLDED = {False: "+", True: "-"}
BELOW = "·"
FOLDED_IN_WORDS = {False: "folded: ", True: "unfolded: "}
BELOW_IN_WORDS = "below it: "
KEYS_SPELT = {"↑↓": "arrows", "⏎": "Enter", "⌫": "Backspace", "↓": "Down", "↑": "Up"}
SIGNS_SPELT = {"≈": "paraphrase:", "✎": "note:", "✕": "(filter)", " · ": ", ", "←": "from here:"}
_spelt: dict[str, str] = {}


def spell_out(*, keys: bool, signs: bool) -> None:
    """What is spelt out from now on: signs that a terminal lacks or a screen reader passes over."""
    _spelt.clear()
    _spelt.update(KEYS_SPELT if keys else {})
    _spelt.update(SIGNS_SPELT if signs else {})


def spelt(line: Iterable[Span]) -> Line:
    """A line as it can be read here."""
    if not _spelt:
        return tuple(line)
    return tuple(each._replace(text=_with_signs_spelt(each.text)) for each in line)


def _with_signs_spelt(text: str) -> str:
    if not text.isascii():
        for sign, name in _spelt.items():
            text = text.replace(sign, name)
    return text


def to_strip(line: Iterable[Span], width: int, style: Style = theme.PLAIN) -> Strip:
    """One line of exactly `width` cells, cut with an ellipsis or filled up."""
    inked = [Segment(each.text, theme.inked(each.ink, style)) for each in spelt(line) if each.text]
    strip = Strip(inked)
    if strip.cell_length > width:
        strip = Strip([*_beginning(inked, width - 1), Segment(ELLIPSIS, style)])
    return strip.adjust_cell_length(max(0, width), style)


def _beginning(segments: Iterable[Segment], width: int) -> Iterable[Segment]:
    """As many whole characters as fit."""
    for text, style, _ in segments:
        shown = beginning(text, width)
        yield Segment(shown, style)
        if shown != text:
            return
        width -= cell_len(text)


def wrapped(line: Line, width: int) -> list[Line]:
    """A line as lines of at most `width` cells, broken between words; labels hang out left."""
    line = spelt(line)
    hangs = bool(line) and line[0].ink == "label" and len(line[0].text) == LABEL_WIDTH
    indent = LABEL_WIDTH if hangs else 2
    lines: list[list[Span]] = [[]]
    room = width
    for word in _words(line, max(1, width - indent)):
        length = sum(cell_len(each.text) for each in word)
        if length > room and (lines[-1] or room < width):
            lines.append([Span(" " * indent)])
            room = width - indent
            if word[0].text.isspace():
                continue
        lines[-1] += word
        room -= length
    return [tuple(each) for each in lines]


def cut(lines: list[Line], count: int) -> list[Line]:
    """Exactly so many lines: the last with an ellipsis where there were more."""
    kept = lines[:count]
    if len(lines) > count:
        words = kept[-1][:-1] if kept[-1][-1].text.isspace() else kept[-1]
        kept[-1] = (*words, Span(f" {ELLIPSIS}"))
    return [*kept, *[()] * (count - len(kept))]


def _words(line: Line, longest: int) -> Iterable[Line]:
    """Words with the space before them apart, be they of several spans; overlong ones in pieces."""
    word: list[Span] = []
    for piece in _pieces(line, longest):
        if word and not _is_one_word((*word, piece), longest):
            yield tuple(word)
            word = []
        word.append(piece)
    if word:
        yield tuple(word)


def _is_one_word(pieces: Line, longest: int) -> bool:
    """Whether a name and the comma behind it, and the like, stand on one line and may do so."""
    *_, before, last = pieces
    return (
        not before.text[-1:].isspace()
        and not last.text[:1].isspace()
        and before.ink != "label"
        and sum(cell_len(each.text) for each in pieces) <= longest
    )


def _pieces(line: Line, longest: int) -> Iterable[Span]:
    """What stands between spaces in each span, and the spaces; what is overlong in pieces."""
    for each in line:
        if each.ink == "label" and len(each.text) == LABEL_WIDTH:
            yield each
            continue
        start = 0
        for at in range(1, len(each.text) + 1):
            if at == len(each.text) or (each.text[at] == " ") != (each.text[at - 1] == " "):
                for piece in broken(each.text[start:at], longest):
                    yield each._replace(text=piece)
                start = at


def column(text: str, width: int) -> str:
    """Text from a library in exactly `width` cells."""
    return fill(span(text).text, width)


def branch(row: ActorRow | FormatRow, *, is_plain: bool) -> str:
    """What stands before the name of a row in a tree: how far below, and whether it unfolds."""
    if is_plain:
        told = [BELOW_IN_WORDS] * bool(row.depth)
        return "".join([*told, FOLDED_IN_WORDS[row.is_unfolded] if row.has_members else ""])
    sign = FOLDED[row.is_unfolded] if row.has_members else BELOW if row.depth else " "
    return "  " * max(0, row.depth - 1) + (" " * bool(row.depth)) + sign


def counted(name: str, number: int, width: int, before: str = "") -> Line:
    """One row of `width` cells: a name, cut where it must be, and a number at the right."""
    figure = f"{number:,}"
    room = max(2, width - cell_len(before) - len(figure) - 1)
    return (Span(before, "dim"), Span(f"{column(name, room)} {figure}"))
