"""What was done to the analyst's own records, in a few words, as the log tells it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from storage.connections import Connection
from storage.history.log import RECORD
from storage.history.materialise import DONE_FIELD
from storage.ids import Key
from storage.schema import shapes

FIRST_VALUE: Final = "select val from op where rec = ? and field = '' order by seq limit 1"

Told = tuple[str, list[Key]]
"""The deed in words, and what it was done to, where the words don't say that yet."""


def _record(db: Connection, key: Key) -> dict[str, Any]:
    """A record as it is; where it is not there any more, as it was made."""
    held = shapes.read(db, key)
    if held is not None:
        return held
    row = db.execute(FIRST_VALUE, (key,)).fetchone()
    first: dict[str, Any] = json.loads(row[0]) if row else {}
    return first.get("was", first)


def tag_name(db: Connection, tag: Key) -> str:
    return _record(db, tag).get("name", tag)


def _tag(db: Connection, key: Key, field: str, kind: str, value: Any) -> Told:  # JSON
    if field == RECORD:
        name = (value["was"] if kind == "tomb" else value)["name"]
        return (f"tag {name} dropped" if kind == "tomb" else f"new tag {name}"), []
    if field == "name":
        return f"tag renamed {value}", []
    above = f"below {tag_name(db, Key(value))}" if value else "to the top"
    return f"tag {tag_name(db, key)} {above}", []


def _word(_db: Connection, _key: Key, _field: str, _kind: str, value: Any) -> Told:  # JSON
    return f"new word for {value['kind']}: {value['value']}", []


def _topic(db: Connection, key: Key, field: str, _kind: str, value: Any) -> Told:  # JSON
    slug = _record(db, key).get("slug", key)
    if field == RECORD:
        return f"new topic {slug}", []
    if field == "parent":
        above = f"below {_record(db, Key(value)).get('slug', value)}" if value else "to the top"
        return f"topic {slug} {above}", []
    if field == "retracted":
        return f"topic {slug} {'retracted' if value else 'back in use'}", []
    return f"topic {slug} defined anew", []


def _stance(db: Connection, key: Key, field: str, kind: str, value: Any) -> Told:  # JSON
    stance = (value["was"] if kind == "tomb" else value) if field == RECORD else _record(db, key)
    topic = _record(db, Key(stance["topic"])).get("slug", "") if stance else ""
    if stance.get("adjudicated"):
        topic = f"{topic} adjudicated"
    quotes = [Key(stance["quote"])] if stance else []
    if field != RECORD:
        return f"stance {topic} corrected on", quotes
    if kind == "tomb":
        return f"stance {topic} off", quotes
    return f"stance {topic}: {stance['value']} on", quotes


def _note(db: Connection, key: Key, field: str, kind: str, value: Any) -> Told:  # JSON
    note: dict[str, Any] = (
        (value["was"] if kind == "tomb" else value) if field == RECORD else _record(db, key)
    )
    about = Key(note.get("quote") or note.get("about", key))
    if field != RECORD:
        return "change of note on", [about]
    return f"note{' taken back' * (kind == 'tomb')} on", [about]


def _sample(db: Connection, key: Key, field: str, kind: str, _value: Any) -> Told:  # JSON
    name = _record(db, key).get("name", "")
    if field == RECORD:
        return f"sample {name} {'drawn' if kind == 'add' else 'dropped'}", []
    if field.startswith(DONE_FIELD):
        return f"coding of sample {name} {'done' if kind == 'add' else 'not done'}", []
    return f"coders of sample {name}", []


def _judgement(db: Connection, key: Key, field: str, _kind: str, value: Any) -> Told:  # JSON
    edge: dict[str, Any] = (
        (_record(db, key) | (value or {})) if field == RECORD else _record(db, key)
    )
    one, other = (_record(db, Key(edge[each])).get("name", "") for each in ("one", "other"))
    return f"{other} judged {VERDICTS[edge['verdict']]} {one}", []


VERDICTS: Final = {"same": "the same as", "different": "not to be", "unsure": "perhaps"}
TOLD: Final[Mapping[str, Callable[[Connection, Key, str, str, Any], Told]]] = {
    "t": _tag,
    "o": _topic,
    "c": _stance,
    "n": _note,
    "g": _judgement,
    "d": _sample,
    "k": _word,
}
"""By the letter of the record."""
