"""Why a fact is retracted: asked for, because the log keeps it and readers will see it."""

from __future__ import annotations

from collections.abc import Sequence

from tui.formatting import Line, Span, span
from tui.widgets.form_sheet import FormSheet
from tui.wording import editing


class Reason(FormSheet[str]):
    """Gives the reason; Enter on an empty one and Esc leave things as they are."""

    footing = footing_of_text = editing.WHY_KEYS

    def __init__(self, about: str, called: str) -> None:
        super().__init__()
        self.heading = editing.WHY_RETRACT_TITLE.format(about=about)
        self._called = called
        self._text = ""

    @property
    def lines(self) -> Sequence[Line]:
        return [(span(self._called),)]

    def more(self) -> Line:
        return (Span(editing.REASON_HELP, "dim"),)

    def on_mount(self) -> None:
        self.type("", self._take)

    def _take(self, text: str) -> None:
        self._text = text.strip()

    def enter(self) -> None:
        self.type(self._text, self._take)

    def leave(self) -> None:
        self.finish(None)

    def typing_ended(self, key: str) -> None:
        self.finish((self._text or None) if key == "enter" else None)
