"""The first thing that runs: the screen at once where nothing was asked for, else a verb."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence

from storage import StorageError
from tui import terminal_guard, wording
from tui.folders import folders
from tui.verbs import output
from tui.verbs.exits import Exit, exit_for


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the arguments ask for; gives the exit code."""
    terminal_guard.without_textual_variables(os.environ)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    arguments = sys.argv[1:] if argv is None else list(argv)
    return terminal_guard.without_broken_pipes(lambda: _answered(arguments))


def _answered(arguments: list[str]) -> int:
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except StorageError as error:
        output.tell(*output.sentences(error))
        return exit_for(error)
    except KeyboardInterrupt:
        return Exit.CANCELLED
    except BrokenPipeError:
        raise
    except OSError as error:
        _drop_unwritten()
        output.tell(wording.SYSTEM_REFUSED.format(reason=error.strerror or error))
        return Exit.DATA_PROBLEM
    except Exception as error:  # noqa: BLE001  # the last resort: no traceback with people's words
        report = terminal_guard.crash_report(error, folders(os.environ).log)
        output.tell(terminal_guard.crash_sentence(report))
        return Exit.FAULT
    return code


def _run(arguments: list[str]) -> int:
    if not arguments:
        from tui.verbs.screen import open_screen  # noqa: PLC0415  # click: 25 ms

        return open_screen()
    from tui.verbs.peace_tui import run  # noqa: PLC0415

    return run(arguments)


def _drop_unwritten() -> None:
    """Let go of output that cannot be written, or the interpreter tries it again at its end."""
    try:
        sys.stdout.flush()
    except OSError:
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, sys.stdout.fileno())
        os.close(nothing)


if __name__ == "__main__":
    sys.exit(main())
