"""Columns that follow from others: days from dates, keys and scripts of names, domains. Pure."""

from __future__ import annotations

import unicodedata
from typing import Any, Final
from urllib.parse import urlsplit

from storage import dates, names

SCRIPTS: Final = {
    "LATIN": "Latn",
    "CYRILLIC": "Cyrl",
    "ARABIC": "Arab",
    "CJK": "Hani",
    "GREEK": "Grek",
    "HEBREW": "Hebr",
    "DEVANAGARI": "Deva",
}
"""The first word of a letter's Unicode name, and the script that it gives away (ISO 15924)."""
SLUG_LENGTH: Final = 48


def script_of(name: str) -> str | None:
    """The script of a name's first letter."""
    for character in name:
        if character.isalpha():
            return SCRIPTS.get(unicodedata.name(character, "").split(" ")[0])
    return None


def domain_of(url: str | None) -> str | None:
    try:
        host = urlsplit(url).hostname if url else None
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def slug_of(name: str) -> str:
    """The name as a slug, cut between its words where it is long; "" where it has none."""
    words = names.name_key(name).split()
    while len(words) > 1 and len("-".join(words)) > SLUG_LENGTH:
        words.pop()
    return "-".join(words)[:SLUG_LENGTH]


def columns(letter: str, changed: dict[str, Any]) -> dict[str, Any]:
    """What follows from the columns that change."""
    found: dict[str, Any] = {}
    if "said_on" in changed:
        found["said_lo"], found["said_hi"] = _days(changed["said_on"], is_needed=letter == "q")
    if "published" in changed:
        days = _days(changed["published"], is_needed=False)
        found["published_lo"], found["published_hi"] = days
    if "url" in changed:
        found["domain"] = domain_of(changed["url"])
    return found


def _days(edtf: str | None, *, is_needed: bool) -> tuple[int | None, int | None]:
    return (None, None) if edtf is None and not is_needed else dates.bounds(edtf)
