"""What is said where a text goes to the person's own editor."""

from __future__ import annotations

NOT_HERE = "No other program is started here. The text stays as it is; go on in this box."
NONE_NAMED = "No editor is named. The text stays as it is; set $VISUAL or $EDITOR to one."
NOT_UNDERSTOOD = (
    "{named} names no editor ({reason}). The text stays as it is; mend $VISUAL or $EDITOR."
)
NOT_FOUND = "{named} is not there. The text stays as it is; set $VISUAL or $EDITOR to an editor."
NOT_RUN = "{named} could not be run ({reason}). The text stays as it is; go on in this box."
ENDED = "{named} ended with code {code}. The text stays as it was."
NO_TEXT = "What was saved there is no text in UTF-8. The text stays as it was."
NO_TERMINAL = "The terminal can't be handed over here. The text stays as it is; go on in this box."
