"""Links between quotes: what may be linked, how it is seen from both, how it is found."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

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
from storage.deeds import DropLink, LinkQuotes, LinkSays, changed_link
from storage.history.doing.links import TYPES
from tests.builders import COLLEAGUE, FixedClock, Records, key, records_of

DEMAND, REPLY, ASIDE = key("q", "demand"), key("q", "reply"), key("q", "aside")
ANSWERS = LinkSays(REPLY, "answers", DEMAND)


@pytest.fixture
def linked(library: Library) -> Library:
    with records_of(library) as put:
        quotes(put)
    library.do(LinkQuotes(ANSWERS))
    return library


@pytest.fixture
def colleague(linked: Library) -> Iterator[Library]:
    with open_library(linked.path, author=COLLEAGUE, clock=FixedClock()) as theirs:
        yield theirs


def quotes(put: Records) -> None:
    put.actor("norland", kind="state")
    put.actor("sudmark", kind="state")
    put.topic("guarantees")
    put.quote("demand", "Guarantees first.", by="norland", topics=["guarantees"])
    put.quote("reply", "Monitors first.", by="sudmark", said_on="2025-05-15")
    put.quote("aside", "Guarantees, then.", by="norland", topics=["guarantees"])


def link_of(library: Library, quote: Key = REPLY) -> Key:
    (tie,) = library.quote(quote).links
    return tie.key


def found(library: Library, text: str) -> set[str | None]:
    return {row.ref for row in library.quotes(parse(text).query).rows}


def test_a_link_is_seen_from_both_of_its_quotes(linked: Library) -> None:
    (there,), (back,) = linked.quote(REPLY).links, linked.quote(DEMAND).links
    assert (there.type, there.outgoing, there.other.ref) == ("answers", True, "demand")
    assert (back.type, back.outgoing, back.other.ref) == ("answers", False, "reply")
    assert (there.author, there.basis, there.remark) == ("analyst", "analyst", None)


def test_who_is_answered_is_marked_and_who_answers_is_not(linked: Library) -> None:
    assert linked.quote(DEMAND).row.contested
    assert not linked.quote(REPLY).row.contested


@pytest.mark.parametrize("says", [("contradicts", DEMAND, REPLY), ("misquotes", REPLY, ASIDE)])
def test_a_contradiction_and_a_misquotation_mark_both(
    linked: Library, says: tuple[str, Key, Key]
) -> None:
    type_, one, other = says
    linked.do(DropLink(link_of(linked)))
    linked.do(LinkQuotes(LinkSays(one, type_, other)))
    assert linked.quote(one).row.contested
    assert linked.quote(other).row.contested


def test_searches_follow_at_once(linked: Library) -> None:
    assert found(linked, "has:link") == {"demand", "reply"}
    assert found(linked, "has:answer") == {"demand"}
    assert found(linked, "has:contradiction") == set()
    seen = ANSWERS
    linked.do(changed_link(link_of(linked), seen, seen._replace(type="contradicts")))
    assert found(linked, "has:answer") == set()
    assert found(linked, "has:contradiction") == {"demand", "reply"}
    linked.do(DropLink(link_of(linked)))
    assert found(linked, "has:link") == set()


@pytest.mark.parametrize("type_", TYPES)
def test_every_type_can_be_said(linked: Library, type_: str) -> None:
    linked.do(LinkQuotes(LinkSays(ASIDE, type_, DEMAND, "source", " in print ")))
    (tie,) = linked.quote(ASIDE).links
    assert (tie.type, tie.basis, tie.remark) == (type_, "source", "in print")


@pytest.mark.parametrize(
    ("says", "why"),
    [
        (LinkSays(REPLY, "answers", REPLY), "to itself"),
        (LinkSays(REPLY, "answers", DEMAND), "linked so already"),
        (LinkSays(REPLY, "denies", DEMAND), "No link says 'denies'"),
        (LinkSays(REPLY, "supports", DEMAND, "hearsay"), "not on 'hearsay'"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(
    linked: Library, says: LinkSays, why: str
) -> None:
    before = linked.log()
    with pytest.raises(WriteRefused, match=why):
        linked.do(LinkQuotes(says))
    assert linked.log() == before


def test_what_says_the_same_of_both_is_the_same_the_other_way_round(linked: Library) -> None:
    linked.do(LinkQuotes(LinkSays(REPLY, "contradicts", DEMAND)))
    with pytest.raises(WriteRefused, match="linked so already"):
        linked.do(LinkQuotes(LinkSays(DEMAND, "contradicts", REPLY)))
    linked.do(LinkQuotes(LinkSays(DEMAND, "answers", REPLY)))


def test_a_link_to_a_quote_that_is_not_there_is_refused(linked: Library) -> None:
    with pytest.raises(RecordMissing, match="no quote"):
        linked.do(LinkQuotes(LinkSays(REPLY, "answers", key("q", "nowhere"))))


def test_turning_a_link_and_its_remark_are_kept_and_taken_back(linked: Library) -> None:
    wished = LinkSays(DEMAND, "answers", REPLY, "source", "as printed")
    linked.do(changed_link(link_of(linked), ANSWERS, wished))
    (tie,) = linked.quote(DEMAND).links
    assert (tie.outgoing, tie.basis, tie.remark) == (True, "source", "as printed")
    linked.undo()
    (tie,) = linked.quote(DEMAND).links
    assert (tie.outgoing, tie.basis, tie.remark) == (False, "analyst", None)


def test_a_change_of_what_a_colleague_changed_meanwhile_is_a_conflict(
    linked: Library, colleague: Library
) -> None:
    link = link_of(linked)
    colleague.do(changed_link(link, ANSWERS, ANSWERS._replace(type="supports")))
    with pytest.raises(EditConflict) as refused:
        linked.do(changed_link(link, ANSWERS, ANSWERS._replace(type="repeats")))
    (clash,) = refused.value.clashes
    assert (clash.base, clash.mine, clash.theirs) == ("answers", "repeats", "supports")
    linked.do(changed_link(link, ANSWERS, ANSWERS._replace(remark="see page 3")))
    (tie,) = linked.quote(REPLY).links
    assert (tie.type, tie.remark) == ("supports", "see page 3")


def test_a_link_that_was_changed_since_is_not_taken_back_before_the_change(
    linked: Library, colleague: Library
) -> None:
    made = linked.log()[0].txn
    changed = changed_link(link_of(linked), ANSWERS, ANSWERS._replace(type="supports"))
    colleague.do(changed)
    with pytest.raises(UndoRefused, match="rest"):
        linked.undo(made)
    colleague.undo()
    linked.undo(made)
    assert linked.quote(REPLY).links == ()


def test_a_dropped_link_comes_back_only_where_there_is_no_other(linked: Library) -> None:
    dropped = linked.do(DropLink(link_of(linked))).txn
    linked.do(LinkQuotes(ANSWERS))
    with pytest.raises(UndoRefused):
        linked.undo(dropped)
    linked.undo()
    linked.undo(dropped)
    assert link_of(linked)


def test_a_link_that_was_read_in_stays(sample: Path) -> None:
    with open_library(sample, author="analyst") as library:
        (tie,) = library.quote(library.find("q0067")).links
        with pytest.raises(WriteRefused, match="was read in"):
            library.do(DropLink(tie.key))


def test_an_import_that_links_rest_on_is_not_taken_back(sample: Path) -> None:
    with open_library(sample, author="analyst") as library:
        imported = next(each.txn for each in library.log() if "import" in each.summary)
        one, other = library.find("q0014"), library.find("q0020")
        library.do(LinkQuotes(LinkSays(one, "contradicts", other)))
        with pytest.raises(UndoRefused, match="1 later change rests on it"):
            library.undo(imported)


def test_trying_a_link_out_writes_nothing(linked: Library) -> None:
    before = linked.log()
    said = linked.would_do(LinkQuotes(LinkSays(ASIDE, "repeats", DEMAND)))
    assert "repeats" in said.summary
    assert linked.log() == before
    assert linked.quote(ASIDE).links == ()


def test_likely_are_what_was_looked_at_and_what_the_speaker_said_on_the_topic(
    linked: Library,
) -> None:
    with linked.questions() as ask:
        likely = [row.ref for row in ask.likely_links(DEMAND, (REPLY, DEMAND))]
    assert likely == ["reply", "aside"]


def test_the_log_says_what_was_linked(linked: Library) -> None:
    assert " answers q-" in linked.log()[0].summary
    linked.do(DropLink(link_of(linked)))
    assert linked.log()[0].summary.startswith("link removed: q-")
