"""How soon things follow what is typed: at once, or as a slow line can take it."""

from __future__ import annotations

from typing import Final, NamedTuple

from tui import wording
from tui.panes.status_line import StatusLine


class Pace(NamedTuple):
    """`search_seconds` is the pause in typing after which a search runs; 0 is at every letter."""

    rest_seconds: float  # a cursor that rests so long previews; while a key is held nothing does
    search_seconds: float = 0.0


USUAL: Final = Pace(rest_seconds=0.08)
SLOW: Final = Pace(rest_seconds=0.4, search_seconds=0.4)


class Pacing:
    """The pace that is kept, which a person may change."""

    def __init__(self, status: StatusLine, *, is_slow: bool) -> None:
        self._status = status
        self.now = SLOW if is_slow else USUAL

    @property
    def is_slow(self) -> bool:
        return self.now is SLOW

    def offer_slow(self) -> None:
        """The line was found to be slow."""
        if self.now is not SLOW:
            self._status.tell(wording.LINE_IS_SLOW)

    def turn(self) -> None:
        self.now = USUAL if self.now is SLOW else SLOW
        self._status.tell(wording.PACE_SLOW if self.now is SLOW else wording.PACE_USUAL)
