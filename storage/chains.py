"""Where the chains of reports that lead to the same words begin. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, TypeAlias

from storage.rows import Chains, Hop, Named, Source

PRIMARY: Final = frozenset({"official", "full_text_copy"})
"""Kinds of sources that are the document itself, or a copy of the whole of it."""
HEARSAY: Final = frozenset({"anonymous", "reportedly"})
"""Hedges of a report that does not say from whom it has the words."""
NOBODY_KNOWN: Final = "unidentified-"
"""How the slugs of actors begin that stand for whoever could not be told."""

Way: TypeAlias = tuple[tuple[Hop, ...], Source | None]
"""How one quote came: who reported it, outermost first, and the source in which that was read."""


def beginning(way: Way) -> Named | None:
    """Who had the words from the speaker; None where that is not known: an *open origin*.

    It is the party that reports the speaker itself, the innermost of the chain. Where nobody
    reports, it is the publisher of the document, or the document where no publisher is recorded.
    The origin is open
    - where no chain is recorded, and the source is none or no document in itself (a news report
      says what somebody said, not from whom it has that);
    - where the innermost party only says "reportedly", or has it from someone it does not name;
    - where it could not be told who the innermost party is.
    """
    chain, source = way
    if chain:
        first = chain[-1]
        is_known = first.hedge not in HEARSAY and not first.actor.slug.startswith(NOBODY_KNOWN)
        return first.actor if is_known else None
    if source is None or source.kind not in PRIMARY:
        return None
    return source.publisher or Named(source.slug, source.title, source.kind)


def counted(ways: Iterable[Way]) -> Chains:
    """How many independent chains those are.

    Chains with the same beginning are one, however many papers repeat it. Of chains of open origin
    those are one that were read at the same party.
    """
    known: set[Named] = set()
    open_: set[Named | None] = set()
    for way in ways:
        begins = beginning(way)
        if begins:
            known.add(begins)
        else:
            open_.add(_outermost(way))
    return Chains(len(known) + len(open_), len(open_))


def _outermost(way: Way) -> Named | None:
    chain, source = way
    if chain:
        return chain[0].actor
    if source is None:
        return None
    return source.publisher or Named(source.slug, source.title, source.kind)
