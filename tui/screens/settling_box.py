"""A quote that coders see differently, with all their codes; what settles it is written beside."""

from __future__ import annotations

from collections.abc import Sequence

from storage.analyst import CodedTopic, Disagreement
from tui.formatting import Line, Span, span
from tui.screens.code_sheet import CodeSheet
from tui.wording import coding as said


class SettlingBox(CodeSheet[str]):
    """Gives the code that settles it. Why is typed behind it, if at all."""

    def __init__(self, differing: Disagreement, topic: CodedTopic) -> None:
        super().__init__()
        self._differing = differing
        self._topic = topic
        self.why = ""
        self._is_writing = False
        self.chosen = differing.adjudicated.value if differing.adjudicated else ""
        self.heading = said.SETTLE.format(topic=differing.topic)

    def head(self) -> Sequence[Line]:
        return self.topic_lines(self._topic)

    def body(self) -> Sequence[Line]:
        codes = [(span(f" {line}"),) for line in said.code_lines(self._differing)]
        return [*self.quote_lines(self._differing.quote), (), *codes]

    def foot(self) -> Sequence[Line]:
        typed = (Span("why ", "label"), span(self.why), Span("▏" if self._is_writing else ""))
        keys = said.WHY_KEYS if self._is_writing else said.SETTLE_KEYS
        settled = (span(f" {said.settled(self._differing)}", "dim"),)
        return [self.value_line(), settled, typed, *self.keys_line(*keys)]

    def pressed(self, key: str, character: str | None) -> None:
        match key:
            case "enter" if self.chosen:
                self.finish(self.chosen)
            case "tab":
                self._is_writing = not self._is_writing
            case "backspace" if self._is_writing:
                self.why = self.why[:-1]
            case _ if self._is_writing and character:
                self.why += character
            case _ if not self._is_writing:
                self.choose(character)
            case _:
                pass
        self.show_anew()
