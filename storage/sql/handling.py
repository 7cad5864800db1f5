"""Who may see a quote: the narrowest of its own handling and of what it rests on."""

from __future__ import annotations

from typing import Final

NAMES: Final = ("public", "closed", "private")
"""From the widest to the narrowest; `OF_QUOTE` counts along them."""


def _rank(column: str) -> str:
    return f"case {column} when 'private' then 2 when 'closed' then 1 else 0 end"


def _rank_of(record: str, named: str) -> str:
    """What the quote names and the reader does not see, somebody else keeps private."""
    is_kept = f"{record}.id is null and {named} is not null"
    return f"case when {is_kept} then 2 else {_rank(f'{record}.handling')} end"


OF_QUOTE: Final = (
    f"max({_rank('q.handling')}, {_rank_of('s', 'q.source')}, {_rank_of('m', 'q.meeting')})"
)
"""Of a quote `q` with its source `s` and its meeting `m`."""
