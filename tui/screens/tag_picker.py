"""The tags: digits toggle the recent ones, letters find others, a new one needs its own line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from textual import events

from storage import Key, Tag
from tui.formatting import Span, span
from tui.widgets import fuzzy
from tui.widgets.picker import Choice, NumberedPicker
from tui.wording import tagging

NUMBERED = 9


class TagPicker(NumberedPicker):
    """Picking a tag puts it on the quotes, or takes it off where it stands on all of them.

    Tab marks one and leaves the box open; `chosen` are all that are picked at its end. Below the
    recent ones stand the others, as they stand in their tree.
    """

    footing = " ⏎ pick · Tab several · Esc close · 1-9 on or off · letters find"

    def __init__(
        self, heading: str, quotes: int, tags: Sequence[Tag], tagged: Mapping[str, int]
    ) -> None:
        super().__init__()
        self.heading = heading
        self._quotes = quotes
        self._tags: Sequence[Tag] = tags
        self._tagged = tagged
        self._marked: list[str] = []
        self._names = {tag.key: tag.name for tag in tags}

    @property
    def chosen(self) -> tuple[str, ...]:
        """The tags to put on or to take off, in the order in which they were picked."""
        return tuple(self._marked)

    @property
    def tagged(self) -> Mapping[str, int]:
        """On how many of the quotes each tag stands, as it is shown."""
        return self._tagged

    def follow(self, tags: Sequence[Tag], tagged: Mapping[str, int]) -> None:
        """The library changed: what the tags are now. Each keeps its place, and so its digit."""
        under = self.shown[self.cursor].value if self.shown else None
        now = {tag.key: tag for tag in tags}
        before = [tag.key for tag in self._tags if tag.key in now]
        self._tags = [*(now[key] for key in before), *(t for t in tags if t.key not in before)]
        self._names = {tag.key: tag.name for tag in tags}
        self._tagged = tagged
        values = [choice.value for choice in self.choices(self.typed)]
        if under in values:
            self.cursor = values.index(under)
        self.show_anew()

    def choices(self, typed: str) -> list[Choice]:
        wished = typed.strip()
        if not wished:
            return [*self._recent(), *self._others()]
        found = fuzzy.ranked(self._tags, lambda tag: tag.name, wished)
        meant = [self._choice(tag, above=True) for rank, tag in found if rank <= fuzzy.BY_WORDS]
        near = [tag for rank, tag in found if rank > fuzzy.BY_WORDS]
        if all(tag.name.lower() != wished.lower() for tag in self._tags):
            meant.append(self._new(wished, near))
        return [*meant, *(self._choice(tag, above=True) for tag in near)]

    def on_key(self, event: events.Key) -> None:
        if event.key == "tab":
            event.stop()
            event.prevent_default()
            self._mark()

    def pick(self) -> None:
        """What is marked, with the line of a digit; where nothing is, the line of the cursor."""
        if not self._marked and self.shown:
            self._marked.append(self.shown[self.cursor].value)
        self.finish(self._marked[0] if self._marked else None)

    def picked_by_digit(self) -> None:
        name = self.shown[self.cursor].value
        if name not in self._marked:
            self._marked.append(name)
        self.pick()

    def _mark(self) -> None:
        if not self.shown:
            return
        name = self.shown[self.cursor].value
        if name in self._marked:
            self._marked.remove(name)
        else:
            self._marked.append(name)
        if self.typed:
            self.narrow("")
        else:
            self.show_anew()

    def _recent(self) -> Iterator[Choice]:
        for number, tag in enumerate(self._tags[:NUMBERED], 1):
            yield self._choice(tag, number=number, above=True)

    def _others(self) -> Iterator[Choice]:
        """By the tree; the recent ones once more only where others stand below them."""
        parents = {tag.key: tag.parent for tag in self._tags}
        shown: set[Key | None] = set()
        for tag in self._tags[NUMBERED:]:
            key: Key | None = tag.key
            while key is not None and key not in shown:
                shown.add(key)
                key = parents.get(key)
        for depth, tag in tagging.in_tree(self._tags):
            if tag.key in shown:
                yield self._choice(tag, indent=depth)

    def _choice(self, tag: Tag, *, number: int = 0, indent: int = 0, above: bool = False) -> Choice:
        stands_on = self._tagged.get(tag.name, 0)
        is_on = stands_on == self._quotes
        mark = "✓ " if is_on else "  "
        if tag.name in self._marked:
            mark = "- " if is_on else "+ "
        some = f"  on {stands_on:,} of them" if 0 < stands_on < self._quotes else ""
        uses = Span(f"  {tag.quotes:,}" if tag.quotes else "", "dim")
        parent = self._names.get(tag.parent) if tag.parent and above else None
        line = (
            self.digit(number or NUMBERED + 1, self.typed),
            Span(mark),
            Span("  " * indent),
            span(tag.name),
            uses,
            Span(some),
            span(f"  below {parent}" if parent else "", "dim"),
        )
        return Choice(tag.name, line, tagging.tag_in_full(tag, parent))

    def _new(self, name: str, near: Sequence[Tag]) -> Choice:
        said = tagging.near_names(near)
        mark = "+ " if name in self._marked else ""
        line = (
            Span(f"{mark}+new: "),
            span(name, "chip"),
            span(f"  {said}" if said else "", "warn"),
        )
        return Choice(name, line, tagging.new_tag(name, near))
