"""Words of a text that are being chosen with the keys. Pure: knows no widget."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from storage import Piece

WORD: Final = re.compile(r"\w+(?:[-'’.]\w+)*")
BORDER: Final = re.compile(r"[.!?…;:؟۔।。！？\n]")
"""What ends a sentence, or a part of one."""


class Words(NamedTuple):
    """A text whose words are gone through: from `first` to `last` they are chosen."""

    places: tuple[tuple[int, int], ...]
    text: str
    first: int
    last: int
    is_held: bool = False
    """Whether the first stays where it is while one goes on."""

    @property
    def piece(self) -> Piece:
        start, end = self.places[self.first][0], self.places[self.last][1]
        return Piece(start, end, self.text[start:end])

    def held(self) -> Words:
        """From the word that one is at."""
        return self._replace(first=self.last, is_held=True)

    def step(self, words: int) -> Words:
        """So many words on, or back; not before the one that is held."""
        return self._to(self.last + words)

    def leap(self, sentences: int) -> Words:
        """To the end of the sentence, or back to where one begins."""
        starts = self._starts
        if sentences > 0:
            at = next((each for each in starts if each > self.last + self.is_held), None)
            end = len(self.places) if at is None else at
            return self._to(end - 1 if self.is_held else end)
        return self._to(max((each for each in starts if each < self.last), default=0))

    def _to(self, word: int) -> Words:
        least = self.first if self.is_held else 0
        last = max(least, min(word, len(self.places) - 1))
        return self._replace(last=last, first=self.first if self.is_held else last)

    @property
    def _starts(self) -> list[int]:
        """The words that begin a sentence."""
        return [
            number
            for number, (start, _) in enumerate(self.places)
            if number == 0 or BORDER.search(self.text, self.places[number - 1][1], start)
        ]


def words_of(text: str) -> Words | None:
    """The first word of a text; None where it has none."""
    places = tuple(found.span() for found in WORD.finditer(text))
    return Words(places, text, 0, 0) if places else None
