"""What is asked about the analyst's own layer, and answered: frozen values, loaded when needed."""

from __future__ import annotations

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

__all__ = [
    "Agreement", "Code", "CodedTopic", "Coder", "CodingQueue", "CodingSample", "Disagreement",
    "SampleAgreement", "Task", "TopicAgreement",
]  # fmt: skip
