"""The codebook: every topic with its definition in sight, and what can be done to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from storage import Key, Query, Term
from storage.analyst import Topic, TopicVersion
from storage.deeds import AddTopic, Deed, DefineTopic, MoveTopic, RetractTopic
from tui.formatting import Span, span
from tui.screens.line_picker import LinePicker
from tui.screens.pen import Pen
from tui.screens.room import Room
from tui.widgets import fuzzy
from tui.widgets.picker import Choice, Picker
from tui.wording import topics as said

NEW: Final = "+"
QUOTES, DEFINE, HISTORY, BELOW, TOP = "quotes", "define", "history", "below", "top"
RETRACT, USE = "retract", "use"


class TreeOfTopics(Picker):
    """All topics below one another; a new name begins one, by its own line."""

    footing = " ⏎ what to do with it · Esc close · letters find · +new begins one"
    heading = said.CODEBOOK
    nothing = said.NO_TOPICS
    more_lines = 5

    def __init__(self, topics: Sequence[Topic]) -> None:
        super().__init__()
        self._topics = topics

    def choices(self, typed: str) -> list[Choice]:
        wished = typed.strip()
        if not wished:
            return [self._choice(topic, topic.depth) for topic in self._topics]
        found = fuzzy.ranked(self._topics, lambda topic: topic.slug, wished)
        lines = [self._choice(topic, 0) for _, topic in found]
        if not any(rank == 0 for rank, _ in found):
            line = (Span("+new: "), span(wished, "chip"))
            lines.append(Choice(f"{NEW}{wished}", line, said.NEW_TOPIC.format(name=wished)))
        return lines

    def _choice(self, topic: Topic, depth: int) -> Choice:
        line = (
            Span("  " * depth),
            span(topic.slug),
            Span(f" v{topic.version}", "dim"),
            Span(f"  {topic.quotes:,}", "dim"),
            span(f"  {said.values(topic)}" if topic.stances else "", "dim"),
            Span(f"  {said.RETRACTED}" if topic.is_retracted else "", "warn"),
        )
        return Choice(topic.key, line, said.definition(topic))


class Codebook:
    """Opens the boxes one after another, and writes what was picked.

    `unsaved` are definitions that were typed and may not have been taken.
    """

    def __init__(self, room: Room, pen: Pen, unsaved: dict[Key, str]) -> None:
        self._room = room
        self._pen = pen
        self._unsaved = unsaved

    def open(self) -> None:
        self._room.look_up(lambda ask: ask.codebook(), self._show)

    def _show(self, topics: tuple[Topic, ...]) -> None:
        def picked(value: str | None) -> None:
            if value is None:
                return
            if value.startswith(NEW):
                self._begin(value.removeprefix(NEW))
                return
            self._choose(next(topic for topic in topics if topic.key == value), topics)

        self._room.stage.open_box(TreeOfTopics(topics), picked)

    def _choose(self, topic: Topic, topics: tuple[Topic, ...]) -> None:
        does: dict[str, Callable[[], object]] = {
            DEFINE: lambda: self._define(topic),
            QUOTES: lambda: self._room.to_quotes(Query((Term("topic", topic.slug, "="),))),
            HISTORY: lambda: self._room.look_up(
                lambda ask: ask.topic_history(topic.slug), lambda found: self._tell(topic, found)
            ),
            BELOW: lambda: self._move(topic, topics),
            TOP: lambda: self._write(MoveTopic(topic.key, None)),
            RETRACT: lambda: self._write(RetractTopic(topic.key)),
            USE: lambda: self._write(RetractTopic(topic.key, is_retracted=False)),
        }
        left_out = {USE if not topic.is_retracted else RETRACT, *(() if topic.parent else (TOP,))}
        lines = [
            (each, text, more if each != DEFINE else said.definition(topic))
            for each, (text, more) in said.ACTIONS.items()
            if each not in left_out
        ]
        box = LinePicker(said.TOPIC.format(topic=topic.slug), lines)

        def picked(each: str | None) -> None:
            if each:
                does[each]()

        self._room.stage.open_box(box, picked)

    def _begin(self, name: str) -> None:
        """A new topic is begun with its definition."""
        from tui.widgets.text_box import TextBox  # noqa: PLC0415  # TextArea: 20 ms

        def defined(text: str | None) -> None:
            if text is not None:
                self._write(AddTopic(name, text))

        if not self._pen.is_dry():
            self._room.stage.open_box(TextBox(said.BEGIN.format(topic=name), ""), defined)

    def _define(self, topic: Topic) -> None:
        from tui.widgets.text_box import TextBox  # noqa: PLC0415  # TextArea: 20 ms

        held = topic.definition or ""
        typed = self._unsaved.pop(topic.key, held)
        told = said.UNSAVED if typed != held else ""

        def defined(text: str | None) -> None:
            if text is not None and text.strip() != held:
                self._unsaved[topic.key] = text.strip()
                self._write(DefineTopic(topic.key, text, {"definition": topic.definition}))

        if not self._pen.is_dry():
            title = said.DEFINE.format(topic=topic.slug, version=topic.version)
            self._room.stage.open_box(TextBox(title, typed, told), defined)

    def _move(self, topic: Topic, topics: tuple[Topic, ...]) -> None:
        others = {each.key: each for each in topics if each.key != topic.key}

        def picked(key: str | None) -> None:
            other = next((each for each in others if each == key), None)
            if other is not None:
                self._write(MoveTopic(topic.key, other))

        lines = [(key, each.slug, said.definition(each)) for key, each in others.items()]
        box = LinePicker(said.MOVE_BELOW.format(topic=topic.slug), lines)
        self._room.stage.open_box(box, picked)

    def _tell(self, topic: Topic, versions: tuple[TopicVersion, ...]) -> None:
        lines = [
            ("", said.version_line(each), each.definition or said.NOT_DEFINED)
            for each in reversed(versions)
        ]
        self._room.stage.open_box(
            LinePicker(said.HISTORY.format(topic=topic.slug), lines), lambda _: None
        )

    def _write(self, deed: Deed) -> None:
        if not self._pen.is_dry():
            self._pen.write(deed)
