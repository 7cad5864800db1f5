"""The box of tags: two keys for one, Tab for several, near names seen, the tree kept in order."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from storage import Key, Library
from storage.deeds import MakeTag, PutTagUnder
from tests.driver import PeaceDriver, at_the_keyboard


@pytest.fixture
async def ui(sample: Path) -> AsyncGenerator[PeaceDriver]:
    async with at_the_keyboard(sample) as driver:
        yield driver


def tags_of(library: Library, quote: Key) -> set[str]:
    return {tag.name for tag in library.quote(quote).tags}


def quotes_with(library: Library, name: str) -> int:
    return next((tag.quotes for tag in library.tags() if tag.name == name), -1)


async def test_a_tag_takes_two_keys_and_another_two_more(ui: PeaceDriver) -> None:
    first, second = (tag.name for tag in ui.library.tags()[:2])
    await ui.press("t", "1")
    assert tags_of(ui.library, ui.current) == {first}
    await ui.press("t", "2")
    assert tags_of(ui.library, ui.current) == {first, second}
    await ui.press("u")
    assert tags_of(ui.library, ui.current) == {first}


async def test_several_tags_are_marked_and_written_at_once(ui: PeaceDriver) -> None:
    await ui.press("t", "tab", "down", "tab")
    assert ui.sees("+ ")
    assert tags_of(ui.library, ui.current) == set()
    await ui.press("enter")
    assert len(tags_of(ui.library, ui.current)) == 2
    await ui.press("u")
    assert tags_of(ui.library, ui.current) == set()


async def test_leaving_the_box_writes_none_of_the_marked(ui: PeaceDriver) -> None:
    log = ui.library.log()
    await ui.press("t", "tab", "down", "tab", "escape")
    assert ui.library.log() == log


async def test_a_misspelt_name_is_shown_with_the_tag_it_is_near_to(ui: PeaceDriver) -> None:
    await ui.press("t")
    await ui.type("wording")
    await ui.press("enter", "t")
    await ui.type("wordign")
    assert ui.sees("+new: wordign", "near: wording (1)")
    await ui.press("down", "enter")
    assert ui.sees("saved: tag wording off")
    assert quotes_with(ui.library, "wordign") == -1


async def test_beginnings_of_words_find_a_tag(ui: PeaceDriver) -> None:
    await ui.press("t")
    await ui.type("fu")
    await ui.press("enter")
    assert tags_of(ui.library, ui.current) == {"follow-up"}


async def test_the_tree_stands_below_the_recent_tags(ui: PeaceDriver) -> None:
    (language,) = ui.library.do(MakeTag("language")).keys
    for number in range(9):
        ui.library.do(MakeTag(f"tone-{number}", language))
    ui.app.look_for_changes()
    await ui.settled()
    await ui.press("t")
    assert ui.sees("4 language", "tone-4 below language")
    assert "│     language" in ui.screen()
    assert "│       tone-8" in ui.screen()
    await ui.type("tone-3")
    assert ui.sees("tone-3 below language")


async def test_tags_are_renamed_merged_moved_and_dropped_each_undone_by_one_key(
    ui: PeaceDriver,
) -> None:
    await ui.press("t", "1")
    (tag,) = tags_of(ui.library, ui.current)

    async def in_the_box(*keys: str) -> None:
        await ui.press("colon")
        await ui.type("tags")
        await ui.press("enter")
        await ui.type(tag)
        await ui.press("enter", *keys)

    await in_the_box("2", "ctrl+u")
    await ui.type("to do")
    await ui.press("enter")
    assert tags_of(ui.library, ui.current) == {"to do"}
    await ui.press("u")
    assert tags_of(ui.library, ui.current) == {tag}
    await in_the_box("3", "1")
    assert ui.sees(f"tag {tag} merged into")
    assert quotes_with(ui.library, tag) == -1
    await ui.press("u")
    await in_the_box("4", "1")
    assert ui.sees(f"tag {tag} below")
    await in_the_box("5")
    assert ui.sees(f"tag {tag} to the top")
    await in_the_box("5")
    assert ui.sees(f"tag {tag} dropped, off")
    await ui.press("u")
    assert tags_of(ui.library, ui.current) == {tag}


async def test_the_box_of_tags_finds_the_quotes_with_one_and_those_below(ui: PeaceDriver) -> None:
    first, second = ui.library.tags()[:2]
    ui.library.do(PutTagUnder(second.key, first.key))
    ui.library.tag((ui.current,), (second.name,))
    await ui.press("colon")
    await ui.type("tags")
    await ui.press("enter")
    await ui.type(first.name)
    await ui.press("enter", "1")
    assert ui.sees(f"tag:{first.name}", "1 of 179 quotes")
