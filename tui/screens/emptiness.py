"""What stands in the list of quotes where the answer has none: why, and what is held."""

from __future__ import annotations

from collections.abc import Sequence

from storage import Query, render
from tui import wording
from tui.commands.keymap import KeyMap
from tui.formatting import Line, Span, span
from tui.gateway.questions import ReadingAnswer


def empty_lines(answer: ReadingAnswer, keys: KeyMap) -> Sequence[Line]:
    """Lines for an empty answer, to be wrapped to the pane."""
    if not answer.everything:
        return [(Span(wording.EMPTY_LIBRARY),)]
    zero = answer.zero
    if zero is None:
        return []
    lines: list[Line] = [(span(sentence),) for sentence in wording.zero(zero)]
    for removed in zero.removed:
        without = wording.removed(removed, render(Query((removed.term,))))
        lines.append((span(without, "dim"),))
    if zero.topics:
        lines.append(
            (Span("topics: ", "label"), span(", ".join(f"topic:{t}" for t in zero.topics)))
        )
    way_on = wording.EMPTY_WAY_ON.format(
        drop=keys.key_of("drop_chip"), search=keys.key_of("search")
    )
    lines.append((Span(way_on, "dim"),))
    return lines


def empty_tree(keys: KeyMap) -> Sequence[Line]:
    """Lines for a narrowing pane where the answer has no quotes."""
    told = wording.NOTHING_TO_LIST.format(drop=keys.key_of("drop_chip"))
    return [(Span(told, "dim"),)]
