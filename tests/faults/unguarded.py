"""The program with its defences taken out, as a control: what the rig must then see.

`python -m tests.faults.unguarded WITHOUT [LIBRARY]`, where WITHOUT names what is taken out.
"""

from __future__ import annotations

import sys

SAFE_TEXT, GUARD, DRAFTS = "safe-text", "guard", "drafts"


def main() -> int:
    """Take the defences out before anything else of the program is imported, then run it."""
    without = sys.argv[1].split("+")
    if SAFE_TEXT in without:
        from tui import safe_text  # noqa: PLC0415

        def unsafe(text: str, *, multiline: bool = False) -> str:
            return text if multiline else text.replace("\n", " ")

        setattr(safe_text, "safe", unsafe)  # noqa: B010
    if GUARD in without:
        from tui.terminal_guard import strips  # noqa: PLC0415

        def no_guard(_: object) -> None:
            return

        setattr(strips, "guard", no_guard)  # noqa: B010
    if DRAFTS in without:
        from tui.screens.note_editor import NoteEditor  # noqa: PLC0415

        def keep_nothing(_: NoteEditor) -> None:
            return

        setattr(NoteEditor, "on_text_area_changed", keep_nothing)  # noqa: B010
    from tui.verbs.running import run  # noqa: PLC0415

    return run(sys.argv[2:])


if __name__ == "__main__":
    sys.exit(main())
