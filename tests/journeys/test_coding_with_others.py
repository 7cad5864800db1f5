"""Two people code the same quotes without seeing each other's codes, and a third settles them."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from storage import Key, Slug, open_library, parse
from storage.deeds import Adjudicate, MarkDone, SetStance
from tests.driver import PeaceDriver, at_the_keyboard

ADA, BEN, CHAIR = "ada", "ben", "chair"
SIZES = [(80, 24), (40, 20)]


@asynccontextmanager
async def logged_in(
    path: Path, login: str, size: tuple[int, int] = (80, 24)
) -> AsyncGenerator[PeaceDriver]:
    async with at_the_keyboard(path, size=size, author=login, run=login) as ui:
        await ui.press("escape")
        yield ui


async def command(ui: PeaceDriver, words: str) -> None:
    """Run a command of the palette."""
    await ui.press("colon")
    await ui.type(words)
    await ui.press("enter")


async def fill(ui: PeaceDriver, *texts: str) -> None:
    """Type into the lines of the form, in the place of what stands in them."""
    for text in texts:
        await ui.press(*["backspace"] * 14)
        await ui.type(text)
        await ui.press("enter")


async def draw(ui: PeaceDriver, quotes: int = 3) -> None:
    await command(ui, "draw a sample")
    await fill(ui, "tone", "ceasefire", f"{ADA} {BEN}", str(quotes), "7")


async def code_all(ui: PeaceDriver, codes: dict[Key, str]) -> None:
    """Give each quote, by the end of its key, its letter, and say that one is done."""
    await command(ui, "code a sample")
    await ui.press("enter")
    with ui.library.questions() as ask:
        queue = ask.coding_queue(ask.coding_sample("tone").key)
    for task in queue.tasks:
        await ui.press(codes[task.quote.key], "enter")
    await ui.press("enter")


def sampled(ui: PeaceDriver) -> list[Key]:
    """The keys of the sample's quotes, in the same order for everybody."""
    with ui.library.questions() as ask:
        queue = ask.coding_queue(ask.coding_sample("tone").key)
    return sorted(task.quote.key for task in queue.tasks)


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "40x20"])
async def test_from_drawing_to_settling(sample: Path, size: tuple[int, int]) -> None:
    async with logged_in(sample, CHAIR, size) as ui:
        await draw(ui)
        assert ui.sees("saved: sample tone of 3 quotes")
        quotes = sampled(ui)

    async with logged_in(sample, ADA, size) as ui:
        await code_all(ui, dict(zip(quotes, "sox", strict=True)))
        assert ui.sees("saved: coding done in tone")
        await command(ui, "agreement")
        await ui.press("enter")
        assert ui.sees("tone is still being coded: ada done 3/3, ben 0/3")

    async with logged_in(sample, BEN, size) as ui:
        await ui.press("slash")
        await ui.type("stance:ceasefire/oppose ")
        with open_library(sample, author=CHAIR) as of_chair:
            held = of_chair.count(parse("stance:ceasefire/oppose").query)
        assert ui.app.reading.board.quotes.window.total == held - 1
        await ui.press("escape", "escape", "escape")
        await code_all(ui, dict(zip(quotes, "ssx", strict=True)))

    async with logged_in(sample, CHAIR, size) as ui:
        await command(ui, "agreement")
        await ui.press("enter")
        assert ui.sees("alpha .55")
        await ui.press("down")
        assert ui.sees("ada: oppose · ben: support")
        await ui.press("enter")
        assert ui.sees("SETTLE ceasefire", "ada: oppose", "ben: support")
        await ui.press("c", "tab")
        await ui.type("read aloud")
        await ui.press("enter")
        assert ui.sees("saved: adjudicated ceasefire")
        settled = next(
            stance
            for key in quotes
            for stance in ui.library.quote(key).stances
            if stance.is_adjudicated
        )
        assert (settled.value, settled.coder, settled.topic) == (
            "conditional", CHAIR, Slug("ceasefire"),
        )  # fmt: skip
        await ui.press("u")
        assert ui.sees("took back: stance ceasefire")


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "40x20"])
async def test_a_code_is_looked_at_again_and_corrected(sample: Path, size: tuple[int, int]) -> None:
    async with logged_in(sample, ADA, size) as ui:
        await draw(ui)
        await command(ui, "code a sample")
        await ui.press("enter")
        assert ui.sees("1/3 · 3 to do", "halt to fighting", "not coded yet")
        await ui.press("s", "enter")
        assert ui.sees("2/3 · 2 to do", "not coded yet")
        await ui.press("left")
        assert ui.sees("1/3 · 2 to do", "yours: support", "▸s support")
        await ui.press("o", "enter")
        assert ui.sees("2/3 · 2 to do")
        await ui.press("escape")
        with ui.library.questions() as ask:
            first, *others = ask.coding_queue(ask.coding_sample("tone").key).tasks
        assert first.code
        assert first.code.value == "oppose"
        assert [task.code for task in others] == [None, None]


async def test_a_letter_alone_writes_nothing_and_enter_without_one_neither(sample: Path) -> None:
    async with logged_in(sample, ADA) as ui:
        await draw(ui)
        log = ui.library.log()
        await command(ui, "code a sample")
        await ui.press("enter", "enter", *"socnuxqzd", "left", "right", "right", "right")
        assert ui.sees("3 are not coded and will be missing")
        await ui.press("escape")
        assert ui.library.log() == log


async def test_a_stance_that_is_hidden_is_said_to_be(sample: Path) -> None:
    async with logged_in(sample, CHAIR) as ui:
        await draw(ui, 1)
        (quote,) = sampled(ui)
    async with logged_in(sample, ADA) as ui:
        await code_all(ui, {quote: "s"})
    async with logged_in(sample, BEN) as ui:
        await ui.press("slash")
        await ui.type(f"key:{quote} ")
        await ui.press("enter", "5")
        assert ui.sees("1 hidden until coding is done")
        await ui.press("v", "s")
        assert ui.sees("Stances of others are hidden in 1 quote until coding is done.")


async def test_what_is_missing_in_a_drawing_is_said_and_nothing_is_drawn(sample: Path) -> None:
    async with logged_in(sample, CHAIR) as ui:
        await command(ui, "draw a sample")
        assert ui.sees("From all 179 quotes of the library.")
        await ui.press(*["enter"] * 5)
        assert ui.sees("It needs a name.")
        await fill(ui, "tone", "nosuch", ADA, "2", "7")
        assert ui.sees("No topic is called nosuch.")
        await ui.press(*["backspace"] * 6)
        await ui.type("cea")
        await ui.press("tab")
        assert ui.sees("ceasefire")
        await ui.press("escape")
        with ui.library.questions() as ask:
            assert ask.coding_samples() == ()


async def test_where_no_sample_is_drawn_that_is_said(sample: Path) -> None:
    async with logged_in(sample, CHAIR) as ui:
        await command(ui, "code a sample")
        assert ui.sees("No sample is drawn yet")
        await ui.press("escape")
        await command(ui, "agreement")
        await ui.press("enter")
        assert ui.sees("No topic is coded by two people")


async def test_who_settles_what_somebody_settled_meanwhile_is_asked(sample: Path) -> None:
    async with logged_in(sample, CHAIR) as ui:
        await draw(ui, 1)
        (quote,) = sampled(ui)
        topic = ui.library.find("ceasefire", "o")
        for login, value in ((ADA, "support"), (BEN, "oppose")):
            with open_library(sample, author=login) as library:
                library.do(SetStance((quote,), topic, value, is_alone=True))
                with library.questions() as ask:
                    key = ask.coding_sample("tone").key
                library.do(MarkDone(key))
        await command(ui, "agreement")
        await ui.press("enter", "down", "enter", "c")
        with open_library(sample, author=BEN) as library:
            library.do(Adjudicate(quote, topic, "unclear"))
        await ui.press("enter")
        assert ui.sees("ben", "unclear", "conditional")
        assert ui.sees("Save mine over theirs")
        await ui.press("down", "enter")
        (settled,) = (each for each in ui.library.quote(quote).stances if each.is_adjudicated)
        assert (settled.value, settled.coder) == ("conditional", CHAIR)
