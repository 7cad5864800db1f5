"""What can go wrong in storage, each with a sentence that a person can act on.

StorageError
├── LibraryUnusable      not a library, or its file cannot be opened
│   └── LibraryNewer     made by a newer version of the program
├── LibraryBusy          another program holds the lock
├── WriteRefused         the disk or the file's permissions do not allow the write
│   ├── LibraryReadOnly  it is open to be read alone
│   ├── EditConflict     somebody else changed the same since it was read
│   └── FieldRefused     what was put into a field cannot stand there
├── QuestionProblem      the query cannot be answered as it stands
│   ├── SyntaxProblem    a field or value is not understood
│   ├── UnknownName      a name fits nothing
│   └── AmbiguousName    a name fits more than one record
├── RecordMissing        no record has that key
├── AmbiguousKey         the end of a key fits more than one record
├── UndoRefused          something later rests on it, or it cannot be undone that way
├── Interrupted          a newer question took its place
└── TookTooLong          the question was stopped at its time limit
"""

from __future__ import annotations

from typing import Any, NamedTuple


class StorageError(Exception):
    """The root of the tree; its text is one sentence or two for a person."""


class LibraryUnusable(StorageError):
    """The file is not a library, or cannot be opened or made."""


class LibraryNewer(LibraryUnusable):
    """The library was made by a newer version; not a byte of it was changed."""


class LibraryBusy(StorageError):
    """Another program holds the library. Nothing was lost; saving again usually works."""


class WriteRefused(StorageError):
    """The write did not happen and the library is as it was before."""


class LibraryReadOnly(WriteRefused):
    """The library is open to be read alone, because it may not be written or that was asked for."""


class Clash(NamedTuple):
    """A field that somebody else changed meanwhile: `base` is what both began from, as JSON."""

    field: str
    base: Any
    mine: Any
    theirs: Any
    author: str
    wall: str


class EditConflict(WriteRefused):
    """Nothing was written: what was to be changed is not what it was when it was read."""

    def __init__(self, text: str, clashes: tuple[Clash, ...]) -> None:
        super().__init__(text)
        self.clashes = clashes


class FieldRefused(WriteRefused):
    """Nothing was written: what was put into `field` cannot stand there."""

    def __init__(self, field: str, text: str) -> None:
        super().__init__(text)
        self.field = field


class QuestionProblem(StorageError):
    """A query that cannot be answered as it stands.

    Args:
        text: what is wrong, in one sentence.
        column: where in the query's text, counted from 1; 0 where it has no place.
        suggestions: texts of which one was perhaps meant, the likeliest first.
    """

    def __init__(self, text: str, column: int = 0, suggestions: tuple[str, ...] = ()) -> None:
        super().__init__(text)
        self.text = text
        self.column = column
        self.suggestions = suggestions


class SyntaxProblem(QuestionProblem):
    """A field or a value that the search language does not have."""


class UnknownName(QuestionProblem):
    """A name that fits no record of its kind."""


class AmbiguousName(QuestionProblem):
    """A name that fits several records; the suggestions are fields that fit one each."""


class RecordMissing(StorageError):
    """No record has that key, slug or former identifier."""


class AmbiguousKey(StorageError):
    """The end of a key fits more than one record; more characters settle it."""


class Resting(NamedTuple):
    """A later change that rests on what was to be taken back: whose, when, and of what.

    `before` and `after` are what the field held, as JSON, and `now` what it holds; the field of a
    whole record is empty. Of what only its author sees there are no values.
    """

    txn: str
    author: str
    wall: str
    record: str
    field: str
    before: Any
    after: Any
    now: Any
    name: str = ""


class UndoRefused(StorageError):
    """Nothing was undone, and why; `resting` are some of the later changes that are in the way."""

    def __init__(self, text: str, resting: tuple[Resting, ...] = ()) -> None:
        super().__init__(text)
        self.resting = resting


class Interrupted(StorageError):
    """The question was dropped because a newer one took its place."""


class CacheUnusable(StorageError):
    """The index cache is not there, or not of this state; SQLite answers by itself then."""


class CacheDamaged(CacheUnusable):
    """The index cache is not what was written; it is thrown away."""


class TookTooLong(StorageError):
    """The question was stopped at its time limit; nothing was changed."""
