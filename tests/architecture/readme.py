"""The parts of the README that are made from the program: `python -m tests.architecture.readme`."""

from __future__ import annotations

import asyncio
import re
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import click

from storage import make_sample_library
from tests.driver import at_the_keyboard
from tui.commands.help_text import keys_markdown
from tui.commands.search_help import pieces_markdown, signs_markdown
from tui.verbs.peace_tui import peace_tui

README = Path(__file__).parents[2] / "README.md"
PART = "<!-- begin: {name} -->\n{text}\n<!-- end: {name} -->"


def screen() -> str:
    """The screen on the sample after `by:kabulov in:moscow` was searched for, at 80x24."""
    return asyncio.run(_screen())


async def _screen() -> str:
    folder = Path(tempfile.mkdtemp())
    try:
        make_sample_library(folder / "peace.db")
        async with at_the_keyboard(folder / "peace.db") as ui:
            await ui.press("slash")
            await ui.type("by:kabulov in:moscow ")
            await ui.press("enter")
            return f"```\n{ui.screen()}\n```"
    finally:
        shutil.rmtree(folder)


def verbs() -> str:
    """The verbs of the command line, with what each does."""
    rows = ["| Verb | Does |", "| --- | --- |"]
    context = click.Context(peace_tui, info_name="peace-tui")
    for name in peace_tui.list_commands(context):
        command = peace_tui.get_command(context, name)
        assert command is not None
        rows.append(f"| `{name}` | {command.get_short_help_str(200)} |")
    return "\n".join(rows)


PARTS: dict[str, Callable[[], str]] = {
    "screen": screen, "keys": keys_markdown, "verbs": verbs,
    "search": pieces_markdown, "signs": signs_markdown,
}  # fmt: skip


def part(text: str, name: str) -> str:
    """What the README holds of a part now."""
    found = re.search(rf"<!-- begin: {name} -->\n(.*?)\n<!-- end: {name} -->", text, re.DOTALL)
    assert found is not None, f"the README has no part {name}"
    return found.group(1)


def main() -> None:
    """Write all parts anew."""
    text = README.read_text(encoding="utf-8")
    for name, make in PARTS.items():
        before = PART.format(name=name, text=part(text, name))
        text = text.replace(before, PART.format(name=name, text=make()))
    README.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
