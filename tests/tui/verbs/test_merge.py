"""`merge` and `duplicates`: judgements about actors that may be one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from storage import Library
from tests.builders import records_of
from tests.tui.verbs.conftest import PeaceTui


@pytest.fixture
def two_kabins(library: Library) -> Path:
    with records_of(library) as records:
        records.actor("anna-kabin", "Anna Kabin")
        records.actor("a-kabin", "A. Kabin")
        for number, by in enumerate(("anna-kabin", "anna-kabin", "a-kabin")):
            records.quote(f"q{number}", f"Words {number}.", by=by)
    return library.path


def test_the_verb_lists_pairs_and_judges_them(two_kabins: Path, peace_tui: PeaceTui) -> None:
    there = ("-L", str(two_kabins))
    listed = json.loads(peace_tui("duplicates", "--json", *there).out)
    assert [pair["reasons"] for pair in listed["pairs"]] == [["a name with an initial"]]
    merged = peace_tui("merge", "anna-kabin", "a-kabin", "--why", "one person", *there)
    assert "A. Kabin counts as Anna Kabin" in merged.err
    assert peace_tui("search", "by:=a-kabin", "--count", *there).out == "3\n"
    assert peace_tui("duplicates", *there).code == 1
