"""The public door to a library: everything that runs without a terminal.

>>> from storage import Query, open_library, parse
>>> with open_library("talks.db") as library:
...     page = library.quotes(parse("by:kabulov in:moscow").query)
"""

from __future__ import annotations

from storage.changes import Change, Watcher
from storage.clock import Clock, SystemClock
from storage.connections import Engine, engine
from storage.errors import (
    AmbiguousKey,
    AmbiguousName,
    Interrupted,
    LibraryBusy,
    LibraryNewer,
    LibraryUnusable,
    QuestionProblem,
    RecordMissing,
    StorageError,
    SyntaxProblem,
    TookTooLong,
    UndoRefused,
    UnknownName,
    WriteRefused,
)
from storage.ids import Key, Slug, short
from storage.library import Library, login, make_sample_library, open_library
from storage.matching import marked
from storage.pages import Page
from storage.query import EVERYTHING, FIELDS, Query, Term, Window
from storage.questions import Questions
from storage.rows import (
    ActorRow,
    Chip,
    Completion,
    Dispute,
    Finding,
    FormatRow,
    Holdings,
    Hop,
    Link,
    LogEntry,
    Meeting,
    Named,
    Note,
    Participation,
    Piece,
    Place,
    QuoteDetail,
    QuoteRow,
    Receipt,
    Removed,
    Role,
    Source,
    Spelling,
    Stance,
    Standing,
    Tag,
    Verdict,
    Zero,
)
from storage.search_syntax import WAYS_OF_HOLDING, Parsed, parse, render

__all__ = [
    "EVERYTHING", "FIELDS", "WAYS_OF_HOLDING", "ActorRow", "AmbiguousKey", "AmbiguousName",
    "Change", "Chip", "Clock", "Completion", "Dispute", "Engine", "Finding", "FormatRow",
    "Holdings", "Hop", "Interrupted", "Key", "Library", "LibraryBusy", "LibraryNewer",
    "LibraryUnusable", "Link", "LogEntry", "Meeting", "Named", "Note", "Page", "Parsed",
    "Participation", "Piece", "Place", "Query", "QuestionProblem", "Questions", "QuoteDetail",
    "QuoteRow", "Receipt", "RecordMissing", "Removed", "Role", "Slug", "Source", "Spelling",
    "Stance", "Standing", "StorageError", "SyntaxProblem", "SystemClock", "Tag", "Term",
    "TookTooLong", "UndoRefused", "UnknownName", "Verdict", "Watcher", "Window", "WriteRefused",
    "Zero", "engine", "login", "make_sample_library", "marked", "open_library", "parse", "render",
    "short",
]  # fmt: skip
