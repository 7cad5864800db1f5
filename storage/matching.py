"""Where the words of a query stand in a text, so that they can be marked where it is shown."""

from __future__ import annotations

from collections.abc import Iterator

from storage import tokens
from storage.query import Query
from storage.tokens import Token

Range = tuple[int, int]


def marked(text: str, query: Query) -> tuple[Range, ...]:
    """The code points [start, end) that the words asked for match, in order and apart."""
    held = tuple(tokens.tokens(text))
    found = [
        each
        for term in query.wished_words
        for each in _places(held, tokens.searched(term.value), prefix=term.prefix)
    ]
    return tuple(_joined(sorted(found)))


def matches(text: str, words: tuple[str, ...], *, prefix: bool) -> bool:
    """Whether the text holds the words next to each other; with `prefix` the last may go on."""
    if not words:
        return False
    held, last, length = tokens.words_of(text), words[-1], len(words)
    return any(
        held[end - length + 1 : end] == words[:-1]
        for end in range(length - 1, len(held))
        if held[end] == last or (prefix and held[end].startswith(last))
    )


def _places(held: tuple[Token, ...], words: tuple[str, ...], *, prefix: bool) -> Iterator[Range]:
    if not words:
        return
    *whole, last = words
    for first in range(len(held) - len(whole)):
        run = held[first : first + len(words)]
        end = run[-1].folded
        if (end == last or (prefix and end.startswith(last))) and all(
            token.folded == word for token, word in zip(run, whole, strict=False)
        ):
            yield run[0].start, run[-1].end


def _joined(ranges: list[Range]) -> Iterator[Range]:
    """The ranges, of which those that overlap are made one."""
    open_range: Range | None = None
    for start, end in ranges:
        if open_range is not None and start < open_range[1]:
            open_range = open_range[0], max(open_range[1], end)
            continue
        if open_range is not None:
            yield open_range
        open_range = start, end
    if open_range is not None:
        yield open_range
