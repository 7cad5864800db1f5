"""Every write can be taken back, and taking back can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from storage import Key, Library, Query, RecordMissing, UndoRefused, open_library, parse, short
from storage.connections import Connections
from tests.builders import AUTHOR, COLLEAGUE, FixedClock, records_of
from tests.storage.logs import entries

SAMPLE_QUOTES = 179


@pytest.fixture
def quotes(library: Library) -> tuple[Key, ...]:
    with reopened(library, "archivist") as theirs, records_of(theirs) as records:
        records.actor("norland")
        return tuple(records.quote(f"q{number}", by="norland") for number in range(3))


def reopened(library: Library, author: str = AUTHOR) -> Library:
    """The same library in another run of the program."""
    return open_library(library.path, author=author, clock=FixedClock())


def held(library: Library) -> dict[str, Any]:
    """All that people have put on quotes, and the tags that there are."""
    return {
        "tags": library.tags(),
        **{row.key: library.quote(row.key) for row in library.quotes(Query()).rows},
    }


def the_import(library: Library) -> str:
    return next(entry.txn for entry in library.log() if "import of" in entry.summary)


# What a deed was, taken back.


Deed = Callable[[Library, tuple[Key, ...]], object]
DEEDS: dict[str, Deed] = {
    "a note": lambda library, quotes: library.add_note(quotes[0], "compare with June"),
    "a tag": lambda library, quotes: library.tag(quotes[:1], add=("check",)),
    "a tag on three quotes": lambda library, quotes: library.tag(quotes, add=("check",)),
    "a new tag": lambda library, quotes: library.tag(quotes, add=("wording",)),
    "two new tags": lambda library, quotes: library.tag(quotes, add=("wording", "tone")),
    "a tag on, another off": lambda library, quotes: library.tag(
        quotes, add=("check",), remove=("for-brief",)
    ),
    "a star": lambda library, quotes: library.star(quotes[0]),
    "a star taken off": lambda library, quotes: library.star(quotes[1]),
}


@pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS)
def test_undo_brings_back_what_was_and_undoing_that_what_was_done(
    library: Library,
    quotes: tuple[Key, ...],
    deed: Deed,
) -> None:
    library.tag(quotes[:2], add=("for-brief",))
    library.star(quotes[1])
    before = held(library)
    deed(library, quotes)
    after = held(library)
    assert after != before
    undone = library.undo()
    assert held(library) == before
    redone = library.undo(undone.txn)
    assert held(library) == after
    library.undo(redone.txn)
    assert held(library) == before
    assert library.verify().findings == ()


def test_undo_says_what_it_took_back_and_on_which_quote(
    library: Library, quotes: tuple[Key, ...]
) -> None:
    library.tag(quotes[:1], add=("wording",))
    receipt = library.undo()
    assert receipt.summary == f"new tag wording, tag wording on {short(quotes[0])}"
    assert quotes[0] in receipt.keys


def test_the_text_of_a_note_that_goes_is_given_back(
    library: Library, quotes: tuple[Key, ...]
) -> None:
    library.add_note(quotes[0], "compare\nwith June")
    undone = library.undo()
    assert undone.taken_back == "compare\nwith June"
    redone = library.undo(undone.txn)
    assert redone.taken_back is None
    assert library.undo(redone.txn).taken_back == "compare\nwith June"


def test_a_tag_put_on_and_another_taken_off_at_once_are_undone_together(
    library: Library, quotes: tuple[Key, ...]
) -> None:
    library.tag(quotes[:1], add=("check",))
    library.tag(quotes[:1], add=("follow-up",), remove=("check",))
    library.undo()
    assert [tag.name for tag in library.quote(quotes[0]).tags] == ["check"]


# Which write it takes back.


def test_writes_are_taken_back_the_newest_first(library: Library, quotes: tuple[Key, ...]) -> None:
    states = [held(library)]
    library.star(quotes[0])
    states.append(held(library))
    library.add_note(quotes[0], "a thought")
    states.append(held(library))
    library.tag(quotes, add=("wording",))
    while states:
        library.undo()
        assert held(library) == states.pop()
    with pytest.raises(UndoRefused, match="nothing of yours"):
        library.undo()


def test_a_write_of_an_earlier_run_is_told_apart_from_one_of_this_run(
    library: Library, quotes: tuple[Key, ...]
) -> None:
    library.star(quotes[0])
    here = library.next_undo()
    assert here is not None
    assert here[1]
    with reopened(library) as later:
        earlier = later.next_undo()
        assert earlier is not None
        assert earlier == (here[0], False)
        later.undo()
        assert not later.quote(quotes[0]).row.starred


def test_an_author_never_takes_back_anothers_write_unasked(
    library: Library, quotes: tuple[Key, ...]
) -> None:
    library.star(quotes[0])
    with reopened(library, COLLEAGUE) as theirs:
        assert theirs.next_undo() is None
        with pytest.raises(UndoRefused, match="nothing of yours"):
            theirs.undo()
        theirs.add_note(quotes[1], "theirs")
    with reopened(library) as ours:
        ours.undo()
        assert not ours.quote(quotes[0]).row.starred
        assert len(ours.quote(quotes[1]).notes) == 1


def test_what_another_run_took_back_is_not_in_the_way(
    library: Library, quotes: tuple[Key, ...]
) -> None:
    library.star(quotes[0])
    library.star(quotes[1])
    with reopened(library) as other:
        other.undo()
    library.undo()
    assert not any(library.quote(quote).row.starred for quote in quotes)


def test_what_was_brought_back_can_be_taken_back_after_a_restart(
    library: Library, quotes: tuple[Key, ...]
) -> None:
    library.tag(quotes[:1], add=("wording",))
    before = held(library)
    library.undo(library.undo().txn)
    assert held(library) == before
    with reopened(library) as later:
        assert later.undo().summary == f"new tag wording, tag wording on {short(quotes[0])}"
        assert "wording" not in {tag.name for tag in later.tags()}
        with pytest.raises(UndoRefused, match="nothing of yours"):
            later.undo()
        assert later.verify().findings == ()


def test_a_transaction_is_named_by_its_ending_in_either_case(
    library: Library, quotes: tuple[Key, ...]
) -> None:
    made = library.star(quotes[0])
    library.undo(made.txn[-6:].upper())
    assert not library.quote(quotes[0]).row.starred


@pytest.mark.parametrize("name", ["", "x-", "zzzzzz", "%", "____"])
def test_a_name_that_names_no_transaction_changes_nothing(
    library: Library, quotes: tuple[Key, ...], name: str
) -> None:
    library.star(quotes[0])
    with pytest.raises(RecordMissing, match="peace-tui log"):
        library.undo(name)
    assert library.quote(quotes[0]).row.starred


# When it is refused.


def test_what_was_taken_back_is_not_taken_back_twice(
    library: Library, quotes: tuple[Key, ...]
) -> None:
    made = library.star(quotes[0])
    library.undo(made.txn)
    with pytest.raises(UndoRefused, match="taken back already"):
        library.undo(made.txn)


def test_a_write_stays_while_a_later_one_rests_on_it(
    library: Library, quotes: tuple[Key, ...]
) -> None:
    on = library.tag(quotes[:1], add=("check",))
    off = library.tag(quotes[:1], remove=("check",))
    log = entries(library.path)
    with pytest.raises(UndoRefused, match=r"tag check off .+ came later and rests on it"):
        library.undo(on.txn)
    assert entries(library.path) == log
    library.undo(off.txn)
    library.undo(on.txn)
    assert library.quote(quotes[0]).tags == ()


def test_one_entry_that_cannot_be_undone_keeps_all_of_its_transaction(
    library: Library, quotes: tuple[Key, ...]
) -> None:
    made = library.tag(quotes, add=("check",))
    library.tag(quotes[1:2], remove=("check",))
    before = held(library)
    with pytest.raises(UndoRefused):
        library.undo(made.txn)
    assert held(library) == before


def test_a_new_tag_stays_until_its_other_uses_are_taken_back(
    library: Library, quotes: tuple[Key, ...]
) -> None:
    made = library.tag(quotes[:1], add=("wording",))
    used = library.tag(quotes[1:], add=("wording",))
    with pytest.raises(UndoRefused, match="2 later changes rest on it"):
        library.undo(made.txn)
    library.undo(used.txn)
    library.undo(made.txn)
    assert "wording" not in {tag.name for tag in library.tags()}


def test_a_tag_is_not_brought_back_beside_a_newer_one_of_its_name(
    library: Library, quotes: tuple[Key, ...]
) -> None:
    library.tag(quotes[:1], add=("wording",))
    undone = library.undo()
    library.tag(quotes[1:2], add=("Wording",))
    before = held(library)
    with pytest.raises(UndoRefused, match="its name is taken"):
        library.undo(undone.txn)
    assert held(library) == before


def test_a_tag_that_is_gone_is_not_put_on_again(library: Library, quotes: tuple[Key, ...]) -> None:
    made = library.tag(quotes[:1], add=("wording",))
    library.tag(quotes[1:2], add=("wording",))
    off = library.tag(quotes[1:2], remove=("wording",))
    library.undo(made.txn)
    with pytest.raises(UndoRefused, match="not there any more"):
        library.undo(off.txn)
    assert library.verify().findings == ()


def test_what_was_taken_in_from_outside_cannot_be_taken_back(
    library: Library, quotes: tuple[Key, ...]
) -> None:
    library.add_note(quotes[0], "a thought")
    connections = Connections(library.path)
    with connections.writing() as db:
        db.execute("update note set text = 'changed from outside'")
    connections.close()
    adopted = library.adopt()
    with pytest.raises(UndoRefused, match="from outside"):
        library.undo(adopted.txn)
    assert library.quote(quotes[0]).notes[0].text == "changed from outside"


# The sample.


def test_the_sample_is_taken_back_only_by_name(sample: Path) -> None:
    with open_library(sample) as library:
        assert library.next_undo() is None
        with pytest.raises(UndoRefused, match="by name"):
            library.undo()
        assert library.quotes().total == SAMPLE_QUOTES


def test_nothing_of_the_sample_shows_once_it_is_taken_back_and_all_when_it_comes_back(
    sample: Path,
) -> None:
    with open_library(sample) as library:
        before = library.quotes()
        with library.questions() as ask:
            actors = ask.actors(Query(), before.window)
            formats = ask.formats(Query(), before.window)
        undone = library.undo(the_import(library))
        for text in ("", "moscow", "is:paraphrase", "since:2015", "has:speaker", "-has:note"):
            assert library.count(parse(text).query) == 0
        with library.questions() as ask:
            assert ask.actors(Query(), before.window).total == 0
            assert ask.formats(Query(), before.window).total == 0
        assert library.participations(None, None) == ()
        assert library.verify().findings == ()
        library.undo(undone.txn)
        assert library.quotes() == before
        with library.questions() as ask:
            assert ask.actors(Query(), before.window) == actors
            assert ask.formats(Query(), before.window) == formats
        assert library.verify().findings == ()


@pytest.mark.parametrize("deed", ["a note", "a tag", "a star"])
def test_the_sample_stays_while_an_annotation_rests_on_it(sample: Path, deed: str) -> None:
    with open_library(sample, author=COLLEAGUE) as theirs:
        DEEDS[deed](theirs, (theirs.quotes().rows[0].key,))
    with open_library(sample) as library:
        with pytest.raises(UndoRefused, match="1 later change rests on it"):
            library.undo(the_import(library))
        assert library.quotes().total == SAMPLE_QUOTES


def test_nothing_is_put_on_a_quote_that_was_taken_back(sample: Path) -> None:
    with open_library(sample) as library:
        quote = library.quotes().rows[0].key
        noted = library.add_note(quote, "a thought")
        note_gone = library.undo(noted.txn)
        sample_gone = library.undo(the_import(library))
        for deed in (
            lambda: library.add_note(quote, "another"),
            lambda: library.tag((quote,), add=("check",)),
            lambda: library.star(quote),
        ):
            with pytest.raises(RecordMissing, match="Nothing was saved"):
                deed()
        with pytest.raises(UndoRefused, match="not there any more"):
            library.undo(note_gone.txn)
        library.undo(sample_gone.txn)
        library.undo(note_gone.txn)
        assert [note.text for note in library.quote(quote).notes] == ["a thought"]


# What the log says.


def test_the_log_tells_what_stands_and_what_was_taken_back(
    library: Library, quotes: tuple[Key, ...]
) -> None:
    library.star(quotes[0])
    undone = library.undo()
    newest, before, *_ = library.log()
    assert newest.summary == f"undo of star on {short(quotes[0])}"
    assert (newest.undone, before.undone) == (False, True)
    library.undo(undone.txn)
    newest, middle, before, *_ = library.log()
    assert newest.summary == f"redo of star on {short(quotes[0])}"
    assert (newest.undone, middle.undone, before.undone) == (False, True, False)


def test_an_undo_adds_to_the_log_and_takes_nothing_out(
    library: Library, quotes: tuple[Key, ...]
) -> None:
    library.tag(quotes, add=("wording",))
    log = entries(library.path)
    library.undo()
    assert entries(library.path)[: len(log)] == log
    assert {entry.kind for entry in entries(library.path)[len(log) :]} == {"undo"}
