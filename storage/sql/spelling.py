"""Words of the library that differ from a word by one slip of the finger."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from storage import tokens
from storage.connections import Connection
from storage.query import Term
from storage.sql.where import match_of

LETTERS_OF_A_WORD: Final = 4  # of shorter ones nearly every slip is another word
ALPHABETS: Final = (
    "abcdefghijklmnopqrstuvwxyz",
    "абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґўқғҳ",
    "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئىةپچژگکی",
)
IS_HELD: Final = "select 1 from quote_fts where quote_fts match ? limit 1"


def near(db: Connection, word: str) -> list[str]:
    """Words that quotes hold, one letter away from a word: left out, put in, changed or swapped."""
    folded = tokens.one_spelling(tokens.folded(word))
    if len(folded) < LETTERS_OF_A_WORD:
        return []
    return [
        each
        for each in dict.fromkeys(_slips(folded))
        if each != folded and db.execute(IS_HELD, (match_of([Term("", each)]),)).fetchone()
    ]


def _slips(word: str) -> Iterator[str]:
    letters = next((each for each in ALPHABETS if word[0] in each), "")
    for place in range(len(word) + 1):
        start, rest = word[:place], word[place:]
        if rest:
            yield start + rest[1:]
        if len(rest) > 1:
            yield start + rest[1] + rest[0] + rest[2:]
        for letter in letters:
            yield start + letter + rest
            if rest:
                yield start + letter + rest[1:]
