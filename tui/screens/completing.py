"""Tab in the search bar: what the text may become, one after another."""

from __future__ import annotations

from collections.abc import Callable

from textual.message import Message

from storage import Completion, render
from tui import wording
from tui.gateway.questions import CompletionAnswer
from tui.messages import SearchLeft, TextTyped
from tui.screens.bars import Bars
from tui.screens.inquiry import Inquiry


class Completing:
    """Puts in what is offered; each further Tab goes on to the next, and typing forgets it.

    `post` takes what follows: the text counts as typed; where there is nothing to complete, Tab
    leaves the search.
    """

    def __init__(self, bars: Bars, inquiry: Inquiry, post: Callable[[Message], object]) -> None:
        self._bars = bars
        self._inquiry = inquiry
        self._post = post
        self._offered: list[Completion] = []

    def tab(self) -> None:
        text = self._bars.search.input.value
        speaker = self._bars.completed(self._inquiry.navigation.query)
        if self._offered and self._offered[0].text == text:
            self._offered.append(self._offered.pop(0))
            self._take_first()
        elif speaker is not None:
            self._retype(render(speaker))
        else:
            self._inquiry.ask_completions(text)

    def offer(self, answer: CompletionAnswer) -> None:
        """What the library knows; where that is nothing, the mistake in the text is mended."""
        text = self._bars.search.input.value
        if answer.question.text != text:
            return  # typed on meanwhile
        mended = self._bars.mended(text)
        self._offered = list(answer.completions)
        if self._offered:
            self._take_first()
        elif mended is not None:
            self._retype(mended)
        else:
            self._post(SearchLeft())

    def _take_first(self) -> None:
        self._bars.search.show_text(self._offered[0].text)
        self._bars.status.tell(wording.completions(self._offered))
        self._post(TextTyped(self._offered[0].text))

    def _retype(self, text: str) -> None:
        self._bars.search.show_text(text)
        self._post(TextTyped(f"{text} "))
