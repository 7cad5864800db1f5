"""`tag`, `tags`, `topics`, `stance` and `star`: at the shell all that the screen does."""

from __future__ import annotations

import json

import pytest

from tests.tui.verbs.conftest import PeaceTui

pytestmark = pytest.mark.usefixtures("sample")


def record(peace_tui: PeaceTui, name: str) -> dict[str, object]:
    return json.loads(peace_tui("show", name, "--json").out)


def stances_on(peace_tui: PeaceTui, name: str, topic: str) -> list[tuple[str, str | None]]:
    """Those of the sample stand there too."""
    stances = json.loads(peace_tui("show", name, "--json").out)["stances"]
    return [(each["value"], each["frame"]) for each in stances if each["topic"] == topic]


def test_a_search_is_tagged_whole_or_only_tried_out(peace_tui: PeaceTui) -> None:
    found = int(peace_tui("search", "via:tass", "--count").out)
    tried = peace_tui("tag", "--query", "via:tass", "+wire", "--dry-run")
    assert tried.code == 0
    assert f"{found} quotes" in tried.err
    assert "wire" not in peace_tui("tags").out
    done = peace_tui("tag", "--query", "via:tass", "+wire", "--json")
    assert len(json.loads(done.out)["done"][0]["keys"]) == found
    assert peace_tui("search", "tag:wire", "--count").out.strip() == str(found)
    assert peace_tui("tag", "--query", "tag:wire", "-wire").code == 0
    assert peace_tui("search", "-has:tag", "--count").out == peace_tui("search", "", "--count").out


def test_nothing_is_tagged_where_a_search_finds_nothing(peace_tui: PeaceTui) -> None:
    printed = peace_tui("tag", "--query", "nosuchwordhere", "+wire")
    assert printed.code == 2
    assert "finds none" in printed.err


def test_tags_are_listed_and_kept_in_order(peace_tui: PeaceTui) -> None:
    peace_tui("tag", "q0003", "+wordign")
    assert "tag wordign renamed wording" in peace_tui("tags", "rename", "wordign", "wording").err
    peace_tui("tags", "make", "language")
    peace_tui("tags", "under", "wording", "language")
    assert "language  0\n  wording  1\n" in peace_tui("tags").out
    assert peace_tui("search", "tag:language", "--count").out.strip() == "1"
    held = {each["name"]: each for each in json.loads(peace_tui("tags", "--json").out)["tags"]}
    assert (held["wording"]["parent"], held["wording"]["quotes"]) == ("language", 1)
    peace_tui("tags", "merge", "wording", "check")
    assert peace_tui("search", "tag:check", "--count").out.strip() == "1"
    assert "language" in peace_tui("tags", "drop", "language").err
    assert "language" not in peace_tui("tags").out


def test_a_tag_that_is_not_there_changes_nothing(peace_tui: PeaceTui) -> None:
    printed = peace_tui("tags", "drop", "nonesuch")
    assert printed.code == 1
    assert "Nothing was changed" in printed.err
    assert peace_tui("tags", "rename", "check").code == 2


def test_a_stance_is_given_corrected_and_dropped(peace_tui: PeaceTui) -> None:
    before = stances_on(peace_tui, "q0003", "ceasefire")
    printed = peace_tui("stance", "q0003", "ceasefire", "conditional", "--frame", "demand")
    assert printed.err.startswith("saved: stance ceasefire: conditional, demand on q-")
    assert stances_on(peace_tui, "q0003", "ceasefire") == [*before, ("conditional", "demand")]
    peace_tui("stance", "q0003", "ceasefire", "oppose")
    assert stances_on(peace_tui, "q0003", "ceasefire") == [*before, ("oppose", None)]
    assert "ceasefire: oppose" in peace_tui("show", "q0003").out
    assert "(you)" not in peace_tui("show", "q0003").out
    peace_tui("stance", "q0003", "ceasefire", "--drop")
    assert stances_on(peace_tui, "q0003", "ceasefire") == before


def test_a_stance_for_keys_from_standard_input_is_tried_out(peace_tui: PeaceTui) -> None:
    keys = peace_tui("search", "--keys", "by:kabulov").out.encode()
    tried = peace_tui("stance", "-", "ceasefire", "support", "--dry-run", piped=keys)
    assert f"{len(keys.split())} quotes" in tried.err
    assert "oppose" not in json.dumps(record(peace_tui, "q0003")["stances"])
    refused = peace_tui("stance", "q0003", "ceasefire", "perhaps")
    assert refused.code == 3
    assert "is one of support, oppose" in refused.err


def test_the_codebook_is_listed_and_changed(peace_tui: PeaceTui) -> None:
    assert "ceasefire  v1  7" in peace_tui("topics").out
    peace_tui("topics", "add", "Sequencing", "What comes first.")
    peace_tui("topics", "define", "sequencing", "-", piped=b"What comes first, and why.\n")
    told = peace_tui("topics", "history", "sequencing").out
    assert "version 1" in told
    assert "What comes first, and why." in told
    peace_tui("topics", "put", "sequencing", "q0003")
    assert "sequencing" in str(record(peace_tui, "q0003")["topics"])
    assert peace_tui("topics", "retract", "sequencing").code == 3
    peace_tui("topics", "take", "sequencing", "q0003")
    assert peace_tui("topics", "retract", "sequencing").code == 0
    held = {each["slug"]: each for each in json.loads(peace_tui("topics", "--json").out)["topics"]}
    assert held["sequencing"]["retracted"] is True
    assert held["sequencing"]["definition_version"] == 2
    assert held["ceasefire"]["stances"] == {"support": 3}


def test_stars_are_tried_out_and_told_as_json(peace_tui: PeaceTui) -> None:
    assert peace_tui("star", "q0003", "--dry-run").code == 0
    assert peace_tui("search", "is:starred", "--count").out.strip() == "0"
    done = json.loads(peace_tui("star", "q0003", "q0004", "--json").out)["done"]
    assert len(done) == 2
    assert peace_tui("search", "is:starred", "--count").out.strip() == "2"
