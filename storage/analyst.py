"""What is asked about the analyst's own layer, and answered: frozen values, loaded when needed."""

from __future__ import annotations

from typing import Final

from storage.agreement import Agreement
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

__all__ = [
    "HANDLINGS", "NOTE_KINDS",
    "Agreement", "Code", "CodedTopic", "Coder", "CodingQueue", "CodingSample", "Disagreement",
    "EditedFact", "Pick", "SampleAgreement", "Task", "TopicAgreement",
]  # fmt: skip

NOTE_KINDS: Final = ("memo", "question", "todo", "correction")
HANDLINGS: Final = ("private", "closed", "public")
"""Who may see a record: its keeper alone; all who open the library; anyone, outside it too."""
