"""The program with a fault planted where a note is typed: F9 raises, with the note in its hands.

`python -m tests.faults.failing LIBRARY`; with `--in-a-thread` first, a thread of its own raises;
with `--as-textual-does`, Textual's own report is printed.
"""

from __future__ import annotations

import sys
import threading
from pathlib import Path

from textual import events
from textual.app import App
from textual.widgets import TextArea

from tui.app import PeaceApp, run
from tui.look import Look
from tui.screens.note_editor import NoteEditor

IN_A_THREAD = "--in-a-thread"
AS_TEXTUAL_DOES = "--as-textual-does"
typed_as_usual = NoteEditor.on_key


def fail_on_f9(editor: NoteEditor, event: events.Key) -> None:
    """As before, but for one key."""
    if event.key == "f9":
        note = editor.query_one(TextArea).text
        if IN_A_THREAD in sys.argv:
            threading.Thread(target=fail, args=[note]).start()
        else:
            fail(note)
    typed_as_usual(editor, event)


def fail(note: str) -> None:
    raise RuntimeError(note)


if __name__ == "__main__":
    setattr(NoteEditor, "on_key", fail_on_f9)  # noqa: B010
    if AS_TEXTUAL_DOES in sys.argv:
        setattr(PeaceApp, "_fatal_error", vars(App)["_fatal_error"])  # noqa: B010
    sys.exit(run(Path(sys.argv[-1]), Look()))
