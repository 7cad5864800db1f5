"""The records that a field may name, found by their names in any script; new ones too."""

from __future__ import annotations

from storage.analyst import Pick
from tui.formatting import Span, span
from tui.screens.room import Room
from tui.screens.word_picker import NEW, NONE
from tui.widgets.picker import Choice, Picker
from tui.wording import editing


class RecordPicker(Picker):
    """Gives a key; `NONE` for none, or `NEW` and what the new record is to be called.

    Those `within` a record come first: roles of an actor, meetings of a format.
    """

    footing = " ⏎ pick · Esc close · letters find"
    nothing = editing.NOTHING_FITS

    def __init__(
        self, room: Room, heading: str, letter: str, within: str | None, *, can_be_none: bool
    ) -> None:
        super().__init__()
        self.heading = heading
        self._room = room
        self._letter = letter
        self._within = within
        self._can_be_none = can_be_none
        self._found: tuple[Pick, ...] = ()

    def narrow(self, typed: str) -> None:
        super().narrow(typed)

        def show(found: tuple[Pick, ...]) -> None:
            if self.typed == typed and not self.is_closing:
                self._found = found
                self.show_anew()

        self._room.look_up(lambda ask: ask.picks(self._letter, typed, self._within), show)

    def named(self, key: str) -> str:
        """What a record that was shown is called."""
        return next((each.name for each in self._found if each.key == key), key)

    def choices(self, typed: str) -> list[Choice]:
        lines = [
            Choice(each.key, (span(each.name), span(f"  {each.about}", "dim")), each.about)
            for each in self._found
        ]
        if typed.strip():
            new = (Span(editing.NEW_WORD), span(typed.strip(), "chip"))
            lines.append(Choice(f"{NEW}{typed.strip()}", new))
        elif self._can_be_none:
            lines.append(Choice(NONE, (Span(editing.EMPTY_LINE, "dim"),)))
        return lines
