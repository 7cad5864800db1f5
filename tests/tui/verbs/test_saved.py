"""`save` and `saved`: searches under a name, for scripts and for whoever hears the screen."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from storage import open_library
from tests.builders import COLLEAGUE, records_of
from tests.tui.verbs.conftest import PeaceTui


@pytest.fixture(autouse=True)
def _library(sample: Path) -> Path:  # pyright: ignore[reportUnusedFunction]
    return sample


def listed(peace_tui: PeaceTui) -> dict[str, dict[str, Any]]:
    told = json.loads(peace_tui("saved", "--json").out)
    assert told["version"] == 1
    return {each["name"]: each for each in told["searches"]}


def test_a_search_is_saved_listed_and_asked(peace_tui: PeaceTui) -> None:
    printed = peace_tui("save", "Moscow", "in:moscow", "guarant*")
    assert (printed.code, printed.err.split(" · ")[0]) == (0, "saved: search Moscow saved")
    assert listed(peace_tui)["Moscow"]["query"] == "in:moscow guarant*"
    asked = peace_tui("search", "in:moscow", "guarant*", "--keys")
    assert peace_tui("saved", "moscow", "--keys").out == asked.out
    assert peace_tui("search", "@Moscow", "--keys").out == asked.out


def test_a_name_is_given_once_and_change_is_said(peace_tui: PeaceTui) -> None:
    assert peace_tui("save", "Moscow", "in:moscow").code == 0
    refused = peace_tui("save", "moscow", "by:kabulov")
    assert refused.code == 3
    assert "called Moscow already" in refused.err
    assert peace_tui("save", "--change", "moscow", "by:kabulov").code == 0
    assert listed(peace_tui)["Moscow"]["query"] == "by:kabulov"


def test_what_is_not_understood_is_not_saved(peace_tui: PeaceTui) -> None:
    refused = peace_tui("save", "Stances", "stance:suport")
    assert (refused.code, "stance:suport" in refused.err) == (3, True)
    assert listed(peace_tui) == {}


def test_a_dry_run_says_what_would_be_written_and_writes_nothing(peace_tui: PeaceTui) -> None:
    assert "would write: search Moscow saved" in peace_tui("save", "--dry-run", "Moscow", "x").err
    assert listed(peace_tui) == {}
    peace_tui("save", "Moscow", "in:moscow")
    log = peace_tui("log").out
    for words in (("--drop",), ("--rename", "Other")):
        assert "would write" in peace_tui("saved", "Moscow", "--dry-run", *words).err
    assert peace_tui("log").out == log


def test_a_search_is_renamed_dropped_and_comes_back(peace_tui: PeaceTui) -> None:
    peace_tui("save", "Moscow", "in:moscow")
    peace_tui("saved", "Moscow", "--rename", "Of Moscow")
    assert [*listed(peace_tui)] == ["Of Moscow"]
    peace_tui("saved", "of moscow", "--drop")
    assert listed(peace_tui) == {}
    peace_tui("undo", "--yes")
    assert [*listed(peace_tui)] == ["Of Moscow"]


def test_what_came_in_is_new_until_the_search_is_opened(peace_tui: PeaceTui, sample: Path) -> None:
    peace_tui("save", "Everything")
    with open_library(sample, author=COLLEAGUE) as library, records_of(library) as records:
        records.quote("x1", "It came in.")
    assert listed(peace_tui)["Everything"]["new"] == 1
    assert "1 new" in peace_tui("saved").out
    assert peace_tui("search", "@everything", "--count").out == "180\n"
    assert listed(peace_tui)["Everything"]["new"] == 1
    assert peace_tui("saved", "everything", "--count").out == "180\n"
    assert listed(peace_tui)["Everything"]["new"] == 0


def test_who_never_opens_the_screen_says_what_is_seen(peace_tui: PeaceTui, sample: Path) -> None:
    assert peace_tui("search", "is:new", "--count").out == "0\n"
    assert peace_tui("saved", "--seen").code == 0
    with open_library(sample, author=COLLEAGUE) as library, records_of(library) as records:
        records.quote("x1", "It came in.")
    assert peace_tui("search", "is:new", "--count").out == "1\n"
    assert "● “It came in.”" in peace_tui("search", "is:new").out


def test_without_any_search_the_list_is_empty_and_a_name_is_missed(peace_tui: PeaceTui) -> None:
    assert peace_tui("saved").code == 1
    missed = peace_tui("saved", "Nowhere")
    assert (missed.code, missed.err) == (
        1, "No saved search is called Nowhere. `peace-tui saved` lists them.\n",
    )  # fmt: skip
