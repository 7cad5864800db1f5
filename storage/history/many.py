"""An act on many records: one entry with what it gives to which of them.

Such an entry is about its transaction, and heads the field of each record that it names. Before
that field of one record changes, what the record holds is written as an entry of its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, TypeAlias

from storage.ids import Key

MORE_THAN: Final = 1_000
"""An act on more records than these is one entry."""
KEYS_AT_ONCE: Final = 500
"""SQLite takes so many values in any build of it."""
Values: TypeAlias = Mapping[Key, Any]  # JSON


def is_many(rec: str) -> bool:
    return rec.startswith("x-")


def grouped(values: Values) -> list[list[Any]]:
    """As an entry holds it: each value once, with the keys of those that have it."""
    groups: dict[str, tuple[Any, list[Key]]] = {}
    for key, value in values.items():
        groups.setdefault(json.dumps(value, sort_keys=True), (value, []))[1].append(key)
    return [[value, keys] for value, keys in groups.values()]


def values_of(val: str | None) -> dict[Key, Any]:
    """What such an entry gives to each record; a value of None is that it has nothing there."""
    try:
        groups: Iterable[tuple[Any, list[Key]]] = json.loads(val or "")["values"]
        return {key: value for value, keys in groups for key in keys}
    except (KeyError, TypeError) as error:
        msg = "an entry about many records is not as it was written"
        raise ValueError(msg) from error


def chunks(keys: Sequence[Key]) -> Iterable[Sequence[Key]]:
    """The keys, as many at once as one statement takes."""
    return (keys[at : at + KEYS_AT_ONCE] for at in range(0, len(keys), KEYS_AT_ONCE))


def marks(keys: Sequence[Key]) -> str:
    return ", ".join("?" * len(keys))
