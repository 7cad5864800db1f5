"""Topics: defined in versions, in a tree, put on quotes, retracted when nothing rests on them."""

from __future__ import annotations

import pytest

from storage import EditConflict, Key, Library, UndoRefused, WriteRefused, parse
from storage.deeds import (
    AddTopic,
    DefineTopic,
    MoveTopic,
    PutTopics,
    RetractTopic,
    SetStance,
)
from tests.builders import AUTHOR, key, records_of
from tests.storage.logs import entries

GUARANTEES, MONITORING = key("o", "guarantees"), key("o", "monitoring")
FIRST = "What is promised, and who sees to it."


@pytest.fixture
def quotes(library: Library) -> tuple[Key, ...]:
    with records_of(library) as records:
        records.topic("guarantees", FIRST)
        records.topic("monitoring")
        return tuple(records.quote(f"q{number}") for number in range(3))


def found(library: Library, search: str) -> int:
    return library.count(parse(search).query)


def test_a_stance_keeps_the_version_of_the_definition_by_which_it_was_coded(
    library: Library, quotes: tuple[Key, ...]
) -> None:
    library.do(SetStance(quotes[:1], GUARANTEES, "support"))
    library.do(DefineTopic(GUARANTEES, "What is promised.", {"definition": FIRST}))
    library.do(SetStance(quotes[1:2], GUARANTEES, "support"))
    assert [library.quote(quote).stances[0].version for quote in quotes[:2]] == [1, 2]
    library.do(SetStance(quotes[:1], GUARANTEES, "support"))
    assert library.quote(quotes[0]).stances[0].version == 2


def test_the_codebook_tells_each_version_and_who_wrote_it_when(
    library: Library, quotes: tuple[Key, ...]
) -> None:
    library.do(DefineTopic(GUARANTEES, "What is promised.", {"definition": FIRST}))
    library.do(SetStance(quotes[:2], GUARANTEES, "oppose"))
    with library.questions() as ask:
        (topic,) = [each for each in ask.codebook() if each.slug == "guarantees"]
        versions = ask.topic_history("guarantees")
    assert (topic.definition, topic.version, topic.quotes) == ("What is promised.", 2, 2)
    assert dict(topic.stances) == {"oppose": 2}
    assert [(each.version, each.definition, each.author) for each in versions] == [
        (1, FIRST, AUTHOR),
        (2, "What is promised.", AUTHOR),
    ]
    assert topic.since == versions[-1].wall


@pytest.mark.usefixtures("quotes")
def test_a_definition_that_somebody_changed_meanwhile_is_not_written_over(
    library: Library,
) -> None:
    library.do(DefineTopic(GUARANTEES, "What is promised.", {"definition": FIRST}))
    with pytest.raises(EditConflict) as refused:
        library.do(DefineTopic(GUARANTEES, "Promises.", {"definition": FIRST}))
    (clash,) = refused.value.clashes
    assert (clash.mine, clash.theirs) == ("Promises.", "What is promised.")


def test_topics_go_on_and_off_quotes_in_one_write(
    library: Library, quotes: tuple[Key, ...]
) -> None:
    receipt = library.do(PutTopics(quotes, (GUARANTEES,)))
    assert receipt.summary == "topic guarantees on 3 quotes"
    library.do(PutTopics(quotes[:2], (MONITORING,), (GUARANTEES,)))
    assert [library.quote(quote).topics for quote in quotes] == [
        ("monitoring",),
        ("monitoring",),
        ("guarantees",),
    ]
    log = entries(library.path)
    assert library.do(PutTopics(quotes[:2], (MONITORING,), (GUARANTEES,))).txn == ""
    assert entries(library.path) == log
    assert library.verify().findings == ()


def test_a_new_topic_is_found_at_once_with_what_stands_below_it(
    library: Library, quotes: tuple[Key, ...]
) -> None:
    (promises,) = library.do(AddTopic("Mutual promises", "Given by both.")).keys
    library.do(MoveTopic(GUARANTEES, promises))
    library.do(PutTopics(quotes[:1], (GUARANTEES,)))
    assert found(library, "topic:mutual-promises") == 1
    assert found(library, "topic:=mutual-promises") == 0
    with pytest.raises(WriteRefused, match="below itself"):
        library.do(MoveTopic(promises, GUARANTEES))


@pytest.mark.usefixtures("quotes")
def test_two_topics_cannot_be_called_the_same(library: Library) -> None:
    with pytest.raises(WriteRefused, match="called guarantees already"):
        library.do(AddTopic("Guarantees", ""))


def test_a_topic_in_use_is_not_retracted(library: Library, quotes: tuple[Key, ...]) -> None:
    library.do(SetStance(quotes[:1], GUARANTEES, "support"))
    with pytest.raises(WriteRefused, match="1 quotes, 1 stances"):
        library.do(RetractTopic(GUARANTEES))
    library.do(RetractTopic(MONITORING))
    for deed in (SetStance(quotes, MONITORING, "support"), PutTopics(quotes, (MONITORING,))):
        with pytest.raises(WriteRefused, match="retracted"):
            library.do(deed)
    library.do(RetractTopic(MONITORING, is_retracted=False))
    library.do(SetStance(quotes, MONITORING, "support"))


def test_a_topic_that_is_used_is_not_taken_back(library: Library, quotes: tuple[Key, ...]) -> None:
    receipt = library.do(AddTopic("promises", ""))
    library.do(PutTopics(quotes, receipt.keys))
    with pytest.raises(UndoRefused, match="3 later changes rest on it"):
        library.undo(receipt.txn)


@pytest.mark.usefixtures("quotes")
def test_the_log_of_a_topic_says_what_was_done(library: Library) -> None:
    receipt = library.do(DefineTopic(GUARANTEES, "What is promised.", {"definition": FIRST}))
    assert receipt.summary == "topic guarantees defined anew, version 2"
    assert library.describe(receipt.txn) == "topic guarantees defined anew"
