"""`search`: what it finds, in every form that it is printed in."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from storage import open_library
from tests.builders import records_of
from tests.tui.verbs.conftest import PeaceTui

QUOTE_FIELDS = {
    "key", "ref", "text", "held_as", "kind", "speaker", "speakers", "said_as", "said_on", "format",
    "meeting", "relation", "chain", "addressee", "topics", "stances", "stances_withheld", "source",
    "spans",
}  # fmt: skip
CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
HOSTILE = "Peace\x1b]52;c;AAAA\x07 now\r\x9b2J and \u202egnihton\u202c more\x7f, said no one"


@pytest.fixture
def hostile_library(homeless: Path) -> Path:
    path = homeless / "hostile.db"
    with open_library(path) as library, records_of(library) as records:
        records.actor("norland", "Nor\x1b[31mland", kind="state")
        records.format("lakeside", "Lake\x1b[2Jside talks")
        records.quote("t1", HOSTILE, by="norland", format="lakeside")
        records.quote("t2", "=1+2", by="norland")
        records.quote("t3", "We will wait.", by="norland", held_as="paraphrase", kind="indirect")
        records.quote("t4", "\tA pause.", by="norland", held_as="translation", said_on=None)
        records.source("wire", caveat="@caveat")
        records.quote("t5", "Withdrawn.", by="norland", status="retracted", source="wire")
    return path


@pytest.mark.usefixtures("sample")
def test_what_kabulov_said_about_moscow_is_seven_statements(peace_tui: PeaceTui) -> None:
    printed = peace_tui("search", "by:kabulov in:moscow")
    lines = printed.out.splitlines()
    assert (printed.code, len(lines)) == (0, 7)
    assert lines[0].startswith("q-")
    assert "2021-10-15" in lines[0]
    assert all("Z. Kabulov" in line for line in lines)


@pytest.mark.usefixtures("sample")
def test_a_paraphrase_never_stands_in_quotation_marks(peace_tui: PeaceTui) -> None:
    paraphrases = peace_tui("search", "is:paraphrase").out.splitlines()
    assert paraphrases
    assert all("[paraphrase]" in line for line in paraphrases)
    assert not [line for line in paraphrases if "  “" in line]


@pytest.mark.usefixtures("sample")
def test_several_words_are_read_as_one_query(peace_tui: PeaceTui) -> None:
    apart = peace_tui("search", "by:kabulov", "in:moscow", "--count")
    assert apart.out == "7\n"


@pytest.mark.usefixtures("sample")
def test_a_field_can_be_left_out_first_thing(peace_tui: PeaceTui) -> None:
    everything = int(peace_tui("search", "--count").out)
    without = int(peace_tui("search", "-by:kabulov", "--count").out)
    has_format = int(peace_tui("search", "-has:format", "--count").out)
    assert without == everything - 28
    assert 0 < has_format < everything
    assert peace_tui("search", "-tag:check", "--count").out == f"{everything}\n"


@pytest.mark.usefixtures("sample")
def test_nothing_found_never_reads_as_never_said(peace_tui: PeaceTui) -> None:
    printed = peace_tui("search", "by:kabulov zeppelin")
    assert (printed.code, printed.out) == (1, "")
    first, second, *without = printed.err.splitlines()
    assert first == (
        "0 in the words held; 23 of Zamir Kabulov's 28 are paraphrases, the published words may "
        "differ"
    )
    assert second.startswith("holdings: 12 sources, 2017-02")
    assert without == ["without by:kabulov: 0", "without zeppelin: 28"]


def test_an_empty_library_says_that_it_is_empty(homeless: Path, peace_tui: PeaceTui) -> None:
    with open_library(homeless / "empty.db"):
        pass
    printed = peace_tui("-L", str(homeless / "empty.db"), "search", "peace")
    assert printed.code == 1
    assert "This library is empty" in printed.err


@pytest.mark.usefixtures("sample")
def test_a_name_that_fits_several_actors_asks_which(peace_tui: PeaceTui) -> None:
    printed = peace_tui("search", "by:mohammad")
    assert (printed.code, printed.out) == (2, "")
    assert "  by:=naeem\n" in printed.err


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("stance:suport", 'col 1: "stance:suport" — did you mean stance:support?'),
        ("peace date:soon", "col 7: date:soon is no date"),
        ("by:nosuchperson", "by:nosuchperson fits no actor here"),
    ],
)
def test_a_query_that_is_not_understood_is_explained(
    peace_tui: PeaceTui, query: str, said: str
) -> None:
    printed = peace_tui("search", query)
    assert (printed.code, printed.out) == (2, "")
    assert said in printed.err


@pytest.mark.usefixtures("sample")
def test_json_has_the_promised_shape(peace_tui: PeaceTui) -> None:
    found = json.loads(peace_tui("search", "--json", "by:kabulov", "in:moscow").out)
    assert set(found) == {"version", "query", "total", "log", "quotes"}
    assert (found["version"], found["query"], found["total"]) == (1, "by:kabulov in:moscow", 7)
    assert all(set(quote) == QUOTE_FIELDS for quote in found["quotes"])
    newest = found["quotes"][0]
    assert (newest["speaker"], newest["speakers"]) == ("kabulov", ["kabulov"])
    assert (newest["format"], newest["held_as"]) == ("moscow-format", "paraphrase")
    dates = [quote["said_on"] for quote in found["quotes"]]
    assert dates[0] == "2021-10-15"
    assert dates[-1] == "2018-10-16"


@pytest.mark.usefixtures("sample")
def test_json_of_nothing_is_still_json(peace_tui: PeaceTui) -> None:
    printed = peace_tui("search", "--json", "zeppelin")
    assert printed.code == 1
    assert json.loads(printed.out) == {
        "version": 1,
        "query": "zeppelin",
        "total": 0,
        "log": peace_tui("head").out.strip(),
        "quotes": [],
    }


@pytest.mark.usefixtures("sample")
def test_a_limit_takes_the_newest_and_says_what_it_left(peace_tui: PeaceTui) -> None:
    printed = peace_tui("search", "in:moscow", "--json", "--limit", "2")
    found = json.loads(printed.out)
    assert (found["total"], len(found["quotes"])) == (32, 2)
    assert printed.err == "the newest 2 of 32 quotes\n"


@pytest.mark.usefixtures("sample")
def test_keys_go_from_search_to_tag(peace_tui: PeaceTui) -> None:
    keys = peace_tui("search", "--keys", "by:kabulov in:moscow").out
    assert all(len(key) == 28 for key in keys.split())
    assert peace_tui("tag", "-", "+venue", piped=keys.encode()).code == 0
    assert peace_tui("search", "tag:venue", "--count").out == "7\n"


def test_a_table_of_hostile_records_steers_no_terminal(
    hostile_library: Path, peace_tui: PeaceTui
) -> None:
    printed = peace_tui("-L", str(hostile_library), "search")
    assert len(printed.out.splitlines()) == 5
    assert CONTROLS.search(printed.out) is None
    assert "RETRACTED “Withdrawn.”" in printed.out


@pytest.mark.parametrize("form", ["--json", "--csv"])
def test_other_forms_of_hostile_records_steer_no_terminal_either(
    hostile_library: Path, peace_tui: PeaceTui, form: str
) -> None:
    assert CONTROLS.search(peace_tui("-L", str(hostile_library), "search", form).out) is None


def test_json_keeps_hostile_text_as_it_is(hostile_library: Path, peace_tui: PeaceTui) -> None:
    printed = peace_tui("-L", str(hostile_library), "search", "--json", "key:t1")
    assert json.loads(printed.out)["quotes"][0]["text"] == HOSTILE


def test_a_spreadsheet_finds_no_formula_in_csv(hostile_library: Path, peace_tui: PeaceTui) -> None:
    printed = peace_tui("-L", str(hostile_library), "search", "--csv")
    rows = {row["ref"]: row for row in csv.DictReader(io.StringIO(printed.out))}
    assert rows["t5"]["caveat"] == "'@caveat"
    assert rows["t5"]["text"] == "RETRACTED “Withdrawn.”"
    assert rows["t3"]["text"] == "[paraphrase] We will wait."
    assert rows["t3"]["held_as"] == "paraphrase"
    cells = [cell for row in rows.values() for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals on Windows")
def test_on_a_terminal_each_quote_is_one_line_of_it(sample: Path) -> None:
    here, there = os.openpty()
    environ = {**os.environ, "COLUMNS": "60", "LINES": "24"}
    command = [sys.executable, "-m", "tui", "-L", str(sample), "search", "in:moscow"]
    subprocess.run(command, stdout=there, env=environ, check=True)
    os.close(there)
    shown = b""
    while chunk := _read(here):
        shown += chunk
    lines = shown.decode().splitlines()
    assert len(lines) == 32
    assert max(len(line) for line in lines) <= 60
    assert lines[0].endswith("…")


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 65_536)
    except OSError:  # the other end is closed
        os.close(descriptor)
        return b""


def test_meetings_and_other_records_are_printed_in_every_form(peace_tui: PeaceTui) -> None:
    asked = ("search", "type:meeting who:us mode:invited_declined")
    assert peace_tui(*asked).out.split()[-4:] == ["2017-04-14", "6", "quotes", "held"]
    assert peace_tui(*asked, "--count").out == "1\n"
    (record,) = json.loads(peace_tui(*asked, "--json").out)["records"]
    assert (record["type"], record["slug"], record["quotes"]) == ("meeting", "moscow-format-1", 6)
    assert peace_tui(*asked, "--keys").out == f"{record['key']}\n"
    (row,) = csv.DictReader(io.StringIO(peace_tui(*asked, "--csv").out))
    assert row["slug"] == "moscow-format-1"
    nothing = peace_tui("search", "type:note")
    assert (nothing.out, nothing.code) == ("", 1)
    assert nothing.err.startswith("No note that is held fits")
