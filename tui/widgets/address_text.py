"""An address over as many whole lines as it takes."""

from __future__ import annotations

from rich.cells import chop_cells
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget


class AddressText(Widget, can_focus=False):
    """Nothing but the address stands in its lines; with a link, all of them are one link."""

    DEFAULT_CSS = "AddressText { height: auto; }"

    def __init__(self, address: str, link: str | None) -> None:
        super().__init__(id="address")
        self._text = address
        self._style = Style(link=link) if link else Style.null()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._lines(width))

    def render_line(self, y: int) -> Strip:
        lines = self._lines(self.size.width)
        text = lines[y] if y < len(lines) else ""
        return Strip([Segment(text, self._style)]).adjust_cell_length(self.size.width)

    def _lines(self, width: int) -> list[str]:
        return chop_cells(self._text, max(2, width)) or [""]
