"""What all panes share: a frame that their own lines draw, because Textual's repaint it all."""

from __future__ import annotations

from abc import abstractmethod

from rich.segment import Segment
from textual import events
from textual.geometry import Offset, Region
from textual.strip import Strip
from textual.widget import Widget

from tui import theme
from tui.commands.command import Place
from tui.messages import PaneClicked

WHEEL_ROWS = 3
PINNED = " pinned"


class Framed(Widget, can_focus=False):
    """A pane with its key and title in the upper edge, `▸` and bold where the keys go.

    Without a frame (one pane at a time, on a narrow terminal) all its lines are its content's.
    """

    place: Place
    key = ""
    """The key that leads here, where there is one."""
    title: str

    def __init__(self, name: str) -> None:
        super().__init__(id=name)
        self.is_active = False
        self.is_framed = True
        self.aside = ""
        """What the title adds where it could be taken for something else's."""
        self.is_pinned = False
        """Whether it stays as it is while the other panes go on."""

    @abstractmethod
    def inner_line(self, y: int, width: int) -> Strip:
        """Line `y` of the content, exactly `width` cells."""

    @abstractmethod
    def counter(self) -> str:
        """What stands at the right of the title."""

    @abstractmethod
    def move(self, rows: int) -> None:
        """Go some rows down, or up where it is negative."""

    @abstractmethod
    def go(self, number: int) -> None:
        """Go to a row, counted from 0."""

    @property
    @abstractmethod
    def rows_in_all(self) -> int:
        """How many rows there are."""

    @property
    @abstractmethod
    def visible_rows(self) -> int:
        """How many rows fit at once."""

    @property
    def inner_height(self) -> int:
        return max(1, self.size.height - 2 * self.is_framed)

    @property
    def inner_width(self) -> int:
        return max(1, self.size.width - 2 * self.is_framed)

    @property
    def current_row(self) -> int:
        """The row that the keys are about, counted from 0."""
        return self.row_at(self.line_of_cursor)

    @property
    def line_of_cursor(self) -> int:
        """The line of the content that the keys are about."""
        return 0

    @property
    def place_of_cursor(self) -> Offset:
        """Where on the screen a screen reader's cursor belongs."""
        x, y, width, height = self.region
        line = min(self.line_of_cursor + self.is_framed, max(0, height - 1))
        return Offset(x + (self.is_framed if width > 1 else 0), y + line)

    @property
    def title_region(self) -> Region:
        return Region(0, 0, self.size.width, 1)

    def activate(self, *, is_active: bool) -> None:
        """Say whether the keys go here."""
        if self.is_active != is_active:
            self.is_active = is_active
            self.refresh()

    def tell_apart(self, aside: str) -> None:
        """Say in the title whose pane it is, or no more."""
        if self.aside != aside:
            self.aside = aside
            self.refresh()

    def pin(self, *, is_pinned: bool) -> None:
        """Leave it as it is from now on, or let it go on with the others."""
        if self.is_pinned != is_pinned:
            self.is_pinned = is_pinned
            self.refresh()

    def frame(self, *, is_framed: bool) -> None:
        if self.is_framed != is_framed:
            self.is_framed = is_framed
            self.refresh()

    def row_at(self, y: int) -> int:
        """The row that line `y` of the content belongs to."""
        return y

    def on_click(self, event: events.Click) -> None:
        event.stop()
        self.post_message(PaneClicked(self.place, self.row_at(event.y - self.is_framed)))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.move(WHEEL_ROWS)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.move(-WHEEL_ROWS)

    def upper_left(self) -> str:
        """What stands at the left of the upper edge."""
        title = f"{self.key} {self.title}{self.aside}{PINNED if self.is_pinned else ''}".lstrip()
        return f"╭{'▸' if self.is_active else ''}{title}"

    def render_line(self, y: int) -> Strip:
        width, height = self.size
        if not self.is_framed:
            return self.inner_line(y, width)
        if y == 0:
            return self._upper_edge(width)
        if y == height - 1:
            line = Strip([Segment(f"╰{'─' * (width - 2)}╯", theme.FRAME)])
        else:
            edges = ("│", self.edge_at(y - 1))
            left, right = (Strip([Segment(edge, theme.FRAME)]) for edge in edges)
            line = Strip.join([left, self.inner_line(y - 1, max(0, width - 2)), right])
        return line.adjust_cell_length(width)  # a frame narrower than its two edges

    def edge_at(self, _y: int) -> str:
        """The right edge of line `y` of the content."""
        return "│"

    def _upper_edge(self, width: int) -> Strip:
        counter = self.counter()
        left = self.upper_left()[: max(2, width - len(counter) - 2)]
        line = "─" * max(0, width - len(left) - len(counter) - 1)
        style = theme.FOCUSED_TITLE if self.is_active else theme.PLAIN
        segments = [Segment(left, style), Segment(f"{line}{counter}╮", theme.FRAME)]
        return Strip(segments).adjust_cell_length(width)
