"""A text's words, cut and folded as the full-text index cuts and folds them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

# FTS5's unicode61: letters, numbers and private use; New Tai Lue vowels are not letters to it. Its
# table of Unicode is older than Python's: it takes what it does not know, such as newer emoji, for
# letters, which is why a match is left to it and only empty words are told from others here.
_LETTER = r"(?:[^\W_\u19b0-\u19c9\u1cf2\u1cf3]|[\ue000-\uf8ff\U000f0000-\U000ffffd])"
_MARKS = r"[\u0300-\u0304\u0306-\u030c\u030f\u0311\u031b\u0323-\u0328\u032d\u032e\u0330\u0331]"
_TOKEN = re.compile(rf"{_LETTER}(?:{_LETTER}|{_MARKS})*")
_MARK = re.compile(_MARKS)


_SPELLING = str.maketrans("ёЁ", "еЕ")


class Token(NamedTuple):
    """A word of a text: its code points [start, end), and its folded form."""

    start: int
    end: int
    folded: str


def one_spelling(text: str) -> str:
    """The text as it is searched: composed, and ё is е, as many write it."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", text).translate(_SPELLING)


def tokens(text: str) -> Iterator[Token]:
    """The words of a text in their order, with their places."""
    for found in _TOKEN.finditer(text):
        yield Token(found.start(), found.end(), folded(found.group()))


def words_of(text: str) -> tuple[str, ...]:
    """The folded words of a text."""
    return tuple(folded(word) for word in _TOKEN.findall(text))


def searched(text: str) -> tuple[str, ...]:
    """The folded words of what was typed, in whatever way its letters are composed."""
    return words_of(one_spelling(text))


def has_words(text: str) -> bool:
    """Whether there is anything in a text that a search can look for."""
    return _TOKEN.search(text) is not None


def ends_in_word(text: str) -> bool:
    """Whether the text breaks off in a word, which may go on."""
    return any(found.end() == len(text) for found in _TOKEN.finditer(text))


@lru_cache(maxsize=1 << 16)  # texts use the same words over and over
def folded(word: str) -> str:
    """A word without case, and without the accents of Latin letters."""
    return "".join(map(_folded_letter, _MARK.sub("", word)))


@lru_cache(maxsize=4096)
def _folded_letter(letter: str) -> str:
    low = letter.casefold()
    if len(low) > 1:  # ß stays: the index folds one letter to one letter
        low = letter.lower()[0]
    base = unicodedata.normalize("NFD", low)[0]
    return base if base.isascii() else low.translate(_SPELLING)
