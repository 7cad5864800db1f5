"""Facts changed from the screen: forms over the panes, reasons, new records."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar

from storage import FieldRefused, Key, Questions, fresh_key, short
from storage.analyst import EditedFact
from storage.deeds import AddRecord, AddWord, Correct, Retract, Unretract
from storage.fields import KINDS
from tui.screens.on_quote import OnQuote
from tui.screens.pen import Pen
from tui.screens.room import Room
from tui.screens.subjects import Subjects
from tui.widgets.box import Box
from tui.wording import editing

Result = TypeVar("Result")
LETTERS: Final = {"actor": "a", "format": "f", "meeting": "m", "source": "s"}
DRAFT: Final = "edit:"
NAMED_BY: Final = {"a": "name", "f": "name", "m": "title", "s": "title", "r": "title", "q": "text"}
"""The field that a name typed in a picker is for."""
TAKEN_OVER: Final = {
    "m": {"format": "format"},
    "r": {"speaker": "actor", "actor": "actor"},
    "q": {},
}
"""What a new record takes over from the form that it is made in."""


class Desk:
    """What open forms share: names of records, words, and the ways to more forms."""

    def __init__(self, room: Room, pen: Pen) -> None:
        self.room = room
        self._pen = pen
        self.names: dict[str, str] = {}
        self.words: dict[str, tuple[str, ...]] = {}

    def open_box(self, box: Box[Result], closed: Callable[[Result | None], None]) -> None:
        self.room.stage.open_box(box, closed)

    def new_word(self, kind: str, word: str) -> str:
        """Have the library know a word from now on."""
        self._pen.write(AddWord(kind, word))
        self.words[kind] = (*self.words.get(kind, ()), word)
        return word

    def open(self, letter: str, name: str) -> None:
        """The form of a record."""
        self.room.look_up(lambda ask: ask.edited(letter, name), self.show)

    def make(
        self,
        letter: str,
        called: str,
        values: Mapping[str, Any],
        then: Callable[[Key, str], object] | None = None,
    ) -> None:
        """The form of a new record, which is of what `values` say; `then` is given its key."""
        taken = TAKEN_OVER.get(letter, {})
        given = {own: values[name] for name, own in taken.items() if name in values}
        self.begin(letter, given, then, {NAMED_BY[letter]: called})

    def begin(
        self,
        letter: str,
        given: Mapping[str, Any],
        then: Callable[[Key, str], object] | None = None,
        typed: Mapping[str, Any] | None = None,
    ) -> None:
        """The form of a new record with some of it given, and some typed already."""

        def read(ask: Questions) -> EditedFact:
            return ask.blank(letter, given)

        self.room.look_up(read, lambda fact: self.show(fact, then, typed=typed))

    def show(
        self,
        fact: EditedFact,
        then: Callable[[Key, str], object] | None = None,
        refused: FieldRefused | None = None,
        typed: Mapping[str, Any] | None = None,
    ) -> None:
        """Open a form, and write what is filled in when it is left.

        `refused` is what was wrong with what its draft holds.
        """
        from tui.screens.record_form import Filled, RecordForm  # noqa: PLC0415  # TextArea: 20 ms

        self.names.update(fact.names)
        self.words.update(fact.words)
        record = f"{DRAFT}{fact.key or KINDS[fact.letter].name}"
        form = RecordForm(self, fact, self._pen.drafts, record)
        form.values |= typed or {}
        form.begin_at(refused)
        self._pen.editors.append(form)

        def closed(filled: Filled | None) -> None:
            self._pen.editors.remove(form)
            if filled is None:
                self._say_nothing_was_saved(is_kept=form.is_kept_for_later)
            elif fact.key:
                self._pen.write(Correct(fact.key, filled.changes, filled.seen, filled.why))
            else:
                key = fresh_key(fact.letter)
                self._pen.write(AddRecord(fact.letter, filled.changes, filled.why, key))
                if then:
                    then(key, str(filled.changes.get(NAMED_BY[fact.letter]) or short(key)))

        self.open_box(form, closed)

    def _say_nothing_was_saved(self, *, is_kept: bool) -> None:
        edit = self.room.keys.key_of("edit")
        kept = editing.KEPT_FOR_LATER.format(edit=edit)
        self.room.bars.status.tell(kept if is_kept else editing.NOTHING_CHANGED)


class Editing:
    """Does what the keys and the palette ask for, to what the detail is about."""

    def __init__(self, room: Room, pen: Pen, on_quote: OnQuote, subjects: Subjects) -> None:
        self._room = room
        self._pen = pen
        self._on_quote = on_quote
        self._subjects = subjects

    def edit(self) -> None:
        """The form of the record that the detail is about."""
        self._with_subject(Desk(self._room, self._pen).open)

    def retract(self) -> None:
        """Retract that record with a reason; where it is retracted, take that back."""
        self._with_subject(
            lambda letter, name: self._room.look_up(
                lambda ask: ask.edited(letter, name), self._turn_retracted
            )
        )

    def _turn_retracted(self, fact: EditedFact) -> None:
        key = fact.key
        if key is None:
            return
        if fact.is_retracted:
            self._pen.write(Unretract(key))
            return
        from tui.screens.reason import Reason  # noqa: PLC0415  # TextArea: 20 ms

        def answer(why: str | None) -> None:
            if why:
                self._pen.write(Retract(key, why))
            else:
                self._room.bars.status.tell(editing.NOTHING_CHANGED)

        about = f"{KINDS[fact.letter].name} {short(key)}"
        self._room.stage.open_box(Reason(about, fact.called), answer)

    def add(self, letter: str) -> None:
        """The form of a new record, with what can be taken over from what the detail is about."""
        desk = Desk(self._room, self._pen)
        target = self._subjects.meant()
        if target is not None and target.kind in LETTERS:
            desk.begin(letter, self._given(letter, target.kind, target.slug_or_key))
            return
        quote = self._room.board.detail.detail
        given: dict[str, str] = {}
        if quote is not None and letter == "m" and quote.format:
            given["format"] = quote.format.slug
        if quote is not None and letter == "r" and quote.row.speaker:
            given["actor"] = quote.row.speaker.slug
        desk.begin(letter, given)

    def _given(self, letter: str, kind: str, slug: str) -> dict[str, str]:
        fields = {field.name for field in KINDS[letter].fields}
        wished = "speaker" if (letter, kind) == ("q", "actor") else kind
        return {wished: slug} if wished in fields else {}

    def resume(self, record: str, refused: FieldRefused | None = None) -> None:
        """Go on with a form of which a draft is left; `refused` is what was wrong with it."""
        name = record.removeprefix(DRAFT)
        desk = Desk(self._room, self._pen)
        letter = next((each for each, kind in KINDS.items() if kind.name == name), None)

        def read(ask: Questions) -> EditedFact:
            return ask.blank(letter, {}) if letter else ask.edited(name[0], name)

        self._room.look_up(read, lambda fact: desk.show(fact, None, refused))

    def _with_subject(self, then: Callable[[str, str], object]) -> None:
        target = self._subjects.meant()
        if target is not None and target.kind in LETTERS:
            then(LETTERS[target.kind], target.slug_or_key)
        else:
            self._on_quote.do(lambda key: then("q", key))


def about_draft(record: str, text: str) -> str:
    """What a draft of a form is of, as it is offered."""
    name = record.removeprefix(DRAFT)
    is_new = name in {kind.name for kind in KINDS.values()}
    try:
        changes = len(json.loads(text)["changes"])
    except (ValueError, KeyError, TypeError):
        changes = 0
    told = f"a new {name}" if is_new else f"{KINDS[name[0]].name} {short(Key(name))}"
    return f"{told} ({editing.CHANGED_COUNT.format(number=changes)})"
