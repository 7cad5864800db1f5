"""The first thing that runs: all else is loaded where Ctrl-C ends it without a word."""

from __future__ import annotations

import sys

CANCELLED = 130


def main() -> int:
    """Do what the command line asks for; gives the exit code."""
    try:
        from tui import interrupts  # noqa: PLC0415  # within the try, as all that is loaded

        interrupts.begin()
        from tui.verbs.running import run  # noqa: PLC0415

        code = run(sys.argv[1:])
        interrupts.end()
    except KeyboardInterrupt:
        return CANCELLED
    return code


if __name__ == "__main__":
    sys.exit(main())
