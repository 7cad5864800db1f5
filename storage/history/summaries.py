"""What a transaction did, in a few words: for the log, for undo and for refusals."""

from __future__ import annotations

import json
from typing import Any, Final

from storage import fields, ids
from storage.connections import Connection
from storage.history import many, materialise, subjects
from storage.history.log import RECORD
from storage.history.materialise import STAR_FIELD, TAG_FIELD
from storage.history.subjects import Told
from storage.ids import Key

OPS_IN_ORDER: Final = "select rec, field, kind, val from op where txn = ? order by seq"
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
    {"changed", "keeper", "said_lo", "said_hi", "published_lo", "published_hi", "name_key"}
)
"""Columns that change only along with another, which is told."""


def of_transaction(db: Connection, txn: str) -> str:
    """One line, such as "note on q-4t9f3c" or "tag check on 3 quotes"."""
    said: dict[str, list[Key]] = {}
    corrected: dict[Key, dict[str, None]] = {}
    ops = db.execute(OPS_IN_ORDER, (txn,)).fetchall()
    last = {(op["rec"], op["field"]): op for op in ops}  # before it stands what a field held
    for rec, field, kind, val in last.values():
        value: Any = json.loads(val) if val else None
        if kind == "undo":
            return _of_undo(db, value["undoes"])
        if kind == "import":
            return f"import of {value['name']} ({value['records']} records)"
        if _is_of_a_fact(rec, field):
            corrected.setdefault(Key(rec), {})[_change(rec[0], field, value)] = None
            continue
        told = _deed(db, rec, field, kind, value)
        if told is not None:
            said.setdefault(told[0], []).extend(told[1])
    parts = [f"{subject} {_on(about)}" if about else subject for subject, about in said.items()]
    parts += [_correction(key, tuple(changes)) for key, changes in corrected.items()][:SAID_AT_MOST]
    if len(corrected) > SAID_AT_MOST:
        parts.append(f"and {len(corrected) - SAID_AT_MOST} more")
    return ", ".join(parts) or "nothing"


def _is_of_a_fact(rec: str, field: str) -> bool:
    """Whether it is a column of a fact, which corrections change; topics are put on by coders."""
    is_column = field not in {RECORD, TOPICS} and not materialise.is_set(field)
    return not many.is_many(rec) and is_column and rec[0] in fields.KINDS


def _change(letter: str, field: str, value: object) -> str:
    """What a field is called, or what it says of the whole record; "" where it only follows."""
    if field == fields.RETRACTED_BY[letter] and value in (RETRACTED, 1):
        return RETRACTION
    known = fields.KINDS[letter].field(field)
    return known.label if known else ""


def _correction(key: Key, changes: tuple[str, ...]) -> str:
    if RETRACTION in changes:
        return f"{RETRACTION} of {ids.short(key)}"
    if changes == ("",):
        return f"{ids.short(key)} holds again"
    return f"correction of {ids.short(key)} ({', '.join(filter(None, changes))})"


def _of_undo(db: Connection, undone: str) -> str:
    """What took something back is undone by what brings that back."""
    before = of_transaction(db, undone)
    if before.startswith(UNDO_OF):
        return f"{REDO_OF}{before.removeprefix(UNDO_OF)}"
    if before.startswith(REDO_OF):
        return f"{UNDO_OF}{before.removeprefix(REDO_OF)}"
    return f"{UNDO_OF}{before}"


RETRACTION: Final = "retraction"
RETRACTED: Final = "retracted"
TOPICS: Final = "quote_topic"
SAID_AT_MOST: Final = 3
UNDO_OF: Final = "undo of "
REDO_OF: Final = "redo of "


def _deed(db: Connection, rec: str, field: str, kind: str, value: Any) -> Told | None:  # JSON
    """What an entry did; None where that goes without saying."""
    if many.is_many(rec):
        keys = [key for _value, keys in value["values"] for key in keys]
        return _of_set(db, field, kind), keys
    key = Key(rec)
    if field == RECORD and kind in {"set", "remove"}:
        return f"{'change' if kind == 'set' else 'removal'} from outside of", [key]
    # An entry that keeps what one about many gave to this record goes without saying.
    if field in FOLLOWING or (kind == "set" and materialise.is_set(field)):
        return None
    if key[0] in subjects.TOLD:
        return subjects.TOLD[key[0]](db, key, field, kind, value)
    if materialise.is_set(field):
        return _of_set(db, field, kind), [key]
    if field != RECORD:
        return f"{FIELD_WORDS.get(field, field.replace('_', ' '))} of", [key]
    record = value["was"] if kind == "tomb" else value
    named = record.get("name") or record.get("slug") or record.get("title")
    name = None if subjects.is_private(db, key) else named
    what = f"{'removal of' if kind == 'tomb' else 'new'} {ids.LETTERS[key[0]].replace('_', ' ')}"
    return (f"{what} {name}", []) if name else (what, [key])


def _of_set(db: Connection, field: str, kind: str) -> str:
    is_on = "on" if kind == "add" else "off"
    if field.startswith(TAG_FIELD):
        return f"tag {subjects.tag_name(db, Key(field.removeprefix(TAG_FIELD)))} {is_on}"
    if field.startswith(STAR_FIELD):
        return f"star {is_on}"
    word = field.partition(":")[0]
    return f"{word if kind == 'add' else f'no more {word}'} on"


def _on(keys: list[Key]) -> str:
    """One record by its key, several by their number."""
    distinct = list(dict.fromkeys(keys))
    if len(distinct) == 1:
        return ids.short(distinct[0])
    letters = {key[0] for key in distinct}
    kind = ids.LETTERS[letters.pop()].replace("_", " ") if len(letters) == 1 else "record"
    return f"{len(distinct):,} {kind}s"
