"""The sample: nothing of its facts is dropped on the way into a library."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from storage import Library, open_library, parse

FACTS = Path(__file__).parents[2] / "sample_data"


def facts(name: str) -> list[dict[str, Any]]:
    return json.loads((FACTS / f"{name}.json").read_text(encoding="utf-8"))


@pytest.fixture
def held(sample: Path) -> Iterator[Library]:
    with open_library(sample) as library:
        yield library


def test_every_statement_is_held_as_its_facts_say(held: Library) -> None:
    for fact in facts("statements"):
        detail = held.quote(held.find(fact["id"]))
        assert detail.row.text == fact["text"]
        assert (detail.row.kind, detail.row.held_as) == (fact["kind"], fact["held_as"])
        assert detail.row.said_on == fact["said_on"]
        assert detail.date_verified == fact["date_verified"]
        assert detail.row.speaker is not None
        assert detail.row.speaker.slug == fact["speaker"]
        assert [each.slug for each in detail.speakers] == fact.get("speakers", [])
        assert detail.said_as == fact["said_as"]
        assert (detail.format.slug if detail.format else None) == fact["format"]
        assert (detail.meeting.slug if detail.meeting else None) == fact["meeting"]
        assert detail.relation == fact["relation"]
        assert [(hop.actor.slug, hop.verb) for hop in detail.chain] == [
            (hop["actor"], hop["verb"]) for hop in fact["chain"]
        ]
        assert [each.slug for each in detail.addressees] == fact["addressee"]
        assert list(detail.topics) == fact["topics"]
        assert [(each.topic, each.value) for each in detail.stances] == [
            (each["topic"], each["stance"]) for each in fact.get("stances", [])
        ]
        assert detail.remark == fact.get("remark")
        assert detail.source is not None
        assert detail.source.slug == fact["source"]
        if detail.chain:
            assert [hop.was_read for hop in detail.chain].count(True) == 1


def test_every_caveat_and_carrier_of_a_source_is_held(held: Library) -> None:
    sources = {fact["id"]: fact for fact in facts("sources")}
    for row in held.quotes(window=None).rows:
        source = held.quote(row.key).source
        assert source is not None
        assert source.caveat == sources[source.slug].get("caveat")
        assert source.carrier == sources[source.slug].get("carrier")


def test_every_participation_is_held_with_its_mode_remark_and_dispute(held: Library) -> None:
    for talks in facts("formats"):
        for meeting in talks["meetings"]:
            rows = held.participations(meeting["id"], None)
            at = [row for row in rows if row.meeting and row.meeting.slug == meeting["id"]]
            assert [(row.actor.slug, row.mode, row.disputed, row.remark) for row in at] == [
                (each["actor"], each["mode"], each.get("disputed", False), each.get("remark"))
                for each in meeting["participants"]
            ]
            if at and at[0].meeting:
                assert [(each.about, each.remark) for each in at[0].meeting.disputes] == [
                    (each["about"], each["remark"]) for each in meeting.get("disputed", [])
                ]


def test_who_was_asked_and_declined_is_told_apart_from_who_stayed_away(held: Library) -> None:
    declined = held.participations("moscow-format", "invited_declined")
    absent = held.participations("moscow-format", "absent")
    assert [row.actor.slug for row in declined] == ["united-states"]
    assert [row.actor.slug for row in absent] == ["united-states"]
    assert declined[0].sources


def test_words_in_a_brief_stand_in_the_projects_own_text_and_get_no_tick(held: Library) -> None:
    for row in held.quotes(parse("is:words").query).rows:
        places = held.quote(row.key).places
        ours = [place for place in places if place.ours]
        assert [place.standing for place in ours] == ["stands"]
        assert all(place.standing == "none" for place in places if not place.ours)


def test_a_post_is_linked_while_sources_show_it_going_on(held: Library) -> None:
    role = held.quote(held.find("q0003")).role
    assert role is not None
    assert role.title == "Special Representative of the President for Afghanistan"
    later = held.quote(held.find("q0017")).role
    assert later is not None
    assert later.title == "Director, Second Asian Department"


def test_a_name_is_found_in_any_script(held: Library) -> None:
    kabulov = held.count(parse("by:kabulov").query)
    assert kabulov == held.count(parse("by:Кабулов").query) == 28


def test_a_query_for_seven_statements_on_the_moscow_format(held: Library) -> None:
    assert held.count(parse("by:kabulov in:moscow").query) == 7


def test_a_fresh_sample_verifies(held: Library) -> None:
    verdict = held.verify()
    assert verdict.findings == ()
    assert verdict.reported


def test_the_library_is_its_owners_alone(sample: Path) -> None:
    with open_library(sample) as library:
        library.star(library.quotes().rows[0].key)
        modes = {each.stat().st_mode & 0o777 for each in sample.parent.glob("peace.db*")}
    assert modes == {0o600}
