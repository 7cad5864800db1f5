"""Fields to fill in, a line each; lists among them have rows, which have fields again."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from textual import events

from storage import Key
from storage.fields import Field
from tui.formatting import Ink, Line, Span, span
from tui.screens.record_picker import RecordPicker
from tui.screens.word_picker import NEW, NONE, WordPicker
from tui.widgets.form_sheet import FormSheet
from tui.widgets.picker import BETWEEN_KEYS, Choice, Picker
from tui.wording import editing

if TYPE_CHECKING:
    from tui.screens.editing import Desk

Result = TypeVar("Result")
Values = dict[str, Any]
LABEL_WIDTH = 14
WITHIN = {"role": "speaker", "meeting": "format"}
"""Which field's record the records of another are likeliest of."""
NEXT_FLAG: Mapping[int | None, int | None] = {None: 1, 1: 0, 0: None}


class FieldCommands(Picker):
    """What else can be done in a form, by the wordings' names."""

    heading = "FORM"

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__()
        self._lines = lines

    def choices(self, typed: str) -> list[Choice]:
        return [
            Choice(line, (Span(line),)) for line in self._lines if typed.lower() in line.lower()
        ]


class Asking(FormSheet[Result]):
    """Has a value of any kind put in: typed, turned, picked, or made of rows."""

    footing_of_text = editing.TEXT_KEYS

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    def ask(
        self,
        field: Field,
        value: Any,  # JSON
        then: Callable[[Any], object],
        values: Mapping[str, Any],
    ) -> None:
        """Ask for a field's value; `then` is given it, a text with every letter of it."""
        match field.takes:
            case "text" | "date" | "number":
                self.type("" if value is None else str(value), lambda text: then(text.strip()))
            case "flag":
                then(NEXT_FLAG[value])
            case "choice" | "word":
                self._ask_word(field, then)
            case "record":
                self._ask_record(field, then, values)
            case "parts":
                box = RowsBox(self.desk, field, value or [], then)
                self.desk.open_box(box, lambda _: self.show_anew())

    def _ask_word(self, field: Field, then: Callable[[Any], object]) -> None:
        def picked(word: str | None) -> None:
            if word == NONE:
                then(None)
            elif word is not None and word.startswith(NEW):
                then(self.desk.new_word(field.of, word.removeprefix(NEW)))
            elif word is not None:
                then(word)
            self.show_anew()

        words = field.choices or self.desk.words.get(field.of, ())
        box = WordPicker(
            field.label, words, can_be_none=not field.is_needed, can_grow=field.takes == "word"
        )
        self.desk.open_box(box, picked)

    def _ask_record(
        self, field: Field, then: Callable[[Any], object], values: Mapping[str, Any]
    ) -> None:
        within = values.get(WITHIN.get(field.name, ""))
        box = RecordPicker(
            self.desk.room, field.label, field.of, within, can_be_none=not field.is_needed
        )

        def take(key: Key, called: str) -> None:
            self.desk.names[key] = called
            then(key)
            self.show_anew()

        def picked(key: str | None) -> None:
            if key == NONE:
                then(None)
            elif key is not None and key.startswith(NEW):
                self.desk.make(field.of, key.removeprefix(NEW), values, take)
            elif key is not None:
                take(Key(key), box.named(key))
            self.show_anew()

        self.desk.open_box(box, picked)

    def value_span(self, field: Field, value: Any) -> Span:  # JSON
        ink: Ink = "dim" if value is None else "plain"
        return span(editing.shown(field, value, self.desk.names), ink)


class FieldsBox(Asking[Result]):
    """The fields of a record, or of a row of a list."""

    def __init__(
        self,
        desk: Desk,
        heading: str,
        fields: Sequence[Field],
        base: Mapping[str, Any],
        now: Values,
    ) -> None:
        super().__init__(desk)
        self.heading = heading
        self.fields = fields
        self.base = base
        self.values = now
        self.trouble = ""
        """Why the form cannot be left as it is."""

    @property
    def field(self) -> Field:
        return self.fields[self.cursor]

    @property
    def changed(self) -> list[str]:
        """The fields that are not what they were."""
        names = [field.name for field in self.fields]
        return [name for name in names if self.values.get(name) != self.base.get(name)]

    @property
    def counter(self) -> str:
        changed = len(self.changed)
        return editing.CHANGED_COUNT.format(number=changed) if changed else ""

    @property
    def lines(self) -> Sequence[Line]:
        return [self._line(field) for field in self.fields]

    def _line(self, field: Field) -> Line:
        value = self.values.get(field.name)
        is_changed = value != self.base.get(field.name)
        label = f"{field.label:<{LABEL_WIDTH}.{LABEL_WIDTH}}"
        told = [Span("*" if is_changed else " ", "warn"), Span(label, "label")]
        if value is None and field.is_needed:
            return (*told, Span(editing.MISSING, "warn"))
        if field.takes == "date" and value and editing.meaning(value) is None:
            told.append(Span(f"{editing.NO_DATE}: ", "warn"))
        return (*told, self.value_span(field, value))

    def more(self) -> Line:
        if self.trouble:
            return (span(self.trouble, "warn"),)
        field, value = self.field, self.values.get(self.field.name)
        told = [field.help] if field.help else []
        if field.takes == "date" and value:
            meaning = editing.meaning(value)
            told = [editing.READ_AS.format(meaning=meaning)] if meaning else [field.help]
        base = self.base.get(field.name)
        if value != base:
            shown = editing.shown(field, base, self.desk.names)
            told.append(editing.WAS.format(value=shown).strip())
        return (span(BETWEEN_KEYS.join(told), "dim"),)

    def enter(self) -> None:
        field = self.field
        self.ask(field, self.values.get(field.name), lambda v: self.put(field, v), self.values)

    def put(self, field: Field, value: Any) -> None:  # JSON
        """Have a field hold a value."""
        if value in (None, "", []):
            self.values.pop(field.name, None)
        else:
            self.values[field.name] = value
        self.trouble = ""
        self.after_change()
        self.show_anew()

    @abstractmethod
    def after_change(self) -> None:
        """A field holds something else."""

    def can_be_kept(self) -> bool:
        """Whether all that is needed is there; else the cursor goes to what is not, and why."""
        for number, field in enumerate(self.fields):
            value = self.values.get(field.name)
            why = ""
            if field.is_needed and value is None:
                why = editing.FILL_IN.format(label=field.label.capitalize())
            elif field.takes == "date" and value and editing.meaning(value) is None:
                why = editing.NOT_A_DATE.format(label=field.label.capitalize(), value=value)
            if why:
                self.cursor = number
                self.trouble = why
                self.show_anew()
                return False
        return True

    def other_key(self, event: events.Key) -> None:
        if event.key in {"ctrl+p", "colon"}:
            self.desk.open_box(FieldCommands(self.commands()), self._run)
        elif event.key in {"delete", "backspace"}:
            self.put(self.field, None)
        elif event.key in {"right", "l"}:
            self._open_named()

    def _open_named(self) -> None:
        """To the own fields of the record that is named here."""
        key = self.values.get(self.field.name)
        if self.field.takes == "record" and key:
            self.desk.open(self.field.of, key)

    def commands(self) -> list[str]:
        return [editing.SAVE, editing.AS_IT_WAS, editing.EMPTY_FIELD, editing.THROW_AWAY]

    def _run(self, command: str | None) -> None:
        field = self.field
        match command:
            case editing.SAVE:
                self.leave()
            case editing.AS_IT_WAS:
                self.put(field, self.base.get(field.name))
            case editing.EMPTY_FIELD:
                self.put(field, None)
            case editing.THROW_AWAY:
                self.throw_away()
            case editing.LATER:
                self.keep_for_later()
            case _:
                pass

    @abstractmethod
    def throw_away(self) -> None:
        """Close it with all as it was."""

    def keep_for_later(self) -> None:
        """Close it with what was typed as a draft; of rows there is none."""


class RowBox(FieldsBox[Values]):
    """A row of a list: the list is told with every change."""

    footing = editing.ROW_KEYS

    def __init__(
        self, desk: Desk, field: Field, row: Values, changed: Callable[[Values], object]
    ) -> None:
        super().__init__(desk, field.label.upper(), field.parts, dict(row), dict(row))
        self._tell = changed

    def after_change(self) -> None:
        self._tell(dict(self.values))

    def leave(self) -> None:
        if self.can_be_kept():
            self.finish(None)

    def throw_away(self) -> None:
        self._tell(dict(self.base))
        self.finish(None)


class RowsBox(Asking[None]):
    """The rows of a list; whoever opened it is told with every change."""

    footing = editing.ROWS_KEYS

    def __init__(
        self, desk: Desk, field: Field, rows: list[Values], changed: Callable[[Any], object]
    ) -> None:
        super().__init__(desk)
        self.heading = field.label.upper()
        self._field = field
        self._rows = [dict(row) for row in rows]
        self._tell = changed

    @property
    def lines(self) -> Sequence[Line]:
        rows = [(span(self._shown(row)),) for row in self._rows]
        return [*rows, (Span(editing.ADD_ROW, "chip"),)]

    def _shown(self, row: Values) -> str:
        return editing.row(self._field, row, self.desk.names) or editing.UNKNOWN

    @property
    def counter(self) -> str:
        return f"{len(self._rows)}"

    def more(self) -> Line:
        return (span(self._field.help, "dim"),)

    def enter(self) -> None:
        if self.cursor < len(self._rows):
            self._change(self.cursor)
        else:
            self._add()

    def _change(self, number: int) -> None:
        parts, row = self._field.parts, self._rows[number]
        if len(parts) == 1:
            self.ask(parts[0], row.get(parts[0].name), lambda v: self._put(number, v), row)
            return
        box = RowBox(self.desk, self._field, row, lambda values: self._set(number, values))
        self.desk.open_box(box, lambda _: self.show_anew())

    def _add(self) -> None:
        """A new row begins with its first field; the others follow where there are any."""
        number, first = len(self._rows), self._field.parts[0]

        def begin(value: Any) -> None:  # JSON
            self._put(number, value)
            if value and len(self._field.parts) > 1 and not self.is_typing:
                self._change(number)

        self.ask(first, None, begin, {})

    def _put(self, number: int, value: Any) -> None:  # JSON
        first = self._field.parts[0]
        row = self._rows[number] if number < len(self._rows) else {}
        if value in (None, ""):
            if number < len(self._rows):
                self._remove(number)
        else:
            self._set(number, {**row, first.name: value})

    def _set(self, number: int, row: Values) -> None:
        self._rows[number : number + 1] = [row]
        self._changed()

    def _remove(self, number: int) -> None:
        del self._rows[number : number + 1]
        self._changed()

    def _changed(self) -> None:
        self._tell([dict(row) for row in self._rows])
        self.show_anew()

    def other_key(self, event: events.Key) -> None:
        is_row = self.cursor < len(self._rows)
        if event.key in {"delete", "backspace"} and is_row:
            self._remove(self.cursor)
        elif event.key == "less_than_sign" and is_row and self.cursor > 0:
            self._swap(-1)
        elif event.key == "greater_than_sign" and self.cursor < len(self._rows) - 1:
            self._swap(1)

    def _swap(self, places: int) -> None:
        here, there = self.cursor, self.cursor + places
        self._rows[here], self._rows[there] = self._rows[there], self._rows[here]
        self.cursor = there
        self._changed()

    def leave(self) -> None:
        self.finish(None)
