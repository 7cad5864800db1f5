"""Tab in the search bar: what the text may become, one after another."""

from __future__ import annotations

from storage import Completion, render
from tui import wording
from tui.commands.search_help import examples_of
from tui.gateway.questions import CompletionAnswer
from tui.messages import SearchLeft, TextTyped
from tui.screens.room import Room


class Completing:
    """Puts in what is offered; each further Tab goes on to the next, and typing forgets it.

    The text counts as typed; where there is nothing to complete, Tab leaves the search.
    """

    def __init__(self, room: Room) -> None:
        self._bars = room.bars
        self._inquiry = room.inquiry
        self._post = room.post
        self._offered: list[Completion] = []

    def tab(self) -> None:
        text = self._bars.search.input.value
        speaker = (
            self._bars.completed(self._inquiry.navigation.query) if _ends_in_word(text) else None
        )
        if self._offered and self._offered[0].text == text:
            self._offered.append(self._offered.pop(0))
            self._take_first()
        elif speaker is not None:
            self._retype(render(speaker))
        else:
            self._inquiry.ask_completions(text)

    def offer(self, answer: CompletionAnswer) -> None:
        """What the library knows; where that is nothing, the mistake in the text is mended."""
        asked, text = answer.question.text, self._bars.search.input.value
        if not text.startswith(asked):
            return  # it was another text that Tab was pressed for
        since = text[len(asked) :].lstrip()
        mended = self._bars.mended(asked)
        self._offered = list(answer.completions)
        if self._offered:
            self._take_first(since)
        elif mended is not None:
            self._retype(f"{mended} {since}" if since else mended)
        elif not since and not self._is_field_told(asked):
            self._post(SearchLeft())

    def _is_field_told(self, text: str) -> bool:
        """A field without a value that nothing is offered for: how it is used is told."""
        last = text.rpartition(" ")[2].lstrip("-(")
        examples = examples_of(last[:-1]) if last.endswith(":") else None
        if examples is None:
            return False
        self._bars.status.tell(examples)
        return True

    def _take_first(self, since: str = "") -> None:
        """Put it in, and after it what was typed since Tab was pressed."""
        text = self._offered[0].text + since
        self._bars.search.show_text(text)
        self._bars.status.tell(wording.completions(self._offered))
        self._post(TextTyped(text))

    def _retype(self, text: str) -> None:
        """With a space behind it: what was put in does not go on."""
        self._bars.search.show_text(f"{text} ")
        self._post(TextTyped(f"{text} "))


def _ends_in_word(text: str) -> bool:
    """Whether plain words stand last, which may be a name; in brackets they are not alone."""
    words = text.split()
    return bool(words) and ":" not in words[-1] and "(" not in text
