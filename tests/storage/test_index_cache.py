"""The index cache: made aside, believed only where it holds, never missed."""

from __future__ import annotations

import contextlib
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from storage import Key, Library, Query, QuoteRow, Window, open_library, parse
from storage.connections import connect
from storage.index import keeping, making
from tests.builders import AUTHOR, COLLEAGUE, FixedClock, made_library, records_of

ALL = Window(0, 100)
ROOT = Path(__file__).parents[2]


@pytest.fixture
def caches(tmp_path: Path) -> Path:
    folder = tmp_path / "caches"
    folder.mkdir()
    return folder


@pytest.fixture
def library(tmp_path: Path, caches: Path) -> Iterator[Library]:
    """A library with three quotes and a cache of them."""
    with made_library(tmp_path) as made, records_of(made) as records:
        records.actor("norland")
        for number, text in enumerate(("A pause.", "A long pause.", "We meet again.")):
            records.quote(f"q{number}", text, by="norland", said_on=f"2025-05-1{number}")
    with opened(tmp_path / "talks.db", caches) as library:
        make_cache(library)
        yield library


def opened(path: Path, caches: Path, author: str = AUTHOR) -> Library:
    return open_library(path, author=author, clock=FixedClock(), caches=caches)


def cache_of(library: Library) -> Path:
    assert library.cache_file is not None
    return library.cache_file


def make_cache(library: Library) -> None:
    making.make(library.path, cache_of(library))


def found(library: Library, text: str, *, by_cache: bool) -> list[str | None]:
    """The refs that a search finds; whether it is found by the cache is part of the test."""
    with library.questions() as ask:
        refs = [row.ref for row in ask.quotes(parse(text).query, ALL).rows]
        assert ask.is_by_cache == by_cache
        return refs


def rows(library: Library) -> tuple[QuoteRow, ...]:
    return library.quotes(Query(), ALL).rows


# What has changed since.


@pytest.mark.parametrize(
    ("text", "count"),
    [('"deal 🤝 signed"', 1), ('"deal signed"', 0), ('"100₽ million"', 1), ('"deal 🤝"', 1)],
)
def test_a_phrase_is_cut_as_the_librarys_own_index_cuts_it(
    library: Library, text: str, count: int
) -> None:
    """What is younger than the index's table of letters is a letter to it."""
    with records_of(library) as records:
        records.quote("e1", "Peace deal 🤝 signed.")
        records.quote("e2", "It cost 100₽ million.")
    make_cache(library)
    with library.questions() as ask, library.questions(by_cache=False) as by_sql:
        assert ask.count(parse(text).query) == by_sql.count(parse(text).query) == count
        assert ask.is_by_cache


def test_a_search_goes_by_the_cache(library: Library) -> None:
    assert found(library, "pause", by_cache=True) == ["q1", "q0"]


def test_what_was_written_since_is_found_and_what_went_is_not(library: Library) -> None:
    key = rows(library)[0].key
    noted = library.add_note(key, "the pause again")
    assert found(library, "pause", by_cache=True) == ["q2", "q1", "q0"]
    library.undo(noted.txn)
    assert found(library, "pause", by_cache=True) == ["q1", "q0"]


def test_a_quote_that_is_new_stands_in_its_place(library: Library) -> None:
    with records_of(library) as records:
        records.quote("between", "One more pause.", by="norland", said_on="2025-05-10")
        records.quote("first", "The newest pause.", said_on="2025-06-01")
    assert found(library, "pause", by_cache=True)[0] == "first"
    assert set(found(library, "pause", by_cache=True)[1:]) == {"q1", "q0", "between"}
    for start in range(4):
        page = library.quotes(parse("pause").query, Window(start, 1))
        assert page.rows == library.quotes(parse("pause").query, ALL).rows[start : start + 1]


def test_a_note_of_somebody_else_that_is_private_is_found_by_nobody_else(
    library: Library, caches: Path
) -> None:
    with records_of(library) as records:
        records.note("q0", "a secret", author=COLLEAGUE, handling="private")
    make_cache(library)
    assert found(library, "secret", by_cache=True) == []
    with opened(library.path, caches, COLLEAGUE) as theirs:
        assert found(theirs, "secret", by_cache=True) == ["q0"]


def test_an_import_makes_the_cache_of_no_use_until_it_is_made_anew(library: Library) -> None:
    with records_of(library) as records, records.in_batch("more", "live"):
        records.quote("q9", "An imported pause.", said_on="2025-05-19")
    assert found(library, "pause", by_cache=False) == ["q9", "q1", "q0"]
    make_cache(library)
    assert found(library, "pause", by_cache=True) == ["q9", "q1", "q0"]


def test_a_new_cache_is_taken_up_while_the_library_is_open(library: Library) -> None:
    key: Key = rows(library)[0].key
    library.add_note(key, "pause")
    make_cache(library)
    assert found(library, "pause", by_cache=True) == ["q2", "q1", "q0"]


# What cannot be believed.


def cut_short(content: bytes) -> bytes:
    return content[: len(content) // 2]


def nothing(_content: bytes) -> bytes:
    return b""


def noise(content: bytes) -> bytes:
    return random.Random(1).randbytes(len(content))


def a_text(_content: bytes) -> bytes:
    return b"to be read by people"


@pytest.mark.parametrize("damage", [cut_short, nothing, noise, a_text])
def test_a_damaged_cache_changes_no_answer(
    library: Library, caches: Path, damage: Callable[[bytes], bytes]
) -> None:
    cache = cache_of(library)
    cache.write_bytes(damage(cache.read_bytes()))
    with opened(library.path, caches) as other:
        assert found(other, "pause", by_cache=False) == ["q1", "q0"]
        make_cache(other)
        assert found(other, "pause", by_cache=True) == ["q1", "q0"]


@pytest.mark.parametrize("seed", range(40))
def test_a_cache_with_one_byte_wrong_changes_no_answer(
    library: Library, caches: Path, seed: int
) -> None:
    cache = cache_of(library)
    content, dice = bytearray(cache.read_bytes()), random.Random(seed)
    content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
    cache.write_bytes(content)
    with opened(library.path, caches) as other:
        for text, refs in (
            ("pause", ["q1", "q0"]),
            ("mee*", ["q2"]),
            ("by:norland -long", ["q2", "q0"]),
        ):
            with other.questions() as ask:
                assert [row.ref for row in ask.quotes(parse(text).query, ALL).rows] == refs
                assert ask.actors(parse(text).query, ALL).rows[0].quotes == len(refs)


def test_a_cache_of_another_state_of_the_library_is_not_believed(
    library: Library, caches: Path
) -> None:
    """The library was put back to an earlier copy, and went on from there."""
    earlier = library.path.read_bytes()
    key = rows(library)[0].key
    library.add_note(key, "a pause that never was")
    make_cache(library)
    library.close()
    library.path.write_bytes(earlier)
    for side in ("-wal", "-shm"):
        library.path.with_name(library.path.name + side).unlink(missing_ok=True)
    with opened(library.path, caches) as back:
        back.star(key)
        back.add_note(key, "something else")
        assert found(back, "pause", by_cache=False) == ["q1", "q0"]


def test_a_cache_of_another_library_is_not_believed(
    library: Library, caches: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    with made_library(other) as made:
        path = made.path
    with opened(path, caches) as empty:
        cache_of(empty).write_bytes(cache_of(library).read_bytes())
        assert found(empty, "pause", by_cache=False) == []


# Who makes it.


def test_it_is_made_by_a_process_of_its_own_which_is_alone(library: Library) -> None:
    cache = cache_of(library)
    cache.unlink()
    with keeping.alone(cache) as told:
        assert told is not None
        told(0.25)
        assert keeping.progress(cache) == 0.25
        made = subprocess.run(
            [sys.executable, "-m", "storage.index.making", str(library.path), str(cache)],
            cwd=ROOT, check=True,
        )  # fmt: skip
        assert made.returncode == 0
        assert not cache.exists()
    assert keeping.progress(cache) is None
    process = keeping.start_making(library.path, cache)
    assert process is not None
    assert process.wait(60) == 0
    assert found(library, "pause", by_cache=True) == ["q1", "q0"]
    assert cache.stat().st_mode & 0o777 == 0o600


def test_it_is_due_where_it_pays_and_is_missing_or_old(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def is_due() -> bool:
        with contextlib.closing(connect(library.path)) as db:
            return keeping.is_due(cache_of(library), db)

    assert not is_due()
    monkeypatch.setattr(keeping, "PAYS_FROM", 1)
    assert not is_due()
    monkeypatch.setattr(keeping, "CHANGES_BORNE", 4)
    for _ in range(3):
        library.star(rows(library)[0].key)
    assert is_due()
    make_cache(library)
    assert not is_due()
    cache_of(library).write_bytes(b"noise")
    assert is_due()
    cache_of(library).unlink()
    assert is_due()
    with records_of(library) as records, records.in_batch("more", "live"):
        records.quote("q9")
    make_cache(library)
    assert not is_due()


def test_nothing_is_made_for_a_library_that_is_not_large(library: Library) -> None:
    cache_of(library).unlink()
    assert library.tend_index() is None
    assert not cache_of(library).exists()


def test_a_stored_text_that_changed_is_looked_into_anew(library: Library) -> None:
    with records_of(library) as records:
        records.source("gazette", text="We will meet again soon.")
        records.quote(
            "q9", "meet again", said_on="2025-05-19", found_in=[("gazette", 8, "meet again")]
        )
    make_cache(library)
    assert found(library, "text:stands", by_cache=True) == ["q9"]
    with records_of(library) as records:
        records.db.execute("update source_text set text = 'We meet again soon.'")
    assert found(library, "text:stands", by_cache=True) == []
    assert found(library, "text:moved", by_cache=True) == ["q9"]
    assert found(library, "text:none", by_cache=True) == ["q2", "q1", "q0"]
