"""What a transaction did, in a few words: for the log, for undo and for refusals."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from storage import ids
from storage.connections import Connection
from storage.history import many, materialise
from storage.history.materialise import STAR_FIELD, TAG_FIELD
from storage.ids import Key

OPS_IN_ORDER: Final = "select rec, field, kind, val from op where txn = ? order by seq"
ADDED_AS: Final = """
select val from op where rec = ? and field = '' and kind = 'add' order by seq limit 1
"""
FIELD_WORDS: Final = {
    "actor_name": "names",
    "format_name": "names",
    "relation": "ties",
    "role_attested": "months",
    "source_text": "stored text",
    "format_source": "sources",
    "format_participation": "members",
    "meeting_source": "sources",
    "participation": "who took part",
    "participation_source": "sources",
    "dispute": "disputes",
    "dispute_source": "sources",
    "quote_speaker": "speakers",
    "quote_addressee": "addressees",
    "hop": "chain",
    "quote_topic": "topics",
    "quote_span": "places",
    "coding_quote": "quotes",
    "coding_topic": "topics",
    "coding_coder": "coders",
    "said_as": "role",
    "said_on": "date",
}
"""Columns and parts whose names are not the words for them."""
FOLLOWING: Final = frozenset(
    {"changed", "said_lo", "said_hi", "published_lo", "published_hi", "name_key"}
)
"""Columns that change only along with another, which is told."""

Deed = tuple[str, tuple[Key, ...]]
"""What was done, and to which records, where that is not said yet."""


def of_transaction(db: Connection, txn: str) -> str:
    """One line, such as "note on q-4t9f3c" or "tag check on 3 quotes"."""
    said: dict[str, list[Key]] = {}
    for rec, field, kind, val in db.execute(OPS_IN_ORDER, (txn,)).fetchall():
        value: Any = json.loads(val) if val else None
        if kind == "undo":
            return _of_undo(db, value["undoes"])
        if kind == "import":
            return f"import of {value['name']} ({value['records']} records)"
        told = _deed(db, rec, field, kind, value)
        if told is not None:
            said.setdefault(told[0], []).extend(told[1])
    parts = [f"{subject} {_on(about)}" if about else subject for subject, about in said.items()]
    return ", ".join(parts) or "nothing"


def _of_undo(db: Connection, undone: str) -> str:
    """What took something back is undone by what brings that back."""
    before = of_transaction(db, undone)
    if before.startswith(UNDO_OF):
        return f"{REDO_OF}{before.removeprefix(UNDO_OF)}"
    if before.startswith(REDO_OF):
        return f"{UNDO_OF}{before.removeprefix(REDO_OF)}"
    return f"{UNDO_OF}{before}"


UNDO_OF: Final = "undo of "
REDO_OF: Final = "redo of "


def _deed(db: Connection, rec: str, field: str, kind: str, value: Any) -> Deed | None:  # JSON
    """What an entry did; None where that goes without saying."""
    if many.is_many(rec):
        keys = tuple(key for _value, keys in value["values"] for key in keys)
        return _of_set(db, field, kind), keys
    key = Key(rec)
    if field == "" and kind in {"set", "remove"}:
        return f"{'change' if kind == 'set' else 'removal'} from outside of", (key,)
    if field == "":
        record = value["was"] if kind == "tomb" else value
        told = of_record(db, record)
        return (f"removal of {told[0]}", told[1]) if kind == "tomb" else told
    if materialise.is_set(field):
        # An entry that keeps what one about many gave to this record goes without saying.
        return None if kind == "set" else (_of_set(db, field, kind), (key,))
    if field in FOLLOWING:
        return None
    word = FIELD_WORDS.get(field, field.replace("_", " "))
    if key[0] in OF_RECORD:
        held = materialise.held(db, key, "") or first_written(db, key)
        if held:
            subject, about = of_record(db, held)
            return f"{word} of {subject.removeprefix('new ')}", about
    return f"{word} of", (key,)


def _of_set(db: Connection, field: str, kind: str) -> str:
    is_on = "on" if kind == "add" else "off"
    if field.startswith(TAG_FIELD):
        return f"tag {_name(db, field.removeprefix(TAG_FIELD))} {is_on}"
    if field.startswith(STAR_FIELD):
        return f"star {is_on}"
    word = field.partition(":")[0]
    return f"{word if kind == 'add' else f'no more {word}'} on"


def of_record(db: Connection, record: Mapping[str, Any]) -> Deed:
    """A record of the analyst's own by what it is on, any other by its name."""
    key = Key(record["key"])
    if key[0] in OF_RECORD:
        return OF_RECORD[key[0]](db, record)
    kind = ids.LETTERS[key[0]].replace("_", " ")
    name = record.get("name") or record.get("slug") or record.get("title")
    return (f"new {kind} {name}", ()) if name else (f"new {kind}", (key,))


def _note(_db: Connection, record: Mapping[str, Any]) -> Deed:
    return "note on", (Key(record.get("quote") or record["about"]),)


def _stance(_db: Connection, record: Mapping[str, Any]) -> Deed:
    settled = "settled stance" if record.get("adjudicated") else "stance"
    return f"{settled} {record['value']} on", (Key(record["quote"]),)


def _link(_db: Connection, record: Mapping[str, Any]) -> Deed:
    word = record["type"].replace("_", " ")
    return f"link: {ids.short(record['from_quote'])} {word}", (Key(record["to_quote"]),)


def _brief_item(db: Connection, record: Mapping[str, Any]) -> Deed:
    brief = f"brief {_name(db, record['brief'])}:"
    return (brief, (Key(record["quote"]),)) if record.get("quote") else (f"{brief} a heading", ())


def _saved_search(_db: Connection, record: Mapping[str, Any]) -> Deed:
    return f"saved search {record['name']}", ()


def _identity(_db: Connection, record: Mapping[str, Any]) -> Deed:
    one, other = (ids.short(record[end]) for end in ("one", "other"))
    return f"{one} and {other}: {record['verdict']}", ()


def _sample(_db: Connection, record: Mapping[str, Any]) -> Deed:
    return f"coding sample {record['name']}", ()


OF_RECORD: Final[Mapping[str, Callable[[Connection, Mapping[str, Any]], Deed]]] = {
    "n": _note,
    "c": _stance,
    "l": _link,
    "i": _brief_item,
    "v": _saved_search,
    "g": _identity,
    "d": _sample,
}
"""How records of the analyst's own are told, by their letters."""


def _name(db: Connection, key: str) -> str:
    """The name of a tag or a brief, which may be gone by now."""
    record = materialise.held(db, Key(key), "") or first_written(db, Key(key))
    return record["name"] if record else ids.short(Key(key))


def first_written(db: Connection, key: Key) -> dict[str, Any] | None:
    row = db.execute(ADDED_AS, (key,)).fetchone()
    return json.loads(row[0]) if row else None


def _on(keys: list[Key]) -> str:
    """One record by its key, several by their number."""
    distinct = list(dict.fromkeys(keys))
    if len(distinct) == 1:
        return ids.short(distinct[0])
    letters = {key[0] for key in distinct}
    kind = ids.LETTERS[letters.pop()].replace("_", " ") if len(letters) == 1 else "record"
    return f"{len(distinct):,} {kind}s"
