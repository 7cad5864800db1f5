"""Coding with others: samples that are drawn, the work of each coder, and how far they agree."""

from __future__ import annotations

from typing import NamedTuple

from storage.agreement import Agreement
from storage.ids import Key, Slug
from storage.rows import QuoteRow


class CodedTopic(NamedTuple):
    """A topic that quotes are coded on, with its definition as it is now and its version."""

    key: Key
    slug: Slug
    definition: str | None
    version: int | None


class Coder(NamedTuple):
    """A coder of a sample: how many of its tasks are coded, and whether it is marked as done."""

    login: str
    coded: int
    is_done: bool


class CodingSample(NamedTuple):
    """Quotes that were drawn from what a query found, to be coded by several people on topics.

    Each quote is a task on each topic. It is open until all coders are done.
    """

    key: Key
    name: str
    query: str
    seed: int
    author: str
    made: str
    quotes: int
    topics: tuple[CodedTopic, ...]
    coders: tuple[Coder, ...]

    @property
    def tasks(self) -> int:
        return self.quotes * len(self.topics)

    @property
    def at_work(self) -> tuple[str, ...]:
        """Who is not done."""
        return tuple(coder.login for coder in self.coders if not coder.is_done)

    @property
    def is_open(self) -> bool:
        return bool(self.at_work)


class Code(NamedTuple):
    """What a coder gave a quote on a topic, by which version of the topic's definition."""

    coder: str
    value: str
    frame: str | None = None
    version: int | None = None


class Task(NamedTuple):
    """A quote to be coded on a topic, and what the reader gave it so far."""

    quote: QuoteRow
    topic: CodedTopic
    code: Code | None


class CodingQueue(NamedTuple):
    """A coder's own way through a sample."""

    sample: CodingSample
    tasks: tuple[Task, ...]


class Disagreement(NamedTuple):
    """A quote whose coders differ about a topic; what settles it, where it is settled."""

    quote: QuoteRow
    topic: Slug
    codes: tuple[Code, ...]
    adjudicated: Code | None

    @property
    def versions_differ(self) -> bool:
        """Whether they coded by different versions of the definition."""
        return len({code.version for code in self.codes}) > 1


class TopicAgreement(NamedTuple):
    """How far coders agree about a topic."""

    topic: Slug
    agreement: Agreement


class SampleAgreement(NamedTuple):
    """How far the coders of a sample agree, or all coders where `sample` is None.

    `waiting_for` names those who are not done, where the reader does not see the codes of others
    until then; nothing is said of agreement then.
    """

    sample: CodingSample | None
    waiting_for: tuple[str, ...]
    topics: tuple[TopicAgreement, ...]
    disagreements: tuple[Disagreement, ...]
