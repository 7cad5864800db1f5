"""A library of an earlier release is brought to this one, and says the same afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage import Library, open_library, parse
from storage.history import making
from tests.builders import AUTHOR, FixedClock, library_of_the_first_release, records_of
from tests.storage.logs import entries, rows

TEXT = "Ёлка ещё стоит, и Елена её видит."


@pytest.fixture
def first_release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library as the first release made it, with a quote and a note in it."""
    path = library_of_the_first_release(tmp_path / "talks.db", monkeypatch, TEXT)
    assert rows(path, "pragma user_version")[0][0] == 1
    return path


def opened(path: Path) -> Library:
    return open_library(path, author=AUTHOR, clock=FixedClock())


def test_nothing_is_lost_on_the_way(first_release: Path) -> None:
    log = entries(first_release)
    with opened(first_release) as library:
        (row,) = library.quotes().rows
        assert row.text == TEXT
        assert [note.text for note in library.quote(row.key).notes] == ["самолёт"]
        assert library.verify().findings == ()
        library.undo()
        assert library.verify().findings == ()
    assert entries(first_release)[: len(log)] == log


@pytest.mark.parametrize(
    "text", ["елка", "ёлка", "ее", "самолет", "самолёт", "Ещё", '"елка еще"', "ещ\u0435\u0308"]
)
def test_words_are_found_whether_they_are_written_with_yo_or_not(
    first_release: Path, text: str
) -> None:
    with opened(first_release) as library:
        assert library.count(parse(text).query) == 1


def test_the_old_triggers_are_gone_and_the_new_ones_work(first_release: Path) -> None:
    with opened(first_release) as library:
        with records_of(library) as records:
            records.quote("q2", "Ещё один.")
        assert library.count(parse("еще").query) == 2
        assert library.verify().findings == ()


def test_a_migration_that_is_broken_off_leaves_the_library_as_it_was(
    first_release: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = rows(first_release, "select * from quote_words")[0][:]
    with monkeypatch.context() as patch:
        patch.setattr("storage.schema.words.TRIGGERS", ["create trigger nonsense"])
        with pytest.raises(Exception, match=r"nonsense|syntax|incomplete"):
            making.migrate(first_release, FixedClock(), confidential=False)
    assert rows(first_release, "pragma user_version")[0][0] == 1
    assert rows(first_release, "select * from quote_words")[0][:] == before
    with opened(first_release) as library:
        assert library.verify().findings == ()
