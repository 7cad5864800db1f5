"""What `edit` and `add` take: fields with their values, as they are written in a shell."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any, Final, NamedTuple, cast

import click

from storage import Key, Library, Receipt, RecordMissing, WriteRefused
from storage.deeds import Deed
from storage.fields import KINDS, Edited, Field, Kind, plain
from tui import wording
from tui.verbs.exits import Exit
from tui.verbs.output import say, say_json, tell
from tui.wording import editing

VERSION: Final = 1
_ASSIGNMENT: Final = re.compile(r"([\w -]+?)\s*(\+=|-=|=)(.*)", re.DOTALL)
BETWEEN: Final = ";"


class Assignment(NamedTuple):
    """A field, what is done to it (`=`, `+=`, `-=`), and the value as it was typed."""

    field: Field
    sign: str
    value: str


def assignments(kind: Kind, words: Iterable[str]) -> list[Assignment]:
    """The changes that words ask for.

    Raises:
        UsageError: a word is none.
        WriteRefused: there is no such field.
    """
    found: list[Assignment] = []
    for word in words:
        match = _ASSIGNMENT.fullmatch(word)
        if match is None:
            told = editing.NO_ASSIGNMENT.format(word=word)
            raise click.UsageError(told, click.get_current_context())
        name, sign, value = match.groups()
        field = kind.field(name)
        if field is None:
            raise WriteRefused(editing.NO_SUCH_FIELD.format(kind=kind.name, name=name))
        if sign != "=" and field.takes != "parts":
            raise WriteRefused(editing.NO_LIST.format(field=field.name))
        found.append(Assignment(field, sign, value))
    return found


def changed(asked: Iterable[Assignment], now: Edited) -> dict[str, Any]:
    """The fields as they are to be.

    Raises:
        WriteRefused: a value cannot be read, or there is no such row.
    """
    found: dict[str, Any] = {}
    for field, sign, value in asked:
        if sign == "=":
            found[field.name] = _value(field, value)
            continue
        rows: list[Any] = [*(found.get(field.name, now.get(field.name)) or ())]
        if sign == "+=":
            rows += _value(field, value) or []
        else:
            del rows[_number(field, value, len(rows))]
        found[field.name] = rows
    return found


def _number(field: Field, value: str, rows: int) -> int:
    if not (value.isascii() and value.isdigit() and 1 <= int(value) <= rows):
        told = editing.NO_SUCH_ROW.format(field=field.name, number=value, rows=rows)
        raise WriteRefused(told)
    return int(value) - 1


def _value(field: Field, text: str) -> Any:  # JSON
    if not text.strip():
        return None
    if field.takes != "parts":
        return text
    if text.lstrip()[:1] in {"[", "{"}:
        try:
            rows = cast("object", json.loads(text))
        except ValueError as error:
            told = editing.NO_JSON.format(field=field.name, reason=error)
            raise WriteRefused(told) from error
        return cast("list[Any]", rows) if isinstance(rows, list) else [rows]
    return [_row(field, text)]


def _row(field: Field, text: str) -> dict[str, Any]:
    """`MAIN; label: value; label: value`, where MAIN is the row's first field."""
    first, *others = (piece.strip() for piece in text.split(BETWEEN))
    row: dict[str, Any] = {field.parts[0].name: first}
    for piece in filter(None, others):
        name, _, value = piece.partition(":")
        part = next(
            (p for p in field.parts if plain(name) in {plain(p.name), plain(p.label)}), None
        )
        column = part.name if part else name.strip()
        row[column] = [value.strip()] if part and part.takes == "parts" else value.strip()
    return row


def record_named(library: Library, name: str) -> Key:
    """The quote, actor, role, format, meeting or source that is called so.

    Raises:
        RecordMissing: nothing is.
    """
    if name[1:2] == "-" and name[0].lower() in KINDS:
        return library.find(name, name[0].lower())
    try:
        return library.meant(name).key
    except RecordMissing as missing:
        try:
            return library.find(name, "s")
        except RecordMissing:
            raise missing from None


def write(library: Library, deed: Deed, *, as_json: bool, is_dry: bool) -> int:
    """Do it, or try what it would do, and tell."""
    receipt = library.would_do(deed) if is_dry else library.do(deed)
    if as_json:
        say_json(_told(receipt, is_dry=is_dry))
    elif is_dry:
        tell(editing.DRY_RUN.format(summary=receipt.summary))
    else:
        tell(wording.saved_by_verb(receipt))
    return Exit.DONE


def _told(receipt: Receipt, *, is_dry: bool) -> dict[str, Any]:
    return {
        "version": VERSION,
        "keys": list(receipt.keys),
        "txn": receipt.txn or None,
        "summary": receipt.summary,
        "dry_run": is_dry,
    }


def say_fields(library: Library, kind: Kind, *, as_json: bool) -> int:
    """The fields of a kind, with what each takes."""
    with library.questions() as ask:
        words = ask.blank(kind.letter, {}).words
    if as_json:
        fields = [_described(field, words) for field in kind.fields]
        say_json({"version": VERSION, "kind": kind.name, "fields": fields})
    else:
        for line in editing.field_lines(kind, words):
            say(line)
    return Exit.DONE


def _described(field: Field, words: Any) -> dict[str, Any]:  # JSON
    told: dict[str, Any] = {"name": field.name, "label": field.label, "takes": field.takes}
    told["needed"] = field.is_needed
    if field.help:
        told["help"] = field.help
    if field.takes in {"choice", "word"}:
        told["values"] = list(field.choices or words.get(field.of, ()))
    if field.takes == "record":
        told["kind"] = KINDS[field.of].name
    if field.parts:
        told["parts"] = [_described(part, words) for part in field.parts]
    return told
