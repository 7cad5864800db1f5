"""Text from a library, made safe to show: the only way for it to reach a widget or a terminal.

Whatever could steer a terminal, reorder a line, hide in it or pile up on it becomes a visible mark.
The record keeps its text; only what is shown passes here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, NewType

from rich.cells import cell_len, split_graphemes

if TYPE_CHECKING:
    from textual.content import Content

SafeText = NewType("SafeText", str)
"""Text without a character that acts on the terminal. It may hold brackets: it is not markup."""

LONGEST_LINE = 10_000
MARKS_KEPT = 4  # Vietnamese, pointed Hebrew and vowelled Arabic need three
ELLIPSIS = "…"
TAB = "    "

NAMED = {
    0x00AD: "‧",  # soft hyphens are common in text from the web; dictionaries print them so
    0x061C: "⟦ALM⟧",
    0x200B: "⟦ZWSP⟧",
    0x200C: "⟦ZWNJ⟧",
    0x200D: "⟦ZWJ⟧",
    0x200E: "⟦LRM⟧",
    0x200F: "⟦RLM⟧",
    0x2028: "⟦LSEP⟧",
    0x2029: "⟦PSEP⟧",
    0x202A: "⟦LRE⟧",
    0x202B: "⟦RLE⟧",
    0x202C: "⟦PDF⟧",
    0x202D: "⟦LRO⟧",
    0x202E: "⟦RLO⟧",
    0x2060: "⟦WJ⟧",
    0x2066: "⟦LRI⟧",
    0x2067: "⟦RLI⟧",
    0x2068: "⟦FSI⟧",
    0x2069: "⟦PDI⟧",
    0xFEFF: "⟦BOM⟧",
}
# Letters and marks by category, yet blank: a joiner, fillers, vowels that are never written.
BLANK_LETTERS = frozenset({0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0})
TAGS = range(0xE0000, 0xE0080)
SELECTORS = (
    range(0xFE00, 0xFE10),
    range(0xE0100, 0xE01F0),
    range(0x180B, 0x180E),
    range(0x180F, 0x1810),
)
JAMO_BEHIND = (range(0x1160, 0x1200), range(0xD7B0, 0xD7FC))  # of no width, as marks are
SKIN_TONES = range(0x1F3FB, 0x1F400)
# Where ZWJ and ZWNJ are orthography: Arabic and Persian, N'Ko, Indic, Burmese, Khmer, Mongolian.
JOINING = (
    range(0x0600, 0x0900),
    range(0x0900, 0x0E00),
    range(0x1000, 0x10A0),
    range(0x1780, 0x18B0),
    range(0xA8E0, 0xA900),
    range(0xFB50, 0xFE00),
    range(0xFE70, 0xFEFD),
)
# Thai, Lao, Tibetan, Burmese and Khmer put no spaces between words; a ZWSP is one of no width.
UNSPACED = "\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff"
PICTURES = (
    range(0x2190, 0x2200),
    range(0x231A, 0x2400),
    range(0x2600, 0x27C0),
    range(0x2900, 0x2980),
    range(0x2B00, 0x2C00),
    range(0x1F000, 0x1FB00),
)

# Latin, Cyrillic, typographic signs, arrows and boxes: in NFC as they stand, and nothing to mark.
PLAIN = re.compile(
    "[ -~\u00a0-\u00ac\u00ae-\u02ff\u0400-\u0482\u048a-\u052f‐-‧‰-⁞₠-₿№←-↵─-◿✎✓✕≈≤≥]*"
)
WORD_GAP = re.compile(f"(?<=[{UNSPACED}])\u200b+(?=[{UNSPACED}])")

# The rules of context read the text's kinds, one letter for each character (`_kind`):
#   b base without variants   o base with variants   a letter of a joining script   i its marks
#   m other mark   v variation selector   p picture   k skin tone   z ZWJ   n ZWNJ   / line break
FLOOD = re.compile(f"(?<=[imv]{{{MARKS_KEPT}}})[imv]+")
WITHOUT_BASE = re.compile("(?<![^/])(?=[im])")
# Four pictures make the longest emoji in use. To Textual any chain is two cells wide, and to a
# terminal that doesn't join them as wide as it is long.
EMOJI = "p[vk]?(?:zp[vk]?){1,3}"
JOINED = "(?<=[ai])(?:n+|z+)(?=a)"
VARIANT = "(?<=[opa])v|(?<=p)k"
INVISIBLE = re.compile(f"{EMOJI}|(?P<joiner>{JOINED})|{VARIANT}|(?P<stray>[znvk])")
INVISIBLE_KINDS = "znvk"
VIRAMA = 9  # the combining class of the sign that ties two letters of an Indic script
JOINERS = "\u200c\u200d"
FLAG_LETTERS = frozenset(map(chr, range(0x1F1E6, 0x1F200)))  # two make a flag
KINDS_REMEMBERED = 20_000  # more than any library's letters; hostile text may hold a million


def safe(text: str, *, multiline: bool = False) -> SafeText:
    """Text for one line, or for several where line breaks are wanted. Doing it twice is once."""
    if len(text) <= LONGEST_LINE and PLAIN.fullmatch(text):
        return SafeText(text)
    text = _shortened(text, multiline=multiline)
    text = WORD_GAP.sub("", text)
    text = text.translate(_LINES if multiline else _LINE)
    # Normalising sorts marks, in quadratic time; it also takes a few composed letters apart.
    text = without_floods(unicodedata.normalize("NFC", without_floods(text)))
    text = _with_visible_joiners(_on_a_base(text))
    return SafeText(_shortened(text, multiline=multiline))


def safe_content(text: str, style: str = "", *, multiline: bool = False) -> Content:
    """The same for a Textual widget, as content: brackets in it are brackets, never markup."""
    from textual.content import Content  # noqa: PLC0415  # the command line starts without Textual

    return Content.styled(safe(text, multiline=multiline), style)


def cell_width(text: str) -> int:
    """How many cells Textual gives this text, which is what a line's layout rests on."""
    return cell_len(text)


def cut(text: str, width: int) -> str:
    """At most so many cells of a text; where it is longer, an ellipsis is the last."""
    if cell_len(text) <= width:
        return text
    return f"{beginning(text, width - 1)}{ELLIPSIS}" if width > 0 else ""


def fill(text: str, width: int) -> str:
    """Exactly so many cells: cut, or with spaces behind it."""
    shown = cut(text, width)
    return shown + " " * (width - cell_len(shown))


def wrapped(text: str, width: int) -> list[str]:
    """The lines of a text at a width, broken between words; a word wider than a line is broken too.

    A line break in the text stays one. A character wider than the whole line is left out.
    """
    return [line for paragraph in text.split("\n") for line in _paragraph(paragraph, width)]


def is_shown(character: str) -> bool:
    """Whether a character, taken by itself, can go to a terminal as it is."""
    return _LINE[ord(character)] == character or _kind(ord(character)) in INVISIBLE_KINDS


def without_floods(text: str) -> str:
    """Text with at most four marks on each base."""
    return replaced(text, FLOOD, lambda _: "")


def replaced(text: str, rule: re.Pattern[str], shown: Callable[[re.Match[str]], str]) -> str:
    """Text with other text in the places where a rule of context matches its kinds."""
    pieces: list[str] = []
    at = 0
    for found in rule.finditer(text.translate(_KINDS)):
        pieces += (text[at : found.start()], shown(found))
        at = found.end()
    return "".join((*pieces, text[at:])) if pieces else text


def _on_a_base(text: str) -> str:
    """A mark at a line's start would climb on to what stands before the line: it gets a circle."""
    return replaced(text, WITHOUT_BASE, lambda _: "◌")


def _with_visible_joiners(text: str) -> str:
    """Joiners and selectors stay where a script or an emoji needs them, and are named elsewhere.

    Textual takes the letter behind a ZWJ for a part of one emoji, of no width. Two are kept
    between letters, so that it takes the second for that; the guard sends one.
    """

    def shown(found: re.Match[str]) -> str:
        character = text[found.start()]
        if found["joiner"]:
            return character if character == "\u200c" else "\u200d\u200d"
        if found["stray"]:
            return NAMED.get(ord(character)) or _named_selector(ord(character))
        return text[found.start() : found.end()]

    return replaced(text, INVISIBLE, shown)


def _named_selector(point: int) -> str:
    return f"⟦VS{point - 0xFE00 + 1}⟧" if point in SELECTORS[0] else f"⟦U+{point:04X}⟧"


def _shortened(text: str, *, multiline: bool) -> str:
    """Text with no line over the longest length; a shortened one doesn't end in a joiner."""
    if len(text) <= LONGEST_LINE:
        return text
    if multiline:
        return "\n".join(_shortened(line, multiline=False) for line in text.split("\n"))
    return text[: LONGEST_LINE - len(ELLIPSIS)].rstrip("\u200c\u200d") + ELLIPSIS


def beginning(text: str, width: int) -> str:
    """As many whole characters, marks and all, as fit."""
    used, shown = 0, ""
    for cluster, cells in clusters(text):
        used += cells
        if used > width:
            return shown
        shown += cluster
    return text


def clusters(text: str) -> Iterator[tuple[str, int]]:
    """What is written as one, with its cells: a letter and its marks, an Indic conjunct, a flag."""
    cluster, width = "", 0
    for start, end, cells in split_graphemes(text)[0]:
        if cluster and not _goes_on(cluster, text[start]):
            yield cluster, width
            cluster, width = "", 0
        cluster += text[start:end]
        width += cells
    if cluster:
        yield cluster, width


def _goes_on(cluster: str, character: str) -> bool:
    """Whether a character is a part of the cluster before it, where Rich sees two."""
    if character in FLAG_LETTERS:
        return cluster in FLAG_LETTERS
    last = cluster.rstrip(JOINERS)[-1:]
    return bool(last) and unicodedata.combining(last) == VIRAMA and character.isalpha()


def _paragraph(text: str, width: int) -> list[str]:
    lines: list[str] = []
    line = ""
    for word in re.findall(" *[^ ]+", text):
        if cell_len(line + word) <= width:
            line += word
            continue
        if line:
            lines.append(line)
        *full, line = broken(word.lstrip(" ") if line or lines else word, width)
        lines += full
    return [*lines, line]


def broken(word: str, width: int) -> list[str]:
    """A word in pieces that fit, each of whole characters; the last may be empty."""
    if cell_len(word) <= width:
        return [word]
    pieces = [""]
    used = 0
    for cluster, cells in clusters(word):
        if cells > width:
            continue
        if used + cells > width:
            pieces.append("")
            used = 0
        pieces[-1] += cluster
        used += cells
    return pieces


def _in(point: int, ranges: tuple[range, ...]) -> bool:
    return any(point in each for each in ranges)


def _kind(point: int) -> str:
    """What a character is to the rules of context."""
    character = chr(point)
    category = unicodedata.category(character)
    if character in "\u200d\u200c\n":
        return {"\u200d": "z", "\u200c": "n", "\n": "/"}[character]
    if _in(point, SELECTORS):
        return "v"
    if category[0] == "M" or _in(point, JAMO_BEHIND):
        return "i" if _in(point, JOINING) else "m"
    if point in SKIN_TONES:
        return "k"
    if category in {"So", "Sm"} and _in(point, PICTURES):
        return "p"
    if category[0] == "L" and _in(point, JOINING):
        return "a"
    has_variants = category in {"Lo", "So", "Sm"} and point >= 0x80
    return "o" if has_variants or character in "0123456789#*‼⁉〰" else "b"


def _mark(point: int, *, multiline: bool) -> str:
    """What stands for a character that can't be shown, and the character where it can."""
    character = chr(point)
    if character == "\n":
        return "\n" if multiline else " "
    if character == "\t":
        return TAB
    if _kind(point) in INVISIBLE_KINDS:
        return character
    if point < 0x20:
        return chr(0x2400 + point)
    if point == 0x7F:
        return "␡"
    if point in NAMED:
        return NAMED[point]
    category = unicodedata.category(character)
    if category in {"Cc", "Cs"}:
        return "�"
    if point in TAGS:
        return f"⟦TAG {chr(point - 0xE0000)}⟧" if 0xE0020 < point < 0xE007F else "⟦TAG⟧"
    if category[0] == "C" or point in BLANK_LETTERS:
        return f"⟦U+{point:04X}⟧"
    return character


class _Table(dict[int, str]):
    """A table for `str.translate` that is worked out character by character, as they are met."""

    def __init__(self, rule: Callable[[int], str]) -> None:
        super().__init__()
        self._rule = rule

    def __missing__(self, point: int) -> str:
        answer = self._rule(point)
        if len(self) < KINDS_REMEMBERED:
            self[point] = answer
        return answer


_KINDS = _Table(_kind)
_LINE = _Table(partial(_mark, multiline=False))
_LINES = _Table(partial(_mark, multiline=True))
