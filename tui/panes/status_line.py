"""The two lowest lines: what the keys do here, and what just happened."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from rich.cells import cell_len

from tui import wording
from tui.commands.command import Command, Place, key_name
from tui.commands.keymap import KeyMap
from tui.formatting import Line, Span, span, text_of
from tui.widgets.marked_text import spelt, wrapped
from tui.widgets.one_line import OneLine

TYPING: Final = (
    ("⏎", "keep"), ("↓", "results"), ("Tab", "complete"), ("Esc", "as before"), ("F1", "help"),
)  # fmt: skip


class Footer(OneLine):
    """The keys that matter in this place, as many as fit."""

    def __init__(self, name: str, keys: KeyMap) -> None:
        super().__init__(name)
        self._keys = keys

    def show_place(self, place: Place, room: int, *, is_at_top: bool) -> None:
        """Show as many keys as `room` cells hold; at the top `q` does not go back, it leaves."""
        offered = sorted(
            (each for each in self._keys.commands_in(place) if each.footer and each.keys),
            key=lambda command: command.footer,
        )
        titles = ("leave" if each.id == "back" and is_at_top else each.title for each in offered)
        keys = (key_name(each.keys[0]) for each in offered)
        self._show_keys(zip(keys, titles, strict=True), room)

    def show_typing(self, room: int) -> None:
        """Show what the keys do while a search is typed."""
        self._show_keys(TYPING, room)

    def _show_keys(self, keys: Iterable[tuple[str, str]], room: int) -> None:
        """Show whole ones, until the next has no room."""
        spans: list[Span] = []
        for key, does in keys:
            shown = spelt((Span(f" {key} ", "label"), Span(f"{does} ")))
            room -= cell_len(text_of(shown))
            if room < 0:
                break
            spans += shown
        self.show(tuple(spans))


class StatusLine(OneLine):
    """The library's name and what was last written, refused or asked."""

    def __init__(
        self,
        name: str,
        library: str,
        spill: Callable[[Line | None], object] = lambda _: None,
        *,
        is_read_only: bool = False,
    ) -> None:
        """`spill` shows the first half of a long sentence above; None gives that line back."""
        super().__init__(name)
        self._spill = spill
        self._is_spilled = False
        self._library = span(f" {library}", "dim")
        self._is_read_only = is_read_only
        self._made: float | None = None
        self.show_state()

    @property
    def says_nothing(self) -> bool:
        """Whether there is the library's name alone."""
        return self.line == (self._library,)

    def show_index(self, made: float | None) -> None:
        """How much of the search index is made; it is said in the place of nothing else."""
        was_state = self.line == self._state()
        self._made = made
        if was_state:
            self.show_state()

    def show_state(self) -> None:
        self._say([self._state()])

    def _state(self) -> Line:
        state = [self._library]
        if self._is_read_only:
            state += [span(" · ", "dim"), span(wording.READ_ONLY, "warn")]
        if self._made is not None:
            told = wording.INDEX_BEING_MADE.format(percent=int(self._made * 100))
            state.append(span(f" · {told}", "dim"))
        return tuple(state)

    def tell(self, sentence: str, *, is_trouble: bool = False) -> None:
        """Show a sentence in place of the library's name."""
        line = (Span(" "), span(sentence, "warn" if is_trouble else "good"))
        self._say(wrapped(line, self.size.width) if self.size.width else [line])

    def _say(self, lines: Sequence[Line]) -> None:
        """One line, or two: what to do next stands at the end of a sentence."""
        first, *others = lines
        if others:
            self._spill(first)
        elif self._is_spilled:
            self._spill(None)
        self._is_spilled = bool(others)
        self.show(tuple(span for line in others for span in line) or first)


def chip_line(
    chips: list[str], previews: list[str], hint: str, selected: str, name: str = ""
) -> Line:
    """The line under the search bar: the selection, filters, previews, and what else to know."""
    spans: list[Span] = [Span(f" {selected}", "strong")] if selected else []
    for chip in chips:
        spans += [Span(" "), span(f"{chip} ✕", "chip")]
    for preview in previews:
        spans += [Span(" "), span(f"({preview})", "dim")]
    if name:
        spans += [Span("  " if spans else " "), span(name, "label")]
    if hint:
        spans += [Span("  " if spans else " "), span(hint, "dim")]
    return tuple(spans)


def follower_lines(followers: Sequence[tuple[str, Command]], room: int) -> tuple[Line, Line]:
    """What the second of two keys may be, behind the word that all share; two lines if need be."""
    first, *others = {command.title.partition(" ")[0] for _, command in followers}
    shared = "" if others else f"{first} "
    lines: tuple[list[Span], list[Span]] = ([Span(f" {shared}")], [Span(" ")])
    at, length = 0, len(shared) + 1
    for key, command in followers:
        spans = (
            Span(f" {key_name(key)} ", "label"),
            Span(f"{command.title.removeprefix(shared)} "),
        )
        length += cell_len(text_of(spans))
        if length > room:
            at, length = 1, 0
        lines[at].extend(spans)
    return tuple(lines[0]), tuple(lines[1]) if at else ()
