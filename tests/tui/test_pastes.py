"""What is pasted is text, whatever stands in it."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

from hypothesis import assume, given
from hypothesis import strategies as st
from textual import events
from textual._xterm_parser import XTermParser

from tui.terminal_guard.pastes import END, START, Pastes


def cut(text: str, places: Iterable[int]) -> list[str]:
    """A text as it comes when it is read in pieces."""
    edges = [0, *sorted({place % (len(text) + 1) for place in places}), len(text)]
    return [text[first:last] for first, last in itertools.pairwise(edges)]


@given(
    st.text("ab\x1b[20~\x07\x0e"), st.text("ab\x1b]2;\x07\x0e" * 2), st.lists(st.integers(0, 200))
)
def test_what_is_pasted_is_one_paste_and_no_key_however_it_is_read(
    pasted: str, more: str, places: list[int]
) -> None:
    assume(END not in pasted + more)
    pastes, parser = Pastes(), XTermParser()
    sent = f"j{START}{pasted}{more}{END}k"
    pieces = filter(None, map(pastes.without_keys, cut(sent, places)))
    first, paste, last = itertools.chain.from_iterable(map(parser.feed, pieces))
    assert [getattr(each, "key", "") for each in (first, last)] == ["j", "k"]
    assert isinstance(paste, events.Paste)
    assert paste.text == (pasted + more).replace("\x1b", "")


@given(st.text("a\x1b[200~1"), st.lists(st.integers(0, 99)))
def test_what_is_typed_comes_through_as_it_is(typed: str, places: list[int]) -> None:
    assume(START not in typed)
    pastes = Pastes()
    assert "".join(map(pastes.without_keys, cut(typed, places))) == typed
