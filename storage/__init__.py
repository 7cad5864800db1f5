"""The public door to a library: everything that runs without a terminal.

>>> from storage import Query, open_library, parse
>>> with open_library("talks.db") as library:
...     page = library.quotes(parse("by:kabulov in:moscow").query)
"""

from __future__ import annotations

from storage.changes import Change, Watcher
from storage.clock import Clock, SystemClock
from storage.connections import Engine, engine
from storage.dates import is_date
from storage.errors import (
    AmbiguousKey,
    AmbiguousName,
    Clash,
    EditConflict,
    FieldRefused,
    Interrupted,
    LibraryBusy,
    LibraryNewer,
    LibraryReadOnly,
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
from storage.ids import Key, Slug, fresh_key, short
from storage.library import Library, login, make_sample_library, open_library
from storage.matching import marked
from storage.names import name_key
from storage.overviews import (
    Coding,
    Matrix,
    MatrixCell,
    MatrixRow,
    Overview,
    Part,
    Presence,
    PresenceCell,
    PresenceRow,
    Round,
    Sitting,
    StanceRow,
    Stances,
    Timeline,
    TimelineRow,
)
from storage.pages import Page
from storage.profiles import (
    ActorProfile,
    Alias,
    FormatMeeting,
    FormatProfile,
    Judged,
    LatestStance,
    MeetingProfile,
    Post,
    Said,
    Tie,
)
from storage.query import EVERYTHING, FIELDS, QUOTE, Query, Term, Window
from storage.questions import Questions
from storage.rows import (
    ActorRow,
    Chains,
    Chip,
    Completion,
    Dispute,
    Entry,
    FacetRow,
    Finding,
    FormatRow,
    Holdings,
    Hop,
    Link,
    LogEntry,
    Meant,
    Meeting,
    Named,
    Note,
    Participation,
    Passage,
    Pen,
    Piece,
    Place,
    Provenance,
    QuoteDetail,
    QuoteRow,
    Receipt,
    RecordRow,
    Removed,
    Role,
    SameWords,
    Source,
    Spelling,
    Stance,
    Standing,
    Tag,
    Verdict,
    Zero,
)
from storage.search_syntax import STANCES, WAYS_OF_HOLDING, Parsed, parse, render
from storage.sql.neighbours import Leap, Run

__all__ = [
    "EVERYTHING", "FIELDS", "QUOTE", "STANCES", "WAYS_OF_HOLDING", "ActorProfile", "ActorRow",
    "Alias", "AmbiguousKey", "AmbiguousName", "Chains", "Change", "Chip", "Clash", "Clock",
    "Coding", "Completion", "Dispute", "EditConflict", "Engine", "Entry", "FacetRow",
    "FieldRefused", "Finding",
    "FormatMeeting", "FormatProfile", "FormatRow", "Holdings", "Hop", "Interrupted", "Judged",
    "Key", "LatestStance", "Leap", "Library", "LibraryBusy", "LibraryNewer", "LibraryReadOnly",
    "LibraryUnusable", "Link", "LogEntry", "Matrix", "MatrixCell", "MatrixRow", "Meant", "Meeting",
    "MeetingProfile", "Named", "Note", "Overview", "Page", "Parsed", "Part", "Participation",
    "Passage", "Pen", "Piece", "Place", "Post", "Presence", "PresenceCell", "PresenceRow",
    "Provenance", "Query", "QuestionProblem", "Questions", "QuoteDetail", "QuoteRow", "Receipt",
    "RecordMissing", "RecordRow", "Removed", "Role", "Round", "Run", "Said", "SameWords", "Sitting",
    "Slug", "Source", "Spelling", "Stance", "StanceRow", "Stances", "Standing", "StorageError",
    "SyntaxProblem", "SystemClock", "Tag", "Term", "Tie", "Timeline", "TimelineRow", "TookTooLong",
    "UndoRefused", "UnknownName", "Verdict", "Watcher", "Window", "WriteRefused", "Zero", "engine",
    "fresh_key", "is_date", "login", "make_sample_library", "marked", "name_key", "open_library",
    "parse", "render", "short",
]  # fmt: skip
