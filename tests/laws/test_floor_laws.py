"""Wherever the panes lie: they fill the board, none over another, the one with the keys shown."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st
from textual.geometry import Size

from tui.commands.command import BRIEFS, GRIDS, PANES, VIEWS, Place
from tui.screens.floor import Floor

cells = st.integers(-60, 60)
floors = st.builds(
    Floor,
    st.builds(Size, st.integers(0, 300), st.integers(0, 90)),
    st.sampled_from(sorted(PANES, key=str)),
    st.none() | st.sampled_from(sorted(VIEWS, key=str)),
    st.sampled_from((Place.DETAIL, Place.NOTES)),
    is_narrow=st.booleans(),
    is_tiny=st.booleans(),
    is_zoomed=st.booleans(),
    resized=st.dictionaries(st.sampled_from((Place.ACTORS, Place.FORMATS, Place.DETAIL)), cells),
)


@given(floors)
def test_panes_fill_the_board_and_none_lies_over_another(floor: Floor) -> None:
    regions = floor.regions.values()
    assert sum(region.area for region in regions) == floor.size.area
    assert all(floor.size.region.contains_region(each) for each in regions)
    assert not any(one.intersection(other).area for one, other in combinations(regions, 2))


@given(floors)
def test_the_pane_that_has_the_keys_is_shown(floor: Floor) -> None:
    """The lower pane is the active one of those two, as the board has it."""
    is_lower = floor.active in {Place.DETAIL, Place.NOTES}
    floor = floor._replace(lower=floor.active if is_lower else floor.lower, is_tiny=False)
    shown = floor.view or floor.active
    of_all = {**dict.fromkeys(GRIDS, Place.TIMELINE), **dict.fromkeys(BRIEFS, Place.BRIEFS)}
    shown = {Place.READER: Place.DETAIL, **of_all}.get(shown, shown)
    assert shown in floor.regions


@given(floors)
def test_lists_and_detail_keep_room_however_they_were_resized(floor: Floor) -> None:
    floor = floor._replace(is_narrow=False, is_tiny=False, is_zoomed=False, view=None)
    if floor.size.width >= 80 and floor.size.height >= 16:
        assert all(each.width >= 15 and each.height >= 4 for each in floor.regions.values())
