"""Notes and handling at the shell: all that the screen does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.tui.verbs.conftest import PeaceTui

pytestmark = pytest.mark.usefixtures("sample")


def notes_on(peace_tui: PeaceTui, name: str) -> list[dict[str, object]]:
    return json.loads(peace_tui("show", name, "--json").out)["notes"]


def key_of_note(peace_tui: PeaceTui, name: str = "q0003") -> str:
    return str(notes_on(peace_tui, name)[0]["key"])


def test_a_note_has_a_kind_a_handling_and_words_that_it_is_on(peace_tui: PeaceTui) -> None:
    asked = ("note", "q0003", "why?", "--kind", "question", "--private", "--on-span", "0:5")
    assert peace_tui(*asked).code == 0
    (note,) = notes_on(peace_tui, "q0003")
    assert (note["kind"], note["handling"]) == ("question", "private")
    text = json.loads(peace_tui("show", "q0003", "--json").out)["text"]
    assert note["span"] == {"start": 0, "end": 5, "exact": text[:5]}


@pytest.mark.parametrize("name", ["kabulov", "moscow-format", "moscow-format-2"])
def test_a_note_goes_on_an_actor_talks_or_a_meeting(peace_tui: PeaceTui, name: str) -> None:
    assert peace_tui("note", name, "look again").code == 0
    assert [note["text"] for note in notes_on(peace_tui, name)] == ["look again"]
    assert "look again" in peace_tui("show", name).out


def test_a_note_goes_on_a_source_or_a_topic(peace_tui: PeaceTui) -> None:
    found = json.loads(peace_tui("search", "type:source", "--json", "--limit", "1").out)
    (source,) = found["records"]
    for name in (source["slug"], "regional-approach"):
        assert peace_tui("note", name, "look again").code == 0
    found = json.loads(peace_tui("search", "type:note", "--json").out)
    assert {note["on"] for note in found["records"]} == {source["slug"], "regional-approach"}


def test_a_note_is_changed_and_taken_back(peace_tui: PeaceTui) -> None:
    peace_tui("note", "q0003", "first")
    key = key_of_note(peace_tui)
    assert peace_tui("note", "--edit", key, "--handling", "public").code == 0
    assert peace_tui("note", "--edit", key, "second", "--kind", "todo").code == 0
    (note,) = notes_on(peace_tui, "q0003")
    assert (note["text"], note["kind"], note["handling"]) == ("second", "todo", "public")
    assert peace_tui("note", "--retract", key).code == 0
    assert notes_on(peace_tui, "q0003") == []
    assert peace_tui("note", "--retract", key).code == 1


def test_what_would_be_written_is_told_and_not_written(peace_tui: PeaceTui) -> None:
    printed = peace_tui("note", "q0003", "hm", "--dry-run", "--json")
    assert (printed.code, json.loads(printed.out)["dry_run"]) == (0, True)
    assert notes_on(peace_tui, "q0003") == []


@pytest.mark.parametrize(
    "asked",
    [
        ("q0003", "x", "--private", "--handling", "closed"),
        ("q0003", "x", "--on-span", "five"),
        ("q0003", "x", "--kind", "poem"),
        ("--edit", "--retract", "n-000000"),
    ],
)
def test_what_contradicts_itself_is_refused(peace_tui: PeaceTui, asked: tuple[str, ...]) -> None:
    assert peace_tui("note", *asked).code == 2


def test_handling_is_set_and_searched_for(peace_tui: PeaceTui) -> None:
    printed = peace_tui("handling", "q0003", "q0039", "closed", "--json")
    assert printed.code == 0
    assert len(json.loads(printed.out)["done"]) == 2
    assert json.loads(peace_tui("show", "q0003", "--json").out)["handling"] == "closed"
    assert "closed: does not leave the library" in peace_tui("show", "q0003").out
    assert peace_tui("search", "is:closed", "--count").out == "2\n"
    piped = peace_tui("search", "is:closed", "--keys").out.encode()
    assert peace_tui("handling", "-", "private", piped=piped).code == 0
    assert peace_tui("search", "is:private", "--count").out == "2\n"
    assert peace_tui("handling", "moscow-format-2", "private", "--part", "0").code == 0
    assert peace_tui("handling", "kabulov", "private").code == 1


def test_in_a_confidential_library_notes_are_private(peace_tui: PeaceTui, tmp_path: Path) -> None:
    path = str(tmp_path / "confidential.db")
    assert peace_tui("-L", path, "--confidential", "note", "q0003", "mine").code == 0
    (note,) = json.loads(peace_tui("-L", path, "show", "q0003", "--json").out)["notes"]
    assert note["handling"] == "private"
