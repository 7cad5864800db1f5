"""How soon things follow what is typed: at once, or as a slow line can take it."""

from __future__ import annotations

from typing import Final, NamedTuple


class Pace(NamedTuple):
    """`search_seconds` is the pause in typing after which a search runs; 0 is at every letter."""

    rest_seconds: float  # a cursor that rests so long previews; while a key is held nothing does
    search_seconds: float = 0.0


USUAL: Final = Pace(rest_seconds=0.08)
SLOW: Final = Pace(rest_seconds=0.4, search_seconds=0.4)
