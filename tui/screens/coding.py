"""Coding with others on the screen: drawing a sample, coding it, comparing and settling."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from functools import partial

from storage import Key, Questions, render
from storage.analyst import CodedTopic, CodingQueue, CodingSample, SampleAgreement
from storage.deeds import Adjudicate, DrawSample
from tui.screens.agreement_box import AgreementBox
from tui.screens.coding_box import CodingBox
from tui.screens.drawing_box import Drawing, DrawingBox
from tui.screens.pen import Pen
from tui.screens.room import Room
from tui.screens.sample_picker import SamplePicker
from tui.screens.settling_box import SettlingBox
from tui.wording import coding as said

SEEDS = 1 << 31


class CodingWithOthers:
    """Opens its boxes; what they give is written by the pen."""

    def __init__(self, room: Room, pen: Pen) -> None:
        self._room = room
        self._pen = pen

    def draw(self) -> None:
        """Draw a sample from what is searched for now."""
        query = self._room.inquiry.navigation.for_quotes.without_fields("sort")

        def read(ask: Questions) -> tuple[int, tuple[CodedTopic, ...], str]:
            return ask.count(query), ask.coding_topics(), ask.author

        def opened(found: tuple[int, tuple[CodedTopic, ...], str]) -> None:
            quotes, topics, author = found
            seed = secrets.randbelow(SEEDS)
            box = DrawingBox(render(query), quotes, topics, author, seed)
            self._room.stage.open_box(box, drawn)

        def drawn(drawing: Drawing | None) -> None:
            if drawing is not None:
                self._room.look_up(
                    lambda ask: ask.drawn(query, drawing.size, drawing.seed),
                    partial(self._keep, drawing, render(query)),
                )

        self._room.look_up(read, opened)

    def _keep(self, drawing: Drawing, query: str, quotes: tuple[Key, ...]) -> None:
        topics = tuple(topic.key for topic in drawing.topics)
        self._pen.write(
            DrawSample(drawing.name, query, drawing.seed, quotes, topics, drawing.coders)
        )

    def code(self) -> None:
        """Go on with a sample."""
        self._choose(said.CODE_WHICH, self._open_queue, with_all=False)

    def _open_queue(self, sample: Key | None) -> None:
        if sample is None:
            return

        def opened(found: tuple[CodingQueue, str]) -> None:
            self._room.stage.open_box(CodingBox(*found, self._pen.write), lambda _: None)

        self._room.look_up(lambda ask: (ask.coding_queue(sample), ask.author), opened)

    def compare(self) -> None:
        """How far the coders of a sample agree, or all coders."""
        self._choose(said.COMPARE_WHICH, self._open_agreement, with_all=True)

    def _open_agreement(self, sample: Key | None) -> None:
        def opened(found: SampleAgreement) -> None:
            def picked(number: str | None) -> None:
                if number:
                    self._settle(found, int(number))

            self._room.stage.open_box(AgreementBox(found), picked)

        self._room.look_up(lambda ask: ask.agreement(sample), opened)

    def _settle(self, found: SampleAgreement, number: int) -> None:
        differing = found.disagreements[number]

        def opened(topics: tuple[CodedTopic, ...]) -> None:
            topic = next(each for each in topics if each.slug == differing.topic)
            box = SettlingBox(differing, topic)

            def settled(value: str | None) -> None:
                if value is not None:
                    before = differing.adjudicated.value if differing.adjudicated else None
                    why, seen = box.why.strip() or None, {"value": before}
                    self._pen.write(Adjudicate(differing.quote.key, topic.key, value, why, seen))

            self._room.stage.open_box(box, settled)

        self._room.look_up(lambda ask: ask.coding_topics(), opened)

    def _choose(self, heading: str, then: Callable[[Key | None], None], *, with_all: bool) -> None:
        def opened(samples: Sequence[CodingSample]) -> None:
            def picked(key: str | None) -> None:
                if key is not None:
                    then(Key(key) if key else None)

            box = SamplePicker(heading, samples, with_all=with_all)
            self._room.stage.open_box(box, picked)

        self._room.look_up(lambda ask: ask.coding_samples(), opened)
