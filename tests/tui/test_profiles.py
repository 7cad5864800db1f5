"""What a person reads about an actor, a format or a meeting."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage import Library, Slug, open_library
from tests.builders import records_of
from tui.formatting import COPY, Line, Target, text_of
from tui.profiles import actor_lines, format_lines, meeting_lines
from tui.widgets.marked_text import spell_out, wrapped

SEEN = 9
"""Lines of the detail pane on a terminal of 80 by 24."""


@pytest.fixture(autouse=True)
def _signs() -> None:
    """Signs as they are, whatever an app before this test has spelt out."""
    spell_out(keys=False, signs=False)


def actor(library: Library, slug: str) -> list[Line]:
    with library.questions() as ask:
        return actor_lines(ask.actor_profile(Slug(slug)))


def format_(library: Library, slug: str) -> list[Line]:
    with library.questions() as ask:
        return format_lines(ask.format_profile(Slug(slug)))


def meeting(library: Library, slug: str) -> list[Line]:
    with library.questions() as ask:
        return meeting_lines(ask.meeting_profile(Slug(slug)))


def shown(lines: list[Line]) -> str:
    return "\n".join(text_of(line) for line in lines)


def first_lines(lines: list[Line]) -> str:
    """What stands in the pane before a person scrolls, as one run of words."""
    seen = [text_of(each) for line in lines for each in wrapped(line, 78)][:SEEN]
    return " ".join(" ".join(seen).split())


def test_who_was_asked_to_a_meeting_and_declined_is_seen_without_scrolling(sample: Path) -> None:
    with open_library(sample) as library:
        seen = first_lines(meeting(library, "moscow-format-1"))
    assert seen.startswith("Moscow format of consultations on Afghanistan 2017-04-14 · Moscow · ")
    assert "LED BY host: Russian Federation PRESENT Islamic Republic of Afghanistan, " in seen
    assert "REFUSED invited, declined: United States of America (Invited; Moscow calls" in seen


def test_the_moscow_meeting_of_november_2018_shows_modes_and_disputes(sample: Path) -> None:
    with open_library(sample) as library:
        text = shown(meeting(library, "moscow-format-2"))
        absent = shown(meeting(library, "moscow-format-3"))
    assert "2018-11-09 ! disputed · Moscow · deputy foreign ministers" in text
    assert "LED BY  host: Russian Federation, S. Lavrov, I. Morgulov, Z. Kabulov\n" in text
    assert "GUESTS  observer: Republic of India, United States of America ! disputed\n" in text
    assert "Turkmenistan ! disputed, Republic of Uzbekistan" in text
    assert "DISPUTE United States of America: One article lists" in text
    assert "in the room. (On the Moscow format consultations on Afghanistan; [InfoRos" in text
    assert "11 paraphrases · dated 2018? to 2019-01-29? · 6 said there, 5 about it" in text
    assert "ABSENT  absent (asked or not isn't known): United States of America (" in absent


def test_an_actors_meetings_are_counted_by_mode_and_those_it_missed_stand_apart(
    sample: Path,
) -> None:
    with open_library(sample) as library:
        text = shown(actor(library, "united-states"))
    assert "MEETS   host: 1 meeting · participant: 23 meetings · observer: 3 meetings (1" in text
    assert "AWAY    invited, declined: 1 meeting · absent (asked or not isn't known): 2" in text
    assert "2018-11-09, Moscow, Moscow format of consultations on Afghanistan: observer !" in text
    assert "PEOPLE  Joe Biden, President · attested 2021-04, 2021-08\n" in text
    assert "has as parts U.S. Department of State; " in text


def test_a_person_shows_roles_with_their_dates_and_names_in_each_script(sample: Path) -> None:
    with open_library(sample) as library:
        text = shown(actor(library, "kabulov"))
    assert text.startswith("Zamir Kabulov · person · RU\n")
    assert "Ambassador to Afghanistan, Russian Federation · 2004 to 2009\n" in text
    assert "· attested 2011-03, 2017-02, 2021-07\n" in text
    assert "Замир Кабулов (ru Cyrl, common)" in text
    assert "Zamir Nabiyevich Kabulov (en Latn, common, not confirmed)" in text
    assert "28 quotes: 5 in words, 23 paraphrases · dated 2017-02-16 to 2021-10-15\n" in text


def test_a_format_shows_members_and_its_meetings_with_hosts_and_disputes(sample: Path) -> None:
    with open_library(sample) as library:
        text = shown(format_(library, "moscow-format"))
    assert "HOSTED  Russian Federation\nMEMBERS Russian Federation (host), Islamic" in text
    assert "MEETING 2017-04-14, Moscow · held · hosted by Russian Federation · 6 quotes (" in text
    assert "2018-11-09, Moscow ! disputed · held · hosted by Russian Federation, S. Lavrov" in text
    assert "Московский формат (ru)" in text


def test_a_paraphrase_is_led_by_its_mark_and_is_never_in_quotation_marks(
    library: Library,
) -> None:
    with records_of(library) as records:
        records.actor("lee")
        records.quote("q1", "We will meet.", by="lee", said_on="2025-02")
        records.quote("q2", "They might meet.", by="lee", held_as="paraphrase", said_on="2025-01")
    text = shown(actor(library, "lee"))
    assert "NEWEST  2025-02 Lee: “We will meet.”\n        2025-01 Lee: ≈ They might meet." in text
    with library.questions() as ask:
        copied = shown(actor_lines(ask.actor_profile(Slug("lee")), COPY))
    assert "[paraphrase] They might meet." in copied


def test_what_is_not_held_is_never_said_not_to_have_been(library: Library) -> None:
    with records_of(library) as records:
        records.actor("lee")
        records.role("post", "lee", "lee")
        records.format("lakeside")
        records.meeting("first", "lakeside")
    text = shown(meeting(library, "first"))
    assert "No part in it is held, which does not mean that no one was there." in text
    assert "QUOTES  no quote held, which is not silence" in text
    assert "date not known" in text
    assert "dates not known" in shown(actor(library, "lee"))


def test_every_name_in_a_profile_can_be_gone_to(library: Library) -> None:
    with records_of(library) as records:
        for slug in ("lee", "norland", "host"):
            records.actor(slug, kind="state", ties=[("part_of", "lee")] if slug == "host" else [])
        records.format("lakeside", "Lakeside talks", members=["norland"])
        records.format("experts", parent="lakeside")
        records.topic("truce")
        records.role("post", "lee", "norland")
        records.meeting(
            "first",
            "lakeside",
            title="First round",
            held_on="2025-01",
            took_part=[("lee", "host"), ("norland", "absent"), ("lee", "onlooker")],
        )
        quote = records.quote("q1", by="lee", topics=["truce"], meeting="first", format="lakeside")
        records.stance("q1", "truce", "support")
        records.tag("truces", "q1")
    of_actor, of_format = named(actor(library, "lee")), named(format_(library, "lakeside"))
    assert of_actor == {
        Target("actor", "host"): "Host",
        Target("actor", "norland"): "Norland",
        Target("actor", "lee"): "Lee",
        Target("format", "lakeside"): "Lakeside talks",
        Target("meeting", "first"): "2025-01, First round",
        Target("quote", quote): "“We will meet again.”",
        Target("tag", "truces"): "#truces",
        Target("topic", "truce"): "truce",
    }
    assert of_format == {
        Target("actor", "lee"): "Lee",
        Target("actor", "norland"): "Norland",
        Target("format", "experts"): "Experts",
        Target("meeting", "first"): "2025-01, First round",
        Target("quote", quote): "“We will meet again.”",
    }
    at_meeting = meeting(library, "first")
    assert named(at_meeting)[Target("format", "lakeside")] == "Lakeside talks"
    assert "ALSO    onlooker: Lee\nABSENT  absent" in shown(at_meeting)


def named(lines: list[Line]) -> dict[Target, str]:
    return {each.names: each.text for line in lines for each in line if each.names}
