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


class LeftOut(NamedTuple):
    """How much of a brief does not leave the library: quotes, notes on them, links to others."""

    quotes: int = 0
    notes: int = 0
    links: int = 0


class Brief(NamedTuple):
    """A brief whole; quotes of it that are not there, or not for the reader, are `missing`."""

    key: Key
    name: str
    author: str
    made: str
    items: tuple[BriefItem, ...]
    missing: int = 0

    def leaving(self, *asked_for: str) -> tuple[Brief, LeftOut]:
        """What of it may leave: public records, and those of a handling that is asked for.

        Which other briefs a quote is in stays too.
        """
        may_leave = {"public", *asked_for}
        kept: list[BriefItem] = []
        quotes = notes = links = 0
        for item in self.items:
            if item.handling not in may_leave:
                quotes += 1
            elif item.quote is None:
                kept.append(item)
            else:
                told = item.quote._replace(
                    notes=tuple(each for each in item.quote.notes if each.handling in may_leave),
                    links=tuple(each for each in item.quote.links if each.handling in may_leave),
                    briefs=(),
                )
                notes += len(item.quote.notes) - len(told.notes)
                links += len(item.quote.links) - len(told.links)
                kept.append(item._replace(quote=told))
        return self._replace(items=tuple(kept)), LeftOut(quotes, notes, links)
