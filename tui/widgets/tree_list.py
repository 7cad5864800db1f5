"""A list whose rows may stand below others, which can be unfolded."""

from __future__ import annotations

from typing import TypeVar

from storage import ActorRow, FacetRow, FormatRow
from tui.widgets.page_list import PageList

Row = TypeVar("Row", bound="ActorRow | FormatRow | FacetRow")


class TreeList(PageList[Row]):
    """What the tree says of the row under the cursor. A plain list has no rows below others."""

    is_plain = False  # a screen reader passes signs over: what they say is said in words

    @property
    def folded(self) -> ActorRow | FormatRow | None:
        """The row under the cursor, where something is below it that is not shown."""
        row = self._branch
        return row if row and row.has_members and not row.is_unfolded else None

    @property
    def unfolded(self) -> ActorRow | FormatRow | None:
        """The row under the cursor, where what is below it is shown."""
        row = self._branch
        return row if row and row.is_unfolded else None

    @property
    def row_above(self) -> int | None:
        """The number of the row that the one under the cursor stands below."""
        row = self._branch
        if row is None or not row.depth:
            return None
        for number in range(self.cursor - 1, self.pinned - 1, -1):
            other = self.window.row(number - self.pinned)
            if isinstance(other, ActorRow | FormatRow) and other.depth < row.depth:
                return number
        return None

    @property
    def _branch(self) -> ActorRow | FormatRow | None:
        row = self.current
        return None if row is None or isinstance(row, FacetRow) else row
