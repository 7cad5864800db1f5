"""What others tell about where a quote comes from is what looking at every quote tells."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from storage import Piece
from storage.dates import bounds
from storage.places import SURROUNDINGS, passages, standing, standing_now
from storage.sql import same_words
from storage.tokens import words_of
from tests.builders import key
from tests.laws import oracle
from tests.laws.oracle import Held
from tests.laws.test_search_laws import library_of


def have_the_same_words(one: Held, other: Held) -> bool:
    words = words_of(one.text)
    return bool(words and words == words_of(other.text) and one.speakers & other.speakers)


def may_be_of_one_day(one: Held, other: Held) -> bool:
    (first, last), (others_first, others_last) = bounds(one.said_on), bounds(other.said_on)
    return first <= others_last and others_first <= last


def same_as(quote: Held, held: tuple[Held, ...]) -> list[Held]:
    """Found by looking at every quote, the earliest first."""
    found = [
        each
        for each in held
        if not each.hidden and each.ref != quote.ref and have_the_same_words(quote, each)
    ]
    return sorted(found, key=lambda each: each.order)


def origins(quotes: list[Held]) -> set[tuple[str, str | None]]:
    """Where their chains begin: no source of the random library is a document in itself."""
    return {
        ("begins with", each.chain[-1])
        if each.chain
        else ("open", oracle.PUBLISHER[each.source] if each.source else None)
        for each in quotes
    }


def in_one_voice() -> st.SearchStrategy[tuple[Held, ...]]:
    """Libraries in which few say little, so that many quotes are the same."""
    texts = st.sampled_from(("Peace", "peace.", "peace, peace", "cease-fire", "Cease fire", "…"))
    return st.lists(st.tuples(oracle.quotes(), texts), min_size=2, max_size=8).map(
        lambda drawn: tuple(
            replace(quote, text=text, ref=f"x{n}", answered=False)
            for n, (quote, text) in enumerate(drawn)
        )
    )


@given(held=oracle.libraries() | in_one_voice(), looked_at_most=st.sampled_from((0, 2, 2_000)))
def test_the_quotes_with_the_same_words_are_those_that_every_quote_compared_has(
    scene: Path, held: tuple[Held, ...], looked_at_most: int
) -> None:
    with (
        library_of(scene, held) as library,
        library.questions() as ask,
        patch.object(same_words, "LOOKED_AT_MOST", looked_at_most),
    ):
        for quote in (each for each in held if not each.hidden):
            told = ask.quote_with_provenance(key("q", quote.ref)).provenance
            assert told
            if told.others is None:
                assert looked_at_most < len(held), "too many, where there are so few"
                continue
            same = same_as(quote, held)
            assert [each.row.ref for each in told.others] == [each.ref for each in same]
            for other, its in zip(told.others, same, strict=True):
                assert other.another_day is not may_be_of_one_day(quote, its)
                assert tuple(hop.actor.slug for hop in other.chain) == its.chain


@given(held=oracle.libraries() | in_one_voice())
def test_chains_that_begin_with_the_same_party_are_one(scene: Path, held: tuple[Held, ...]) -> None:
    with library_of(scene, held) as library, library.questions() as ask:
        for quote in (each for each in held if not each.hidden):
            told = ask.quote_with_provenance(key("q", quote.ref)).provenance
            assert told
            assert told.chains
            begun = origins(
                [quote]
                + [
                    each
                    for each in same_as(quote, held)
                    if may_be_of_one_day(quote, each) and each.status != "retracted"
                ]
            )
            assert told.chains.total == len(begun)
            assert told.chains.open == len([each for each in begun if each[0] == "open"])


@st.composite
def stored(draw: st.DrawFn) -> tuple[str, tuple[Piece, ...]]:
    """A stored text, and pieces of which some stand in it, some elsewhere, some nowhere."""
    words = st.sampled_from(("peace", "we meet", ".", "? ", "\n", " ", "。", "x" * 300, "мир”"))
    text = "".join(draw(st.lists(words, max_size=60)))
    pieces: list[Piece] = []
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, len(text)))
        exact = draw(st.sampled_from((text[start:end], "peace", "nowhere held")))
        pieces.append(Piece(start, end, exact))
    return text, tuple(pieces)


@given(stored())
def test_words_stand_now_where_they_are_marked(example: tuple[str, tuple[Piece, ...]]) -> None:
    text, pieces = example
    now = standing_now(text, pieces)
    assert all(text[each.start : each.end] == each.exact for each in now)
    match standing(text, pieces):
        case "stands":
            assert now == pieces
        case "moved":
            assert [each.exact for each in now] == [each.exact for each in pieces]
            assert now != pieces
        case _:
            assert len(now) < len(pieces)


@given(stored())
def test_the_surroundings_are_the_text_around_the_words_and_begin_with_a_whole_word(
    example: tuple[str, tuple[Piece, ...]],
) -> None:
    text, pieces = example
    shown = passages(text, pieces)
    for piece in pieces:
        assert any(
            each.start <= piece.start and piece.end <= each.start + len(each.text) for each in shown
        )
    for each in shown:
        end = each.start + len(each.text)
        assert each.text == text[each.start : end]
        assert each.goes_on is (end < len(text))
        first = min(piece.start for piece in pieces if piece.start >= each.start)
        around = text[each.start : first]
        assert len(around) <= SURROUNDINGS
        is_cut = each.start and text[each.start - 1].isalnum() and text[each.start].isalnum()
        assert not is_cut or around == "" or " " not in text[first - SURROUNDINGS : first]
    assert list(shown) == sorted(shown)
