"""Records other than quotes, found by `type:`."""

from __future__ import annotations

import pytest

from storage import Library, SyntaxProblem, parse
from tests.builders import AUTHOR, COLLEAGUE, key, records_of


@pytest.fixture
def talks(library: Library) -> Library:
    with records_of(library) as records:
        records.actor("norland", kind="state", also=["Северландия"])
        records.actor("norland-mfa", "Foreign Office", kind="body", part_of=["norland"])
        records.actor("sudmark", kind="state")
        records.actor("gazette", kind="media")
        records.format("lakeside", "Lakeside talks")
        records.format("harbour", "Harbour group")
        records.meeting("first", "lakeside", held_on="2024-03", took_part=[("norland", "host")])
        records.meeting(
            "second",
            "lakeside",
            title="Round in the old town",
            held_on="2025-04-02",
            disputed=["who sat"],
            took_part=[("norland-mfa", "observer"), ("sudmark", "invited_declined")],
        )
        records.meeting("third", "harbour", held_on="2025-05-01")
        records.source("gazette-1", publisher="gazette", caveat="reprinted")
        records.quote("q1", "A truce holds.", by="norland", format="lakeside", meeting="first")
        records.quote("q2", "No truce.", by="sudmark", format="lakeside", meeting="first")
        records.quote("q3", "We wait.", by="sudmark", format="harbour", source="gazette-1")
        records.note("q3", "ask the harbour people", author=AUTHOR)
        records.note("q1", "harbour again", author=COLLEAGUE, handling="private")
    return library


def found(library: Library, text: str) -> list[str]:
    with library.questions() as ask:
        return [row.slug or row.name for row in ask.records(parse(text).query)]


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("type:meeting", ["third", "second", "first"]),
        ("type:meeting who:sudmark mode:invited_declined", ["second"]),
        ("type:meeting who:norland", ["second", "first"]),  # what is part of it too
        ("type:meeting -who:norland", ["third"]),
        ("type:meeting in:lakeside since:2025", ["second"]),
        ("type:meeting town", ["second"]),
        ("type:meeting lakeside", ["second", "first"]),
        ("type:meeting has:dispute", ["second"]),
        ("type:meeting by:norland", ["first"]),  # asked of its quotes
        ("type:meeting by:sudmark by:norland", []),  # of one and the same quote
        ("type:meeting (by:sudmark OR in:harbour)", ["third", "first"]),
        ("type:actor", ["sudmark", "norland", "norland-mfa", "gazette"]),
        ("type:actor Северланд*", ["norland"]),
        ("type:actor in:lakeside", ["sudmark", "norland"]),
        ("type:actor in:lakeside -is:direct", []),
        ("type:format by:sudmark", ["lakeside", "harbour"]),
        ("type:source has:caveat", ["gazette-1"]),
        ("type:source by:norland", []),
        ("type:note", ["ask the harbour people"]),
        ("type:note harbour", ["ask the harbour people"]),
        ("type:note by:norland", []),
    ],
)
def test_records_are_found_by_what_they_say_and_by_their_quotes(
    talks: Library, text: str, slugs: list[str]
) -> None:
    assert found(talks, text) == slugs


@pytest.mark.parametrize(
    ("text", "refs"),
    [
        ("type:meeting who:norland mode:host", {"q1", "q2"}),
        ("type:actor Северланд*", {"q1"}),
        ("type:source", {"q3"}),
        ("type:note", {"q3"}),
        ("type:quote truce", {"q1", "q2"}),
    ],
)
def test_the_quotes_of_such_a_search_are_those_of_the_records(
    talks: Library, text: str, refs: set[str]
) -> None:
    assert {row.ref for row in talks.quotes(parse(text).query).rows} == refs


def test_a_note_on_an_actor_has_no_quotes_to_show(talks: Library) -> None:
    talks.add_note(key("a", "norland"), "who checks this")
    assert talks.quotes(parse("type:note checks").query).total == 0
    with talks.questions() as ask:
        assert [row.name for row in ask.records(parse("type:note checks").query)] == [
            "who checks this"
        ]


def test_a_type_is_asked_for_once_and_outside_of_brackets(talks: Library) -> None:
    for text in ("-type:note", "(type:note OR truce)"):
        with pytest.raises(SyntaxProblem, match="type:note can stand neither in brackets nor"):
            talks.quotes(parse(text).query)
