"""Coding on the screen: a stance on a topic, for one quote or for all that are selected."""

from __future__ import annotations

from typing import NamedTuple

from storage import Key, Questions, QuoteDetail
from storage.analyst import Topic
from storage.deeds import Deed, DropStance, PutTopics, SetStance
from tui.screens.pen import Pen
from tui.screens.room import Room
from tui.screens.stance_picker import NO_STANCE, OFF_TOPIC, TOPIC_ALONE, Chosen, StancePicker
from tui.wording import topics as said


class _Asked(NamedTuple):
    topics: tuple[Topic, ...]
    frames: tuple[str, ...]
    detail: QuoteDetail | None


class Stances:
    """Asks for a topic and a value, and writes them."""

    def __init__(self, room: Room, pen: Pen) -> None:
        self._room = room
        self._pen = pen

    def ask(self, quotes: tuple[Key, ...]) -> None:
        """Open the topics; of one quote with what it is on already."""
        if self._pen.is_dry():
            return

        def read(ask: Questions) -> _Asked:
            detail = ask.quote(quotes[0]) if len(quotes) == 1 else None
            return _Asked(ask.codebook(), ask.frames(), detail)

        self._room.look_up(read, lambda found: self._open(quotes, found))

    def _open(self, quotes: tuple[Key, ...], found: _Asked) -> None:
        picker = StancePicker(said.quotes_named(quotes), *found)

        def picked(value: str | None) -> None:
            if value is not None and picker.chosen is not None:
                self._write(quotes, picker.chosen)

        self._room.stage.open_box(picker, picked)

    def _write(self, quotes: tuple[Key, ...], chosen: Chosen) -> None:
        topic = chosen.topic.key

        def deed(others: tuple[Key, ...]) -> Deed:
            if chosen.value == TOPIC_ALONE:
                return PutTopics(others, (topic,))
            if chosen.value == OFF_TOPIC:
                return PutTopics(others, (), (topic,))
            if chosen.value == NO_STANCE:
                return DropStance(others, topic)
            return SetStance(others, topic, chosen.value, chosen.frame)

        self._pen.remember(deed)
        self._pen.write(deed(quotes))
