"""A box over the screen that shows a text between lines that stay, and takes keys."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any, ClassVar, Generic, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.strip import Strip

from tui.commands.command import Place
from tui.formatting import Line, span
from tui.widgets.box import Box
from tui.widgets.framed import Framed
from tui.widgets.marked_text import to_strip, wrapped

Result = TypeVar("Result")


class _Drawn(Framed):
    """Draws what the sheet holds."""

    place = Place.DETAIL

    def __init__(self, sheet: Sheet[Any]) -> None:
        super().__init__("box")
        self._sheet = sheet
        self.title = ""
        self.top = 0
        self.is_active = True

    def upper_left(self) -> str:
        return f"╭▸{span(self._sheet.heading).text}"

    def counter(self) -> str:
        return self._sheet.counter()

    def move(self, rows: int) -> None:
        self.go(self.top + rows)

    def go(self, number: int) -> None:
        self.top = max(0, min(number, self.rows_in_all - self.visible_rows))
        self.refresh()

    def _wrapped(self, lines: Sequence[Line]) -> list[Line]:
        return [each for line in lines for each in wrapped(line, max(1, self.inner_width - 1))]

    @property
    def rows_in_all(self) -> int:
        return len(self._wrapped(self._sheet.body()))

    @property
    def visible_rows(self) -> int:
        around = len(self._wrapped(self._sheet.head())) + len(self._wrapped(self._sheet.foot()))
        return max(1, self.inner_height - around)

    def inner_line(self, y: int, width: int) -> Strip:
        head, foot = self._wrapped(self._sheet.head()), self._wrapped(self._sheet.foot())
        if y < len(head):
            return to_strip(head[y], width)
        below = y - (self.inner_height - len(foot))
        if below >= 0:
            return to_strip(foot[below], width)
        body = self._wrapped(self._sheet.body())
        at = self.top + y - len(head)
        return to_strip(body[at] if at < len(body) else (), width)


class Sheet(Box[Result], Generic[Result]):
    """A subclass says what stands above, within and below, and what its keys do."""

    DEFAULT_CSS: ClassVar[str] = """
    Sheet { background: ansi_default 0%; align: center middle; }
    Sheet > Vertical { width: 80; max-width: 100%; height: 20; max-height: 100%; }
    Sheet.-plain > Vertical { width: 100%; height: 100%; }
    Sheet #box { width: 1fr; height: 1fr; background: ansi_default; }
    """
    AUTO_FOCUS = None
    heading = ""

    def __init__(self) -> None:
        super().__init__()
        self._drawn = _Drawn(self)

    @abstractmethod
    def head(self) -> Sequence[Line]:
        """What stays above the text."""

    @abstractmethod
    def body(self) -> Sequence[Line]:
        """The text, which scrolls."""

    @abstractmethod
    def foot(self) -> Sequence[Line]:
        """What stays below it."""

    @abstractmethod
    def pressed(self, key: str, character: str | None) -> None:
        """A key that does not scroll or close."""

    def counter(self) -> str:
        """What stands at the right of the heading."""
        return ""

    def compose(self) -> ComposeResult:
        with Vertical():
            yield self._drawn

    def show_anew(self, *, from_top: bool = False) -> None:
        """What it says has changed."""
        self._drawn.go(0 if from_top else self._drawn.top)

    def on_key(self, event: events.Key) -> None:
        event.stop()
        event.prevent_default()
        page = self._drawn.visible_rows
        match event.key:
            case "escape" | "ctrl+c":
                self.finish(None)
            case "pagedown":
                self._drawn.move(page)
            case "pageup":
                self._drawn.move(-page)
            case "down":
                self._drawn.move(1)
            case "up":
                self._drawn.move(-1)
            case key:
                self.pressed(key, event.character if event.is_printable else None)

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
