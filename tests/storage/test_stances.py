"""Stances: whose they are, by which definition they were coded, what corrects and drops them."""

from __future__ import annotations

import pytest

from storage import Key, Library, RecordMissing, Stance, WriteRefused, open_library, parse
from storage.deeds import DropStance, SetStance
from tests.builders import AUTHOR, COLLEAGUE, key, records_of
from tests.storage.logs import entries

GUARANTEES = key("o", "guarantees")


@pytest.fixture
def quotes(library: Library) -> tuple[Key, ...]:
    with records_of(library) as records:
        records.topic("guarantees", "What is promised, and who sees to it.")
        records.topic("monitoring")
        return tuple(records.quote(f"q{number}") for number in range(3))


def stances(library: Library, quote: Key) -> list[tuple[str, str, str | None]]:
    return [(each.coder, each.value, each.frame) for each in library.quote(quote).stances]


def test_a_stance_is_its_coders_own_and_stands_beside_others(
    library: Library, quotes: tuple[Key, ...]
) -> None:
    library.do(SetStance(quotes[:1], GUARANTEES, "conditional", "offer"))
    with open_library(library.path, author=COLLEAGUE) as theirs:
        theirs.do(SetStance(quotes[:1], GUARANTEES, "support"))
    assert stances(library, quotes[0]) == [
        (AUTHOR, "conditional", "offer"),
        (COLLEAGUE, "support", None),
    ]


def test_the_same_coder_coding_again_corrects_what_was_coded(
    library: Library, quotes: tuple[Key, ...]
) -> None:
    library.do(SetStance(quotes[:1], GUARANTEES, "support", "offer"))
    library.do(SetStance(quotes, GUARANTEES, "oppose"))
    assert [stances(library, quote) for quote in quotes] == [[(AUTHOR, "oppose", None)]] * 3
    library.undo()
    assert [stances(library, quote) for quote in quotes] == [[(AUTHOR, "support", "offer")], [], []]


def test_the_same_stance_again_writes_nothing(library: Library, quotes: tuple[Key, ...]) -> None:
    library.do(SetStance(quotes, GUARANTEES, "support"))
    log = entries(library.path)
    assert library.do(SetStance(quotes, GUARANTEES, "support")).txn == ""
    assert entries(library.path) == log


def test_a_quote_comes_on_the_topic_that_its_stance_is_on(
    library: Library, quotes: tuple[Key, ...]
) -> None:
    library.do(SetStance(quotes[:1], GUARANTEES, "support"))
    library.do(SetStance(quotes[1:2], GUARANTEES, "support", is_alone=True))
    assert [library.quote(quote).topics for quote in quotes] == [("guarantees",), (), ()]
    assert library.count(parse("topic:guarantees").query) == 1
    assert library.count(parse("stance:guarantees/support").query) == 2


def test_what_was_written_is_told_in_words(library: Library, quotes: tuple[Key, ...]) -> None:
    receipt = library.do(SetStance(quotes, GUARANTEES, "conditional", "offer"))
    assert receipt.summary == "stance guarantees: conditional, offer on 3 quotes"
    dropped = library.do(DropStance(quotes, GUARANTEES))
    assert dropped.summary == "stance guarantees off 3 quotes"
    assert library.describe(dropped.txn) == "stance guarantees off 3 quotes"
    assert "stance guarantees: conditional on 3 quotes" in library.describe(receipt.txn)


def test_only_ones_own_stance_can_be_dropped(library: Library, quotes: tuple[Key, ...]) -> None:
    with records_of(library) as records:
        records.stance("q0", "guarantees", "support", coder=COLLEAGUE)
    with pytest.raises(RecordMissing, match="others' stances stay"):
        library.do(DropStance(quotes, GUARANTEES))
    library.do(SetStance(quotes, GUARANTEES, "oppose"))
    library.do(DropStance(quotes, GUARANTEES))
    assert [stances(library, quote) for quote in quotes] == [[(COLLEAGUE, "support", None)], [], []]


@pytest.mark.parametrize(
    ("value", "frame", "said"),
    [("in favour", None, "no stance"), ("support", "wish", "no frame")],
)
def test_what_is_no_stance_is_refused_with_those_there_are(
    library: Library, quotes: tuple[Key, ...], value: str, frame: str | None, said: str
) -> None:
    log = entries(library.path)
    with pytest.raises(WriteRefused, match=said):
        library.do(SetStance(quotes, GUARANTEES, value, frame))
    assert entries(library.path) == log


def test_a_stance_on_a_topic_that_is_not_there_writes_nothing(
    library: Library, quotes: tuple[Key, ...]
) -> None:
    with pytest.raises(RecordMissing, match="Nothing was saved"):
        library.do(SetStance(quotes, key("o", "never-made"), "support"))
    assert library.quote(quotes[0]).stances == ()


def test_a_detail_says_whose_a_stance_is(library: Library, quotes: tuple[Key, ...]) -> None:
    library.do(SetStance(quotes[:1], GUARANTEES, "support"))
    (stance,) = library.quote(quotes[0]).stances
    assert isinstance(stance, Stance)
    assert (stance.topic, stance.coder) == ("guarantees", AUTHOR)
