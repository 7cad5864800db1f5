"""Names in any script, brought to one form in which they can be compared. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from storage.tokens import one_spelling

_WORDS: Final = re.compile(r"[a-z0-9]+")
_ARABIC: Final = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")
# Of what is written without vowels: letters that stand for vowels, or are heard as one another.
_HEARD_ALIKE: Final = (
    ("kh", "k"), ("gh", "g"), ("dh", "z"), ("ph", "f"), ("q", "k"), ("v", "f"),
)  # fmt: skip
_VOWELS: Final = re.compile("[aeiouwy]")
_DOUBLE: Final = re.compile(r"(.)\1+")
CONSONANTS_NEEDED: Final = 3  # with two, Ali is Leo

SLIPS: Final = ((4, 1), (6, 2))
"""How many letters may be wrong in a word of at least so many."""
NEAR_WORDS: Final = 50


def name_key(name: str) -> str:
    """The name in Latin letters and lower case, its words parted by single spaces.

    Кабулов and KABULOV both give "kabulov"; what has no letter or digit gives "".
    """
    return " ".join(_WORDS.findall(_latin(name).lower()))


def _latin(name: str) -> str:
    if name.isascii():
        return name
    from anyascii import anyascii  # noqa: PLC0415  # 14 ms that plain names need not wait for

    return anyascii(name)


def is_arabic(name: str) -> bool:
    """Whether it is written in a script of Arabic letters, which leaves vowels out."""
    return not name.isascii() and _ARABIC.search(name) is not None


@lru_cache(maxsize=1 << 16)
def loose_words(name: str, *, by_consonants: bool) -> tuple[str, ...]:
    """The words of a name as they may also be written: ё is е; by their consonants alone.

    Кабулов, Kabulov and کابلوف are all "kblf" by their consonants.
    """
    plain = _latin(one_spelling(name)).lower().replace("`", "")
    words = tuple(_WORDS.findall(plain))
    return tuple(filter(None, map(_consonants, words))) if by_consonants else words


def _consonants(word: str) -> str:
    for heard, alike in _HEARD_ALIKE:
        word = word.replace(heard, alike)
    return _DOUBLE.sub(r"\1", _VOWELS.sub("", word))


def nearest(wished: str, keys: Iterable[str], most: int) -> list[str]:
    """The keys with all of these words but for their ends, or a slip or two, the nearest first."""
    words_of = {key: key.split() for key in keys}
    known = sorted({word for words in words_of.values() for word in words})
    slips = [near_words(word, known) for word in wished.split()]
    near = {
        key: sum(min(each[word] for word in words if word in each) for each in slips)
        for key, words in words_of.items()
        if slips and all(any(word in each for word in words) for each in slips)
    }
    return sorted(near, key=lambda key: (near[key], len(key), key))[:most]


def near_words(word: str, known: Sequence[str]) -> dict[str, int]:
    """The known words that begin so, or differ by a slip or two: how many, by word.

    Two letters swapped are one slip (optimal string alignment, Damerau 1964).
    """
    from rapidfuzz import process  # noqa: PLC0415  # 40 ms, for names that are not there
    from rapidfuzz.distance import OSA  # noqa: PLC0415  # as above

    allowed = max((slips for length, slips in SLIPS if len(word) >= length), default=0)
    found = process.extract(
        word, known, scorer=OSA.distance, score_cutoff=allowed, limit=NEAR_WORDS
    )
    begun = {each: 1 for each in known if each.startswith(word)}
    return begun | {near: int(distance) for near, distance, _ in found}
