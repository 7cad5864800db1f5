"""What an answer holds and tells: rows, counts, marks, and why it is empty."""

from __future__ import annotations

import pytest

from storage import Holdings, Library, Query, UnknownName, Window, open_library, parse, render
from storage.connections import Connections
from storage.query import EVERYTHING
from storage.sql import answers, ranking
from storage.sql.arrivals import News
from storage.sql.conditions import Now, condition
from storage.sql.identities import Identities
from storage.sql.where import where
from tests.builders import AUTHOR, COLLEAGUE, TODAY, FixedClock, key, records_of


def refs(library: Library, text: str) -> list[str | None]:
    return [row.ref for row in library.quotes(parse(text).query).rows]


def test_quotes_come_newest_first_and_undated_ones_last(library: Library) -> None:
    with records_of(library) as records:
        records.quote("undated", said_on=None)
        records.quote("month", said_on="2025-05")
        records.quote("day", said_on="2025-05-14?")
        records.quote("older", said_on="2019")
    assert refs(library, "") == ["month", "day", "older", "undated"]
    assert refs(library, "date:2025-05-20") == ["month"]
    assert refs(library, "until:2020") == ["older"]
    assert refs(library, "date:>2025-05-14") == ["month"]
    assert refs(library, "date:<=2025-05-01") == ["month", "older"]
    assert refs(library, "is:uncertain") == ["day"]


def test_two_words_may_stand_in_different_columns_of_a_quote(library: Library) -> None:
    with records_of(library) as records:
        records.quote("both", "мир сейчас", translation="peace now")
        records.note("both", "ask the guarantor")
        records.quote("one", "peace")
    assert refs(library, "мир peace guarantor") == ["both"]
    assert refs(library, "peace -guarantor") == ["one"]


def test_words_that_the_index_splits_are_phrases(library: Library) -> None:
    with records_of(library) as records:
        records.quote("whole", "The U.S. wants a cease-fire.")
        records.quote("split", "S is before U; fire will cease.", said_on="2025-05-13")
    assert refs(library, "U.S.") == refs(library, "cease-fire") == ["whole"]
    assert refs(library, "cease fire") == ["whole", "split"]


def test_a_private_note_of_somebody_else_is_not_found_by_its_words(library: Library) -> None:
    with records_of(library) as records:
        records.quote("theirs", "We will meet.")
        records.note("theirs", "witness", author=COLLEAGUE, handling="private")
        records.quote("both", "We will meet.", said_on="2025-05-13")
        records.note("both", "witness", author=COLLEAGUE, handling="private")
        records.note("both", "our witness", handling="private")
        records.quote("closed", "We will meet.", said_on="2025-05-12")
        records.note("closed", "witness", author=COLLEAGUE)
    assert refs(library, "witness") == ["both", "closed"]
    assert refs(library, "meet -witness") == ["theirs"]
    assert refs(library, "is:private") == ["both"]
    assert refs(library, "has:note") == ["both", "closed"]
    with open_library(library.path, author=COLLEAGUE, clock=FixedClock()) as theirs:
        assert refs(theirs, "witness") == ["theirs", "both", "closed"]


def test_a_row_tells_what_hangs_on_its_quote(library: Library) -> None:
    with records_of(library) as records:
        records.actor("norland", kind="state")
        records.actor("sudmark", kind="state")
        records.format("lakeside")
        records.meeting("lakeside-1", "lakeside", disputed=["who sat"])
        records.quote("plain", speaker_text="a senior envoy", said_on="2025-05-10")
        records.quote("joint", jointly=["norland", "sudmark"], said_on="2025-05-09")
        records.quote("met", format="lakeside", meeting="lakeside-1", said_on="2025-05-08")
        records.quote("answered", status="retracted", held_as="paraphrase", said_on="2025-05-07")
        records.link("plain", "answers", "answered")
        records.note("joint", "who else?")
        records.note("plain", "not yours", author=COLLEAGUE, handling="private")
        records.tag("draft", "met")
        records.star("met")
        records.star("plain", author=COLLEAGUE)
    plain, joint, met, answered = library.quotes(EVERYTHING).rows
    assert (plain.key, plain.speaker, plain.speaker_text) == (
        key("q", "plain"),
        None,
        "a senior envoy",
    )
    assert {plain.noted, plain.tagged, plain.starred, plain.contested, plain.joint} == {False}
    assert joint.speaker is not None
    assert (joint.speaker.name, joint.joint, joint.noted) == ("Norland", True, True)
    assert (met.tagged, met.starred, met.contested) == (True, True, True)
    assert (answered.contested, answered.retracted, answered.in_words) == (True, True, False)


def test_the_topic_and_the_value_of_a_stance_are_of_one_stance(library: Library) -> None:
    with records_of(library) as records:
        records.topic("guarantees")
        records.topic("borders")
        records.quote("x1")
        records.stance("x1", "guarantees", "support")
        records.stance("x1", "borders", "oppose")
    assert refs(library, "stance:guarantees/support") == ["x1"]
    assert refs(library, "stance:support stance:borders") == ["x1"]
    assert refs(library, "stance:guarantees/oppose") == []


def test_what_belongs_to_an_unfinished_import_is_nowhere(library: Library) -> None:
    with records_of(library) as records:
        records.actor("norland", kind="state")
        records.topic("guarantees")
        records.quote("seen", by="norland")
        with records.in_batch("half", "loading"):
            records.quote("half", by="norland", said_on="2025-05-15")
            records.stance("seen", "guarantees", "support")
            records.link("half", "answers", "seen")
        with records.in_batch("undone", "undone"):
            records.quote("undone", by="norland", said_on="2025-05-16")
    with library.questions() as ask:
        assert [row.ref for row in ask.quotes(EVERYTHING, Window()).rows] == ["seen"]
        assert [row.quotes for row in ask.actors(EVERYTHING, Window()).rows] == [1]
        assert [row.quotes for row in ask.formats(EVERYTHING, Window()).rows] == [1]
        assert ask.position(EVERYTHING, key("q", "half")) is None
        assert ask.position(EVERYTHING, key("q", "seen")) == 0
        for text in ("has:stance", "has:answer", "has:link", "stance:support"):
            assert ask.count(parse(text).query) == 0
        found = ask.actor_called("norland")
        assert found is not None
        assert found.quotes == 1


def test_counts_stand_most_first_and_what_has_no_name_last(library: Library) -> None:
    with records_of(library) as records:
        for slug in ("norland", "sudmark", "easterly"):
            records.actor(slug, kind="state")
        records.format("lakeside")
        records.quote("x1")
        records.quote("x2")
        records.quote("x3", by="sudmark", format="lakeside")
        records.quote("x4", jointly=["sudmark", "norland"])
        records.quote("x5", jointly=["easterly", "norland", "sudmark"])
    with library.questions() as ask:
        people = ask.actors(EVERYTHING, Window())
        places = ask.formats(EVERYTHING, Window())
    assert [(row.name, row.slug, row.quotes) for row in people.rows] == [
        ("Sudmark", "sudmark", 3),
        ("Norland", "norland", 2),
        ("Easterly", "easterly", 1),
        ("no one named", "", 2),
    ]
    assert people.total == 4
    assert [(row.name, row.slug, row.quotes) for row in places.rows] == [
        ("Lakeside", "lakeside", 1),
        ("no format", "", 4),
    ]


def test_an_empty_answer_says_what_each_term_took_away_and_what_is_held(library: Library) -> None:
    with records_of(library) as records:
        records.actor("kabin", "Anna Kabin")
        records.format("lakeside")
        records.topic("guarantees", "What secures a settlement.")
        records.topic("settlement-terms")
        records.topic("borders")
        records.source("gazette")
        records.quote("x1", "peace", by="kabin", held_as="paraphrase", said_on="2017-02")
        records.quote("x2", by="kabin", held_as="words", said_on="2021-10-19", source="gazette")
        records.quote("x3", "settlement", format="lakeside")
        records.quote("x4", by="kabin", held_as="paraphrase", said_on=None)
    query = parse("settlement by:kabin -in:lakeside").query
    with library.questions() as ask:
        zero = ask.zero(query)
    assert [(render(Query((each.term,))), each.total) for each in zero.removed] == [
        ("settlement", 3),
        ("by:kabin", 0),
        ("-in:lakeside", 0),
    ]
    assert zero.holdings == Holdings(
        quotes=3, paraphrases=2, sources=1, first="2017-02", last="2021-10-19"
    )
    assert zero.speakers == (("Anna Kabin", 3, 2),)
    assert zero.topics == ("guarantees", "settlement-terms")


@pytest.mark.parametrize("statement", [answers.PAGE, answers.TOTAL, answers.NEWER])
def test_the_unfiltered_list_is_read_from_its_index_without_sorting(
    library: Library, statement: str
) -> None:
    plan = _plan(library, "", statement)
    assert "quote_newest" in plan or statement == answers.TOTAL
    assert "TEMP B-TREE" not in plan


def test_counting_all_by_speaker_and_by_format_reads_an_index_in_its_order(
    library: Library,
) -> None:
    assert "COVERING INDEX quote_by_speaker" in _plan(
        library, "", Identities({}).within(answers.BY_ACTOR)
    )
    assert "COVERING INDEX quote_by_format" in _plan(library, "", answers.BY_FORMAT)


@pytest.mark.parametrize("text", ["by:=norland", "in:=lakeside", "key:x1", "src:norland", "peace"])
def test_a_narrow_count_does_not_read_the_whole_table(library: Library, text: str) -> None:
    with records_of(library) as records:
        records.actor("norland", kind="state")
        records.format("lakeside")
        records.source("gazette", publisher="norland")
        records.quote("x1", "peace", by="norland", format="lakeside", source="gazette")
    plan = _plan(library, text, answers.TOTAL).splitlines()
    assert not any(step == "SCAN q" or step.startswith("SCAN q ") for step in plan)


def _plan(library: Library, text: str, statement: str) -> str:
    connections = Connections(library.path)
    try:
        with connections.reading() as db:
            asked = where(db, condition(db, parse(text).query, Now(TODAY, News(AUTHOR))), AUTHOR)
            more = {"count": 50, "start": 0, "said_hi": 1, "said_lo": 1, "key": b""}
            rows = db.execute(
                f"explain query plan {asked.within(statement)}", {**asked.parameters, **more}
            )
            return "\n".join(row["detail"] for row in rows)
    finally:
        connections.close()


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("gurantees", "guarantees"),
        ("guaranteees", "guarantees"),
        ("guarantoes", "guarantees"),
        ("guaratnees", "guarantees"),
        ("гарантиии", "гарантии"),
    ],
)
def test_a_slip_of_the_finger_is_told_from_a_word_that_is_held(
    library: Library, typed: str, near: str
) -> None:
    with records_of(library) as records:
        records.quote("x1", "We want guarantees first.")
        records.quote("x2", "Гарантии нужны сейчас.")
    with library.questions() as ask:
        zero = ask.zero(parse(typed).query)
        assert [(each.word, each.near, each.quotes) for each in zero.spellings] == [
            (typed, near, 1)
        ]
        assert ask.zero(parse(f"{near} -{near}").query).spellings == ()
        assert ask.zero(parse(f"{typed} nothing").query).spellings == ()


def test_an_answer_can_be_read_from_its_oldest_quote_on(library: Library) -> None:
    with records_of(library) as records:
        for number in range(5):
            records.quote(f"x{number}", "peace", said_on=f"2025-05-1{number}")
    oldest_first = parse("peace sort:date").query
    assert [row.ref for row in library.quotes(oldest_first).rows] == [f"x{n}" for n in range(5)]
    for start in range(6):
        page = library.quotes(oldest_first, Window(start, 2))
        assert [row.ref for row in page.rows] == [f"x{n}" for n in range(start, min(5, start + 2))]
        assert page.total == 5
    with library.questions() as ask:
        keys = [row.key for row in library.quotes(oldest_first).rows]
        assert [ask.position(oldest_first, key) for key in keys] == list(range(5))


def test_a_note_is_searched_apart_from_what_was_said(library: Library) -> None:
    with records_of(library) as records:
        said = records.quote("said", "We promised a truce.")
        noted = records.quote("noted", "We met.")
        records.note("noted", "a truce, promised again", author=AUTHOR)
        records.note("said", "a secret truce", author=COLLEAGUE, handling="private")
    assert [row.key for row in library.quotes(parse("note:truce").query).rows] == [noted]
    assert [row.key for row in library.quotes(parse("truce -note:truce").query).rows] == [said]
    assert library.count(parse('note:"truce promised"').query) == 1
    assert library.count(parse('note:"promised truce"').query) == 0


def test_a_place_is_that_of_the_meeting(library: Library) -> None:
    with records_of(library) as records:
        records.format("lakeside")
        records.meeting("lakeside-1", "lakeside")
        records.db.execute("update meeting set place = 'Port Harbour'")
        records.quote("x1", format="lakeside", meeting="lakeside-1")
        records.quote("x2", format="lakeside")
    assert [row.ref for row in library.quotes(parse("place:harbour").query).rows] == ["x1"]
    with pytest.raises(UnknownName, match="fits no place here"):
        library.quotes(parse("place:nowhere").query)


def test_the_first_rows_of_a_large_library_come_before_it_is_counted(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    with records_of(library) as records:
        for number in range(1, 8):
            records.quote(f"q{number}", said_on=f"2025-05-0{number}")
    with library.questions() as ask:
        assert ask.newest(EVERYTHING, 3) is None
    monkeypatch.setattr(answers, "MANY", 7)
    with library.questions() as ask:
        first = ask.newest(EVERYTHING, 3)
        assert first is not None
        assert [row.ref for row in first.rows] == ["q7", "q6", "q5"]
        assert (first.total, first.goes_on) == (3, True)
        assert ask.newest(parse("since:2019").query, 3) is None


def test_who_took_part_and_how_is_asked_of_the_same_participation(library: Library) -> None:
    with records_of(library) as records:
        records.actor("norland", kind="state")
        records.actor("norland-mfa", kind="body", part_of=["norland"])
        records.actor("sudmark", kind="state")
        records.format("lakeside")
        records.meeting(
            "first", "lakeside", took_part=[("norland-mfa", "host"), ("sudmark", "participant")]
        )
        records.meeting("second", "lakeside", took_part=[("sudmark", "invited_declined")])
        records.quote("q1", said_on="2025-05-01", format="lakeside", meeting="first")
        records.quote("q2", said_on="2025-05-02", format="lakeside", meeting="second")
        records.quote("q3", said_on="2025-05-03", format="lakeside")
    assert refs(library, "who:sudmark") == ["q2", "q1"]
    assert refs(library, "who:norland") == ["q1"]
    assert refs(library, "who:=norland") == []
    assert refs(library, "who:sudmark mode:invited-declined") == ["q2"]
    assert refs(library, "who:sudmark mode:host") == []
    assert refs(library, "mode:host") == ["q1"]
    assert refs(library, "-who:sudmark") == ["q3"]
    with pytest.raises(UnknownName, match="mode:hoster fits no mode of taking part here; did you"):
        library.quotes(parse("mode:hoster").query)


def test_where_the_words_stand_can_be_searched(library: Library) -> None:
    with records_of(library) as records:
        records.source("gazette", text="First we meet. Then we talk.")
        records.source("wire")
        for ref, found_in in (
            ("stands", [("gazette", 9, "meet"), ("gazette", 15, "Then")]),
            ("moved", [("gazette", 9, "meet"), ("gazette", 0, "Then")]),
            ("gone", [("gazette", 9, "part")]),
            ("none", []),
        ):
            records.quote(ref, found_in=found_in)
    for standing in ("stands", "moved", "gone", "none"):
        assert refs(library, f"text:{standing}") == [standing]
        assert library.quote(library.quotes(parse(f"text:{standing}").query).rows[0].key)


def test_the_best_match_comes_first_where_it_is_asked_for(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    with records_of(library) as records:
        records.quote("once", "A truce is only one of many things to talk about.", said_on="2025")
        records.quote("twice", "A truce is a truce.", said_on="2024")
        records.quote("noted", "We met.", said_on="2023")
        records.quote("other", "We meet again, and talk about a pause.", said_on="2022")
        records.note("noted", "truce truce truce")
    assert refs(library, "truce sort:match") == ["twice", "once", "noted"]
    assert refs(library, "truce sort:match sort:date") == ["noted", "twice", "once"]
    assert refs(library, "(truce OR pause) sort:match") == ["other", "twice", "once", "noted"]
    assert refs(library, "until:2024 sort:match") == ["twice", "noted", "other"]
    query = parse("truce sort:match").query
    with library.questions() as ask:
        twice = ask.quotes(query, Window(0, 1)).rows[0]
        assert ask.position(query, twice.key) == 0
        assert [chip.idle for chip in ask.chips(query)] == [False]
    monkeypatch.setattr(ranking, "RANKED_AT_MOST", 2)
    assert refs(library, "truce sort:match") == ["once", "twice", "noted"]
    with library.questions() as ask:
        assert [chip.idle for chip in ask.chips(query)] == [True]
