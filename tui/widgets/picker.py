"""A box over the screen to pick a line from, narrowed as one types."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.strip import Strip

from tui import theme
from tui.commands.command import Place
from tui.formatting import Line, Span, span, text_of
from tui.widgets.box import Box
from tui.widgets.framed import Framed
from tui.widgets.marked_text import spelt, to_strip, wrapped

BETWEEN_KEYS = " · "


class Choice(NamedTuple):
    """A line to pick; picking it gives `value`, and `more` is said while the cursor is on it."""

    value: str
    line: Line
    more: str = ""


class _Box(Framed):
    """Draws what the picker holds."""

    place = Place.DETAIL
    key = ""

    def __init__(self, picker: Picker) -> None:
        super().__init__("box")
        self._picker = picker
        self.title = picker.heading
        self.is_active = True

    def upper_left(self) -> str:
        return f"╭▸{span(self._picker.heading).text}"

    def counter(self) -> str:
        return f"{len(self._picker.shown)}"

    def move(self, rows: int) -> None:
        self._picker.move(rows)

    def go(self, number: int) -> None:
        self._picker.move(number - self._picker.cursor)

    @property
    def rows_in_all(self) -> int:
        return len(self._picker.shown)

    @property
    def line_of_cursor(self) -> int:
        return min(self._picker.cursor + 1, self.visible_rows)

    @property
    def visible_rows(self) -> int:
        return max(1, self.inner_height - 2 - self._picker.more_lines)

    def inner_line(self, y: int, width: int) -> Strip:
        picker = self._picker
        if y == 0:
            return to_strip((Span("/ ", "label"), span(picker.typed), Span("▏")), width)
        if y > self.visible_rows:
            return to_strip(self._footing(y - self.visible_rows - 1, width), width)
        top = max(0, picker.cursor - self.visible_rows + 1)
        at = top + y - 1
        if at >= len(picker.shown):
            return to_strip((), width)
        is_cursor = at == picker.cursor
        style = theme.CURSOR if is_cursor else theme.PLAIN
        mark = Span("▸" if is_cursor else " ")
        return to_strip((mark, *picker.shown[at].line), width, style)

    def _footing(self, y: int, width: int) -> Line:
        picker = self._picker
        if y == picker.more_lines:
            return (Span(fitting(picker.footing, width), "dim"),)
        more = picker.shown[picker.cursor].more if picker.shown else picker.nothing
        lines = wrapped((Span(" "), span(more)), width)
        return lines[y] if y < len(lines) else ()


def fitting(keys: str, width: int) -> str:
    """As many whole pieces of what the keys do as there is room for."""
    while BETWEEN_KEYS in keys and cell_len(text_of(spelt((Span(keys),)))) > width:
        keys = keys.rpartition(BETWEEN_KEYS)[0]
    return keys


class Picker(Box[str | None]):
    """Letters narrow, arrows move, Enter picks, Esc closes. It takes the keys without a focus.

    A subclass says what there is to pick for what was typed so far.
    """

    DEFAULT_CSS: ClassVar[str] = """
    Picker { background: ansi_default 0%; align: center middle; }
    Picker > Vertical { width: 80; max-width: 100%; height: 20; max-height: 100%; }
    Picker.-plain > Vertical { width: 100%; height: 100%; }
    Picker #box { width: 1fr; height: 1fr; background: ansi_default; }
    """
    AUTO_FOCUS = None
    heading = ""
    footing = " ⏎ pick · Esc close · ↑↓ choose"
    """What the keys do, the most needed first: a narrow box leaves out the last."""
    more_lines = 2
    """How many lines there are to say more about the one under the cursor."""
    begins = ""
    """What is typed already when it opens."""
    nothing = ""
    """What is said where nothing fits what was typed."""

    def __init__(self) -> None:
        super().__init__()
        self.typed = ""
        self.cursor = 0
        self.shown: list[Choice] = []
        self._box = _Box(self)

    @abstractmethod
    def choices(self, typed: str) -> list[Choice]:
        """What there is to pick, the likeliest first."""

    def compose(self) -> ComposeResult:
        with Vertical():
            yield self._box

    def on_mount(self) -> None:
        self.narrow(self.begins)

    def narrow(self, typed: str) -> None:
        """Show what there is to pick for other letters."""
        self.typed = typed
        self.cursor = 0
        self.shown = self.choices(typed)
        self._box.refresh()

    def show_anew(self) -> None:
        """The lines have changed; the cursor stays where it can."""
        self.shown = self.choices(self.typed)
        self.cursor = max(0, min(self.cursor, len(self.shown) - 1))
        self._box.refresh()

    def move(self, rows: int) -> None:
        self.cursor = max(0, min(self.cursor + rows, len(self.shown) - 1))
        self._box.refresh()

    def pick(self) -> None:
        self.finish(self.shown[self.cursor].value if self.shown else None)

    def typed_character(self, character: str) -> None:
        """A printable key; a subclass may give digits a meaning of their own."""
        self.narrow(self.typed + character)

    def on_key(self, event: events.Key) -> None:
        event.stop()
        event.prevent_default()
        match event.key:
            case "escape" | "ctrl+c":
                self.finish(None)
            case "enter":
                self.pick()
            case "down" | "ctrl+n":
                self.move(1)
            case "up" | "ctrl+p":
                self.move(-1)
            case "pagedown":
                self.move(self._box.visible_rows)
            case "pageup":
                self.move(-self._box.visible_rows)
            case "backspace":
                self.narrow(self.typed[:-1])
            case "ctrl+u":
                self.narrow("")
            case _ if event.is_printable and event.character:
                self.typed_character(event.character)
            case _:
                pass

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        self.narrow(self.typed + event.text.split("\n")[0])


class NumberedPicker(Picker):
    """While nothing is typed, the digits pick the first nine lines."""

    @staticmethod
    def digit(number: int, typed: str) -> Span:
        """What stands before the line of that number."""
        return Span(f"{number} " if number <= 9 and not typed else "  ", "label")

    def typed_character(self, character: str) -> None:
        if not self.typed and character in "123456789":
            if int(character) <= len(self.shown):
                self.cursor = int(character) - 1
                self.picked_by_digit()
            return
        super().typed_character(character)

    def picked_by_digit(self) -> None:
        """The cursor is on the line of a digit that was typed."""
        self.pick()
