"""What is pasted is text: no Esc in it begins a key.

Textual reads what stands behind an Esc in a paste a second time, as keys that were pressed: a
copied text could open an editor, or delete. What a terminal sends is taken apart wherever it is
read in two.
"""

from __future__ import annotations

from typing import Final

ESCAPE: Final = "\x1b"
START: Final = "\x1b[200~"
END: Final = "\x1b[201~"


class Pastes:
    """Follows what comes from a terminal, piece by piece."""

    def __init__(self) -> None:
        self._is_pasting = False
        self._before = ""
        """The end of what came last, in which a paste may have begun to begin."""
        self._held = ""
        """The end of a pasted piece, in which the paste may have begun to end."""

    def without_keys(self, typed: str) -> str:
        """What came, less every Esc that was pasted."""
        left, self._held = self._held + typed, ""
        given: list[str] = []
        while left:
            some, left = self._pasted(left) if self._is_pasting else self._typed(left)
            given.append(some)
        return "".join(given)

    def _typed(self, text: str) -> tuple[str, str]:
        """Up to where a paste begins, and what is left."""
        seen = self._before + text
        at = seen.find(START)
        if at < 0:
            self._before = seen[1 - len(START) :]
            return text, ""
        begins = at + len(START) - len(self._before)
        self._before, self._is_pasting = "", True
        return text[:begins], text[begins:]

    def _pasted(self, text: str) -> tuple[str, str]:
        """Up to where the paste ends, and what is left.

        Of the ends of a paste that come at once the last is the terminal's own.
        """
        pasted, end, left = text.rpartition(END)
        self._is_pasting = not end
        if not end:
            held = next(n for n in range(len(END) - 1, -1, -1) if text.endswith(END[:n]))
            pasted, left, self._held = text[: len(text) - held], "", END[:held]
        return pasted.replace(END, "").replace(ESCAPE, "") + end, left
