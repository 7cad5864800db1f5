"""An act on very many records is one entry of the log, taken back as one."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage import Key, Library, UndoRefused
from storage.history import many
from tests.builders import AUTHOR, made_library, records_of
from tests.storage.logs import change, entries, heads, heads_of

NUMBER = 12


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    monkeypatch.setattr(many, "MORE_THAN", 10)
    return made_library(tmp_path)


@pytest.fixture
def quotes(library: Library) -> tuple[Key, ...]:
    with records_of(library) as records:
        return tuple(records.quote(f"q{number}") for number in range(NUMBER))


def tagged(library: Library) -> int:
    return next((tag.quotes for tag in library.tags() if tag.name == "check"), 0)


def test_it_is_one_entry_with_the_keys_and_one_more_takes_it_back(
    library: Library, quotes: tuple[Key, ...]
) -> None:
    before = len(entries(library.path))
    receipt = library.tag(quotes, add=("check",))
    assert tagged(library) == NUMBER
    assert receipt.summary == library.log(1)[0].summary == f"tag check on {NUMBER} quotes"
    library.undo()
    assert tagged(library) == 0
    library.redo()
    assert tagged(library) == NUMBER
    assert len(entries(library.path)) == before + 3
    assert heads(library.path) == heads_of(entries(library.path))
    assert library.verify().findings == ()


def test_who_had_a_tag_before_keeps_it_when_all_is_taken_back(
    library: Library, quotes: tuple[Key, ...]
) -> None:
    library.star(*quotes[:3])
    library.star(*quotes)
    off = library.star(*quotes)
    assert off.summary == f"star off {NUMBER} quotes"
    library.undo()
    library.undo()
    starred = [library.quote(quote).row.starred for quote in quotes]
    assert starred == [True] * 3 + [False] * (NUMBER - 3)


def test_what_it_gave_to_a_quote_is_kept_as_an_entry_before_that_changes(
    library: Library, quotes: tuple[Key, ...]
) -> None:
    on = library.tag(quotes, add=("check",))
    (of_all,) = (entry for entry in entries(library.path) if entry.txn == on.txn)
    off = library.tag(quotes[:1], remove=("check",))
    kept, removed = (entry for entry in entries(library.path) if entry.txn == off.txn)
    assert (kept.rec, kept.kind, kept.parents) == (quotes[0], "set", (of_all.hash.hex(),))
    assert kept.value["author"] == AUTHOR
    assert (removed.kind, removed.parents) == ("remove", (kept.hash.hex(),))
    assert library.log(1)[0].summary.startswith("tag check off q-")
    assert library.verify().findings == ()


def test_it_stays_while_a_later_change_of_one_of_them_rests_on_it(
    library: Library, quotes: tuple[Key, ...]
) -> None:
    on = library.tag(quotes, add=("check",))
    off = library.tag(quotes[:1], remove=("check",))
    with pytest.raises(UndoRefused, match="came later and rests on it") as refused:
        library.undo(on.txn)
    (resting,) = refused.value.resting
    assert (resting.txn, resting.record, resting.name) == (off.txn, quotes[0], "check")
    assert (resting.before is None, resting.after) == (False, None)
    library.undo(off.txn)
    library.undo(on.txn)
    assert tagged(library) == 0


def test_its_history_is_that_of_each_of_them(library: Library, quotes: tuple[Key, ...]) -> None:
    library.tag(quotes, add=("check",))
    for quote in (quotes[0], quotes[-1]):
        newest = library.history(quote)[0]
        assert (newest.record, newest.name, newest.kind) == (quote, "check", "add")


@pytest.mark.parametrize(
    "damage",
    [
        "update op set val = replace(val, 'q-', 'q_') where rec like 'x-%'",
        "update op set val = '{}' where rec like 'x-%'",
        "update op set rec = 'x-other' where rec like 'x-%'",
    ],
)
def test_a_change_of_such_an_entry_is_found_and_named(
    library: Library, quotes: tuple[Key, ...], damage: str
) -> None:
    library.tag(quotes, add=("check",))
    number = len(entries(library.path))
    change(library.path, damage)
    assert f"entry {number} of " in " ".join(found.about for found in library.verify().findings)
