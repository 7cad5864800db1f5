"""What is asked about the analyst's own layer, and answered: frozen values, loaded when needed."""

from __future__ import annotations

from typing import Final, NamedTuple

from storage.agreement import Agreement
from storage.briefing import Brief, BriefItem, BriefRow, LeftOut
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
from storage.ids import Key
from storage.rows import Named

__all__ = [
    "HANDLINGS", "NOTE_KINDS", "Agreement", "Brief", "BriefItem", "BriefRow", "Code", "CodedTopic",
    "Coder", "CodingQueue", "CodingSample", "Disagreement", "LeftOut", "Namesake",
    "SampleAgreement", "Suspects", "Task", "TopicAgreement",
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
