"""Facts that are added, corrected and retracted by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from storage import (
    EditConflict,
    FieldRefused,
    Key,
    Library,
    RecordMissing,
    UndoRefused,
    WriteRefused,
    open_library,
    parse,
    short,
)
from storage.connections import connect
from storage.dates import bounds
from storage.deeds import AddRecord, AddWord, Correct, Retract, SetHandling, Unretract
from storage.schema import shapes
from tests.builders import AUTHOR, COLLEAGUE, FixedClock, key, made_library, records_of


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = made_library(tmp_path)
    with records_of(library) as put:
        put.actor("norland", kind="state")
        put.actor("sudmark", kind="state")
        put.actor("n-example", "N. Example", part_of=())
        put.actor("m-example", "M. Example")
        put.role("spokesperson", "n-example", "norland", "spokesperson")
        put.format("lakeside")
        put.format("harbour")
        put.meeting("round-1", "lakeside", held_on="2025-05-14")
        put.source("gazette", publisher="sudmark")
        put.quote("q1", "No peace.", by="norland", meeting="round-1", format="lakeside")
        put.quote("q2", "We will meet.", by="norland", source="gazette")
    return library


def held(library: Library, name: Key) -> dict[str, Any]:
    db = connect(library.path)
    try:
        return shapes.read(db, name) or {}
    finally:
        db.close()


def corrected(library: Library, name: Key, /, **changes: object) -> dict[str, Any]:
    library.do(Correct(name, changes, {}))
    return held(library, name)


def refusal(library: Library, name: Key, /, **changes: object) -> str:
    before = held(library, name)
    with pytest.raises(FieldRefused) as refused:
        library.do(Correct(name, changes, {}))
    assert held(library, name) == before
    return str(refused.value)


def why_of(library: Library, txn: str) -> set[str | None]:
    db = connect(library.path)
    try:
        return {row[0] for row in db.execute("select why from op where txn = ?", (txn,))}
    finally:
        db.close()


def test_a_new_quote_names_its_records_by_what_they_are_called(library: Library) -> None:
    receipt = library.do(
        AddRecord(
            "quote",
            {
                "text": "Guarantees first.",
                "kind": "direct",
                "held_as": "words",
                "speaker": "Norland",
                "said_on": "2025-05-16?",
                "meeting": "round-1",
                "source": "gazette",
                "hop": [{"actor": "sudmark", "verb": "quoted"}],
            },
            "it was missing",
        )
    )
    record = held(library, receipt.keys[0])
    assert record["speaker"] == key("a", "norland")
    assert record["format"] == key("f", "lakeside")  # the meeting's
    assert (record["said_lo"], record["said_hi"]) == bounds("2025-05-16?")
    assert record["hop"] == [
        {"n": 0, "actor": key("a", "sudmark"), "verb": "quoted", "hedge": "none", "was_read": 1}
    ]
    assert [row.text for row in library.quotes(parse("guarantees").query).rows] == [
        "Guarantees first."
    ]
    assert why_of(library, receipt.txn) == {"it was missing"}
    library.undo(receipt.txn)
    assert held(library, receipt.keys[0]) == {}
    assert library.verify().findings == ()


def test_a_new_actor_is_found_by_its_names_and_has_a_slug_of_its_own(library: Library) -> None:
    values = {"name": "Republic of Norland", "kind": "state", "actor_name": [{"name": "Норланд"}]}
    first = library.do(AddRecord("a", values)).keys[0]
    again = library.do(AddRecord("a", values)).keys[0]
    assert held(library, first)["slug"] == "republic-of-norland"
    assert held(library, again)["slug"] == "republic-of-norland-2"
    assert [
        (row["name"], row["name_key"], row["used"]) for row in held(library, first)["actor_name"]
    ] == [
        ("Republic of Norland", "republic of norland", "own"),
        ("Норланд", "norland", "common"),
    ]


def test_a_name_that_is_corrected_is_searched_as_it_is_now(library: Library) -> None:
    norland = key("a", "norland")
    record = corrected(library, norland, name="Nordland")
    assert [row["name_key"] for row in record["actor_name"]] == ["nordland"]
    assert library.count(parse("by:nordland").query) == 2
    corrected(library, norland, actor_name=[{"name": "NRL"}])
    record = corrected(library, norland, name="Norland")
    assert [row["name"] for row in record["actor_name"]] == ["Norland", "NRL"]


def test_what_is_so_already_needs_no_change(library: Library) -> None:
    receipt = library.do(Correct(key("a", "norland"), {"name": "Norland"}, {}))
    assert (receipt.txn, receipt.summary) == ("", "nothing had to change")


def test_the_quotes_of_a_meeting_follow_it_to_another_format(library: Library) -> None:
    receipt = library.do(Correct(key("m", "round-1"), {"format": "harbour"}, {}, "misread"))
    assert receipt.summary.endswith("(format); 1 quote followed")
    assert held(library, key("q", "q1"))["format"] == key("f", "harbour")
    library.undo(receipt.txn)
    assert held(library, key("q", "q1"))["format"] == key("f", "lakeside")


def test_sources_stay_with_who_was_there_when_the_list_changes(library: Library) -> None:
    rows = [
        {"actor": "norland", "mode": "host"},
        {"actor": "sudmark", "mode": "invited_declined", "sources": ["gazette"]},
    ]
    record = corrected(library, key("m", "round-1"), participation=rows)
    assert record["participation_source"] == [
        {"n": 0, "participation": 1, "source": key("s", "gazette")}
    ]
    record = corrected(library, key("m", "round-1"), participation=rows[1:])
    assert record["participation_source"] == [
        {"n": 0, "participation": 0, "source": key("s", "gazette")}
    ]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"said_on": "2025-02-30"}, "Said on: 2025-02-30 is no date."),
        ({"kind": "whisper"}, "Kind: whisper is not one of direct, mixed, indirect, document."),
        ({"speaker": "Atlantis"}, "Speaker: No actor is called Atlantis."),
        ({"speaker": "example"}, "Speaker: example fits 2 actors: "),
        ({"text": " "}, "A quote needs its text."),
        ({"source": None}, "A quote needs its source, or a remark"),
        ({"speaker_text": "an envoy"}, "Its speaker is an actor or someone unnamed, not both"),
        ({"kind": "indirect"}, "An indirect quote holds none of its speaker's words"),
        ({"role": "spokesperson"}, "is not the speaker's."),
        ({"meeting": "round-1", "format": "harbour"}, "is one of Lakeside."),
        ({"confidence": 3}, "Confidence is a number from 0 to 1."),
        ({"colour": "red"}, "A quote has no field colour."),
        ({"hop": [{"verb": "said"}]}, "Reported by: who is missing."),
        ({"hop": [{"actor": "Atlantis"}]}, "Reported by, who: No actor is called Atlantis."),
    ],
)
def test_what_cannot_stand_in_a_field_is_refused_in_a_sentence(
    library: Library, changes: dict[str, Any], says: str
) -> None:
    assert says in refusal(library, key("q", "q2"), **changes)


def test_other_refusals(library: Library) -> None:
    assert "no tie to itself" in refusal(
        library, key("a", "norland"), relation=[{"type": "part_of", "to_actor": "norland"}]
    )
    corrected(library, key("f", "harbour"), parent="lakeside")
    assert "part of it already" in refusal(library, key("f", "lakeside"), parent="harbour")
    assert "ends before it begins" in refusal(
        library, key("r", "spokesperson"), valid_from="2025", valid_to="2024-01"
    )
    assert "needs a source for both" in refusal(
        library,
        key("m", "round-1"),
        participation=[{"actor": "sudmark", "mode": "invited_declined"}],
    )
    with pytest.raises(RecordMissing):
        library.do(Correct(key("a", "atlantis"), {"name": "Atlantis"}, {}))


def test_a_word_that_is_not_known_is_refused_until_somebody_adds_it(library: Library) -> None:
    lakeside = key("f", "lakeside")
    told = refusal(library, lakeside, kind="shuttle")
    assert "Kind: shuttle is not one of " in told
    assert "peace-tui vocabulary add 'format kind' WORD" in told
    word = library.do(AddWord("format kind", "Shuttle"))
    assert corrected(library, lakeside, kind="shuttle")["kind"] == "shuttle"
    assert library.do(AddWord("format kind", "shuttle")).txn == ""
    library.undo(word.txn)
    assert held(library, lakeside)["kind"] == "shuttle"
    with pytest.raises(WriteRefused, match="no words for colours"):
        library.do(AddWord("colours", "red"))


def test_a_retracted_quote_says_so_and_is_what_it_was_when_that_is_taken_back(
    library: Library,
) -> None:
    quote = key("q", "q1")
    corrected(library, quote, remark="heard twice", status="disputed")
    with pytest.raises(WriteRefused, match="say why"):
        library.do(Retract(quote, " "))
    receipt = library.do(Retract(quote, "misheard"))
    assert receipt.summary == f"retraction of {short(quote)}"
    assert "misheard" in why_of(library, receipt.txn)
    assert library.count(parse("is:retracted").query) == 1
    assert library.do(Retract(quote, "again")).txn == ""
    library.do(Unretract(quote))
    assert held(library, quote)["status"] == "disputed"


def test_retracting_says_what_rests_on_it_and_leaves_that_alone(library: Library) -> None:
    norland = key("a", "norland")
    receipt = library.do(Retract(norland, "made up"))
    assert receipt.summary == (
        f"retraction of {short(norland)} (2 quotes and 1 role rest on it; that stays)"
    )
    assert "was retracted" in refusal(library, key("q", "q2"), quote_speaker=["norland"])
    corrected(library, key("q", "q2"), remark="still Norland's")
    library.do(Unretract(norland))
    assert "retracted" not in held(library, norland)


def test_different_fields_of_two_people_both_stay_and_the_same_one_conflicts(
    library: Library,
) -> None:
    norland = key("a", "norland")
    seen = {"name": "Norland", "description": None, "country": None}
    with open_library(library.path, author=COLLEAGUE, clock=FixedClock()) as theirs:
        theirs.do(Correct(norland, {"description": "A state."}, seen))
        library.do(Correct(norland, {"country": "NL"}, seen))
        assert held(library, norland)["description"] == "A state."
        assert held(library, norland)["country"] == "NL"
        with pytest.raises(EditConflict) as conflict:
            library.do(Correct(norland, {"description": "A kingdom."}, seen))
    (clash,) = conflict.value.clashes
    assert (clash.field, clash.base, clash.mine, clash.theirs, clash.author) == (
        "description",
        None,
        "A kingdom.",
        "A state.",
        COLLEAGUE,
    )
    assert held(library, norland)["description"] == "A state."


def test_a_new_record_stays_while_others_or_corrections_rest_on_it(library: Library) -> None:
    made = library.do(AddRecord("a", {"name": "Relief Union", "kind": "ngo"}))
    union = made.keys[0]
    change = library.do(Correct(union, {"description": "An aid group."}, {}))
    with pytest.raises(UndoRefused, match="rests on it"):
        library.undo(made.txn)
    library.undo(change.txn)
    speaks = library.do(Correct(key("q", "q2"), {"speaker": union}, {}))
    with pytest.raises(UndoRefused, match="rests on it"):
        library.undo(made.txn)
    library.undo(speaks.txn)
    library.undo(made.txn)
    assert held(library, union) == {}
    with pytest.raises(UndoRefused, match="not there any more"):
        library.undo(
            next(
                each.txn
                for each in library.log()
                if each.summary.startswith("undo of correction of q-")
            )
        )
    assert library.verify().findings == ()


def test_the_log_says_what_was_corrected(library: Library) -> None:
    library.do(Correct(key("a", "norland"), {"name": "Nordland", "country": "NL"}, {}))
    library.do(Retract(key("m", "round-1"), "never took place"))
    newest, before, *_ = library.log()
    assert newest.summary == f"retraction of {short(key('m', 'round-1'))}"
    assert (
        before.summary == f"correction of {short(key('a', 'norland'))} (name, country, other names)"
    )
    assert before.author == AUTHOR


@pytest.fixture
def colleague(library: Library) -> Iterator[Library]:
    with open_library(library.path, author=COLLEAGUE, clock=FixedClock()) as theirs:
        yield theirs


@pytest.mark.parametrize(("letter", "name"), [("q", "q2"), ("m", "round-1"), ("s", "gazette")])
def test_who_makes_a_fact_private_in_its_form_keeps_it(
    library: Library, colleague: Library, letter: str, name: str
) -> None:
    fact = key(letter, name)
    assert corrected(library, fact, handling="private")["keeper"] == AUTHOR
    for deed in (Correct(fact, {"remark": "x"}, {}), Retract(fact, "no"), Unretract(fact)):
        with pytest.raises(RecordMissing):
            colleague.do(deed)
    assert "keeper" not in corrected(library, fact, handling="public")
    assert colleague.do(Retract(fact, "no")).txn


def test_who_adds_a_private_fact_keeps_it(library: Library, colleague: Library) -> None:
    fields = {"title": "A letter", "kind": "other", "handling": "private"}
    letter = library.do(AddRecord("s", fields)).keys[0]
    assert held(library, letter)["keeper"] == AUTHOR
    with library.questions() as ask:
        assert ask.edited("s", letter).values["title"] == "A letter"
    with pytest.raises(RecordMissing):
        colleague.do(Correct(letter, {"title": "Theirs"}, {}))


def test_who_corrects_parts_in_a_meeting_leaves_those_alone_that_others_keep(
    library: Library, colleague: Library
) -> None:
    meeting = key("m", "round-1")
    parts = [{"actor": key("a", name), "mode": "host"} for name in ("norland", "sudmark")]
    corrected(library, meeting, participation=parts)
    library.do(SetHandling(meeting, "private", part=1))
    with colleague.questions() as ask:
        seen = ask.edited("m", meeting).values
    assert [row["actor"] for row in seen["participation"]] == [key("a", "norland")]
    hers = {"actor": key("a", "n-example"), "mode": "mediator"}
    colleague.do(Correct(meeting, {"participation": [hers]}, seen))
    kept = held(library, meeting)["participation"]
    assert [(row["actor"], row["handling"]) for row in kept] == [
        (key("a", "n-example"), "public"),
        (key("a", "sudmark"), "private"),
    ]
    assert library.verify().findings == ()
