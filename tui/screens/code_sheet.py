"""A quote and a topic with its definition, and the codes to choose from; Enter alone writes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeVar

from storage import NOT_ABOUT, STANCES, QuoteRow
from storage.analyst import CodedTopic
from tui.formatting import Line, Span, row_in_short, row_words, span
from tui.widgets.sheet import Sheet
from tui.wording import codes
from tui.wording import coding as said

LETTERS: Final = {value[0]: value for value in STANCES} | {"x": NOT_ABOUT}
"""The keys of the stance box, and one for what is not about the topic."""

Result = TypeVar("Result")


class CodeSheet(Sheet[Result]):
    """A letter only chooses, and shows what it chose."""

    chosen = ""

    def topic_lines(self, topic: CodedTopic) -> list[Line]:
        definition = topic.definition or said.NOT_DEFINED
        version = f" (definition {topic.version})" if topic.version else ""
        return [(span(topic.slug, "strong"), span(f": {definition}{version}")), ()]

    def quote_lines(self, quote: QuoteRow) -> list[Line]:
        return [(span(row_words(quote)),), (span(row_in_short(quote), "dim"),)]

    def value_line(self) -> Line:
        """All codes with their letters; what is chosen has a mark, not a colour alone."""
        spans: list[Span] = []
        for letter, value in LETTERS.items():
            is_chosen = value == self.chosen
            spans += [
                Span("▸" if is_chosen else " ", "strong"),
                Span(letter, "label"),
                span(f" {codes.value(value)} ", "strong" if is_chosen else "plain"),
            ]
        return tuple(spans)

    def choose(self, character: str | None) -> bool:
        """Choose what a letter stands for, where it does for something."""
        value = LETTERS.get((character or "").lower())
        if value is None:
            return False
        self.chosen = value
        self.show_anew()
        return True

    def keys_line(self, *keys: str) -> Sequence[Line]:
        return [(Span(" · ".join(keys), "dim"),)]
