"""What may leave the library: public records, and others only when they are asked for by name.

Copies, briefs, exports and packs ask here. What is shown, and what `show` and `search` print, is
read by somebody who may see it: that does not leave.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Final, NamedTuple

from storage.rows import Provenance, QuoteDetail

PUBLIC: Final = "public"
WIDEST_FIRST: Final = (PUBLIC, "closed", "private")


class Leaving(NamedTuple):
    """Quotes as they leave, and how many stay, by their handling; and notes on those that leave."""

    quotes: tuple[QuoteDetail, ...]
    quotes_left_out: Mapping[str, int]
    notes_left_out: Mapping[str, int]


def narrowest(*handlings: str) -> str:
    """Of several handlings the one that fewest people may see."""
    return max(handlings, key=WIDEST_FIRST.index, default=PUBLIC)


def handling_of(quote: QuoteDetail) -> str:
    """Of a quote with what is told along with it: its source and its meeting."""
    rests_on = [each.handling for each in (quote.source, quote.meeting) if each]
    kept = [WIDEST_FIRST[-1]] if quote.is_source_kept or quote.is_meeting_kept else []
    return narrowest(quote.handling, *rests_on, *kept)


def leaving(quotes: Iterable[QuoteDetail], asked_for: Collection[str] = ()) -> Leaving:
    """The quotes that may leave, each with those of its notes that may, and what may of others."""
    allowed = {PUBLIC, *asked_for}
    left: list[QuoteDetail] = []
    quotes_left_out: Counter[str] = Counter()
    notes_left_out: Counter[str] = Counter()
    for quote in quotes:
        handling = handling_of(quote)
        if handling not in allowed:
            quotes_left_out[handling] += 1
            continue
        notes = tuple(note for note in quote.notes if note.handling in allowed)
        notes_left_out.update(note.handling for note in quote.notes if note not in notes)
        links = tuple(link for link in quote.links if link.handling in allowed)
        told = quote.provenance and _leaving_of(quote.provenance, allowed)
        left.append(quote._replace(notes=notes, links=links, provenance=told))
    return Leaving(tuple(left), quotes_left_out, notes_left_out)


def _leaving_of(provenance: Provenance, allowed: Collection[str]) -> Provenance:
    """Less the quotes with the same words that do not leave."""
    others = provenance.others
    if others is None:
        return provenance
    return provenance._replace(others=tuple(each for each in others if each.handling in allowed))
