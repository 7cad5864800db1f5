"""What may leave the library, and what is asked for by name."""

from __future__ import annotations

import pytest

from storage import Key, Library, QuoteDetail
from storage.deeds import LinkQuotes, LinkSays, SetHandling, WriteNote
from storage.leaving import handling_of, leaving
from tests.builders import key, records_of


@pytest.fixture
def quotes(library: Library) -> tuple[Key, ...]:
    with records_of(library) as records:
        records.format("lakeside")
        records.meeting("first", "lakeside")
        records.source("gazette-1")
        return (
            records.quote("plain"),
            records.quote("told", source="gazette-1"),
            records.quote("met", format="lakeside", meeting="first"),
        )


def details(library: Library, quotes: tuple[Key, ...]) -> list[QuoteDetail]:
    return [library.quote(quote) for quote in quotes]


def test_public_records_leave(library: Library, quotes: tuple[Key, ...]) -> None:
    leaves = leaving(details(library, quotes))
    assert [each.row.ref for each in leaves.quotes] == ["plain", "told", "met"]
    assert (leaves.quotes_left_out, leaves.notes_left_out) == ({}, {})


@pytest.mark.parametrize("handling", ["closed", "private"])
def test_a_quote_leaves_as_the_narrowest_of_what_it_rests_on(
    library: Library, quotes: tuple[Key, ...], handling: str
) -> None:
    for record in (quotes[0], key("s", "gazette-1"), key("m", "first")):
        library.do(SetHandling(record, handling))
    held = details(library, quotes)
    assert {handling_of(each) for each in held} == {handling}
    assert leaving(held).quotes == ()
    assert leaving(held).quotes_left_out == {handling: 3}
    assert len(leaving(held, [handling]).quotes) == 3


def test_notes_leave_by_their_own_handling(library: Library, quotes: tuple[Key, ...]) -> None:
    for handling in ("private", "closed", "public"):
        library.do(WriteNote(quotes[0], handling, handling=handling))
    held = details(library, quotes[:1])
    for asked_for, texts in (((), {"public"}), (("closed",), {"closed", "public"})):
        (quote,) = leaving(held, asked_for).quotes
        assert {note.text for note in quote.notes} == texts
    assert leaving(held).notes_left_out == {"private": 1, "closed": 1}


def test_a_quote_that_stays_is_not_told_by_the_one_that_leaves(library: Library) -> None:
    with records_of(library) as records:
        records.actor("norland")
        one = records.quote("one", "Observers first, then guarantees.", by="norland")
        other = records.quote("other", "Observers first, then guarantees.", by="norland")
    library.do(LinkQuotes(LinkSays(one, "repeats", other)))
    with library.questions() as ask:
        held = ask.quote_with_provenance(one)
    assert told_of(held) == {"other"}
    library.do(SetHandling(other, "closed"))
    with library.questions() as ask:
        held = ask.quote_with_provenance(one)
    assert told_of(held) == {"other"}
    (leaves,) = leaving([held]).quotes
    assert told_of(leaves) == set()
    (named,) = leaving([held], ["closed"]).quotes
    assert told_of(named) == {"other"}


def told_of(detail: QuoteDetail) -> set[str | None]:
    """The refs of the other quotes that a quote tells of."""
    assert detail.provenance is not None
    same = [each.row for each in detail.provenance.others or ()]
    return {row.ref for row in (*same, *(link.other for link in detail.links))}
