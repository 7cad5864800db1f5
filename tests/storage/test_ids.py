"""Public keys: what is written outside names the same 16 bytes inside, however it is typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage import AmbiguousKey, Library, RecordMissing, short
from storage.ids import (
    ALPHABET,
    LETTERS,
    TEXT_LENGTH,
    decode,
    derived_key,
    encode,
    key_of,
    new_key,
    raw_of,
)
from storage.schema.shapes import SHAPES
from tests.builders import key, records_of

raw_keys = st.binary(min_size=16, max_size=16)


@given(raw_keys)
def test_a_key_names_the_bytes_that_it_was_made_from(raw: bytes) -> None:
    assert raw_of(key_of("q", raw)) == raw


@given(raw_keys)
def test_a_key_is_read_in_either_case(raw: bytes) -> None:
    assert decode(encode(raw).upper()) == raw


@given(raw_keys)
def test_letters_that_look_like_digits_are_read_as_those(raw: bytes) -> None:
    mistyped = encode(raw).translate(str.maketrans("01", "ol"))
    assert decode(mistyped) == raw
    assert decode(mistyped.replace("l", "I")) == raw


@given(st.lists(raw_keys, min_size=2, max_size=2))
def test_keys_sort_as_their_bytes_do(raws: list[bytes]) -> None:
    assert sorted(raws) == [decode(text) for text in sorted(map(encode, raws))]


@pytest.mark.parametrize(
    "text", ["", "0" * 25, "0" * 27, "u" * 26, "0" * 25 + "-", "8" + "0" * 25], ids=repr
)
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="key"):
        decode(text)


def test_no_two_characters_of_a_key_are_taken_for_each_other() -> None:
    assert len(set(ALPHABET)) == 32
    assert set("ilou").isdisjoint(ALPHABET)


def test_a_new_key_is_unlike_any_other_and_sorts_after_those_of_earlier_moments() -> None:
    earlier, later = new_key("n", 1_700_000_000_000), new_key("n", 1_700_000_000_001)
    assert earlier < later
    assert new_key("n", 1_700_000_000_001) != later
    assert len(later) == TEXT_LENGTH + 2


def test_an_imported_record_has_the_same_key_everywhere() -> None:
    assert derived_key("q", "sample", "q0014") == "q-6qp4hay66q96vc5mcpq5dk1g6h"
    assert derived_key("q", "sample", "q0015") != derived_key("q", "sample", "q0014")
    assert derived_key("q", "other", "q0014") != derived_key("q", "sample", "q0014")


def test_every_kind_of_record_has_a_letter_of_its_own() -> None:
    assert {letter: LETTERS[letter] for letter in SHAPES} == {
        shape.letter: shape.table for shape in SHAPES.values()
    }


def test_a_record_is_found_by_the_short_form_of_its_key_in_either_case(library: Library) -> None:
    with records_of(library) as records:
        quote = records.quote("q1")
    assert library.find(short(quote)) == quote
    assert library.find(short(quote).upper()) == quote
    assert library.find(quote[-6:]) == quote


def test_an_ending_that_fits_two_records_asks_for_more(library: Library) -> None:
    with records_of(library) as records:
        records.quote("q1")
        row = records.db.execute("select key from quote").fetchone()[0]
        twin = bytes([row[0] ^ 1]) + row[1:]
        records.quote("q2")
        records.db.execute("update quote set key = ? where ref = 'q2'", (twin,))
    with pytest.raises(AmbiguousKey):
        library.find(key("q", "q1")[-6:])
    assert library.find(key("q", "q1")) == key("q", "q1")


def test_a_key_that_names_nothing_is_said_to_be_missing(library: Library) -> None:
    with pytest.raises(RecordMissing):
        library.find(key("q", "never-made"))
