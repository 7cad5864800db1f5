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
EXAMPLES = """\b
Examples:
  peace-tui note q0003 'compare with the reply'
  peace-tui note q0003 - --private < remarks.txt
  peace-tui note kabulov 'which post since when?' --kind question
  peace-tui note q0003 'whose guarantee?' --on-span 4:13
  peace-tui note --edit n-4t9f3c --handling public
  peace-tui note --retract n-4t9f3c
"""
NO_SPAN = "{value!r} is no span: write where it begins and ends, as 4:13."
OPTIONS_CLASH = (
    "Of --private and --handling one is enough, as of --edit and --retract; a note that is there "
    "stays on its words."
)
