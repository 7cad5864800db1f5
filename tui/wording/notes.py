"""What is said of notes that are written, changed and taken back."""

from __future__ import annotations

NOTHING_CHANGED = "nothing changed, nothing saved"
NOT_EMPTIED = "An emptied note stays as it was. In the notes pane {retract} takes it back."
WHOSE_HANDLING = " It is by {author}, who alone says who may see it. "
NO_NOTE_CHOSEN = "There is no note on this quote; {note} writes one."
NOT_A_RECORD = "A note goes on the quote, actor, talks or meeting that is shown; there is none."
CHANGED_MEANWHILE = (
    "{author} changed this note after it was left half-written: both texts are here. Make one of "
    "them; Esc saves it."
)
CHOOSE_WORDS = "←→ words · ↑↓ sentences · {choose} from here on · {note} notes them · Esc leaves"
NO_WORDS_HERE = "Words are chosen in a quote that is shown."
HANDLING = {
    "private": "private: only you see it",
    "closed": "closed: all who open this library see it; it leaves only when asked for by name",
    "public": "public: it may leave the library",
}
"""What each handling means, where it is turned."""
SAVE = "Save and close"
THROW_AWAY = "Throw this note away"
THROW_CHANGES_AWAY = "Throw these changes away"
TO_HANDLING = "Make it {handling}"
TO_KIND = "Kind: {kind}"
TO_EDITOR = "Go on in $EDITOR"
