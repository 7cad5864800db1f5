"""Where each pane lies on the board. Pure: knows no widget."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from textual.geometry import Region, Size

from tui.commands.command import BRIEFS, GRIDS, Place

NARROW_BELOW: Final = 60  # columns: one pane at a time
TINY_BELOW: Final = (40, 12)  # columns and rows of the terminal: the current quote alone
WIDE_FROM: Final = 110  # columns: notes stand beside the detail
TALL_FROM: Final = 24  # rows of the board: the chain too, where it is wide
LOWER_ROWS: Final = 11  # on the 20 rows that a board has on 24; a quarter of the rows beyond
USUAL_ROWS: Final = 20
NARROWEST: Final = 15  # cells of a narrowing pane, its frame included
QUOTES_NARROWEST: Final = 32
LOWER_LEAST: Final = 4
LISTS_LEAST: Final = 4

Resized = Mapping[Place, int]
"""By how many cells a person made actors and formats wider, and the detail higher."""


class Floor(NamedTuple):
    """What decides where the panes lie. `lower` is the pane that is shown below the lists."""

    size: Size
    active: Place
    view: Place | None = None
    lower: Place = Place.DETAIL
    is_narrow: bool = False
    is_tiny: bool = False
    is_zoomed: bool = False
    resized: Resized = MappingProxyType({})

    @property
    def regions(self) -> dict[Place, Region]:
        """The panes that are shown, with their places; of all tables it is the timeline's.

        Of one brief it is that of all.
        """
        alone = self._alone
        if alone is not None:
            return {alone: self.size.region}
        rows = self._lower_rows
        upper = self.size.region.crop_size(Size(self.size.width, self.size.height - rows))
        lower = Region(0, upper.height, self.size.width, rows)
        return {**self._lists(upper), **self._below(lower)}

    @property
    def in_effect(self) -> Resized:
        """What of `resized` there is room for here."""
        actors, formats = self._narrowing_widths(self.size.width)
        usual_actors, usual_formats = _usual_widths(self.size.width)
        return {
            Place.ACTORS: actors - usual_actors,
            Place.FORMATS: formats - usual_formats,
            Place.DETAIL: self._lower_rows - self._usual_lower_rows,
        }

    @property
    def _alone(self) -> Place | None:
        """The one pane that is shown, where it is one."""
        if self.is_tiny:
            return Place.DETAIL
        if self.view in GRIDS:
            return Place.TIMELINE
        if self.view in BRIEFS:
            return Place.BRIEFS
        if self.view is not None:
            return Place.DETAIL if self.view is Place.READER else self.view
        return self.active if self.is_narrow or self.is_zoomed else None

    @property
    def _usual_lower_rows(self) -> int:
        return LOWER_ROWS + max(0, self.size.height - USUAL_ROWS) // 4

    @property
    def _lower_rows(self) -> int:
        wished = self._usual_lower_rows + self.resized.get(Place.DETAIL, 0)
        highest = min(self.size.height, max(LOWER_LEAST, self.size.height - LISTS_LEAST))
        return max(0, min(max(wished, LOWER_LEAST), highest))

    def _lists(self, area: Region) -> dict[Place, Region]:
        actors, formats = self._narrowing_widths(area.width)
        left, rest = area.split_vertical(actors)
        middle, right = rest.split_vertical(formats)
        return {Place.ACTORS: left, Place.FORMATS: middle, Place.QUOTES: right}

    def _narrowing_widths(self, width: int) -> tuple[int, int]:
        usual_actors, usual_formats = _usual_widths(width)
        actors = max(NARROWEST, usual_actors + self.resized.get(Place.ACTORS, 0))
        formats = max(NARROWEST, usual_formats + self.resized.get(Place.FORMATS, 0))
        actors = max(0, min(actors, width - QUOTES_NARROWEST - NARROWEST))
        return actors, max(0, min(formats, width - QUOTES_NARROWEST - actors))

    def _below(self, area: Region) -> dict[Place, Region]:
        if area.width < WIDE_FROM:
            return {self.lower: area}
        if self.size.height < TALL_FROM:
            detail, notes = area.split_vertical(area.width * 2 // 3)
            return {Place.DETAIL: detail, Place.NOTES: notes}
        detail, rest = area.split_vertical(area.width * 42 // 100)
        chain, notes = rest.split_vertical(area.width * 36 // 100)
        return {Place.DETAIL: detail, Place.PROVENANCE: chain, Place.NOTES: notes}


def _usual_widths(width: int) -> tuple[int, int]:
    """Those of actors and formats."""
    actors, formats = (26, 22) if width >= WIDE_FROM else (19, 19)
    return max(NARROWEST, width * actors // 100), max(NARROWEST, width * formats // 100)
