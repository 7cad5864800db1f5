"""Tags as a tree that is kept in order: named, merged, put below one another, dropped."""

from __future__ import annotations

import pytest

from storage import EditConflict, Key, Library, RecordMissing, WriteRefused, parse
from storage.deeds import DropTag, MakeTag, MergeTags, PutTagUnder, RenameTag
from tests.builders import key, records_of
from tests.storage.logs import entries


@pytest.fixture
def quotes(library: Library) -> tuple[Key, ...]:
    with records_of(library) as records:
        return tuple(records.quote(f"q{number}") for number in range(4))


@pytest.fixture
def tags(library: Library, quotes: tuple[Key, ...]) -> dict[str, Key]:
    """Three more tags: wording is on two quotes, wordign on two, of which one has both."""
    library.tag(quotes[:2], add=("wording",))
    library.tag(quotes[1:3], add=("wordign",))
    library.do(MakeTag("language"))
    return {tag.name: tag.key for tag in library.tags()}


def on(library: Library, quote: Key) -> set[str]:
    return {tag.name for tag in library.quote(quote).tags}


def names(library: Library) -> set[str]:
    return {tag.name for tag in library.tags()} - {"follow-up", "check", "for-brief"}


def found(library: Library, search: str) -> int:
    return library.count(parse(search).query)


def test_merged_tags_are_one_on_all_quotes_that_had_either(
    library: Library, quotes: tuple[Key, ...], tags: dict[str, Key]
) -> None:
    receipt = library.do(MergeTags(tags["wordign"], tags["wording"]))
    assert receipt.summary == "tag wordign merged into wording, 2 quotes"
    assert names(library) == {"wording", "language"}
    assert [on(library, quote) for quote in quotes] == [{"wording"}] * 3 + [set()]
    library.undo()
    assert [len(on(library, quote)) for quote in quotes] == [1, 2, 1, 0]


def test_a_tag_finds_what_stands_below_it_unless_it_is_asked_for_alone(
    library: Library, tags: dict[str, Key]
) -> None:
    library.do(PutTagUnder(tags["wording"], tags["language"]))
    library.do(PutTagUnder(tags["wordign"], tags["wording"]))
    assert found(library, "tag:language") == 3
    assert found(library, "tag:=language") == 0
    assert found(library, "tag:wording") == 3
    assert found(library, "tag:=wording") == 2
    assert found(library, "tag:lang*") == 3
    assert found(library, "-tag:language") == 1


def test_no_tag_stands_below_itself(library: Library, tags: dict[str, Key]) -> None:
    library.do(PutTagUnder(tags["wording"], tags["language"]))
    log = entries(library.path)
    for tag in ("wording", "language"):
        with pytest.raises(WriteRefused, match="below itself"):
            library.do(PutTagUnder(tags["language"], tags[tag]))
    assert entries(library.path) == log


def test_what_is_below_a_dropped_tag_goes_where_it_stood(
    library: Library, quotes: tuple[Key, ...], tags: dict[str, Key]
) -> None:
    library.do(PutTagUnder(tags["wording"], tags["language"]))
    library.do(PutTagUnder(tags["wordign"], tags["wording"]))
    receipt = library.do(DropTag(tags["wording"]))
    assert receipt.summary == "tag wording dropped, off 2 quotes"
    assert found(library, "tag:language") == 2
    assert on(library, quotes[0]) == set()
    library.undo()
    assert found(library, "tag:wording") == 3


def test_a_tag_merged_into_one_below_it_leaves_that_in_its_place(
    library: Library, tags: dict[str, Key]
) -> None:
    library.do(PutTagUnder(tags["wording"], tags["language"]))
    library.do(PutTagUnder(tags["wordign"], tags["wording"]))
    library.do(MergeTags(tags["wording"], tags["wordign"]))
    assert found(library, "tag:=wordign") == 3
    assert found(library, "tag:language") == 3


def test_a_tag_cannot_have_the_name_of_another_in_either_case(
    library: Library, tags: dict[str, Key]
) -> None:
    with pytest.raises(WriteRefused, match="called wording already"):
        library.do(RenameTag(tags["wordign"], "Wording", {"name": "wordign"}))
    with pytest.raises(WriteRefused, match="merge the two"):
        library.do(MakeTag("WORDING"))
    library.do(RenameTag(tags["wording"], "Wording", {"name": "wording"}))
    assert names(library) == {"Wording", "wordign", "language"}


def test_a_tag_that_somebody_renamed_meanwhile_keeps_that_name(
    library: Library, tags: dict[str, Key]
) -> None:
    library.do(RenameTag(tags["wordign"], "spelling", {"name": "wordign"}))
    with pytest.raises(EditConflict):
        library.do(RenameTag(tags["wordign"], "typos", {"name": "wordign"}))
    assert "spelling" in names(library)


def test_a_renamed_tag_stays_on_its_quotes(
    library: Library, quotes: tuple[Key, ...], tags: dict[str, Key]
) -> None:
    receipt = library.do(RenameTag(tags["wordign"], "spelling", {"name": "wordign"}))
    assert library.describe(receipt.txn) == "tag renamed spelling"
    assert on(library, quotes[2]) == {"spelling"}


def test_a_tag_that_is_not_there_is_missed(library: Library, tags: dict[str, Key]) -> None:
    missing = key("t", "never-made")
    for deed in (DropTag(missing), MergeTags(tags["wording"], missing), PutTagUnder(missing, None)):
        with pytest.raises(RecordMissing, match="Nothing was changed"):
            library.do(deed)


def test_a_tag_that_was_renamed_and_dropped_comes_back_and_goes_again(
    library: Library, tags: dict[str, Key]
) -> None:
    library.do(RenameTag(tags["wordign"], "spelling", {"name": "wordign"}))
    dropped = library.do(DropTag(tags["wordign"]))
    undone = library.undo(dropped.txn)
    assert names(library) == {"wording", "spelling", "language"}
    library.undo(undone.txn)
    assert names(library) == {"wording", "language"}
    assert library.verify().findings == ()
