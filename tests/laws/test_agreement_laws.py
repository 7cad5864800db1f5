"""Krippendorff's alpha: as published, and as it follows from counting every pair of codes."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.agreement import agreement

MEG = "0 1 0 0 0 0 0 0 1 0"
OWEN = "1 1 1 0 0 1 0 0 0 0"
BEN = "a a b b d c c c e d d a"
GERRY = "b a b b b c c c e d d d"
FOUR = (
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)

values = st.sampled_from(("support", "oppose", "unclear"))
units = st.lists(st.lists(values, max_size=4), max_size=8)


def units_of(*coders: str) -> list[list[str]]:
    """What each coder gave, unit by unit; a full stop is a unit left out."""
    rows = zip(*(coder.split() for coder in coders), strict=True)
    return [[value for value in row if value != "."] for row in rows]


def alpha_by_pairs(units: Sequence[Sequence[str]]) -> float | None:
    """One less what disagrees within units over what disagrees among all codes, pair by pair."""
    pairable = [unit for unit in units if len(unit) > 1]
    codes = [code for unit in pairable for code in unit]
    if len(set(codes)) < 2:
        return None
    observed = sum(
        sum(one != other for one, other in itertools.permutations(unit, 2)) / (len(unit) - 1)
        for unit in pairable
    ) / len(codes)
    expected = sum(one != other for one, other in itertools.permutations(codes, 2)) / (
        len(codes) * (len(codes) - 1)
    )
    return 1 - observed / expected


def are_close(one: float | None, other: float | None) -> bool:
    return one == other or (
        one is not None and other is not None and math.isclose(one, other, abs_tol=1e-9)
    )


@pytest.mark.parametrize(
    ("coders", "alpha"), [((MEG, OWEN), 0.095), ((BEN, GERRY), 0.692), (FOUR, 0.743)]
)
def test_the_worked_examples_come_out_as_they_were_published(
    coders: tuple[str, ...], alpha: float
) -> None:
    found = agreement(units_of(*coders))
    assert found.alpha is not None
    assert round(found.alpha, 3) == alpha


def test_the_published_units_and_codes_are_those_that_can_be_paired() -> None:
    found = agreement(units_of(*FOUR))
    assert (found.units, found.codes) == (11, 40)
    assert dict(found.pairs)["2", "3"] == 4


@given(units=units, seed=st.integers(0, 3))
def test_alpha_is_what_counting_every_pair_of_codes_gives(
    units: list[list[str]], seed: int
) -> None:
    found, expected = agreement(units, seed), alpha_by_pairs(units)
    assert (found.alpha is None) == (expected is None) == (found.undefined is not None)
    if found.alpha is not None:
        assert are_close(found.alpha, expected)
    assert sum(count for _pair, count in found.pairs) == sum(
        len(unit) * (len(unit) - 1) // 2 for unit in units
    )


@given(units=units, data=st.data())
def test_neither_the_order_of_units_nor_of_coders_matters(
    units: list[list[str]], data: st.DataObject
) -> None:
    mixed = [data.draw(st.permutations(unit)) for unit in data.draw(st.permutations(units))]
    one, other = agreement(units)._replace(interval=None), agreement(mixed)._replace(interval=None)
    assert (one.units, one.codes, one.undefined, one.pairs) == (
        other.units, other.codes, other.undefined, other.pairs,
    )  # fmt: skip
    assert are_close(one.alpha, other.alpha)
    assert are_close(one.observed, other.observed)


@given(units=units)
def test_a_unit_that_only_one_coder_saw_changes_nothing(units: list[list[str]]) -> None:
    assert agreement([*units, ["oppose"], []]) == agreement(units)


def test_what_cannot_be_told_is_said_to_be_undefined() -> None:
    assert agreement([["support"], []]).undefined == "too few"
    alike = agreement([["support", "support"]] * 5)
    assert (alike.undefined, alike.observed, alike.alpha) == ("one value", 1.0, None)


def test_the_interval_holds_alpha_and_comes_again_with_the_seed() -> None:
    found = agreement(units_of(*FOUR), 7)
    assert found.interval is not None
    assert found.alpha is not None
    assert found.interval[0] < found.alpha < found.interval[1]
    assert agreement(units_of(*FOUR), 7) == found
    perfect = agreement([["support", "support"], ["oppose", "oppose"]] * 4, 7)
    assert (perfect.alpha, perfect.interval) == (1.0, (1.0, 1.0))
