"""Coding with others: what is drawn, whose codes show when, and what settles them."""

from __future__ import annotations

import contextlib
from collections.abc import Generator
from pathlib import Path

import pytest

from storage import (
    EVERYTHING,
    EditConflict,
    Key,
    Library,
    RecordMissing,
    UndoRefused,
    WriteRefused,
    open_library,
)
from storage.analyst import CodingSample
from storage.connections import connect
from storage.deeds import Adjudicate, ChangeSample, DrawSample, DropSample, MarkDone, SetStance
from tests.builders import FixedClock, key, made_library, records_of

ADA = "ada"
BEN = "ben"
QUOTES = tuple(f"q{number}" for number in range(8))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A library of eight quotes and two topics."""
    with made_library(tmp_path, "archivist") as library:
        with records_of(library) as records:
            records.actor("norland", kind="state")
            records.topic("guarantees", "What secures an agreement.")
            records.topic("borders")
            for quote in QUOTES:
                records.quote(quote, f"Text {quote}.", by="norland")
        return library.path


@contextlib.contextmanager
def at(path: Path, login: str) -> Generator[Library]:
    with open_library(path, author=login, clock=FixedClock()) as library:
        yield library


@pytest.fixture
def ada(path: Path) -> Generator[Library]:
    with at(path, ADA) as library:
        yield library


@pytest.fixture
def ben(path: Path) -> Generator[Library]:
    with at(path, BEN) as library:
        yield library


def draw(library: Library, *, size: int = 4, seed: int = 7, name: str = "tone") -> CodingSample:
    with library.questions() as ask:
        quotes = ask.drawn(EVERYTHING, size, seed)
    deed = DrawSample(name, "", seed, quotes, (key("o", "guarantees"),), (ADA, BEN))
    library.do(deed)
    return sample(library, name)


def sample(library: Library, name: str = "tone") -> CodingSample:
    with library.questions() as ask:
        return ask.coding_sample(name)


def code(library: Library, quote: Key, value: str) -> None:
    library.do(SetStance((quote,), key("o", "guarantees"), value, is_alone=True))


def code_all(library: Library, drawn: CodingSample, *values: str) -> None:
    """These values for the sample's quotes in the order of their keys."""
    with library.questions() as ask:
        quotes = sorted(task.quote.key for task in ask.coding_queue(drawn.key).tasks)
    for quote, value in zip(quotes, values, strict=True):
        code(library, quote, value)
    library.do(MarkDone(drawn.key))


def test_the_same_seed_draws_the_same_quotes_and_a_larger_sample_holds_them(ada: Library) -> None:
    with ada.questions() as ask:
        three, five = ask.drawn(EVERYTHING, 3, 7), ask.drawn(EVERYTHING, 5, 7)
        assert three == ask.drawn(EVERYTHING, 3, 7) == five[:3]
        assert {*ask.drawn(EVERYTHING, 100, 7)} == {key("q", quote) for quote in QUOTES}
        assert ask.drawn(EVERYTHING, 8, 7) != ask.drawn(EVERYTHING, 8, 8)


def test_each_coder_goes_through_the_sample_in_an_order_of_their_own(
    ada: Library, ben: Library
) -> None:
    drawn = draw(ada, size=8)
    with ada.questions() as ask, ben.questions() as of_ben:
        hers = [task.quote.key for task in ask.coding_queue(drawn.key).tasks]
        his = [task.quote.key for task in of_ben.coding_queue(drawn.key).tasks]
        again = [task.quote.key for task in ask.coding_queue(drawn.key).tasks]
    assert hers == again != his
    assert sorted(hers) == sorted(his)


def test_the_queue_shows_the_definition_and_what_oneself_has_coded(
    ada: Library, ben: Library
) -> None:
    drawn = draw(ada)
    with ada.questions() as ask:
        first = ask.coding_queue(drawn.key).tasks[0]
    assert first.topic.definition == "What secures an agreement."
    assert first.code is None
    code(ben, first.quote.key, "oppose")
    code(ada, first.quote.key, "nothing")
    with ada.questions() as ask:
        own = ask.coding_queue(drawn.key).tasks[0].code
    assert own
    assert (own.coder, own.value, own.version) == (ADA, "nothing", 1)
    assert [(coder.login, coder.coded) for coder in sample(ada).coders] == [(ADA, 1), (BEN, 1)]


def test_what_a_colleague_coded_shows_when_both_are_done(ada: Library, ben: Library) -> None:
    drawn = draw(ada)
    code_all(ada, drawn, "support", "support", "oppose", "nothing")
    quote = min(_quotes(ben, drawn))
    assert (ben.quote(quote).stances, ben.quote(quote).withheld) == ((), 1)
    code_all(ben, drawn, "support", "oppose", "oppose", "nothing")
    told = ben.quote(quote)
    assert [stance.coder for stance in told.stances] == [ADA, BEN]
    assert told.withheld == 0


def test_who_is_no_coder_of_the_sample_sees_all(path: Path, ada: Library) -> None:
    drawn = draw(ada)
    code_all(ada, drawn, *["support"] * 4)
    with at(path, "visitor") as visitor:
        assert visitor.quote(_quotes(visitor, drawn)[0]).stances


def test_nothing_about_the_topic_is_a_code_but_no_stance(ada: Library, ben: Library) -> None:
    drawn = draw(ada)
    for coder in (ada, ben):
        code_all(coder, drawn, "support", "support", "oppose", "nothing")
    with ada.questions() as ask:
        agreed = ask.agreement(drawn.key).topics[0].agreement
        assert (agreed.units, agreed.alpha) == (4, 1.0)
        assert sum(len(row.codings) for row in ask.stances(EVERYTHING).rows) == 6
    quote = max(_quotes(ada, drawn))
    assert {stance.value for stance in ada.quote(quote).stances} == {"nothing"}
    assert ada.quote(quote).topics == ()


def test_the_log_keeps_to_itself_what_is_withheld(ada: Library, ben: Library) -> None:
    drawn = draw(ada)
    code(ada, _quotes(ada, drawn)[0], "oppose")
    newest = ben.log(1)[0]
    assert newest.summary.startswith("stance guarantees on q-")
    for coder in (ada, ben):
        coder.do(MarkDone(drawn.key))
    assert "oppose" in ben.log(3)[-1].summary


def test_coders_who_are_done_are_told_how_far_they_agree_and_the_others_who_is_waited_for(
    ada: Library, ben: Library
) -> None:
    drawn = draw(ada)
    code_all(ada, drawn, "support", "support", "oppose", "nothing")
    with ada.questions() as ask:
        assert ask.agreement(drawn.key).waiting_for == (BEN,)
        assert ask.agreement(drawn.key).topics == ()
    code_all(ben, drawn, "support", "oppose", "oppose", "nothing")
    with ada.questions() as ask:
        found = ask.agreement(drawn.key)
        assert ask.agreement().topics == found.topics
    (topic,) = found.topics
    # By hand: 8 codes, 6 of them in pairs that agree; 3 support, 3 oppose, 2 nothing.
    assert (topic.agreement.units, topic.agreement.observed) == (4, 0.75)
    assert topic.agreement.alpha == 1 - (2 * 7) / (64 - 9 - 9 - 4)
    (differing,) = found.disagreements
    assert [(each.coder, each.value) for each in differing.codes] == [
        (ADA, "support"),
        (BEN, "oppose"),
    ]


def test_a_settled_code_stands_beside_the_others_and_before_them(
    path: Path, ada: Library, ben: Library
) -> None:
    drawn = draw(ada)
    code_all(ada, drawn, "support", "support", "oppose", "nothing")
    code_all(ben, drawn, "support", "oppose", "oppose", "nothing")
    quote = sorted(_quotes(ada, drawn))[1]
    with at(path, "chair") as chair:
        chair.do(Adjudicate(quote, key("o", "guarantees"), "conditional", "read it aloud"))
        told = chair.quote(quote).stances
        assert [(each.value, each.coder, each.is_adjudicated) for each in told] == [
            ("conditional", "chair", True),
            ("support", ADA, False),
            ("oppose", BEN, False),
        ]
        with chair.questions() as ask:
            settled = [row for row in ask.stances(EVERYTHING).rows if row.is_adjudicated]
            assert [(row.coder, len(row.codings)) for row in settled] == [("chair", 1)]
            assert sum(len(row.codings) for row in ask.stances(EVERYTHING).rows) == 5
            found = ask.agreement(drawn.key)
            assert found.disagreements[0].adjudicated
            assert ask.adjudicated(quote, key("o", "guarantees")) == "conditional"
        assert "guarantees adjudicated: conditional" in chair.log(1)[0].summary


def test_two_who_settle_the_same_meanwhile_are_told(ada: Library, ben: Library) -> None:
    quote, topic = key("q", "q0"), key("o", "guarantees")
    ada.do(Adjudicate(quote, topic, "support"))
    with pytest.raises(EditConflict) as clash:
        ben.do(Adjudicate(quote, topic, "oppose"))
    assert (clash.value.clashes[0].mine, clash.value.clashes[0].theirs) == ("oppose", "support")
    ben.do(Adjudicate(quote, topic, "oppose", seen={"value": "support"}))
    (settled,) = ada.quote(quote).stances
    assert (settled.value, settled.coder) == ("oppose", BEN)


def test_what_settles_a_quote_is_one_whatever_is_taken_back(ada: Library, ben: Library) -> None:
    quote, topic = key("q", "q0"), key("o", "guarantees")
    first = ada.do(Adjudicate(quote, topic, "support"))
    undone = ada.undo(first.txn)
    ben.do(Adjudicate(quote, topic, "oppose"))
    with pytest.raises(UndoRefused):
        ada.undo(undone.txn)
    assert [(each.value, each.coder) for each in ada.quote(quote).stances] == [("oppose", BEN)]


def test_what_is_still_being_coded_is_not_settled(ada: Library) -> None:
    drawn = draw(ada)
    with pytest.raises(WriteRefused, match="still being coded on guarantees in tone by ada, ben"):
        ada.do(Adjudicate(_quotes(ada, drawn)[0], key("o", "guarantees"), "support"))


def test_a_coder_who_is_added_is_waited_for_and_hides_the_codes_again(
    path: Path, ada: Library, ben: Library
) -> None:
    drawn = draw(ada)
    for coder in (ada, ben):
        code_all(coder, drawn, *["support"] * 4)
    ada.do(ChangeSample(drawn.key, (BEN, "cem")))
    assert sample(ada).at_work == ("cem",)
    with at(path, "cem") as cem:
        assert cem.quote(_quotes(cem, drawn)[0]).withheld == 2
    assert ada.do(ChangeSample(drawn.key, (BEN,))).txn == ""


def test_a_dropped_sample_leaves_the_codes_and_comes_back_whole(ada: Library) -> None:
    drawn = draw(ada)
    code_all(ada, drawn, *["support"] * 4)
    before, quote = sample(ada), _quotes(ada, drawn)[0]
    dropped = ada.do(DropSample(drawn.key))
    with pytest.raises(RecordMissing):
        sample(ada)
    assert [stance.value for stance in ada.quote(quote).stances] == ["support"]
    ada.undo(dropped.txn)
    assert sample(ada) == before
    assert ada.verify().findings == ()


def test_a_sample_that_somebody_is_done_with_is_not_undrawn(ada: Library) -> None:
    drawn = draw(ada)
    drawing = ada.log(1)[0].txn
    ada.do(MarkDone(drawn.key))
    with pytest.raises(UndoRefused, match="rests on it"):
        ada.undo(drawing)


@pytest.mark.parametrize(
    ("deed", "said"),
    [
        (DrawSample(" ", "", 1, (key("q", "q0"),), (key("o", "borders"),), (ADA,)), "a name"),
        (DrawSample("a", "", 1, (), (key("o", "borders"),), (ADA,)), "without quotes"),
        (DrawSample("a", "", 1, (key("q", "q0"),), (), (ADA,)), "without topics"),
        (DrawSample("a", "", 1, (key("q", "q0"),), (key("o", "borders"),), (" ",)), "coders"),
        (DrawSample("a", "", -1, (key("q", "q0"),), (key("o", "borders"),), (ADA,)), "seed"),
        (Adjudicate(key("q", "q0"), key("o", "borders"), "maybe"), "maybe is no value"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    ada: Library, deed: DrawSample | Adjudicate, said: str
) -> None:
    with pytest.raises(WriteRefused, match=said) as refused:
        ada.do(deed)
    assert "Nothing was saved" in str(refused.value)


def test_a_name_is_taken_once_and_only_a_coder_is_done(path: Path, ada: Library) -> None:
    drawn = draw(ada)
    with pytest.raises(WriteRefused, match="called tone already"):
        draw(ada)
    with at(path, "visitor") as visitor, pytest.raises(WriteRefused, match="no coder of tone"):
        visitor.do(MarkDone(drawn.key))


def test_a_mark_from_outside_is_found_and_adopted(path: Path, ada: Library) -> None:
    draw(ada)
    with contextlib.closing(connect(path)) as db:
        db.execute("insert into coding_done select id, 'ben', '2025-05-20' from coding_sample")
    assert ada.verify().findings
    ada.adopt()
    assert ada.verify().findings == ()
    assert sample(ada).at_work == (ADA,)


def _quotes(library: Library, drawn: CodingSample) -> list[Key]:
    with library.questions() as ask:
        return [task.quote.key for task in ask.coding_queue(drawn.key).tasks]
