"""Who may see a quote: the narrowest of its own handling and of what it rests on."""

from __future__ import annotations

from typing import Final

NAMES: Final = ("public", "closed", "private")
"""From the widest to the narrowest; `OF_QUOTE` counts along them."""


def _rank(column: str) -> str:
    return f"case {column} when 'private' then 2 when 'closed' then 1 else 0 end"


OF_QUOTE: Final = f"max({_rank('q.handling')}, {_rank('s.handling')}, {_rank('m.handling')})"
"""Of a quote `q` with its source `s` and its meeting `m`."""
