"""How large a person made the panes: kept on this machine from one run to the next."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from tui.commands.command import Place
from tui.folders import write_private

CELLS: Final = re.compile(r"-?[0-9]{1,9}")
RESIZED: Final = (Place.ACTORS, Place.FORMATS, Place.DETAIL)
"""Panes whose size the others give way to: the width of two, the height of the third."""


class Widths:
    """By how many cells the panes differ from their usual size; `file` is where that is kept."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file

    def read(self) -> dict[Place, int]:
        """What was kept; what is no number of cells is as usual."""
        try:
            text = self._file.read_text() if self._file else ""
        except (OSError, UnicodeDecodeError):
            return {}
        entries = (line.partition(" ") for line in text.splitlines())
        kept = {name: cells for name, _, cells in entries}
        cells = {place: kept.get(place.value, "") for place in RESIZED}
        return {place: int(text) for place, text in cells.items() if CELLS.fullmatch(text)}

    def keep(self, resized: Mapping[Place, int]) -> None:
        """Keep it if that can be done; nothing hangs on it."""
        if self._file is None:
            return
        lines = [f"{place.value} {cells}" for place, cells in resized.items()]
        try:
            write_private(self._file, "\n".join(lines))
        except OSError:
            return
