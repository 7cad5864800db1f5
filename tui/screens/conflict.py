"""Two people changed the same: what each made of it, what it was, and what is to become of it.

It opens for every deed that is refused with an `EditConflict` and says what was `seen`. For another
kind of deed to be edited together, put a way to do it into `Pen.together`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Final, Literal

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from storage import Clash, Key
from storage.deeds import Deed
from tui.commands.command import Place
from tui.formatting import Ink, Line, Span, span
from tui.widgets.box import Box
from tui.widgets.one_line import OneLine
from tui.widgets.scrolled_text import ScrolledText
from tui.wording import conflicts as wording

Settlement = Literal["mine", "theirs", "together"]
"""None is: later."""
PAGE: Final = 5


def over_theirs(deed: Any, clashes: Sequence[Clash]) -> Deed:
    """The deed again, now knowing what it writes over."""
    theirs = {clash.field: clash.theirs for clash in clashes}
    return deed._replace(seen={**deed.seen, **theirs})


def beside_theirs(deed: Any, clashes: Sequence[Clash]) -> Deed | None:
    """What of the deed is no conflict; None where nothing is left of it."""
    changes: Mapping[str, Any] = getattr(deed, "changes", {})
    fields = {clash.field for clash in clashes}
    rest = {field: value for field, value in changes.items() if field not in fields}
    return deed._replace(changes=rest) if rest else None


class _Sides(ScrolledText):
    """The three sides of each field."""

    place = Place.DETAIL
    key = ""
    title = ""


class Conflict(Box[Settlement]):
    """A line is picked with Enter alone: a key that was on its way settles nothing."""

    DEFAULT_CSS: ClassVar[str] = """
    Conflict { background: ansi_default 0%; align: center bottom; }
    Conflict > Vertical { width: 100%; height: 20; max-height: 100%; }
    Conflict _Sides { height: 1fr; }
    """
    AUTO_FOCUS = None

    def __init__(
        self, clashes: Sequence[Clash], record: Key | None, *, can_be_edited: bool
    ) -> None:
        super().__init__()
        self._sides = _Sides("sides")
        self._sides.title = wording.heading(clashes[0], record)
        self._sides.is_active = True
        self._clashes = clashes
        self._choices: list[tuple[Settlement | None, str, str]] = [
            (None, wording.LATER, wording.LATER_MEANS),
            *([("together", wording.TOGETHER, wording.TOGETHER_MEANS)] if can_be_edited else []),
            ("mine", wording.MINE, wording.MINE_MEANS),
            ("theirs", wording.THEIRS, wording.THEIRS_MEANS),
        ]
        self._cursor = 0
        self._lines = [OneLine(f"choice-{n}") for n in range(len(self._choices))]

    def compose(self) -> ComposeResult:
        with Vertical():
            yield self._sides
            yield from self._lines
            yield OneLine("keys", (Span(wording.FOOTING, "dim"),))

    def on_mount(self) -> None:
        self._sides.show([line for clash in self._clashes for line in _told(clash)])
        self._show_cursor()

    def on_key(self, event: events.Key) -> None:
        event.stop()
        event.prevent_default()
        match event.key:
            case "escape" | "ctrl+c":
                self.finish(None)
            case "enter":
                self.finish(self._choices[self._cursor][0])
            case "down" | "ctrl+n" | "j":
                self._move(1)
            case "up" | "ctrl+p" | "k":
                self._move(-1)
            case "pagedown" | "ctrl+d":
                self._sides.move(PAGE)
            case "pageup" | "ctrl+u":
                self._sides.move(-PAGE)
            case _:
                pass

    def _move(self, lines: int) -> None:
        self._cursor = max(0, min(self._cursor + lines, len(self._choices) - 1))
        self._show_cursor()

    def _show_cursor(self) -> None:
        for number, (line, (_, name, means)) in enumerate(
            zip(self._lines, self._choices, strict=True)
        ):
            is_here = number == self._cursor
            mark = Span("▸" if is_here else " ", "selected" if is_here else "plain")
            ink = "selected" if is_here else "plain"
            line.show((mark, Span(name, ink), Span(f"  {means}", "dim")))


def _told(clash: Clash) -> list[Line]:
    """What each of the two made of a field, and what it was."""
    sides: tuple[tuple[str, Any, Ink], ...] = (
        ("YOURS", clash.mine, "strong"),
        (wording.who(clash), clash.theirs, "plain"),
        ("BEFORE", clash.base, "dim"),
    )
    lines: list[Line] = []
    for label, value, ink in sides:
        lines.append((span(f"{clash.field.replace('_', ' ')} · {label}", "label"),))
        lines += [(span(f"  {each}", ink),) for each in wording.held(value).split("\n")]
    return lines
