"""What a person writes: what is kept of it, and what is refused before anything is."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage import Key, Library, RecordMissing, WriteRefused, open_library
from tests.builders import AUTHOR, COLLEAGUE, FixedClock, key, made_library, records_of
from tests.storage.logs import entries

# SQLite keeps text as UTF-8, which has no lone surrogates.
texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip)


@pytest.fixture
def quotes(library: Library) -> tuple[Key, ...]:
    with records_of(library) as records:
        return tuple(records.quote(f"q{number}") for number in range(3))


def tags_on(library: Library, quote: Key) -> set[str]:
    return {tag.name for tag in library.quote(quote).tags}


@given(text=texts)
def test_a_note_is_kept_as_it_was_typed(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    with made_library(tmp_path_factory.mktemp("note")) as library:
        with records_of(library) as records:
            quote = records.quote("q1")
        library.add_note(quote, text)
        (note,) = library.quote(quote).notes
        assert (note.text, note.author) == (text, AUTHOR)


@pytest.mark.parametrize("text", ["", " ", "\n\t "])
def test_an_empty_note_is_not_saved(library: Library, quotes: tuple[Key, ...], text: str) -> None:
    log = entries(library.path)
    with pytest.raises(WriteRefused, match="not saved"):
        library.add_note(quotes[0], text)
    assert entries(library.path) == log


def test_a_note_is_closed_unless_the_library_is_confidential(tmp_path: Path) -> None:
    for confidential, handling in ((False, "closed"), (True, "private")):
        path = tmp_path / f"{handling}.db"
        clock = FixedClock()
        with open_library(path, author=AUTHOR, clock=clock, confidential=confidential) as library:
            with records_of(library) as records:
                quote = records.quote("q1")
            library.add_note(quote, "a thought")
            assert [note.handling for note in library.quote(quote).notes] == [handling]


def test_a_private_note_is_shown_to_its_author_only(library: Library) -> None:
    with records_of(library) as records:
        quote = records.quote("q1")
        records.note("q1", "mine alone", author=AUTHOR, handling="private")
        records.note("q1", "for all", author=COLLEAGUE)
    with open_library(library.path, author=COLLEAGUE) as theirs:
        assert [note.text for note in theirs.quote(quote).notes] == ["for all"]
    assert [note.text for note in library.quote(quote).notes] == ["mine alone", "for all"]


def test_a_deed_on_a_quote_that_is_not_there_writes_nothing(
    library: Library, quotes: tuple[Key, ...]
) -> None:
    log = entries(library.path)
    missing = key("q", "never-made")
    for deed in (
        lambda: library.add_note(missing, "a thought"),
        lambda: library.tag((quotes[0], missing), add=("check",)),
        lambda: library.star(missing),
    ):
        with pytest.raises(RecordMissing, match="Nothing was saved"):
            deed()
    assert entries(library.path) == log
    assert tags_on(library, quotes[0]) == set()


def test_tags_go_on_and_off_several_quotes_in_one_transaction(
    library: Library, quotes: tuple[Key, ...]
) -> None:
    library.tag(quotes[:2], add=("for-brief",))
    receipt = library.tag(quotes, add=("check", "wording"), remove=("for-brief",))
    assert [tags_on(library, quote) for quote in quotes] == [{"check", "wording"}] * 3
    of_it = [entry for entry in entries(library.path) if entry.txn == receipt.txn]
    assert sorted(entry.kind for entry in of_it) == ["add"] * 7 + ["remove"] * 2
    assert receipt.summary == "tag check on, tag wording on, tag for-brief off 3 quotes"


def test_a_tag_that_is_on_already_is_written_no_second_time(
    library: Library, quotes: tuple[Key, ...]
) -> None:
    library.tag(quotes[:1], add=("check",))
    log = entries(library.path)
    receipt = library.tag(quotes[:1], add=("check",), remove=("follow-up",))
    assert receipt.txn == ""
    assert entries(library.path) == log


def test_a_tag_is_the_same_in_either_case_and_keeps_its_first_spelling(
    library: Library, quotes: tuple[Key, ...]
) -> None:
    library.tag(quotes[:1], add=("Wording",))
    library.tag(quotes[1:2], add=("wording",))
    assert tags_on(library, quotes[0]) == tags_on(library, quotes[1]) == {"Wording"}


@pytest.mark.parametrize("name", ["", " ", " edge", "edge "])
def test_a_tag_without_a_name_is_refused(
    library: Library, quotes: tuple[Key, ...], name: str
) -> None:
    with pytest.raises(WriteRefused, match="Nothing was saved"):
        library.tag(quotes, add=("fine", name))
    assert "fine" not in {tag.name for tag in library.tags()}


def test_a_tag_that_is_not_there_cannot_be_taken_off(
    library: Library, quotes: tuple[Key, ...]
) -> None:
    with pytest.raises(RecordMissing, match="No tag is called wording"):
        library.tag(quotes, add=("check",), remove=("wording",))
    assert tags_on(library, quotes[0]) == set()


def test_a_star_is_its_authors_own(library: Library, quotes: tuple[Key, ...]) -> None:
    library.star(quotes[0])
    with open_library(library.path, author=COLLEAGUE) as theirs:
        assert not theirs.quote(quotes[0]).row.starred
        theirs.star(quotes[0])
        theirs.star(quotes[0])
    assert library.quote(quotes[0]).row.starred


def test_a_star_on_several_is_one_write_that_leaves_stars_alone_until_all_have_one(
    library: Library, quotes: tuple[Key, ...]
) -> None:
    library.star(quotes[0])
    receipt = library.star(*quotes)
    assert receipt.summary == "star on 2 quotes"
    assert all(library.quote(quote).row.starred for quote in quotes)
    assert library.star(*quotes).summary == "star off 3 quotes"
    assert not any(library.quote(quote).row.starred for quote in quotes)
    library.undo()
    assert all(library.quote(quote).row.starred for quote in quotes)


def test_a_new_library_has_three_tags_to_begin_with(library: Library) -> None:
    assert {tag.name for tag in library.tags()} == {"follow-up", "check", "for-brief"}
