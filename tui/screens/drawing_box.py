"""Drawing a sample: a name, topics, coders and a number of quotes, typed line by line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from storage.analyst import CodedTopic
from tui.formatting import Line, Span, span
from tui.widgets.sheet import Sheet
from tui.wording import coding as said

NAME, TOPICS, CODERS, SIZE, SEED = range(5)


class Drawing(NamedTuple):
    """What is to be drawn."""

    name: str
    topics: tuple[CodedTopic, ...]
    coders: tuple[str, ...]
    size: int
    seed: int


class DrawingBox(Sheet[Drawing]):
    """Enter goes to the next line, and on the last one draws; what is missing is said."""

    heading = said.DRAW

    def __init__(
        self, query: str, quotes: int, topics: Sequence[CodedTopic], author: str, seed: int
    ) -> None:
        super().__init__()
        self._query = query
        self._quotes = quotes
        self._topics: dict[str, CodedTopic] = {topic.slug: topic for topic in topics}
        self._texts = ["", "", f"{author} ", str(min(said.USUAL_SIZE, quotes)), str(seed)]
        self._line = NAME
        self._problem = ""

    def head(self) -> Sequence[Line]:
        return [(span(said.drawn_from(self._quotes, self._query)),), ()]

    def body(self) -> Sequence[Line]:
        lines: list[Line] = []
        for number, (label, text) in enumerate(zip(said.FIELDS, self._texts, strict=True)):
            is_here = number == self._line
            mark = Span("▸" if is_here else " ", "strong")
            cursor = Span("▏" if is_here else "")
            lines.append((mark, Span(f"{label:<8}", "label"), span(text), cursor))
        return lines

    def foot(self) -> Sequence[Line]:
        said_now = self._problem or said.hint(self._line, self._offered())
        ink = "warn" if self._problem else "dim"
        return [(span(said_now, ink),), (Span(said.DRAW_KEYS, "dim"),)]

    def _offered(self) -> list[str]:
        """The topics that begin as the last word typed."""
        last = self._texts[TOPICS].rpartition(" ")[2]
        taken = self._texts[TOPICS].split()
        return [slug for slug in self._topics if slug.startswith(last) and slug not in taken]

    def pressed(self, key: str, character: str | None) -> None:
        self._problem = ""
        text = self._texts[self._line]
        match key:
            case "enter" if self._line == len(self._texts) - 1:
                self._draw()
            case "tab" if self._line == TOPICS and text.rpartition(" ")[2] and self._offered():
                self._texts[TOPICS] = f"{text.rpartition(' ')[0]} {self._offered()[0]} ".lstrip()
            case "enter" | "tab":
                self._line = min(self._line + 1, len(self._texts) - 1)
            case "shift+tab":
                self._line = max(self._line - 1, 0)
            case "backspace":
                self._texts[self._line] = text[:-1]
            case _ if character:
                self._texts[self._line] = text + character
            case _:
                pass
        self.show_anew()

    def _draw(self) -> None:
        name, topics, coders, size, seed = (text.strip() for text in self._texts)
        unknown = [slug for slug in topics.split() if slug not in self._topics]
        wrong = [
            (NAME, not name, said.NAME_MISSING),
            (TOPICS, not topics, said.TOPICS_MISSING),
            (TOPICS, bool(unknown), said.TOPIC_UNKNOWN.format(topic=" ".join(unknown))),
            (CODERS, not coders, said.CODERS_MISSING),
            (SIZE, not size.isdecimal() or not int(size), said.SIZE_WRONG),
            (SEED, not seed.isdecimal(), said.SEED_WRONG),
        ]
        for line, is_wrong, sentence in wrong:
            if is_wrong:
                self._line, self._problem = line, sentence
                return
        chosen = tuple(self._topics[slug] for slug in topics.split())
        self.finish(Drawing(name, chosen, tuple(coders.split()), int(size), int(seed)))
