"""A paragraph of a brief: Esc saves it, and what is typed is kept as a draft meanwhile."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical

from storage import Key
from tui.formatting import span
from tui.gateway.drafts import Drafts
from tui.screens.note_editor import NoteEditor
from tui.screens.stage import Stage
from tui.widgets.one_line import OneLine


class ParagraphEditor(NoteEditor):
    """Gives the text to save, or None where there is nothing in it. `record` keeps its draft."""

    DEFAULT_CSS: ClassVar[str] = NoteEditor.DEFAULT_CSS.replace("NoteEditor", "ParagraphEditor")

    def __init__(self, stage: Stage, record: Key, drafts: Drafts, brief: str, text: str) -> None:
        super().__init__(stage, record, drafts, text=text)
        self._brief = brief

    def compose(self) -> ComposeResult:
        title = f"▸PARAGRAPH of {self._brief} "
        with Vertical():
            yield OneLine("title", (span(title, "strong"),), is_title=True)
            yield self._area
            yield self._keys
