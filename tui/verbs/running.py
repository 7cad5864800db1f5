"""Doing what is asked for: the screen at once where nothing is, else a verb; and how it ended."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence

from storage import StorageError
from tui import interrupts, terminal_guard, wording
from tui.folders import folders
from tui.verbs import output
from tui.verbs.exits import Exit, exit_for


def run(arguments: Sequence[str]) -> int:
    """Do what the arguments ask for; gives the exit code."""
    terminal_guard.without_textual_variables(os.environ)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    return terminal_guard.without_broken_pipes(lambda: _answered(list(arguments)))


def _answered(arguments: list[str]) -> int:
    try:
        interrupts.allow()
        code = _done(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return Exit.CANCELLED
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001  # the last resort: no traceback with people's words
        return Exit.CANCELLED if interrupts.came() else _told(error)
    return code


def _told(error: Exception) -> int:
    """Tell what went wrong; gives the exit code."""
    if isinstance(error, StorageError):
        output.tell(*output.sentences(error))
        return exit_for(error)
    if isinstance(error, OSError):
        _drop_unwritten()
        output.tell(wording.SYSTEM_REFUSED.format(reason=error.strerror or error))
        return Exit.DATA_PROBLEM
    report = terminal_guard.crash_report(error, folders(os.environ).log)
    output.tell(terminal_guard.crash_sentence(report))
    return Exit.FAULT


def _done(arguments: list[str]) -> int:
    if not arguments:
        with interrupts.held():
            from tui.verbs.screen import open_screen  # noqa: PLC0415  # click: 25 ms

        return open_screen()
    with interrupts.held():
        from tui.verbs import peace_tui  # noqa: PLC0415

    return peace_tui.run(arguments)


def _drop_unwritten() -> None:
    """Let go of output that cannot be written, or the interpreter tries it again at its end."""
    try:
        sys.stdout.flush()
    except OSError:
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, sys.stdout.fileno())
        os.close(nothing)
