"""Which columns of a table hold what, as a person chose them: kept for the next time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final, cast

from tui.folders import write_private

FILE: Final = "columns.json"


class ChosenColumns:
    """A private file in the folder of settings: for each table's path, what is in which column."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE

    def of(self, table: Path) -> dict[str, str]:
        """What was chosen for that table; nothing where nothing was, or it cannot be read."""
        return self._all().get(str(table.absolute()), {})

    def keep(self, table: Path, columns: Mapping[str, str]) -> None:
        known = self._all() | {str(table.absolute()): dict(columns)}
        write_private(self._file, json.dumps(known, indent=1))

    def _all(self) -> dict[str, dict[str, str]]:
        try:
            known = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        return cast("dict[str, dict[str, str]]", known) if _is_sound(known) else {}


def _is_sound(known: object) -> bool:
    if not isinstance(known, dict):
        return False
    tables = cast("dict[str, object]", known).values()
    return all(
        isinstance(columns, dict)
        and all(isinstance(each, str) for each in cast("dict[str, object]", columns).values())
        for columns in tables
    )
