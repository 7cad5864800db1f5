"""Which actors are judged to be the same: in every answer they count as the one that is kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from storage.connections import Connection

MARK: Final = re.compile(r"\{([a-z]+\.[a-z_]+)\}")
MERGED: Final = "select actor, kept from merged"


class Identities:
    """By ids: which record stands for which. Of most libraries none does."""

    def __init__(self, kept: Mapping[int, int]) -> None:
        self.merged = dict(kept)

    def of(self, actor: int) -> int:
        """The actor that it counts as."""
        return self.merged.get(actor, actor)

    def same_as(self, actor: int) -> tuple[int, ...]:
        """All that count as the same as it, the one that is kept first."""
        kept = self.of(actor)
        return (kept, *sorted(each for each, one in self.merged.items() if one == kept))

    def with_same(self, actors: Iterable[int]) -> set[int]:
        """These, with all that count as the same."""
        return {each for actor in actors for each in self.same_as(actor)}

    def column(self, column: str) -> str:
        """SQL for the actor that the one in a column counts as."""
        if not self.merged:
            return column
        cases = " ".join(f"when {actor} then {kept}" for actor, kept in self.merged.items())
        return f"(case {column} {cases} else {column} end)"

    def within(self, statement: str) -> str:
        """A statement in which actors count so: `{q.speaker}` is who the one in q.speaker is."""
        return MARK.sub(lambda mark: self.column(mark[1]), statement)


def read(db: Connection) -> Identities:
    return Identities({row[0]: row[1] for row in db.execute(MERGED)})
