"""What stands for imported rows in the log: a hash for each record, one root for a whole import."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from storage.history.log import canonical
from storage.schema.shapes import Record

NODE = b"\x01"  # a node over two others never hashes like a leaf, whatever a record says
NOTHING = bytes(32)


def leaf_of(record: Record) -> bytes:
    """The hash of a record: its keys and columns and parts, no local ids."""
    return hashlib.sha256(canonical(record).encode()).digest()


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The Merkle root over the leaves, sorted; a node that is left over goes up alone."""
    level = sorted(leaves)
    if not level:
        return NOTHING
    while len(level) > 1:
        pairs = zip(level[::2], level[1::2], strict=False)
        above = [hashlib.sha256(NODE + left + right).digest() for left, right in pairs]
        level = above + level[len(level) - len(level) % 2 :]
    return level[0]
