"""The codebook: topics with their definitions, and what is coded by them."""

from __future__ import annotations

from typing import NamedTuple

from storage.ids import Key, Slug


class Topic(NamedTuple):
    """A topic of the codebook, with how much is coded by it.

    `since` and `author` tell of the present version of its definition; both are "" where the log
    does not say. `stances` gives for each value how many there are, and `examples` are some quotes
    with a stance on it. `coded` is when the one who asks last gave one, "" for never.
    """

    key: Key
    slug: Slug
    definition: str | None
    version: int
    parent: Key | None
    depth: int
    is_retracted: bool
    since: str
    author: str
    quotes: int
    stances: tuple[tuple[str, int], ...]
    examples: tuple[Key, ...]
    coded: str


class TopicVersion(NamedTuple):
    """A definition that a topic had from some time on: UTC, ISO 8601."""

    version: int
    definition: str | None
    author: str
    wall: str
