"""`edit`, `add`, `retract` and `vocabulary`: facts changed from the command line, with reasons."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.tui.verbs.conftest import PeaceTui

pytestmark = pytest.mark.usefixtures("sample")


def fields_of(peace_tui: PeaceTui, name: str) -> dict[str, Any]:
    return json.loads(peace_tui("edit", name, "--json").out)["fields"]


def test_a_date_is_corrected_with_its_reason_and_taken_back(peace_tui: PeaceTui) -> None:
    before = fields_of(peace_tui, "q0003")
    printed = peace_tui("edit", "q0003", "said_on=2018-11-09?", "--why", "no day", "--json")
    told = json.loads(printed.out)
    assert (printed.code, told["version"], told["dry_run"]) == (0, 1, False)
    assert fields_of(peace_tui, "q0003")["said_on"] == "2018-11-09?"
    assert peace_tui("search", "date:=2018-11-09 key:q0003", "--count").out == "1\n"
    assert peace_tui("undo", told["txn"]).code == 0
    assert fields_of(peace_tui, "q0003") == before


def test_a_dry_run_says_what_would_be_saved_and_writes_nothing(peace_tui: PeaceTui) -> None:
    before = fields_of(peace_tui, "q0003")
    printed = peace_tui("edit", "q0003", "said_on=2019", "--dry-run")
    assert printed.code == 0
    assert printed.err.startswith("would be saved: correction of q-")
    refused = peace_tui("edit", "q0003", "said_on=2019-13", "--dry-run")
    assert refused.code == 3
    assert "2019-13 is no date" in refused.err
    assert fields_of(peace_tui, "q0003") == before


def test_rows_of_a_list_are_added_and_taken_out(peace_tui: PeaceTui) -> None:
    before = fields_of(peace_tui, "q0003")["hop"]
    assert peace_tui("edit", "q0003", "hop+=RIA Novosti; verb: cited; hedge: reportedly").code == 0
    *kept, new = fields_of(peace_tui, "q0003")["hop"]
    assert kept == before
    assert (new["verb"], new["hedge"], new["was_read"]) == ("cited", "reportedly", 0)
    assert peace_tui("edit", "q0003", f"hop-={len(before) + 1}").code == 0
    assert fields_of(peace_tui, "q0003")["hop"] == before
    assert peace_tui("edit", "q0003", "hop-=9").code == 3
    assert peace_tui("edit", "q0003", "text+=more").code == 3


def test_what_edit_prints_as_json_can_be_put_in_again(peace_tui: PeaceTui) -> None:
    rows = fields_of(peace_tui, "moscow-format-1")["participation"]
    assert any(row["mode"] in {"absent", "invited_declined"} for row in rows)
    again = f"participation={json.dumps(rows)}"
    assert "nothing had to change" in peace_tui("edit", "moscow-format-1", again).err
    fewer = f"participation={json.dumps(rows[1:])}"
    assert peace_tui("edit", "moscow-format-1", fewer).code == 0
    assert fields_of(peace_tui, "moscow-format-1")["participation"] == rows[1:]


def test_an_ambiguous_name_is_asked_about_and_never_guessed(peace_tui: PeaceTui) -> None:
    printed = peace_tui("edit", "q0003", "speaker=ministry")
    assert printed.code == 3
    assert "Speaker: ministry fits " in printed.err
    assert "give the key" in printed.err


def test_new_records_are_added_and_found(peace_tui: PeaceTui) -> None:
    assert peace_tui("add", "actor", "name=Relief Union", "kind=ngo").code == 0
    words = ("kind=direct", "held_as=words", "text=No relief without access.")
    printed = peace_tui("add", "quote", *words, "speaker=relief union", "remark=a statement")
    assert printed.code == 0
    assert "No relief without access." in peace_tui("search", "by:relief").out
    assert peace_tui("verify").code == 0


def test_a_retraction_needs_a_reason_and_shows(peace_tui: PeaceTui) -> None:
    assert peace_tui("retract", "kabulov").code == 3
    printed = peace_tui("retract", "kabulov", "--why", "two people under one name")
    assert printed.code == 0
    assert "rest on it; that stays" in printed.err
    assert "RETRACTED: two people under one name" in peace_tui("show", "kabulov").out
    assert json.loads(peace_tui("show", "kabulov", "--json").out)["retracted"]
    assert peace_tui("retract", "kabulov", "--back").code == 0
    assert "RETRACTED" not in peace_tui("show", "kabulov").out
    peace_tui("retract", "q0003", "--why", "misheard")
    assert "RETRACTED: misheard" in peace_tui("show", "q0003").out


def test_the_fields_of_a_kind_are_listed(peace_tui: PeaceTui) -> None:
    listed = peace_tui("edit", "--fields", "meeting").out
    assert "planned, held, postponed, cancelled" in listed
    told = json.loads(peace_tui("add", "--fields", "quote", "--json").out)
    needed = {field["name"] for field in told["fields"] if field["needed"]}
    assert needed == {"text", "kind", "held_as"}
    assert peace_tui("edit", "--fields", "ship").code == 1


def test_a_word_is_added_to_a_vocabulary(peace_tui: PeaceTui) -> None:
    assert peace_tui("edit", "moscow-format", "kind=shuttle").code == 3
    assert peace_tui("vocabulary", "add", "format kind", "shuttle").code == 0
    assert "shuttle" in peace_tui("vocabulary", "list", "format kind").out
    assert peace_tui("edit", "moscow-format", "kind=shuttle").code == 0


@pytest.mark.parametrize(
    "words", [("edit",), ("edit", "q0003", "said_on"), ("add", "actor"), ("vocabulary", "drop")]
)
def test_what_is_not_understood_is_said_and_changes_nothing(
    peace_tui: PeaceTui, words: tuple[str, ...]
) -> None:
    assert peace_tui(*words).code == 2
