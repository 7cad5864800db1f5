"""What is asked about the analyst's own layer, and answered: frozen values, loaded when needed."""

from __future__ import annotations

from typing import Final

NOTE_KINDS: Final = ("memo", "question", "todo", "correction")
HANDLINGS: Final = ("private", "closed", "public")
"""Who may see a record: its keeper alone; all who open the library; anyone, outside it too."""
