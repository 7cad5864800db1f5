"""The terminal's two ends: an input that ends and an output that is gone both count as a hang-up.

As it comes, Textual reads an ended input in a loop for ever, prints a traceback over a byte that
is no UTF-8, and waits for ever for an output thread that died. And it looks only every 100 ms
whether an Esc was one, or the first byte of another key.
"""

from __future__ import annotations

import os
import re
import selectors
import signal
from encodings import utf_8
from types import SimpleNamespace
from typing import IO, ClassVar, cast

from textual import constants
from textual.drivers import linux_driver
from textual.drivers._writer_thread import WriterThread

from tui import early_frame, early_keys
from tui.look import Look
from tui.terminal_guard.line import LINE, Timed

# Old terminals, among them Linux consoles, show the ends of these as letters.
MODERN = r"\x1b\[[<>=][0-9;]*u|\x1b\[\?[0-9]+\$p|\x1b\][^\x07]*\x07"
ENTER = "\x1b[?1049h"
PASTE_BEGINS, PASTE_ENDS = "\x1b[200~", "\x1b[201~"
ESCAPE = "\x1b"
ESCAPE_SECONDS = 0.010
"""So long what follows an Esc may take where it is the first byte of another key. A terminal sends
these bytes at once, and a line seldom parts them: tmux waits as long."""
HIDDEN_CURSOR = r"\x1b\[\?25l"

start_of_textual = linux_driver.LinuxDriver.start_application_mode


def guard(look: Look) -> None:
    """Put the driver's reading and writing behind the guard."""
    unwanted = [] if look.knows_queries else [MODERN]
    if look.is_plain:
        unwanted.append(HIDDEN_CURSOR)  # a reader follows the cursor
    Writer.unwanted = "|".join(unwanted)
    if not look.is_slow and "ESCDELAY" not in os.environ:
        Selector.after_escape = ESCAPE_SECONDS
        setattr(constants, "ESCAPE_DELAY", ESCAPE_SECONDS)  # noqa: B010
    setattr(linux_driver, "selectors", SimpleNamespace(  # noqa: B010
        SelectSelector=Selector, EVENT_READ=selectors.EVENT_READ
    ))  # fmt: skip
    setattr(linux_driver, "getincrementaldecoder", _keys_decoder)  # noqa: B010
    setattr(linux_driver, "WriterThread", Writer)  # noqa: B010
    setattr(linux_driver.LinuxDriver, "_run_input_thread", _read_keys)  # noqa: B010
    setattr(linux_driver.LinuxDriver, "start_application_mode", _start)  # noqa: B010


def _start(driver: linux_driver.LinuxDriver) -> None:
    """Start, to leave the terminal as it was before early keys were kept.

    The other screen is entered once: a second time would clear what an early frame shows there.
    """
    Writer.is_entered = early_frame.is_entered()
    start_of_textual(driver)
    Writer.is_entered = False
    early_frame.take_over()
    before = early_keys.attributes_before()
    if before and driver.attrs_before:
        driver.attrs_before = list(before)


class Selector(selectors.SelectSelector):
    """Waits for keys: for what may follow an Esc not as long as for anything."""

    after_escape: ClassVar[float | None] = None
    is_after_escape: ClassVar[bool] = False

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        is_short = type(self).is_after_escape and self.after_escape is not None
        type(self).is_after_escape = False
        return super().select(self.after_escape if is_short else timeout)


class Keys:
    """What is typed, from UTF-8: other bytes become stand-ins, no bytes are the end of it.

    In what is read first, line feeds are Enters: the terminal made them so before keys were kept.
    """

    def __init__(self) -> None:
        self._decoder = utf_8.IncrementalDecoder(errors="replace")
        self._is_first = True
        self._is_in_paste = False
        self._held = ""
        Selector.is_after_escape = False

    def decode(self, typed: bytes, *, final: bool) -> str:
        if not typed:
            raise EOFError
        text = self._decoder.decode(typed, final)
        LINE.came(text)
        text = self._with_whole_pastes(text)
        Selector.is_after_escape = text.endswith(ESCAPE)
        if self._is_first:
            self._is_first = False
            text = text.replace("\n", "\r")
        return text

    def _with_whole_pastes(self, text: str) -> str:
        """What is pasted without any Esc: Textual would press what follows one as keys.

        Of the ends of a paste that come at once the last is the terminal's own. What may be the
        beginning of an end is held back until more comes.
        """
        text, self._held = self._held + text, ""
        begin = text.find(PASTE_BEGINS)
        if not self._is_in_paste and begin < 0:
            return text
        start = 0 if self._is_in_paste else begin + len(PASTE_BEGINS)
        pasted, end, after = text[start:].rpartition(PASTE_ENDS)
        self._is_in_paste = not end or PASTE_BEGINS in after
        if not end:
            cut = [n for n in range(1, len(PASTE_ENDS)) if after.endswith(PASTE_ENDS[:n])]
            kept = len(after) - max(cut, default=0)
            pasted, self._held, after = after[:kept], after[kept:], ""
        pasted = pasted.replace(PASTE_ENDS, "").replace(ESCAPE, "")
        return f"{text[:start]}{pasted}{end}{after}"


def _keys_decoder(_: str) -> type[Keys]:
    """In place of the decoder of whatever encoding, which is always UTF-8."""
    return Keys


class Writer(WriterThread):
    """Textual's output thread; when the terminal is gone it goes on, into nothing."""

    unwanted = ""  # a pattern of what this terminal is not sent
    is_entered = False  # whether the other screen is shown before Textual asks for it

    def __init__(self, file: IO[str]) -> None:
        super().__init__(cast("IO[str]", Timed(file, LINE)))

    def write(self, text: str) -> None:
        LINE.sent(text)
        if self.is_entered and text == ENTER:
            return
        super().write(re.sub(self.unwanted, "", text) if self.unwanted else text)

    def run(self) -> None:
        try:
            super().run()
        except OSError:
            nothing = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nothing, self.fileno())  # so that no later write, at exit either, fails
            os.close(nothing)
            _hang_up()
            super().run()


def _read_keys(driver: linux_driver.LinuxDriver) -> None:
    """Read keys until the program ends or the terminal does; a fault is the app's to report."""
    try:
        driver.run_input_thread()
    except (EOFError, OSError):
        _hang_up()
    except Exception as error:  # noqa: BLE001  # a thread's last resort, handed to the app's
        app = driver._app  # pyright: ignore[reportPrivateUsage]  # noqa: SLF001
        app.call_later(app._handle_exception, error)  # pyright: ignore[reportPrivateUsage]  # noqa: SLF001


def _hang_up() -> None:
    """The system sends this signal when a terminal is closed; there is one way out for both."""
    os.kill(os.getpid(), signal.SIGHUP)
