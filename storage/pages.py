"""Some rows of an answer, with the question they answer and how many rows it has in all."""

from __future__ import annotations

from typing import Generic, NamedTuple, TypeVar

from storage.query import Query, Window

Row_co = TypeVar("Row_co", covariant=True)


class Page(NamedTuple, Generic[Row_co]):
    """Rows `window.start` and following of the answer to `query`.

    `total` counts all of them; where it `goes_on`, those that were met so far.
    """

    query: Query
    window: Window
    rows: tuple[Row_co, ...]
    total: int
    goes_on: bool = False
