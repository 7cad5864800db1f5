"""What Tab offers for the last word of a search."""

from __future__ import annotations

import pytest

from storage import Library
from tests.builders import records_of


@pytest.fixture
def talks(library: Library) -> Library:
    with records_of(library) as records:
        records.actor("norland", "Norland", also=["Республика Норланд"])
        records.actor("anna-kabin", "Anna Kabin", part_of=["norland"])
        records.actor("omar-kabir", "Omar Kabir")
        records.format("lakeside", "Lakeside talks", also=["The lake rounds"])
        records.format("harbour", "Harbour talks")
        records.topic("guarantees")
        records.quote("q1", "peace", by="anna-kabin", format="lakeside", topics=["guarantees"])
        records.quote("q2", "peace", by="anna-kabin", format="lakeside", held_as="paraphrase")
        records.quote("q3", "war", by="omar-kabir", format="harbour")
    library.tag([library.find("q3")], add=("draft",))
    return library


def offered(library: Library, text: str) -> list[tuple[str, int | None]]:
    with library.questions() as ask:
        return [(each.text, each.quotes) for each in ask.completions(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("by:kab", [("by:=anna-kabin ", 2), ("by:=omar-kabir ", 1)]),
        ("war by:kab", [("war by:=omar-kabir ", 1)]),
        ("by:", [("by:=anna-kabin ", 2), ("by:=omar-kabir ", 1)]),
        ("from:omar", [("by:=omar-kabir ", 1)]),
        ('by:"anna k', [("by:=anna-kabin ", 2)]),
        ("in:lake", [("in:=lakeside ", 2)]),
        ("at:lake", []),  # nothing is known to be said there
        ("peace in:", [("peace in:=lakeside ", 2)]),
        ("topic:gua", [("topic:guarantees ", 1)]),
        ("tag:dr", [("tag:draft ", 1)]),
        ("is:par", [("is:paraphrase ", 1)]),
        ("-is:par", [("-is:paraphrase ", 1)]),
        ("(war OR by:anna", [("(war OR by:=anna-kabin ", 2)]),
        ("war OR by:anna", [("war OR by:=anna-kabin ", 2)]),
        ("peace (war OR by:", [("peace (war OR by:=anna-kabin ", 2)]),
        ("by:(anna OR om", [("by:(anna OR =omar-kabir ", 1)]),
        ("war by:(kab", [("war by:(=omar-kabir ", 1)]),
        ("-tag:(dr", [("-tag:(draft ", 1)]),
        ("by:nobody", []),
        ("date:2025", []),
        ("ta", [("ta" + "g:", None)]),
        ("peace is", [("peace is:", None)]),
        ("peace ", []),
        ("", []),
        ('"by:kab', []),
    ],
)
def test_what_is_offered_is_what_fits_here_the_most_first(
    talks: Library, text: str, expected: list[tuple[str, int | None]]
) -> None:
    assert offered(talks, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nothing by:kab", ["by:=anna-kabin", "by:=omar-kabir"]),
        ("nothing in:", ["in:=harbour", "in:=lakeside"]),
        ("nothing at:lake", ["at:=lakeside"]),
        ("nothing topic:", ["topic:guarantees"]),
        ("nothing tag:dr", ["tag:draft"]),
        ("nothing is:par", ["is:paraphrase"]),
        ("nothing -is:par", ["-is:paraphrase"]),
        ("peace war by:(anna OR om", ["by:(anna OR =omar-kabir"]),
        ("nothing by:nobody", []),
    ],
)
def test_where_nothing_is_left_already_values_are_offered_without_counts(
    talks: Library, text: str, expected: list[str]
) -> None:
    before = text[: text.rindex(" -" if " -" in text else " by:(" if "(" in text else " ") + 1]
    assert sorted(offered(talks, text)) == [(f"{before}{each} ", None) for each in expected]


def test_a_name_is_offered_by_any_of_its_names(talks: Library) -> None:
    with records_of(talks) as records:
        records.quote("q4", "war", by="norland")
    assert offered(talks, "by:респ") == [("by:=norland ", 1)]
    assert offered(talks, "in:rounds") == [("in:=lakeside ", 2)]
