"""The boxes that a link is made, changed and dropped in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from textual import events

from storage import Key, Link, QuoteRow, name_key, short
from storage.deeds import LinkSays
from tui.formatting import Line, Span, row_in_short, row_words, short_speaker, span
from tui.widgets.picker import Choice, Picker
from tui.wording import NO_DATE
from tui.wording import links as wording

DIGITS: Final = "1234567890"
TYPES: Final = tuple(wording.LETTERS)
BASES: Final = tuple(wording.BASES)
Search = Callable[[str, Callable[[Sequence[QuoteRow]], None]], object]
"""Looks for quotes by what was typed, and gives them on the screen's thread."""


class LinkPicker(Picker):
    """What a quote says of another: its letter or digit chooses it; below, the links it has.

    Gives a type, or the key of a link.
    """

    footing = " ⏎ or its letter picks · Esc close · ↑↓ choose"

    def __init__(self, quote: QuoteRow, links: Sequence[Link]) -> None:
        super().__init__()
        self.heading = wording.heading(short(quote.key), row_in_short(quote))
        self._links = links

    def choices(self, typed: str) -> list[Choice]:  # noqa: ARG002  # letters choose, none narrows
        types = [
            Choice(type_, (Span(f"{digit} {letter}  ", "label"), Span(wording.SAYS[type_])))
            for digit, (type_, letter) in zip(DIGITS, wording.LETTERS.items(), strict=True)
        ]
        return [*types, *map(_held, self._links)]

    def typed_character(self, character: str) -> None:
        keys = (DIGITS, "".join(wording.LETTERS.values()))
        at = max(each.find(character.lower()) for each in keys)
        if at >= 0:
            self.cursor = at
            self.pick()


def _held(tie: Link) -> Choice:
    other = f"{row_in_short(tie.other)}: {row_words(tie.other)}"
    said = wording.existing(tie)
    return Choice(tie.key, (Span("held ", "label"), span(f"{said}, {other}")), f"{said}, {other}")


class OtherQuotePicker(Picker):
    """The other quote, with what would be said of it in words. Gives what the link says."""

    nothing = wording.NO_OTHER

    def __init__(
        self, quote: QuoteRow, type_: str, likely: Sequence[QuoteRow], search: Search
    ) -> None:
        super().__init__()
        self._quote = quote
        self._type = type_
        self._is_turned = False
        self._basis = BASES[0]
        self._likely = likely
        self._search = search
        self._found: tuple[QuoteRow, ...] = ()
        self._say_what_is_said()

    def _say_what_is_said(self) -> None:
        self.heading = wording.choosing(
            short(self._quote.key), self._type, is_turned=self._is_turned
        )
        other = wording.BASES[_following(self._basis)]
        self.footing = f" ⏎ save · Tab turn round · → {other} · Esc close · letters find"

    @property
    def says(self) -> LinkSays | None:
        """What the link says, with the quote under the cursor."""
        if not self.shown:
            return None
        ends = (self._quote.key, Key(self.shown[self.cursor].value))
        one, other = reversed(ends) if self._is_turned else ends
        return LinkSays(one, self._type, other, self._basis)

    def choices(self, typed: str) -> list[Choice]:
        words = name_key(typed).split()
        fitting = [each for each in self._likely if all(word in _sought(each) for word in words)]
        offered = {each.key: each for each in (*self._found, *fitting)[::-1]}
        return [self._choice(each) for each in reversed(offered.values())]

    def _choice(self, row: QuoteRow) -> Choice:
        line: Line = (
            span(f"{row.said_on or NO_DATE} ", "strong"),
            short_speaker(row)._replace(names=None),
            Span("  "),
            span(row_words(row)),
        )
        other = f"{short(row.key)}, {row_in_short(row)}: {row_words(row)}"
        said = wording.sentence(self._type, other, self._basis, is_turned=self._is_turned)
        return Choice(row.key, line, said)

    def narrow(self, typed: str) -> None:
        """Look in the whole library too; what was found for other words goes at once."""

        def came(rows: Sequence[QuoteRow]) -> None:
            if typed == self.typed:
                own = self._quote.key
                self._found = tuple(row for row in rows if row.key != own)
                self.show_anew()

        self._found = ()
        super().narrow(typed)
        if typed.strip():
            self._search(typed, came)

    def on_key(self, event: events.Key) -> None:
        if event.key == "tab":
            self._is_turned = not self._is_turned
        elif event.key in {"right", "left"}:
            self._basis = _following(self._basis)
        else:
            super().on_key(event)
            return
        event.stop()
        event.prevent_default()
        self._say_what_is_said()
        self.show_anew()


def _following(basis: str) -> str:
    return BASES[(BASES.index(basis) + 1) % len(BASES)]


def _sought(row: QuoteRow) -> str:
    """By what a quote is found in the list."""
    return name_key(f"{short(row.key)} {row.ref or ''} {row_in_short(row)} {row.text}")


class HeldLinkPicker(Picker):
    """A link that is held: what can be made of it. Gives a type, or one of the words below."""

    TURN, BASIS, REMARK, DROP = "turn", "basis", "remark", "drop"
    footing = " ⏎ pick · Esc close · ↑↓ choose · letters find"

    def __init__(self, quote: QuoteRow, tie: Link) -> None:
        super().__init__()
        self.heading = wording.heading(short(quote.key), wording.existing(tie))
        self._tie = tie

    def choices(self, typed: str) -> list[Choice]:
        tie = self._tie
        remark = wording.REMARK_KEPT.format(text=tie.remark) if tie.remark else wording.NO_REMARK
        lines = {
            self.REMARK: f"write a remark ({remark})",
            self.TURN: wording.turned(tie),
            self.BASIS: f"say on what it rests: {wording.BASES[_following(tie.basis)]}",
            self.DROP: "drop this link",
        } | {type_: f"let it say: {wording.SAYS[type_]}" for type_ in TYPES if type_ != tie.type}
        return [
            Choice(value, (span(line),))
            for value, line in lines.items()
            if typed.strip().lower() in line.lower()
        ]
