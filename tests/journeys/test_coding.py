"""An afternoon of coding: a tag in two keys, a topic with its stance in at most five."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from storage import Key, Library, Stance, open_library, parse
from storage.deeds import AddTopic, DefineTopic, SetStance
from tests.driver import PeaceDriver, at_the_keyboard

SIZES = ((80, 24), (40, 20), (120, 40))
AT_MOST = 5
"""Keys, for a topic with its stance."""


@pytest.fixture(params=SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def ui(sample: Path, request: pytest.FixtureRequest) -> AsyncGenerator[PeaceDriver]:
    async with at_the_keyboard(sample, size=request.param) as driver:
        yield driver


def own(library: Library, quote: Key) -> list[Stance]:
    return [each for each in library.quote(quote).stances if each.is_own]


async def test_a_tag_in_two_keys_and_a_stance_in_four_with_the_definition_in_sight(
    ui: PeaceDriver,
) -> None:
    quote = ui.current
    await ui.press("t", "1")
    assert len(ui.library.quote(quote).tags) == 1
    coding = ("s", "1", "c", "enter")
    assert len(coding) <= AT_MOST
    await ui.press(*coding[:1])
    topic = ui.library.quote(quote).topics[0]
    with ui.library.questions() as ask:
        definition = next(each.definition for each in ask.codebook() if each.slug == topic)
    assert definition
    assert ui.sees(*definition.split()[:3])
    await ui.press(*coding[1:3])
    assert ui.sees(*definition.split()[:3])
    assert own(ui.library, quote) == []
    await ui.press(*coding[3:])
    (stance,) = own(ui.library, quote)
    assert (stance.topic, stance.value, stance.frame) == (topic, "conditional", None)


async def test_a_frame_is_the_fifth_key(ui: PeaceDriver) -> None:
    keys = ("s", "1", "o", "5", "enter")
    assert len(keys) <= AT_MOST
    await ui.press(*keys[:-1])
    assert ui.sees("oppose, demand")
    await ui.press(keys[-1])
    assert [(each.value, each.frame) for each in own(ui.library, ui.current)] == [
        ("oppose", "demand")
    ]


async def test_the_same_again_on_the_next_quote_is_one_key_and_taking_back_another(
    ui: PeaceDriver,
) -> None:
    await ui.press("s", "1", "s", "enter", "j", "full_stop")
    second = ui.current
    assert [each.value for each in own(ui.library, second)] == ["support"]
    await ui.press("u")
    assert own(ui.library, second) == []


async def test_leaving_at_any_point_writes_nothing(ui: PeaceDriver) -> None:
    log = ui.library.log()
    for keys in (("s",), ("s", "1"), ("s", "1", "c"), ("s", "1", "c", "5")):
        await ui.press(*keys, "escape")
        assert ui.library.log() == log


async def test_a_stance_shows_at_once_with_whose_it_is(ui: PeaceDriver, sample: Path) -> None:
    quote = ui.current
    topic = ui.library.quote(quote).topics[0]
    with ui.library.questions() as ask:
        key = next(each.key for each in ask.codebook() if each.slug == topic)
    with open_library(sample, author="colleague") as theirs:
        theirs.do(SetStance((quote,), key, "oppose"))
    await ui.press("s", "1", "s", "enter", "5")
    assert ui.sees("support (you)", "(colleague)")
    assert own(ui.library, quote)[0].topic == topic


async def test_all_that_are_selected_are_coded_at_once_and_counted_first(ui: PeaceDriver) -> None:
    await ui.press("3", "space", "space", "space", "s")
    assert ui.sees("STANCE in 3 quotes")
    before = ui.library.count(parse("stance:neutral").query)
    await ui.press("1", "n", "enter")
    assert ui.sees("saved: stance")
    assert ui.library.count(parse("stance:neutral").query) == before + 3


async def test_coding_again_offers_the_topics_coded_last_and_the_present_value(
    ui: PeaceDriver,
) -> None:
    ui.library.do(AddTopic("sequencing", "What comes first."))
    ui.app.look_for_changes()
    await ui.settled()
    await ui.press("s")
    await ui.type("seq")
    assert ui.sees("What comes first.")
    await ui.press("enter", "u", "enter")
    assert [each.value for each in own(ui.library, ui.current)] == ["unclear"]
    await ui.press("s")
    await ui.type("seq")
    await ui.press("enter")
    assert ui.sees("unclear is yours now")
    await ui.press("o", "enter")
    assert [each.value for each in own(ui.library, ui.current)] == ["oppose"]
    await ui.press("j", "s")
    assert ui.sees("sequencing")


async def test_a_stance_is_taken_back_and_a_quote_put_on_a_topic_alone(ui: PeaceDriver) -> None:
    ui.library.do(AddTopic("sequencing", "What comes first."))
    await ui.press("s")
    await ui.type("sequencing")
    await ui.press("enter", "+", "enter")
    assert "sequencing" in ui.library.quote(ui.current).topics
    await ui.press("s")
    await ui.type("sequencing")
    await ui.press("enter", "c", "enter", "s")
    await ui.type("sequencing")
    await ui.press("enter", "x", "enter")
    assert own(ui.library, ui.current) == []
    await ui.press("s")
    await ui.type("sequencing")
    await ui.press("enter", "-", "enter")
    assert "sequencing" not in ui.library.quote(ui.current).topics


async def test_the_codebook_defines_a_topic_anew_and_keeps_its_versions(ui: PeaceDriver) -> None:
    await ui.press("v", "c")
    assert ui.sees("CODEBOOK", "afghan-ownership v1")
    await ui.type("ceasefire")
    await ui.press("enter", "1")
    await ui.type(" Or less")
    await ui.press("escape")
    assert ui.sees("ceasefire defined anew")
    await ui.press("v", "c")
    await ui.type("ceasefire")
    assert ui.sees("ceasefire v2", "Or less")
    await ui.press("enter", "3")
    assert ui.sees("version 2", "version 1")
    await ui.press("escape", "u", "v", "c")
    await ui.type("ceasefire")
    assert ui.sees("ceasefire v1")


async def test_a_definition_that_was_refused_is_not_lost(ui: PeaceDriver, sample: Path) -> None:
    with ui.library.questions() as ask:
        topic = next(each for each in ask.codebook() if each.slug == "ceasefire")
    await ui.press("v", "c")
    await ui.type("ceasefire")
    await ui.press("enter", "1")
    await ui.type(" Mine")
    with open_library(sample, author="colleague") as theirs:
        theirs.do(DefineTopic(topic.key, "Theirs.", {"definition": topic.definition}))
    await ui.press("escape")
    assert ui.sees("CONFLICT", "Theirs.", "Mine")
    await ui.press("escape")
    await ui.press("v", "c")
    await ui.type("ceasefire")
    await ui.press("enter", "1")
    assert ui.sees("Mine", "Was not saved")


async def test_a_new_topic_is_begun_with_its_definition_and_found_at_once(ui: PeaceDriver) -> None:
    await ui.press("v", "c")
    await ui.type("red lines")
    assert ui.sees("+new: red lines")
    await ui.press("enter")
    await ui.type("What is not up for talks")
    await ui.press("escape", "s")
    await ui.type("red")
    assert ui.sees("red-lines", "What is not up")
    await ui.press("enter", "o", "enter", "slash")
    await ui.type("stance:red-lines/oppose")
    assert ui.sees("1")
    assert [each.topic for each in own(ui.library, ui.current)] == ["red-lines"]
