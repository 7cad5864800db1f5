"""What is said of briefs, on the screen and where one is printed."""

from __future__ import annotations

from typing import Final

from storage.analyst import BriefRow, LeftOut
from tui.wording import count

NONE_YET: Final = "No brief yet: {write} makes one, {add} on a quote adds it to one."
EMPTY: Final = "Nothing is in it yet: {write} writes a paragraph, {add} on a quote adds it."
NEW: Final = "NAME of the new brief"
RENAMED: Final = "NAME of the brief"
GONE: Final = "The brief is not there any more; somebody dropped it."
NO_WORDS: Final = "A quote stays as it is held; {write} writes a paragraph after it."
COPIED: Final = "brief as Markdown"
FILE: Final = "FILE for the brief, a new one"
WRITTEN: Final = "{left_out}written, for you alone to read: {file}"
IS_THERE: Final = "Nothing was written; choose another name: something is there already, {file}"
NOT_WRITTEN: Final = "Nothing was written ({reason}); choose another name than {file}"
NO_BRIEF: Final = "No brief is meant. Put the cursor on one."
ONE_DEED: Final = "Say with one option what is to be done: --add, --paragraph, --move and so on."
NOT_ENOUGH: Final = "What it is to be done with is missing, or there is too much of it."
WITH: Final = "Let records of this handling leave too: closed or private."
EXAMPLES: Final = """\b
Examples:
  peace-tui brief Thursday --md
  peace-tui brief Thursday --add q0014 q0020
  peace-tui brief Thursday --paragraph "The two sides differ on who is to go first."
  peace-tui search --keys topic:ceasefire | peace-tui brief Thursday --add -
"""
BRIEFS_EXAMPLES: Final = """\b
Examples:
  peace-tui briefs
  peace-tui briefs --json
"""


def adding(quotes: int) -> str:
    return f"ADD {count(quotes, 'quote')} to a brief"


def holds(brief: BriefRow) -> str:
    """How much a brief holds."""
    return f"{count(brief.quotes, 'quote')}, {count(brief.paragraphs, 'paragraph')}"


def counted(quotes: int, paragraphs: int, left_out: LeftOut, missing: int) -> str:
    """How much one holds, and what of it would not leave."""
    said = [count(quotes, "quote"), count(paragraphs, "paragraph")]
    if left_out.quotes:
        said.append(f"{left_out.quotes} not public")
    if missing:
        said.append(f"{missing} missing")
    return ", ".join(said)


def left_out(out: LeftOut, missing: int = 0) -> str:
    """What of a brief did not leave the library; "" where all did."""
    parts = [
        count(number, name)
        for number, name in (
            (out.quotes, "quote"),
            (out.notes, "note"),
            (out.links, "link to another quote"),
        )
        if number
    ]
    said = [f"Left out, for they are not public: {', '.join(parts)}."] if parts else []
    if missing:
        said.append(
            f"Left out, for they are not here or not for you to see: {count(missing, 'quote')}."
        )
    return " ".join(said)


def where_from(library: str, author: str, day: str, digest: str) -> str:
    """By whom a brief was written out, when and from which state of the library."""
    return f"Written out by {author} on {day} from {library}; the log's last entry is {digest}."
