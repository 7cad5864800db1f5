"""Whether words still stand where they were found in a stored text, and what is around them."""

from __future__ import annotations

import re
from typing import Final

from storage.rows import Passage, Piece, Standing

SURROUNDINGS: Final = 240  # code points of stored text shown at most on each side of the words
BORDER: Final = re.compile(r"""[.!?…؟۔।]["'”’»)\]]*(?=\s)|[。！？][」』”]*|(?=\n)""")
"""The end of a sentence or of a line."""
GAP: Final = re.compile(r"(?=\s)")


def standing(stored_text: str | None, pieces: tuple[Piece, ...]) -> Standing:
    """What has become of the pieces of a quote in one version of a text.

    "stands" if each is at its place, "moved" if each is still somewhere in the text, else "gone";
    "none" where no text is stored, or nothing is known that could be looked for.
    """
    if stored_text is None or not pieces or any(piece.exact is None for piece in pieces):
        return "none"
    sought = [(piece, piece.exact) for piece in pieces if piece.exact is not None]
    if all(stored_text[piece.start : piece.end] == exact for piece, exact in sought):
        return "stands"
    return "moved" if all(exact in stored_text for _piece, exact in sought) else "gone"


def standing_now(stored_text: str | None, pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Where those pieces that stand in the text do, each as near as can be to its old place."""
    if stored_text is None:
        return ()
    found = (_nearest(stored_text, piece) for piece in pieces)
    return tuple(piece for piece in found if piece)


def _nearest(text: str, piece: Piece) -> Piece | None:
    exact = piece.exact
    if exact is None:
        return None
    length = len(exact)
    after = text.find(exact, piece.start)
    before = text.rfind(exact, 0, max(0, piece.start + length - 1))
    starts = [start for start in (before, after) if start >= 0]
    if not starts:
        return None
    start = min(starts, key=lambda each: abs(each - piece.start))
    return Piece(start, start + length, exact)


def passages(text: str, pieces: tuple[Piece, ...]) -> tuple[Passage, ...]:
    """The text around the pieces, cut between sentences or lines, else between words."""
    cuts: list[tuple[int, int]] = []
    for piece in sorted(pieces, key=lambda each: each.place):
        start, end = _start(text, piece.start), _end(text, piece.end)
        if cuts and start <= cuts[-1][1]:
            start, end = cuts[-1][0], max(end, cuts.pop()[1])
        cuts.append((start, end))
    return tuple(Passage(start, text[start:end], end < len(text)) for start, end in cuts)


def _start(text: str, words: int) -> int:
    """Where the surroundings of words that begin there begin."""
    first = max(0, words - SURROUNDINGS)
    if first == 0:
        return 0
    for border in (BORDER, GAP):
        if found := border.search(text, first, words):
            return _behind_spaces(text, found.end(), words)
    return first


def _end(text: str, words: int) -> int:
    """Where the surroundings of words that end there end."""
    last = min(len(text), words + SURROUNDINGS)
    if last == len(text):
        return last
    for border in (BORDER, GAP):
        if ends := [found.end() for found in border.finditer(text, words, last)]:
            return ends[-1]
    return last


def _behind_spaces(text: str, at: int, most: int) -> int:
    while at < most and text[at].isspace():
        at += 1
    return at
