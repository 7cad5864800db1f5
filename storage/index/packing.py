"""Sets of ordinals and arrays of numbers, as the cache file holds them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from pyroaring import BitMap

if TYPE_CHECKING:
    from numpy.typing import NDArray

Numbers: TypeAlias = "NDArray[np.uint32]"
Ids: TypeAlias = "NDArray[np.int64]"

FEW: Final = 48
"""Sets smaller than that are plain numbers: a bitmap's head would be larger than its content."""


def packed(ordinals: Numbers) -> tuple[int, bytes]:
    """How many there are, and what stands for them; they are in order and none comes twice."""
    if len(ordinals) < FEW:
        return len(ordinals), ordinals.astype("<u4").tobytes()
    return packed_set(BitMap(ordinals))


def packed_set(ordinals: BitMap) -> tuple[int, bytes]:
    if len(ordinals) < FEW:
        return packed(numbers(ordinals))
    ordinals.run_optimize()
    return len(ordinals), ordinals.serialize()


def unpacked(rows: list[tuple[int, bytes]]) -> BitMap:
    """All that stands in any of these sets."""
    few = b"".join(content for count, content in rows if count < FEW)
    found = BitMap(np.frombuffer(few, "<u4")) if few else BitMap()
    many = [BitMap.deserialize(content) for count, content in rows if count >= FEW]
    return BitMap.union(found, *many) if many else found


def numbers(ordinals: BitMap) -> Numbers:
    """A set's members, in order."""
    return np.frombuffer(ordinals.to_array(), np.uint32)
