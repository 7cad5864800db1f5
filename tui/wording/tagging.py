"""What is said about tags."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from storage import Tag
from tui.wording import count

NEAR_AT_MOST = 3


def tag_in_full(tag: Tag, parent: str | None) -> str:
    """A tag with its use, as it is said below the list."""
    above = f", below {parent}" if parent else ""
    return f"{tag.name}: on {count(tag.quotes, 'quote')}{above}"


def near_names(near: Sequence[Tag]) -> str:
    """Tags that a new name may be a slip of, with how often they are used."""
    named = ", ".join(f"{tag.name} ({tag.quotes:,})" for tag in near[:NEAR_AT_MOST])
    return f"near: {named}" if named else ""


def new_tag(name: str, near: Sequence[Tag]) -> str:
    if near:
        return f"A new tag called {name}; or did you mean {near[0].name}? It stands below."
    return f"A new tag called {name}."


TAGS: Final = "TAGS"
TAG: Final = "TAG {name}"
NO_TAGS: Final = "No tag fits; write a name to make one."
RENAME_TO: Final = "rename to: "
ACTIONS: Final = {
    "quotes": ("quotes with {name}: {quotes}", "Search for it, and for the tags below it."),
    "rename": ("rename", "Another name for it; it stays on its quotes."),
    "merge": ("merge into another", "Its quotes get the other tag, and it is dropped."),
    "below": ("move below another", "A search for the other finds it too then."),
    "top": ("move to the top", "It stands below no other tag then."),
    "drop": ("drop, off {quotes}", "It comes off its quotes; those below it move up."),
}
"""What can be done with a tag: how it is called, and what it does."""
WITH_OTHER: Final = {
    "merge": "MERGE {name} INTO",
    "below": "MOVE {name} BELOW",
}


def quotes(tag: Tag) -> str:
    return count(tag.quotes, "quote")


def in_tree(tags: Sequence[Tag]) -> Iterator[tuple[int, Tag]]:
    """Tags below one another by name, each with how deep it stands."""
    keys = {tag.key for tag in tags}
    below: dict[object, list[Tag]] = {}
    for tag in sorted(tags, key=lambda tag: tag.name.lower()):
        below.setdefault(tag.parent if tag.parent in keys else None, []).append(tag)

    def walk(parent: object, depth: int) -> Iterator[tuple[int, Tag]]:
        for tag in below.get(parent, ()):
            yield depth, tag
            yield from walk(tag.key, depth + 1)

    return walk(None, 0)


NOTHING_FOUND: Final = "No quote is meant: the search finds none."
NO_SUCH_TAG: Final = "No tag is called {name}. Nothing was changed; `peace-tui tags` lists them."
TAGS_USAGE: Final = (
    "It is make NAME [PARENT], rename TAG NAME, merge TAG INTO, under TAG [PARENT] or drop TAG."
)
TAGS_EXAMPLES: Final = """\b
Examples:
  peace-tui tags
  peace-tui tags rename wordign wording
  peace-tui tags merge wording-change wording
  peace-tui tags under wording language
"""
