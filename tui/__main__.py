"""The first thing that runs: all else is loaded where Ctrl-C ends it without a word."""

from __future__ import annotations

import sys

CANCELLED = 130


def main() -> int:
    """Do what the command line asks for; gives the exit code."""
    try:
        from tui import interrupts  # noqa: PLC0415  # within the try, as all that is loaded

        interrupts.begin()
        code = _run(sys.argv[1:])
        interrupts.end()
    except KeyboardInterrupt:
        return CANCELLED
    return code


def _run(arguments: list[str]) -> int:
    if arguments:
        from tui.verbs.running import run  # noqa: PLC0415

        return run(arguments)
    from tui import early_keys  # noqa: PLC0415

    with early_keys.kept():  # the screen opens, and what is loaded for it takes a fifth of a second
        from tui.verbs.running import run  # noqa: PLC0415

        return run([])


if __name__ == "__main__":
    sys.exit(main())
