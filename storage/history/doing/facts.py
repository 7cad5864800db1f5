"""Facts: new ones, corrections of their fields, and what does not hold any more."""

from __future__ import annotations

import json
from typing import Any, Final

from storage import deeds, derived, fields, ids
from storage.errors import WriteRefused
from storage.fields import Edited, Kind
from storage.history.doing import handling, resting, rules, targets, unchanged
from storage.history.doing.laying import laid_out
from storage.history.doing.settling import settled
from storage.history.log import RECORD, Door, value_of
from storage.ids import Key
from storage.rows import Receipt
from storage.schema import shapes
from storage.sql import referring

SLUG_TAKEN: Final = "select 1 from {table} where slug = ?"
NEXT_MEETING: Final = """
select coalesce(max(n) + 1, 0) from meeting where format = (select id from format where key = ?)
"""
STATUSES: Final = """
select kind, field, val from op where rec = ? and field in (?, '') order by seq desc
"""
WITH_SLUG: Final = frozenset("afms")
SAID: Final = "accepted"
RETRACTED: Final = "retracted"


def add(door: Door, deed: deeds.AddRecord) -> Receipt:
    """Write a new fact.

    Raises:
        FieldRefused: a field cannot hold what it is to hold, or a needed one is empty.
        RecordMissing: there are no facts of that kind.
    """
    kind = fields.named(deed.letter)
    given = settled(door, kind, deed.values, {})
    values = _with({}, rules.completed(door.db, kind, given, {}))
    key = deed.key or door.new_key(kind.letter)
    rules.must_hold(door.db, kind, key, values, values)
    record = laid_out(kind, values, {}) | _beginning(door, kind, key, values)
    door.add(
        {"key": key} | {name: value for name, value in record.items() if value is not None},
        why=deed.why,
    )
    called = ids.short(key) if kind.letter == "q" else _called(door, key)
    return Receipt(door.txn, f"new {kind.name} {called}", (key,))


def _beginning(door: Door, kind: Kind, key: Key, values: Edited) -> dict[str, Any]:
    """What a new record has beside its fields."""
    begun: dict[str, Any] = {}
    if kind.letter in WITH_SLUG:
        begun["slug"] = _free_slug(door, kind, key, values)
    if kind.letter in "qs":
        begun["handling"] = "public"
    if "handling" in values:
        begun |= handling.held(door, values["handling"])
    if kind.letter == "q":
        begun["status"] = values.get("status", SAID)
        days = derived.columns("q", {"said_on": values.get("said_on")})
        begun |= days
    if kind.letter == "m":
        begun["state"] = values.get("state", "held")
        in_format = door.db.execute(NEXT_MEETING, (ids.raw_of(values["format"]),)).fetchone()[0]
        begun["n"] = values.get("n", in_format)
    return begun


def _free_slug(door: Door, kind: Kind, key: Key, values: Edited) -> str:
    """A slug from what the record is called, which no other has."""
    name = values.get("name") or values.get("title") or ""
    if not name and kind.letter == "m":
        name = f"{referring.shown(door.db, values['format'])} {values.get('said_on', '')}"
    begun = derived.slug_of(name) or f"{kind.name}-{key[-ids.SHORT_LENGTH :]}"
    slug, number = begun, 1
    statement = SLUG_TAKEN.format(table=kind.name)
    while door.db.execute(statement, (slug,)).fetchone():
        number += 1
        slug = f"{begun}-{number}"
    return slug


def correct(door: Door, deed: deeds.Correct) -> Receipt:
    """Change fields of a fact; what is so already is left alone.

    Raises:
        EditConflict: somebody else changed one of them meanwhile.
        FieldRefused: a field cannot hold what it is to hold.
        RecordMissing: it is not there.
    """
    kind, held = _held(door, deed.key)
    whole = fields.edited(kind, held)
    now = fields.seen_by(door.author, whole)
    wished = settled(door, kind, deed.changes, now)
    seen = {name: value for name, value in deed.seen.items() if value != []}
    unchanged.must_be(door, deed.key, seen, wished, now)
    wished = {name: value for name, value in wished.items() if value != now.get(name)}
    if not wished:
        return Receipt("", "nothing had to change", (deed.key,))
    wished = rules.completed(door.db, kind, wished, now)
    rules.must_hold(door.db, kind, deed.key, _with(now, wished), wished)
    columns = laid_out(kind, _with_kept(door, wished, whole), held)
    if "handling" in wished:
        columns |= handling.held(door, wished["handling"] or handling.PUBLIC)
    for column, value in columns.items():
        if value != held.get(column):
            door.correct(deed.key, column, value, why=deed.why)
    followed = rules.follow(door, kind, deed.key, wished, now, deed.why)
    told = ", ".join(field.label for field in kind.fields if field.name in wished)
    also = f"; {resting.counted(followed, 'quote')} followed" if followed else ""
    return Receipt(door.txn, f"correction of {ids.short(deed.key)} ({told}){also}", (deed.key,))


def retract(door: Door, deed: deeds.Retract) -> Receipt:
    """Mark a fact as one that does not hold any more, and say what rests on it.

    Raises:
        WriteRefused: no reason was given.
        RecordMissing: it is not there.
    """
    kind, _ = _held(door, deed.key)
    if not deed.why.strip():
        raise WriteRefused("Nothing was retracted: say why, in a few words.")
    if referring.is_retracted(door.db, deed.key):
        return Receipt("", f"{ids.short(deed.key)} was retracted before", (deed.key,))
    value = RETRACTED if kind.letter == "q" else 1
    door.correct(deed.key, fields.RETRACTED_BY[kind.letter], value, why=deed.why.strip())
    rest = resting.on(door.db, deed.key)
    told = f" ({rest}; that stays)" if rest else ""
    return Receipt(door.txn, f"retraction of {ids.short(deed.key)}{told}", (deed.key,))


def unretract(door: Door, deed: deeds.Unretract) -> Receipt:
    """Take the mark off again: a quote is what it was before.

    Raises:
        RecordMissing: it is not there.
    """
    kind, _ = _held(door, deed.key)
    if not referring.is_retracted(door.db, deed.key):
        return Receipt("", f"{ids.short(deed.key)} is not retracted", (deed.key,))
    value = _status_before(door, deed.key) if kind.letter == "q" else None
    door.correct(deed.key, fields.RETRACTED_BY[kind.letter], value, why=deed.why)
    return Receipt(door.txn, f"{ids.short(deed.key)} holds again", (deed.key,))


def _status_before(door: Door, key: Key) -> str:
    """The last status that was not that it is retracted."""
    for kind, field, val in door.db.execute(STATUSES, (key, fields.RETRACTED_BY["q"])):
        value = value_of(kind, val)
        if field == RECORD and isinstance(value, dict):
            value = json.loads(json.dumps(value)).get("status")
        if isinstance(value, str) and value != RETRACTED:
            return value
    return SAID


def _held(door: Door, key: Key) -> tuple[Kind, dict[str, Any]]:
    kind = fields.kind_of(key)
    targets.record_must_exist(door, key)
    return kind, shapes.read(door.db, key) or {}


def _with_kept(door: Door, wished: Edited, whole: Edited) -> dict[str, Any]:
    """The wishes with the rows that others keep private, which stay behind those of the author."""
    kept = {
        name: [row for row in whole.get(name, ()) if fields.is_kept_from(door.author, row)]
        for name in fields.SOURCES_OF
        if name in wished
    }
    return {**wished, **{name: [*(wished[name] or ()), *rows] for name, rows in kept.items()}}


def _with(now: Edited, wished: Edited) -> dict[str, Any]:
    return {name: value for name, value in {**now, **wished}.items() if value is not None}


def _called(door: Door, key: Key) -> str:
    return f"{referring.shown(door.db, key)} ({ids.short(key)})"
