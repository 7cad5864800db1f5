"""Who may see what: what one person keeps private is not there for the others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage import (
    EVERYTHING,
    Key,
    Library,
    QuestionProblem,
    RecordMissing,
    Slug,
    UndoRefused,
    Window,
    WriteRefused,
    open_library,
    parse,
)
from storage.deeds import (
    AddRecord,
    AddToBrief,
    Correct,
    LinkQuotes,
    LinkSays,
    SetHandling,
    SetStance,
    ToggleStar,
    WriteNote,
)
from storage.index import making
from storage.leaving import leaving
from tests.builders import AUTHOR, COLLEAGUE, key, records_of
from tests.storage.logs import entries

LAST_CHANGE = re.compile(r"changed=(None|Pen\(.*?\))")
SECRET = "A secret corridor is offered."
QUERIES = (
    "", "corridor", "type:actor", "type:format", "type:meeting", "type:source", "type:note",
    "by:norland", "in:lakeside", "who:sudmark", "type:meeting who:sudmark", "has:answer",
    "has:link", "is:private", "is:words", "tag:tone", "has:note", "text:stands", "src:gazette-1",
    "topic:guarantees", "has:caveat",
)  # fmt: skip


@pytest.fixture
def talks(library: Library) -> Library:
    with records_of(library) as records:
        records.actor("norland", kind="state")
        records.actor("sudmark", kind="state")
        records.format("lakeside")
        records.meeting(
            "first", "lakeside", title="Night round", held_on="2025-05-14", disputed=["who sat"],
            took_part=[("norland", "host"), ("sudmark", "invited_declined")],
        )  # fmt: skip
        records.source("gazette-1", text=f"He said: {SECRET}", caveat="reprinted")
        records.topic("guarantees")
        records.quote("open", "We wait.", by="norland", format="lakeside", said_on="2025-05-13")
        records.quote(
            "shut", SECRET, by="norland", format="lakeside", meeting="first", source="gazette-1",
            topics=["guarantees"], found_in=[("gazette-1", 9, SECRET)], said_on="2025-05-14",
        )  # fmt: skip
        records.link("shut", "answers", "open")
        records.tag("tone", "shut")
        records.note("shut", "on what is shut", author=AUTHOR)
    return library


@pytest.fixture
def colleague(talks: Library) -> Iterator[Library]:
    with open_library(talks.path, author=COLLEAGUE) as theirs:
        yield theirs


def everything(library: Library) -> str:
    """All that a person can read in a library, as text."""
    told: list[object] = [library.tags(), library.participations(None, None)]
    with library.questions() as ask:
        for text in QUERIES:
            query = parse(text).query
            try:
                told += [ask.quotes(query, Window(0, 9)), ask.count(query), ask.zero(query)]
                told += [ask.actors(query, Window(0, 9)), ask.formats(query, Window(0, 9))]
                told += [ask.facet("topic", query, Window(0, 9)), ask.matrix(query)]
                told += [ask.timeline(query, 9), ask.presence(query)]
                told += [ask.format_tree(query, Window(0, 9), frozenset({Slug("lakeside")}))]
                if query.type != "quote":
                    told.append(ask.records(query))
            except QuestionProblem as problem:
                told.append(problem.text)
        told += [ask.actor_profile(Slug("norland")), ask.actor_profile(Slug("sudmark"))]
        told += [ask.format_profile(Slug("lakeside")), ask.completions("in:")]
        for quote in ask.keys(EVERYTHING, Window(0, 9)):
            told.append(ask.quote_with_provenance(quote))
            told += [ask.neighbour(quote, is_later=later) for later in (True, False)]
    return repr(told)


def test_what_is_private_is_read_by_its_keeper_as_before(talks: Library) -> None:
    before = everything(talks)
    for letter, name in (("q", "shut"), ("m", "first"), ("s", "gazette-1")):
        talks.do(SetHandling(key(letter, name), "private"))
    after = everything(talks)
    assert all(text in after for text in (SECRET, "Night round", "Gazette 1", "who sat"))
    for letter, name in (("q", "shut"), ("m", "first"), ("s", "gazette-1")):
        talks.do(SetHandling(key(letter, name), "public"))
    assert LAST_CHANGE.sub("", everything(talks)) == LAST_CHANGE.sub("", before)


@pytest.mark.parametrize(
    ("letter", "name", "words"),
    [
        ("q", "shut", ("corridor is", "on what is shut")),
        ("m", "first", ("Night round", "who sat", "invited_declined")),
        ("s", "gazette-1", ("Gazette 1", "reprinted")),
    ],
)
def test_what_others_keep_private_is_found_nowhere(
    talks: Library, colleague: Library, letter: str, name: str, words: tuple[str, ...]
) -> None:
    told = everything(colleague)
    assert all(word in told for word in words)
    receipt = talks.do(SetHandling(key(letter, name), "private"))
    told = everything(colleague)
    assert not any(word in told for word in words)
    talks.undo(receipt.txn)
    told = everything(colleague)
    assert all(word in told for word in words)


def test_a_private_quote_is_not_counted_and_leaves_no_trace_on_others(
    talks: Library, colleague: Library
) -> None:
    assert colleague.quote(key("q", "open")).row.contested
    talks.do(SetHandling(key("q", "shut"), "private"))
    assert colleague.count(EVERYTHING) == 1
    assert {tag.quotes for tag in colleague.tags()} == {0}
    detail = colleague.quote(key("q", "open"))
    assert (detail.row.contested, detail.links) == (False, ())
    with pytest.raises(RecordMissing):
        colleague.quote(key("q", "shut"))
    with pytest.raises(RecordMissing):
        colleague.find("shut")
    for deed in (WriteNote(key("q", "shut"), "hm"), ToggleStar((key("q", "shut"),))):
        with pytest.raises(RecordMissing):
            colleague.do(deed)


def test_a_quote_says_that_its_source_is_kept_by_somebody(
    talks: Library, colleague: Library
) -> None:
    talks.do(SetHandling(key("s", "gazette-1"), "private"))
    theirs, mine = (each.quote(key("q", "shut")) for each in (colleague, talks))
    assert (theirs.source, theirs.is_source_kept, theirs.places) == (None, True, ())
    assert (mine.source and mine.source.handling, mine.is_source_kept) == ("private", False)


def test_a_part_in_a_meeting_is_kept_by_itself(talks: Library, colleague: Library) -> None:
    receipt = talks.do(SetHandling(key("m", "first"), "private", part=1))

    def parts(library: Library) -> list[str]:
        return [each.actor.slug for each in library.participations("first", None)]

    assert (parts(talks), parts(colleague)) == (["norland", "sudmark"], ["norland"])
    with pytest.raises(RecordMissing):
        colleague.do(SetHandling(key("m", "first"), "public", part=1))
    talks.undo(receipt.txn)
    assert parts(colleague) == ["norland", "sudmark"]


def test_closed_records_are_seen_by_all_and_found_as_that(
    talks: Library, colleague: Library
) -> None:
    talks.do(SetHandling(key("q", "open"), "closed"))
    assert colleague.quote(key("q", "open")).handling == "closed"
    assert key("q", "open") in {row.key for row in colleague.quotes(parse("is:closed").query).rows}


def test_a_private_quote_is_asked_of_the_library_where_there_is_a_cache(
    talks: Library, tmp_path: Path
) -> None:
    talks.do(SetHandling(key("q", "shut"), "private"))
    caches = tmp_path / "caches"
    caches.mkdir()
    with open_library(talks.path, author=COLLEAGUE, caches=caches) as theirs:
        assert theirs.cache_file is not None
        making.make(theirs.path, theirs.cache_file)
        with theirs.questions() as ask:
            assert ask.count(EVERYTHING) == 1
            assert ask.is_by_cache
        assert theirs.count(parse("corridor").query) == 0
        assert theirs.count(parse("topic:guarantees").query) == 0
    with open_library(talks.path, author=AUTHOR, caches=caches) as mine:
        assert mine.count(parse("corridor").query) == 1
        mine.do(SetHandling(key("q", "shut"), "public"))
    with open_library(talks.path, author=COLLEAGUE, caches=caches) as theirs:
        assert theirs.count(parse("corridor topic:guarantees").query) == 1


@pytest.mark.parametrize(
    ("record", "handling"),
    [(key("a", "norland"), "private"), (key("q", "open"), "secret"), (key("f", "x"), "closed")],
)
def test_what_has_no_handling_gets_none(talks: Library, record: Key, handling: str) -> None:
    log = entries(talks.path)
    with pytest.raises(WriteRefused):
        talks.do(SetHandling(record, handling))
    assert entries(talks.path) == log


def test_what_is_so_already_is_left_alone(talks: Library) -> None:
    for letter, name in (("q", "open"), ("m", "first"), ("s", "gazette-1")):
        assert talks.do(SetHandling(key(letter, name), "public")).txn == ""


def past(library: Library, record: Key) -> str:
    """All that a person can read of the past of a record and in the log's transactions."""
    told: list[object] = [library.log(), *(library.changes_of(e.txn) for e in library.log())]
    try:
        told.append(library.history(record))
    except RecordMissing as missing:
        told.append(str(missing))
    return repr(told)


@pytest.fixture
def shut(talks: Library) -> Key:
    """A quote with something of every kind on it, which its keeper made private then."""
    quote, other = key("q", "shut"), key("q", "open")
    talks.do(WriteNote(quote, "a closed remark", handling="closed"))
    talks.do(LinkQuotes(LinkSays(quote, "contradicts", other, "analyst", "as Sudmark hinted")))
    talks.do(SetStance((quote,), key("o", "guarantees"), "oppose"))
    talks.do(AddToBrief((quote, other), "Thursday"))
    talks.do(SetHandling(quote, "private"))
    return quote


@pytest.mark.parametrize("record", [("q", "open"), ("q", "shut"), ("o", "guarantees")])
def test_what_is_on_a_private_quote_is_not_in_the_past_that_others_read(
    talks: Library, colleague: Library, shut: Key, record: tuple[str, str]
) -> None:
    on_it = ("a closed remark", "as Sudmark hinted", "oppose", str(shut))
    told = past(talks, shut)
    assert all(words in told for words in on_it)
    told = past(colleague, key(*record))
    assert [words for words in on_it if words in told] == []


def test_the_past_does_not_tell_the_parts_that_others_keep_nor_what_a_private_meeting_is_called(
    talks: Library, colleague: Library
) -> None:
    meeting = key("m", "first")
    talks.do(SetHandling(meeting, "private", part=1))
    assert "invited_declined" in past(talks, meeting)
    assert "invited_declined" not in past(colleague, meeting)
    talks.do(SetHandling(meeting, "private"))
    assert "Night round" in past(talks, key("q", "shut"))
    assert "Night round" not in past(colleague, key("q", "shut"))


def test_nobody_undoes_that_somebody_else_made_something_private(
    talks: Library, colleague: Library
) -> None:
    made = [
        talks.do(SetHandling(key("q", "shut"), "private")),
        talks.do(SetHandling(key("m", "first"), "private", part=1)),
        talks.do(WriteNote(key("q", "open"), "mine alone", handling="private")),
    ]
    log = entries(talks.path)
    for receipt in made:
        with pytest.raises(UndoRefused, match="keeps private"):
            colleague.undo(receipt.txn)
    assert entries(talks.path) == log
    for receipt in reversed(made):
        talks.undo(receipt.txn)
    assert talks.verify().findings == ()


def test_who_does_not_see_a_record_any_more_still_takes_back_what_they_wrote_there(
    talks: Library, colleague: Library
) -> None:
    colleague.do(WriteNote(key("q", "shut"), "theirs"))
    talks.do(SetHandling(key("q", "shut"), "private"))
    assert colleague.undo().txn


def test_the_log_names_what_is_private_by_its_key_alone(talks: Library, colleague: Library) -> None:
    fields = {"title": "A letter from the harbour", "kind": "other"}
    letter = talks.do(AddRecord("s", fields)).keys[0]
    assert "letter-from-the-harbour" in repr(colleague.log())
    talks.do(SetHandling(letter, "private"))
    assert "harbour" not in repr(colleague.log())


def test_codes_and_places_in_briefs_of_a_private_quote_are_not_counted_for_others(
    talks: Library, colleague: Library, shut: Key
) -> None:
    assert shut
    counted: list[tuple[int, ...]] = []
    for reader in (talks, colleague):
        with reader.questions() as ask:
            (topic,), (brief,) = ask.codebook(), ask.briefs()
        (placed,) = reader.quote(key("q", "open")).briefs
        counted.append((len(topic.stances), len(topic.examples), brief.quotes, placed.items))
    assert counted == [(1, 1, 2, 2), (0, 0, 1, 1)]


@pytest.mark.parametrize(("letter", "name"), [("s", "gazette-1"), ("m", "first")])
def test_a_quote_that_rests_on_what_somebody_keeps_does_not_leave(
    talks: Library, colleague: Library, letter: str, name: str
) -> None:
    talks.do(SetHandling(key(letter, name), "private"))
    shut, other = (colleague.quote(key("q", each)) for each in ("shut", "open"))
    assert leaving([shut]).quotes == ()
    assert [link.handling for link in other.links] == ["private"]
    (left,) = leaving([other]).quotes
    assert left.links == ()


def test_a_private_source_or_meeting_is_not_meant_by_its_name_but_by_its_keeper(
    talks: Library, colleague: Library
) -> None:
    for letter, name in (("s", "gazette-1"), ("m", "first")):
        talks.do(SetHandling(key(letter, name), "private"))
        assert talks.find(name, letter)
        with pytest.raises(RecordMissing):
            colleague.find(name, letter)
    change = Correct(key("q", "open"), {"source": "Gazette 1"}, {})
    with pytest.raises(WriteRefused, match="No source is called"):
        colleague.do(change)
    assert talks.do(change).txn
