"""What PROVENANCE says of a quote: the chain, the place, others, what is tied to it, its entry."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage import EVERYTHING, Library
from tests.builders import key, records_of
from tests.driver import at_the_keyboard
from tui.formatting import text_of
from tui.provenance import provenance_lines

WORDS = "No guarantee without verification."
TEXT = "Asked on Friday.\nShe said: No guarantee without verification. No more was said."


@pytest.fixture
def library(library: Library) -> Library:
    with records_of(library) as records:
        records.actor("kabin", "Anna Kabin")
        for slug in ("wire", "gazette"):
            records.actor(slug, kind="media")
        records.source("page", publisher="wire", text=TEXT, caveat="A copy of a copy.")
        records.format("lakeside")
        records.meeting("first", "lakeside", disputed=["who sat"])
    return library


def lines(library: Library, ref: str) -> list[str]:
    with library.questions() as ask:
        detail = ask.quote_with_provenance(key("q", ref))
    return [text_of(line).strip() for line in provenance_lines(detail, EVERYTHING)]


def marked(library: Library, ref: str) -> list[str]:
    with library.questions() as ask:
        detail = ask.quote_with_provenance(key("q", ref))
    return [
        each.text
        for line in provenance_lines(detail, EVERYTHING)
        for each in line
        if each.ink == "marked" and each.text
    ]


def test_each_hop_says_what_it_did_and_how_sure_it_is(library: Library) -> None:
    with records_of(library) as records:
        records.quote("x1", WORDS, by="kabin", chain=["gazette", "wire"], hedge="anonymous")
    said = lines(library, "x1")
    assert "Gazette reported  ← this report was read" in said
    assert "Wire reported, from someone it does not name" in said
    assert "Anna Kabin said it · 2025-05-14" in said
    assert "open origin: who had it from the speaker is not recorded" in said


def test_a_chain_says_with_whom_it_begins(library: Library) -> None:
    with records_of(library) as records:
        records.quote("x1", WORDS, by="kabin", chain=["gazette", "wire"])
    assert "who had it from the speaker: Wire" in lines(library, "x1")


def test_where_nobody_reports_it_says_so_once(library: Library) -> None:
    with records_of(library) as records:
        records.quote("x1", WORDS, by="kabin", source="page")
    said = lines(library, "x1")
    assert said.count("none: read in the news report itself, by Wire") == 1
    assert not any(each.startswith("in short") for each in said)


def test_the_words_are_marked_in_the_lines_around_them(library: Library) -> None:
    with records_of(library) as records:
        records.quote("x1", WORDS, by="kabin", found_in=[("page", 27, WORDS)])
    said = lines(library, "x1")
    assert "the words stand there, characters 27–61" in said
    assert "Asked on Friday." in said
    assert "She said: No guarantee without verification. No more was said." in said
    assert "! A copy of a copy." in said
    assert marked(library, "x1") == [WORDS]


def test_words_that_moved_are_marked_where_they_stand_now(library: Library) -> None:
    with records_of(library) as records:
        records.quote("x1", WORDS, by="kabin", found_in=[("page", 3, WORDS)])
    assert "the words moved: found at characters 3–37, now at characters 27–61" in lines(
        library, "x1"
    )
    assert marked(library, "x1") == [WORDS]


def test_of_words_that_are_gone_it_says_what_was_looked_for_and_marks_nothing(
    library: Library,
) -> None:
    with records_of(library) as records:
        records.quote("x1", WORDS, by="kabin", found_in=[("page", 3, "No pause.")])
    said = lines(library, "x1")
    assert "gone: the words stood at characters 3–12; the text around it is now" in said
    assert "looked for: No pause." in said
    assert marked(library, "x1") == []


def test_others_with_the_same_words_are_told_with_their_chains(library: Library) -> None:
    with records_of(library) as records:
        records.quote("x1", WORDS, by="kabin", chain=["wire"])
        records.quote("x2", WORDS.upper(), by="kabin", source="page")
        records.quote("x3", WORDS, by="kabin", chain=["gazette", "wire"], said_on="2024")
    said = lines(library, "x1")
    start = said.index("OTHERS WITH THE SAME WORDS")
    earlier, same_day, in_all = said[start + 1 : start + 4]
    assert earlier.startswith("2024 Gazette, reporting Wire, reporting Anna Kabin · none recorded")
    assert earlier.endswith("(on another day, so not counted)")
    assert same_day.startswith("2025-05-14 Anna Kabin · Page · q-")
    assert in_all == "in all: 2 chains, 1 of open origin"


def test_a_paraphrase_has_the_same_text_and_never_the_same_words(library: Library) -> None:
    with records_of(library) as records:
        records.quote("x1", WORDS, by="kabin", held_as="paraphrase")
        records.quote("x2", WORDS, by="kabin", held_as="paraphrase")
        records.quote("x3", WORDS, by="kabin")
    said = "\n".join(lines(library, "x1"))
    assert "OTHERS WITH THE SAME TEXT" in said
    assert "SAME WORDS" not in said
    assert said.count("(held as words there)") == 1
    assert "\n".join(lines(library, "x3")).count("(held as a paraphrase there)") == 2


def test_where_no_other_is_found_it_says_why(library: Library) -> None:
    with records_of(library) as records:
        records.quote("x1", WORDS, by="kabin")
        records.quote("x2", WORDS, speaker_text="a senior envoy")
    assert "no other of this speaker is held" in lines(library, "x1")
    assert "not looked for: no speaker is named" in lines(library, "x2")


def test_links_both_ways_and_disputes_are_told_with_who_says_so(library: Library) -> None:
    with records_of(library) as records:
        records.quote("x1", WORDS, by="kabin", format="lakeside", meeting="first")
        records.quote("x2", "Verification will do.", by="kabin")
        records.quote("x3", "As we said.", by="kabin")
        records.link("x2", "contradicts", "x1")
        records.link("x1", "clarifies", "x2")
        records.link("x3", "repeats", "x1")
    said = lines(library, "x1")
    tied = said[said.index("WHAT IS TIED TO IT") :]
    assert any(
        each.startswith("! contradicted by q-") and each.endswith("(by analyst)") for each in tied
    )
    assert any(each.startswith("clarifies q-") for each in tied)
    assert any("who sat: sources differ" in each for each in tied)
    others = said[said.index("OTHERS WITH THE SAME WORDS") : said.index("WHAT IS TIED TO IT")]
    assert any(each.startswith("repeated by q-") for each in others)


def test_it_says_who_entered_the_quote(library: Library) -> None:
    with records_of(library) as records:
        records.quote("x1", WORDS, by="kabin")
    assert lines(library, "x1")[-1] == "entered by hand by analyst, 2025-05-20 12:00 UTC"


async def test_the_checks_of_the_detail_count_chains_and_answers(library: Library) -> None:
    with records_of(library) as records:
        records.quote("x1", WORDS, by="kabin", chain=["wire"], said_on="2025-05-14")
        records.quote("x2", WORDS, by="kabin", said_on="2025-05")
        records.quote("x3", "It is withdrawn.", by="kabin")
        records.link("x3", "answers", "x1")
    async with at_the_keyboard(library.path, size=(120, 40)) as ui:
        await ui.press("slash")
        await ui.type("key:x1")
        assert ui.sees(
            "CHECKS no stored text to check against · 2 chains, 1 of open origin · ! 1 answer"
        )


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 20)])
async def test_all_of_it_can_be_read_at_every_size(sample: Path, size: tuple[int, int]) -> None:
    async with at_the_keyboard(sample, size=size) as ui:
        await ui.press("slash")
        await ui.type("key:q0003")
        await ui.press("enter", "p")
        seen = await ui.read_through()
    for heading in ("HOP BY HOP", "THE SOURCE CITED", "WHERE THE WORDS STAND", "OTHERS WITH"):
        assert heading in seen
    assert "read in from sample by" in seen


async def test_what_is_written_meanwhile_leaves_the_place_where_one_reads(sample: Path) -> None:
    async with at_the_keyboard(sample) as ui:
        await ui.press("slash")
        await ui.type("key:q0003")
        await ui.press("enter", "p", "pagedown")
        pane = ui.app.reading.board.provenance
        place = pane.top
        assert place > 0
        await ui.press("asterisk")
        assert ui.sees("saved: star on")
        assert pane.top == place
