"""`is:duplicate`: the same speaker, word for word the same text."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage import Library, Window, open_library, parse
from storage.index import making
from tests.builders import AUTHOR, FixedClock, made_library, records_of

ALL = Window(0, 100)


def found(library: Library, text: str) -> set[str | None]:
    with library.questions() as ask:
        return {row.ref for row in ask.quotes(parse(text).query, ALL).rows}


@pytest.mark.parametrize("is_cached", [False, True])
def test_both_of_two_are_found_until_one_is_another(tmp_path: Path, is_cached: bool) -> None:
    with made_library(tmp_path) as library, records_of(library) as records:
        records.actor("norland", kind="state")
        records.actor("sudmark", kind="state")
        for ref, by, text in (
            ("x1", "norland", "Guarantees first."), ("x2", "norland", "Guarantees first."),
            ("x3", "sudmark", "Guarantees first."), ("x4", "norland", "Guarantees first!"),
        ):  # fmt: skip
            records.quote(ref, text, by=by)
        records.quote("x5", "Guarantees first.")
    caches = tmp_path / "caches"
    caches.mkdir()
    path = library.path
    with open_library(path, author=AUTHOR, clock=FixedClock(), caches=caches) as library:
        if is_cached:
            assert library.cache_file is not None
            making.make(path, library.cache_file)
        assert found(library, "is:duplicate") == {"x1", "x2"}
        assert found(library, "-is:duplicate by:norland") == {"x4"}
        with records_of(library) as records:
            records.db.execute("update quote set text = 'Another text.' where ref = 'x1'")
        assert found(library, "is:duplicate") == set()
        with records_of(library) as records:
            records.quote("x7", "Guarantees first.", by="norland")
            made_private = "update quote set handling = 'private', keeper = 'other' where ref = ?"
            records.db.execute(made_private, ("x7",))
        assert found(library, "is:duplicate") == set()  # what nobody else may see tells nothing
        with records_of(library) as records, records.in_batch("later", "undone"):
            records.quote("x6", "Another text.", by="norland")
        assert found(library, "is:duplicate") == set()
