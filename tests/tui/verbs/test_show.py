"""`show` and `who`: a quote, actor, format or meeting with all that is held, and who was there."""

from __future__ import annotations

import json

import pytest

from tests.tui.verbs.conftest import PeaceTui

pytestmark = pytest.mark.usefixtures("sample")


def test_a_quote_shows_by_whom_its_words_came(peace_tui: PeaceTui) -> None:
    printed = peace_tui("show", "q0003")
    assert printed.code == 0
    assert "“Pakistani partners”" in printed.out
    assert "CHAIN   EIRNS, reporting TASS, reporting Zamir Kabulov" in printed.out
    assert "in the project's own brief, which is no evidence" in printed.out
    assert "! The article that this sample starts from; advocacy publisher." in printed.out


def test_a_paraphrase_is_led_by_a_word_that_copies_well(peace_tui: PeaceTui) -> None:
    key = peace_tui("search", "--keys", "is:paraphrase", "--limit", "1").out.strip()
    shown = peace_tui("show", key).out
    assert shown.startswith("[paraphrase] ")
    assert "≈" not in shown


def test_the_end_of_a_key_names_a_quote(peace_tui: PeaceTui) -> None:
    key = json.loads(peace_tui("show", "q0003", "--json").out)["key"]
    for name in (key, key[-6:], f"q-{key[-6:]}", key.upper()):
        assert json.loads(peace_tui("show", name, "--json").out)["ref"] == "q0003"


def test_json_of_one_quote_is_an_object_and_of_several_a_list(peace_tui: PeaceTui) -> None:
    one = json.loads(peace_tui("show", "q0003", "--json").out)
    several = json.loads(peace_tui("show", "q0003", "q0002", "--json").out)
    assert several[0] == one
    assert several[1]["ref"] == "q0002"
    assert {"notes", "tags", "links", "disputes"} < set(one)
    assert [hop["actor"] for hop in one["chain"]] == ["eirns", "tass"]
    assert sorted(place["standing"] for place in one["spans"]) == ["none", "stands"]


def test_keys_can_be_piped_in(peace_tui: PeaceTui) -> None:
    lines = peace_tui("search", "by:kabulov in:moscow").out
    printed = peace_tui("show", "-", piped=lines.encode())
    assert printed.out.count("CHAIN") == 7


def test_a_quote_that_is_not_there_is_nothing_found(peace_tui: PeaceTui) -> None:
    printed = peace_tui("show", "q9999")
    assert (printed.code, printed.out) == (1, "")
    assert "No quote is called q9999" in printed.err


@pytest.mark.parametrize(
    ("name", "first_line"),
    [
        ("kabulov", "Zamir Kabulov · person · RU"),
        ("Кабулов", "Zamir Kabulov · person · RU"),
        ("moscow format", "Moscow format of consultations on Afghanistan · consultation · held"),
        ("moscow-format-2", "Moscow format of consultations on Afghanistan"),
    ],
)
def test_an_actor_a_format_and_a_meeting_are_shown_by_slug_or_name(
    peace_tui: PeaceTui, name: str, first_line: str
) -> None:
    printed = peace_tui("show", name)
    assert printed.code == 0
    assert printed.out.startswith(first_line)


def test_the_key_of_an_actor_a_format_or_a_meeting_names_it(peace_tui: PeaceTui) -> None:
    for name in ("kabulov", "moscow-format", "moscow-format-2"):
        record = json.loads(peace_tui("show", name, "--json").out)
        for key in (record["key"], f"{record['key'][:2]}{record['key'][-6:]}"):
            assert json.loads(peace_tui("show", key, "--json").out) == record


def test_json_of_a_meeting_tells_each_part_and_dispute(peace_tui: PeaceTui) -> None:
    record = json.loads(peace_tui("show", "moscow-format-1", "--json").out)
    assert (record["version"], record["type"], record["state"]) == (1, "meeting", "held")
    (declined,) = [e for e in record["participations"] if e["mode"] == "invited_declined"]
    assert declined["actor"] == "united-states"
    assert record["said"]["there"] + record["said"]["about"] == record["said"]["quotes"] == 6


def test_json_of_an_actor_and_a_format_names_others_by_their_slugs(peace_tui: PeaceTui) -> None:
    actor, talks = json.loads(peace_tui("show", "kabulov", "moscow-format", "--json").out)
    assert (actor["type"], talks["type"]) == ("actor", "format")
    assert actor["roles"][0]["organisation"] == "russia-mfa"
    assert actor["said"]["paraphrases"] == 23
    assert [each["slug"] for each in talks["meetings"]][1] == "moscow-format-2"
    assert {"listed_as": "host", "actor": "russia", "mode": "host", "format": "moscow-format"} in (
        talks["members"]
    )


def test_a_name_that_fits_several_records_is_asked(peace_tui: PeaceTui) -> None:
    printed = peace_tui("show", "united states")
    assert printed.code == 0  # the whole name of one
    several = peace_tui("show", "consultations")
    assert (several.code, several.out) == (2, "")
    assert "consultations fits" in several.err
    assert "Moscow format of consultations on Afghanistan (format f-" in several.err
    key = next(line.strip() for line in several.err.splitlines() if line.startswith("  f-"))
    assert peace_tui("show", key).code == 0


def test_who_tells_those_who_stayed_away_apart(peace_tui: PeaceTui) -> None:
    printed = peace_tui("who", "moscow-format")
    first, *rest = printed.out.split("\n\n")
    assert first.startswith("Moscow format of consultations on Afghanistan · its members\n")
    assert any("  invited, declined: United States of America" in block for block in rest)
    assert "  absent (asked or not isn't known): United States of America" in printed.out
    assert "  ! disputed: Turkmenistan, participant" in printed.out
    assert "  ! in dispute, turkmenistan: " in printed.out


def test_who_narrows_to_a_mode(peace_tui: PeaceTui) -> None:
    found = json.loads(peace_tui("who", "moscow", "--mode", "invited_declined", "--json").out)
    assert found["version"] == 1
    assert {each["mode"] for each in found["participations"]} == {"invited_declined"}
    assert found["participations"][0]["actor"] == "united-states"


def test_a_mode_that_no_one_had_names_those_that_are_held(peace_tui: PeaceTui) -> None:
    printed = peace_tui("who", "moscow-format", "--mode", "signatory")
    assert (printed.code, printed.out) == (1, "")
    assert "invited_declined" in printed.err


def test_a_format_that_is_not_there_is_not_understood(peace_tui: PeaceTui) -> None:
    assert peace_tui("who", "atlantis").code == 2


def test_a_quote_shows_its_hops_its_place_and_how_it_came_in(peace_tui: PeaceTui) -> None:
    printed = peace_tui("show", "q0003").out
    assert "CHECKS  stands in the project's own brief, which is no evidence · 1 chain\n" in printed
    assert "  who had it from the speaker: TASS\n" in printed
    assert "  the words stand there, characters 170–188\n" in printed
    assert "  read in from sample by " in printed


def test_json_tells_where_the_words_come_from(peace_tui: PeaceTui) -> None:
    told = json.loads(peace_tui("show", "q0003", "--json").out)["provenance"]
    assert told["beginning"] == "tass"
    assert told["open_origin"] is False
    assert told["chains"] == {"total": 1, "open": 0}
    assert told["others"] == []
    assert told["entry"]["batch"] == "sample"
