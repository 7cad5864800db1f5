"""The first thing that runs: all else is loaded where Ctrl-C ends it without a word."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.kept_frame import Frame

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
    from tui import early_keys, kept_frame  # noqa: PLC0415

    frame = kept_frame.kept_for()
    if arguments and not frame:
        from tui.verbs.running import run  # noqa: PLC0415

        return run(arguments)
    with early_keys.kept():  # the screen opens, and what is loaded for it takes a fifth of a second
        if frame and early_keys.attributes_before():
            _show(frame)
        from tui.verbs.running import run  # noqa: PLC0415

        return run(arguments)


def _show(frame: Frame) -> None:
    """Show an early frame; Ctrl-C ends even a terminal that takes no more."""
    from tui import early_frame, interrupts  # noqa: PLC0415

    interrupts.allow()
    early_frame.show(frame.columns, frame.lines)
    interrupts.hold()


if __name__ == "__main__":
    sys.exit(main())
