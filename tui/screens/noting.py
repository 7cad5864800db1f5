"""Writing notes on what is shown, changing them, and taking them back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final, NamedTuple

from storage import EditConflict, Key, NoteOn, Piece, Questions, Slug
from storage.deeds import ChangeNote, RetractNote
from tui.commands.command import Place
from tui.formatting import Target, row_in_short
from tui.screens.analysing import Bench
from tui.screens.sheets import Sheet, begun, draft_of_change, sheet_of, together
from tui.wording import notes as wording

BESIDE: Final = frozenset({Place.NOTES, Place.PROVENANCE})
"""Panes that are about the quote, whatever the detail is about."""
HAVE_PROFILES: Final = frozenset({"actor", "format", "meeting"})


class _On(NamedTuple):
    """What a note goes on."""

    record: Key
    name: str
    usual: str


class Noting:
    """Opens the sheets that notes are written on."""

    def __init__(self, bench: Bench) -> None:
        self._room = bench.room
        self._pen = bench.pen
        self._selecting = bench.selecting
        self._subjects = bench.subjects

    def write(self, handling: str | None = None, *, is_outside: bool = False) -> None:
        """A note on what is shown: an actor, talks, a meeting; a quote, or words of it.

        `is_outside` is one that is written in the person's editor.
        """
        note = partial(self._pen.note, is_outside=is_outside)
        target = self._target
        if target:
            self._room.look_up(
                lambda ask: _called(ask, target),
                lambda on: note(Sheet(*on, handling=handling)),
            )
        else:
            self._selecting.do_with_one(lambda quote: self._write_on_quote(quote, handling, note))

    def change(self) -> None:
        """The note that is chosen in the notes, with a draft of it if there is one."""
        note = self._chosen
        if note:
            self.open(note)

    def open(self, note: Key) -> None:
        """A note of that key."""
        self._room.look_up(lambda ask: ask.note(note), self._change)

    def together(self, deed: ChangeNote, conflict: EditConflict) -> None:
        """A note that two people changed, with both texts on one sheet."""
        mine = deed.changes.get("text")
        author = conflict.clashes[0].author

        def open_both(on: NoteOn) -> None:
            note = on.note
            both = note.text
            if mine is not None and mine != note.text:
                both = together(mine, note.text, author, note.changed[:10])
            sheet = sheet_of(note, on.record, on.name, both)
            self._pen.note(
                sheet._replace(
                    kind=deed.changes.get("kind", note.kind),
                    handling=deed.changes.get("handling", note.handling),
                )
            )

        self._room.look_up(lambda ask: ask.note(deed.note), open_both)

    def retract(self) -> None:
        """Take back the note that is chosen."""
        key = self._chosen
        detail = self._room.board.notes.detail
        note = next((each for each in detail.notes if each.key == key), None) if detail else None
        if note:
            self._pen.write(RetractNote(note.key, {"text": note.text}))

    def choose_words(self) -> None:
        """Begin to choose words of the quote, or to choose from here on."""
        if self._room.board.detail.choose_words():
            keys = self._room.keys
            told = wording.CHOOSE_WORDS.format(
                choose=keys.key_of("choose_words"), note=keys.key_of("note")
            )
            self._room.bars.status.tell(told)
        else:
            self._room.bars.status.tell(wording.NO_WORDS_HERE)

    def resume(self, draft: str) -> None:
        """Go on with what was left half-written."""
        record, handling, place = begun(draft)
        if record[0] == "n":
            self.open(record)
            return

        def read(ask: Questions) -> Sheet:
            sheet = Sheet(record, ask.on_record(record), ask.default_handling(), handling)
            if place is None:
                return sheet
            exact = ask.quote(record).row.text[slice(*place)]
            return sheet._replace(piece=Piece(*place, exact))

        self._room.look_up(read, self._pen.note)

    @property
    def _target(self) -> Target | None:
        """The actor, talks or meeting that is shown where the keys are."""
        board = self._room.board
        if board.place in BESIDE:
            return None
        target = self._subjects.under_cursor if board.tree_here else board.detail.subject
        return target if target and target.kind in HAVE_PROFILES else None

    @property
    def _chosen(self) -> Key | None:
        chosen = self._room.board.chosen_note
        if chosen is None:
            told = wording.NO_NOTE_CHOSEN.format(note=self._room.keys.key_of("note"))
            self._room.bars.status.tell(told)
        return chosen

    def _write_on_quote(
        self, quote: Key, handling: str | None, note: Callable[[Sheet], object]
    ) -> None:
        board = self._room.board
        row, is_alone = board.quotes.current, self._selecting.is_anything_selected
        name = row_in_short(row) if row and row.key == quote else ""
        piece = board.detail.take_words() if board.place in {Place.DETAIL, Place.READER} else None

        def begin(usual: str) -> None:
            sheet = Sheet(quote, name, usual, handling, piece=piece, is_alone=is_alone)
            note(sheet)

        self._room.look_up(Questions.default_handling, begin)

    def _change(self, on: NoteOn) -> None:
        """With what was left half-written of it; with both where it was changed since."""
        note = on.note
        draft = self._pen.begun_change(note.key)
        if draft is None or draft == draft_of_change(note.key, note.text):
            self._pen.note(sheet_of(note, on.record, on.name))
            return
        mine = self._pen.take_draft(draft)
        both = together(mine, note.text, note.author, note.changed[:10])
        said = wording.CHANGED_MEANWHILE.format(author=note.author)
        self._pen.note(sheet_of(note, on.record, on.name, both), said)


def _called(ask: Questions, target: Target) -> _On:
    found = ask.called(target.kind, Slug(target.slug_or_key))
    return _On(found.key, found.name, ask.default_handling())
