"""A box over the screen with lines to change, and a text below them while one is typed."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import Any, ClassVar, Generic, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.strip import Strip

from tui import theme
from tui.commands.command import Place
from tui.formatting import Line, Span, span
from tui.widgets.box import Box
from tui.widgets.framed import Framed
from tui.widgets.line_editor import LineEditor
from tui.widgets.marked_text import to_strip, wrapped
from tui.widgets.picker import fitting

Result = TypeVar("Result")
FOOTING_LINES = 4  # three to say more about the line under the cursor, one for the keys


class _Lines(Framed):
    """Draws what the sheet holds."""

    place = Place.DETAIL
    key = ""

    def __init__(self, sheet: FormSheet[Any]) -> None:
        super().__init__("form")
        self._sheet = sheet
        self.title = sheet.heading
        self.is_active = True

    def upper_left(self) -> str:
        return f"╭▸{span(self._sheet.heading).text}"

    def counter(self) -> str:
        return self._sheet.counter

    def move(self, rows: int) -> None:
        self._sheet.move(rows)

    def go(self, number: int) -> None:
        self._sheet.move(number - self._sheet.cursor)

    @property
    def rows_in_all(self) -> int:
        return len(self._sheet.lines)

    @property
    def _top(self) -> int:
        return max(0, self._sheet.cursor - self.visible_rows + 1)

    @property
    def line_of_cursor(self) -> int:
        return self._sheet.cursor - self._top

    @property
    def visible_rows(self) -> int:
        return max(1, self.inner_height - FOOTING_LINES)

    def row_at(self, y: int) -> int:
        return self._top + y

    def inner_line(self, y: int, width: int) -> Strip:
        if y >= self.visible_rows:
            return to_strip(self._footing(y - self.visible_rows, width), width)
        lines, at = self._sheet.lines, self._top + y
        if at >= len(lines):
            return to_strip((), width)
        is_cursor = at == self._sheet.cursor
        mark = Span("▸" if is_cursor else " ")
        return to_strip((mark, *lines[at]), width, theme.CURSOR if is_cursor else theme.PLAIN)

    def _footing(self, y: int, width: int) -> Line:
        if y == FOOTING_LINES - 1:
            return (Span(fitting(self._sheet.keys, width), "dim"),)
        lines = wrapped((Span(" "), *self._sheet.more()), width)
        return lines[y] if y < len(lines) else ()


class FormSheet(Box[Result], Generic[Result]):
    """Arrows and Tab choose a line, Enter changes it, Esc leaves; letters mean nothing here."""

    DEFAULT_CSS: ClassVar[str] = """
    FormSheet { background: ansi_default 0%; align: center middle; }
    FormSheet > Vertical { width: 90; max-width: 100%; height: 100%; max-height: 32; }
    FormSheet.-plain > Vertical { width: 100%; max-height: 100%; }
    FormSheet #form { width: 1fr; height: 1fr; background: ansi_default; }
    FormSheet LineEditor {
        display: none; height: auto; min-height: 1; max-height: 6; border: none; padding: 0 1;
        background: ansi_default;
    }
    FormSheet LineEditor.-typing { display: block; }
    """
    AUTO_FOCUS = ""  # of itself the text would have it, which is hidden at first
    heading = ""
    footing = ""
    """What the keys do, the most needed first."""
    footing_of_text = ""
    """The same while a text is typed."""

    def __init__(self) -> None:
        super().__init__()
        self.cursor = 0
        self._area = LineEditor()
        self._typed: Callable[[str], object] | None = None
        self._lines = _Lines(self)

    @property
    @abstractmethod
    def lines(self) -> Sequence[Line]:
        """What there is to choose from, a line each."""

    @abstractmethod
    def more(self) -> Line:
        """What is said about the line under the cursor."""

    @abstractmethod
    def enter(self) -> None:
        """Change the line under the cursor."""

    @abstractmethod
    def leave(self) -> None:
        """Close the sheet, if that can be."""

    def other_key(self, _event: events.Key) -> None:
        """A key that the sheet has no meaning for."""

    @property
    def counter(self) -> str:
        return ""

    @property
    def keys(self) -> str:
        return self.footing_of_text if self.is_typing else self.footing

    @property
    def is_typing(self) -> bool:
        return self._typed is not None

    def compose(self) -> ComposeResult:
        with Vertical():
            yield self._lines
            yield self._area

    def show_anew(self) -> None:
        self.cursor = max(0, min(self.cursor, len(self.lines) - 1))
        self._lines.refresh()

    def move(self, rows: int) -> None:
        self.cursor += rows
        self.show_anew()

    def type(self, text: str, typed: Callable[[str], object]) -> None:
        """Let a text be typed; `typed` is given it with every letter, and at the end."""
        self._typed = typed
        self._area.show(text)
        self._area.add_class("-typing")
        self.set_focus(self._area)
        self._lines.refresh()

    def end_typing(self) -> None:
        """The text is what it is now."""
        typed, self._typed = self._typed, None
        if typed is None:
            return
        typed(self._area.text)
        self.set_focus(None)
        self._area.remove_class("-typing")
        self.show_anew()

    def typing_ended(self, _key: str) -> None:
        """Enter or Esc ended the text."""

    def on_text_area_changed(self) -> None:
        if self._typed is not None:
            self._typed(self._area.text)
            self._lines.refresh()

    def on_key(self, event: events.Key) -> None:
        if self.is_typing and not self._ends_typing(event):
            return  # the text's own: its keys are found once the event has come through
        event.stop()
        event.prevent_default()
        if self.is_typing:
            self._key_while_typing(event)
            return
        match event.key:
            case "escape" | "ctrl+c" | "q":
                self.leave()
            case "enter":
                if self.lines:
                    self.enter()
            case "down" | "tab" | "j" | "ctrl+n":
                self.move(1)
            case "up" | "shift+tab" | "k":
                self.move(-1)
            case "pagedown":
                self.move(self._lines.visible_rows)
            case "pageup":
                self.move(-self._lines.visible_rows)
            case "home" | "g":
                self.move(-self.cursor)
            case "end" | "G":
                self.move(len(self.lines))
            case _:
                self.other_key(event)

    def _ends_typing(self, event: events.Key) -> bool:
        is_early = event.is_printable and self.focused is None
        return is_early or self._area.leaves(event.key)

    def _key_while_typing(self, event: events.Key) -> None:
        match event.key:
            case "enter" | "escape" | "ctrl+c":
                self.end_typing()
                self.typing_ended(event.key)
            case "tab" | "down":
                self.end_typing()
                self.move(1)
            case "shift+tab" | "up":
                self.end_typing()
                self.move(-1)
            case "ctrl+p":
                self.end_typing()
                self.other_key(event)
            case _ if event.is_printable and event.character and self.focused is None:
                self._area.insert(event.character)  # typed before the text had the focus
            case _:
                pass

    def on_paste(self, event: events.Paste) -> None:
        """What is pasted where no text is typed means nothing."""
        event.stop()
