"""How well a name fits what was typed: by its beginning, its words' beginnings, or its letters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final, TypeVar

from storage import name_key

NEAR: Final = 0.75  # of 1 for the same: a slip or two in a word of eight letters
BY_WORDS: Final = 3
"""Up to this rank a name is what was meant; beyond it is only near."""

Named = TypeVar("Named")


def ranked(
    named: Iterable[Named], name: Callable[[Named], str], typed: str
) -> list[tuple[int, Named]]:
    """Those that fit, the best first, each with its rank; of equals the order stays."""
    wished = name_key(typed)
    found = [(rank(name_key(name(each)), wished), each) for each in named]
    fitting = [(place, each) for place, each in found if place is not None]
    return sorted(fitting, key=lambda each: each[0])


def rank(name: str, wished: str) -> int | None:
    """How well, the lowest best; None where it does not. Both are keys of names.

    It is the name, begins it, begins a word or several in turn, stands in it; then: it is near.
    """
    if name == wished:
        return 0
    if name.startswith(wished):
        return 1
    if _begins_words(name.split(), wished.replace(" ", "")):
        return 2
    if wished in name:
        return BY_WORDS
    return BY_WORDS + 1 if _is_near(name, wished) else None


def _begins_words(words: Sequence[str], wished: str) -> bool:
    """Whether it is put together of beginnings of these words, in their order."""
    if not wished or not words:
        return not wished
    first, rest = words[0], words[1:]
    most = next(
        (n for n in range(min(len(first), len(wished))) if first[n] != wished[n]),
        min(len(first), len(wished)),
    )
    return any(_begins_words(rest, wished[n:]) for n in range(most, -1, -1))


def _is_near(name: str, wished: str) -> bool:
    import difflib  # noqa: PLC0415  # for names that are not there

    return difflib.SequenceMatcher(None, name, wished).ratio() >= NEAR
