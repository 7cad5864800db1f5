"""A person at the keyboard: presses keys in the running app and reads the screen."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from rich.segment import Segment
from textual import events
from textual.keys import key_to_character
from textual.pilot import Pilot
from textual.strip import Strip

from storage import Key, Library, open_library
from tui.app import PeaceApp, first_answer
from tui.commands.keymap import DEFAULT, KeyMap
from tui.gateway.drafts import Drafts
from tui.gateway.machine import Machine
from tui.gateway.widths import Widths
from tui.look import Look

PATIENCE_SECONDS = 20


class PeaceDriver:
    """Keys in, screen out. Every step waits until the app has nothing left to do."""

    def __init__(self, app: PeaceApp, pilot: Pilot[int], library: Library) -> None:
        self.app = app
        self.library = library
        self._pilot = pilot

    async def press(self, *keys: str) -> None:
        """Press keys one after another, each answered before the next."""
        for key in keys:
            await self.burst(key)

    async def leaves_by(self, key: str) -> int:
        """Press a key that ends the program; gives the exit code."""
        self._send(key)
        async with asyncio.timeout(PATIENCE_SECONDS):
            while self.app.return_value is None:  # noqa: ASYNC110  # Textual tells nobody
                await asyncio.sleep(0.001)
        return self.app.return_value

    async def type(self, text: str) -> None:
        """Type letters without waiting for answers, then wait for the last."""
        await self.burst(*("space" if letter == " " else letter for letter in text))

    async def burst(self, *keys: str) -> None:
        """Press keys faster than anything can be answered, as over a slow line."""
        for key in keys:
            self._send(key)
        await self.settled()

    def _send(self, key: str) -> None:
        self.app.post_message(events.Key(key, key_to_character(key)))

    async def type_and_look(self, text: str) -> str:
        """Type letters; gives the screen with the last of them on it, before anything follows."""
        for letter in text:
            self._send("space" if letter == " " else letter)
        await self.until(lambda: text in self.screen())
        return self.screen()

    async def paste(self, text: str) -> None:
        self.app.post_message(events.Paste(text))
        await self.settled()

    async def resize(self, columns: int, rows: int) -> None:
        """Pull the window to another size."""
        await self._pilot.resize_terminal(columns, rows)
        await self.settled()

    async def click(self, pane: str, *, row: int) -> None:
        """Press the mouse on a row of a pane."""
        await self._pilot.click(f"#{pane}", offset=(3, row + 1))
        await self.settled()

    async def drag(self, pane: str, *rows: int) -> None:
        """Press the mouse on a pane's right edge at the first row, drag it over the others."""
        first, *others = ((self.app.query_one(f"#{pane}").size.width - 1, row + 1) for row in rows)
        await self._pilot.mouse_down(f"#{pane}", offset=first)
        for place in others:
            await self._pilot.hover(f"#{pane}", offset=place)
        await self._pilot.mouse_up(f"#{pane}", offset=([first, *others])[-1])
        await self.settled()

    async def close_boxes(self) -> None:
        """Close what lies over the panes without saving anything."""
        while len(self.app.screen_stack) > 1:
            await self.app.pop_screen()
        await self.settled()

    async def settled(self) -> None:
        """Wait for every question, every write, and every cursor that is coming to rest."""
        quiet = 0
        async with asyncio.timeout(PATIENCE_SECONDS):
            while quiet < 2:  # once more: an answer may be on its way from its thread to a queue
                await self._pilot.pause(0)
                quiet = quiet + 1 if self.app.is_settled and not self._messages_waiting() else 0
                await asyncio.sleep(0 if quiet else 0.001)

    def _messages_waiting(self) -> bool:
        pumps = [
            self.app,
            *(n for s in self.app.screen_stack for n in s.walk_children(with_self=True)),
        ]
        return any(pump.message_queue_size for pump in pumps)

    def screen(self) -> str:
        """What stands on the screen, line by line."""
        return "\n".join(strip.text.rstrip() for strip in self._strips())

    def lines(self) -> list[str]:
        """The lines of the screen with all their cells."""
        return [strip.text for strip in self._strips()]

    def pieces(self) -> list[Segment]:
        """All that stands on the screen, each piece with its style."""
        return [piece for strip in self._strips() for piece in strip]

    def drawn_by_widgets(self) -> list[tuple[list[str], int]]:
        """What each visible widget of ours draws, before it is cropped, and how wide it is."""
        return [
            ([widget.render_line(y).text for y in range(widget.size.height)], widget.size.width)
            for widget in self.app.screen.query("Framed, OneLine")
            if widget.region
        ]

    def _strips(self) -> list[Strip]:
        return self.app.screen._compositor.render_strips()  # pyright: ignore[reportPrivateUsage]

    def sees(self, *texts: str) -> bool:
        """Whether all of these stand on the screen, wherever its lines break."""
        shown = " ".join(self.screen().replace("│", " ").split())
        return all(text in shown for text in texts)

    def quotes_say(self, text: str) -> bool:
        """Whether the list of quotes shows the text, wherever its lines break."""
        x, y, width, height = self.app.reading.board.quotes.region
        lines = self._strips()[y : y + height]
        shown = " ".join(line.crop(x + 1, x + width - 1).text for line in lines)
        return text in " ".join(shown.split())

    def is_dim(self, pane: str) -> bool:
        """Whether all rows of a list are dim."""
        x, y, width, height = self.app.reading.board.query_one(f"#{pane}").region
        rows = [line.crop(x + 1, x + width - 1) for line in self._strips()[y + 1 : y + height - 1]]
        words = [piece for row in rows for piece in row if piece.text.strip(" ▸")]
        return bool(words) and all(piece.style and piece.style.dim for piece in words)

    async def until(self, is_so: Callable[[], bool]) -> None:
        """Wait until something is so while a question is still at work."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not is_so():
                await self._pilot.pause(0.01)

    async def read_through(self) -> str:
        """All that the pane under the keys shows, read page by page from its beginning."""
        await self.press("g")
        pages = [self.screen()]
        while True:
            await self.press("pagedown")
            if self.screen() == pages[-1]:
                return " ".join("\n".join(pages).replace("│", " ").split())
            pages.append(self.screen())

    @property
    def current(self) -> Key:
        """The quote under the cursor."""
        key = self.app.reading.board.quotes.current_key
        assert key is not None
        return Key(key)

    def shows_pane(self, title: str) -> bool:
        """Whether a pane of that title is the one that the keys go to."""
        return self.app.reading.board.pane.title == title

    def marked_in_detail(self) -> list[str]:
        """The words that the detail shows as those that were searched for."""
        lines = self.app.reading.board.detail.lines
        return [span.text for line in lines for span in line if span.ink == "marked"]


@asynccontextmanager
async def at_the_keyboard(
    path: Path,
    *,
    size: tuple[int, int] = (80, 24),
    is_first_start: bool = False,
    drafts: Path | None = None,
    run: str = "test",
    keys: KeyMap = DEFAULT,
    machine: Machine | None = None,
    widths: Widths | None = None,
    look: Look = Look(),  # noqa: B008  # a frozen value
    author: str | None = None,
) -> AsyncGenerator[PeaceDriver]:
    """Open the app on the library in that file, as some login."""
    with open_library(path, author=author) as library:
        kept = Drafts(drafts or path.parent / "drafts", path, run)
        app = PeaceApp(
            library,
            first_answer(library, ""),
            kept,
            is_first_start=is_first_start,
            keys=keys,
            machine=machine,
            widths=widths,
            look=look,
        )
        try:
            async with app.run_test(size=size) as pilot:
                driver = PeaceDriver(app, pilot, library)
                await driver.settled()
                yield driver
        finally:
            app.close_gateway()
