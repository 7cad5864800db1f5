"""The tags themselves: the whole tree in a box, and what can be done to each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from storage import Query, Tag, Term
from storage.deeds import Deed, DropTag, MakeTag, MergeTags, PutTagUnder, RenameTag
from tui.formatting import Span, span
from tui.screens.line_picker import LinePicker, NamePrompt
from tui.screens.pen import Pen
from tui.screens.room import Room
from tui.widgets import fuzzy
from tui.widgets.picker import Choice, Picker
from tui.wording import tagging

NEW: Final = "+"
QUOTES, RENAME, MERGE, BELOW, TOP, DROP = "quotes", "rename", "merge", "below", "top", "drop"


class TreeOfTags(Picker):
    """All tags below one another; a new name makes one, by its own line."""

    footing = " ⏎ what to do with it · Esc close · letters find · +new makes one"
    heading = tagging.TAGS
    nothing = tagging.NO_TAGS

    def __init__(self, tags: Sequence[Tag]) -> None:
        super().__init__()
        self._tags = tags
        self._names = {tag.key: tag.name for tag in tags}

    def choices(self, typed: str) -> list[Choice]:
        wished = typed.strip()
        if not wished:
            return [self._choice(tag, depth) for depth, tag in tagging.in_tree(self._tags)]
        found = fuzzy.ranked(self._tags, lambda tag: tag.name, wished)
        lines = [self._choice(tag, 0) for _, tag in found]
        if all(tag.name.lower() != wished.lower() for tag in self._tags):
            near = [tag for _, tag in found]
            line = (Span("+new: "), span(wished, "chip"))
            lines.append(Choice(f"{NEW}{wished}", line, tagging.new_tag(wished, near)))
        return lines

    def _choice(self, tag: Tag, depth: int) -> Choice:
        parent = self._names.get(tag.parent) if tag.parent else None
        line = (Span("  " * depth), span(tag.name), Span(f"  {tag.quotes:,}", "dim"))
        return Choice(tag.key, line, tagging.tag_in_full(tag, parent))


class TagTree:
    """Opens the boxes one after another, and writes what was picked."""

    def __init__(self, room: Room, pen: Pen) -> None:
        self._room = room
        self._pen = pen

    def open(self) -> None:
        self._room.look_up(lambda ask: ask.tags(), self._show)

    def _show(self, tags: tuple[Tag, ...]) -> None:
        def picked(value: str | None) -> None:
            if value is None:
                return
            if value.startswith(NEW):
                self._write(MakeTag(value.removeprefix(NEW)))
                return
            self._choose(next(tag for tag in tags if tag.key == value), tags)

        self._room.stage.open_box(TreeOfTags(tags), picked)

    def _choose(self, tag: Tag, tags: tuple[Tag, ...]) -> None:
        does: dict[str, Callable[[], object]] = {
            QUOTES: lambda: self._room.to_quotes(Query((Term("tag", tag.name),))),
            RENAME: lambda: self._rename(tag),
            MERGE: lambda: self._with_other(tag, tags, MERGE),
            BELOW: lambda: self._with_other(tag, tags, BELOW),
            TOP: lambda: self._write(PutTagUnder(tag.key, None)),
            DROP: lambda: self._write(DropTag(tag.key)),
        }
        lines = [
            (each, text.format(name=tag.name, quotes=tagging.quotes(tag)), more)
            for each, (text, more) in tagging.ACTIONS.items()
            if each != TOP or tag.parent
        ]
        box = LinePicker(tagging.TAG.format(name=tag.name), lines)

        def picked(each: str | None) -> None:
            if each:
                does[each]()

        self._room.stage.open_box(box, picked)

    def _rename(self, tag: Tag) -> None:
        def named(name: str | None) -> None:
            if name:
                self._write(RenameTag(tag.key, name, {"name": tag.name}))

        heading = tagging.TAG.format(name=tag.name)
        self._room.stage.open_box(NamePrompt(heading, tagging.RENAME_TO, tag.name), named)

    def _with_other(self, tag: Tag, tags: tuple[Tag, ...], does: str) -> None:
        others = {each.key: each for each in tags if each.key != tag.key}

        def picked(key: str | None) -> None:
            other = next((each for each in others if each == key), None)
            if other is not None and does == MERGE:
                self._write(MergeTags(tag.key, other))
            elif other is not None:
                self._write(PutTagUnder(tag.key, other))

        lines = [(key, each.name, tagging.tag_in_full(each, None)) for key, each in others.items()]
        heading = tagging.WITH_OTHER[does].format(name=tag.name)
        self._room.stage.open_box(LinePicker(heading, lines), picked)

    def _write(self, deed: Deed) -> None:
        if not self._pen.is_dry():
            self._pen.write(deed)
