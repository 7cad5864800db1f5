"""What was done to the analyst's own records, in a few words, as the log tells it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, cast

from storage import ids
from storage.connections import Connection
from storage.history.log import RECORD
from storage.history.materialise import DONE_FIELD
from storage.ids import Key, short
from storage.schema import shapes
from storage.sql import coding

FIRST_VALUE: Final = "select val from op where rec = ? and field = '' order by seq limit 1"

SEARCH_SAVED: Final = "search {name} saved"
SEARCH_RENAMED: Final = "search {name} renamed"
SEARCH_CHANGED: Final = "search {name} changed"
SEARCH_DROPPED: Final = "search {name} dropped"

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


def is_private(db: Connection, key: Key) -> bool:
    """Whether somebody keeps the record to himself: then the log, which all read, names its key."""
    return key[0] in "qsm" and _record(db, key).get("handling") == "private"


NAMED_LETTERS: Final = "afmotpd"
"""Records that are called by a name wherever they are named, and that nobody keeps to himself."""


def names_in(db: Connection, *values: Any) -> dict[str, str]:  # JSON
    """What the records are called that these values name, by their keys."""
    found: dict[str, str] = {}
    for key in keys_in(values):
        record = _record(db, key) if key[0] in NAMED_LETTERS else {}
        name = record.get("name") or record.get("title") or record.get("slug")
        if name:
            found[key] = name
    return found


def keys_in(value: Any) -> Iterator[Key]:  # JSON
    """All keys that stand in a value."""
    match value:
        case str() if len(value) == 2 + ids.TEXT_LENGTH and value[1] == "-":
            yield Key(value)
        case dict():
            yield from keys_in([*cast("Mapping[str, Any]", value).values()])
        case list() | tuple():
            for each in cast("Sequence[Any]", value):
                yield from keys_in(each)
        case _:
            pass


def member_name(db: Connection, field: str) -> str:
    """What a field says to be in a set: the name of a tag, or whose a star or a mark is."""
    kind, _, member = field.partition(":")
    return tag_name(db, Key(member)) if kind == "tag" else member


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
    if coding.open_on(db, quotes[0], Key(stance["topic"])) or is_private(db, quotes[0]):
        return f"stance {topic} on", quotes  # what it is stays among those who may see it
    return f"stance {topic}: {stance['value']} on", quotes


def _search(db: Connection, key: Key, field: str, kind: str, value: Any) -> Told:  # JSON
    if kind == "tomb":
        return SEARCH_DROPPED.format(name=value["was"]["name"]), []
    told = {RECORD: SEARCH_SAVED, "name": SEARCH_RENAMED}.get(field, SEARCH_CHANGED)
    return told.format(name=_record(db, key).get("name", key)), []


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
        return f"sample {name} {'dropped' if kind == 'tomb' else 'drawn'}", []
    if field.startswith(DONE_FIELD):
        return f"coding of sample {name} {'done' if kind == 'add' else 'not done'}", []
    return f"coders of sample {name}", []


def _judgement(db: Connection, key: Key, field: str, _kind: str, value: Any) -> Told:  # JSON
    edge: dict[str, Any] = (
        (_record(db, key) | (value or {})) if field == RECORD else _record(db, key)
    )
    one, other = (_record(db, Key(edge[each])).get("name", "") for each in ("one", "other"))
    return f"{other} judged {VERDICTS[edge['verdict']]} {one}", []


def _link(db: Connection, key: Key, field: str, kind: str, value: Any) -> Told:  # JSON
    link = _as_told(db, key, field, kind, value)
    if not link:
        return "link", [key]
    did = "change of link" if field else f"link{' removed' * (kind == 'tomb')}"
    begins = short(Key(link["from_quote"]))
    return f"{did}: {begins} {link['type'].replace('_', ' ')}", [Key(link["to_quote"])]


def _brief_item(db: Connection, key: Key, field: str, kind: str, value: Any) -> Told:  # JSON
    item = _as_told(db, key, field, kind, value)
    brief = _record(db, Key(item["brief"])).get("name", "") if item else ""
    if field:
        return (f"order of brief {brief}" if field == "rank" else f"brief {brief} changed"), []
    did = f"{'out of' if kind == 'tomb' else 'into'} brief {brief}"
    return (f"{did}:", [Key(item["quote"])]) if item.get("quote") else (f"words {did}", [])


def _named(what: str) -> Callable[[Connection, Key, str, str, Any], Told]:
    """Records that are told by what they are and their name."""

    def told(db: Connection, key: Key, field: str, kind: str, value: Any) -> Told:  # JSON
        name = _as_told(db, key, field, kind, value).get("name", "")
        if field == "name":
            return f"{what} renamed {value}", []
        if field:
            return f"{what} {name} changed", []
        return f"{what} {name}{' dropped' * (kind == 'tomb')}", []

    return told


def _as_told(db: Connection, key: Key, field: str, kind: str, value: Any) -> dict[str, Any]:  # JSON
    """The whole record that an entry is about."""
    if field != RECORD:
        return _record(db, key)
    return (value["was"] if kind == "tomb" else value) or {}


VERDICTS: Final = {"same": "the same as", "different": "not to be", "unsure": "perhaps"}
TOLD: Final[Mapping[str, Callable[[Connection, Key, str, str, Any], Told]]] = {
    "t": _tag,
    "o": _topic,
    "c": _stance,
    "v": _search,
    "n": _note,
    "g": _judgement,
    "l": _link,
    "p": _named("brief"),
    "i": _brief_item,
    "d": _sample,
    "k": _word,
}
"""By the letter of the record."""
