"""Briefs as they are read: quotes in an order, with paragraphs between them."""

from __future__ import annotations

from typing import NamedTuple

from storage.ids import Key
from storage.rows import QuoteDetail


class BriefRow(NamedTuple):
    """A brief in a list; `of_asked` of the quotes that one asked about are in it."""

    key: Key
    name: str
    author: str
    made: str
    changed: str
    quotes: int
    paragraphs: int
    of_asked: int = 0


class BriefItem(NamedTuple):
    """A quote of a brief with all that is held about it, or a paragraph.

    `handling` says who may see a quote and what it rests on: public, closed or private.
    """

    key: Key
    author: str
    made: str
    text: str | None = None
    quote: QuoteDetail | None = None
    handling: str = "public"


class Brief(NamedTuple):
    """A brief whole; quotes of it whose import was taken back are `missing`."""

    key: Key
    name: str
    author: str
    made: str
    items: tuple[BriefItem, ...]
    missing: int = 0
