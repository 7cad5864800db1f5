"""A library whose every text field is hostile: verbs print none of it and lose none of it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from storage import open_library
from storage.connections import connect
from tests.faults.kills import ROOT

PAYLOAD = (
    "q\x1b]0;TAKEN\x07\x1b]52;c;VEFLRU4=\x07\x1b]8;;http://taken.example\x1b\\link\x1b]8;;\x1b\\"
    "\x1b[41m\x1b[2J\x1b[99;99H\x1bPTAKEN\x1b\\\x1b_TAKEN\x1b\\\x9b41m\x9d0;TAKEN\x9c\x07\x08\x0b"
    "a\u202eb\u2066c\u200bd\u200ee\ufefff\u2028g x\U000e0041\U000e0042 [red]markup[/] [/ "
    "[@click=app.quit]quit[/] [link=http://taken.example]x[/link]"
)
FLOOD = "e" + "\u0315" * 10_000
# Fields that say how the program is to treat a record, and names that must stay apart.
LEFT = {
    "slug", "state", "held_as", "part", "handling", "status", "importer", "listed_as", "domain",
}  # fmt: skip
TABLES = (
    "actor", "actor_name", "role", "role_attested", "relation", "source", "source_text", "format",
    "format_name", "meeting", "participation", "dispute", "topic", "quote", "hop", "quote_topic",
    "quote_span", "quote_link", "tag", "stance", "note",
)  # fmt: skip
FORBIDDEN = re.compile(
    "[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\U000e0000-\U000e007f]|\u0315{5}"
)


@pytest.fixture
def hostile(sample: Path) -> Path:
    """The sample with hostile text in each text field."""
    with open_library(sample) as library:
        library.add_note(library.quotes().rows[0].key, "to be made hostile")
    db = connect(sample)
    db.execute("pragma foreign_keys = off")
    for table in TABLES:
        for _, column, kind, *_ in db.execute(f"pragma table_info({table})").fetchall():
            if kind == "TEXT" and column not in LEFT:
                own = " || rowid" if (table, column) == ("tag", "name") else ""
                flood = FLOOD if (table, column) in {("quote", "text"), ("actor", "name")} else ""
                db.execute(
                    f"update {table} set {column} = ?{own} where {column} is not null",
                    (PAYLOAD + flood,),
                )
    db.close()
    return sample


def test_verbs_print_nothing_hostile_but_give_all_back_as_json(hostile: Path) -> None:
    def run(*arguments: str) -> bytes:
        command = [sys.executable, "-m", "tui", "-L", str(hostile), *arguments]
        return subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout

    with open_library(hostile) as library:
        quote = library.quotes().rows[0].key
        note = library.quote(quote).notes[0].text
    views = [["view", which] for which in ("timeline", "matrix", "presence", "stances")]
    sheets = [[*each, "--csv"] for each in views]
    records = [["show", each] for each in ("kabulov", "russia", "moscow-format", "moscow-format-2")]
    for verb in (["search", ""], ["show", quote], *records, ["who"], ["log"], *views, *sheets):
        printed = run(*verb).decode()
        assert {each for each in FORBIDDEN.findall(printed) if each != "\t"} == set()
    assert all(FORBIDDEN.search(run(*each, "--json").decode()) is None for each in records)
    shown = run("show", quote, "--json")
    assert FORBIDDEN.search(shown.decode()) is None
    held = json.loads(shown)
    assert held["text"] == PAYLOAD + FLOOD
    assert held["notes"][0]["text"] == note == PAYLOAD
