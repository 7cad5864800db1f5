"""How far coders agree: Krippendorff's alpha for nominal data, and what it rests on.

After K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011): any number of coders, of
whom any may have left a unit out. A unit counts where at least two coders gave it a value.
"""

from __future__ import annotations

import itertools
import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Literal, NamedTuple, TypeAlias

RESAMPLES: Final = 1_000
LOWER: Final = 0.025
UPPER: Final = 0.975

Undefined: TypeAlias = Literal["too few", "one value"]
Pair: TypeAlias = tuple[str, str]
Coincidences: TypeAlias = Mapping[Pair, float]


class Agreement(NamedTuple):
    """What a number of units says about agreement.

    `observed` is the share of pairs of codes that agree. `alpha` and its interval are None where
    there is nothing to agree by: too few codes, or one value only. `pairs` counts how often each
    two values met, those that are alike too, in no order of the coders.
    """

    units: int
    codes: int
    observed: float | None
    alpha: float | None
    interval: tuple[float, float] | None
    undefined: Undefined | None
    pairs: tuple[tuple[Pair, int], ...]


def agreement(units: Iterable[Sequence[str]], seed: int = 0) -> Agreement:
    """How far coders agree who gave these values to each unit, in any order."""
    pairable = [tuple(sorted(unit)) for unit in units if len(unit) > 1]
    matrix = coincidences(pairable)
    codes = sum(map(len, pairable))
    alpha = alpha_of(matrix)
    same = sum(count for (one, other), count in matrix.items() if one == other)
    return Agreement(
        units=len(pairable),
        codes=codes,
        observed=same / codes if codes else None,
        alpha=alpha,
        interval=_interval(pairable, seed) if alpha is not None else None,
        undefined=None if alpha is not None else "one value" if pairable else "too few",
        pairs=tuple(sorted(_meetings(pairable).items())),
    )


def coincidences(units: Iterable[Sequence[str]]) -> dict[Pair, float]:
    """The coincidence matrix: each unit of m codes gives every ordered pair of them 1 / (m - 1)."""
    matrix: dict[Pair, float] = {}
    for unit in units:
        for pair in itertools.permutations(unit, 2):
            matrix[pair] = matrix.get(pair, 0.0) + 1 / (len(unit) - 1)
    return matrix


def alpha_of(matrix: Coincidences) -> float | None:
    """1 - observed / expected disagreement; None where no disagreement could be expected."""
    totals: dict[str, float] = {}
    for (one, _other), count in matrix.items():
        totals[one] = totals.get(one, 0.0) + count
    if len(totals) < 2:
        return None
    codes = sum(totals.values())
    observed = sum(count for (one, other), count in matrix.items() if one != other)
    expected = (codes * codes - sum(each * each for each in totals.values())) / (codes - 1)
    return 1 - observed / expected


def _meetings(units: Iterable[Sequence[str]]) -> Counter[Pair]:
    return Counter(
        (one, other) for unit in units for one, other in itertools.combinations(sorted(unit), 2)
    )


def _interval(units: Sequence[tuple[str, ...]], seed: int) -> tuple[float, float] | None:
    """Where 95 of 100 alphas lie if the units are drawn again, each as often as it comes.

    Drawings in which only one value occurs have no alpha, and are left out.
    """
    draw = random.Random(seed)  # noqa: S311  # to be repeated, not to be kept secret
    each_kind = Counter(units)
    kinds, weights = list(each_kind), list(each_kind.values())
    matrices = [coincidences([kind]) for kind in kinds]
    alphas: list[float] = []
    for _ in range(RESAMPLES):
        drawn = Counter(draw.choices(range(len(kinds)), weights, k=len(units)))
        matrix: dict[Pair, float] = {}
        for kind, times in drawn.items():
            for pair, count in matrices[kind].items():
                matrix[pair] = matrix.get(pair, 0.0) + times * count
        alpha = alpha_of(matrix)
        if alpha is not None:
            alphas.append(alpha)
    if not alphas:
        return None
    alphas.sort()
    last = len(alphas) - 1
    return alphas[round(LOWER * last)], alphas[round(UPPER * last)]
