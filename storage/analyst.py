"""What is asked about the analyst's own layer, and answered: frozen values, loaded when needed."""

from __future__ import annotations

from typing import NamedTuple

from storage.ids import Key


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
