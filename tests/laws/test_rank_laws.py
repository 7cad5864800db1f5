"""Between any two items there is room for others, however often one is put there."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from storage.history.doing import ranks


@given(st.lists(st.integers(0, 60), max_size=60), st.data())
def test_whatever_is_put_between_stands_between(places: list[int], data: st.DataObject) -> None:
    held: list[str] = []
    for place in places:
        at = min(place, len(held))
        before, after = held[at - 1] if at else "", held[at] if at < len(held) else None
        count = data.draw(st.integers(1, 4))
        new = [ranks.between(before, after)] if count == 1 else ranks.spread(before, after, count)
        held[at:at] = new
    assert held == sorted(set(held))
    assert all(rank and not rank.endswith("0") for rank in held)


def test_many_at_once_have_short_ranks_and_so_have_many_one_by_one() -> None:
    assert max(map(len, ranks.spread("", None, 10_000))) <= 10
    rank = ""
    for _ in range(1_000):
        rank = ranks.between(rank, None)
    assert len(rank) < 20
