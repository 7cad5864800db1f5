"""The stance: a topic, a value, perhaps a frame; its definition in sight; Enter alone writes."""

from __future__ import annotations

import string
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from textual import events

from storage import QuoteDetail
from storage.analyst import Topic
from tui import wording
from tui.formatting import Line, Span, span
from tui.widgets import fuzzy
from tui.widgets.picker import Choice, NumberedPicker
from tui.wording import topics as said

TOPIC_ALONE, OFF_TOPIC, NO_STANCE = "+", "-", "x"
KEYS_OF_FRAMES = "1234567890" + "".join(
    sorted(set(string.ascii_lowercase) - {*said.LETTERS, NO_STANCE})
)


class Chosen(NamedTuple):
    """What is to be written: a stance's value, or one of the three beside it."""

    topic: Topic
    value: str
    frame: str | None


class StancePicker(NumberedPicker):
    """First the topics: those of the quote, those coded last, the others. Then the values.

    A letter or digit only chooses, and shows what it chose: Enter writes, Esc writes nothing.
    """

    more_lines = 4
    nothing = said.NO_TOPICS

    def __init__(
        self,
        quotes: str,
        topics: Sequence[Topic],
        frames: Sequence[str],
        detail: QuoteDetail | None,
    ) -> None:
        super().__init__()
        self._quotes = quotes
        self._frames = dict(zip(KEYS_OF_FRAMES, frames, strict=False))
        self._own = {each.topic: each for each in detail.stances if each.is_own} if detail else {}
        self._on = detail.topics if detail else ()
        self._detail = detail
        self._topics = self._likeliest_first([each for each in topics if not each.is_retracted])
        self._topic: Topic | None = None
        self._value = ""
        self._frame: str | None = None
        self.chosen: Chosen | None = None
        self.heading = said.STANCE_OF.format(quotes=quotes)

    @property
    def footing(self) -> str:  # pyright: ignore[reportIncompatibleVariableOverride]
        if self._topic is None:
            return " 1-9 or ⏎ topic · Esc nothing · letters find"
        return " s o c n u · ⏎ save · Esc nothing · ⌫ topics · digits: frame"

    def choices(self, typed: str) -> list[Choice]:
        if self._topic is not None:
            more = said.definition(self._topic)
            frames = [Choice("", line, more) for line in self._frame_lines()]
            return [*self._values(self._topic), *frames]
        found = self._topics
        if typed.strip():
            found = [each for _, each in fuzzy.ranked(found, lambda each: each.slug, typed)]
        return [self._topic_line(number, each) for number, each in enumerate(found, 1)]

    def pick(self) -> None:
        """Enter: on a topic its values, on a value the stance."""
        if not self.shown:
            return
        picked = self.shown[self.cursor].value
        if self._topic is None:
            self._begin(next(each for each in self._topics if each.slug == picked))
        elif picked:
            self.chosen = Chosen(self._topic, picked, self._frame)
            self.finish(picked)

    def typed_character(self, character: str) -> None:
        if self._topic is None:
            super().typed_character(character)
        elif character in self._frames:
            frame = self._frames[character]
            self._frame = None if self._frame == frame else frame
            self.show_anew()
        else:
            self._to(said.LETTERS.get(character, character))

    def narrow(self, typed: str) -> None:
        """While values are picked nothing is narrowed: Backspace goes back to the topics."""
        if self._topic is not None:
            self._topic = None
            self.heading = said.STANCE_OF.format(quotes=self._quotes)
        super().narrow(typed)

    def on_paste(self, event: events.Paste) -> None:
        if self._topic is not None:
            event.stop()
            event.prevent_default()

    def _likeliest_first(self, topics: list[Topic]) -> list[Topic]:
        """Those of the quote, then those coded last, then the others by their tree."""
        of_quote = (*self._on, *self._own)
        last = sorted((each for each in topics if each.coded), key=lambda each: each.coded)
        ranked = [each for slug in of_quote for each in topics if each.slug == slug]
        return list({each.slug: each for each in (*ranked, *reversed(last), *topics)}.values())

    def _begin(self, topic: Topic) -> None:
        own = self._own.get(topic.slug)
        super().narrow("")
        self._topic, self._frame = topic, own.frame if own else None
        self.heading = said.ON_TOPIC.format(topic=topic.slug, quotes=self._quotes)
        self.show_anew()
        if own:
            self._to(own.value)

    def _to(self, value: str) -> None:
        """The cursor to a value, where it is one."""
        at = next((n for n, each in enumerate(self.shown) if each.value == value), None)
        if at is not None:
            self.move(at - self.cursor)

    def _topic_line(self, number: int, topic: Topic) -> Choice:
        mark = "✓ " if topic.slug in self._on else "  "
        stances = self._detail.stances if self._detail else ()
        coded = [
            f"{'you' if each.is_own else each.coder}: {each.value}"
            for each in stances
            if each.topic == topic.slug
        ]
        line = (
            self.digit(number, self.typed),
            Span(mark),
            span(topic.slug),
            Span(f"  {topic.quotes:,}" if topic.quotes else "", "dim"),
            span(f"  {', '.join(coded)}" if coded else "", "chip"),
        )
        return Choice(topic.slug, line, said.definition(topic))

    def _values(self, topic: Topic) -> Iterator[Choice]:
        more = said.definition(topic)
        own = self._own.get(topic.slug)
        for letter, value in said.LETTERS.items():
            framed = f", {wording.plain(self._frame)}" if self._frame else ""
            now = "  is yours now" if own and own.value == value else ""
            spans = (span(value), span(framed, "chip"), Span(now, "dim"))
            yield Choice(value, (Span(f"{letter} ", "label"), *spans), more)
        is_on = topic.slug in self._on
        others = {
            TOPIC_ALONE: None if is_on else said.TOPIC_ALONE,
            OFF_TOPIC: said.OFF_TOPIC if is_on or self._detail is None else None,
            NO_STANCE: said.NO_STANCE if own or self._detail is None else None,
        }
        for letter, line in others.items():
            if line:
                yield Choice(letter, (Span(f"{letter} ", "label"), Span(line)), more)

    def _frame_lines(self) -> Iterator[Line]:
        """The frames with their keys, as many on a line as there is room for."""
        room = max(20, min(self.size.width, 80) - 4)
        line: list[Span] = []
        used = 0
        for key, frame in self._frames.items():
            text = f" {wording.plain(frame)} "
            if line and used + len(key) + len(text) > room:
                yield tuple(line)
                line, used = [], 0
            is_chosen = frame == self._frame
            shown = f"[{text[1:-1]}]" if is_chosen else text
            line += [Span(f" {key}", "label"), span(shown, "strong" if is_chosen else "plain")]
            used += 1 + len(key) + len(text)
        if line:
            yield tuple(line)
