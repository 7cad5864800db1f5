"""The words that a library knows for kinds, levels, modes and the like."""

from __future__ import annotations

from typing import Final

from storage.connections import Connection

IN_USE: Final = {
    "actor kind": "select kind from actor",
    "format kind": "select kind from format",
    "format status": "select status from format",
    "level": "select level from meeting",
    "modality": "select modality from meeting",
    "mode": "select mode from participation union select mode from format_participation",
    "source kind": "select kind from source",
    "tie": "select type from relation",
}
WORDS: Final = "select value from vocabulary where kind = ? order by value"
KINDS: Final = "select distinct kind from vocabulary order by kind"


def words(db: Connection, kind: str) -> tuple[str, ...]:
    """The words of a vocabulary, and those that records have beside it."""
    known = [row[0] for row in db.execute(WORDS, (kind,))]
    used = sorted({row[0] for row in db.execute(IN_USE[kind])} - {None}) if kind in IN_USE else []
    return tuple(dict.fromkeys((*known, *used)))


def kinds(db: Connection) -> tuple[str, ...]:
    """The vocabularies that there are."""
    return tuple(row[0] for row in db.execute(KINDS))
