"""The first frame of the next start, drawn unseen at the end of a run that changed it."""

from __future__ import annotations

import os
import threading
from pathlib import Path

from storage import StorageError, open_library
from tui import interrupts
from tui.app import PeaceApp, first_answer
from tui.commands.keymap import in_effect
from tui.folders import folders
from tui.gateway.drafts import Drafts
from tui.gateway.widths import Widths
from tui.kept_frame import TICK_NS, Keeping, kept_for, terminal_size
from tui.look import Look
from tui.settings import read_settings


class _Unseen(PeaceApp):
    """Ends with its first frame."""

    async def on_reading_begun(self) -> None:  # before that of `PeaceApp`, which keeps the frame
        self.call_later(self.leave, 0)

    @property
    def _sends_frames(self) -> bool:
        return True


def keep_next(path: Path, look: Look) -> None:
    """Keep the frame that the next start will send, unless it is kept; that takes 0.1 seconds.

    The terminal is as the shell left it by now.
    """
    size = terminal_size()
    if size is None or kept_for():
        return
    threading.Event().wait(TICK_NS / 1e9)  # or a write of somebody else's might not show
    keeping = Keeping(path)
    if not keeping.is_certain:
        return
    interrupts.hold()
    try:
        with open_library(path) as library:
            unseen = _Unseen(
                library,
                first_answer(library, ""),
                Drafts(folders(os.environ).drafts, path, f"{os.getpid()}-unseen"),
                is_first_start=False,
                keys=in_effect(read_settings(folders(os.environ).settings)),
                widths=Widths(folders(os.environ).panes),
                look=look,
                keep_frame=keeping.keep,
            )
            try:
                unseen.run(headless=True, size=size)
            finally:
                unseen.close_gateway()
    except StorageError:  # then the next start says it
        return
