"""The second line of defence: what reaches the terminal, and how the program leaves it.

Nothing here imports Textual before `install` is called: its variables must be gone by then.
"""

from __future__ import annotations

import os
import sys
from collections.abc import MutableMapping

from tui.look import Look
from tui.terminal_guard.crashes import crash_report, crash_sentence
from tui.terminal_guard.leaving import (
    hold_signals,
    is_below_a_shell,
    on_terminal_loss,
    without_broken_pipes,
)
from tui.terminal_guard.line import LINE

# Textual's other variables load code, write files, press keys or open a connection.
VARIABLES_KEPT = frozenset({"TEXTUAL_ANIMATIONS", "TEXTUAL_DISABLE_KITTY_KEY", "TEXTUAL_FPS"})

__all__ = [
    "LINE",
    "crash_report",
    "crash_sentence",
    "hold_signals",
    "install",
    "is_below_a_shell",
    "on_terminal_loss",
    "without_broken_pipes",
    "without_textual_variables",
]


def without_textual_variables(environ: MutableMapping[str, str]) -> None:
    """Take Textual's variables out of the environment; to be called before it is imported."""
    for name in [name for name in environ if name.startswith("TEXTUAL")]:
        if name not in VARIABLES_KEPT:
            del environ[name]


def install(look: Look = Look()) -> None:  # noqa: B008  # a frozen value
    """Put the guard between Textual and the terminal. A second call changes the look alone."""
    from tui.terminal_guard import strips  # noqa: PLC0415

    os.environ.pop("NO_COLOR", None)  # the look has weighed it, and Textual would once more
    strips.guard(look)
    if sys.platform != "win32":
        from tui.terminal_guard import driver  # noqa: PLC0415

        driver.guard(look)
