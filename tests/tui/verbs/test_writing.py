"""`note`, `tag`, `star`, `undo`, `log` and `verify`: every write is told, logged and undoable."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.connections import connect
from tests.tui.verbs.conftest import PeaceTui

pytestmark = pytest.mark.usefixtures("sample")


def notes_on(peace_tui: PeaceTui, name: str) -> list[str]:
    return [note["text"] for note in json.loads(peace_tui("show", name, "--json").out)["notes"]]


def test_a_note_is_saved_and_says_how_to_take_it_back(peace_tui: PeaceTui) -> None:
    printed = peace_tui("note", "q0003", "compare with the reply")
    assert printed.code == 0
    assert printed.err.startswith("saved: note on q-")
    assert "takes it back" in printed.err
    assert notes_on(peace_tui, "q0003") == ["compare with the reply"]


@given(text=st.text(min_size=1).filter(str.strip))
def test_a_note_from_standard_input_is_kept_as_it_is(peace_tui: PeaceTui, text: str) -> None:
    assert peace_tui("note", "q0003", "-", piped=text.encode()).code == 0
    assert notes_on(peace_tui, "q0003")[-1] == text


def test_a_hostile_note_is_kept_and_shown_harmless(peace_tui: PeaceTui) -> None:
    text = "first\x1b]0;title\x07\r\n\x00\u202esecond\x9b2J\n"
    assert peace_tui("note", "q0003", piped=text.encode()).code == 0
    assert notes_on(peace_tui, "q0003") == [text]
    shown = peace_tui("show", "q0003").out
    assert not set(shown) & set("\x00\x07\x1b\x9b\r\u202e")
    assert "second" in shown


@pytest.mark.parametrize("piped", [b"", b" \n", b"a\xff"])
def test_what_is_no_text_is_refused_and_not_half_saved(peace_tui: PeaceTui, piped: bytes) -> None:
    printed = peace_tui("note", "q0003", "-", piped=piped)
    assert printed.code == 3
    assert "saved" in printed.err
    assert notes_on(peace_tui, "q0003") == []


def test_a_note_on_a_quote_that_is_not_there_is_nothing_found(peace_tui: PeaceTui) -> None:
    assert peace_tui("note", "q9999", "text").code == 1


@pytest.mark.parametrize(
    "words",
    [
        ("note", "q0003", "caf\udce9"),
        ("retract", "q0003", "--why", "caf\udce9"),
        ("log", "--author", "caf\udce9"),
    ],
)
def test_a_word_that_is_not_utf_8_is_refused(peace_tui: PeaceTui, words: tuple[str, ...]) -> None:
    printed = peace_tui(*words)
    assert printed.code == 2
    assert "not valid UTF-8" in printed.err


def test_tags_go_on_and_off_in_one_go(peace_tui: PeaceTui) -> None:
    assert peace_tui("tag", "q0002", "q0003", "+wording", "+Follow-up").code == 0
    assert peace_tui("tag", "q0003", "+check", "-follow-up").code == 0
    shown = json.loads(peace_tui("show", "q0003", "--json").out)
    assert shown["tags"] == ["check", "wording"]
    again = peace_tui("tag", "q0003", "+check")
    assert (again.code, again.err[:18]) == (0, "nothing to change:")


@pytest.mark.parametrize("words", [("q0003",), ("+check",), ("q0003", "-nosuchtag")])
def test_tag_says_what_is_missing(peace_tui: PeaceTui, words: tuple[str, ...]) -> None:
    printed = peace_tui("tag", *words)
    assert printed.code in {1, 2}
    assert "Nothing was changed" in printed.err


def test_a_star_goes_on_and_off(peace_tui: PeaceTui) -> None:
    peace_tui("star", "q0003")
    assert peace_tui("search", "is:starred", "--count").out == "1\n"
    peace_tui("star", "q0003")
    assert peace_tui("search", "is:starred", "--count").out == "0\n"


def test_undo_names_what_it_takes_back_and_keeps_a_note_in_reach(peace_tui: PeaceTui) -> None:
    peace_tui("note", "q0003", "half a thought\x1b[2J")
    printed = peace_tui("undo", "--yes")
    assert printed.err.startswith("taking back: note on q-")
    assert printed.out == "half a thought␛[2J\n"
    assert notes_on(peace_tui, "q0003") == []
    name = printed.err.split("peace-tui undo ")[1].split("`")[0]
    assert peace_tui("undo", name).code == 0
    assert notes_on(peace_tui, "q0003") == ["half a thought\x1b[2J"]


def test_without_a_name_undo_only_says_what_it_would_take_back(peace_tui: PeaceTui) -> None:
    peace_tui("note", "q0003", "a thought")
    printed = peace_tui("undo", piped=b"y\n")
    assert printed.code == 2
    assert printed.err.startswith("would take back: note on q-")
    assert "Nothing was taken back" in printed.err
    assert notes_on(peace_tui, "q0003") == ["a thought"]


def test_what_was_taken_back_last_is_brought_back_until_something_is_written(
    peace_tui: PeaceTui,
) -> None:
    peace_tui("note", "q0003", "a thought")
    peace_tui("undo", "--yes")
    printed = peace_tui("redo")
    assert printed.err.startswith("brought back: note on q-")
    assert notes_on(peace_tui, "q0003") == ["a thought"]
    peace_tui("undo", "--yes")
    peace_tui("star", "q0002")
    refused = peace_tui("redo")
    assert refused.code == 3
    assert "nothing of yours was taken back since" in refused.err
    assert notes_on(peace_tui, "q0003") == []


def test_what_is_in_the_way_of_an_undo_is_listed(peace_tui: PeaceTui) -> None:
    peace_tui("tag", "q0003", "+wording")
    made = peace_tui("log", "--limit", "1").out.split()[0]
    peace_tui("tag", "q0002", "+wording")
    printed = peace_tui("undo", made)
    assert printed.code == 3
    sentence, heading, line = printed.err.splitlines()
    assert "1 later change rests on it" in sentence
    assert heading == "In the way:"
    assert "tag wording of q-" in line
    assert line.endswith("off → on")


def test_the_history_of_a_record_is_listed_and_a_line_of_it_restored(peace_tui: PeaceTui) -> None:
    peace_tui("tag", "q0003", "+check")
    peace_tui("tag", "q0003", "-check")
    off, on, imported = peace_tui("history", "q0003").out.splitlines()
    assert ("off → on" in on, "on → off" in off, "imported:" in imported) == (True, True, True)
    entry = on.split()[0]
    would = peace_tui("history", "q0003", "--restore", entry, "--dry-run")
    assert would.out.endswith(": off → on\n")
    assert json.loads(peace_tui("show", "q0003", "--json").out)["tags"] == []
    assert peace_tui("history", "q0003", "--restore", entry).code == 0
    assert json.loads(peace_tui("show", "q0003", "--json").out)["tags"] == ["check"]
    told = json.loads(peace_tui("history", "q0003", "--json").out)
    assert [each["name"] for each in told["versions"]] == ["check", "check", "check", ""]
    assert peace_tui("history", "q0003", "--restore", "ffffffffffff").code == 1


def test_the_log_of_one_author_is_listed(peace_tui: PeaceTui) -> None:
    peace_tui("star", "q0003")
    assert "new tag" in peace_tui("log", "--author", "peace-tui").out
    assert "star" not in peace_tui("log", "--author", "peace-tui").out


def test_head_names_the_state_of_the_log_that_json_carries(peace_tui: PeaceTui) -> None:
    before = peace_tui("head").out.strip()
    assert json.loads(peace_tui("show", "q0003", "--json").out)["log"] == before
    peace_tui("star", "q0003")
    after = json.loads(peace_tui("head", "--json").out)["digest"]
    assert after not in {before, ""}
    assert after == json.loads(peace_tui("verify", "--json").out)["digest"]


def test_rebuild_makes_anew_what_was_lost(peace_tui: PeaceTui, sample: Path) -> None:
    peace_tui("star", "q0003")
    connection = connect(sample)
    connection.execute("delete from star")
    connection.close()
    assert peace_tui("rebuild", "--dry-run").out == "would be made anew: 1 sets\n"
    assert peace_tui("search", "is:starred", "--count").out == "0\n"
    assert json.loads(peace_tui("rebuild", "--json").out)["sets"] == 1
    assert peace_tui("search", "is:starred", "--count").out == "1\n"
    assert "nothing had to be made anew" in peace_tui("rebuild").out
    assert peace_tui("verify").code == 0


def test_there_is_nothing_to_undo_in_a_fresh_sample(peace_tui: PeaceTui) -> None:
    printed = peace_tui("undo")
    assert printed.code == 3
    assert "There is nothing of yours to take back" in printed.err
    assert peace_tui("undo", "x-nosuch").code == 1


def test_the_log_lists_writes_newest_first(peace_tui: PeaceTui) -> None:
    peace_tui("star", "q0003")
    newest, before, *_rest = peace_tui("log").out.splitlines()
    assert "star on q-" in newest
    assert "import of sample" in before
    entries = json.loads(peace_tui("log", "--limit", "1", "--json").out)["transactions"]
    assert [each["summary"][:7] for each in entries] == ["star on"]


def test_a_fresh_sample_verifies(peace_tui: PeaceTui) -> None:
    printed = peace_tui("verify")
    assert printed.code == 0
    assert "nothing is wrong" in printed.out
    assert "no stored text" in printed.out
    verdict = json.loads(peace_tui("verify", "--json").out)
    assert f"digest {verdict['digest']}" in printed.out
    assert verdict["findings"] == []


def test_a_change_from_outside_is_found_and_can_be_adopted(
    peace_tui: PeaceTui, sample: Path
) -> None:
    connection = connect(sample)
    connection.execute("update topic set definition = 'changed by hand' where slug = 'formats'")
    connection.close()
    found = peace_tui("verify")
    assert found.code == 3
    assert "\n! " in found.out
    assert "--adopt" in found.err
    assert peace_tui("verify", "--adopt").code == 0
    assert peace_tui("verify").code == 0


def test_a_newer_library_is_refused_with_its_own_code(peace_tui: PeaceTui, sample: Path) -> None:
    connection = connect(sample)
    connection.execute("pragma user_version = 9999")
    connection.close()
    printed = peace_tui("star", "q0003")
    assert (printed.code, printed.out) == (4, "")
    assert "newer" in printed.err
