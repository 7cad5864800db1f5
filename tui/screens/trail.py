"""Where one was: the searches that were gone to, back and forward through them."""

from __future__ import annotations

from storage import EVERYTHING, Query

MOST_KEPT = 200


class Trail:
    """Searches in the order in which they were gone to. What is still being typed is none."""

    def __init__(self, first: Query = EVERYTHING) -> None:
        self._visited = [first]
        self._at = 0

    def visit(self, query: Query) -> None:
        """Go on from here; what was forward of here is forgotten."""
        if query != self._visited[self._at]:
            self._visited[self._at + 1 :] = [query]
            self._visited = self._visited[-MOST_KEPT:]
            self._at = len(self._visited) - 1

    def step(self, searches: int) -> Query | None:
        """Forward, or back where it is negative; None at either end."""
        if not 0 <= self._at + searches < len(self._visited):
            return None
        self._at += searches
        return self._visited[self._at]
