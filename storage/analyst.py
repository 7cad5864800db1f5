"""What is asked about the analyst's own layer, and answered: frozen values, loaded when needed."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from storage.agreement import Agreement
from storage.briefing import Brief, BriefItem, BriefRow, LeftOut
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
    "HANDLINGS", "NOTE_KINDS", "Agreement", "Brief", "BriefItem", "BriefRow", "Code",
    "CodedTopic", "Coder", "CodingQueue", "CodingSample", "Disagreement", "EditedFact",
    "LeftOut", "Namesake", "Pick", "Rebuilt", "SampleAgreement", "SavedCount", "SavedSearch",
    "Suspects", "Task", "Topic", "TopicAgreement", "TopicVersion", "Version",
]  # fmt: skip

NOTE_KINDS: Final = ("memo", "question", "todo", "correction")
HANDLINGS: Final = ("private", "closed", "public")
"""Who may see a record: its keeper alone; all who open the library; anyone, outside it too."""


class Version(NamedTuple):
    """A change of one field of a record, or of a whole record, whose field is empty.

    `entry` is what restores it. `before` and `after` are JSON; None where there was nothing. `kind`
    is the log's: add, set, remove, tomb, undo, import.
    """

    entry: str
    record: Key
    field: str
    txn: str
    author: str
    wall: str
    before: Any
    after: Any
    why: str | None
    kind: str
    name: str = ""
    """Of a field that is about a tag, its name; about a star or a mark, whose it is."""
    named: Mapping[str, str] = MappingProxyType({})
    """What the records are called that it names, by their keys, as far as they have names."""


class Rebuilt(NamedTuple):
    """How much of what is derived was not what the log says; of the full text, whether."""

    heads: int = 0
    records: int = 0
    sets: int = 0
    words: int = 0
    full_text: bool = False
    triggers: int = 0


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
