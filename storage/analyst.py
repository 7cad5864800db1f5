"""What is asked about the analyst's own layer, and answered: frozen values, loaded when needed."""

from __future__ import annotations

from typing import Final, NamedTuple

from storage.agreement import Agreement
from storage.codebook import Topic, TopicVersion
from storage.coding import (
    Code,
    CodedTopic,
    Coder,
    CodingQueue,
    CodingSample,
    Disagreement,
    SampleAgreement,
    Task,
    TopicAgreement,
)
from storage.editing import EditedFact, Pick
from storage.ids import Key
from storage.rows import Named

__all__ = [
    "HANDLINGS", "NOTE_KINDS", "Agreement", "Code", "CodedTopic", "Coder", "CodingQueue",
    "CodingSample", "Disagreement", "EditedFact", "Namesake", "Pick",
    "SampleAgreement", "SavedCount", "SavedSearch",
    "Suspects", "Task", "Topic", "TopicAgreement", "TopicVersion",
]  # fmt: skip

NOTE_KINDS: Final = ("memo", "question", "todo", "correction")
HANDLINGS: Final = ("private", "closed", "public")
"""Who may see a record: its keeper alone; all who open the library; anyone, outside it too."""


class Namesake(NamedTuple):
    """An actor that may be another; its other names and its posts in words."""

    key: Key
    actor: Named
    country: str | None
    quotes: int
    also: str | None
    posts: str | None


class Suspects(NamedTuple):
    """Two actors that may be one, and what speaks for it."""

    one: Namesake
    other: Namesake
    reasons: tuple[str, ...]


class SavedSearch(NamedTuple):
    """A search that has a name, for all who open the library; `query` is its text."""

    key: Key
    name: str
    query: str
    author: str
    made: str


class SavedCount(NamedTuple):
    """What a saved search finds now.

    `new` is how many of the quotes came in since the person who asks last opened it; None where
    they never did. `problem` says why it cannot be asked: a name in it fits nothing any more.
    """

    total: int | None = None
    new: int | None = None
    problem: str = ""
