"""`view`: overviews as text, as JSON and as tables for spreadsheets."""

from __future__ import annotations

import csv
import io
import json

import pytest

from tests.tui.verbs.conftest import PeaceTui

pytestmark = pytest.mark.usefixtures("sample")
VIEWS = ("timeline", "matrix", "presence", "stances")


def test_the_timeline_is_drawn_as_on_the_screen(peace_tui: PeaceTui) -> None:
    printed = peace_tui("view", "timeline", "by:kabulov", "in:moscow")
    lines = printed.out.splitlines()
    assert printed.code == 0
    assert lines[0].startswith("actor \\ month")
    assert lines[1].startswith("Zamir Kabulov")
    assert "█" in lines[1]
    assert lines[2].startswith("meetings")


def test_the_timelines_sheet_counts_each_quote_once(peace_tui: PeaceTui) -> None:
    rows = [*csv.DictReader(io.StringIO(peace_tui("view", "timeline", "by:kabulov", "--csv").out))]
    assert sum(int(row["quotes"]) for row in rows if row["actor"] == "kabulov") == 28
    assert [row["quotes"] for row in rows if not row["period"]] == ["2"]


def test_the_matrix_counts_what_search_finds(peace_tui: PeaceTui) -> None:
    cells = json.loads(peace_tui("view", "matrix", "moscow", "--json").out)["cells"]
    for cell in cells:
        format_ = f"in:={cell['format']}" if cell["format"] else "-has:format"
        counted = peace_tui("search", "moscow", f"by:={cell['actor']}", format_, "--count")
        assert int(counted.out) == cell["quotes"]


def test_who_was_there_tells_the_same_as_who(peace_tui: PeaceTui) -> None:
    rows = csv.DictReader(
        io.StringIO(peace_tui("view", "presence", "in:=moscow-format", "--csv").out)
    )
    told = {(row["meeting"], row["actor"], row["mode"]) for row in rows}
    parts = json.loads(peace_tui("who", "moscow-format", "--json").out)["participations"]
    assert told == {(p["meeting"], p["actor"], p["mode"]) for p in parts if p["meeting"]}


def test_stances_are_the_codings_of_the_quotes_found(peace_tui: PeaceTui) -> None:
    codings = json.loads(peace_tui("view", "stances", "by:=taliban", "--json").out)["codings"]
    quotes = json.loads(peace_tui("search", "by:=taliban", "has:stance", "--json").out)["quotes"]
    assert {(c["quote"], c["topic"], c["value"]) for c in codings if c["actor"] == "taliban"} == {
        (quote["key"], stance["topic"], stance["value"])
        for quote in quotes
        for stance in quote["stances"]
    }


@pytest.mark.parametrize("view", VIEWS)
def test_json_names_its_version_query_and_view(peace_tui: PeaceTui, view: str) -> None:
    told = json.loads(peace_tui("view", view, "in:moscow", "--json").out)
    assert (told["version"], told["query"], told["view"]) == (1, "in:moscow", view)


@pytest.mark.parametrize("view", VIEWS)
def test_nothing_found_is_said_and_never_reads_as_silence(peace_tui: PeaceTui, view: str) -> None:
    printed = peace_tui("view", view, "zeppelin")
    assert (printed.code, printed.out) == (1, "")
    assert printed.err.rstrip().endswith(".")


def test_a_view_that_is_not_there_is_refused_with_those_that_are(peace_tui: PeaceTui) -> None:
    printed = peace_tui("view", "calendar")
    assert printed.code == 2
    assert "'timeline'" in printed.err
