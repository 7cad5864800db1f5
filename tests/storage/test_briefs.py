"""Briefs: quotes in an order, with paragraphs between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from storage import (
    EditConflict,
    Key,
    Library,
    RecordMissing,
    UndoRefused,
    WriteRefused,
    open_library,
    parse,
)
from storage.analyst import BriefItem
from storage.deeds import (
    AddParagraph,
    AddToBrief,
    ChangeParagraph,
    DropBrief,
    DropItem,
    MakeBrief,
    MoveItem,
    RenameBrief,
)
from tests.builders import COLLEAGUE, FixedClock, key, records_of

ONE, TWO, THREE, FOUR = (key("q", name) for name in ("one", "two", "three", "four"))


@pytest.fixture
def begun(library: Library) -> Library:
    """A library with a brief of three quotes."""
    with records_of(library) as put:
        put.actor("norland", kind="state")
        for name in ("one", "two", "three", "four"):
            put.quote(name, f"The words of {name}.", by="norland")
    library.do(AddToBrief((ONE, TWO, THREE), "Thursday"))
    return library


@pytest.fixture
def colleague(begun: Library) -> Iterator[Library]:
    with open_library(begun.path, author=COLLEAGUE, clock=FixedClock()) as theirs:
        yield theirs


def brief_of(library: Library, name: str = "Thursday") -> Key:
    with library.questions() as ask:
        return ask.brief_called(name)


def items(library: Library) -> Sequence[BriefItem]:
    with library.questions() as ask:
        return ask.brief(ask.brief_called("Thursday")).items


def reads(library: Library) -> list[str | None]:
    """The refs of quotes and the texts of paragraphs, in order."""
    return [item.quote.row.ref if item.quote else item.text for item in items(library)]


def found(library: Library, text: str) -> set[str | None]:
    return {row.ref for row in library.quotes(parse(text).query).rows}


def test_a_new_name_makes_the_brief_and_an_old_one_in_either_case_adds_to_it(
    begun: Library,
) -> None:
    begun.do(AddToBrief((FOUR,), "thursday"))
    assert reads(begun) == ["one", "two", "three", "four"]
    with begun.questions() as ask:
        (brief,) = ask.briefs((ONE, FOUR))
    assert (brief.name, brief.quotes, brief.paragraphs, brief.of_asked) == ("Thursday", 4, 0, 2)


def test_making_a_brief_with_its_first_quotes_is_one_write(begun: Library) -> None:
    begun.undo()
    with begun.questions() as ask:
        assert ask.briefs() == ()


def test_a_quote_is_in_a_brief_once(begun: Library) -> None:
    receipt = begun.do(AddToBrief((TWO,), "Thursday"))
    assert receipt.txn == ""
    begun.do(AddToBrief((TWO, FOUR), "Thursday"))
    assert reads(begun) == ["one", "two", "three", "four"]


def test_quotes_and_paragraphs_stand_where_they_are_put(begun: Library) -> None:
    brief, first = brief_of(begun), items(begun)[0].key
    begun.do(AddToBrief((FOUR,), "Thursday", brief, first))
    begun.do(AddParagraph(brief, "First.", first))
    begun.do(AddParagraph(brief, "Last."))
    assert reads(begun) == ["one", "First.", "four", "two", "three", "Last."]


def test_items_move_and_two_people_s_moves_both_stand(begun: Library, colleague: Library) -> None:
    first, second, third = (item.key for item in items(begun))
    begun.do(MoveItem(first, third))
    assert reads(begun) == ["two", "three", "one"]
    colleague.do(MoveItem(third, None))
    assert reads(begun) == ["three", "two", "one"]
    assert begun.do(MoveItem(second, third)).txn == ""
    begun.undo()
    assert reads(begun)[-1] == "two"


def test_an_item_stays_movable_among_items_of_the_same_rank(begun: Library) -> None:
    """As copies of a library that are merged may have them."""
    keys = [item.key for item in items(begun)]
    with records_of(begun) as put:
        put.db.execute("update brief_item set rank = 'V'")
        put.db.execute("update door set txn = 'x-0'")
    before = [item.key for item in items(begun)]
    begun.do(MoveItem(before[2], before[0]))
    assert [item.key for item in items(begun)] == [before[0], before[2], before[1]]
    assert sorted(before) == sorted(keys)


def test_a_paragraph_that_a_colleague_changed_is_a_conflict_and_nothing_is_lost(
    begun: Library, colleague: Library
) -> None:
    begun.do(AddParagraph(brief_of(begun), "They agree."))
    item = items(begun)[-1].key
    colleague.do(ChangeParagraph(item, {"text": "They disagree."}, {"text": "They agree."}))
    with pytest.raises(EditConflict) as refused:
        begun.do(ChangeParagraph(item, {"text": "They may agree."}, {"text": "They agree."}))
    assert [clash.theirs for clash in refused.value.clashes] == ["They disagree."]
    assert reads(begun)[-1] == "They disagree."


def test_what_is_dropped_comes_back_in_its_place(begun: Library) -> None:
    begun.do(AddParagraph(brief_of(begun), "Between.", items(begun)[0].key))
    before = reads(begun)
    begun.do(DropItem(items(begun)[1].key))
    begun.do(DropItem(items(begun)[1].key))
    assert reads(begun) == ["one", "three"]
    begun.undo()
    begun.undo()
    assert reads(begun) == before
    begun.do(DropBrief(brief_of(begun)))
    with pytest.raises(RecordMissing, match="No brief is called Thursday"):
        brief_of(begun)
    begun.undo()
    assert reads(begun) == before


def test_a_brief_that_others_work_at_is_not_taken_back(begun: Library, colleague: Library) -> None:
    made = begun.log()[0].txn
    colleague.do(AddParagraph(brief_of(begun), "Mine too."))
    with pytest.raises(UndoRefused, match="1 later change rests on it"):
        begun.undo(made)
    assert reads(begun)[-1] == "Mine too."


def test_names_are_told_apart(begun: Library) -> None:
    brief = brief_of(begun)
    begun.do(MakeBrief("Friday"))
    for name, why in (("THURSDAY", "already"), (" x", "no name"), ("", "no name")):
        with pytest.raises(WriteRefused, match=why):
            begun.do(MakeBrief(name))
    with pytest.raises(WriteRefused, match="already"):
        begun.do(RenameBrief(brief, {"name": "friday"}, {"name": "Thursday"}))
    begun.do(RenameBrief(brief, {"name": "THURSDAY"}, {"name": "Thursday"}))
    begun.do(RenameBrief(brief, {"name": "Harbour"}, {"name": "THURSDAY"}))
    assert begun.quote(ONE).briefs[0].name == "Harbour"


def test_an_empty_paragraph_and_a_quote_s_words_are_refused(begun: Library) -> None:
    with pytest.raises(WriteRefused, match="empty paragraph"):
        begun.do(AddParagraph(brief_of(begun), " \n"))
    with pytest.raises(WriteRefused, match="its words stay"):
        begun.do(ChangeParagraph(items(begun)[0].key, {"text": "Other words."}, {"text": ""}))


def test_a_quote_says_which_briefs_it_is_in_and_where(begun: Library) -> None:
    begun.do(AddToBrief((TWO,), "Friday"))
    told = [(each.name, each.place, each.items) for each in begun.quote(TWO).briefs]
    assert told == [("Friday", 1, 1), ("Thursday", 2, 3)]


def test_quotes_are_found_by_their_brief(begun: Library) -> None:
    assert found(begun, "brief:thursday") == {"one", "two", "three"}
    assert found(begun, "brief:thu*") == {"one", "two", "three"}
    assert found(begun, "-brief:thursday") == {"four"}
    assert found(begun, "has:brief") == {"one", "two", "three"}
    begun.do(DropItem(items(begun)[0].key))
    assert found(begun, "has:brief") == {"two", "three"}
    with begun.questions() as ask:
        offered = [each.label for each in ask.completions("brief:th")]
    assert offered == ["brief:Thursday"]


def test_the_log_says_what_was_done(begun: Library) -> None:
    assert begun.log()[0].summary == "brief Thursday, into brief Thursday: 3 quotes"
    begun.do(AddParagraph(brief_of(begun), "Text."))
    assert begun.log()[0].summary == "words into brief Thursday"
    begun.do(DropBrief(brief_of(begun)))
    assert "brief Thursday dropped" in begun.log()[0].summary
