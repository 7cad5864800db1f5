"""Linking two quotes, and what becomes of a link."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from storage import Key, Link, QuestionProblem, Questions, QuoteRow, Window, parse
from storage.deeds import DropLink, LinkQuotes, LinkSays, changed_link
from tui.screens.line_box import LineBox
from tui.screens.link_picker import HeldLinkPicker, LinkPicker, OtherQuotePicker
from tui.screens.pen import Pen
from tui.screens.room import Room
from tui.wording import links as wording

FOUND_SHOWN = 30


class Linkable(NamedTuple):
    """A quote, the links that it has, and the quotes that it may be linked to."""

    quote: QuoteRow
    links: tuple[Link, ...]
    others: tuple[QuoteRow, ...]


class Linking:
    """Asks what is said of which quote, and writes it."""

    def __init__(self, room: Room, pen: Pen) -> None:
        self._room = room
        self._pen = pen

    def ask(self, quotes: tuple[Key, ...]) -> None:
        """Link a quote, or the first of two to the second."""
        if len(quotes) > 2:
            told = wording.OF_TWO.format(number=len(quotes))
            self._room.bars.status.tell(told, is_trouble=True)
        else:
            looked_at = self._room.showing.looked_at
            self._room.look_up(partial(_linkable, quotes, looked_at), self._ask_type)

    def _ask_type(self, here: Linkable) -> None:
        def picked(value: str | None) -> None:
            held = next((tie for tie in here.links if tie.key == value), None)
            if held:
                self._ask_change(here.quote, held)
            elif value:
                self._ask_other(here, value)

        self._room.stage.open_box(LinkPicker(here.quote, here.links), picked)

    def _ask_other(self, here: Linkable, type_: str) -> None:
        box = OtherQuotePicker(here.quote, type_, here.others, self._search)

        def picked(value: str | None) -> None:
            if value and box.says:
                self._pen.write(LinkQuotes(box.says))

        self._room.stage.open_box(box, picked)

    def _search(self, typed: str, came: Callable[[Sequence[QuoteRow]], None]) -> None:
        self._room.glance("a quote to link", partial(_found, typed), came)

    def _ask_change(self, quote: QuoteRow, tie: Link) -> None:
        seen = _says(quote, tie)

        def change(**wished: str | None) -> None:
            self._pen.write(changed_link(tie.key, seen, seen._replace(**wished)))  # pyright: ignore[reportArgumentType]

        def remark(text: str | None) -> None:
            if text is not None:
                change(remark=text)

        def picked(value: str | None) -> None:
            match value:
                case None:
                    pass
                case HeldLinkPicker.DROP:
                    self._pen.write(DropLink(tie.key))
                case HeldLinkPicker.TURN:
                    change(one=seen.other, other=seen.one)
                case HeldLinkPicker.BASIS:
                    change(basis="analyst" if seen.basis == "source" else "source")
                case HeldLinkPicker.REMARK:
                    self._room.stage.open_box(LineBox(wording.REMARK, tie.remark or ""), remark)
                case _:
                    change(type=value)

        self._room.stage.open_box(HeldLinkPicker(quote, tie), picked)


def _says(quote: QuoteRow, tie: Link) -> LinkSays:
    ends = (quote.key, tie.other.key) if tie.outgoing else (tie.other.key, quote.key)
    return LinkSays(ends[0], tie.type, ends[1], tie.basis, tie.remark)


def _linkable(quotes: tuple[Key, ...], looked_at: Sequence[Key], ask: Questions) -> Linkable:
    first, *second = quotes
    detail = ask.quote(first)
    others = tuple(ask.quote(each).row for each in second) or ask.likely_links(first, looked_at)
    return Linkable(detail.row, detail.links, others)


def _found(typed: str, ask: Questions) -> Sequence[QuoteRow]:
    """Quotes with that key, and those that fit the words."""
    found: dict[Key, QuoteRow] = {}
    for text in (f"key:{typed.strip()}", typed):
        try:
            query = parse(text, typing=True).query
            rows = ask.quotes(query, Window(0, FOUND_SHOWN)).rows if query.terms else ()
        except QuestionProblem:
            rows = ()
        found |= {row.key: row for row in rows}
    return tuple(found.values())
