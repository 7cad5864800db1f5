"""What is held about an actor, a format or a meeting: of the sample, and of fictional talks."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage import (
    ActorProfile,
    FormatProfile,
    Library,
    MeetingProfile,
    Participation,
    RecordMissing,
    Slug,
    open_library,
)
from tests.builders import COLLEAGUE, Records, records_of

SECOND_ROUND = "moscow-format-2"


def actor(library: Library, slug: str) -> ActorProfile:
    with library.questions() as ask:
        return ask.actor_profile(Slug(slug))


def format_(library: Library, slug: str) -> FormatProfile:
    with library.questions() as ask:
        return ask.format_profile(Slug(slug))


def meeting(library: Library, slug: str) -> MeetingProfile:
    with library.questions() as ask:
        return ask.meeting_profile(Slug(slug))


def in_mode(parts: tuple[Participation, ...], mode: str) -> list[str]:
    return [each.actor.slug for each in parts if each.mode == mode]


def people(records: Records) -> None:
    for slug in ("lee", "kim", "ito"):
        records.actor(slug)
    for slug in ("norland", "sudmark"):
        records.actor(slug, kind="state")


def test_the_moscow_meeting_of_november_2018_tells_who_was_there_in_which_mode(
    sample: Path,
) -> None:
    with open_library(sample) as library:
        told = meeting(library, SECOND_ROUND)
    assert (told.meeting.said_on, told.meeting.place) == ("2018-11-09", "Moscow")
    assert told.format.slug == "moscow-format"
    assert in_mode(told.parts, "host") == ["russia", "lavrov", "morgulov", "kabulov"]
    assert in_mode(told.parts, "observer") == ["india", "united-states"]
    assert [each.actor.slug for each in told.parts if each.disputed] == [
        "kyrgyzstan",
        "turkmenistan",
        "united-states",
    ]
    assert [(each.about, each.party and each.party.name) for each in told.meeting.disputes] == [
        ("united-states", "United States of America"),
        ("turkmenistan", "Turkmenistan"),
        ("kyrgyzstan", "Kyrgyz Republic"),
    ]
    assert [each.slug for each in told.meeting.disputes[0].sources] == [
        "nation-2018-11-16",
        "inforos-79708",
    ]
    assert (told.said.quotes, told.said_there, told.said_about) == (11, 6, 5)


def test_who_was_asked_and_declined_is_told_apart_from_who_was_absent(sample: Path) -> None:
    with open_library(sample) as library:
        first, third = meeting(library, "moscow-format-1"), meeting(library, "moscow-format-3")
        parts = actor(library, "united-states").parts
    (declined,) = [each for each in first.parts if each.mode == "invited_declined"]
    assert declined.actor.slug == "united-states"
    assert {each.slug for each in declined.sources} == {"mid-2017-04-14", "tass-941357"}
    assert in_mode(third.parts, "absent") == ["united-states"]
    by_mode = {str(each.meeting.slug): each.mode for each in parts if each.meeting}
    assert by_mode["moscow-format-1"] == "invited_declined"
    assert by_mode["moscow-format-3"] == "absent"
    assert by_mode[SECOND_ROUND] == "observer"


def test_a_format_tells_its_meetings_in_the_order_of_their_dates(sample: Path) -> None:
    with open_library(sample) as library:
        told = format_(library, "moscow-format")
    assert [each.meeting.said_on for each in told.meetings] == [
        "2017-04-14",
        "2018-11-09",
        "2021-10-20",
    ]
    assert told.meetings[0].hosts[0].slug == "russia"
    assert [each.quotes for each in told.meetings] == [6, 11, 7]
    listed = {(each.actor.slug, each.listed_as, each.mode) for each in told.members}
    assert {("russia", "host", "host"), ("india", "member", "participant")} <= listed


def test_an_actor_tells_its_names_roles_and_how_its_words_are_held(sample: Path) -> None:
    with open_library(sample) as library:
        told = actor(library, "kabulov")
    assert ("Замир Кабулов", "ru", "Cyrl") in {
        (each.name, each.lang, each.script) for each in told.names
    }
    assert [(each.organisation.slug, each.start, each.end) for each in told.roles] == [
        ("russia-mfa", None, None),
        ("russia", "2011-03", None),
        ("russia", "2004", "2009"),
    ]
    assert told.roles[0].attested == ("2011-03", "2017-02", "2021-07")
    assert (told.said.quotes, told.said.words, told.said.paraphrases) == (28, 5, 23)
    assert [row.said_on for row in told.said.newest][:2] == ["2021-10-15", "2021-08?"]
    (stance,) = told.stances
    assert (stance.topic, stance.value, stance.coder) == ("reconciliation", "support", "sample")


def test_an_organisation_tells_its_bodies_and_who_held_roles_in_it(library: Library) -> None:
    with records_of(library) as records:
        people(records)
        records.actor("norland-mfa", kind="body", part_of=["norland"])
        records.actor("bloc", kind="coalition")
        records.actor("eastland", kind="state", ties=[("member_of", "bloc")])
        records.role("old", "lee", "norland", "minister", since="2001", until="2005")
        records.role("new", "kim", "norland", "minister", attested=["2024-03", "2025-01"])
        records.role("undated", "ito", "norland", "envoy")
    told = actor(library, "norland")
    assert [(each.type, each.outgoing, each.other.slug) for each in told.ties] == [
        ("part_of", False, "norland-mfa")
    ]
    assert [(each.actor.slug, each.attested) for each in told.holders] == [
        ("kim", ("2024-03", "2025-01")),
        ("lee", ()),
        ("ito", ()),
    ]
    assert actor(library, "eastland").ties[0][:2] == ("member_of", True)


def test_the_latest_stance_on_each_topic_is_told_for_each_coder(library: Library) -> None:
    with records_of(library) as records:
        people(records)
        records.topic("truce")
        for ref, day in (("q1", "2025-01-01"), ("q2", "2025-03-01")):
            records.quote(ref, by="lee", said_on=day, topics=("truce",))
        records.stance("q1", "truce", "oppose")
        records.stance("q2", "truce", "support")
        records.stance("q1", "truce", "neutral", coder=COLLEAGUE)
    told = actor(library, "lee")
    assert [(each.coder, each.value, each.said_on) for each in told.stances] == [
        ("analyst", "support", "2025-03-01"),
        (COLLEAGUE, "neutral", "2025-01-01"),
    ]
    assert [(row.slug, row.quotes) for row in told.topics] == [("truce", 2)]


def test_joint_words_are_each_speakers_own_and_tags_are_counted(library: Library) -> None:
    with records_of(library) as records:
        people(records)
        records.quote("q1", jointly=("lee", "kim"))
        records.quote("q2", by="kim", held_as="paraphrase")
        records.quote("q3", by="kim", held_as="reporter's wording")
        records.tag("truces", "q1", "q2")
    told = actor(library, "kim")
    assert (told.said.quotes, told.said.words, told.said.paraphrases) == (3, 1, 1)
    assert [(tag.name, tag.quotes) for tag in told.tags] == [("truces", 2)]
    assert actor(library, "lee").said.quotes == 1


def test_a_format_tells_what_it_is_part_of_and_its_parts(library: Library) -> None:
    with records_of(library) as records:
        people(records)
        records.format("lakeside", also=["Talks by the lake"], members=["norland"])
        records.format("experts", parent="lakeside")
    told = format_(library, "lakeside")
    assert [each.slug for each in told.below] == ["experts"]
    assert [each.name for each in told.names] == ["Talks by the lake"]
    parent = format_(library, "experts").parent
    assert parent is not None
    assert parent.slug == "lakeside"
    assert [each.format.slug for each in actor(library, "norland").formats] == ["lakeside"]


@pytest.mark.parametrize("state", ["loading", "undone"])
def test_what_an_import_that_does_not_count_brought_is_left_out(
    library: Library, state: str
) -> None:
    with records_of(library) as records:
        people(records)
        records.format("lakeside")
        with records.in_batch("other", "loading" if state == "loading" else "undone"):
            records.actor("ghost", part_of=["norland"])
            records.role("haunting", "lee", "norland")
            records.meeting("seance", "lakeside", took_part=[("norland", "host")])
            records.quote("q1", by="norland", format="lakeside")
    told = actor(library, "norland")
    assert (told.ties, told.holders, told.parts, told.said.quotes) == ((), (), (), 0)
    assert format_(library, "lakeside").meetings == ()
    with pytest.raises(RecordMissing, match="No actor is called ghost"):
        actor(library, "ghost")
    with pytest.raises(RecordMissing, match="No meeting is called seance"):
        meeting(library, "seance")


def test_there_is_no_format_of_a_slug_that_none_has(library: Library) -> None:
    with pytest.raises(RecordMissing, match="No format is called lakeside"):
        format_(library, "lakeside")
