"""`import`: a table on disk becomes quotes that can be searched."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.tui.verbs.conftest import PeaceTui

TABLE = "who,remark,words\nNorland,We waited.,x\nSudmark,We wait.,y\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "spring.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


@pytest.mark.usefixtures("sample")
def test_what_the_columns_are_taken_for_is_shown_first(peace_tui: PeaceTui, table: Path) -> None:
    shown = peace_tui("import", str(table), "--dry-run")
    assert shown.code == 0
    assert "text     column words" in shown.err
    assert "Nothing was read in" in shown.err
    assert peace_tui("search", "by:sudmark").code != 0


@pytest.mark.usefixtures("sample")
def test_a_dry_run_judges_every_row(peace_tui: PeaceTui, table: Path) -> None:
    table.write_text("text,date\n" + "We wait.,2025\n" + "We met.,soon\n", encoding="utf-8")
    judged = peace_tui("import", str(table), "--dry-run")
    assert judged.code == 3
    assert "line 3: soon is no date" in judged.err
    table.write_text("text,date\nWe wait.,2025\n", encoding="utf-8")
    assert "1 row stands there" in peace_tui("import", str(table), "--dry-run").err


@pytest.mark.usefixtures("sample")
def test_a_column_that_was_chosen_is_kept_for_the_next_time(
    peace_tui: PeaceTui, table: Path
) -> None:
    done = peace_tui("import", str(table), "--column", "text=remark", "--held-as", "words")
    assert done.code == 0
    assert "Read in: import of spring (2 quotes, 4 records)" in done.err
    found = json.loads(peace_tui("search", "by:sudmark", "--json").out)
    assert [quote["text"] for quote in found["quotes"]] == ["We wait."]
    assert "text     column remark" in peace_tui("import", str(table), "--dry-run").err


@pytest.mark.usefixtures("sample")
def test_it_is_taken_back_by_the_name_that_was_told(peace_tui: PeaceTui, table: Path) -> None:
    done = peace_tui("import", str(table))
    name = done.err.partition("undo ")[2].partition("`")[0]
    assert peace_tui("undo", name).code == 0
    assert peace_tui("search", "by:sudmark").code != 0


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize("wrong", ["text", "=words", "text="])
def test_a_column_that_is_named_in_another_way_is_a_usage_error(
    peace_tui: PeaceTui, table: Path, wrong: str
) -> None:
    assert peace_tui("import", str(table), "--column", wrong).code == 2


@pytest.mark.usefixtures("sample")
def test_that_what_was_read_is_being_cleared_away_is_said(peace_tui: PeaceTui, table: Path) -> None:
    rows = "".join(f"We wait {number}.,2025\n" for number in range(8_000))
    table.write_text(f"text,date\n{rows}We met.,soon\n", encoding="utf-8")
    said = peace_tui("import", str(table))
    assert said.code == 3
    assert said.err.count("Clearing away what was read.") == 1
    assert said.err.index("Clearing away") < said.err.index("line 8002: soon is no date")
    assert peace_tui("search", "date:2025").code == 1


@pytest.mark.usefixtures("sample")
def test_a_table_that_cannot_be_read_is_one_sentence(peace_tui: PeaceTui, tmp_path: Path) -> None:
    said = peace_tui("import", str(tmp_path / "none.csv"))
    assert said.code == 3
    assert said.err.count("\n") == 1
    assert "Nothing was read in" in said.err
