"""Where a quote's words come from: who else has them, where chains begin, who entered them."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage import Chains, Library, Passage, Provenance, SameWords, open_library
from storage.connections import Connections
from storage.history.log import open_door
from storage.sql import same_words
from tests.builders import AUTHOR, FixedClock, key, records_of

WORDS = "No guarantee without verification."


@pytest.fixture
def library(library: Library) -> Library:
    with records_of(library) as records:
        for slug in ("kabin", "ortiz"):
            records.actor(slug)
        for slug in ("wire", "gazette", "herald", "unidentified-agency"):
            records.actor(slug, kind="media")
        records.source("herald-1", publisher="herald")
        records.source("gazette-1", publisher="gazette")
        records.source("communique", kind="official", publisher="kabin")
    return library


def told(library: Library, ref: str) -> Provenance:
    with library.questions() as ask:
        found = ask.quote_with_provenance(key("q", ref)).provenance
    assert found
    return found


def refs(library: Library, ref: str) -> list[str | None]:
    return [each.row.ref for each in others(library, ref)]


def others(library: Library, ref: str) -> tuple[SameWords, ...]:
    found = told(library, ref).others
    assert found is not None
    return found


def test_case_accents_punctuation_and_spaces_make_no_other_words(library: Library) -> None:
    with records_of(library) as records:
        records.quote("one", WORDS, by="kabin")
        records.quote("two", "no guarantée —  without “verification”", by="kabin")
        records.quote("more", f"{WORDS} None.", by="kabin")
        records.quote("less", "No guarantee without.", by="kabin")
        records.quote("turned", "Verification: no guarantee without.", by="kabin")
    assert refs(library, "one") == ["two"]
    assert refs(library, "two") == ["one"]
    assert refs(library, "more") == []


def test_the_same_words_of_somebody_else_are_not_the_same(library: Library) -> None:
    with records_of(library) as records:
        records.quote("hers", WORDS, by="kabin")
        records.quote("his", WORDS, by="ortiz")
        records.quote("theirs", WORDS, jointly=["ortiz", "kabin"])
        records.quote("somebody's", WORDS, speaker_text="a senior envoy")
    assert refs(library, "hers") == ["theirs"]
    assert sorted(refs(library, "theirs"), key=str) == ["hers", "his"]
    assert refs(library, "somebody's") == []


def test_an_import_that_was_taken_back_has_no_words(library: Library) -> None:
    with records_of(library) as records:
        records.quote("one", WORDS, by="kabin")
        with records.in_batch("old", "undone"):
            records.quote("undone", WORDS, by="kabin")
    assert refs(library, "one") == []


def test_words_without_a_letter_are_no_words(library: Library) -> None:
    with records_of(library) as records:
        records.quote("one", "…", by="kabin")
        records.quote("two", "…", by="kabin")
    assert refs(library, "one") == []


def test_words_that_are_too_common_are_not_looked_for(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(same_words, "LOOKED_AT_MOST", 2)
    with records_of(library) as records:
        for n in range(4):
            records.quote(f"hers {n}", "We agree.", by="kabin")
        records.quote("his", "We agree.", by="ortiz")
        records.quote("his too", "Agree we.", by="ortiz")
    assert told(library, "hers 1").others is None
    assert told(library, "hers 1").chains is None
    assert refs(library, "his") == []


def test_two_papers_that_cite_the_same_agency_are_one_chain(library: Library) -> None:
    with records_of(library) as records:
        records.quote("one", WORDS, by="kabin", chain=["gazette", "wire"], source="gazette-1")
        records.quote("two", WORDS, by="kabin", chain=["herald", "wire"], source="herald-1")
    assert told(library, "one").chains == Chains(1, 0)
    with records_of(library) as records:
        records.quote("three", WORDS, by="kabin", chain=["herald"], source="herald-1")
    assert told(library, "one").chains == Chains(2, 0)


@pytest.mark.parametrize(
    ("chain", "hedge", "source", "begins_with"),
    [
        (["gazette", "wire"], "none", None, "wire"),
        (["gazette"], "none", "communique", "gazette"),
        ([], "none", "communique", "kabin"),
        (["wire"], "denied", None, "wire"),
        (["wire"], "reportedly", None, None),
        (["wire"], "anonymous", None, None),
        (["wire", "unidentified-agency"], "none", None, None),
        ([], "none", "gazette-1", None),
        ([], "none", None, None),
    ],
    ids=[
        "the-innermost",
        "not-the-source",
        "a-document",
        "a-denial",
        "reportedly",
        "anonymous",
        "not-to-be-told",
        "a-report-without-a-chain",
        "no-source",
    ],
)
def test_a_chain_is_of_open_origin_where_its_beginning_is_not_known(
    library: Library, chain: list[str], hedge: str, source: str | None, begins_with: str | None
) -> None:
    with records_of(library) as records:
        records.quote("x", by="kabin", chain=chain, hedge=hedge, source=source)
    found = told(library, "x")
    assert (found.beginning.slug if found.beginning else None) == begins_with
    assert found.chains == Chains(1, 0 if begins_with else 1)


def test_what_was_said_on_another_day_or_retracted_is_no_further_chain(library: Library) -> None:
    with records_of(library) as records:
        records.quote("one", WORDS, by="kabin", chain=["wire"], said_on="2025-05-14")
        records.quote("month", WORDS, by="kabin", chain=["gazette"], said_on="2025-05")
        records.quote("later", WORDS, by="kabin", chain=["herald"], said_on="2025-05-15")
        records.quote("wrong", WORDS, by="kabin", said_on="2025-05-14", status="retracted")
    assert {each.row.ref: each.another_day for each in others(library, "one")} == {
        "month": False,
        "later": True,
        "wrong": False,
    }
    assert told(library, "one").chains == Chains(2, 0)


def test_the_log_tells_who_entered_a_quote_and_who_changed_it(library: Library) -> None:
    with records_of(library) as records:
        records.quote("x1", WORDS, by="kabin")
    entry = told(library, "x1").entry
    assert entry.by_hand
    assert entry.written == (AUTHOR, "2025-05-20T12:00:00+00:00")
    assert entry.changed is None
    connections = Connections(library.path)
    with open_door(connections, "colleague", FixedClock()) as door:
        door.correct(key("q", "x1"), "text", "None without verification.")
    connections.close()
    changed = told(library, "x1").entry.changed
    assert changed
    assert changed.author == "colleague"


def test_what_the_sample_brought_was_read_in(sample: Path) -> None:
    with open_library(sample) as library, library.questions() as ask:
        found = ask.quote_with_provenance(library.find("q0003")).provenance
    assert found
    assert (found.entry.by_hand, found.entry.batch) == (False, "sample")
    assert found.entry.written


# Where the words stand.


def passages(library: Library, text: str, *found: tuple[int, str]) -> tuple[Passage, ...]:
    with records_of(library) as records:
        records.source("page", text=text)
        records.quote("x1", by="kabin", found_in=[("page", *each) for each in found])
    shown = library.quote(key("q", "x1")).places[0].passages
    assert shown is not None
    return shown


def test_words_that_moved_are_shown_where_they_stand_now(library: Library) -> None:
    text = "Corrected on Friday. We meet. Then we talk. We meet again."
    passages(library, text, (0, "We meet"), (9, "Then we talk"))
    place = library.quote(key("q", "x1")).places[0]
    assert place.standing == "moved"
    assert [(each.start, each.exact) for each in place.now] == [
        (21, "We meet"),
        (30, "Then we talk"),
    ]


def test_surroundings_begin_and_end_with_sentences(library: Library) -> None:
    before = "A sentence that is far away. " + "x" * 260 + ". It was asked. "
    text = f"{before}We meet. It was so. {'y' * 300}"
    (shown,) = passages(library, text, (len(before), "We meet"))
    assert shown.text == "It was asked. We meet. It was so."
    assert shown.goes_on


def test_pieces_that_stand_far_apart_are_shown_apart(library: Library) -> None:
    text = f"We meet. {'Much is said. ' * 100}Then we talk."
    first, second = passages(library, text, (0, "We meet"), (text.index("Then"), "Then we talk"))
    assert first.text.startswith("We meet. Much is said.")
    assert second.text.endswith("Much is said. Then we talk.")
    assert len(first.text) + len(second.text) < 600
