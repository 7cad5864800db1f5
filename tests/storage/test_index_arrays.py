"""Arrays of a cache: in pieces or as runs they hold what they were made from."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from storage.index.arrays import CHUNK, Chunked, SortedRuns, chunked, narrowed, runs

LENGTH = 3 * CHUNK + 5
places = st.lists(st.integers(0, LENGTH - 1), max_size=50).map(
    lambda some: np.array(some, np.int64)
)


@given(places)
def test_an_array_in_pieces_holds_the_same_in_every_place(some: np.ndarray) -> None:
    array = np.arange(LENGTH, dtype=np.uint32) * 7919
    pieces = dict(chunked(array))
    assert Chunked(LENGTH, pieces.__getitem__).at(some).tolist() == array[some].tolist()


def test_pieces_that_were_not_asked_for_are_not_read() -> None:
    pieces = dict(chunked(np.arange(LENGTH, dtype=np.uint32)))
    read: list[int] = []

    def reading(number: int) -> bytes:
        read.append(number)
        return pieces[number]

    array = Chunked(LENGTH, reading)
    for _ in range(2):
        assert array.at(np.array([CHUNK + 1, CHUNK])).tolist() == [CHUNK + 1, CHUNK]
    assert read == [1]


@given(st.lists(st.integers(0, 9), min_size=1).map(sorted), st.integers(-1, 11))
def test_runs_hold_what_never_falls_and_say_how_much_is_less(days: list[int], day: int) -> None:
    array = np.array(days, np.uint32)
    held = SortedRuns(*runs(array), len(array))
    assert held.at(np.arange(len(array))).tolist() == days
    assert held.before(day) == sum(each < day for each in days)


@given(st.lists(st.integers(0, 1 << 31)))
def test_an_array_in_fewer_bytes_holds_the_same(numbers: list[int]) -> None:
    small = narrowed(np.array(numbers, np.int64))
    assert small.tolist() == numbers
    assert max(numbers, default=0) > 0xFF or small.dtype.itemsize == 1
