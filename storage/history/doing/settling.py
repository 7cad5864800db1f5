"""What is put into a field, checked and in the form in which it is kept."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, Final, cast

from storage import dates, ids
from storage.errors import AmbiguousKey, AmbiguousName, FieldRefused, RecordMissing
from storage.fields import DATE_HELP, Edited, Field, Kind
from storage.history.log import Door
from storage.sql import referring, vocabularies

YES: Final = {"yes": 1, "y": 1, "true": 1, "1": 1, "no": 0, "n": 0, "false": 0, "0": 0}
CARRIED: Final = frozenset({"handling", "keeper", "verified"})
"""Columns of rows that are edited elsewhere, or came with an import, and stay with their row."""
UNSAVED: Final = "Nothing was saved."


def settled(door: Door, kind: Kind, changes: Edited, now: Edited) -> dict[str, Any]:
    """The changes as they are kept; None where a field becomes empty.

    Raises:
        FieldRefused: a value cannot stand in its field, or there is no such field.
    """
    found: dict[str, Any] = {}
    for name, value in changes.items():
        field = kind.field(name)
        if field is None:
            known = ", ".join(each.name for each in kind.fields)
            msg = f"A {kind.name} has no field {name}. {UNSAVED} It has {known}."
            raise FieldRefused(name, msg)
        found[field.name] = _value(door, field, value, now.get(field.name))
    return found


def _value(door: Door, field: Field, value: Any, now: Any) -> Any:  # JSON
    """A value as it is kept; one that is there already may stay, whatever it is."""
    if value is None or value == now:
        return value
    if isinstance(value, str):
        value = unicodedata.normalize("NFC", value).strip()
    if value in ("", []):
        return None
    match field.takes:
        case "text":
            return _text(field, value)
        case "date":
            return _date(field, value)
        case "flag":
            return _flag(field, value)
        case "number":
            return _number(field, value)
        case "choice":
            return _word(field, value, field.choices, "")
        case "word":
            how = f" Another one is made with `peace-tui vocabulary add '{field.of}' WORD`."
            return _word(field, value, vocabularies.words(door.db, field.of), how)
        case "record":
            return _record(door, field, value)
        case "parts":
            return _rows(door, field, value, now or [])


def _text(field: Field, value: object) -> str:
    if not isinstance(value, str) or any("\ud800" <= letter <= "\udfff" for letter in value):
        raise FieldRefused(field.name, f"{_named(field)} takes a text. {UNSAVED}")
    return value


def _date(field: Field, value: object) -> str:
    if not isinstance(value, str) or not dates.is_date(value):
        msg = f"{_named(field)}: {value} is no date. {UNSAVED} Write one as {DATE_HELP}."
        raise FieldRefused(field.name, msg)
    return value


def _flag(field: Field, value: object) -> int:
    wished = YES.get(str(value).lower())
    if wished is None:
        raise FieldRefused(field.name, f"{_named(field)}: write yes or no. {UNSAVED}")
    return wished


def _number(field: Field, value: Any) -> float | int:  # JSON
    try:
        number = float(value)
    except (TypeError, ValueError):
        number = -1.0
    if field.name == "confidence":
        if not 0 <= number <= 1:
            raise FieldRefused(field.name, f"{_named(field)} is a number from 0 to 1. {UNSAVED}")
        return number
    if number < 0 or number != int(number) or number >= 1 << 31:
        raise FieldRefused(field.name, f"{_named(field)} is a whole number from 0. {UNSAVED}")
    return int(number)


def _word(field: Field, value: object, known: Sequence[str], how: str) -> str:
    text = str(value)
    for wished in (text, text.lower().replace(" ", "_").replace("-", "_")):
        if wished in known:
            return wished
    msg = f"{_named(field)}: {text} is not one of {', '.join(known)}. {UNSAVED}{how}"
    raise FieldRefused(field.name, msg)


def _record(door: Door, field: Field, value: object) -> str:
    try:
        key = referring.meant(door.db, field.of, str(value), door.author)
    except (RecordMissing, AmbiguousKey, AmbiguousName) as error:
        raise FieldRefused(field.name, f"{_named(field)}: {error}") from error
    if referring.is_retracted(door.db, key):
        msg = (
            f"{_named(field)}: {referring.shown(door.db, key)} ({ids.short(key)}) was retracted. "
            f"{UNSAVED} Choose another, or take the retraction back."
        )
        raise FieldRefused(field.name, msg)
    return key


def _rows(door: Door, field: Field, value: Any, now: Sequence[Edited]) -> Any:  # JSON
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise FieldRefused(field.name, f"{_named(field)} takes a list. {UNSAVED}")
    held = [dict(row) for row in now]
    return [
        row if row in held else _row(door, field, row)
        for row in cast("Sequence[Any]", value)
        if row not in ("", {}, None)
    ] or None


def _row(door: Door, field: Field, row: Any) -> dict[str, Any]:  # JSON
    told = _as_mapping(field, row)
    known = {part.name: part for part in field.parts}
    labels = {part.label: part.name for part in field.parts}
    found: dict[str, Any] = {}
    for name, value in told.items():
        column = labels.get(name, name)
        if column in CARRIED and column not in known:
            settled_value = value
        elif column not in known:
            msg = f"{_named(field)} has no {name} but {', '.join(known)}. {UNSAVED}"
            raise FieldRefused(field.name, msg)
        else:
            settled_value = _of_row(door, field, known[column], value)
        if settled_value is not None:
            found[column] = settled_value
    for part in field.parts:
        if part.is_needed and part.name not in found:
            raise FieldRefused(field.name, f"{_named(field)}: {part.label} is missing. {UNSAVED}")
    return found


def _of_row(door: Door, field: Field, part: Field, value: Any) -> Any:  # JSON
    """As `_value`; what is refused is told of the list's field."""
    try:
        return _value(door, part, value, None)
    except FieldRefused as error:
        told = str(error)
        msg = f"{_named(field)}, {told[:1].lower()}{told[1:]}"
        raise FieldRefused(field.name, msg) from error


def _as_mapping(field: Field, row: Any) -> Mapping[str, Any]:  # JSON
    """A row; where a list is of one thing, that alone will do."""
    if isinstance(row, Mapping):
        return cast("Mapping[str, Any]", row)
    return {field.parts[0].name: row}


def _named(field: Field) -> str:
    return f"{field.label[:1].upper()}{field.label[1:]}"
